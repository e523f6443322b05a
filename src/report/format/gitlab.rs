//! GitLab's Code Quality report: a JSON list of issues.
//!
//! Source: GitLab's documentation, “Code Quality report format”.

use serde::Serialize;

use crate::finding::Severity;
use crate::report::view::View;
use crate::review::fingerprints;

use super::{Head, Layout, Seen, write_json};

pub(super) const LAYOUT: Layout = Layout {
    head: Head::Numbered {
        write: |_, out| out.extend_from_slice(b"[\n"),
        number,
    },
    item,
    separator: b",\n",
    tail: |_, _, out| out.extend_from_slice(b"\n]\n"),
};

#[derive(Serialize)]
struct Issue<'v> {
    description: String,
    check_name: &'v str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'v>,
}

#[derive(Serialize)]
struct Location<'v> {
    path: &'v str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// What stands before a fingerprint. Words of a draft never look so: their quotes are escaped.
const BEFORE: &[u8] = b",\"fingerprint\":\"";

/// Gives the second and later issues of one fingerprint a number: records of one file may hold the same words, and GitLab keeps one issue of each.
fn number(items: &[u8], seen: &mut Seen) -> Vec<u8> {
    let mut numbered = Vec::with_capacity(items.len());
    let mut rest = items;
    while let Some(start) = find(rest, BEFORE) {
        let (before, tail) = rest.split_at(start + BEFORE.len());
        let (print, after) = tail.split_at(end_of_string(tail));
        numbered.extend_from_slice(before);
        numbered.extend_from_slice(print);
        let times = seen.entry(print.to_vec()).or_insert(0);
        *times += 1;
        if 1 < *times {
            numbered.extend_from_slice(format!(":{times}").as_bytes());
        }
        rest = after;
    }
    numbered.extend_from_slice(rest);
    numbered
}

/// Where the quote stands that ends a JSON string.
fn end_of_string(text: &[u8]) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'"' if !is_escaped => return at,
            _ => is_escaped = *byte == b'\\' && !is_escaped,
        }
    }
    text.len()
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|part| part == wanted)
}

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    let path = view.file();
    let path = path.as_deref().unwrap_or("draft");
    let prints = fingerprints(view.review, view.findings.iter().copied());
    for (index, (finding, print)) in view.findings.iter().zip(prints).enumerate() {
        if 0 < index {
            out.extend_from_slice(LAYOUT.separator);
        }
        let place = view.place(finding.span);
        let record = view
            .record()
            .map_or_else(String::new, |record| format!("{record}: "));
        let issue = Issue {
            description: format!("{record}{}", view.texts(finding).agent),
            check_name: finding.rule.as_str(),
            // GitLab wants one a file, also where two files hold the same reply.
            fingerprint: format!("{print}:{path}"),
            severity: match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Suggestion => "info",
            },
            location: Location {
                path,
                lines: Lines {
                    begin: place.start.0,
                    end: place.end.0,
                },
            },
        };
        write_json(&issue, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_fingerprints_are_numbered() {
        let issue = |print: &str| {
            format!(
                r#"{{"description":"said \",\"fingerprint\":\"","fingerprint":"{print}","x":1}}"#
            )
        };
        let mut seen = Seen::new();
        let mut numbered = |prints: &[&str]| {
            let items: Vec<String> = prints.iter().map(|print| issue(print)).collect();
            String::from_utf8(number(items.join(",").as_bytes(), &mut seen)).unwrap()
        };
        let wanted = |prints: &[&str]| {
            let items: Vec<String> = prints.iter().map(|print| issue(print)).collect();
            items.join(",")
        };
        let odd = r#"1:a\"b\\"#;
        for (given, becomes) in [
            (&["1:a", "2:a"][..], &["1:a", "2:a"][..]),
            (&["1:a", odd], &["1:a:2", odd]),
            (&["1:a", odd], &["1:a:3", &format!("{odd}:2")]),
        ] {
            assert_eq!(numbered(given), wanted(becomes));
        }
    }
}
