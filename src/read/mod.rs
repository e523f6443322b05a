//! Bytes of a format become drafts. One file per format; every draft knows where its words stand in the user's file.

mod content;
mod csv;
mod email;
mod fields;
mod format;
#[cfg(feature = "formats")]
mod html;
mod ignore;
mod json;
mod map;
#[cfg(feature = "formats")]
mod markdown;
mod node;
mod openai;
#[cfg(feature = "formats")]
mod pages;
mod placeholders;
mod plain;
mod presets;
mod records;
mod request;
mod selector;
mod source;
mod tickets;
mod time;
mod toml;
mod transcript;
mod turns;
#[cfg(feature = "formats")]
mod yaml;

use std::io::BufRead;

use crate::draft::{Channel, Conversation, Draft, Stage};
use crate::error::Error;

pub use format::{Format, detect, formats, is_github_replies};
pub use placeholders::{
    Fallback, Missing, PlaceholderProblem, PlaceholderProblemKind, Profile, known_profile,
    placeholder_problems, profile, profiles,
};
pub use selector::Selector;
pub use time::{parse_clock, parse_timestamp};

use node::{Node, Value};
use source::Source;

/// How to read, where the input itself does not say.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format; `None` looks at the name and the content.
    pub as_format: Option<Format>,
    /// The stage of drafts that do not name one.
    pub stage: Option<Stage>,
    /// The channel of drafts that do not name one.
    pub channel: Option<Channel>,
    /// The helpdesk profile of drafts that do not name one, such as `chatwoot`.
    pub profile: Option<String>,
    /// What the customer wrote, for drafts that come without a conversation.
    pub customer: Option<String>,
    /// Whether every agent turn of a conversation is a draft, not only the last.
    pub each_turn: bool,
    /// Where a record file keeps its replies; `None` recognises the layout or goes by the names of fields.
    pub selector: Option<Selector>,
    /// Names that a transcript uses for the company's people.
    pub agents: Vec<String>,
}

/// Reads all drafts of one file. `name` is used in errors and positions; a file without any draft is an error.
///
/// ```
/// use tactful::read::{Options, read};
/// let drafts = read("reply.txt", b"Hi Ana, your refund is on its way.", &Options::default())?;
/// assert_eq!(drafts[0].text, "Hi Ana, your refund is on its way.");
/// # Ok::<(), tactful::Error>(())
/// ```
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Vec<Draft>, Error> {
    let source = Source::new(name, bytes)?;
    let format = options
        .as_format
        .or_else(|| format::detect_text(name, &source.text))
        .unwrap_or(Format::Text);
    let mut drafts = match format {
        Format::Text => vec![plain::read(&source, options)?],
        Format::Transcript => transcript::read(&source, options)?,
        Format::Request => request::read_all(&source, &json::parse(&source)?, options)?,
        Format::Openai => openai::read(&source, &json::parse(&source)?, options)?,
        Format::Json => read_json(&source, options)?,
        Format::Jsonl => read_all_lines(&source, options)?,
        Format::Email => email::read(&source, options)?,
        #[cfg(feature = "formats")]
        Format::Markdown => vec![pages::read_one(
            &source,
            content::Notation::Markdown,
            Stage::Draft,
            options,
        )?],
        #[cfg(feature = "formats")]
        Format::MarkdownDir => vec![pages::read_one(
            &source,
            content::Notation::Markdown,
            Stage::Template,
            options,
        )?],
        #[cfg(feature = "formats")]
        Format::Html => vec![pages::read_one(
            &source,
            content::Notation::Html,
            Stage::Draft,
            options,
        )?],
        #[cfg(feature = "formats")]
        Format::GithubReplies if is_markdown(name) => pages::read_sections(&source, options)?,
        #[cfg(not(feature = "formats"))]
        Format::Markdown | Format::MarkdownDir | Format::Html => {
            return Err(format::not_built_in("Markdown and HTML"));
        }
        _ => read_records(&source, format, options)?,
    };
    if drafts.is_empty() {
        return Err(Error::input("there is no draft in it").in_source(name));
    }
    for draft in &mut drafts {
        fill(draft, options);
    }
    Ok(drafts)
}

/// Reads JSON lines one at a time and hands over each draft, or what is wrong with its line; memory is bounded by the longest line. Blank lines are skipped. A row is a request, a bare string, or a list of messages.
///
/// Fails only when the stream itself cannot be read.
pub fn read_lines(
    name: &str,
    mut input: impl BufRead,
    options: &Options,
    mut take: impl FnMut(Result<Draft, Error>),
) -> Result<(), Error> {
    let mut line = Vec::new();
    let (mut number, mut byte) = (0, 0);
    loop {
        line.clear();
        let length = input
            .read_until(b'\n', &mut line)
            .map_err(|error| Error::io(format!("cannot be read: {error}")).in_source(name))?;
        if length == 0 {
            return Ok(());
        }
        row(name, &line, (number, byte), options, &mut take);
        number += 1;
        byte += length;
    }
}

/// Reads whole lines out of the middle of a stream of JSON lines, so that blocks of it can be read side by side; `base` is the lines and bytes before them.
pub fn read_block(
    name: &str,
    bytes: &[u8],
    base: (usize, usize),
    options: &Options,
    mut take: impl FnMut(Result<Draft, Error>),
) {
    let mut byte = base.1;
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        row(name, line, (base.0 + number, byte), options, &mut take);
        byte += line.len();
    }
}

/// The turns of a conversation file, for drafts whose context stands in a file of its own: the export of a helpdesk, a JSON or OpenAI-style list of messages, an object with `messages`, or a plain transcript.
pub fn conversation(name: &str, bytes: &[u8]) -> Result<Conversation, Error> {
    let source = Source::new(name, bytes)?;
    let conversation = if source.text.trim_start().starts_with(['[', '{']) {
        let root = json::parse(&source)?;
        if tickets::looks_like(&root) {
            tickets::conversation(&source, &root)?
        } else {
            openai::conversation(&source, &root)?
        }
    } else {
        transcript::conversation(&source, &[])?
    };
    if conversation.turns.is_empty() {
        return Err(Error::input("there is no message in it").in_source(name));
    }
    Ok(conversation)
}

fn read_json(source: &Source<'_>, options: &Options) -> Result<Vec<Draft>, Error> {
    let root = json::parse(source)?;
    read_value(source, &root, options)
}

/// A JSON value of a shape that is found by looking.
fn read_value(
    source: &Source<'_>,
    root: &Node<'_>,
    options: &Options,
) -> Result<Vec<Draft>, Error> {
    if options.selector.is_some() {
        return presets::read(source, root, &[], options);
    }
    if openai::looks_like(root) {
        return openai::read(source, root, options);
    }
    if tickets::looks_like(root) {
        return tickets::read(source, root, options);
    }
    match &root.value {
        _ if request::looks_like(root) => request::read_all(source, root, options),
        Value::Table(_) | Value::List(_) => presets::read(source, root, &[], options),
        _ => Err(source.error(
            root.span.start,
            "expected a draft, a request or a list of messages",
        )),
    }
}

/// A file of records in the notation that its name or its content says.
fn read_records(
    source: &Source<'_>,
    format: Format,
    options: &Options,
) -> Result<Vec<Draft>, Error> {
    let extension = source
        .name
        .rsplit('.')
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    let is_json = source.text.trim_start().starts_with(['[', '{']);
    let container = match (format, extension.as_str()) {
        (Format::Csv | Format::Yaml | Format::Toml, _) => format,
        (_, "csv" | "tsv") => Format::Csv,
        (_, "toml") => Format::Toml,
        (_, "yml" | "yaml") => Format::Yaml,
        (_, "json") => Format::Json,
        _ if is_json => Format::Json,
        (Format::Zammad, _) => Format::Csv,
        _ => Format::Yaml,
    };
    let root = match container {
        Format::Csv => csv::parse(source)?,
        Format::Toml => toml::parse(source)?,
        Format::Json => json::parse(source)?,
        #[cfg(feature = "formats")]
        _ => yaml::parse(source)?,
        #[cfg(not(feature = "formats"))]
        _ => return Err(format::not_built_in("YAML")),
    };
    if options.selector.is_none() && container == Format::Json && tickets::looks_like(&root) {
        return tickets::read(source, &root, options);
    }
    let comments = match container {
        Format::Toml | Format::Yaml => records::hash_comments(source, &root),
        _ => Vec::new(),
    };
    presets::read(source, &root, &comments, options)
}

#[cfg(feature = "formats")]
fn is_markdown(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".md") || name.ends_with(".markdown")
}

fn read_all_lines(source: &Source<'_>, options: &Options) -> Result<Vec<Draft>, Error> {
    let mut drafts = Vec::new();
    let mut failure = None;
    let mut take = |row: Result<Draft, Error>| match row {
        Ok(draft) => drafts.push(draft),
        Err(error) => {
            failure.get_or_insert(error);
        }
    };
    let mut byte = 0;
    for (number, line) in source
        .bytes
        .split_inclusive(|byte| *byte == b'\n')
        .enumerate()
    {
        row(&source.name, line, (number, byte), options, &mut take);
        byte += line.len();
    }
    match failure {
        Some(error) => Err(error),
        None => Ok(drafts),
    }
}

/// One line of JSON lines; `base` is the lines and bytes before it.
fn row(
    name: &str,
    line: &[u8],
    base: (usize, usize),
    options: &Options,
    take: &mut impl FnMut(Result<Draft, Error>),
) {
    let line = if base.0 == 0 {
        line
    } else {
        line.trim_ascii_end()
    };
    if line.trim_ascii().is_empty() {
        return;
    }
    let drafts = Source::at(name, line, base).and_then(|source| {
        let root = json::parse(&source)?;
        if options.selector.is_some() || openai::looks_like(&root) || tickets::looks_like(&root) {
            read_value(&source, &root, options)
        } else {
            request::read_all(&source, &root, options)
        }
    });
    match drafts {
        Ok(drafts) => {
            for mut draft in drafts {
                fill(&mut draft, options);
                take(Ok(draft));
            }
        }
        Err(error) => take(Err(error)),
    }
}

/// Sets from the options what the input left open.
fn fill(draft: &mut Draft, options: &Options) {
    if draft.channel.is_none() {
        draft.channel = options.channel;
        draft.public |= options.channel == Some(Channel::Social);
    }
    if draft.profile.is_none() {
        draft.profile.clone_from(&options.profile);
    }
    if let (None, Some(said)) = (&draft.conversation, &options.customer) {
        let taken = std::mem::take(draft);
        *draft = taken.with_customer(said.clone());
    }
}
