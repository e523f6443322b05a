//! Bits of the closed word classes that a lexicon entry carries.

/// A number in letters.
pub const NUMBER: u32 = 1;
/// A number word that names no exact number.
pub const VAGUE_NUMBER: u32 = 1 << 1;
/// An article.
pub const ARTICLE: u32 = 1 << 2;
/// A word that stands for one before a unit: “an hour”, “another day”.
pub const ONE: u32 = 1 << 3;
/// A month.
pub const MONTH: u32 = 1 << 4;
/// A day of the week.
pub const WEEKDAY: u32 = 1 << 5;
/// A day named from today.
pub const DAY: u32 = 1 << 6;
/// A part of a day or a stretch that “this” or “next” can stand before.
pub const PART_OF_DAY: u32 = 1 << 7;
/// this, next, last.
pub const WHEN: u32 = 1 << 8;
/// A unit of time.
pub const UNIT: u32 = 1 << 9;
/// A word between a number and a unit of time.
pub const UNIT_ADJECTIVE: u32 = 1 << 10;
/// A currency.
pub const CURRENCY: u32 = 1 << 11;
/// percent.
pub const PERCENT: u32 = 1 << 12;
/// am, pm.
pub const MERIDIEM: u32 = 1 << 13;
/// An abbreviation whose full stop ends no sentence.
pub const ABBREVIATION: u32 = 1 << 14;
/// An abbreviation whose full stop ends the sentence when a capital follows.
pub const CLOSING_ABBREVIATION: u32 = 1 << 15;
/// A word that negates what follows.
pub const NEGATION: u32 = 1 << 16;
/// A question word.
pub const WH: u32 = 1 << 17;
/// An auxiliary verb.
pub const AUXILIARY: u32 = 1 << 18;
/// A pronoun that can be a subject.
pub const SUBJECT: u32 = 1 << 19;

/// The classes that grammar knows: a word outside them may be a name.
pub const CLOSED: u32 = (1 << 20) - 1;

/// A word that names nothing.
pub const SMALL: u32 = 1 << 20;
/// A word at which a sentence turns.
pub const TURN: u32 = 1 << 21;
/// A word that points at something without naming it.
pub const POINTER: u32 = 1 << 22;
/// A word that carries no topic.
pub const EMPTY: u32 = 1 << 23;
/// A word of this conversation, not of the world in general.
pub const SITUATED: u32 = 1 << 24;
/// The first word of a request, an answer, a question or an exclamation.
pub const OPENER: u32 = 1 << 25;
/// A word that points at something named before.
pub const DEFINITE: u32 = 1 << 26;
/// A verb of general sentences.
pub const FINITE: u32 = 1 << 27;
