//! A JSON reader that keeps the place of every value and maps the inside of every string (RFC 8259).

use std::borrow::Cow;

use crate::error::Error;
use crate::text::Span;

use super::map::MapBuilder;
use super::node::{Entry, Node, Text, Value};
use super::source::Source;

/// Deepest nesting that is read; deeper input is refused, so that hostile input cannot exhaust the stack.
const DEEPEST: usize = 128;

/// Reads the source as one JSON value.
pub(super) fn parse<'a>(source: &'a Source<'_>) -> Result<Node<'a>, Error> {
    let mut scanner = Scanner {
        text: &source.text,
        at: 0,
    };
    scanner
        .document()
        .map_err(|(at, message)| source.error(at, message))
}

/// Where and what.
type Failure = (usize, String);

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn document(&mut self) -> Result<Node<'a>, Failure> {
        self.space();
        let node = self.value(0)?;
        self.space();
        match self.peek() {
            None => Ok(node),
            Some(_) => Err(self.unexpected("the end of the JSON")),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node<'a>, Failure> {
        if DEEPEST < depth {
            return Err((
                self.at,
                format!("the JSON is nested deeper than {DEEPEST} levels"),
            ));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'"') => Value::Text(self.string()?),
            Some(b'{') => self.table(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.unexpected("a JSON value")),
        };
        Ok(Node {
            value,
            span: Span::new(start, self.at),
        })
    }

    fn table(&mut self, depth: usize) -> Result<Value<'a>, Failure> {
        self.at += 1;
        let mut entries = Vec::new();
        self.space();
        if self.take(b'}') {
            return Ok(Value::Table(entries));
        }
        loop {
            self.space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a key in double quotes"));
            }
            let key = self.string()?;
            let key_span = Span::new(start, self.at);
            self.space();
            if !self.take(b':') {
                return Err(self.unexpected("`:` after the key"));
            }
            self.space();
            let node = self.value(depth + 1)?;
            entries.push(Entry {
                key: key.text,
                key_span,
                node,
            });
            self.space();
            if self.take(b'}') {
                return Ok(Value::Table(entries));
            }
            if !self.take(b',') {
                return Err(self.unexpected("`,` or `}`"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, Failure> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Value::List(items));
        }
        loop {
            self.space();
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Ok(Value::List(items));
            }
            if !self.take(b',') {
                return Err(self.unexpected("`,` or `]`"));
            }
        }
    }

    fn number(&mut self) -> Result<Value<'a>, Failure> {
        let start = self.at;
        while let Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        let number = &self.text[start..self.at];
        if number.parse::<f64>().is_err() {
            return Err((start, "this number is not valid JSON".to_owned()));
        }
        Ok(Value::Number(Cow::Borrowed(number)))
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, Failure> {
        if !self.text[self.at..].starts_with(word) {
            return Err(self.unexpected("a JSON value"));
        }
        self.at += word.len();
        Ok(value)
    }

    /// Reads a string; `at` stands on its opening quote.
    fn string(&mut self) -> Result<Text<'a>, Failure> {
        let opening = self.at;
        self.at += 1;
        let start = self.at;
        let mut run = self.at;
        let mut builder: Option<MapBuilder> = None;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    let builder = builder.get_or_insert_default();
                    builder.same(&self.text[run..self.at], run);
                    let escape = self.at;
                    let character = self.escape()?;
                    let mut bytes = [0; 4];
                    builder.piece(
                        character.encode_utf8(&mut bytes),
                        Span::new(escape, self.at),
                    );
                    run = self.at;
                }
                // Raw control characters are forbidden by the RFC but harmless; hand-written files have line breaks in strings.
                Some(_) => self.at += 1,
                None => {
                    return Err((
                        opening,
                        "this string is never closed: the JSON ends inside it".to_owned(),
                    ));
                }
            }
        }
        let rest = &self.text[run..self.at];
        self.at += 1;
        let Some(mut builder) = builder else {
            return Ok(Text {
                text: Cow::Borrowed(rest),
                at: start,
                segments: Vec::new(),
            });
        };
        builder.same(rest, run);
        let (text, segments) = builder.finish(start);
        Ok(Text {
            text: Cow::Owned(text),
            at: start,
            segments,
        })
    }

    fn escape(&mut self) -> Result<char, Failure> {
        let start = self.at;
        self.at += 1;
        let mark = self.peek();
        self.at += 1;
        Ok(match mark {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            _ => {
                return Err((
                    start,
                    "unknown escape in a string; a backslash itself is written `\\\\`".to_owned(),
                ));
            }
        })
    }

    /// The digits after `\u`; half of a surrogate pair alone becomes U+FFFD.
    fn unicode(&mut self, start: usize) -> Result<char, Failure> {
        let high = self.hex(start)?;
        if !(0xD800..0xDC00).contains(&high) {
            return Ok(char::from_u32(high).unwrap_or('\u{FFFD}'));
        }
        let before = self.at;
        if self.take(b'\\') && self.take(b'u') {
            let low = self.hex(before)?;
            if (0xDC00..0xE000).contains(&low) {
                let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or('\u{FFFD}'));
            }
        }
        self.at = before;
        Ok('\u{FFFD}')
    }

    fn hex(&mut self, start: usize) -> Result<u32, Failure> {
        let digits = self
            .text
            .get(self.at..self.at + 4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.at += 4;
        code.ok_or_else(|| (start, "`\\u` needs four hexadecimal digits".to_owned()))
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_here = self.peek() == Some(byte);
        self.at += usize::from(is_here);
        is_here
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn unexpected(&self, expected: &str) -> Failure {
        let message = match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            Some(character) => format!("expected {expected}, found {character:?}"),
            None => format!("expected {expected}, but the JSON ends here"),
        };
        (self.at.min(self.text.len()), message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::SourceMap;
    use proptest::prelude::*;

    #[test]
    fn strings_map_back() {
        let file = r#"{"a": ["Caf\u00e9 \"so\" \ud83d\ude00 sorry\n", 1.5e3, null, true]}"#;
        let source = Source::new("a.json", file.as_bytes()).unwrap();
        let root = parse(&source).unwrap();
        let text = root.get("a").unwrap().items().unwrap()[0].text().unwrap();
        assert_eq!(text.text, "Café \"so\" 😀 sorry\n");
        let map = SourceMap::new(text.segments());
        for word in ["sorry", "so", "Caf"] {
            let at = text.text.find(word).unwrap();
            assert_eq!(map.to_file(Span::new(at, at + word.len())).of(file), word);
        }
        let at = text.text.find('é').unwrap();
        assert_eq!(map.to_file(Span::new(at, at + 2)).of(file), "\\u00e9");
    }

    #[test]
    fn mistakes_are_placed() {
        for (file, expected) in [
            (
                "{\"a\": \"b\",\n \"c\": ",
                "a.json:2:7: expected a JSON value, but the JSON ends here",
            ),
            ("{\"a\": \"b", "a.json:1:7: this string is never closed"),
            (
                "{\"a\" 1}",
                "a.json:1:6: expected `:` after the key, found '1'",
            ),
            (
                "[1, 2",
                "a.json:1:6: expected `,` or `]`, but the JSON ends here",
            ),
            (
                "[1] x",
                "a.json:1:5: expected the end of the JSON, found 'x'",
            ),
            (
                "{a: 1}",
                "a.json:1:2: expected a key in double quotes, found 'a'",
            ),
            (r#"["\x"]"#, "a.json:1:3: unknown escape"),
            (r#"["\u12"]"#, "a.json:1:3: `\\u` needs four"),
            ("\"\\", "unknown escape"),
            ("\"\\u", "needs four"),
            ("-", "not valid JSON"),
            ("", "a.json:1:1: expected a JSON value"),
        ] {
            let source = Source::new("a.json", file.as_bytes()).unwrap();
            let error = parse(&source).unwrap_err().to_string();
            assert!(error.contains(expected), "{file}: {error}");
        }
        let deep = "[".repeat(100_000);
        let source = Source::new("a.json", deep.as_bytes()).unwrap();
        assert!(
            parse(&source)
                .unwrap_err()
                .to_string()
                .contains("deeper than 128")
        );
    }

    proptest! {
        #[test]
        fn reads_any_string_as_serde_does(text in "\\PC*|[\\x00-\\x7f]*") {
            let file = serde_json::to_string(&text).unwrap();
            let source = Source::new("a.json", file.as_bytes()).unwrap();
            let root = parse(&source).unwrap();
            prop_assert_eq!(root.as_str().unwrap(), text);
        }

        #[test]
        fn never_panics(text in "[\\[\\]{}\":,\\\\u0-9a-f né\n-]{0,40}") {
            let source = Source::new("a.json", text.as_bytes()).unwrap();
            let ours = parse(&source).is_ok();
            if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() {
                prop_assert!(ours);
            }
        }
    }
}
