//! CSV (RFC 4180, any of four delimiters) as a list of rows, each field with its place. A field with doubled quotes maps piece by piece, which no CSV library offers.

use std::borrow::Cow;

use crate::error::Error;
use crate::text::Span;

use super::map::MapBuilder;
use super::node::{Entry, Node, Text, Value};
use super::source::Source;

/// Reads rows below a header. A row may be shorter than it, but words beyond it are an error: they come from a delimiter inside an unquoted field, and would go unchecked.
pub(super) fn parse<'a>(source: &'a Source<'_>) -> Result<Node<'a>, Error> {
    let text = &*source.text;
    let delimiter = delimiter(text);
    let mut scanner = Scanner {
        text,
        delimiter,
        at: 0,
    };
    let header = scanner
        .row()
        .map_err(|at| unclosed(source, at))?
        .unwrap_or_default();
    let mut rows = Vec::new();
    loop {
        let start = scanner.at;
        let Some(row) = scanner.row().map_err(|at| unclosed(source, at))? else {
            break;
        };
        let mut surplus = row.iter().skip(header.len());
        if let Some(field) = surplus.find(|field| !field.text.trim().is_empty()) {
            let (fields, names) = (row.len(), header.len());
            return Err(source
                .error(
                    field.span.start,
                    format!("this row has {fields} fields, the header names {names}"),
                )
                .help(format!(
                    "write a field that holds `{}` in quotes",
                    char::from(delimiter)
                )));
        }
        let entries = header
            .iter()
            .zip(row)
            .filter(|(name, _)| !name.text.trim().is_empty());
        let entries: Vec<Entry<'a>> = entries
            .map(|(name, field)| Entry {
                key: name.text.clone(),
                key_span: name.span,
                node: Node {
                    span: field.span,
                    value: Value::Text(field.into_text()),
                },
            })
            .collect();
        rows.push(Node {
            value: Value::Table(entries),
            span: Span::new(start, scanner.at),
        });
    }
    if header.len() < 2 && rows.is_empty() {
        return Err(
            Error::input("this is not CSV: there are no rows below the header")
                .in_source(&*source.name),
        );
    }
    Ok(Node {
        value: Value::List(rows),
        span: Span::new(0, text.len()),
    })
}

fn unclosed(source: &Source<'_>, at: usize) -> Error {
    source
        .error(at, "this field opens a quote that is never closed")
        .help("double a quote inside a quoted field: \"\"")
}

/// The mark that stands most often outside quotes in the header.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut is_quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if !is_quoted => {
                for (mark, count) in &mut counts {
                    *count += usize::from(*mark == byte);
                }
            }
            _ => {}
        }
    }
    let mut best = counts[0];
    for candidate in counts {
        if best.1 < candidate.1 {
            best = candidate;
        }
    }
    best.0
}

/// A field: its words and its bytes in the file, quotes included.
struct Field<'a> {
    text: Cow<'a, str>,
    at: usize,
    segments: Vec<crate::draft::Segment>,
    span: Span,
}

impl<'a> Field<'a> {
    fn into_text(self) -> Text<'a> {
        Text {
            text: self.text,
            at: self.at,
            segments: self.segments,
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// The next row that is not blank. `Err` is the place of a quote that is never closed.
    fn row(&mut self) -> Result<Option<Vec<Field<'a>>>, usize> {
        while let Some(b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
        if self.peek().is_none() {
            return Ok(None);
        }
        let mut fields = Vec::new();
        loop {
            fields.push(self.field()?);
            match self.peek() {
                Some(byte) if byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += 1;
                    self.at += usize::from(self.peek() == Some(b'\n'));
                    return Ok(Some(fields));
                }
                Some(_) => {
                    self.at += 1;
                    return Ok(Some(fields));
                }
                None => return Ok(Some(fields)),
            }
        }
    }

    fn field(&mut self) -> Result<Field<'a>, usize> {
        let start = self.at;
        if self.peek() == Some(b'"') {
            return self.quoted();
        }
        while self
            .peek()
            .is_some_and(|byte| byte != self.delimiter && byte != b'\n' && byte != b'\r')
        {
            self.at += 1;
        }
        let text = Cow::Borrowed(&self.text[start..self.at]);
        Ok(Field {
            text,
            at: start,
            segments: Vec::new(),
            span: Span::new(start, self.at),
        })
    }

    fn quoted(&mut self) -> Result<Field<'a>, usize> {
        let opening = self.at;
        self.at += 1;
        let start = self.at;
        let mut run = start;
        let mut builder: Option<MapBuilder> = None;
        loop {
            match self.peek() {
                None => return Err(opening),
                Some(b'"') if self.text.as_bytes().get(self.at + 1) == Some(&b'"') => {
                    let builder = builder.get_or_insert_default();
                    builder.same(&self.text[run..self.at], run);
                    builder.piece("\"", Span::new(self.at, self.at + 2));
                    self.at += 2;
                    run = self.at;
                }
                Some(b'"') => break,
                Some(_) => self.at += 1,
            }
        }
        let rest = &self.text[run..self.at];
        self.at += 1;
        // What stands between the closing quote and the delimiter is not part of any field.
        while self
            .peek()
            .is_some_and(|byte| byte != self.delimiter && byte != b'\n' && byte != b'\r')
        {
            self.at += 1;
        }
        let span = Span::new(opening, self.at);
        let Some(mut builder) = builder else {
            return Ok(Field {
                text: Cow::Borrowed(rest),
                at: start,
                segments: Vec::new(),
                span,
            });
        };
        builder.same(rest, run);
        let (text, segments) = builder.finish(start);
        Ok(Field {
            text: Cow::Owned(text),
            at: start,
            segments,
            span,
        })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::SourceMap;
    use proptest::prelude::*;

    #[test]
    fn fields_map_back() {
        for mark in [',', ';', '\t', '|'] {
            let file = "name,body,\n\"a\",\"We are \"\"so\"\"\nsorry\"\r\nb,plain é text,,\n\n"
                .replace(',', &mark.to_string());
            let source = Source::new("a.csv", file.as_bytes()).unwrap();
            let root = parse(&source).unwrap();
            let rows = root.items().unwrap();
            assert_eq!(rows.len(), 2);
            let body = rows[0].get("body").unwrap().text().unwrap();
            assert_eq!(body.text, "We are \"so\"\nsorry");
            let map = SourceMap::new(body.segments());
            let at = body.text.find("sorry").unwrap();
            assert_eq!(map.to_file(Span::new(at, at + 5)).of(&file), "sorry");
            assert_eq!(map.to_file(Span::new(7, 11)).of(&file), "\"\"so\"\"");
            assert_eq!(rows[1].get("body").unwrap().as_str(), Some("plain é text"));
        }
    }

    #[test]
    fn a_stray_delimiter_is_placed() {
        let source = Source::new("a.csv", b"name,body\na,Hello, calm down\n").unwrap();
        let error = parse(&source).unwrap_err().to_string();
        assert!(
            error.starts_with("a.csv:2:9: this row has 3 fields, the header names 2"),
            "{error}"
        );
    }

    #[test]
    fn an_open_quote_is_placed() {
        let source = Source::new("a.csv", b"name,body\na,\"open\nb,c\n").unwrap();
        let error = parse(&source).unwrap_err().to_string();
        assert!(
            error.starts_with("a.csv:2:3: this field opens a quote"),
            "{error}"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(fields in proptest::collection::vec("[a-é\",;\n\r ]{0,12}", 1..6)) {
            let quoted: Vec<String> = fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
            let names: Vec<String> = (0..fields.len()).map(|index| format!("c{index}")).collect();
            let file = format!("{},end\n{},x\n", names.join(","), quoted.join(","));
            let source = Source::new("a.csv", file.as_bytes()).unwrap();
            let root = parse(&source).unwrap();
            for (name, field) in names.iter().zip(&fields) {
                prop_assert_eq!(root.items().unwrap()[0].get(name).unwrap().as_str(), Some(field.as_str()));
            }
        }
    }
}
