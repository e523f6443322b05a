//! Redacts whole files piece by piece and keeps their structure: text, JSON, JSON lines, and CSV.
//!
//! Memory is bounded by the largest single value or paragraph, not by the file. Errors say where, never what.

use std::io::{BufRead, Write};

use super::redact::Redaction;
use crate::error::Error;

mod csv;
mod json;
mod text;

pub use csv::redact_csv;
pub use json::{redact_json, redact_jsonl};

/// Largest value, line or number that is held in memory, in bytes.
const LARGEST: usize = 16 << 20;
/// Text is redacted in pieces of about this many bytes.
const PIECE: usize = 256 << 10;

/// How far the numbers of [`Method::Replace`](super::Method::Replace) reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole file is one conversation.
    File,
    /// Each record is a conversation of its own.
    Record,
}

/// Redacts plain text. What comes out is what a redaction of the whole text would give: pieces of about 256 KiB end where the text around
/// is redacted alike whether it is cut there or not. A text that has no such place within 16 MiB is an error.
pub fn redact_text(
    input: impl BufRead,
    output: impl Write,
    redaction: &mut Redaction,
) -> Result<(), Error> {
    text::redact_pieces(input, output, redaction, PIECE)
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
    // As the name of a cell these are labels, in a sentence they are words.
    let last = words.rsplit(' ').next().unwrap_or("");
    let label = SECRETS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(last));
    let known = words.to_ascii_lowercase();
    match label {
        Some((_, label)) if !known.contains("next") && !known.contains("page") => {
            (*label).to_owned()
        }
        _ => words,
    }
}

/// Names of cells that are secrets, and a label that says so.
const SECRETS: [(&str, &str); 8] = [
    ("private key", "password"),
    ("pin", "PIN"),
    ("token", "password"),
    ("secret", "password"),
    ("pass", "password"),
    ("pwd", "password"),
    ("pw", "password"),
    ("passcode", "password"),
];

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
        assert_eq!(label_words("client_secret"), "password");
        assert_eq!(label_words("nextPageToken"), "next Page Token");
    }
}
