//! A table for spreadsheets: one row a finding. Source of the form: RFC 4180.

use std::borrow::Cow;

use crate::report::escape::visible;
use crate::report::view::View;
use crate::review::fingerprints;

use super::{Head, Layout};

pub(super) const LAYOUT: Layout = Layout {
    head: Head::Stream(|_, out| row(&COLUMNS.map(Cow::Borrowed), out)),
    item,
    separator: b"",
    tail: |_, _, _| {},
};

const COLUMNS: [&str; 14] = [
    "file",
    "record",
    "title",
    "line",
    "column",
    "severity",
    "rule",
    "confidence",
    "message",
    "excerpt",
    "suggestion",
    "usage",
    "fingerprint",
    "see",
];

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    let origin = &view.review.draft.origin;
    let prints = fingerprints(view.review, view.findings.iter().copied());
    for (finding, print) in view.findings.iter().zip(prints) {
        let (line, column) = view.place(finding.span).start;
        let suggestions = view.suggestions(finding);
        let cells: [Cow<'_, str>; COLUMNS.len()] = [
            Cow::Borrowed(&origin.file),
            Cow::Borrowed(origin.record.as_deref().unwrap_or_default()),
            Cow::Borrowed(view.title().unwrap_or_default()),
            Cow::Owned(line.to_string()),
            Cow::Owned(column.to_string()),
            Cow::Borrowed(finding.severity.as_str()),
            Cow::Borrowed(finding.rule.as_str()),
            Cow::Borrowed(finding.confidence.as_str()),
            view.covered(finding, &finding.message),
            view.short_excerpt(finding),
            suggestions
                .into_iter()
                .next()
                .map_or(Cow::Borrowed(""), |suggestion| suggestion.text),
            Cow::Owned(
                origin
                    .usage
                    .map_or_else(String::new, |usage| usage.to_string()),
            ),
            Cow::Owned(print.to_string()),
            Cow::Owned(view.others(finding, usize::MAX).join("; ")),
        ];
        row(&cells, out);
    }
}

fn row(cells: &[Cow<'_, str>], out: &mut Vec<u8>) {
    for (index, cell) in cells.iter().enumerate() {
        if 0 < index {
            out.push(b',');
        }
        let cell = visible(cell);
        // A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text.
        let guard = if cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
            "'"
        } else {
            ""
        };
        if guard.is_empty() && !cell.contains([',', '"']) {
            out.extend_from_slice(cell.as_bytes());
            continue;
        }
        out.extend_from_slice(format!("\"{guard}{}\"", cell.replace('"', "\"\"")).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_disarms() {
        let mut out = Vec::new();
        row(
            &["a", "b,c", "say \"hi\"", "=1+1", "two\nlines", ""].map(Cow::Borrowed),
            &mut out,
        );
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "a,\"b,c\",\"say \"\"hi\"\"\",\"'=1+1\",two lines,\r\n"
        );
    }
}
