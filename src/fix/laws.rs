//! Laws that every redaction of a file keeps, whatever is in it.

use std::io::BufReader;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::detect::Settings;

/// Words with and without private values.
const WORDS: &str = "(hello |card |ssn |my password is |order |4111 1111 1111 1111|a@b\\.de|c@d\\.fr|\\+44 20 7123 4567|[0-9]{3}-[0-9]{2}-[0-9]{4}|x9!aB2|[0-9]{1,12}|[ ,.:;\"\\\\\\[\\]]|\\n|é|\\PC){0,8}";
const NAMES: &str = "(note|text|password|ssn|cardNumber|order_id|phone|a@b\\.de|x)";

#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Json,
    Jsonl(Scope),
    Csv(Scope),
}

fn methods() -> [Method; 4] {
    let key = Key::new(*b"0123456789abcdef").unwrap();
    [
        Method::Replace,
        Method::Mask,
        Method::Hash(key),
        Method::Remove,
    ]
}

/// Redacts with a buffer of so many bytes, so that every cut of the input is met.
fn redacted(
    input: &str,
    kind: Kind,
    method: &Method,
    buffer: usize,
) -> Result<String, crate::Error> {
    let mut redaction = Redaction::new(method.clone(), Settings::default());
    let reader = BufReader::with_capacity(buffer, input.as_bytes());
    let mut output = Vec::new();
    match kind {
        Kind::Text => redact_text(reader, &mut output, &mut redaction)?,
        Kind::Json => redact_json(reader, &mut output, &mut redaction)?,
        Kind::Jsonl(scope) => redact_jsonl(reader, &mut output, scope, &mut redaction)?,
        Kind::Csv(scope) => redact_csv(reader, &mut output, b',', scope, &mut redaction)?,
    }
    Ok(String::from_utf8(output).unwrap())
}

/// Once is enough, and how the bytes arrive does not matter.
fn settles(input: &str, kind: Kind) -> Result<Vec<String>, TestCaseError> {
    let mut outputs = Vec::new();
    for method in methods() {
        let once = redacted(input, kind, &method, 1 << 16).unwrap();
        prop_assert_eq!(
            &redacted(input, kind, &method, 7).unwrap(),
            &once,
            "{:?} depends on the buffer",
            method
        );
        prop_assert_eq!(
            &redacted(&once, kind, &method, 1 << 16).unwrap(),
            &once,
            "{:?} does not settle",
            method
        );
        outputs.push(once);
    }
    Ok(outputs)
}

/// A JSON value without its scalars.
fn shape(value: &Value) -> String {
    match value {
        Value::Array(values) => format!(
            "[{}]",
            values.iter().map(shape).collect::<Vec<_>>().join(",")
        ),
        Value::Object(map) => format!(
            "{{{}}}",
            map.values().map(shape).collect::<Vec<_>>().join(",")
        ),
        Value::Bool(_) | Value::Null => value.to_string(),
        Value::Number(_) | Value::String(_) => String::from("*"),
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        WORDS.prop_map(Value::from),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..10_000_000_000_000_000_u64).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            // One entry: two keys with private values could become one.
            (NAMES, inner).prop_map(|(name, value)| serde_json::json!({ name: value })),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn text_settles(input in WORDS) {
        settles(&input, Kind::Text)?;
    }

    #[test]
    fn json_keeps_its_shape(document in json(), is_pretty: bool) {
        let input = if is_pretty { format!("{document:#}") } else { document.to_string() };
        for output in settles(&input, Kind::Json)? {
            let read: Value = serde_json::from_str(&output).unwrap();
            prop_assert_eq!(shape(&read), shape(&document));
        }
    }

    #[test]
    fn json_lines_keep_their_lines(documents in prop::collection::vec(json(), 1..4)) {
        let input: String = documents.iter().map(|document| format!("{document}\n")).collect();
        for scope in [Scope::File, Scope::Record] {
            for output in settles(&input, Kind::Jsonl(scope))? {
                let shapes: Vec<String> = output.lines().map(|line| shape(&serde_json::from_str(line).unwrap())).collect();
                let expected: Vec<String> = documents.iter().map(shape).collect();
                prop_assert_eq!(shapes, expected);
            }
        }
    }

    #[test]
    fn csv_keeps_its_cells(heads in prop::collection::vec(NAMES, 3), cells in prop::collection::vec(WORDS, 6)) {
        let row = |cells: &[String]| {
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            quoted.join(",") + "\r\n"
        };
        let input = format!("{}{}{}", row(&heads), row(&cells[..3]), row(&cells[3..]));
        for scope in [Scope::File, Scope::Record] {
            for output in settles(&input, Kind::Csv(scope))? {
                // Outside quotes only commas and line ends stand.
                let marks = |text: &str| -> String { text.split('"').step_by(2).collect() };
                prop_assert_eq!(marks(&output), marks(&input));
            }
        }
    }

    #[test]
    fn numbers_count_from_the_left_and_stay_with_their_value(order in prop::collection::vec(0..6_usize, 1..12)) {
        let values = ["a@b.de", "c@d.fr", "e@f.it", "g@h.nl", "i@j.se", "k@l.pl"];
        let input: String = order.iter().map(|index| format!("{} and ", values[*index])).collect();
        let output = redacted(&input, Kind::Text, &Method::Replace, 64).unwrap();
        let mut seen: Vec<usize> = Vec::new();
        let expected: String = order.iter().map(|index| {
            let number = seen.iter().position(|other| other == index).unwrap_or_else(|| {
                seen.push(*index);
                seen.len() - 1
            });
            format!("[EMAIL_{}] and ", number + 1)
        }).collect();
        prop_assert_eq!(output, expected);
    }
}

/// Memory is bounded by a value and a piece, not by the file: what was written before the end is in proportion to what was read.
#[test]
fn output_follows_input() {
    /// Counts what was written when the reader is asked for more.
    struct Endless<'c> {
        line: &'static [u8],
        left: usize,
        read: &'c std::cell::Cell<usize>,
    }
    impl std::io::Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.left == 0 {
                return Ok(0);
            }
            self.left -= 1;
            buffer[..self.line.len()].copy_from_slice(self.line);
            self.read.set(self.read.get() + self.line.len());
            Ok(self.line.len())
        }
    }
    struct Lag<'c> {
        read: &'c std::cell::Cell<usize>,
        written: usize,
        most: usize,
    }
    impl std::io::Write for Lag<'_> {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.most = self.most.max(self.read.get().saturating_sub(self.written));
            self.written += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for (kind, line) in [
        (
            Kind::Text,
            &b"Nothing private stands in this line of a long file.\n"[..],
        ),
        (
            Kind::Jsonl(Scope::Record),
            b"{\"note\": \"nothing private stands in this line\"}\n",
        ),
        (
            Kind::Csv(Scope::Record),
            b"1,nothing private stands in this row\n",
        ),
    ] {
        let read = std::cell::Cell::new(0);
        let input = BufReader::with_capacity(
            4096,
            Endless {
                line,
                left: 40_000,
                read: &read,
            },
        );
        let mut lag = Lag {
            read: &read,
            written: 0,
            most: 0,
        };
        let mut redaction = Redaction::new(Method::Replace, Settings::default());
        match kind {
            Kind::Text => redact_text(input, &mut lag, &mut redaction).unwrap(),
            Kind::Jsonl(scope) => redact_jsonl(input, &mut lag, scope, &mut redaction).unwrap(),
            _ => redact_csv(input, &mut lag, b',', Scope::Record, &mut redaction).unwrap(),
        }
        assert_eq!(lag.written, read.get());
        assert!(lag.most < 600 << 10, "{kind:?} holds {} bytes", lag.most);
    }
}
