//! JUnit's XML: a suite for each draft, a case for each finding; a clean draft is one case that passes, and what could not be checked is one that errs.
//!
//! A finding milder than the threshold passes and says what was seen in `system-out`.

use std::fmt::Write;

use crate::report::escape::xml;
use crate::report::view::View;
use crate::report::{Options, Summary};

use super::{Head, Layout};

pub(super) const LAYOUT: Layout = Layout {
    head: Head::Stream(|_, out| {
        out.extend_from_slice(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tactful\">\n",
        );
    }),
    item,
    separator: b"",
    tail,
};

/// What could not be checked is a suite of its own: an error is neither a pass nor a finding.
fn tail(_: &Options<'_>, summary: &Summary, out: &mut Vec<u8>) {
    let failures = &summary.failures;
    let mut text = String::new();
    if !failures.is_empty() {
        let errors = failures.len();
        let _ = writeln!(
            text,
            "  <testsuite name=\"tactful\" tests=\"{errors}\" failures=\"0\" errors=\"{errors}\" skipped=\"0\" time=\"0\">"
        );
        for (number, failure) in (1..).zip(failures) {
            let said = xml(failure);
            let first = xml(failure.lines().next().unwrap_or_default());
            let _ = writeln!(
                text,
                "    <testcase name=\"could not be checked ({number})\" classname=\"tactful\" time=\"0\">\n      <error message=\"{first}\" type=\"unchecked\">{said}</error>\n    </testcase>"
            );
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    out.extend_from_slice(text.as_bytes());
}

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    let file = view.file();
    let class = xml(file.as_deref().unwrap_or("draft"));
    let record = view.record();
    let suite = record.as_deref().map_or_else(
        || class.clone(),
        |record| format!("{class}: {}", xml(record)),
    );
    let failures = view
        .findings
        .iter()
        .filter(|finding| view.options.fail_on <= finding.severity)
        .count();
    let tests = view.findings.len().max(1);
    let mut text = format!(
        "  <testsuite name=\"{suite}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
    );
    if view.findings.is_empty() {
        let _ = writeln!(
            text,
            "    <testcase name=\"nothing to change\" classname=\"{suite}\" time=\"0\"/>"
        );
    }
    for finding in &view.findings {
        let (line, column) = view.place(finding.span).start;
        let rule = xml(finding.rule.as_str());
        let texts = view.texts(finding);
        let _ = writeln!(
            text,
            "    <testcase name=\"{rule} at {line}:{column}\" classname=\"{suite}\" time=\"0\">"
        );
        let _ = if view.options.fail_on <= finding.severity {
            writeln!(
                text,
                "      <failure message=\"{}\" type=\"{}\">{class}:{line}:{column}: {}</failure>",
                xml(&texts.short),
                finding.severity,
                xml(&texts.agent)
            )
        } else {
            writeln!(
                text,
                "      <system-out>{}: {}</system-out>",
                finding.severity,
                xml(&texts.agent)
            )
        };
        text.push_str("    </testcase>\n");
    }
    text.push_str("  </testsuite>\n");
    out.extend_from_slice(text.as_bytes());
}
