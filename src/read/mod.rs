//! Bytes of a format become drafts. One file per format; every draft knows where its words stand in the user's file.

mod fields;
mod format;
mod json;
mod map;
mod node;
mod openai;
mod plain;
mod request;
mod source;
mod time;
mod transcript;
mod turns;

use std::io::BufRead;

use crate::draft::{Channel, Conversation, Draft, Stage};
use crate::error::Error;

pub use format::{Format, detect, formats};
pub use time::{parse_clock, parse_timestamp};

use node::Value;
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
        Format::Json => read_json(&source, options)?,
        Format::Request => request::read_all(&source, &json::parse(&source)?, options)?,
        Format::Openai => openai::read(&source, &json::parse(&source)?, options)?,
        Format::Jsonl => {
            let mut drafts = Vec::new();
            let mut failure = None;
            each_line(&source, options, |row| match row {
                Ok(draft) => drafts.push(draft),
                Err(error) => {
                    failure.get_or_insert(error);
                }
            });
            match failure {
                Some(error) => return Err(error),
                None => drafts,
            }
        }
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

/// The turns of a conversation file, for drafts whose context stands in a file of its own: a JSON or OpenAI-style list of messages, an object with `messages`, or a plain transcript.
pub fn conversation(name: &str, bytes: &[u8]) -> Result<Conversation, Error> {
    let source = Source::new(name, bytes)?;
    let conversation = if source.text.trim_start().starts_with(['[', '{']) {
        openai::conversation(&source, &json::parse(&source)?)?
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
    if openai::looks_like(&root) {
        return openai::read(source, &root, options);
    }
    match &root.value {
        Value::Text(_) | Value::Table(_) | Value::List(_) => {
            request::read_all(source, &root, options)
        }
        _ => Err(source.error(
            root.span.start,
            "expected a draft, a request or a list of messages",
        )),
    }
}

fn each_line(source: &Source<'_>, options: &Options, mut take: impl FnMut(Result<Draft, Error>)) {
    let mut byte = 0;
    for (number, line) in source
        .bytes
        .split_inclusive(|byte| *byte == b'\n')
        .enumerate()
    {
        row(&source.name, line, (number, byte), options, &mut take);
        byte += line.len();
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
        if openai::looks_like(&root) {
            openai::read(&source, &root, options)
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
    draft.channel = draft.channel.or(options.channel);
    if draft.profile.is_none() {
        draft.profile.clone_from(&options.profile);
    }
    if let (None, Some(said)) = (&draft.conversation, &options.customer) {
        let taken = std::mem::take(draft);
        *draft = taken.with_customer(said.clone());
    }
}
