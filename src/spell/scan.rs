//! Walks the words of a text. Plain known words are passed over in one probe; everything else is cut into pieces with
//! care, and what is not a word of prose (addresses, handles, codes, file names) is left out.

use crate::draft::{Mask, Masked};
use crate::text::Span;

use super::dictionary::{Dictionary, LONGEST};
use super::layout::{CASE_SHIFT, GB, US};

/// One word that needs a second look: unknown, of one dialect, or wanting capitals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    /// As written.
    pub(super) text: &'t str,
    /// Where it stands.
    pub(super) span: Span,
    /// Begins with a capital.
    pub(super) capitalised: bool,
    /// May be the first word of a sentence.
    pub(super) first: bool,
    /// Part of a hyphen compound.
    pub(super) compound: bool,
}

/// What takes the words.
pub(super) trait Sink<'t> {
    /// A plain word that both dialects know.
    fn plain(&mut self);
    /// A word that needs a second look.
    fn odd(&mut self, word: Word<'t>);
    /// The end of a sentence or line; `at` is the byte after it.
    fn sentence_end(&mut self, at: usize);
}

/// Letters that make up a plain word.
const LETTER: u8 = 1;
/// White space.
const SPACE: u8 = 2;
/// Closes a plain word when white space follows.
const STOP: u8 = 4;
/// Digits.
const DIGIT: u8 = 8;
/// A chunk with one of these is not prose.
const OPAQUE: u8 = 16;

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'\'' => LETTER,
            b' ' | b'\t' | b'\n' | b'\r' => SPACE,
            b'.' | b',' | b'!' | b'?' | b';' | b':' => STOP,
            b'0'..=b'9' => DIGIT,
            b'@' | b'\\' | b'{' | b'}' | b'<' | b'>' | b'=' | b'[' | b']' | b'%' | b'|' | b'`' => {
                OPAQUE
            }
            _ => 0,
        };
        byte += 1;
    }
    table
}

static CLASS: [u8; 256] = classes();

fn is(byte: u8, class: u8) -> bool {
    CLASS[usize::from(byte)] & class != 0
}

/// Walks the words of `text` outside the mask.
pub(super) fn scan<'t>(
    text: &'t str,
    mask: &Mask,
    dictionary: &Dictionary<'_>,
    sink: &mut impl Sink<'t>,
) {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        dictionary,
        first: true,
    };
    let mut masks = mask.spans();
    let mut at = 0;
    while at < text.len() {
        while let [Masked { span, .. }, rest @ ..] = masks
            && span.end <= at
        {
            masks = rest;
        }
        let limit = match masks.first() {
            Some(masked) if masked.span.start <= at => {
                at = masked.span.end;
                scanner.first = false;
                continue;
            }
            Some(masked) => masked.span.start.min(text.len()),
            None => text.len(),
        };
        at = scanner.stretch(at, limit, sink);
    }
    sink.sentence_end(text.len());
}

struct Scanner<'t, 'd> {
    text: &'t str,
    bytes: &'t [u8],
    dictionary: &'d Dictionary<'d>,
    /// The next word may begin a sentence.
    first: bool,
}

impl<'t> Scanner<'t, '_> {
    /// Walks the unmasked bytes from `at` to `limit`.
    fn stretch(&mut self, mut at: usize, limit: usize, sink: &mut impl Sink<'t>) -> usize {
        while at < limit {
            let byte = self.bytes[at];
            if is(byte, SPACE) {
                at += 1;
                if byte == b'\n' {
                    self.first = true;
                    sink.sentence_end(at);
                }
                continue;
            }
            let mut end = at + usize::from(byte.is_ascii_uppercase());
            while end < limit && is(self.bytes[end], LETTER) {
                end += 1;
            }
            let mut after = end;
            if after < limit && is(self.bytes[after], STOP) {
                after += 1;
            }
            let closed = after == limit && limit == self.bytes.len()
                || after < limit && is(self.bytes[after], SPACE);
            if closed && at < end && self.is_plain(at, end) {
                sink.plain();
                self.after(after, &self.bytes[end..after], sink);
                at = after;
                continue;
            }
            let mut chunk = end;
            while chunk < limit && !is(self.bytes[chunk], SPACE) {
                chunk += 1;
            }
            // A mask begins and ends on character boundaries, and so do ASCII spaces.
            self.chunk(at, chunk.max(at + 1), sink);
            at = chunk.max(at + 1);
        }
        at
    }

    /// Whether a run of letters is a word that both dialects know in this case.
    #[inline]
    fn is_plain(&self, start: usize, end: usize) -> bool {
        let word = &self.bytes[start..end];
        let capital = word[0].is_ascii_uppercase();
        let entry = if capital {
            let mut lower = [0; LONGEST];
            let Some(lower) = lower.get_mut(..word.len()) else {
                return false;
            };
            lower.copy_from_slice(word);
            lower[0] |= 0x20;
            self.dictionary.lower_entry(lower)
        } else {
            self.dictionary.lower_entry(word)
        };
        entry.is_some_and(|entry| {
            entry & (US | GB) == US | GB && (entry >> CASE_SHIFT & 3) <= u8::from(capital)
        })
    }

    /// Notes what follows a word: the end of a sentence or its middle.
    fn after(&mut self, at: usize, stop: &[u8], sink: &mut impl Sink<'t>) {
        self.first = stop.iter().any(|byte| matches!(byte, b'.' | b'!' | b'?'));
        if self.first {
            sink.sentence_end(at);
        }
    }

    /// A run without white space that is not one plain word.
    fn chunk(&mut self, start: usize, end: usize, sink: &mut impl Sink<'t>) {
        let Some(chunk) = self.text.get(start..end) else {
            return;
        };
        let marks: &[char] = &[
            '*', '_', '"', '\'', '(', ')', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '~',
            '\u{a1}', '\u{bf}',
        ];
        let body = chunk.trim_start_matches(marks);
        let from = start + chunk.len() - body.len();
        let body = body.trim_end_matches(|character: char| {
            marks.contains(&character) || ".,!?;:\u{2026}".contains(character)
        });
        let tail = &self.bytes[from + body.len()..end];
        if body.is_empty() || !body.chars().any(char::is_alphabetic) {
            // Bullets and numbers of a list do not end the wait for the first word.
            if tail.iter().any(|byte| matches!(byte, b'!' | b'?')) {
                self.after(end, tail, sink);
            }
            return;
        }
        if !is_opaque(body) {
            self.pieces(from, body, sink);
        }
        self.after(end, tail, sink);
    }

    /// Cuts a chunk at everything that is neither letter, digit nor apostrophe.
    fn pieces(&mut self, from: usize, body: &'t str, sink: &mut impl Sink<'t>) {
        let is_word = |character: char| {
            character.is_alphanumeric()
                || is_mark(character)
                || matches!(character, '\'' | '\u{2019}')
        };
        let mut at = 0;
        while at < body.len() {
            let rest = &body[at..];
            let Some(skip) = rest.find(is_word) else {
                return;
            };
            let rest = &rest[skip..];
            let length = rest
                .find(|character| !is_word(character))
                .unwrap_or(rest.len());
            let piece = &rest[..length];
            let start = at + skip;
            at = start + length;
            let gap = &body[start - skip..start];
            if gap.contains(['.', '!', '?', '\u{2026}']) && start != skip {
                self.first = true;
                sink.sentence_end(from + start);
            }
            let compound = body[..start].ends_with(['-', '\u{2010}', '\u{2011}'])
                || body[at..].starts_with(['-', '\u{2010}', '\u{2011}']);
            self.piece(from + start, piece, compound, sink);
            self.first = false;
        }
    }

    fn piece(&mut self, start: usize, piece: &'t str, compound: bool, sink: &mut impl Sink<'t>) {
        let apostrophes: &[char] = &['\'', '\u{2019}'];
        let word = piece.trim_start_matches(apostrophes);
        let start = start + piece.len() - word.len();
        let word = word.trim_end_matches(apostrophes);
        let touches_mask = false;
        if word.chars().nth(1).is_none() || word.bytes().any(|byte| is(byte, DIGIT)) || touches_mask
        {
            return;
        }
        let span = Span::new(start, start + word.len());
        if word.is_ascii() && self.is_plain_ascii(word) {
            sink.plain();
            return;
        }
        let capitalised = word.chars().next().is_some_and(char::is_uppercase);
        sink.odd(Word {
            text: word,
            span,
            capitalised,
            first: self.first,
            compound,
        });
    }

    fn is_plain_ascii(&self, word: &str) -> bool {
        let tail = &word.as_bytes()[1..];
        tail.iter().all(|byte| is(*byte, LETTER))
            && self
                .dictionary
                .lower_entry(word.as_bytes())
                .is_some_and(|entry| entry & 3 == 3 && entry >> CASE_SHIFT & 3 == 0)
    }
}

/// Combining marks belong to the letter before them (Indic scripts, decomposed accents).
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}

/// Whether a chunk is an address, handle, hashtag, code, file name, emoticon or placeholder rather than prose.
fn is_opaque(body: &str) -> bool {
    let bytes = body.as_bytes();
    let marked =
        bytes.iter().any(|byte| is(*byte, OPAQUE)) || body.contains("://") || body.contains('_');
    let sigil = matches!(
        bytes[0],
        b'#' | b'^' | b'$' | b'/' | b':' | b';' | b'.' | b'&'
    );
    let paths = body.matches('/').count();
    if marked
        || sigil
        || 1 < paths
        || body
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("www."))
    {
        return true;
    }
    // `example.com`, `label.pdf`, `e.g`; but `understand.We'll` is two sentences run together.
    bytes.windows(3).any(|three| {
        matches!(three[1], b'.' | b':')
            && three[0].is_ascii_alphanumeric()
            && three[2].is_ascii_alphanumeric()
            && !(three[0].is_ascii_lowercase() && three[2].is_ascii_uppercase())
    })
}
