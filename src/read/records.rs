//! From the records of a file, found by a selector, to drafts.

use crate::draft::{Channel, Draft, Ignore, Segment, Stage};
use crate::error::Error;
use crate::text::Span;

use super::content::{self, Notation};
use super::node::{Node, Text, Value};
use super::selector::{Path, Selector};
use super::source::Source;
use super::{Options, ignore};

/// A comment that stands between the values of a file.
#[derive(Debug)]
pub(super) struct Comment {
    /// First byte of its line in the source's text.
    pub(super) line_start: usize,
    pub(super) ignores: Vec<Ignore>,
}

/// All texts that the selector finds. Empty texts are left out; a text that says the same as another of its record is read once.
pub(super) fn read(
    source: &Source<'_>,
    root: &Node<'_>,
    selector: &Selector,
    comments: &[Comment],
    options: &Options,
) -> Result<Vec<Draft>, Error> {
    let is_rows = matches!(root.value, Value::List(_)) && !selector.records.begins_with_items();
    let records = if is_rows {
        selector.records.below_each()
    } else {
        selector.records.clone()
    };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut comments = comments.iter().peekable();
    for (trail, record) in records.find(root) {
        let mut ignores = ignore::from_record(source, record);
        let end = content_end(record);
        while let Some(comment) = comments.next_if(|comment| comment.line_start < end) {
            ignores.extend(comment.ignores.iter().cloned());
        }
        let first = drafts.len();
        for (path, notation) in &selector.texts {
            for (below, node) in path.find(record) {
                let Some(text) = node.text().filter(|text| !text.text.trim().is_empty()) else {
                    continue;
                };
                let mut draft = field(source, text, *notation)?;
                draft.origin.record = Some(join(&trail, &below));
                let same = |other: &Draft| says_the_same(other, &draft);
                if !drafts[first..].iter().any(same) {
                    drafts.push(draft);
                }
            }
        }
        let several = 1 < drafts.len() - first;
        for draft in &mut drafts[first..] {
            draft.origin.ignores.extend(ignores.iter().cloned());
            describe(draft, record, selector, several);
            draft.stage = options.stage.unwrap_or(Stage::Template);
        }
    }
    Ok(drafts)
}

/// One text as a draft, in its notation.
pub(super) fn field(
    source: &Source<'_>,
    text: &Text<'_>,
    notation: Notation,
) -> Result<Draft, Error> {
    rendered(source, &text.text, text.segments(), notation)
}

/// Words as a draft; `segments` lead from them to the source's text.
pub(super) fn rendered(
    source: &Source<'_>,
    words: &str,
    segments: Vec<Segment>,
    notation: Notation,
) -> Result<Draft, Error> {
    let page = content::render(words, segments, notation)
        .map_err(|error| error.in_source(&*source.name))?;
    let mut draft = source.draft(page.text, &page.segments, page.mask);
    for (at, comment) in page.comments {
        draft
            .origin
            .ignores
            .extend(ignore::from_comment(&comment, source.line(at)));
    }
    Ok(draft)
}

/// Sets what the record says about its text.
fn describe(draft: &mut Draft, record: &Node<'_>, selector: &Selector, several: bool) {
    let word = |path: &Path| {
        path.first(record)
            .and_then(scalar)
            .filter(|word| !word.trim().is_empty())
    };
    draft.origin.title = word(&selector.title);
    draft.language = word(&selector.locale).or_else(|| named(record, &LOCALE_KEYS));
    draft.channel = word(&selector.channel).as_deref().and_then(channel);
    draft.public |= draft.channel == Some(Channel::Social);
    draft.origin.usage = word(&selector.usage)
        .or_else(|| named(record, &USAGE_KEYS))
        .and_then(|usage| usage.parse().ok());
    if let Some(id) = word(&selector.id) {
        let place = draft.origin.record.take().unwrap_or_default();
        let field = place.rsplit('.').next().unwrap_or("");
        draft.origin.record = Some(if several { format!("{id}.{field}") } else { id });
    }
}

/// The names of fields that say which language a reply is in.
pub(super) const LOCALE_KEYS: [&str; 4] = ["locale", "language", "lang", "locale_id"];

/// The names of fields that say how often a reply was used; of several spans of time the longest counts (Zendesk's side-loads).
pub(super) const USAGE_KEYS: [&str; 7] = [
    "usage",
    "usage_count",
    "use_count",
    "times_used",
    "usage_30d",
    "usage_7d",
    "uses",
];

/// The first field of a record with one of these names.
fn named(record: &Node<'_>, keys: &[&str]) -> Option<String> {
    let value = keys.iter().find_map(|key| record.get(key))?;
    scalar(value).filter(|word| !word.trim().is_empty())
}

/// The words of a string or number.
pub(super) fn scalar(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.text.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::List(items) => items.first().and_then(scalar),
        _ => None,
    }
}

/// The channel that a host's word means.
pub(super) fn channel(word: &str) -> Option<Channel> {
    let word = word.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|part| word.contains(part));
    if has(&["mail", "ticket"]) {
        Some(Channel::Email)
    } else if has(&["chat", "messenger", "whatsapp", "inbox"]) {
        Some(Channel::Chat)
    } else if has(&["sms", "text message"]) {
        Some(Channel::Sms)
    } else if has(&[
        "social",
        "twitter",
        "facebook",
        "instagram",
        "forum",
        "public",
    ]) {
        Some(Channel::Social)
    } else {
        None
    }
}

/// Whether two drafts have the same words outside their masks.
pub(super) fn says_the_same(one: &Draft, other: &Draft) -> bool {
    words_of(one).eq(words_of(other))
}

/// The words of a draft outside its masks, to compare the notations of one record.
fn words_of(draft: &Draft) -> impl Iterator<Item = &str> {
    let is_prose = |word: &&str| {
        let start = word.as_ptr() as usize - draft.text.as_ptr() as usize;
        draft
            .mask
            .covering(Span::new(start, start + word.len()))
            .is_none()
            && *word != "-"
    };
    draft.text.split_whitespace().filter(is_prose)
}

/// The end of the last scalar of a value; the value's own end may include comments behind it.
fn content_end(node: &Node<'_>) -> usize {
    match &node.value {
        Value::List(items) => items.last().map_or(node.span.start, content_end),
        Value::Table(entries) => entries
            .last()
            .map_or(node.span.start, |entry| content_end(&entry.node)),
        _ => node.span.end,
    }
}

fn join(trail: &str, below: &str) -> String {
    match (trail, below) {
        (trail, "") => trail.to_owned(),
        ("", below) => below.to_owned(),
        (trail, below) if below.starts_with('[') => format!("{trail}{below}"),
        (trail, below) => format!("{trail}.{below}"),
    }
}

/// The comments of a file whose comments begin with `#`, except those inside a text.
pub(super) fn hash_comments(source: &Source<'_>, root: &Node<'_>) -> Vec<Comment> {
    const MARK: &str = "# tactful-ignore";
    let text = &*source.text;
    if !text.contains("tactful-ignore") {
        return Vec::new();
    }
    let mut texts = Vec::new();
    text_spans(root, &mut texts);
    let mut comments = Vec::new();
    for (at, _) in text.match_indices(MARK) {
        let index = texts.partition_point(|span: &Span| span.start <= at);
        let is_inside = index
            .checked_sub(1)
            .is_some_and(|before| at < texts[before].end);
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[at..]
            .find('\n')
            .map_or(text.len(), |newline| at + newline);
        if !is_inside {
            let ignores = ignore::from_comment(&text[at + 2..line_end], source.line(at));
            comments.push(Comment {
                line_start,
                ignores,
            });
        }
    }
    comments
}

fn text_spans(node: &Node<'_>, spans: &mut Vec<Span>) {
    match &node.value {
        Value::Text(_) => spans.push(node.span),
        Value::List(items) => items.iter().for_each(|item| text_spans(item, spans)),
        Value::Table(entries) => entries
            .iter()
            .for_each(|entry| text_spans(&entry.node, spans)),
        _ => {}
    }
}
