//! The text of a configuration file with the place of every key and value, so that errors point at the byte.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, did_you_mean};

/// One configuration file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) name: &'t str,
    pub(super) text: &'t str,
}

/// “a string”, “an integer”.
fn with_article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {kind}")
}

/// A key as it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Key<'t> {
    pub(super) name: Cow<'t, str>,
    pub(super) at: usize,
}

/// A value as it stands in the file.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

impl<'t> Source<'t> {
    /// Parses the text.
    pub(super) fn parse(self) -> Result<DeTable<'t>, Error> {
        match DeTable::parse(self.text) {
            Ok(table) => Ok(table.into_inner()),
            Err(error) => {
                let at = error.span().map_or(self.text.len(), |span| span.start);
                let message = error.message().trim_end().replace('\n', "; ");
                Err(self.error(at, message))
            }
        }
    }

    /// The entries of a table in the order of the file.
    pub(super) fn entries(self, table: DeTable<'t>) -> Vec<(Key<'t>, Value<'t>)> {
        let mut entries: Vec<(Key<'t>, Value<'t>)> = table
            .into_iter()
            .map(|(key, value)| {
                let at = key.span().start;
                let name = key.into_inner();
                (Key { name, at }, value)
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.at);
        entries
    }

    /// An error at a byte of the file.
    pub(super) fn error(self, at: usize, message: impl Into<String>) -> Error {
        let (line, column) = self.place(at);
        Error::config(message).in_source(self.name).at(line, column)
    }

    /// Points an error about a value at the value.
    pub(super) fn locate(self, at: usize, error: Error) -> Error {
        let (line, column) = self.place(at);
        error.in_source(self.name).at(line, column)
    }

    /// A key that means nothing here.
    pub(super) fn unknown(self, key: &Key<'_>, here: &str, known: &[&str]) -> Error {
        self.error(key.at, format!("`{}` means nothing {here}", key.name))
            .help(did_you_mean(&key.name, known.iter().copied()))
    }

    /// A word out of a fixed choice.
    pub(super) fn choice(
        self,
        key: &Key<'_>,
        value: &Value<'t>,
        choices: &[&str],
    ) -> Result<String, Error> {
        let word = self.string(key, value)?;
        if choices.contains(&word.as_str()) {
            return Ok(word);
        }
        Err(self
            .error(
                value.span().start,
                format!("`{word}` is no value for `{}`", key.name),
            )
            .help(choices_or_near(&word, choices)))
    }

    /// A string.
    pub(super) fn string(self, key: &Key<'_>, value: &Value<'t>) -> Result<String, Error> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            other => Err(self.wrong_type(key, value, "a string in quotes", other)),
        }
    }

    /// A list of strings; a single string counts as a list of one.
    pub(super) fn strings(
        self,
        key: &Key<'_>,
        value: &Value<'t>,
    ) -> Result<Vec<(String, usize)>, Error> {
        match value.get_ref() {
            DeValue::String(text) => Ok(vec![(text.to_string(), value.span().start)]),
            DeValue::Array(items) => items
                .iter()
                .map(|item| Ok((self.string(key, item)?, item.span().start)))
                .collect(),
            other => Err(self.wrong_type(key, value, "a list of strings", other)),
        }
    }

    /// A table.
    pub(super) fn table(self, key: &Key<'_>, value: Value<'t>) -> Result<DeTable<'t>, Error> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Table(table) => Ok(table),
            other => Err(self.error(
                at,
                format!(
                    "`{}` is a table, `[{}]`, not {}",
                    key.name,
                    key.name,
                    with_article(other.type_str())
                ),
            )),
        }
    }

    /// A list of tables, each with its place.
    pub(super) fn tables(
        self,
        key: &Key<'_>,
        value: Value<'t>,
    ) -> Result<Vec<(usize, DeTable<'t>)>, Error> {
        let wrong = |at| {
            self.error(
                at,
                format!(
                    "`{0}` is a list of tables, each begun with `[[{0}]]`",
                    key.name
                ),
            )
        };
        let at = value.span().start;
        let DeValue::Array(items) = value.into_inner() else {
            return Err(wrong(at));
        };
        items
            .into_iter()
            .map(|item| {
                let at = item.span().start;
                match item.into_inner() {
                    DeValue::Table(table) => Ok((at, table)),
                    _ => Err(wrong(at)),
                }
            })
            .collect()
    }

    /// `name:line`, as origins are shown.
    pub(super) fn origin(self, at: usize) -> String {
        format!("{}:{}", self.name, self.place(at).0)
    }

    /// The line of a byte, from 1.
    pub(super) fn line(self, at: usize) -> usize {
        self.place(at).0
    }

    fn wrong_type(
        self,
        key: &Key<'_>,
        value: &Value<'t>,
        wanted: &str,
        got: &DeValue<'_>,
    ) -> Error {
        self.error(
            value.span().start,
            format!(
                "`{}` wants {wanted}, not {}",
                key.name,
                with_article(got.type_str())
            ),
        )
    }

    /// Line and column in code points, both from 1.
    pub(super) fn place(self, at: usize) -> (usize, usize) {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// The nearest of the choices and all of them: there are only a few.
fn choices_or_near(wrong: &str, choices: &[&str]) -> String {
    let all = choices.join(", ");
    match crate::error::nearest(wrong, choices.iter().copied()).first() {
        Some(near) => format!("did you mean `{near}`? the choices are: {all}"),
        None => format!("the choices are: {all}"),
    }
}
