//! JSON (RFC 8259): string values, names and long numbers are redacted where they stand; white space, order and number writing are kept.

use std::io::{BufRead, Write};

use super::{LARGEST, Scope, label_words, reading, write, writing};
use crate::error::Error;
use crate::fix::redact::Redaction;

/// Deepest nesting.
const DEEPEST: usize = 512;
/// Numbers with fewer digits than this are left alone.
const SHORT: usize = 7;

/// Redacts one JSON document. The name before a value is its label; a private number becomes a string.
pub fn redact_json(
    mut input: impl BufRead,
    mut output: impl Write,
    redaction: &mut Redaction,
) -> Result<(), Error> {
    let mut walk = Walk::default();
    loop {
        let read = input.fill_buf().map_err(|error| reading(&error))?;
        let length = read.len();
        if length == 0 {
            break;
        }
        for byte in read.iter().copied() {
            walk.take(byte, &mut output, redaction)?;
        }
        input.consume(length);
    }
    walk.finish(&mut output, redaction)?;
    output.flush().map_err(|error| writing(&error))
}

/// Redacts JSON lines, one document per line.
pub fn redact_jsonl(
    mut input: impl BufRead,
    mut output: impl Write,
    scope: Scope,
    redaction: &mut Redaction,
) -> Result<(), Error> {
    let mut line = Vec::new();
    for row in 1.. {
        line.clear();
        let read = std::io::Read::take(&mut input, LARGEST as u64 + 1)
            .read_until(b'\n', &mut line)
            .map_err(|error| reading(&error))?;
        if read == 0 {
            break;
        }
        if LARGEST < read {
            return Err(Error::input("a line is longer than 16 MiB").at(row, 1));
        }
        if scope == Scope::Record {
            redaction.begin_conversation();
        }
        // The place inside the line is moved to its row.
        redact_json(&line[..], &mut output, redaction).map_err(|error| match error.place() {
            Some((_, column)) => Error::input(error.message()).at(row, column),
            None => error,
        })?;
    }
    Ok(())
}

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Between,
    String,
    Escape,
    Number,
    /// `true`, `false` or `null`.
    Word,
}

/// A walk through a document, byte by byte.
#[derive(Default)]
struct Walk {
    state: State,
    /// Bytes of the string (with its quotes) or number being read.
    token: Vec<u8>,
    /// A string that may turn out to be a name, and the white space behind it.
    held: Option<(Vec<u8>, Vec<u8>)>,
    /// The name before the value being read, as label words.
    name: String,
    /// Names of the containers around.
    around: Vec<String>,
    /// Whether the innermost containers are objects.
    objects: Vec<bool>,
    line: usize,
    column: usize,
}

impl Walk {
    fn take(
        &mut self,
        byte: u8,
        output: &mut impl Write,
        redaction: &mut Redaction,
    ) -> Result<(), Error> {
        self.column += 1;
        if byte == b'\n' {
            self.line += 1;
            self.column = 0;
        }
        match self.state {
            State::String | State::Escape => {
                self.hold(byte)?;
                self.state = match (self.state, byte) {
                    (State::Escape, _) => State::String,
                    (_, b'\\') => State::Escape,
                    (_, b'"') => {
                        self.held = Some((std::mem::take(&mut self.token), Vec::new()));
                        State::Between
                    }
                    _ => State::String,
                };
                Ok(())
            }
            State::Word if byte.is_ascii_lowercase() => self.hold(byte),
            State::Word => {
                self.end_word(output)?;
                self.between(byte, output, redaction)
            }
            State::Number if byte.is_ascii_digit() || b"+-.eE".contains(&byte) => self.hold(byte),
            State::Number => {
                self.end_number(output, redaction)?;
                self.between(byte, output, redaction)
            }
            State::Between => self.between(byte, output, redaction),
        }
    }

    fn hold(&mut self, byte: u8) -> Result<(), Error> {
        self.token.push(byte);
        if self.token.len() <= LARGEST {
            Ok(())
        } else {
            Err(self.error("a JSON value is longer than 16 MiB"))
        }
    }

    fn between(
        &mut self,
        byte: u8,
        output: &mut impl Write,
        redaction: &mut Redaction,
    ) -> Result<(), Error> {
        if let Some((_, space)) = &mut self.held {
            if byte.is_ascii_whitespace() {
                space.push(byte);
                return if space.len() <= LARGEST {
                    Ok(())
                } else {
                    Err(self.error("white space is longer than 16 MiB"))
                };
            }
            self.end_string(byte == b':', output, redaction)?;
        }
        match byte {
            b'"' => {
                self.state = State::String;
                return self.hold(byte);
            }
            b'-' | b'0'..=b'9' => {
                self.state = State::Number;
                return self.hold(byte);
            }
            b'a'..=b'z' => {
                self.state = State::Word;
                return self.hold(byte);
            }
            b'{' | b'[' => {
                if DEEPEST <= self.around.len() {
                    return Err(self.error("the JSON is nested too deeply"));
                }
                self.around.push(std::mem::take(&mut self.name));
                self.objects.push(byte == b'{');
                // Items of a list go by the list's name.
                self.name = if byte == b'[' {
                    self.around.last().cloned().unwrap_or_default()
                } else {
                    String::new()
                };
            }
            b'}' | b']' => {
                if self.objects.pop() != Some(byte == b'}') {
                    return Err(self.error("a JSON bracket does not fit"));
                }
                self.name = self.around.pop().unwrap_or_default();
            }
            b',' if self.objects.last() == Some(&true) => self.name.clear(),
            b':' | b',' => {}
            byte if byte.is_ascii_whitespace() => {}
            // A byte order mark.
            0xEF | 0xBB | 0xBF if self.around.is_empty() => {}
            _ => return Err(self.error("this is not JSON")),
        }
        write(output, &[byte])
    }

    /// Writes the string held: as a name, or as a value behind the current name.
    fn end_string(
        &mut self,
        is_name: bool,
        output: &mut impl Write,
        redaction: &mut Redaction,
    ) -> Result<(), Error> {
        let Some((raw, space)) = self.held.take() else {
            return Ok(());
        };
        let value: String =
            serde_json::from_slice(&raw).map_err(|_| self.error("a JSON string cannot be read"))?;
        let label = if is_name { "" } else { self.name.as_str() };
        let redacted = redaction.value(label, &value);
        if is_name {
            self.name = label_words(&redacted);
        }
        if redacted == value {
            write(output, &raw)?;
        } else {
            write(output, encode(&redacted).as_bytes())?;
        }
        write(output, &space)
    }

    fn end_word(&mut self, output: &mut impl Write) -> Result<(), Error> {
        self.state = State::Between;
        let word = std::mem::take(&mut self.token);
        if matches!(&word[..], b"true" | b"false" | b"null") {
            write(output, &word)
        } else {
            Err(self.error("this is not JSON"))
        }
    }

    fn end_number(
        &mut self,
        output: &mut impl Write,
        redaction: &mut Redaction,
    ) -> Result<(), Error> {
        self.state = State::Between;
        let raw = std::mem::take(&mut self.token);
        let text = String::from_utf8_lossy(&raw).into_owned();
        if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_err() {
            return Err(self.error("a JSON number cannot be read"));
        }
        let redacted = if text.len() < SHORT && self.name.is_empty() {
            text.clone()
        } else {
            redaction.value(&self.name, &text)
        };
        let is_same = redacted == text;
        write(
            output,
            if is_same { redacted } else { encode(&redacted) }.as_bytes(),
        )
    }

    fn finish(&mut self, output: &mut impl Write, redaction: &mut Redaction) -> Result<(), Error> {
        match self.state {
            State::String | State::Escape => {
                return Err(self.error("a JSON string is never closed"));
            }
            State::Number => self.end_number(output, redaction)?,
            State::Word => self.end_word(output)?,
            State::Between => self.end_string(false, output, redaction)?,
        }
        if self.objects.is_empty() {
            Ok(())
        } else {
            Err(self.error("a JSON bracket is never closed"))
        }
    }

    fn error(&self, message: &str) -> Error {
        Error::input(message).at(self.line + 1, self.column.max(1))
    }
}

/// A JSON string literal.
fn encode(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Settings;
    use crate::fix::Method;

    fn redacted(text: &str) -> Result<String, Error> {
        let mut output = Vec::new();
        redact_json(
            text.as_bytes(),
            &mut output,
            &mut Redaction::new(Method::Replace, Settings::default()),
        )?;
        Ok(String::from_utf8(output).unwrap())
    }

    #[test]
    fn only_values_change() {
        for (text, expected) in [
            (
                r#"{ "note" : "Mail a@b.de\n" , "n": 1.50 }"#,
                r#"{ "note" : "Mail [EMAIL_1]\n" , "n": 1.50 }"#,
            ),
            (
                r#"{"cardNumber": 4111111111111111, "ok": true}"#,
                r#"{"cardNumber": "[CARD_1]", "ok": true}"#,
            ),
            (
                r#"{"user": {"password": "hunter22!"}, "emails": ["a@b.de", "c@d.fr"]}"#,
                r#"{"user": {"password": "[PASSWORD_1]"}, "emails": ["[EMAIL_1]", "[EMAIL_2]"]}"#,
            ),
            (
                r#"{"a@b.de": {"order": 4111111111111111}}"#,
                r#"{"[EMAIL_1]": {"order": 4111111111111111}}"#,
            ),
            (r#""a\u0040b.de""#, r#""[EMAIL_1]""#),
            ("[]", "[]"),
            ("  null\n", "  null\n"),
        ] {
            assert_eq!(redacted(text).unwrap(), expected);
        }
    }

    #[test]
    fn mistakes_are_named_without_the_words() {
        for (text, message) in [
            (
                r#"{"a": "4111 1111 1111 1111"#,
                "a JSON string is never closed",
            ),
            (
                r#"{"a": "4111 1111 1111 1111"]"#,
                "a JSON bracket does not fit",
            ),
            (r#"{"a": "4111\q"}"#, "a JSON string cannot be read"),
            ("{'a': 4111}", "this is not JSON"),
            ("[1", "a JSON bracket is never closed"),
            ("[4111-1111]", "a JSON number cannot be read"),
            (r#"{"a": tru}"#, "this is not JSON"),
        ] {
            let error = redacted(text).unwrap_err();
            assert_eq!(error.message(), message);
            assert!(!error.to_string().contains("4111"));
        }
    }

    #[test]
    fn lines_are_records() {
        let text = "{\"m\":\"a@b.de\"}\n{\"m\":\"c@d.fr\"}\n";
        let mut output = Vec::new();
        let mut redaction = Redaction::new(Method::Replace, Settings::default());
        redact_jsonl(text.as_bytes(), &mut output, Scope::Record, &mut redaction).unwrap();
        assert_eq!(
            String::from_utf8(output).unwrap(),
            "{\"m\":\"[EMAIL_1]\"}\n{\"m\":\"[EMAIL_1]\"}\n"
        );
    }
}
