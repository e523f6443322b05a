//! Workflow commands, one a finding: GitHub shows them beside the changed lines of a pull request.
//!
//! Source: “Workflow commands for GitHub Actions”, Setting an error message. GitHub shows ten of each kind a step.

use crate::finding::Severity;
use crate::report::view::View;

use super::{Layout, NO_HEAD};

pub(super) const LAYOUT: Layout = Layout {
    head: NO_HEAD,
    item,
    separator: b"",
    tail: |_, _, _| {},
};

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    for finding in &view.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Suggestion => "notice",
        };
        let mut properties = String::new();
        if let Some(file) = view.file() {
            let place = view.place(finding.span);
            properties = format!("file={},line={}", property(&file), place.start.0);
            if place.start.0 == place.end.0 {
                // GitHub's columns are those of one line only.
                let last = place.end.1.saturating_sub(1).max(place.start.1);
                properties += &format!(",col={},endColumn={last}", place.start.1);
            } else {
                properties += &format!(",endLine={}", place.end.0);
            }
            properties.push(',');
        }
        let record = view
            .record()
            .map_or_else(String::new, |record| format!("{record}: "));
        let message = data(&format!("{record}{}", view.texts(finding).agent));
        let title = property(finding.rule.as_str());
        let line = format!("::{command} {properties}title={title}::{message}\n");
        out.extend_from_slice(line.as_bytes());
    }
}

/// A message may hold anything but line breaks and a bare percent sign.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property also ends at colons and commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_as_the_runner_reads() {
        assert_eq!(data("100% a:b,c\n"), "100%25 a:b,c%0A");
        assert_eq!(property("C:\\a,b%"), "C%3A\\a%2Cb%25");
    }
}
