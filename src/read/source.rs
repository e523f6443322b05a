//! One file, decoded: its text, and the way back to its bytes.

use std::borrow::Cow;
use std::sync::Arc;

use crate::draft::{Draft, Mask, Origin, Segment, SourceMap};
use crate::error::Error;
use crate::text::{Lines, Span};

use super::map::{MapBuilder, join};

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file, or a line of one, while it is read.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) name: Arc<str>,
    pub(super) bytes: &'a [u8],
    /// The bytes as text, without a byte-order mark.
    pub(super) text: Cow<'a, str>,
    /// From `text` to `bytes`; empty when they are the same.
    map: SourceMap,
    lines: Arc<Lines>,
    base: (usize, usize),
    note: Option<Arc<str>>,
}

impl<'a> Source<'a> {
    /// Decodes a whole file. Bytes that are not UTF-8 become U+FFFD with a note; other encodings with a byte-order mark are errors.
    pub(super) fn new(name: &str, bytes: &'a [u8]) -> Result<Self, Error> {
        Self::at(name, bytes, (0, 0))
    }

    /// Decodes a piece of a file; `base` is the lines and bytes before it.
    pub(super) fn at(name: &str, bytes: &'a [u8], base: (usize, usize)) -> Result<Self, Error> {
        // Without a mark, every second byte of its first letters is zero.
        let is_zero = |at: usize| bytes.get(at) == Some(&0);
        let is_bare = is_zero(0) && is_zero(2) || is_zero(1) && is_zero(3);
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || is_bare {
            return Err(Error::input("the file is UTF-16, tactful reads UTF-8")
                .in_source(name)
                .help("save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8"));
        }
        let lines = Arc::new(Lines::new(bytes));
        let (text, map, note) = decode(bytes, &lines);
        Ok(Self {
            name: Arc::from(name),
            bytes,
            text,
            map,
            lines,
            base,
            note,
        })
    }

    /// An error at a byte of `text`.
    pub(super) fn error(&self, at: usize, message: impl Into<String>) -> Error {
        let byte = if self.map.segments().is_empty() {
            at
        } else {
            self.map.to_file(Span::new(at, at + 1)).start
        };
        let (line, column) = self.lines.at(byte);
        Error::input(message)
            .in_source(&*self.name)
            .at(self.base.0 + line, column)
    }

    /// The line of the file, from 1, of a byte of `text`.
    pub(super) fn line(&self, at: usize) -> usize {
        self.base.0 + self.lines.at(self.map.to_file(Span::empty(at)).start).0
    }

    /// A draft whose text is the whole file.
    pub(super) fn whole(&self) -> Draft {
        let mut draft = Draft::new(self.text.clone());
        draft.origin = self.origin(self.map.clone());
        if self.map.segments().is_empty() && self.base == (0, 0) {
            draft.origin.lines = None;
        }
        draft
    }

    /// A draft made from parts of `text`; `segments` lead from the draft's text to `self.text`.
    pub(super) fn draft(&self, text: String, segments: &[Segment], mask: Mask) -> Draft {
        let mut draft = Draft {
            text,
            mask,
            ..Draft::default()
        };
        draft.origin = self.origin(SourceMap::new(join(segments, &self.map)));
        draft
    }

    /// A draft whose `segments` lead straight to the bytes of the file.
    pub(super) fn draft_of_bytes(&self, text: String, segments: Vec<Segment>, mask: Mask) -> Draft {
        let origin = self.origin(SourceMap::new(segments));
        Draft {
            text,
            mask,
            origin,
            ..Draft::default()
        }
    }

    fn origin(&self, map: SourceMap) -> Origin {
        Origin {
            file: Arc::clone(&self.name),
            map,
            lines: Some(Arc::clone(&self.lines)),
            base: self.base,
            note: self.note.clone(),
            ..Origin::default()
        }
    }
}

fn decode<'a>(bytes: &'a [u8], lines: &Lines) -> (Cow<'a, str>, SourceMap, Option<Arc<str>>) {
    let skip = if bytes.starts_with(MARK) {
        MARK.len()
    } else {
        0
    };
    let body = &bytes[skip..];
    if let Ok(text) = std::str::from_utf8(body) {
        let map = if skip == 0 {
            SourceMap::default()
        } else {
            let len = text.len();
            SourceMap::new(vec![Segment {
                text: 0,
                file: skip,
                text_len: len,
                file_len: len,
                same: true,
            }])
        };
        return (Cow::Borrowed(text), map, None);
    }
    let mut builder = MapBuilder::default();
    let mut at = skip;
    let mut wrong = None;
    for chunk in body.utf8_chunks() {
        builder.same(chunk.valid(), at);
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            wrong.get_or_insert(at);
            builder.piece("\u{FFFD}", Span::new(at, at + chunk.invalid().len()));
            at += chunk.invalid().len();
        }
    }
    let (line, column) = lines.at(wrong.unwrap_or(0));
    let note = format!(
        "not valid UTF-8 from line {line}, column {column}: unreadable bytes are shown as \u{FFFD}"
    );
    let (text, segments) = builder.finish(skip);
    (
        Cow::Owned(text),
        SourceMap::new(segments),
        Some(Arc::from(note)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_bytes_keep_positions() {
        let bytes = b"\xEF\xBB\xBFcaf\xE9 au lait\nso \xC3\xA9 sorry";
        let source = Source::new("a.txt", bytes).unwrap();
        assert_eq!(source.text, "caf\u{FFFD} au lait\nso é sorry");
        let draft = source.whole();
        assert!(
            draft
                .origin
                .note
                .as_deref()
                .unwrap()
                .contains("line 1, column 4")
        );
        let at = draft.text.find("sorry").unwrap();
        let position = draft.origin.position(Span::new(at, at + 5)).unwrap();
        assert_eq!((position.line, position.column), (2, 6));
        let span = draft.origin.bytes(Span::new(at, at + 5));
        assert_eq!(&bytes[span.start..span.end], b"sorry");
    }

    #[test]
    fn utf_16_is_named() {
        for bytes in [&b"\xFF\xFEH\0i\0"[..], b"H\0i\0", b"\0H\0i"] {
            let error = Source::new("a.txt", bytes).unwrap_err().to_string();
            assert!(error.contains("UTF-16"), "{error}");
        }
    }
}
