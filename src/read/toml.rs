//! TOML as a tree whose strings know where they stand.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::draft::Segment;
use crate::error::Error;
use crate::text::Span;

use super::map::MapBuilder;
use super::node::{Entry, Node, Text, Value};
use super::source::Source;

/// Reads the source as a TOML document.
pub(super) fn parse<'a>(source: &'a Source<'_>) -> Result<Node<'a>, Error> {
    let text = &*source.text;
    let document = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        source.error(
            at,
            format!("not valid TOML: {}", error.message().replace('\n', ", ")),
        )
    })?;
    let span = Span::new(0, text.len());
    Ok(Node {
        value: table(text, document.into_inner()),
        span,
    })
}

fn table<'a>(text: &'a str, table: DeTable<'a>) -> Value<'a> {
    let mut entries: Vec<Entry<'a>> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = Span::new(key.span().start, key.span().end);
            Entry {
                key: Cow::Owned(key.into_inner().to_string()),
                key_span,
                node: node(text, value),
            }
        })
        .collect();
    entries.sort_by_key(|entry| (entry.node.span.start, entry.key_span.start));
    Value::Table(entries)
}

fn node<'a>(text: &'a str, value: Spanned<DeValue<'a>>) -> Node<'a> {
    let span = Span::new(value.span().start, value.span().end);
    let value = match value.into_inner() {
        DeValue::String(words) => Value::Text(string(text, words, span)),
        DeValue::Boolean(flag) => Value::Bool(flag),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| node(text, item)).collect())
        }
        DeValue::Table(inner) => table(text, inner),
        _ => Value::Number(Cow::Borrowed(span.of(text))),
    };
    Node { value, span }
}

fn string<'a>(text: &'a str, words: Cow<'a, str>, span: Span) -> Text<'a> {
    let segments = align(text, &words, span).unwrap_or_else(|| {
        let mut whole = MapBuilder::default();
        whole.piece(&words, span);
        whole.finish(span.start).1
    });
    Text {
        text: words,
        at: span.start,
        segments,
    }
}

/// Leads each run of a string's words to its bytes; `None` when they cannot be followed.
fn align(text: &str, words: &str, span: Span) -> Option<Vec<Segment>> {
    let raw = span.of(text);
    let (quotes, is_basic) = match raw {
        raw if raw.starts_with("\"\"\"") => (3, true),
        raw if raw.starts_with("'''") => (3, false),
        raw if raw.starts_with('"') => (1, true),
        raw if raw.starts_with('\'') => (1, false),
        _ => return None,
    };
    let mut at = span.start + quotes;
    let end = span.end.checked_sub(quotes)?;
    if quotes == 3 {
        let body = text.get(at..end)?;
        at += if body.starts_with("\r\n") {
            2
        } else {
            usize::from(body.starts_with('\n'))
        };
    }
    let mut builder = MapBuilder::default();
    for character in words.chars() {
        let mut rest = text.get(at..end)?;
        // A backslash at a line's end joins it with the next words.
        while is_basic
            && rest.starts_with('\\')
            && rest[1..]
                .trim_start_matches([' ', '\t'])
                .starts_with(['\n', '\r'])
        {
            at += 1 + rest[1..].len() - rest[1..].trim_start().len();
            rest = text.get(at..end)?;
        }
        if is_basic && rest.starts_with('\\') {
            let length = match rest.as_bytes().get(1)? {
                b'u' => 6,
                b'U' => 10,
                b'x' => 4,
                _ => 2,
            };
            let mut bytes = [0; 4];
            builder.piece(
                character.encode_utf8(&mut bytes),
                Span::new(at, at + length),
            );
            at += length;
        } else if character == '\n' && rest.starts_with("\r\n") {
            builder.piece("\n", Span::new(at, at + 2));
            at += 2;
        } else {
            let here = rest
                .get(..character.len_utf8())
                .filter(|here| here.starts_with(character))?;
            builder.same(here, at);
            at += here.len();
        }
    }
    (at <= end).then(|| builder.finish(span.start + quotes).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::SourceMap;
    use proptest::prelude::*;

    #[test]
    fn every_string_maps_back() {
        for (file, expected) in [
            ("a = \"caf\\u00e9 \\\"so\\\" sorry\"", "café \"so\" sorry"),
            ("a = '''\nso\n  sorry'''", "so\n  sorry"),
            ("a = \"\"\"\nso \\\n    sorry\"\"\"", "so sorry"),
            ("é = 1\na = 'C:\\so sorry'", "C:\\so sorry"),
            ("a = \"\"\"so\r\nsorry\"\"\"", "so\r\nsorry"),
        ] {
            let source = Source::new("a.toml", file.as_bytes());
            let Ok(source) = source else { continue };
            let root = match parse(&source) {
                Ok(root) => root,
                // A bare key must be ASCII.
                Err(error) => {
                    assert!(error.to_string().contains("a.toml:1:"), "{error}");
                    continue;
                }
            };
            let text = root.get("a").unwrap().text().unwrap();
            assert_eq!(
                text.text.replace("\r\n", "\n"),
                expected.replace("\r\n", "\n"),
                "{file}"
            );
            let map = SourceMap::new(text.segments());
            for word in ["sorry", "so"] {
                let at = text.text.find(word).unwrap();
                assert_eq!(
                    map.to_file(Span::new(at, at + word.len())).of(file),
                    word,
                    "{file}"
                );
            }
        }
    }

    #[test]
    fn mistakes_are_placed() {
        let source = Source::new("a.toml", b"a = 1\nb = \n").unwrap();
        let error = parse(&source).unwrap_err().to_string();
        assert!(error.starts_with("a.toml:2:"), "{error}");
    }

    proptest! {
        #[test]
        fn any_basic_string_maps(words in "\\PC{0,20}") {
            let file = format!("a = {}", toml::Value::String(words.clone()));
            let source = Source::new("a.toml", file.as_bytes()).unwrap();
            let root = parse(&source).unwrap();
            let text = root.get("a").unwrap().text().unwrap();
            prop_assert_eq!(&*text.text, &*words);
            for segment in text.segments().iter().filter(|segment| segment.same) {
                prop_assert_eq!(
                    &text.text[segment.text..segment.text + segment.text_len],
                    &file[segment.file..segment.file + segment.file_len]
                );
            }
        }
    }
}
