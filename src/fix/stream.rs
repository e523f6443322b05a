//! Redacts whole files piece by piece and keeps their structure: text, JSON, JSON lines, and CSV.
//!
//! Memory is bounded by the largest single value or paragraph, not by the file. Errors say where, never what.

use std::io::{BufRead, Write};

use super::redact::Redaction;
use crate::error::Error;

mod csv;
mod json;

pub use csv::redact_csv;
pub use json::{redact_json, redact_jsonl};

/// Largest value, line or number that is held in memory, in bytes.
const LARGEST: usize = 16 << 20;
/// Text is redacted in pieces of about this many bytes, cut at a blank line where there is one.
const PIECE: usize = 256 << 10;

/// How far the numbers of [`Method::Replace`](super::Method::Replace) reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole file is one conversation.
    File,
    /// Each record is a conversation of its own.
    Record,
}

/// Redacts plain text, paragraph by paragraph. A value is found when it and its label lie in one piece of 256 KiB; pieces end at a blank line,
/// or at a line's or a word's end where no blank line comes.
pub fn redact_text(
    mut input: impl BufRead,
    mut output: impl Write,
    redaction: &mut Redaction,
) -> Result<(), Error> {
    let mut held = Vec::new();
    loop {
        let read = input.fill_buf().map_err(|error| reading(&error))?;
        let length = read.len();
        held.extend_from_slice(read);
        input.consume(length);
        let is_end = length == 0;
        while is_end && !held.is_empty() || PIECE <= held.len() {
            let cut = if is_end && held.len() < PIECE {
                held.len()
            } else {
                cut(&held)
            };
            let rest = held.split_off(cut);
            let text =
                std::str::from_utf8(&held).map_err(|_| Error::input("the text is not UTF-8"))?;
            write(&mut output, redaction.text(text).as_bytes())?;
            held = rest;
        }
        if is_end {
            return output.flush().map_err(|error| writing(&error));
        }
    }
}

/// Where to cut a piece: behind its last blank line, else its last line end, else its last space, else its last whole character.
fn cut(held: &[u8]) -> usize {
    let window = &held[..PIECE];
    let blank = window
        .windows(2)
        .rposition(|pair| pair == b"\n\n")
        .map(|at| at + 2);
    let line = || {
        window
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map(|at| at + 1)
    };
    let space = || {
        window
            .iter()
            .rposition(|byte| *byte == b' ')
            .map(|at| at + 1)
    };
    let character = || window.iter().rposition(|byte| *byte & 0xC0 != 0x80);
    blank
        .or_else(line)
        .or_else(space)
        .or_else(character)
        .filter(|at| 0 < *at)
        .unwrap_or(PIECE)
}

fn write(output: &mut impl Write, bytes: &[u8]) -> Result<(), Error> {
    output.write_all(bytes).map_err(|error| writing(&error))
}

fn reading(error: &std::io::Error) -> Error {
    Error::io(format!("cannot read: {}", error.kind()))
}

fn writing(error: &std::io::Error) -> Error {
    Error::io(format!("cannot write: {}", error.kind()))
}

/// A key or a column's head as label words: `cardNumber` and `card_number` read “card number”.
fn label_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut was_small = false;
    for c in name.chars().take(64) {
        if was_small && c.is_uppercase() {
            words.push(' ');
        }
        was_small = c.is_lowercase();
        words.push(if matches!(c, '_' | '-' | '.') { ' ' } else { c });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Settings;
    use crate::fix::Method;

    #[test]
    fn long_texts_are_redacted_in_pieces() {
        let line = "Write to maria@home.es or call 303-394-0181 today.\n";
        let text = line.repeat(20_000);
        let mut output = Vec::new();
        let mut redaction = Redaction::new(Method::Replace, Settings::default());
        redact_text(text.as_bytes(), &mut output, &mut redaction).unwrap();
        let expected = "Write to [EMAIL_1] or call [PHONE_1] today.\n".repeat(20_000);
        assert!(String::from_utf8(output).unwrap() == expected);
        assert_eq!(redaction.count(), 40_000);
    }

    #[test]
    fn a_line_without_end_is_cut_somewhere() {
        let text = "é".repeat(400_000);
        let mut output = Vec::new();
        redact_text(
            text.as_bytes(),
            &mut output,
            &mut Redaction::new(Method::Mask, Settings::default()),
        )
        .unwrap();
        assert!(output == text.as_bytes());
        let error = redact_text(
            &b"a\xffb"[..],
            Vec::new(),
            &mut Redaction::new(Method::Mask, Settings::default()),
        )
        .unwrap_err();
        assert_eq!(error.message(), "the text is not UTF-8");
    }

    #[test]
    fn names_become_words() {
        assert_eq!(label_words("cardNumber"), "card Number");
        assert_eq!(label_words("customer_ssn"), "customer ssn");
    }
}
