//! The text of a ruleset, and errors that point into it.

use serde::de::DeserializeOwned;

use crate::error::{Error, did_you_mean};

/// One ruleset file. Files of a higher layer win over files of a lower one.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name in errors and explanations.
    pub name: String,
    /// Its TOML.
    pub text: String,
    /// 0 for the built-in sets, 1 and up for a team's own.
    pub layer: u8,
}

/// A byte of one file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) byte: usize,
}

impl Source {
    /// The line and column, both from 1, of a byte.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        position(&self.text, byte)
    }
}

/// The line and column (in characters), both from 1, of a byte of a text.
pub(crate) fn position(text: &str, byte: usize) -> (usize, usize) {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

/// Reads TOML into a declared shape; unknown keys get “did you mean”.
pub(super) fn read<T: DeserializeOwned>(source: &Source) -> Result<T, Error> {
    toml::from_str(&source.text).map_err(|error| {
        let message = error
            .message()
            .lines()
            .next()
            .unwrap_or("this is not TOML")
            .to_owned();
        let mut failed = Error::rule(message.clone()).in_source(source.name.clone());
        if let Some(span) = error.span() {
            let (line, column) = source.position(span.start);
            failed = failed.at(line, column);
        }
        match unknown(&message) {
            Some((wrong, choices)) => {
                failed.help(did_you_mean(&wrong, choices.iter().map(String::as_str)))
            }
            None => failed,
        }
    })
}

/// The wrong name and the choices of serde's “unknown field” and “unknown variant” messages.
pub(crate) fn unknown(message: &str) -> Option<(String, Vec<String>)> {
    if !message.starts_with("unknown ") {
        return None;
    }
    let mut names = message.split('`').skip(1).step_by(2).map(str::to_owned);
    let wrong = names.next()?;
    let choices: Vec<String> = names.collect();
    (!choices.is_empty()).then_some((wrong, choices))
}
