//! The tree that JSON, YAML, TOML and CSV are read into: values that know where they stand.

use std::borrow::Cow;

use crate::draft::Segment;
use crate::text::Span;

/// A value and its place in the source's text.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) value: Value<'a>,
    pub(super) span: Span,
}

#[derive(Debug)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    /// A number, as written.
    Number(Cow<'a, str>),
    Text(Text<'a>),
    List(Vec<Node<'a>>),
    Table(Vec<Entry<'a>>),
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) key_span: Span,
    pub(super) node: Node<'a>,
}

/// A decoded string.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) text: Cow<'a, str>,
    /// First byte of the text in the source.
    pub(super) at: usize,
    /// From the text to the source; empty when the text stands there byte by byte from `at` on.
    pub(super) segments: Vec<Segment>,
}

impl Text<'_> {
    /// The way to the source, also where it is plain.
    pub(super) fn segments(&self) -> Vec<Segment> {
        if self.segments.is_empty() {
            let len = self.text.len();
            return vec![Segment {
                text: 0,
                file: self.at,
                text_len: len,
                file_len: len,
                same: true,
            }];
        }
        self.segments.clone()
    }
}

impl<'a> Node<'a> {
    /// The value of a key of a table; the last one when a key is repeated.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(entries) => entries
                .iter()
                .rev()
                .find(|entry| entry.key == key)
                .map(|entry| &entry.node),
            _ => None,
        }
    }

    /// The text of a string.
    pub(super) fn text(&self) -> Option<&Text<'a>> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The words of a string.
    pub(super) fn as_str(&self) -> Option<&str> {
        self.text().map(|text| &*text.text)
    }

    /// The items of a list.
    pub(super) fn items(&self) -> Option<&[Self]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a table.
    pub(super) fn entries(&self) -> Option<&[Entry<'a>]> {
        match &self.value {
            Value::Table(entries) => Some(entries),
            _ => None,
        }
    }

    /// What the value is, with its article, for errors.
    pub(super) const fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a string",
            Value::List(_) => "a list",
            Value::Table(_) => "an object",
        }
    }
}
