//! The unified diff of a mended file.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use similar::TextDiff;

use super::rounds::Mended;
use crate::detect::{Settings, covered_source};
use crate::text::Span;

/// The diff; empty when nothing changed. Private values are covered, so that a diff can be shown in a log.
pub(super) fn diff(mended: &Mended, show_values: bool, paints: bool) -> String {
    let Some(changed) = &mended.changed else {
        return String::new();
    };
    let [before, after] = &mended.private;
    let (old, new) = if show_values {
        (
            String::from_utf8_lossy(&mended.original),
            String::from_utf8_lossy(changed),
        )
    } else {
        (
            cover_around(&cover(&mended.original, before)),
            cover_around(&cover(changed, after)),
        )
    };
    let name = &mended.opened.name;
    let mut diff = unified(&old, &new, name);
    if !show_values {
        // A fix can take a value's label away, or its capitals, and the record can repeat it around the draft.
        let known = [(&mended.original, before), (changed, after)];
        let values = known.iter().flat_map(|(bytes, spans)| {
            let texts = spans
                .iter()
                .filter_map(|span| bytes.get(span.start..span.end));
            texts.map(String::from_utf8_lossy)
        });
        diff = without_values(&diff, values);
    }
    if !paints {
        return diff;
    }
    let mut painted = String::with_capacity(diff.len());
    for line in diff.split_inclusive('\n') {
        let (words, end) = match line.strip_suffix('\n') {
            Some(words) => (words, "\n"),
            None => (line, ""),
        };
        let colour = match words.as_bytes().first() {
            Some(b'+') => "32",
            Some(b'-') => "31",
            Some(b'@') => "36",
            _ => {
                painted.push_str(line);
                continue;
            }
        };
        painted.push_str(&format!("\u{1b}[{colour}m{words}\u{1b}[0m{end}"));
    }
    painted
}

/// What marks the end of a text whose last line is left open.
const OPEN: char = '\u{f8ff}';
/// What patches say of such a line.
const NO_NEWLINE: &str = "\n\\ No newline at end of file";

/// The diff by the lines that patches know: only a line feed ends one, a lone carriage return stands in it.
fn unified(old: &str, new: &str, name: &str) -> String {
    // The crate takes a carriage return at the very end for an end of line as well.
    let closed = |text: &str| match text.ends_with('\r') {
        true => format!("{text}{OPEN}"),
        false => text.to_owned(),
    };
    let [old, new] = [old, new].map(closed);
    let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect();
    let [old, new]: [Vec<String>; 2] = [lines(&old), lines(&new)];
    let [old, new] = [&old, &new].map(|lines| lines.iter().map(String::as_str).collect::<Vec<_>>());
    TextDiff::configure()
        .newline_terminated(true)
        .diff_slices(&old, &new)
        .unified_diff()
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
        .replace(&format!("{OPEN}{NO_NEWLINE}"), NO_NEWLINE)
}

/// The same for what stands around the drafts, such as the conversation in a record: line by line, so that equal lines stay equal.
fn cover_around<'t>(text: &str) -> Cow<'t, str> {
    let settings = Settings::default();
    let lines = text.split_inclusive('\n');
    Cow::Owned(lines.map(|line| covered_source(line, &settings)).collect())
}

/// Bytes that a value has at least, to be looked for elsewhere.
const LEAST: usize = 6;

/// A text with every other writing of the values in capitals or small letters replaced by `•`.
fn without_values<'v>(text: &str, values: impl Iterator<Item = Cow<'v, str>>) -> String {
    let mut by_start: HashMap<[u8; LEAST], BTreeSet<String>> = HashMap::new();
    for value in values {
        let value = value.to_ascii_lowercase();
        if let Some(start) = value.as_bytes().first_chunk() {
            by_start.entry(*start).or_default().insert(value);
        }
    }
    if by_start.is_empty() {
        return text.to_owned();
    }
    let folded = text.to_ascii_lowercase();
    let mut covered = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &folded[at..];
        let start = rest.as_bytes().first_chunk();
        let values = start.and_then(|start| by_start.get(start));
        let longest = values
            .into_iter()
            .flatten()
            .filter(|value| rest.starts_with(value.as_str()))
            .map(String::len)
            .max();
        let length = longest.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
        for c in text[at..at + length].chars() {
            covered.push(if longest.is_some() && !c.is_whitespace() {
                '•'
            } else {
                c
            });
        }
        at += length;
    }
    covered
}

/// The text of a file with every private character replaced by `•`.
fn cover<'b>(bytes: &'b [u8], private: &[Span]) -> Cow<'b, str> {
    if private.is_empty() {
        return String::from_utf8_lossy(bytes);
    }
    let mut spans: Vec<Span> = private.to_vec();
    spans.sort_unstable();
    let mut covered = String::with_capacity(bytes.len());
    let mut done = 0;
    for span in spans {
        let start = span.start.max(done).min(bytes.len());
        let end = span.end.max(start).min(bytes.len());
        covered.push_str(&String::from_utf8_lossy(&bytes[done..start]));
        for character in String::from_utf8_lossy(&bytes[start..end]).chars() {
            covered.push(if character.is_whitespace() {
                character
            } else {
                '•'
            });
        }
        done = end;
    }
    covered.push_str(&String::from_utf8_lossy(&bytes[done..]));
    Cow::Owned(covered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_covered_wherever_they_stand() {
        let values = ["de 136 695", "44051401458", "ab"];
        for (text, expected) in [
            ("+De 136 695 is it", "+•• ••• ••• is it"),
            (
                "-pesel •••\n+peel 44051401458",
                "-pesel •••\n+peel •••••••••••",
            ),
            ("ab é 4405", "ab é 4405"),
        ] {
            let values = values.iter().map(|value| Cow::Borrowed(*value));
            assert_eq!(without_values(text, values), expected);
        }
        assert_eq!(without_values("a", std::iter::empty()), "a");
    }

    #[test]
    fn only_a_line_feed_ends_a_line() {
        let head = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n";
        for (old, new, body) in [
            ("a\n", "b\n", "-a\n+b\n"),
            ("a\r\n", "b\r\n", "-a\r\n+b\r\n"),
            (
                "x\ra\r",
                "x\rb\r",
                "-x\ra\r\n\\ No newline at end of file\n+x\rb\r\n\\ No newline at end of file\n",
            ),
            ("x\ra\n", "x\rb\n", "-x\ra\n+x\rb\n"),
        ] {
            assert_eq!(unified(old, new, "x"), format!("{head}{body}"), "{old:?}");
        }
    }

    #[test]
    fn private_places_are_covered() {
        for (text, private, covered) in [
            ("call 123 45 now", vec![Span::new(5, 11)], "call ••• •• now"),
            ("aé b", vec![Span::new(1, 3), Span::new(0, 3)], "•• b"),
            ("ab", vec![Span::new(1, 99)], "a•"),
            ("ab", vec![], "ab"),
        ] {
            assert_eq!(cover(text.as_bytes(), &private), covered, "{text}");
        }
    }
}
