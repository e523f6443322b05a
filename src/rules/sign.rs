//! Signs that no list of words can express: shouting, piled punctuation, doubled words and their like.

mod bytes;
mod shouting;

pub(super) use bytes::possible;
use shouting::{elongated, piled, shouting, stressed};

use super::said::Said;
use super::{article, capitals, inversion, muddled, pairs, remark, spacing, tautology};
use crate::prose::{Class, flag};
use crate::text::Span;

/// The names of all signs, sorted.
pub const SIGNS: &[&str] = &[
    "acronym",
    "cheerful-emoji",
    "double-space",
    "doubled-word",
    "elongation",
    "emoji",
    "general-remark",
    "lower-case-start",
    "missing-break",
    "missing-question-mark",
    "missing-space",
    "mixed-quotes",
    "muddled",
    "password-like",
    "piled-punctuation",
    "sentence",
    "shouting",
    "small-i",
    "space-before-punctuation",
    "stray-capital",
    "stray-punctuation",
    "stressed-words",
    "tautology",
    "tripled-punctuation",
    "two-dots",
    "unclosed-bracket",
    "unclosed-quote",
    "wrong-article",
];

/// In every text; stands for what no look at the characters can rule out.
pub(super) const ALWAYS: u32 = 1 << 31;

/// The bit of a sign; [`ALWAYS`] for an unknown one.
pub(super) fn bit(name: &str) -> u32 {
    SIGNS
        .binary_search(&name)
        .map_or(ALWAYS, |index| 1 << index)
}

/// The bit of a sign whose place in [`SIGNS`] is known when tactful is built.
const fn mask(name: &str) -> u32 {
    let mut index = 0;
    while index < SIGNS.len() {
        let (known, wanted) = (SIGNS[index].as_bytes(), name.as_bytes());
        let mut at = 0;
        while at < known.len() && at < wanted.len() && known[at] == wanted[at] {
            at += 1;
        }
        if at == known.len() && at == wanted.len() {
            return 1 << index;
        }
        index += 1;
    }
    panic!("no such sign")
}

/// Whether a text shows a sign, by its place in [`SIGNS`].
pub(super) fn is_there(sign: usize, said: &Said<'_>) -> bool {
    !places(sign, said).is_empty()
}

/// A place of a sign, with what to write there instead where one wording is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Index of the first word.
    pub(super) first: u32,
    /// Index of the last word, included.
    pub(super) last: u32,
    /// The bytes that a wording replaces, where they are not just those of the words.
    pub(super) span: Option<Span>,
    /// What to write there.
    pub(super) instead: Option<String>,
    /// Whether the wording changes no meaning, so that it may be put in without asking.
    pub(super) safe: bool,
}

impl Place {
    /// A run of words.
    pub(super) const fn of(first: u32, last: u32) -> Self {
        Self {
            first,
            last,
            span: None,
            instead: None,
            safe: false,
        }
    }

    /// Sets what to write there.
    #[must_use]
    pub(super) fn say(mut self, instead: impl Into<String>, safe: bool) -> Self {
        self.instead = Some(instead.into());
        self.safe = safe;
        self
    }

    /// Sets the bytes that the wording replaces.
    #[must_use]
    pub(super) const fn over(mut self, start: usize, end: usize) -> Self {
        self.span = Some(Span::new(start, end));
        self
    }
}

/// Emoji that show sorrow, care or thanks, and the matter-of-fact ones of mail, lists and places.
const SOBER_EMOJI: &[char] = &[
    '😢', '😭', '😔', '😞', '😟', '😥', '😓', '😣', '😖', '😕', '😧', '😦', '😨', '😰', '🥺', '🙁',
    '☹', '😩', '😫', '😿', '💔', '🕯', '💐', '🌹', '🕊', '🙏', '🤍', '🖤', '💙', '❤', '🫂', '😬',
    '✅', '✔', '☑', '❌', '⚠', 'ℹ', '📎', '📦', '📞', '☎', '📱', '📧', '📩', '📨', '✉', '📍', '📅',
    '🔗', '👉', '👇', '➡', '⬇', '⭐', '🔒', '🔑', '🚚', '®', '™', '©',
];

/// Whether an emoji smiles, laughs or celebrates, told by not being one of the sober ones.
fn cheerful(emoji: &str) -> bool {
    !emoji.chars().any(|c| SOBER_EMOJI.contains(&c))
}

/// Every sentence of four words or more, for rules whose exceptions name what a sentence may hold; shorter ones are mostly
/// courtesy and names.
fn sentences(said: &Said<'_>) -> Vec<Place> {
    let sentences = said.prose.sentences.iter();
    sentences
        .filter(|sentence| sentence.first + 4 <= sentence.last)
        .map(|sentence| Place::of(sentence.first, sentence.last - 1))
        .collect()
}

/// The places of a sign.
pub(super) fn find<'s>(name: &str, said: &'s Said<'_>) -> &'s [Place] {
    SIGNS
        .binary_search(&name)
        .map_or(&[], |sign| places(sign, said))
}

/// The places of a sign by its place in [`SIGNS`]; looked for once.
fn places<'s>(sign: usize, said: &'s Said<'_>) -> &'s [Place] {
    match (SIGNS.get(sign), said.by_sign.get(sign)) {
        (Some(name), Some(places)) if said.possible_signs() & 1 << sign != 0 => {
            places.get_or_init(|| look_for(name, said))
        }
        _ => &[],
    }
}

fn look_for(name: &str, said: &Said<'_>) -> Vec<Place> {
    match name {
        "shouting" => plain(shouting(said)),
        "stressed-words" => plain(stressed(said)),
        "password-like" => plain(words(said, |_, text| password_like(text))),
        "piled-punctuation" => plain(piled(said, 2)),
        "sentence" => sentences(said),
        "tripled-punctuation" => plain(piled(said, 3)),
        "emoji" => said
            .prose
            .spans
            .iter()
            .filter(|span| span.class == Class::Emoji)
            .map(|span| Place::of(span.first, span.last))
            .collect(),
        "cheerful-emoji" => said
            .prose
            .spans
            .iter()
            .filter(|span| {
                let place = said.prose.span(span.first, span.last);
                span.class == Class::Emoji && cheerful(place.of(&said.text))
            })
            .map(|span| Place::of(span.first, span.last))
            .collect(),
        "doubled-word" => doubled(said),
        "small-i" => small_i(said),
        "elongation" => plain(words(said, |word, text| {
            !word.has(flag::OPAQUE) && elongated(text)
        })),
        "acronym" => plain(acronyms(said)),
        "double-space" => spacing::double_space(said),
        "missing-space" => spacing::missing_space(said),
        "space-before-punctuation" => spacing::space_before_punctuation(said),
        "two-dots" => spacing::two_dots(said),
        "stray-punctuation" => spacing::stray_punctuation(said),
        "lower-case-start" => capitals::lower_case_start(said),
        "stray-capital" => capitals::stray_capital(said),
        "unclosed-bracket" => pairs::unclosed_bracket(said),
        "unclosed-quote" => pairs::unclosed_quote(said),
        "mixed-quotes" => pairs::mixed_quotes(said),
        "missing-question-mark" => inversion::missing_question_mark(said),
        "missing-break" => inversion::missing_break(said),
        "wrong-article" => article::wrong_article(said),
        "tautology" => tautology::find(said),
        "general-remark" => remark::find(said),
        "muddled" => muddled::find(said),
        _ => Vec::new(),
    }
}

fn plain(places: Vec<(u32, u32)>) -> Vec<Place> {
    places
        .into_iter()
        .map(|(first, last)| Place::of(first, last))
        .collect()
}

/// The pronoun I in lower case, alone or with `'m`, `'ll`, `'ve` or `'d`.
fn small_i(said: &Said<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    for (index, word) in said.prose.words.iter().enumerate() {
        let bytes = &said.text.as_bytes()[word.start as usize..word.end as usize];
        if !matches!(bytes, [b'i'] | [b'i', b'\'' | 0xE2, ..]) {
            continue;
        }
        let rest = &word.span().of(&said.text)[1..];
        if word.flags & (flag::JOINED | flag::OPAQUE | flag::HYPHENATED) != 0
            || !(rest.is_empty() || rest.starts_with(['\'', '’']))
        {
            continue;
        }
        // “i.e.”, “(i)” and “i)” are no pronouns, nor is a letter that stands for something: “option i”.
        let after = said.text[word.end as usize..].as_bytes();
        let before = said.text[..word.start as usize].chars().next_back();
        let mark = matches!(after.first(), Some(b')' | b'/' | b'-' | b'_' | b'='))
            || after.first() == Some(&b'.') && after.get(1).is_some_and(u8::is_ascii_alphanumeric)
            || before.is_some_and(|c| {
                !c.is_whitespace()
                    && !matches!(c, ',' | '.' | '!' | '?' | ';' | ':' | '"' | '“' | '…' | '(')
            });
        if !mark {
            let joined = said
                .prose
                .words
                .get(index + 1)
                .is_some_and(|next| next.has(flag::JOINED) && next.start == word.start);
            let index = index as u32;
            places.push(Place::of(index, index + u32::from(joined)).say(format!("I{rest}"), true));
        }
    }
    places
}

fn words(said: &Said<'_>, wanted: impl Fn(&crate::prose::Word, &str) -> bool) -> Vec<(u32, u32)> {
    let mut places = Vec::new();
    for (index, word) in said.prose.words.iter().enumerate() {
        if !word.has(flag::JOINED) && wanted(word, word.span().of(&said.text)) {
            places.push((index as u32, index as u32));
        }
    }
    places
}

/// Words that may be abbreviations of first letters: two to six capitals, but neither words of a heading or an address in
/// capitals (“LARCH HOUSE RETURNS”) nor the name of an entry on a way through menus (“Operators > TNT”).
fn acronyms(said: &Said<'_>) -> Vec<(u32, u32)> {
    /// Letters that few abbreviations have.
    const LONG: usize = 5;
    let all = &said.prose.words;
    let capitals = |index: usize| {
        all.get(index)
            .is_some_and(|word| word.has(flag::UPPER) && !word.has(flag::JOINED))
    };
    let gap = |index: usize| {
        let before = index.checked_sub(1).map_or(0, |before| all[before].end);
        let from = all
            .get(index)
            .map_or(said.text.len(), |word| word.start as usize);
        said.text.get(before as usize..from).unwrap_or_default()
    };
    let side_by_side = |index: usize| {
        capitals(index) && capitals(index + 1) && matches!(gap(index + 1), " " | "\n" | "\u{a0}")
    };
    let mut places = Vec::new();
    let mut index = 0;
    while index < all.len() {
        if !capitals(index) {
            index += 1;
            continue;
        }
        let first = index;
        while side_by_side(index) {
            index += 1;
        }
        index += 1;
        let run = &all[first..index];
        let heading =
            1 < run.len() && (2 < run.len() || run.iter().any(|word| LONG <= word.span().len()));
        if heading || gap(first).contains('>') {
            continue;
        }
        for (place, word) in run.iter().enumerate() {
            let text = word.span().of(&said.text);
            if (2..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase()) {
                let place = (first + place) as u32;
                places.push((place, place));
            }
        }
    }
    places
}

/// Whether a word is put together as people put passwords together: small letters, then two to six digits.
fn password_like(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    3 <= letters.len()
        && (2..=6).contains(&(word.len() - letters.len()))
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && letters.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Function words that are never meant twice.
const NEVER_TWICE: &[&str] = &[
    "a", "an", "and", "at", "for", "my", "of", "or", "our", "the", "this", "to", "with", "your",
];

/// The same word twice in a row.
fn doubled(said: &Said<'_>) -> Vec<Place> {
    const FINE: &[&str] = &[
        "had", "that", "bye", "very", "so", "no", "yes", "ha", "haha", "knock", "really", "there",
        "now", "many", "much", "woof", "please", "ok", "night", "well", "hear", "win", "in", "on",
        "blah", "tut", "hip", "aye", "way", "far", "too", "choo", "bang", "hush", "hello", "hi",
        "hey", "yum", "chop",
    ];
    let words = &said.prose.words;
    let mut places = Vec::new();
    for index in 1..words.len() {
        let (first, second) = (&words[index - 1], &words[index]);
        if second.flags
            & (flag::SENTENCE_START
                | flag::CLAUSE_START
                | flag::OPAQUE
                | flag::JOINED
                | flag::DIGIT
                | flag::HYPHENATED)
            != 0
            || first.flags & (flag::JOINED | flag::HYPHENATED) != 0
        {
            continue;
        }
        if first.id != second.id || first.span().len() != second.span().len() {
            continue;
        }
        let (a, b) = (first.span().of(&said.text), second.span().of(&said.text));
        let start = first.has(flag::SENTENCE_START);
        let same = a == b || (start || a.len() < 4) && a.eq_ignore_ascii_case(b);
        if !same {
            continue;
        }
        let between = said
            .text
            .get(first.end as usize..second.start as usize)
            .unwrap_or("x");
        let lower = a.to_ascii_lowercase();
        let names =
            first.has(flag::CAPITALISED) && second.has(flag::CAPITALISED) || first.has(flag::UPPER);
        // “What it is is …” is a way to speak; “Is is …” is a slip.
        let meant = FINE.contains(&lower.as_str()) || lower == "is" && !start;
        if a.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !names
            && between.bytes().all(|byte| byte.is_ascii_whitespace())
            && !meant
        {
            places.push(
                Place::of(index as u32 - 1, index as u32)
                    .say(a, NEVER_TWICE.contains(&lower.as_str())),
            );
        }
    }
    places
}

#[cfg(test)]
mod tests;
