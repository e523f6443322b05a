//! Strict reading of an object's keys: unknown ones are errors with the nearest name.

use crate::error::{Error, did_you_mean};

use super::node::{Entry, Node, Text, Value};
use super::placeholders::{known_profile, profiles};
use super::source::Source;
use super::time::{parse_clock, parse_timestamp};

/// The entries of an object whose keys are all known. Values that are null count as absent.
pub(super) struct Fields<'s, 'n> {
    source: &'s Source<'s>,
    entries: &'n [Entry<'n>],
    path: &'static str,
}

impl<'s, 'n> Fields<'s, 'n> {
    /// Checks that `node` is an object with none but the `known` keys, each once. `path` names it in errors; empty for the outermost.
    pub(super) fn new(
        source: &'s Source<'s>,
        node: &'n Node<'n>,
        path: &'static str,
        known: &[&str],
    ) -> Result<Self, Error> {
        let Value::Table(entries) = &node.value else {
            return Err(wrong_kind(source, node, path, "an object"));
        };
        let mut seen = 0u64;
        for entry in entries {
            let Some(index) = known.iter().position(|name| *name == entry.key) else {
                let place = if path.is_empty() {
                    String::new()
                } else {
                    format!(" in `{path}`")
                };
                return Err(source
                    .error(
                        entry.key_span.start,
                        format!("unknown key `{}`{place}", short(&entry.key)),
                    )
                    .help(did_you_mean(&entry.key, known.iter().copied())));
            };
            if seen & (1 << index) != 0 {
                return Err(source.error(
                    entry.key_span.start,
                    format!("the key `{}` stands here twice", entry.key),
                ));
            }
            seen |= 1 << index;
        }
        Ok(Self {
            source,
            entries,
            path,
        })
    }

    /// The value of a key, unless absent or null.
    pub(super) fn node(&self, key: &str) -> Option<&'n Node<'n>> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (!matches!(entry.node.value, Value::Null)).then_some(&entry.node)
    }

    /// A string.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'n Text<'n>>, Error> {
        let Some(node) = self.node(key) else {
            return Ok(None);
        };
        node.text()
            .map(Some)
            .ok_or_else(|| self.wrong(key, node, "a string"))
    }

    /// The words of a string.
    pub(super) fn string(&self, key: &str) -> Result<Option<String>, Error> {
        Ok(self.text(key)?.map(|text| text.text.to_string()))
    }

    /// A string that is one of a list of names.
    pub(super) fn choice<T: Copy>(
        &self,
        key: &str,
        choices: &[(&str, T)],
    ) -> Result<Option<T>, Error> {
        let Some(text) = self.text(key)? else {
            return Ok(None);
        };
        let wrong = text.text.to_lowercase();
        let found = choices.iter().find(|(name, _)| *name == wrong);
        found.map(|(_, value)| Some(*value)).ok_or_else(|| {
            let message = format!("unknown `{}`: `{}`", self.full(key), short(&text.text));
            self.source
                .error(text.at, message)
                .help(did_you_mean(&wrong, choices.iter().map(|(name, _)| *name)))
        })
    }

    /// The name of a helpdesk whose placeholders are known.
    pub(super) fn profile(&self, key: &str) -> Result<Option<String>, Error> {
        let Some(text) = self.text(key)? else {
            return Ok(None);
        };
        match known_profile(&text.text) {
            Ok(profile) => Ok(Some(profile.name.to_owned())),
            Err(_) => {
                let message = format!("unknown `{}`: `{}`", self.full(key), short(&text.text));
                let names = profiles().iter().map(|profile| profile.name);
                Err(self
                    .source
                    .error(text.at, message)
                    .help(did_you_mean(&text.text, names)))
            }
        }
    }

    /// A boolean; `false` when absent.
    pub(super) fn flag(&self, key: &str) -> Result<bool, Error> {
        match self.node(key).map(|node| (node, &node.value)) {
            None => Ok(false),
            Some((_, Value::Bool(flag))) => Ok(*flag),
            Some((node, _)) => Err(self.wrong(key, node, "true or false")),
        }
    }

    /// A list.
    pub(super) fn list(&self, key: &str) -> Result<Option<&'n [Node<'n>]>, Error> {
        let Some(node) = self.node(key) else {
            return Ok(None);
        };
        node.items()
            .map(Some)
            .ok_or_else(|| self.wrong(key, node, "a list"))
    }

    /// A list of strings; empty when absent.
    pub(super) fn strings(&self, key: &str) -> Result<Vec<String>, Error> {
        let items = self.list(key)?.unwrap_or_default();
        items
            .iter()
            .map(|item| {
                item.as_str()
                    .map(str::to_owned)
                    .ok_or_else(|| self.wrong(key, item, "a list of strings"))
            })
            .collect()
    }

    /// A point in time in seconds since 1970: RFC 3339, a clock time, or a number of seconds or milliseconds.
    pub(super) fn time(&self, key: &str) -> Result<Option<i64>, Error> {
        let Some(node) = self.node(key) else {
            return Ok(None);
        };
        time_of(node).map(Some).ok_or_else(|| {
            self.wrong(key, node, "a time")
                .help("write it as RFC 3339, such as `2026-11-20T10:31:00Z`")
        })
    }

    fn wrong(&self, key: &str, node: &Node<'_>, expected: &str) -> Error {
        wrong_kind(self.source, node, &self.full(key), expected)
    }

    fn full(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// A time in any of the spellings of hosts; numbers above 100,000,000,000 are milliseconds.
pub(super) fn time_of(node: &Node<'_>) -> Option<i64> {
    match &node.value {
        Value::Text(text) => parse_timestamp(&text.text).or_else(|| parse_clock(&text.text)),
        Value::Number(number) => {
            let number: f64 = number.parse().ok()?;
            let seconds = if 1e11 < number.abs() {
                number / 1000.0
            } else {
                number
            };
            Some(seconds as i64)
        }
        _ => None,
    }
}

fn wrong_kind(source: &Source<'_>, node: &Node<'_>, path: &str, expected: &str) -> Error {
    let subject = if path.is_empty() {
        "the request".to_owned()
    } else {
        format!("`{path}`")
    };
    source.error(
        node.span.start,
        format!("{subject} must be {expected}, but is {}", node.kind()),
    )
}

/// A name, for errors. What is longer than a name is a text in the wrong place and stays unsaid: cut, it could no longer be covered.
fn short(name: &str) -> &str {
    if name.chars().count() <= 24 {
        name
    } else {
        "…"
    }
}
