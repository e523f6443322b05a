//! Covers private values in texts that are shown as they are: titles, complaints.

use std::borrow::Cow;

use super::{PrivateKind, Settings, scan};
use crate::text::Span;

/// A text with every private character that is not white space replaced by `•`.
///
/// ```
/// use tactful::detect::{Settings, covered};
/// assert_eq!(covered("SSN 536-22-8726?", &Settings::default()), "SSN •••••••••••?");
/// ```
pub fn covered<'t>(text: &'t str, settings: &Settings) -> Cow<'t, str> {
    let found = scan(text, settings);
    with_dots(text, found.into_iter().map(|detection| detection.span))
}

/// As [`covered`], for a line of a file as it stands there: a value may go on over a line's end that the file writes as `\n`.
pub fn covered_source<'t>(text: &'t str, settings: &Settings) -> Cow<'t, str> {
    if !text.contains('\\') {
        return covered(text, settings);
    }
    let mut spans: Vec<Span> = [text, &without_escapes(text)]
        .into_iter()
        .flat_map(|text| scan(text, settings))
        .map(|detection| detection.span)
        .collect();
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    with_dots(text, spans.into_iter())
}

/// The text with `\n`, `\t`, `\r` and `\"` as what they stand for, behind a space, so that all places stay.
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        plain.push(if c == '\\' { ' ' } else { c });
        if c == '\\' {
            match characters.next() {
                Some('n' | 'r') => plain.push('\n'),
                Some('t') => plain.push(' '),
                Some(other) => plain.push(other),
                None => {}
            }
        }
    }
    plain
}

/// A text with dots in the place of the spans, which are sorted and may overlap.
fn with_dots(text: &str, spans: impl Iterator<Item = Span>) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut end = 0;
    for span in spans {
        let span = Span::new(span.start.max(end), span.end.max(end));
        shown.push_str(text.get(end..span.start).unwrap_or(""));
        let words = span.of(text).chars();
        shown.extend(words.map(|c| if c.is_whitespace() { c } else { '•' }));
        end = span.end;
    }
    if end == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(text.get(end..).unwrap_or(""));
    Cow::Owned(shown)
}

/// A complaint about what somebody typed, covered. Names of files, hosts and the network's own addresses are what complaints are about and stay.
pub fn covered_complaint(text: &str) -> Cow<'_, str> {
    use PrivateKind::{FilePath, InternalHost, PrivateAddress};
    covered_but(text, &[FilePath, InternalHost, PrivateAddress])
}

/// A complaint about what a program sent, covered. Only the names of our own files stay, such as the configuration's.
pub fn covered_answer(text: &str) -> Cow<'_, str> {
    covered_but(text, &[PrivateKind::FilePath])
}

fn covered_but<'t>(text: &'t str, shown: &[PrivateKind]) -> Cow<'t, str> {
    let but = |shown: &[PrivateKind]| {
        let mut settings = Settings::default();
        let kinds = PrivateKind::ALL.iter().copied();
        settings.kinds = Some(kinds.filter(|kind| !shown.contains(kind)).collect());
        settings
    };
    let (settings, all) = (but(shown), but(&[PrivateKind::FilePath]));
    let mut spans: Vec<Span> = scan(text, &settings)
        .into_iter()
        .map(|detection| detection.span)
        .collect();
    // What was typed stands in quotes or begins the complaint; our own words around it, such as “option”, are no labels of it.
    let starts = [text.find(": "), text.rfind(": ")].into_iter().flatten();
    let starts = starts.map(|end| Span::new(0, end));
    for quoted in quoted(text).into_iter().chain(starts) {
        // A name is one word; a sentence is somebody's draft, and a host in it is not what the complaint is about.
        let is_sentence = quoted.of(text).contains(' ');
        let inner = scan(quoted.of(text), if is_sentence { &all } else { &settings });
        let from = quoted.start;
        spans.extend(
            inner
                .iter()
                .map(|found| Span::new(from + found.span.start, from + found.span.end)),
        );
    }
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    with_dots(text, spans.into_iter())
}

/// What stands between quotation marks.
fn quoted(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((close, from)) if c == close => {
                found.push(Span::new(from, at));
                open = None;
            }
            Some(_) => {}
            None => {
                let close = match c {
                    '`' | '\'' | '"' => c,
                    '“' => '”',
                    _ => continue,
                };
                open = Some((close, at + c.len_utf8()));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_on_over_written_line_ends() {
        let settings = Settings::default();
        assert_eq!(
            covered_source(
                r#""Ana Dias\n  12 Acacia Avenue\n  Leeds LS1 4AP\n bye""#,
                &settings
            ),
            r#""Ana Dias\n  •• •••••• ••••••••  ••••• ••• •••\n bye""#
        );
        assert_eq!(covered_source("C:\\", &settings), "C:\\");
    }

    #[test]
    fn complaints_keep_what_they_are_about() {
        for (text, typed, sent) in [
            (
                "nobody at 82.132.215.77 or 10.20.3.4",
                "nobody at ••••••••••••• or 10.20.3.4",
                "nobody at ••••••••••••• or •••••••••",
            ),
            (
                "/home/ana/tactful.toml: no rule `db01.corp.internal`",
                "/home/ana/tactful.toml: no rule `db01.corp.internal`",
                "/home/ana/tactful.toml: no rule `••••••••••••••••••`",
            ),
            (
                "no option `536-22-8726`",
                "no option `•••••••••••`",
                "no option `•••••••••••`",
            ),
            (
                "no rule `see db01.corp.internal first`",
                "no rule `see •••••••••••••••••• first`",
                "no rule `see •••••••••••••••••• first`",
            ),
            (
                "note: see db01.corp.internal first: there is no such file",
                "note: see •••••••••••••••••• first: there is no such file",
                "note: see •••••••••••••••••• first: there is no such file",
            ),
            (
                "cannot read /home/ana/tactful.toml: no such file",
                "cannot read /home/ana/tactful.toml: no such file",
                "cannot read /home/ana/tactful.toml: no such file",
            ),
            (
                "my DNI 54362315K: there is no such file",
                "my DNI •••••••••: there is no such file",
                "my DNI •••••••••: there is no such file",
            ),
        ] {
            assert_eq!(covered_complaint(text), typed);
            assert_eq!(covered_answer(text), sent);
        }
    }
}
