//! One pass over a text that notes where recognisers should look.

use super::label::{Cue, Entry, Lookup, Mark, SEED, step};
use super::settings::Settings;
use super::url;
use crate::text::Span;

/// A word that has a digit or is long enough for a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// Whether all bytes are ASCII digits.
    pub(super) all_digits: bool,
    /// Whether it has a digit.
    pub(super) has_digit: bool,
}

impl Word {
    pub(super) const fn len(self) -> usize {
        self.end - self.start
    }

    pub(super) const fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// What one pass over a text found.
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) settings: &'t Settings,
    /// Words with a digit, and words of 16 bytes or more.
    pub(super) words: Vec<Word>,
    /// Labels, sorted.
    pub(super) marks: Vec<Mark>,
    /// Telling words, sorted.
    pub(super) cues: Vec<(Span, Cue)>,
    /// Places of `@`.
    pub(super) ats: Vec<usize>,
    /// Places of `:` between hexadecimal digits or doubled.
    pub(super) colons: Vec<usize>,
    /// Places of `:\`, as in `C:\`, and of a leading `\\`.
    pub(super) backslashes: Vec<usize>,
    /// Links, sorted; digits inside are no numbers of their own.
    pub(super) links: Vec<Span>,
    /// Places where a hyphen joins two-letter hexadecimal words, as in `AA-BB-CC-DD-EE-FF`.
    pub(super) hyphens: Vec<usize>,
}

const WORD: u8 = 1;
const DIGIT: u8 = 2;
const LETTER: u8 = 4;

/// Words that are labels only before a colon, at the start of a clause.
const COLON_LABELS: [&str; 3] = ["login", "pass", "user"];

/// A character of a script that is written without spaces, or with particles that cling to Latin words (Hangul).
const SCRIPT: u8 = 8;

/// Classes of the first bytes of characters. Latin, Greek, Cyrillic, Hebrew and Arabic letters (two bytes) belong to words as ASCII letters do.
/// Two-byte characters under `0xC2` (no-break space, guillemets, signs) and three-byte ones under `0xE2` and `0xEF` (quotation marks, dashes,
/// full-width forms) are punctuation, as are emoji. The other scripts make words of their own, so that a number may touch them.
static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let first = byte as u8;
        table[byte] = match first {
            b'0'..=b'9' => WORD | DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' | 0xC3..=0xDF => WORD | LETTER,
            0xE0 | 0xE1 | 0xE3..=0xEE => SCRIPT,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Bytes of a character by its first byte.
const fn width(first: u8) -> usize {
    match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0.. => 4,
        _ => 1,
    }
}

/// Words of at least this many bytes are kept for the token recogniser.
const LONG: usize = 16;

impl<'t> Page<'t> {
    /// Reads a text once.
    pub(super) fn read(text: &'t str, settings: &'t Settings) -> Self {
        let bytes = text.as_bytes();
        let mut page = Self {
            text,
            bytes,
            settings,
            words: Vec::new(),
            marks: Vec::new(),
            cues: Vec::new(),
            ats: Vec::new(),
            colons: Vec::new(),
            backslashes: Vec::new(),
            links: Vec::new(),
            hyphens: Vec::new(),
        };
        let lookup = Lookup::new();
        let mut at = 0;
        let mut label_end = 0;
        while at < bytes.len() {
            let kind = CLASS[usize::from(bytes[at])] & (WORD | SCRIPT);
            if kind == 0 {
                if let Some(end) = tag_end(bytes, at) {
                    at = end;
                    continue;
                }
                page.note(at);
                at += width(bytes[at]);
                continue;
            }
            let start = at;
            let (mut hash, mut before, mut seen) = (SEED, SEED, 0);
            while let Some(byte) = bytes.get(at) {
                let class = CLASS[usize::from(*byte)];
                if class & kind == 0 {
                    break;
                }
                before = hash;
                hash = step(hash, *byte);
                seen |= class;
                at += 1;
                for _ in 1..width(*byte) {
                    hash = step(hash, bytes.get(at).copied().unwrap_or(0));
                    at += 1;
                }
            }
            at = at.min(bytes.len());
            if seen & DIGIT != 0 || (LONG <= at - start && kind == WORD) {
                page.words.push(Word {
                    start,
                    end: at,
                    all_digits: seen & LETTER == 0,
                    has_digit: seen & DIGIT != 0,
                });
            }
            // “2FA code” and “6-digit code” are labels, too.
            if (seen & DIGIT == 0 || at - start <= 4) && label_end <= start {
                let plural = bytes[at - 1] | 0x20 == b's' && lookup.may(before);
                if lookup.may(hash) || plural {
                    let found = lookup.find(bytes, start, at, hash).or_else(|| {
                        if plural {
                            lookup.find(bytes, start, at, before)
                        } else {
                            None
                        }
                    });
                    match found {
                        Some((end, Entry::Label(means))) => {
                            if page.is_label(start, end) {
                                page.marks.push(Mark { start, end, means });
                            }
                            label_end = end;
                        }
                        Some((end, Entry::Cue(cue))) => {
                            page.cues.push((Span::new(start, end), cue))
                        }
                        None => {}
                    }
                }
            }
        }
        page
    }

    /// Whether a word is a label here. “Pass: …” is one at the start of a clause, “the boarding pass: …” and “your login works” are not.
    fn is_label(&self, start: usize, end: usize) -> bool {
        let word = &self.bytes[start..end];
        // “PIN” is one anywhere, “pin” and “pins” are other things, too.
        if word.eq_ignore_ascii_case(b"pins") {
            return false;
        }
        let is_colon_label = word == b"pin"
            || COLON_LABELS
                .iter()
                .any(|label| word.eq_ignore_ascii_case(label.as_bytes()));
        if !is_colon_label {
            return true;
        }
        let space = usize::from(self.at(end) == b' ');
        let before = self.text[..start].trim_end_matches([' ', '*', '_', '`']);
        b":=".contains(&self.at(end + space)) && !before.ends_with(|c: char| c.is_alphanumeric())
    }

    /// Notes a telling byte outside words.
    #[inline]
    fn note(&mut self, at: usize) {
        let bytes = self.bytes;
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        match bytes[at] {
            b'@' => self.ats.push(at),
            b':' => {
                let before = at.checked_sub(1).map_or(0, |at| bytes[at]);
                // A link that somebody joined as if it were a path has one slash: `https:/acme.com`.
                let is_joined = || {
                    [&b"http"[..], b"https"]
                        .iter()
                        .any(|s| bytes[..at].ends_with(s))
                };
                if next == b'/' && (bytes.get(at + 2) == Some(&b'/') || is_joined()) {
                    if self.links.last().is_none_or(|link| link.end <= at) {
                        self.links.extend(url::grow(self.text, at));
                    }
                } else if next == b'\\' {
                    self.backslashes.push(at);
                } else if next == b':' || (next.is_ascii_hexdigit() && before.is_ascii_hexdigit()) {
                    self.colons.push(at);
                }
            }
            b'\\' if next == b'\\' => self.backslashes.push(at),
            b'-' if next.is_ascii_hexdigit()
                && at.checked_sub(2).is_some_and(|at| {
                    bytes[at].is_ascii_hexdigit() && bytes[at + 1].is_ascii_hexdigit()
                })
                && (at < 3 || CLASS[usize::from(bytes[at - 3])] == 0) =>
            {
                self.hyphens.push(at);
            }
            _ => {}
        }
    }

    /// Whether there is nothing to look at.
    pub(super) fn is_bare(&self) -> bool {
        self.words.is_empty()
            && self.marks.is_empty()
            && self.cues.is_empty()
            && self.ats.is_empty()
            && self.colons.is_empty()
            && self.backslashes.is_empty()
            && self.links.is_empty()
            && self.hyphens.is_empty()
    }

    /// The byte before `at`, or a space at the start. A letter beyond ASCII counts as `0xC3`, any other character as a space.
    pub(super) fn before(&self, at: usize) -> u8 {
        let Some(last) = at.checked_sub(1) else {
            return b' ';
        };
        match self.bytes[last] {
            byte if byte < 0x80 => byte,
            _ if 0xC2 < self.bytes[last.saturating_sub(1)]
                && self.bytes[last.saturating_sub(1)] < 0xE0 =>
            {
                0xC3
            }
            _ => b' ',
        }
    }

    /// The byte at `at`, or a space at the end. A letter beyond ASCII counts as `0xC3`, any other character as a space.
    pub(super) fn at(&self, at: usize) -> u8 {
        match self.bytes.get(at).copied() {
            Some(byte) if byte < 0x80 => byte,
            Some(0xC3..=0xDF) => 0xC3,
            _ => b' ',
        }
    }

    /// Whether the span lies in a link.
    pub(super) fn in_link(&self, span: Span) -> bool {
        let index = self.links.partition_point(|link| link.end <= span.start);
        self.links
            .get(index)
            .is_some_and(|link| link.overlaps(span))
    }

    /// Whether the span is no part of a longer word, number, decimal, path or identifier.
    pub(super) fn stands_alone(&self, span: Span) -> bool {
        self.is_free_before(span.start) && self.is_free_behind(span.end)
    }

    /// Whether what begins at `start` is no continuation of what stands before.
    pub(super) fn is_free_before(&self, start: usize) -> bool {
        let left = self.before(start);
        let beyond = start.checked_sub(2).map_or(b' ', |at| self.bytes[at]);
        let is_glued = match left {
            b'-' | b'/' | b'@' | b'\\' | b'.' | b'&' => is_word(beyond),
            b',' | b':' => beyond.is_ascii_digit(),
            _ => false,
        };
        !is_word(left) && left != b'_' && !is_glued
    }

    /// Whether what ends at `end` does not go on behind it.
    pub(super) fn is_free_behind(&self, end: usize) -> bool {
        let (right, beyond) = (self.at(end), self.at(end + 1));
        let is_glued = match right {
            b'-' | b'/' | b'@' | b'\\' => is_word(beyond),
            b'.' | b',' | b':' | b'+' => {
                beyond.is_ascii_digit() || (right == b'.' && beyond.is_ascii_lowercase())
            }
            _ => false,
        };
        !is_word(right) && right != b'_' && right != b'%' && !is_glued
    }

    /// Whether an amount of money or a measure: a currency sign before, or a unit behind.
    pub(super) fn is_amount(&self, span: Span) -> bool {
        let before = self.text[..span.start].trim_end_matches(' ');
        if before.ends_with(['$', '€', '£', '¥', '₹']) {
            return true;
        }
        let rest = &self.text[span.end..];
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        if rest.starts_with(['$', '€', '£', '¥', '₹', '%', '°']) {
            return true;
        }
        let word = rest
            .split(|c: char| !c.is_ascii_alphabetic())
            .next()
            .unwrap_or("");
        word.len() <= 7 && UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word))
    }
}

/// Words behind a number that make it a quantity.
const UNITS: &[&str] = &[
    "usd", "eur", "gbp", "cad", "aud", "inr", "jpy", "chf", "dollars", "euros", "pounds", "cents",
    "points", "miles", "km", "kg", "lbs", "mb", "gb", "kb", "tb", "bytes", "ms", "minutes",
    "hours", "days", "weeks", "months", "years", "items", "units", "pieces", "steps", "users",
    "people",
];

/// Where a redaction's tag, such as `[CARD_1]` or `[CARD:` and 32 hexadecimal digits, ends: its words are no labels.
fn tag_end(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes[at] != b'[' {
        return None;
    }
    let inside = &bytes[at + 1..];
    let name = inside
        .iter()
        .take(24)
        .take_while(|byte| byte.is_ascii_uppercase() || **byte == b'_')
        .count();
    let mark = *inside.get(name)?;
    let rest = if mark == b':' {
        &inside[name + 1..]
    } else {
        &inside[name..]
    };
    let length = rest
        .iter()
        .take(33)
        .take_while(|byte| byte.is_ascii_hexdigit())
        .count();
    let is_whole = rest.get(length) == Some(&b']') && 2 < name;
    let is_tag = if mark == b':' {
        length == 32
    } else {
        0 < length
            && length <= 13
            && bytes[at + name] == b'_'
            && rest[..length].iter().all(u8::is_ascii_digit)
    };
    (is_whole && is_tag).then(|| at + 1 + name + usize::from(mark == b':') + length + 1)
}

/// Whether a byte, as [`Page::at`] and [`Page::before`] give it, belongs to a word.
pub(super) fn is_word(byte: u8) -> bool {
    CLASS[usize::from(byte)] & WORD != 0
}

/// Whether a byte may belong to a name that can have letters beyond ASCII, such as a path's.
pub(super) fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || 0x80 <= byte
}
