//! GitLab's Code Quality report: a JSON list of issues.
//!
//! Source: GitLab's documentation, “Code Quality report format”.

use serde::Serialize;

use crate::finding::Severity;
use crate::report::view::View;
use crate::review::fingerprints;

use super::{Head, Layout, write_json};

pub(super) const LAYOUT: Layout = Layout {
    head: Head::Stream(|_, out| out.extend_from_slice(b"[\n")),
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
