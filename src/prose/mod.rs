//! One tokenisation per text: words with their numbers, sentences, and the classes that patterns name.

mod classes;
pub mod lex;
mod lexicon;
mod lists;
mod scan;
mod sentences;
mod vocabulary;

pub use classes::{Class, ClassSpan};
pub use lexicon::{Entry, Lexicon, LexiconBuilder, WordId, hash_word};
pub use vocabulary::contraction;

use crate::draft::Mask;
use crate::text::Span;

/// Facts about one word, bits of [`Word::flags`].
pub mod flag {
    /// Begins with a capital and goes on in lower case, or is a lone capital.
    pub const CAPITALISED: u16 = 1;
    /// Two letters or more, all capitals.
    pub const UPPER: u16 = 1 << 1;
    /// Begins with a digit.
    pub const DIGIT: u16 = 1 << 2;
    /// Stands inside quotation marks or a quoted line.
    pub const QUOTED: u16 = 1 << 3;
    /// First word of a sentence.
    pub const SENTENCE_START: u16 = 1 << 4;
    /// A comma, dash, colon, bracket or semicolon stands before it.
    pub const CLAUSE_START: u16 = 1 << 5;
    /// Second part of a contraction; shares its span with the word before.
    pub const JOINED: u16 = 1 << 6;
    /// A line break stands before it.
    pub const LINE_START: u16 = 1 << 7;
    /// A blank line stands before it.
    pub const PARAGRAPH_START: u16 = 1 << 8;
    /// A hyphen joins it to the word before.
    pub const HYPHENATED: u16 = 1 << 9;
    /// A currency sign stands right before it.
    pub const CURRENCY_BEFORE: u16 = 1 << 10;
    /// A percent sign stands right after it.
    pub const PERCENT_AFTER: u16 = 1 << 11;
    /// Not a word but a URL, e-mail address, emoji, placeholder or code.
    pub const OPAQUE: u16 = 1 << 12;
    /// A currency sign stands right after it.
    pub const CURRENCY_AFTER: u16 = 1 << 13;
    /// No white space stands before it.
    pub const GLUED: u16 = 1 << 14;
}

/// One word of a text; a contraction makes two with the same span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: u32,
    /// Byte after the last one.
    pub end: u32,
    /// The word's number after unfolding contractions; 0 when no rule knows it.
    pub id: WordId,
    /// The number of the form as typed; 0 when no rule knows it.
    pub surface: WordId,
    /// Bits of [`flag`].
    pub flags: u16,
    /// Classes (bits by [`Class::bit`]) that begin at this word.
    pub begins: u16,
    /// Classes that end at this word.
    pub ends: u16,
    /// Bits of [`lex`].
    pub classes: u32,
}

impl Word {
    /// The word's bytes.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Whether a flag is set.
    pub fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }
}

/// How a sentence ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A question mark, alone or with others.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A full stop or an ellipsis.
    Stop,
    /// Nothing: a line break, an emoji or the end of the text.
    Open,
}

/// One sentence: a run of words and its bytes with the closing marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Index of its first word.
    pub first: u32,
    /// Index after its last word.
    pub last: u32,
    /// Its bytes, from the first word to the closing mark.
    pub span: Span,
    /// How it ends.
    pub ending: Ending,
}

/// A text, taken apart once.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// The words in order.
    pub words: Vec<Word>,
    /// The sentences in order; every word belongs to exactly one.
    pub sentences: Vec<Sentence>,
    /// The places of word classes, sorted by first word.
    pub spans: Vec<ClassSpan>,
}

impl Prose {
    /// Takes a text apart in one pass.
    pub fn new(text: &str, mask: &Mask, lexicon: &Lexicon<'_>) -> Self {
        let mut prose = Self::default();
        prose.read(text, mask, lexicon);
        prose
    }

    /// Takes another text apart in the memory of the last one.
    pub fn read(&mut self, text: &str, mask: &Mask, lexicon: &Lexicon<'_>) {
        self.words.clear();
        self.sentences.clear();
        self.spans.clear();
        // A word and its blank are six bytes, more or less.
        self.words.reserve(text.len() / 5);
        scan::Scanner::new(text, mask, lexicon, scan::FAST).run(self);
        classes::recognise(self, text);
    }

    /// The index of the sentence that holds a word.
    pub fn sentence_of(&self, word: u32) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.last <= word)
            .min(self.sentences.len().saturating_sub(1))
    }

    /// The bytes from one word to another, both included.
    pub fn span(&self, first: u32, last: u32) -> Span {
        Span::new(
            self.words[first as usize].start as usize,
            self.words[last as usize].end as usize,
        )
    }

    /// The words of one sentence.
    pub fn words_of(&self, sentence: &Sentence) -> &[Word] {
        &self.words[sentence.first as usize..sentence.last as usize]
    }

    /// The parts of one sentence between its colons and semicolons, where people take a breath. Empty for a sentence of no words.
    pub fn parts_of<'a>(
        &'a self,
        sentence: &Sentence,
        text: &'a str,
    ) -> impl Iterator<Item = &'a [Word]> {
        self.words_of(sentence).chunk_by(|before, word| {
            !word.has(flag::CLAUSE_START)
                || !text
                    .get(before.end as usize..word.start as usize)
                    .is_some_and(|gap| {
                        gap.contains([';', ':']) && gap.ends_with(char::is_whitespace)
                    })
        })
    }

    /// How many words people would count: a contraction is one, a URL is none.
    pub fn count(&self) -> usize {
        self.words
            .iter()
            .filter(|word| !word.has(flag::JOINED) && !word.has(flag::OPAQUE))
            .count()
    }

    /// The class span that begins at a word, if there is one of that class; the longest when there are several.
    pub fn class_from(&self, first: u32, class: Class) -> Option<ClassSpan> {
        let start = self.spans.partition_point(|span| span.first < first);
        self.spans[start..]
            .iter()
            .take_while(|span| span.first == first)
            .filter(|span| class.covers(span.class))
            .max_by_key(|span| span.last)
            .copied()
    }

    /// The class span that ends at a word, if there is one of that class.
    pub fn class_to(&self, last: u32, class: Class) -> Option<ClassSpan> {
        let end = self.spans.partition_point(|span| span.first <= last);
        self.spans[..end]
            .iter()
            .rev()
            .take(32)
            .filter(|span| span.last == last && class.covers(span.class))
            .min_by_key(|span| span.first)
            .copied()
    }
}

#[cfg(test)]
mod tests;
