//! Checkstyle's XML: a `file` for each draft, an `error` for each finding.

use std::fmt::Write;

use crate::finding::Severity;
use crate::report::escape::xml;
use crate::report::view::View;

use super::{Head, Layout};

pub(super) const LAYOUT: Layout = Layout {
    head: Head::Stream(|_, out| {
        out.extend_from_slice(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">\n",
        );
    }),
    item,
    separator: b"",
    tail: |_, _, out| out.extend_from_slice(b"</checkstyle>\n"),
};

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    if view.findings.is_empty() {
        return;
    }
    let file = view.file();
    let mut text = format!(
        "  <file name=\"{}\">\n",
        xml(file.as_deref().unwrap_or("draft"))
    );
    for finding in &view.findings {
        let (line, column) = view.place(finding.span).start;
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Suggestion => "info",
        };
        let record = view
            .record()
            .map_or_else(String::new, |record| format!("{record}: "));
        let message = xml(&format!("{record}{}", view.texts(finding).agent));
        let source = xml(finding.rule.as_str());
        let _ = writeln!(
            text,
            "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"{source}\"/>"
        );
    }
    text.push_str("  </file>\n");
    out.extend_from_slice(text.as_bytes());
}
