//! Signs that no list of words can express: shouting, piled punctuation, doubled words and their like.

use std::rc::Rc;

use super::said::Said;
use super::{article, capitals, inversion, pairs, remark, spacing, tautology};
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

/// Classes of bytes by which [`possible`] sees that a sign cannot be there.
mod byte {
    pub(super) const UPPER: u8 = 1;
    pub(super) const LOWER: u8 = 2;
    pub(super) const SPACE: u8 = 3;
    /// `!` and `?`.
    pub(super) const CRY: u8 = 4;
    pub(super) const DOT: u8 = 5;
    /// `,` and `;`.
    pub(super) const COMMA: u8 = 6;
    /// `'` and `_`, which stand inside words.
    pub(super) const JOINER: u8 = 7;
    pub(super) const BRACKET: u8 = 8;
    pub(super) const QUOTE: u8 = 9;
    pub(super) const DIGIT: u8 = 10;
    pub(super) const HIGH: u8 = 11;
    /// `i` in lower case.
    pub(super) const SMALL_I: u8 = 12;
    pub(super) const OTHER: u8 = 0;
}

const BYTES: [u8; 256] = {
    let mut table = [byte::OTHER; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = match at as u8 {
            b'i' => byte::SMALL_I,
            b'a'..=b'z' => byte::LOWER,
            b'A'..=b'Z' => byte::UPPER,
            b'0'..=b'9' => byte::DIGIT,
            b' ' => byte::SPACE,
            b'!' | b'?' => byte::CRY,
            b'.' => byte::DOT,
            b',' | b';' => byte::COMMA,
            b'\'' | b'_' => byte::JOINER,
            b'(' | b')' | b'[' | b']' => byte::BRACKET,
            b'"' => byte::QUOTE,
            0x80.. => byte::HIGH,
            _ => byte::OTHER,
        };
        at += 1;
    }
    table
};

/// Signs that two neighbouring bytes make possible, by their classes.
const PAIRS: [[u32; 16]; 16] = {
    let mut table = [[0; 16]; 16];
    let mut first = 0;
    while first < 16 {
        let mut second = 0;
        while second < 16 {
            table[first][second] = pair(first as u8, second as u8);
            second += 1;
        }
        first += 1;
    }
    table
};

const fn pair(first: u8, second: u8) -> u32 {
    let mut signs = 0;
    let first_mark = matches!(first, byte::CRY | byte::DOT | byte::COMMA);
    let second_mark = matches!(second, byte::CRY | byte::DOT | byte::COMMA);
    if first == byte::UPPER && matches!(second, byte::UPPER | byte::JOINER | byte::HIGH) {
        signs |= mask("acronym") | mask("shouting") | mask("stressed-words");
    }
    if first == byte::SPACE && second == byte::SPACE {
        signs |= mask("double-space");
    }
    if first == byte::SPACE && second_mark {
        signs |= mask("space-before-punctuation");
    }
    if first_mark && second_mark {
        signs |= mask("stray-punctuation") | mask("two-dots");
    }
    if first == byte::CRY && second == byte::CRY {
        signs |= mask("piled-punctuation") | mask("tripled-punctuation");
    }
    if first_mark
        && matches!(
            second,
            byte::LOWER | byte::SMALL_I | byte::UPPER | byte::HIGH | byte::JOINER
        )
    {
        signs |= mask("missing-space");
    }
    if first == byte::SMALL_I
        && !matches!(
            second,
            byte::LOWER | byte::SMALL_I | byte::UPPER | byte::DIGIT
        )
    {
        signs |= mask("small-i");
    }
    signs | single(first) | single(second)
}

/// Signs that one byte makes possible.
const fn single(class: u8) -> u32 {
    match class {
        byte::BRACKET => mask("unclosed-bracket"),
        byte::QUOTE => mask("unclosed-quote"),
        byte::HIGH => {
            mask("emoji")
                | mask("cheerful-emoji")
                | mask("mixed-quotes")
                | mask("unclosed-quote")
                | mask("missing-space")
                | mask("small-i")
        }
        _ => 0,
    }
}

/// Signs that the bytes of a text can rule out; all others are looked for among its words.
const BY_BYTES: u32 = mask("acronym")
    | mask("cheerful-emoji")
    | mask("double-space")
    | mask("elongation")
    | mask("emoji")
    | mask("missing-space")
    | mask("mixed-quotes")
    | mask("piled-punctuation")
    | mask("shouting")
    | mask("small-i")
    | mask("space-before-punctuation")
    | mask("stray-punctuation")
    | mask("stressed-words")
    | mask("tripled-punctuation")
    | mask("two-dots")
    | mask("unclosed-bracket")
    | mask("unclosed-quote");

/// The signs that the bytes of a text do not rule out, in one pass.
pub(super) fn possible(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut signs = !BY_BYTES;
    // As if blanks stood around the text.
    let (mut before, mut run) = (0u8, 0u32);
    let mut class = byte::OTHER;
    for byte in bytes {
        let next = BYTES[usize::from(*byte)];
        signs |= PAIRS[usize::from(class)][usize::from(next)];
        class = next;
        run = if byte | 0x20 == before { run + 1 } else { 0 };
        if 2 <= run && byte.is_ascii_alphabetic() {
            signs |= mask("elongation");
        }
        before = byte | 0x20;
    }
    signs |= PAIRS[usize::from(class)][usize::from(byte::OTHER)];
    let end = text.trim_end();
    if end.ends_with(['/', '\\']) {
        signs |= mask("stray-punctuation");
    }
    if end.ends_with('\'') {
        signs |= mask("unclosed-quote");
    }
    signs
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
pub(super) fn find(name: &str, said: &Said<'_>) -> Rc<[Place]> {
    match SIGNS.binary_search(&name) {
        Ok(sign) => places(sign, said),
        Err(_) => Rc::default(),
    }
}

/// The places of a sign by its place in [`SIGNS`]; looked for once.
fn places(sign: usize, said: &Said<'_>) -> Rc<[Place]> {
    if said.possible_signs() & 1 << sign == 0 {
        return Rc::default();
    }
    let known =
        |(known, places): &(usize, Rc<[Place]>)| (*known == sign).then(|| Rc::clone(places));
    let known = said.by_sign.borrow().iter().find_map(known);
    known.unwrap_or_else(|| {
        let places: Rc<[Place]> = SIGNS
            .get(sign)
            .map_or_else(Rc::default, |name| look_for(name, said).into());
        said.by_sign.borrow_mut().push((sign, Rc::clone(&places)));
        places
    })
}

fn look_for(name: &str, said: &Said<'_>) -> Vec<Place> {
    match name {
        "shouting" => plain(shouting(said)),
        "stressed-words" => plain(stressed(said)),
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
        "acronym" => plain(words(said, |word, text| {
            word.has(flag::UPPER)
                && (2..=6).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_uppercase())
        })),
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
        let text = word.span().of(&said.text);
        let Some(rest) = text.strip_prefix('i') else {
            continue;
        };
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

/// Words that make a run of capitals a sentence.
const EVERYDAY: &[&str] = &[
    "about",
    "again",
    "all",
    "always",
    "an",
    "and",
    "answer",
    "any",
    "are",
    "at",
    "be",
    "but",
    "can",
    "can't",
    "cannot",
    "did",
    "do",
    "does",
    "don't",
    "enough",
    "ever",
    "every",
    "fix",
    "for",
    "from",
    "get",
    "give",
    "had",
    "has",
    "have",
    "help",
    "how",
    "i'm",
    "immediately",
    "in",
    "is",
    "it",
    "just",
    "me",
    "money",
    "must",
    "my",
    "never",
    "no",
    "not",
    "nothing",
    "now",
    "of",
    "on",
    "once",
    "only",
    "or",
    "our",
    "out",
    "people",
    "please",
    "read",
    "refund",
    "say",
    "service",
    "should",
    "so",
    "still",
    "stop",
    "terrible",
    "that",
    "the",
    "they",
    "this",
    "to",
    "us",
    "very",
    "waiting",
    "want",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "why",
    "will",
    "with",
    "worst",
    "would",
    "you",
    "your",
];

/// Two or more words in capitals in a row that read as a sentence, or five of any kind.
fn shouting(said: &Said<'_>) -> Vec<(u32, u32)> {
    let words = &said.prose.words;
    let mut places = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let loud = |index: usize| {
            words.get(index).is_some_and(|word| {
                word.has(flag::UPPER)
                    || word.has(flag::JOINED)
                    || word.end - word.start == 1 && word.has(flag::CAPITALISED)
            })
        };
        if !loud(at) || words[at].end - words[at].start == 1 {
            at += 1;
            continue;
        }
        let mut last = at;
        while loud(last + 1) {
            last += 1;
        }
        let run = &words[at..=last];
        let full = run
            .iter()
            .filter(|word| {
                word.has(flag::UPPER)
                    && 2 <= word.end - word.start
                    && !word.has(flag::JOINED)
                    && word
                        .span()
                        .of(&said.text)
                        .bytes()
                        .all(|b| !b.is_ascii_digit())
            })
            .count();
        let plain = run.iter().any(|word| {
            4 <= word.end - word.start
                && word
                    .span()
                    .of(&said.text)
                    .bytes()
                    .any(|b| matches!(b, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y'))
        });
        // Names, codes and addresses in capitals hold none of the words that sentences are made of.
        let sentence = run.iter().any(|word| {
            EVERYDAY.contains(&word.span().of(&said.text).to_ascii_lowercase().as_str())
        });
        if plain && (5 <= full || 2 <= full && sentence) {
            places.push((at as u32, last as u32));
        }
        at = last + 1;
    }
    places
}

/// Two everyday words in capitals near each other: “You ALREADY have IT twice. READ it.”
fn stressed(said: &Said<'_>) -> Vec<(u32, u32)> {
    const EVERYDAY: &[&str] = &[
        "IS", "ARE", "CLICK", "READ", "YOU", "YOUR", "DID", "WILL", "TWICE", "ALREADY", "AGAIN",
        "EVERY", "STOP", "LISTEN", "WAIT", "HOW", "WHY", "WHAT", "NOTHING", "CANNOT", "BEFORE",
        "NOT", "MUST", "NEVER", "ALWAYS", "ONLY",
    ];
    /// How many words may stand between the two.
    const NEAR: usize = 14;
    let words = &said.prose.words;
    let mut places = Vec::new();
    let mut last: Option<usize> = None;
    for (index, word) in words.iter().enumerate() {
        if !word.has(flag::UPPER)
            || word.has(flag::JOINED)
            || !EVERYDAY.contains(&word.span().of(&said.text))
        {
            continue;
        }
        if let Some(before) = last.filter(|before| index - before <= NEAR) {
            places.push((before as u32, index as u32));
            last = None;
        } else {
            last = Some(index);
        }
    }
    places
}

/// `!!`, `???`, `?!`, of at least so many marks: shown at the word before.
fn piled(said: &Said<'_>, least: usize) -> Vec<(u32, u32)> {
    let bytes = said.text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if matches!(bytes[at], b'!' | b'?') && matches!(bytes[at + 1], b'!' | b'?') {
            let start = at;
            while at < bytes.len() && matches!(bytes[at], b'!' | b'?') {
                at += 1;
            }
            let word = said
                .prose
                .words
                .partition_point(|word| (word.start as usize) < start);
            if 0 < word && least <= at - start {
                places.push((word as u32 - 1, word as u32 - 1));
            }
        } else {
            at += 1;
        }
    }
    places.dedup();
    places
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
        let (a, b) = (first.span().of(&said.text), second.span().of(&said.text));
        let start = first.has(flag::SENTENCE_START);
        let same =
            a.len() == b.len() && (a == b || (start || a.len() < 4) && a.eq_ignore_ascii_case(b));
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

fn elongated(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.windows(3).any(|three| {
        three[0].eq_ignore_ascii_case(&three[1])
            && three[1].eq_ignore_ascii_case(&three[2])
            && three[0].is_ascii_alphabetic()
    }) && !word.starts_with("www")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Mask;
    use crate::pattern::{Matcher, MatcherBuilder, Regexes};
    use crate::rules::{Cues, Voice};

    /// What a sign finds in a text: the bytes and what to write there.
    fn found(name: &str, text: &str) -> Vec<String> {
        let bytes = MatcherBuilder::new().finish();
        let matcher = Matcher::new(&bytes);
        let said = Said::new(
            text.into(),
            &Mask::of(text),
            Voice::Ours,
            &matcher,
            &Regexes::of(&matcher),
            &Cues::default(),
        );
        let places = look_for(name, &said);
        // What the bytes rule out must not be there.
        assert_eq!(*find(name, &said), *places, "{name}: {text:?}");
        places
            .into_iter()
            .map(|place| {
                let span = place
                    .span
                    .unwrap_or_else(|| said.span((place.first, place.last)));
                match place.instead {
                    Some(instead) => format!("{}→{instead}", span.of(text)),
                    None => span.of(text).to_owned(),
                }
            })
            .collect()
    }

    #[test]
    fn every_sign_has_its_places() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("shouting", "PLEASE READ the note.", &["PLEASE READ"]),
            (
                "sentence",
                "Of course. It ends in May. Thanks a lot!",
                &["It ends in May"],
            ),
            (
                "stressed-words",
                "It is ALREADY paid, I told you TWICE.",
                &["ALREADY paid, I told you TWICE"],
            ),
            (
                "stressed-words",
                "It is NOT on the list of the USB adapters.",
                &[],
            ),
            (
                "shouting",
                "To LARCH HOUSE RETURNS with IBAN GB30HLME, ticket TKT-YDX1L1. I ran PA and JACK ALSA.",
                &[],
            ),
            (
                "small-i",
                "May i see it, or should i’ll wait?",
                &["i→I", "i’ll→I’ll"],
            ),
            ("small-i", "See (i) and i.e. the first.", &[]),
            ("cheerful-emoji", "Yay 🎉 so sorry 😢 ok ✅", &["🎉"]),
            ("doubled-word", "Open the the box.", &["the the→the"]),
            (
                "doubled-word",
                "I know that that was late. The The play.",
                &[],
            ),
            (
                "lower-case-start",
                "thanks for it. please wait! Done.",
                &["thanks→Thanks", "please→Please"],
            ),
            (
                "lower-case-start",
                "iPad and npm. Cups, etc. are here... well",
                &[],
            ),
            (
                "stray-capital",
                "Hello, Thank you. You're Welcome!",
                &["Thank→thank", "Welcome→welcome"],
            ),
            (
                "stray-capital",
                "Hello, Thank Smith here. Your Welcome Pack.",
                &[],
            ),
            (
                "space-before-punctuation",
                "Open , now .",
                &["Open ,→Open,", "now .→now."],
            ),
            (
                "space-before-punctuation",
                "Wait ... the .env file, code 7k1 .",
                &[],
            ),
            (
                "missing-space",
                "Hi,thanks!Come on.",
                &["Hi,thanks→Hi, thanks", "thanks!Come→thanks! Come"],
            ),
            ("missing-space", "1,200 and Node.js, see shop.example.", &[]),
            ("double-space", "Open  the box.  Then wait.", &["  → "]),
            (
                "stray-punctuation",
                "It is here,. Really?",
                &["here,.→here."],
            ),
            (
                "stray-punctuation",
                "Cups etc., and so on ... Really?!",
                &[],
            ),
            ("two-dots", "Wait.. now... yes", &["..→."]),
            ("tripled-punctuation", "Now!!! Yes!!", &["Now"]),
            ("unclosed-bracket", "Use (the blue one.", &["("]),
            (
                "unclosed-bracket",
                "Use it :) 1) Open (it). b) Wait ;-)",
                &[],
            ),
            ("unclosed-quote", "Press \"Start now.", &["\""]),
            ("unclosed-quote", "A 15\" shelf says \"wide\".", &[]),
            ("mixed-quotes", "Press “Start” or \"Stop\".", &["\""]),
            (
                "missing-question-mark",
                "Can I see the photo",
                &["photo→photo?"],
            ),
            (
                "missing-question-mark",
                "Ok, what is your name.",
                &["name.→name?"],
            ),
            (
                "missing-question-mark",
                "What I can do is wait. Could you please wait. Should you need us, write.",
                &[],
            ),
            (
                "missing-break",
                "No problem is there more?",
                &["problem is"],
            ),
            ("missing-break", "No problem, is there more?", &[]),
            (
                "wrong-article",
                "A hour, an user, a issue.",
                &["A hour→An hour", "an user→a user", "a issue→an issue"],
            ),
            ("wrong-article", "An hour, a user, option a is best.", &[]),
            (
                "tautology",
                "A fee is a fee, sorry. 30 days means 30 days.",
                &["A fee is a fee", "30 days means 30 days"],
            ),
            (
                "tautology",
                "Gone is gone and a neighbour's fence is a neighbour's fence.",
                &["Gone is gone", "a neighbour's fence is a neighbour's fence"],
            ),
            (
                "general-remark",
                "Sorry about your bus. Traffic has moods of its own. Machines get hungry!",
                &["Traffic has moods of its own", "Machines get hungry"],
            ),
            (
                "general-remark",
                "The fuse is weak. Wool shrinks above 30 degrees. Press the red one. Do machines get hungry? Our kettles are loud.",
                &[],
            ),
            (
                "tautology",
                "The code is the code on the card. What it is is a fuse. The size is 40. Is 40 fine?",
                &[],
            ),
        ];
        for (sign, text, expected) in cases {
            assert_eq!(found(sign, text), *expected, "{sign}: {text}");
        }
    }

    #[test]
    fn signs_are_sorted_and_known() {
        assert!(SIGNS.is_sorted());
        assert!(SIGNS.len() < 31, "each has a bit, and one is for all");
        for sign in SIGNS {
            assert!(found(sign, "").is_empty(), "{sign}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_strange(text in "([a-ciIO.,!?;:()\\[\\]\"“”' ’\n/*…é🙂0-9_-]|READ|NOT|  |https://a.io){0,60}") {
            for sign in SIGNS {
                found(sign, &text);
            }
        }
    }
}
