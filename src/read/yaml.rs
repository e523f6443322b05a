//! YAML as a tree whose scalars know where they stand, block scalars line by line.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::draft::Segment;
use crate::error::Error;
use crate::text::Span;

use super::map::MapBuilder;
use super::node::{Entry, Node, Text, Value};
use super::source::Source;

/// Deepest nesting that is read.
const DEEPEST: usize = 128;

/// Reads the source as one document, or as a list of several. Aliases are not followed: their text is checked where it stands.
pub(super) fn parse<'a>(source: &'a Source<'_>) -> Result<Node<'a>, Error> {
    let text = &*source.text;
    let index = CharIndex::new(text);
    let mut open: Vec<Open<'a>> = Vec::new();
    let mut documents: Vec<Node<'a>> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let failure = source.error(
                index.byte(text, error.marker().index()),
                format!("not valid YAML: {}", error.info()),
            );
            let is_tab = error.info().contains("tab");
            if is_tab {
                failure.help("indent YAML by spaces, not by tabs")
            } else {
                failure
            }
        })?;
        let span = Span::new(
            index.byte(text, span.start.index()),
            index.byte(text, span.end.index()),
        );
        let done = match event {
            Event::Scalar(words, style, _, _) => Some(scalar(text, words, style, span)),
            Event::Alias(_) => Some(Node {
                value: Value::Null,
                span,
            }),
            Event::SequenceStart(..) => {
                open.push(Open {
                    start: span.start,
                    key: None,
                    value: Container::List(Vec::new()),
                });
                None
            }
            Event::MappingStart(..) => {
                open.push(Open {
                    start: span.start,
                    key: None,
                    value: Container::Table(Vec::new()),
                });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop().map(|container| container.close(span.end))
            }
            _ => None,
        };
        if DEEPEST < open.len() {
            return Err(source.error(
                span.start,
                format!("the YAML is nested deeper than {DEEPEST} levels"),
            ));
        }
        let Some(node) = done else {
            continue;
        };
        match open.last_mut() {
            Some(container) => container.add(node),
            None => documents.push(node),
        }
    }
    if documents.len() == 1 {
        return Ok(documents.remove(0));
    }
    Ok(Node {
        value: Value::List(documents),
        span: Span::new(0, text.len()),
    })
}

/// A list or mapping that is being read.
struct Open<'a> {
    start: usize,
    key: Option<Node<'a>>,
    value: Container<'a>,
}

enum Container<'a> {
    List(Vec<Node<'a>>),
    Table(Vec<Entry<'a>>),
}

impl<'a> Open<'a> {
    fn add(&mut self, node: Node<'a>) {
        match (&mut self.value, self.key.take()) {
            (Container::List(items), _) => items.push(node),
            (Container::Table(_), None) => self.key = Some(node),
            (Container::Table(entries), Some(key)) => {
                let key_span = key.span;
                let key = match key.value {
                    Value::Text(text) => text.text,
                    Value::Number(number) => number,
                    Value::Bool(flag) => Cow::Borrowed(if flag { "true" } else { "false" }),
                    _ => Cow::Borrowed(""),
                };
                entries.push(Entry {
                    key,
                    key_span,
                    node,
                });
            }
        }
    }

    fn close(self, end: usize) -> Node<'a> {
        let span = Span::new(self.start, end.max(self.start));
        match self.value {
            Container::List(items) => Node {
                value: Value::List(items),
                span,
            },
            Container::Table(entries) => Node {
                value: Value::Table(entries),
                span,
            },
        }
    }
}

fn scalar<'a>(text: &'a str, words: Cow<'a, str>, style: ScalarStyle, span: Span) -> Node<'a> {
    if style == ScalarStyle::Plain {
        match &*words {
            "" | "~" | "null" | "Null" | "NULL" => {
                return Node {
                    value: Value::Null,
                    span,
                };
            }
            "true" | "True" | "TRUE" => {
                return Node {
                    value: Value::Bool(true),
                    span,
                };
            }
            "false" | "False" | "FALSE" => {
                return Node {
                    value: Value::Bool(false),
                    span,
                };
            }
            number
                if number.len() < 30
                    && number.starts_with(|first: char| first.is_ascii_digit() || first == '-')
                    && number.parse::<f64>().is_ok() =>
            {
                return Node {
                    value: Value::Number(words),
                    span,
                };
            }
            _ => {}
        }
    }
    let segments = align(text, &words, style, span);
    Node {
        value: Value::Text(Text {
            text: words,
            at: span.start,
            segments,
        }),
        span,
    }
}

/// Leads each run of a scalar's words to its bytes. Words that cannot be followed map to the whole scalar.
fn align(text: &str, words: &str, style: ScalarStyle, span: Span) -> Vec<Segment> {
    let mut walk = Walk {
        text,
        at: span.start,
        end: span.end.min(text.len()),
        builder: MapBuilder::default(),
    };
    let is_followed = match style {
        ScalarStyle::Literal | ScalarStyle::Folded => walk.block(words),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            walk.at += 1;
            walk.flow(words, style)
        }
        ScalarStyle::Plain => walk.flow(words, style),
    };
    if is_followed && walk.builder.text == words {
        return walk.builder.finish(span.start).1;
    }
    let mut whole = MapBuilder::default();
    whole.piece(words, span);
    whole.finish(span.start).1
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    builder: MapBuilder,
}

impl Walk<'_> {
    /// A literal or folded block: each line without its indentation.
    fn block(&mut self, words: &str) -> bool {
        // Some versions of the scanner begin the span at the indicator, some at the first line.
        if self.rest().starts_with(['|', '>']) {
            let Some(newline) = self.rest().find('\n') else {
                return words.is_empty();
            };
            self.at += newline + 1;
        }
        self.at = self.text[..self.at]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let lines = self.rest().lines();
        let leading = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let first = lines
            .into_iter()
            .find(|line| !line.trim().is_empty())
            .map_or(0, leading);
        let shown = words
            .lines()
            .find(|line| !line.trim().is_empty())
            .map_or(0, leading);
        let indent = first.saturating_sub(shown);
        self.end = self.text.len();
        self.skip_indent(indent);
        for character in words.chars() {
            let rest = self.rest();
            let is_break = rest.starts_with('\n') || rest.starts_with("\r\n");
            if character == '\n' || (character == ' ' && is_break) {
                if !is_break {
                    // The last line of the file may lack its line break.
                    if !rest.is_empty() {
                        return false;
                    }
                    self.builder.piece("\n", Span::empty(self.at));
                    continue;
                }
                let start = self.at;
                self.at += if rest.starts_with('\r') { 2 } else { 1 };
                self.skip_indent(indent);
                let mut bytes = [0; 4];
                let shown = character.encode_utf8(&mut bytes);
                if character == '\n' && self.at == start + 1 {
                    self.builder.same(shown, start);
                } else {
                    self.builder.piece(shown, Span::new(start, self.at));
                }
                continue;
            }
            // A folded block joins paragraphs by fewer breaks than stand in the file.
            while self.rest().starts_with(['\n', '\r']) {
                self.at += 1;
                self.skip_indent(indent);
            }
            if !self.same(character) {
                return false;
            }
        }
        true
    }

    fn skip_indent(&mut self, indent: usize) {
        let spaces = self
            .rest()
            .bytes()
            .take(indent)
            .take_while(|byte| *byte == b' ')
            .count();
        self.at += spaces;
    }

    /// A plain or quoted scalar, whose line breaks are folded.
    fn flow(&mut self, words: &str, style: ScalarStyle) -> bool {
        let is_double = style == ScalarStyle::DoubleQuoted;
        let is_single = style == ScalarStyle::SingleQuoted;
        let mut words = words.chars().peekable();
        while let Some(character) = words.next() {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            let folds = rest[..blank].contains('\n');
            if folds {
                let start = self.at;
                self.at += blank;
                let mut shown = character.to_string();
                if character == '\n' {
                    while words.next_if_eq(&'\n').is_some() {
                        shown.push('\n');
                    }
                } else if character != ' ' {
                    // An escaped line break joins the lines without a space.
                    if !self.same(character) {
                        return false;
                    }
                    continue;
                }
                self.builder.piece(&shown, Span::new(start, self.at));
                continue;
            }
            if is_double && rest.starts_with('\\') {
                if !self.escape(character) {
                    return false;
                }
                continue;
            }
            if is_single && character == '\'' && rest.starts_with("''") {
                self.builder.piece("'", Span::new(self.at, self.at + 2));
                self.at += 2;
                continue;
            }
            if !self.same(character) {
                return false;
            }
        }
        true
    }

    fn escape(&mut self, character: char) -> bool {
        let start = self.at;
        let mark = self.rest().as_bytes().get(1).copied();
        let length = match mark {
            Some(b'x') => 4,
            Some(b'u') => 6,
            Some(b'U') => 10,
            Some(b'\n') => {
                // The break and the next line's indentation vanish.
                let rest = &self.rest()[1..];
                self.at += 1 + rest.len() - rest.trim_start().len();
                return if self.rest().starts_with('\\') {
                    self.escape(character)
                } else {
                    self.same(character)
                };
            }
            Some(_) => 2,
            None => return false,
        };
        let mut length = length;
        // JSON writes characters beyond the first plane as two escapes.
        let is_pair = mark == Some(b'u') && 0xFFFF < u32::from(character);
        if is_pair {
            length = 12;
        }
        self.at += length;
        if self.end < self.at || !self.text.is_char_boundary(self.at) {
            return false;
        }
        let mut bytes = [0; 4];
        self.builder
            .piece(character.encode_utf8(&mut bytes), Span::new(start, self.at));
        true
    }

    fn same(&mut self, character: char) -> bool {
        if !self.rest().starts_with(character) {
            return false;
        }
        let mut bytes = [0; 4];
        self.builder
            .same(character.encode_utf8(&mut bytes), self.at);
        self.at += character.len_utf8();
        true
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..self.end.max(self.at)).unwrap_or("")
    }
}

/// From the parser's character numbers to bytes.
struct CharIndex {
    /// Byte of every 64th character; empty for ASCII.
    marks: Vec<usize>,
}

const STRIDE: usize = 64;

impl CharIndex {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { marks: Vec::new() };
        }
        Self {
            marks: text
                .char_indices()
                .step_by(STRIDE)
                .map(|(byte, _)| byte)
                .collect(),
        }
    }

    fn byte(&self, text: &str, index: usize) -> usize {
        if self.marks.is_empty() {
            return index.min(text.len());
        }
        let Some(mark) = self.marks.get(index / STRIDE) else {
            return text.len();
        };
        let rest = &text[*mark..];
        rest.char_indices()
            .nth(index % STRIDE)
            .map_or(text.len(), |(byte, _)| mark + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::SourceMap;
    use proptest::prelude::*;

    fn texts<'n>(node: &'n Node<'n>, found: &mut Vec<&'n Text<'n>>) {
        match &node.value {
            Value::Text(text) => found.push(text),
            Value::List(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Table(entries) => entries.iter().for_each(|entry| texts(&entry.node, found)),
            _ => {}
        }
    }

    #[test]
    fn every_style_maps_back() {
        for (file, expected) in [
            ("a: we are sorry", "we are sorry"),
            ("a: 'it''s so sorry'", "it's so sorry"),
            (
                "é: \"caf\\u00e9 \\\"so\\\" sorry\\n\"",
                "café \"so\" sorry\n",
            ),
            (
                "a: |\n  é one\n    two\n\n  sorry\nb: 1",
                "é one\n  two\n\nsorry\n",
            ),
            ("a: >\n  one\n  two\n\n  sorry\n", "one two\nsorry\n"),
            ("- b: |-\n    one\r\n    sorry\r\n- c: 2", "one\nsorry"),
            ("a: one\n  two\n  sorry\nb: 2", "one two sorry"),
            ("a: \"one\n  two\n\n  sorry\"", "one two\nsorry"),
            ("a: |2\n    one\n  sorry\n", "  one\nsorry\n"),
        ] {
            let source = Source::new("a.yml", file.as_bytes()).unwrap();
            let root = parse(&source).unwrap();
            let mut found = Vec::new();
            texts(&root, &mut found);
            let text = found[0];
            assert_eq!(text.text, expected, "{file}");
            let map = SourceMap::new(text.segments());
            let at = text.text.find("sorry").unwrap();
            assert_eq!(
                map.to_file(Span::new(at, at + 5)).of(file),
                "sorry",
                "{file}"
            );
            let at = text.text.find("o").unwrap();
            assert_eq!(map.to_file(Span::new(at, at + 1)).of(file), "o", "{file}");
        }
    }

    #[test]
    fn mistakes_are_placed() {
        let source = Source::new("a.yml", b"a: 1\nb:\n\t- c\n").unwrap();
        let error = parse(&source).unwrap_err().to_string();
        assert!(error.starts_with("a.yml:3:"), "{error}");
        assert!(error.contains("not valid YAML"), "{error}");
        let deep = "[".repeat(50_000);
        let source = Source::new("a.yml", deep.as_bytes()).unwrap();
        assert!(parse(&source).is_err());
        let source = Source::new("a.yml", b"a: &x [*x]\nb: *x\n").unwrap();
        assert!(parse(&source).is_ok());
    }

    proptest! {
        #[test]
        fn same_bytes_are_the_same(file in "(a: |- |\\| *\n|> *\n|'|\"|\\\\u00e9|\\\\n|é|word |\n  |\n|# x|b: ){0,24}") {
            let source = Source::new("a.yml", file.as_bytes()).unwrap();
            if let Ok(root) = parse(&source) {
                let mut found = Vec::new();
                texts(&root, &mut found);
                for text in found {
                    for segment in text.segments() {
                        let words = text.text.get(segment.text..segment.text + segment.text_len).unwrap();
                        let bytes = file.get(segment.file..segment.file + segment.file_len).unwrap();
                        if segment.same {
                            prop_assert_eq!(words, bytes);
                        }
                    }
                }
            }
        }
    }
}
