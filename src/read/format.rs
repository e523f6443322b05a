//! The formats, their names, and how a file's format is recognised.

use crate::error::{Error, did_you_mean};

use super::transcript;

/// A format that drafts are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// One draft, nothing else.
    Text,
    /// JSON of a shape that is found by looking: a request, a list of messages, a bare string.
    Json,
    /// One JSON value on each line.
    Jsonl,
    /// A plain transcript, `Agent: …` and `Customer: …`.
    Transcript,
    /// The request of tactful, or a list of them.
    Request,
    /// OpenAI-style messages, `[{"role": …, "content": …}]`.
    Openai,
}

/// All formats with the names used by `--as`, sorted by name.
pub const fn formats() -> &'static [(&'static str, Format)] {
    &[
        ("json", Format::Json),
        ("jsonl", Format::Jsonl),
        ("openai", Format::Openai),
        ("request", Format::Request),
        ("text", Format::Text),
        ("transcript", Format::Transcript),
    ]
}

impl Format {
    /// The name used by `--as`.
    pub fn as_str(self) -> &'static str {
        formats()
            .iter()
            .find(|(_, format)| *format == self)
            .map_or("text", |(name, _)| *name)
    }
}

impl std::str::FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        formats()
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, format)| *format)
            .ok_or_else(|| {
                Error::config(format!("unknown format `{name}`"))
                    .help(did_you_mean(name, formats().iter().map(|(name, _)| *name)))
            })
    }
}

/// The format of a file by its content and name; `None` when neither says that it holds drafts.
pub fn detect(name: &str, bytes: &[u8]) -> Option<Format> {
    let text = std::str::from_utf8(bytes).ok()?;
    detect_text(name, text)
}

/// The same for decoded text.
pub(super) fn detect_text(name: &str, text: &str) -> Option<Format> {
    let extension = name
        .rsplit(['/', '\\'])
        .next()
        .and_then(|file| file.rsplit_once('.'))
        .map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => return Some(Format::Json),
        Some("jsonl" | "ndjson") => return Some(Format::Jsonl),
        Some("transcript") => return Some(Format::Transcript),
        _ => {}
    }
    if text.contains('\0') {
        return None;
    }
    if looks_like_json(text) {
        return Some(if looks_like_json_lines(text) {
            Format::Jsonl
        } else {
            Format::Json
        });
    }
    if transcript::looks_like(text) {
        return Some(Format::Transcript);
    }
    match extension.as_deref() {
        None | Some("txt" | "text") => Some(Format::Text),
        Some(_) => None,
    }
}

/// Whether the text opens as a JSON object or list does. A template such as `{{name}}, hello` or `[Name], hello` does not.
fn looks_like_json(text: &str) -> bool {
    let mut marks = text.chars().filter(|character| !character.is_whitespace());
    match (marks.next(), marks.next(), marks.next()) {
        (Some('{'), Some('"'), Some(_)) | (Some('['), Some('{'), Some('"')) => true,
        (Some('['), Some('"'), Some(_)) => text.trim_end().ends_with(']'),
        _ => false,
    }
}

/// Whether the first line is a whole object or list and another line follows.
fn looks_like_json_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    let first = first.trim();
    let whole = first.ends_with('}') || first.ends_with(']') || first.ends_with('"');
    whole
        && second.trim_start().starts_with(['{', '[', '"'])
        && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_formats_by_content_and_name() {
        for (name, text, expected) in [
            ("a.txt", "Hi Ana", Some(Format::Text)),
            ("<stdin>", "Hi Ana", Some(Format::Text)),
            ("<stdin>", "{{name}}, hello", Some(Format::Text)),
            ("<stdin>", "[Name], hello", Some(Format::Text)),
            (
                "<stdin>",
                r#"{"draft": {"text": "Hi"}}"#,
                Some(Format::Json),
            ),
            (
                "<stdin>",
                "{\"draft\": \"a\"}\n{\"draft\": \"b\"}\n",
                Some(Format::Jsonl),
            ),
            ("<stdin>", "{\n\"draft\": \"a\"}", Some(Format::Json)),
            ("<stdin>", r#"[{"role": "user"}]"#, Some(Format::Json)),
            ("rows.jsonl", "\"Hi\"", Some(Format::Jsonl)),
            (
                "a.txt",
                "Customer: Hi\nAgent: Hello",
                Some(Format::Transcript),
            ),
            ("a.txt", "Note: Hi\nAgents: we are here", Some(Format::Text)),
            ("a.rs", "fn main() {}", None),
            ("a.bin", "a\0b", None),
        ] {
            assert_eq!(detect(name, text.as_bytes()), expected, "{name} {text}");
        }
    }

    #[test]
    fn names_are_sorted_and_read_back() {
        assert!(formats().is_sorted_by(|a, b| a.0 < b.0));
        for (name, format) in formats() {
            assert_eq!(name.parse::<Format>().unwrap(), *format);
            assert_eq!(format.as_str(), *name);
        }
        let error = "jsonlines".parse::<Format>().unwrap_err().to_string();
        assert!(error.contains("did you mean `jsonl`"), "{error}");
    }
}
