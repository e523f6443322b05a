//! The formats, their names, and how a file's format is recognised.

use crate::error::{Error, did_you_mean};

use super::transcript;

/// A format that drafts are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The canned replies of Chatwoot, `[{"short_code": …, "content": …}]`.
    Chatwoot,
    /// Rows below a header; the delimiter is found by looking.
    Csv,
    /// One message of RFC 5322 with its parts.
    Email,
    /// The saved replies of FreeScout.
    Freescout,
    /// The canned responses of Freshdesk and Freshservice.
    Freshdesk,
    /// The message templates of Front.
    Front,
    /// `.github/replies.yml`, or Markdown with a reply below each heading.
    GithubReplies,
    /// The macros of Gorgias.
    Gorgias,
    /// The saved replies of Help Scout.
    Helpscout,
    /// One reply as HTML.
    Html,
    /// The macros of Intercom.
    Intercom,
    /// JSON of a shape that is found by looking: a request, a list of messages, an export, a bare string.
    Json,
    /// One JSON value on each line.
    Jsonl,
    /// One reply as Markdown.
    Markdown,
    /// One canned reply in each Markdown file of a folder.
    MarkdownDir,
    /// OpenAI-style messages, `[{"role": …, "content": …}]`.
    Openai,
    /// The initial data of osTicket, `premade.yaml`.
    Osticket,
    /// The request of tactful, or a list of them.
    Request,
    /// One draft, nothing else.
    Text,
    /// TOML with a table for each reply.
    Toml,
    /// A plain transcript, `Agent: …` and `Customer: …`.
    Transcript,
    /// YAML with a mapping for each reply.
    Yaml,
    /// The text modules of Zammad, as JSON or as CSV.
    Zammad,
    /// The macros, dynamic content or shortcuts of Zendesk.
    Zendesk,
}

/// All formats with the names used by `--as`, sorted by name.
pub const fn formats() -> &'static [(&'static str, Format)] {
    &[
        ("chatwoot", Format::Chatwoot),
        ("csv", Format::Csv),
        ("email", Format::Email),
        ("freescout", Format::Freescout),
        ("freshdesk", Format::Freshdesk),
        ("front", Format::Front),
        ("github-replies", Format::GithubReplies),
        ("gorgias", Format::Gorgias),
        ("helpscout", Format::Helpscout),
        ("html", Format::Html),
        ("intercom", Format::Intercom),
        ("json", Format::Json),
        ("jsonl", Format::Jsonl),
        ("markdown", Format::Markdown),
        ("markdown-dir", Format::MarkdownDir),
        ("openai", Format::Openai),
        ("osticket", Format::Osticket),
        ("request", Format::Request),
        ("text", Format::Text),
        ("toml", Format::Toml),
        ("transcript", Format::Transcript),
        ("yaml", Format::Yaml),
        ("zammad", Format::Zammad),
        ("zendesk", Format::Zendesk),
    ]
}

/// The error of a build without the feature `formats`.
#[cfg(not(feature = "formats"))]
pub(super) fn not_built_in(what: &str) -> Error {
    Error::input(format!("this build of tactful does not read {what}"))
        .help("build it with the feature `formats`")
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

/// The format of a file by its content and name; `None` when neither says that it holds drafts, as for a README or a licence.
pub fn detect(name: &str, bytes: &[u8]) -> Option<Format> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).ok();
    if is_about_the_folder(name) {
        return None;
    }
    match text {
        Some(text) => detect_text(name, text),
        None => by_extension(name).filter(|_| !bytes.contains(&0)),
    }
}

/// Whether a file's name says that it holds the saved replies of GitHub: `replies.yml`, or `SAVED_REPLIES.md`.
pub fn is_github_replies(name: &str) -> bool {
    let file = file_name(name).to_ascii_lowercase();
    matches!(file.as_str(), "replies.yml" | "replies.yaml") || is_saved_replies(&file)
}

/// Whether it is Markdown with a reply below each heading, by its name alone.
fn is_saved_replies(name: &str) -> bool {
    let file = file_name(name).to_ascii_lowercase().replace('-', "_");
    matches!(file.as_str(), "saved_replies.md" | "saved_replies.markdown")
}

fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// Whether the file explains its folder rather than holding a reply.
fn is_about_the_folder(name: &str) -> bool {
    const NAMES: [&str; 8] = [
        "readme",
        "license",
        "licence",
        "changelog",
        "contributing",
        "code_of_conduct",
        "security",
        "notice",
    ];
    let file = file_name(name).to_ascii_lowercase();
    let stem = file.split('.').next().unwrap_or("");
    NAMES.contains(&stem)
}

fn by_extension(name: &str) -> Option<Format> {
    let file = file_name(name);
    let Some((_, extension)) = file.rsplit_once('.') else {
        return Some(Format::Text);
    };
    Some(match extension.to_ascii_lowercase().as_str() {
        "csv" | "tsv" => Format::Csv,
        "eml" => Format::Email,
        "htm" | "html" => Format::Html,
        "json" => Format::Json,
        "jsonl" | "ndjson" => Format::Jsonl,
        "markdown" | "md" => Format::Markdown,
        "text" | "txt" => Format::Text,
        "toml" => Format::Toml,
        "transcript" => Format::Transcript,
        "yaml" | "yml" => Format::Yaml,
        _ => return None,
    })
}

/// The format of decoded text.
pub(super) fn detect_text(name: &str, text: &str) -> Option<Format> {
    let named = by_extension(name);
    #[cfg(feature = "formats")]
    if named == Some(Format::Markdown)
        && (super::pages::looks_like_sections(text)
            || is_saved_replies(name) && super::pages::has_sections(text))
    {
        return Some(Format::GithubReplies);
    }
    if !matches!(named, None | Some(Format::Text)) {
        return named;
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
    if looks_like_mail(text) {
        return Some(Format::Email);
    }
    named
}

/// Whether the text opens with the headers of a mail.
fn looks_like_mail(text: &str) -> bool {
    let mut headers = 0;
    let mut has_sender = false;
    for line in text.lines().take(60) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        if name.is_empty()
            || !name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            return false;
        }
        headers += 1;
        has_sender |= ["mime-version", "message-id", "return-path", "received"]
            .contains(&name.to_ascii_lowercase().as_str());
    }
    has_sender && 2 <= headers
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
            ("x/README.md", "# Hi", None),
            ("LICENSE", "words", None),
            ("x/reply.md", "# Hi", Some(Format::Markdown)),
            (
                "SAVED_REPLIES.md",
                "## A\n```\na\n```\n## B\n```\nb\n```\n",
                Some(Format::GithubReplies),
            ),
            (
                ".github/SAVED_REPLIES.md",
                "## A\n\na\n\n## B\n\nb\n",
                Some(Format::GithubReplies),
            ),
            ("SAVED_REPLIES.md", "just one", Some(Format::Markdown)),
            ("other.md", "## A\n\na\n", Some(Format::Markdown)),
            ("a.eml", "From: a\n\nHi", Some(Format::Email)),
            (
                "<stdin>",
                "From: a@b.example\nMessage-ID: <1@b>\n\nHi",
                Some(Format::Email),
            ),
            ("<stdin>", "From: Ana\nHi", Some(Format::Text)),
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
