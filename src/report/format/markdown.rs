//! A comment on a pull request: totals first, then the gravest drafts. Nothing quoted can format, mention or link.

use std::fmt::Write;

use crate::finding::Severity;
use crate::report::escape::visible;
use crate::report::summary::{about, count};
use crate::report::view::View;
use crate::report::{Options, Summary};

use super::{Head, Layout};

/// GitHub takes comments of 65,536 characters; a part is kept for totals and notes.
const ROOM: usize = 60_000;

/// Other places listed for one finding.
const OTHERS: usize = 4;

pub(super) const LAYOUT: Layout = Layout {
    head: Head::Whole {
        write: head,
        room: ROOM,
    },
    item,
    separator: b"\n",
    tail,
};

fn head(_: &Options<'_>, summary: &Summary, out: &mut Vec<u8>) {
    let mut text = format!("### tactful: {}\n\n", summary.sentence());
    if 0 < summary.held {
        let _ = writeln!(
            text,
            "{} should not be sent as written.\n",
            count(summary.held, "draft")
        );
    }
    out.extend_from_slice(text.as_bytes());
}

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    if view.findings.is_empty() {
        return;
    }
    let mut text = String::from("#### ");
    let file = view.file();
    match (view.record(), file.as_deref()) {
        (Some(record), Some(file)) => {
            let _ = write!(text, "{} in {}", plain(&record), code(file));
        }
        (Some(record), None) => text.push_str(&plain(&record)),
        (None, file) => text.push_str(&code(file.unwrap_or("draft"))),
    }
    if let Some(usage) = view.review.draft.origin.usage {
        let _ = write!(text, " (used {usage} times)");
    }
    text.push_str("\n\n");
    for finding in &view.findings {
        let sign = match finding.severity {
            Severity::Error => "🛑",
            Severity::Warning => "⚠️",
            Severity::Suggestion => "💡",
        };
        let (line, _) = view.place(finding.span).start;
        let message = plain(&view.covered(finding, &finding.message));
        let rule = code(finding.rule.as_str());
        let _ = writeln!(
            text,
            "- {sign} **{}**: {message} ({rule}, line {line})",
            finding.severity
        );
        if !finding.span.is_empty() {
            let _ = writeln!(text, "  > {}", code(&view.short_excerpt(finding)));
            text.push('\n');
        }
        for suggestion in view.suggestions(finding).iter().take(1) {
            let _ = writeln!(text, "  Try: {}", plain(&suggestion.text));
        }
        for other in view.others(finding, OTHERS) {
            let _ = writeln!(text, "  - see {}", plain(&other));
        }
    }
    out.extend_from_slice(text.as_bytes());
}

fn tail(_: &Options<'_>, summary: &Summary, out: &mut Vec<u8>) {
    let mut notes: Vec<String> = Vec::new();
    if 0 < summary.left_out {
        notes.push(format!(
            "{} more with findings, left out here",
            count(summary.left_out, "draft")
        ));
    }
    notes.extend(
        summary
            .notes
            .iter()
            .map(|(note, drafts)| about(note, *drafts)),
    );
    for (needs, rules) in &summary.skipped {
        notes.push(format!(
            "{} could not be judged without {needs}",
            count(*rules, "rule")
        ));
    }
    if 0 < summary.suppressed {
        notes.push(format!("{} accepted", count(summary.suppressed, "finding")));
    }
    notes.extend(
        summary
            .stale
            .iter()
            .map(|stale| format!("no longer needed: {stale}")),
    );
    if notes.is_empty() {
        return;
    }
    let mut text = String::from("\n<details><summary>Notes</summary>\n\n");
    for note in notes {
        let _ = writeln!(text, "- {}", plain(&note));
    }
    text.push_str("\n</details>\n");
    out.extend_from_slice(text.as_bytes());
}

/// Text that Markdown shows as it is. An empty comment breaks what GitHub and GitLab would make a mention, a reference or a link after rendering.
fn plain(text: &str) -> String {
    let text = visible(text);
    let mut shown = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for character in text.chars() {
        match character {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '@' | '#' | '!' | '%' | '~' | '$' => {
                shown.push('\\');
                shown.push(character);
                shown.push_str("<!-- -->");
            }
            '/' if before == ':' => shown.push_str("<!-- -->/"),
            '.' if before.eq_ignore_ascii_case(&'w') => shown.push_str(".<!-- -->"),
            '*' | '_' | '[' | ']' | '`' | '|' | '\\' | '^' => {
                shown.push('\\');
                shown.push(character);
            }
            _ => shown.push(character),
        }
        before = character;
    }
    shown
}

/// A code span with a fence longer than any run of backticks in the text.
fn code(text: &str) -> String {
    let text = visible(text);
    let longest = text
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_formats() {
        for (text, shown) in [
            ("a *b* [c](d)", "a \\*b\\* \\[c\\](d)"),
            ("@ana see #1", "\\@<!-- -->ana see \\#<!-- -->1"),
            ("<b>&", "&lt;b&gt;&amp;"),
            ("http://a", "http:<!-- -->//a"),
        ] {
            assert_eq!(plain(text), shown);
        }
        assert_eq!(code("a ``b` c"), "```a ``b` c```");
        assert_eq!(code("`x"), "`` `x ``");
    }
}
