//! JSON (RFC 8259): string values, names and long numbers are redacted where they stand; white space, order and number writing are kept.

use std::collections::HashSet;
use std::io::{BufRead, Write};

use super::{LARGEST, Scope, label_words, reading, write, writing};
use crate::error::Error;
use crate::fix::redact::Redaction;

/// Deepest nesting.
const DEEPEST: usize = 512;
/// Names that say nothing of their value: it goes by the name of the object around, as in `{"password": {"value": "…"}}`.
const PLAIN: [&str; 9] = [
    "value", "val", "text", "content", "data", "raw", "new", "old", "current",
];
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
        if line.trim_ascii().is_empty() {
            write(&mut output, &line)?;
            continue;
        }
        // The place inside the line is moved to its row.
        redact_json(&line[..], &mut output, redaction).map_err(|error| match error.place() {
            Some((_, column)) => Error::input(error.message()).at(row, column),
            None => error,
        })?;
    }
    Ok(())
}

/// What may come next (RFC 8259 section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Next {
    #[default]
    Value,
    /// Behind `[`.
    ValueOrEnd,
    /// Behind a comma in an object.
    Name,
    /// Behind `{`.
    NameOrEnd,
    Colon,
    /// Behind a value.
    CommaOrEnd,
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

/// An object or a list that is not closed yet.
#[derive(Default)]
struct Open {
    is_object: bool,
    /// Names that a redaction wrote into this object: two private names may become one, and a reader would lose a value.
    written: HashSet<String>,
}

impl Open {
    /// A name that this object has not had from a redaction yet.
    fn apart(&mut self, name: String) -> String {
        let mut own = name.clone();
        let mut count = 1usize;
        while !self.written.insert(own.clone()) {
            // Most names of an object are few; a list of thousands goes on from their count.
            count = if count == 1 && 64 < self.written.len() {
                self.written.len()
            } else {
                count + 1
            };
            own = format!("{name} ({count})");
        }
        own
    }
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
    /// The innermost containers.
    open: Vec<Open>,
    next: Next,
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
            self.end_string(self.next == Next::Colon, output, redaction)?;
        }
        self.follow(byte)?;
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
                let is_object = byte == b'{';
                self.around.push(std::mem::take(&mut self.name));
                self.open.push(Open {
                    is_object,
                    ..Open::default()
                });
                // Items of a list go by the list's name.
                self.name = if is_object {
                    String::new()
                } else {
                    self.around.last().cloned().unwrap_or_default()
                };
            }
            b'}' | b']' => {
                self.open.pop();
                self.name = self.around.pop().unwrap_or_default();
            }
            b',' if self.is_in_object() => self.name.clear(),
            _ => {}
        }
        write(output, &[byte])
    }

    fn is_in_object(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_object)
    }

    /// Whether the byte may come here, and what may come next.
    fn follow(&mut self, byte: u8) -> Result<(), Error> {
        let is_name = matches!(self.next, Next::Name | Next::NameOrEnd);
        // Documents may follow each other.
        let is_value = matches!(self.next, Next::Value | Next::ValueOrEnd)
            || self.next == Next::CommaOrEnd && self.open.is_empty();
        let is_behind = self.next == Next::CommaOrEnd && !self.open.is_empty();
        self.next = match byte {
            b'"' if is_name => Next::Colon,
            b'"' | b'-' | b'0'..=b'9' | b'a'..=b'z' if is_value => Next::CommaOrEnd,
            b'{' if is_value => Next::NameOrEnd,
            b'[' if is_value => Next::ValueOrEnd,
            b'}' | b']' => {
                if self.open.last().map(|open| open.is_object) != Some(byte == b'}') {
                    return Err(self.error("a JSON bracket does not fit"));
                }
                if !is_behind && !matches!(self.next, Next::NameOrEnd | Next::ValueOrEnd) {
                    return Err(self.error("a JSON value is missing"));
                }
                Next::CommaOrEnd
            }
            b':' if self.next == Next::Colon => Next::Value,
            b',' if is_behind && self.is_in_object() => Next::Name,
            b',' if is_behind => Next::Value,
            byte if byte.is_ascii_whitespace() => self.next,
            // A byte order mark.
            0xEF | 0xBB | 0xBF if self.around.is_empty() => self.next,
            b':' | b',' => return Err(self.error("a JSON value is missing")),
            _ => return Err(self.error("this is not JSON")),
        };
        Ok(())
    }

    /// The label of a value: its name, or that of the object around when the name says no more than that it is one.
    fn label(&self) -> &str {
        let around = self.around.last().map_or("", String::as_str);
        let is_plain = PLAIN
            .iter()
            .any(|name| name.eq_ignore_ascii_case(&self.name));
        if is_plain && self.is_in_object() {
            around
        } else {
            &self.name
        }
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
        let label = if is_name { "" } else { self.label() };
        let mut redacted = redaction.value(label, &value);
        if is_name {
            self.name = label_words(&redacted);
            if redacted != value
                && let Some(open) = self.open.last_mut()
            {
                redacted = open.apart(redacted);
            }
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
        let redacted = if text.len() < SHORT && self.label().is_empty() {
            text.clone()
        } else {
            redaction.value(self.label(), &text)
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
        if !self.open.is_empty() {
            return Err(self.error("a JSON bracket is never closed"));
        }
        if self.next == Next::Value {
            return Err(self.error("a JSON value is missing"));
        }
        Ok(())
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
            (
                r#"{"password": {"value": "hunter22!"}, "value": "hunter22!"}"#,
                r#"{"password": {"value": "[PASSWORD_1]"}, "value": "hunter22!"}"#,
            ),
            (
                r#"{"a@b.de": 1, "A@b.de": 2, "x": {"a@b.de": 3}}"#,
                r#"{"[EMAIL_1]": 1, "[EMAIL_1] (2)": 2, "x": {"[EMAIL_1]": 3}}"#,
            ),
            ("[]", "[]"),
            (
                r#"{"pin": 8241, "token": "a1b2c3d4", "next_page_token": "a1b2c3d4"}"#,
                r#"{"pin": "[PIN_1]", "token": "[PASSWORD_1]", "next_page_token": "a1b2c3d4"}"#,
            ),
            (
                r#"{"privateKey": "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDX8vJ4kq1Zt0Ah8vJ4kq1Zt0Ah", "secret": "see the wiki"}"#,
                r#"{"privateKey": "[SECRET_1]", "secret": "see the wiki"}"#,
            ),
            ("[{}, [1, {}]]", "[{}, [1, {}]]"),
            ("{\"a\": 1}\n{\"a\": 2}\n", "{\"a\": 1}\n{\"a\": 2}\n"),
            ("  null\n", "  null\n"),
        ] {
            assert_eq!(redacted(text).unwrap(), expected);
        }
    }

    #[test]
    fn names_that_would_become_one_stay_apart() {
        let text = r#"{"a@b.de": 1, "c@d.fr": 2, "e@f.it": {"g@h.nl": 3, "i@j.se": 4}}"#;
        for method in [Method::Remove, Method::Mask] {
            let mut output = Vec::new();
            let mut redaction = Redaction::new(method, Settings::default());
            redact_json(text.as_bytes(), &mut output, &mut redaction).unwrap();
            let read: serde_json::Value = serde_json::from_slice(&output).unwrap();
            let object = read.as_object().unwrap();
            assert_eq!(object.len(), 3);
            assert!(
                object
                    .values()
                    .any(|value| value.as_object().is_some_and(|inner| inner.len() == 2))
            );
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
            (r#"{"a":1,}"#, "a JSON value is missing"),
            ("[1,]", "a JSON value is missing"),
            ("[1 2]", "this is not JSON"),
            (r#"{"a" 1}"#, "this is not JSON"),
            (r#"{"a":}"#, "a JSON value is missing"),
            (r#"{"a"}"#, "a JSON value is missing"),
            (r#"{1: 2}"#, "this is not JSON"),
            (r#"[1]]"#, "a JSON bracket does not fit"),
            (r#""a": 1"#, "a JSON value is missing"),
            ("", "a JSON value is missing"),
            (" \n", "a JSON value is missing"),
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
