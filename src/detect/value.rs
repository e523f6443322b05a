//! From a label to the value that follows it.

use super::page::{Page, is_word};

/// The place of a value behind a label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    /// First byte of the value.
    pub(super) start: usize,
    /// Whether “is”, a colon or an equals sign leads to it.
    pub(super) is_stated: bool,
    /// The quote mark that opens it, if any.
    pub(super) quote: Option<u8>,
}

/// Bytes looked at between a label and its value.
const REACH: usize = 32;

/// Bytes looked at where other words stand between a label and “is”.
const FAR: usize = 48;

/// Bytes of [`Page::tail`].
const TAIL: usize = 20;

/// Where the tag of a page that begins at `at` ends; tags with attributes are left alone.
fn tag_end(bytes: &[u8], at: usize) -> Option<usize> {
    let inside = bytes.get(at + 1..)?;
    let length = inside
        .iter()
        .take(12)
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'/')
        .count();
    (0 < length && inside.get(length) == Some(&b'>')).then_some(at + length + 2)
}

/// Words that may stand between a label and its value; the first ones state it.
const STATING: &[&str] = &["is", "was", "are", "ist", "est", "es", "to", "be"];
const FILLING: &[&str] = &[
    "number",
    "no",
    "code",
    "for",
    "you",
    "your",
    "account",
    "will",
    "now",
    "set",
    "currently",
    "again",
    "the",
    "login",
    "reads",
    "on",
    "file",
];

impl Page<'_> {
    /// Where the value behind a label ends at `at` begins.
    pub(super) fn lead(&self, label_end: usize) -> Option<Lead> {
        let mut at = label_end;
        let mut limit = at + REACH;
        let mut lead = Lead {
            start: at,
            is_stated: false,
            quote: None,
        };
        while at < limit {
            let byte = *self.bytes.get(at)?;
            match byte {
                b':' | b'=' => lead.is_stated = true,
                // “the password’s …” is “the password is …”.
                b'\'' if self.bytes[at..].starts_with(b"'s ") => {
                    lead.is_stated = true;
                    at += 1;
                }
                0xE2 if self.bytes[at..].starts_with("’s ".as_bytes()) => {
                    lead.is_stated = true;
                    at += 3;
                }
                b'"' | b'\'' | b'`' => lead.quote = Some(byte),
                // A label may be the whole line above its value, as in a table.
                b'\n' if !lead.is_stated && label_end < at => return None,
                b'<' => {
                    let Some(end) = tag_end(self.bytes, at) else {
                        return Some(Lead { start: at, ..lead });
                    };
                    // A cell states what the next one holds.
                    lead.is_stated |= [&b"</td"[..], b"</th", b"</dt"]
                        .iter()
                        .any(|cell| self.bytes[at..].starts_with(cell));
                    limit += end - at;
                    at = end;
                    continue;
                }
                b' ' | b'\t' | b'\n' | b'\r' | b'#' | b'*' | b'(' | b'>' => {
                    lead.quote = if byte == b'(' { lead.quote } else { None }
                }
                b'.' if self.at(at + 1) == b' ' && !lead.is_stated => {}
                _ if is_word(self.at(at)) => {
                    let end = self.word_end(at);
                    let word = &self.text[at..end];
                    if STATING
                        .iter()
                        .any(|stating| stating.eq_ignore_ascii_case(word))
                        && b" :=\n".contains(&self.at(end))
                    {
                        lead.is_stated = true;
                    } else if !FILLING
                        .iter()
                        .any(|filling| filling.eq_ignore_ascii_case(word))
                        || !b" :=#.".contains(&self.at(end))
                    {
                        return Some(Lead { start: at, ..lead });
                    }
                    at = end.max(at + 1);
                    continue;
                }
                // Curly quotation marks.
                0xE2 if self.bytes.get(at + 1) == Some(&0x80) => at += 2,
                _ => return Some(Lead { start: at, ..lead }),
            }
            at += 1;
        }
        None
    }

    /// Where a value begins that “is”, “to” or “as” leads to further on in the clause, as in “the password we have down is …” or “the password was changed to …”.
    pub(super) fn later_lead(&self, at: usize) -> Option<Lead> {
        let clause = self.text.get(at..)?;
        let end = clause
            .bytes()
            .take(FAR)
            .position(|byte| b".,;!?\n:=(".contains(&byte))
            .unwrap_or_else(|| FAR.min(clause.len()));
        let found = clause.as_bytes()[..end]
            .windows(4)
            .position(|four| four == b" is " || four == b" to " || four == b" as ")?;
        let start = at + found + 4;
        let quote = Some(self.at(start)).filter(|byte| b"\"'`".contains(byte));
        Some(Lead {
            start: start + usize::from(quote.is_some()),
            is_stated: true,
            quote,
        })
    }

    /// Where the value behind a label ends at `at` begins, as a place.
    pub(super) fn value_start(&self, at: usize) -> Option<usize> {
        self.lead(at).map(|lead| lead.start)
    }

    /// The last bytes before `at`, in small letters; ASCII alone.
    pub(super) fn tail(&self, at: usize) -> String {
        let from = at.saturating_sub(TAIL);
        let ascii = self.bytes[from..at].iter().filter(|byte| byte.is_ascii());
        ascii
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect()
    }

    /// The end of the word that begins at `at`.
    pub(super) fn word_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        at + rest
            .chars()
            .take(256)
            .take_while(|c| c.is_alphanumeric())
            .map(char::len_utf8)
            .sum::<usize>()
    }

    /// The end of the run without white space that begins at `at`, or of the quotation when `quote` opened it; at most 256 bytes.
    pub(super) fn token_end(&self, at: usize, quote: Option<u8>) -> usize {
        let stop = |byte: u8| {
            quote.map_or(byte.is_ascii_whitespace() || byte == 0xE2, |quote| {
                byte == quote || byte == b'\n'
            })
        };
        let rest = self.bytes.get(at..).unwrap_or(&[]);
        let length = rest
            .iter()
            .take(256)
            .take_while(|byte| !stop(**byte))
            .count();
        let mut end = (at + length).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        end
    }
}
