//! From edits of a draft's text to new bytes of the file it came from.
//!
//! A format has its own way to write words: JSON escapes quotes, HTML escapes angle brackets, YAML indents lines.
//! The room knows the ways, not the format: the caller tries them in order and keeps the first one under which the file,
//! read again, gives exactly the edited drafts. So a file is never left in a state that reads differently from what was meant.

use std::borrow::Cow;
use std::fmt;

use crate::draft::Origin;
use crate::finding::Edit;
use crate::text::Span;

/// One way to write words into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As they are.
    Plain,
    /// As inside a JSON string, a YAML or TOML string in double quotes.
    Json,
    /// As HTML text.
    Html,
    /// As HTML inside a JSON string.
    HtmlInJson,
    /// As inside a quoted CSV field.
    Csv,
    /// As HTML inside a quoted CSV field.
    HtmlInCsv,
    /// As inside a YAML string in single quotes.
    YamlQuoted,
    /// As a YAML block: each new line is indented like the line of the edit.
    YamlBlock,
    /// As a quoted-printable body in UTF-8 (RFC 2045, section 6.7).
    QuotedPrintable,
}

impl Encoding {
    /// All ways, those of HTML first: where an angle bracket written as an entity reads as meant, a bare one would be a risk.
    pub const ALL: [Self; 9] = [
        Self::Html,
        Self::HtmlInJson,
        Self::HtmlInCsv,
        Self::Plain,
        Self::Json,
        Self::Csv,
        Self::YamlQuoted,
        Self::YamlBlock,
        Self::QuotedPrintable,
    ];

    /// The words as they stand in the file; `indent` is the white space that begins the line of the edit.
    pub fn encode<'w>(self, words: &'w str, indent: &str) -> Cow<'w, str> {
        match self {
            Self::Plain => Cow::Borrowed(words),
            Self::Json => json(words).into(),
            Self::Html => html(words).into(),
            Self::HtmlInJson => json(&html(words)).into(),
            Self::Csv => words.replace('"', "\"\"").into(),
            Self::HtmlInCsv => html(words).replace('"', "\"\"").into(),
            Self::YamlQuoted => words.replace('\'', "''").into(),
            Self::YamlBlock => words.replace('\n', &format!("\n{indent}")).into(),
            Self::QuotedPrintable => quoted_printable(words).into(),
        }
    }
}

/// New bytes for a range of the file.
#[derive(Clone, PartialEq, Eq)]
pub struct Patch {
    /// The bytes of the file to replace.
    pub span: Span,
    /// What stands there afterwards.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Patch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Patch")
            .field("span", &self.span)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// Whether an edit can be put into the file: the words it replaces must stand there in one piece, without markup between them.
pub fn is_writable(origin: &Origin, edit: &Edit) -> bool {
    let segments = origin.map.segments();
    let mut covered = segments
        .iter()
        .filter(|segment| {
            segment.text < edit.span.end && edit.span.start < segment.text + segment.text_len
        })
        .peekable();
    while let Some(segment) = covered.next() {
        let starts_inside = segment.text < edit.span.start;
        let ends_inside = edit.span.end < segment.text + segment.text_len;
        if !segment.same && (starts_inside || ends_inside) {
            return false;
        }
        if let Some(next) = covered.peek()
            && next.file != segment.file + segment.file_len
        {
            return false;
        }
    }
    true
}

/// The file with the edits of its drafts in it, each written in its way. Edits do not overlap within a draft.
pub fn patch<'e>(
    file: &[u8],
    edits: impl IntoIterator<Item = (&'e Origin, &'e Edit, Encoding)>,
) -> Vec<u8> {
    let mut patches: Vec<Patch> = edits
        .into_iter()
        .map(|(origin, edit, encoding)| {
            let span = origin.bytes(edit.span);
            let words = encoding.encode(&edit.replacement, indent(file, span.start));
            Patch {
                span,
                bytes: words.as_bytes().to_vec(),
            }
        })
        .collect();
    patches.sort_by_key(|patch| (patch.span.start, patch.span.end));
    // Two drafts may share bytes (an anchor and its aliases): the same change is made once.
    patches.dedup();
    let mut out = Vec::with_capacity(file.len());
    let mut done = 0;
    for patch in &patches {
        out.extend_from_slice(file.get(done..patch.span.start).unwrap_or_default());
        out.extend_from_slice(&patch.bytes);
        done = patch.span.end.max(done);
    }
    out.extend_from_slice(file.get(done..).unwrap_or_default());
    out
}

/// The white space that begins the line of a byte.
fn indent(file: &[u8], at: usize) -> &str {
    let before = file.get(..at).unwrap_or_default();
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let line = file.get(start..).unwrap_or_default();
    let length = line
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    std::str::from_utf8(&line[..length]).unwrap_or("")
}

fn json(words: &str) -> String {
    let quoted = serde_json::Value::from(words).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn html(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Every byte outside printable ASCII, and `=`, as `=XX`. Lines are not folded: the words are short, and readers accept long lines.
fn quoted_printable(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for byte in words.bytes() {
        match byte {
            b'\n' => out.push_str("\r\n"),
            b' '..=b'<' | b'>'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("={byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Segment, SourceMap};

    #[test]
    fn every_way_of_writing() {
        let words = "a \"b\" <c> & it's\né=";
        for (encoding, expected) in [
            (Encoding::Plain, words),
            (Encoding::Json, "a \\\"b\\\" <c> & it's\\né="),
            (Encoding::Html, "a \"b\" &lt;c&gt; &amp; it's\né="),
            (
                Encoding::HtmlInJson,
                "a \\\"b\\\" &lt;c&gt; &amp; it's\\né=",
            ),
            (Encoding::Csv, "a \"\"b\"\" <c> & it's\né="),
            (Encoding::HtmlInCsv, "a \"\"b\"\" &lt;c&gt; &amp; it's\né="),
            (Encoding::YamlQuoted, "a \"b\" <c> & it''s\né="),
            (Encoding::YamlBlock, "a \"b\" <c> & it's\n  é="),
            (Encoding::QuotedPrintable, "a \"b\" <c> & it's\r\n=C3=A9=3D"),
        ] {
            assert_eq!(encoding.encode(words, "  "), expected, "{encoding:?}");
        }
    }

    fn origin(segments: &[(usize, usize, usize, usize, bool)]) -> Origin {
        let segments = segments
            .iter()
            .map(|(text, file, text_len, file_len, same)| Segment {
                text: *text,
                file: *file,
                text_len: *text_len,
                file_len: *file_len,
                same: *same,
            })
            .collect();
        Origin {
            map: SourceMap::new(segments),
            ..Origin::default()
        }
    }

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit {
            span: Span::new(start, end),
            replacement: replacement.to_owned(),
        }
    }

    #[test]
    fn edits_reach_the_file() {
        // The text `a"b` in the file `{"t":"a\"b"}`.
        let file = br#"{"t":"a\"b"}"#;
        let origin = origin(&[(0, 6, 1, 1, true), (1, 7, 1, 2, false), (2, 9, 1, 1, true)]);
        for (edits, expected) in [
            (vec![], r#"{"t":"a\"b"}"#),
            (vec![edit(0, 1, "x")], r#"{"t":"x\"b"}"#),
            (vec![edit(1, 2, "")], r#"{"t":"ab"}"#),
            (vec![edit(0, 3, "“\"")], r#"{"t":"“\""}"#),
            (vec![edit(0, 0, "x"), edit(3, 3, "y")], r#"{"t":"xa\"by"}"#),
        ] {
            let made = patch(
                file,
                edits.iter().map(|edit| (&origin, edit, Encoding::Json)),
            );
            assert_eq!(String::from_utf8(made).unwrap(), expected, "{edits:?}");
        }
    }

    #[test]
    fn words_across_markup_are_not_writable() {
        // The text `calm down` in the file `calm <b>down</b>`.
        let markup = origin(&[(0, 0, 5, 5, true), (5, 8, 4, 4, true)]);
        assert!(is_writable(&markup, &edit(0, 4, "x")));
        assert!(is_writable(&markup, &edit(5, 9, "x")));
        assert!(!is_writable(&markup, &edit(0, 9, "x")));
        // A piece of three characters made from one entity cannot be cut.
        let entity = origin(&[(0, 0, 3, 5, false), (3, 5, 4, 4, true)]);
        assert!(!is_writable(&entity, &edit(0, 1, "x")));
        assert!(is_writable(&entity, &edit(0, 4, "x")));
    }
}
