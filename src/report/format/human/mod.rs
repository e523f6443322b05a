//! For people at a terminal: the words underlined, one friendly sentence, the suggested wording.

mod block;
#[cfg(test)]
mod tests;
mod wrap;

use crate::finding::{Finding, Severity};
use crate::report::escape::visible;
use crate::report::paint::{Paint, Role};
use crate::report::summary::count;
use crate::report::view::View;
use crate::report::{Options, Summary};

use crate::text::Span;

use self::block::{Block, blocks};
use self::wrap::wrap;
use super::{Layout, NO_HEAD};

pub(super) const LAYOUT: Layout = Layout {
    head: NO_HEAD,
    item,
    separator: b"\n",
    tail,
};

/// Suggested wordings shown for one finding.
const OFFERS: usize = 3;

/// Other places shown for one finding.
const OTHERS: usize = 4;

/// Columns that the report may use: narrower is unreadable, wider tires the eye.
fn columns(options: &Options<'_>) -> usize {
    options.width.clamp(40, 100)
}

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    let accepted = view.options.explain && !view.review.suppressed.is_empty();
    let mood = view.options.explain && 0 < view.review.mood.level;
    if view.findings.is_empty() && !accepted && !mood {
        return;
    }
    let page = Page::new(view);
    page.title(out);
    for (index, block) in blocks(view, page.room()).iter().enumerate() {
        if 0 < index {
            out.push(b'\n');
        }
        page.block(block, out);
    }
    if accepted {
        page.accepted(out);
    }
    if mood {
        page.mood(out);
    }
}

/// What all blocks of one review share.
struct Page<'v> {
    view: &'v View<'v>,
    paint: Paint,
    /// Columns for line numbers; 0 where a number would tell nothing.
    gutter: usize,
}

impl<'v> Page<'v> {
    fn new(view: &'v View<'v>) -> Self {
        let mut page = Self {
            view,
            paint: Paint::new(view.options.color),
            gutter: 0,
        };
        if view.file().is_some() || view.text().trim_end().contains('\n') {
            let last = view.findings.iter().map(|finding| finding.span.end).max();
            page.gutter = page.line(last.unwrap_or(0)).to_string().len().max(3);
        }
        page
    }

    /// The line that people look for: in the file where there is one, else in the draft.
    fn line(&self, byte: usize) -> usize {
        self.view.place(Span::empty(byte)).start.0
    }

    /// Columns left for the draft's words.
    fn room(&self) -> usize {
        columns(self.view.options) - self.gutter - 5
    }

    fn title(&self, out: &mut Vec<u8>) {
        let file = self.view.file();
        let Some(name) = self.view.record().or_else(|| file.clone()) else {
            return;
        };
        self.paint.push(Role::Title, &name, out);
        if let Some(file) = file.filter(|file| *file != name) {
            self.paint.push(Role::Dim, &format!("  {file}"), out);
        }
        out.extend_from_slice(b"\n\n");
    }

    fn block(&self, block: &Block<'_>, out: &mut Vec<u8>) {
        let mut last_line = None;
        for row in block.rows.iter().filter(|row| !row.is_blank()) {
            if last_line.is_some_and(|last| last + 1 < row.line) {
                self.margin("", "⋮", out);
                out.push(b'\n');
            }
            last_line = Some(row.line);
            let number = if 0 < self.gutter {
                self.line(row.start()).to_string()
            } else {
                String::new()
            };
            self.margin(&number, "│", out);
            for (role, words) in row.words() {
                self.paint.push(role, &words, out);
            }
            out.push(b'\n');
            for underline in row.underlines(block.findings.len()) {
                self.margin("", "│", out);
                for (role, words) in underline {
                    self.paint.push(role, &words, out);
                }
                out.push(b'\n');
            }
        }
        let count = block.findings.len();
        for (index, finding) in block.findings.iter().enumerate() {
            let is_last = index + 1 == count;
            let label = if count == 1 {
                String::new()
            } else {
                format!("{} ", index + 1)
            };
            self.sentences(finding, &label, is_last, out);
        }
    }

    /// The left margin: a line number and a rule down the page.
    fn margin(&self, number: &str, rule: &str, out: &mut Vec<u8>) {
        let margin = format!(" {number:>width$} {rule} ", width = self.gutter);
        self.paint.push(Role::Dim, &margin, out);
    }

    /// What there is to say about one finding.
    fn sentences(&self, finding: &Finding, label: &str, is_last: bool, out: &mut Vec<u8>) {
        let view = self.view;
        let role = Role::Level(finding.severity);
        let indent = label.len();
        let room = self.room() - indent;
        let below = if is_last { " " } else { "│" };

        let message = view.covered(finding, &finding.message);
        for (index, line) in wrap(&visible(&message), room).iter().enumerate() {
            let rule = match (index, is_last) {
                (0, true) => "╰",
                (0, false) => "├",
                _ => below,
            };
            self.margin("", rule, out);
            if index == 0 {
                self.paint.push(role, label, out);
            } else {
                pad(indent, out);
            }
            self.paint.push(Role::Plain, line, out);
            out.push(b'\n');
        }

        let mut under = |head: &str, role: Role, text: &str| {
            for (index, line) in wrap(&visible(text), room - head.len()).iter().enumerate() {
                self.margin("", below, out);
                pad(indent, out);
                if index == 0 {
                    self.paint.push(Role::Dim, head, out);
                } else {
                    pad(head.len(), out);
                }
                self.paint.push(role, line, out);
                out.push(b'\n');
            }
        };
        for (index, suggestion) in view.suggestions(finding).iter().take(OFFERS).enumerate() {
            under(
                if index == 0 { "try: " } else { " or: " },
                Role::Offer,
                &suggestion.text,
            );
        }
        for (index, other) in view.others(finding, OTHERS).iter().enumerate() {
            under(
                if index == 0 { "see: " } else { "     " },
                Role::Plain,
                other,
            );
        }
        if view.options.explain {
            under("why: ", Role::Plain, &view.covered(finding, &finding.why));
            for reason in &finding.reasons {
                under("because: ", Role::Plain, &view.covered(finding, reason));
            }
        }

        self.margin("", below, out);
        pad(indent, out);
        self.paint.push(role, finding.severity.as_str(), out);
        self.paint.push(
            Role::Dim,
            &format!(" · {}{}", finding.rule, self.place(finding)),
            out,
        );
        out.push(b'\n');
    }

    /// `file:line:column`, which terminals and editors make a link.
    fn place(&self, finding: &Finding) -> String {
        match self.view.file() {
            Some(file) if !file.starts_with('<') => {
                let (line, column) = self.view.place(finding.span).start;
                format!(" · {file}:{line}:{column}")
            }
            _ => String::new(),
        }
    }

    /// How upset the customer seems to be, and the words that say so.
    fn mood(&self, out: &mut Vec<u8>) {
        let mood = &self.view.review.mood;
        let state = if mood.level < 2 {
            "annoyed or put out"
        } else {
            "upset"
        };
        let reasons = mood.reasons.join("; ");
        let line = format!(
            "the customer seems {state} ({} of 2): {reasons}",
            mood.level
        );
        self.margin("", " ", out);
        self.paint.push(Role::Dim, &visible(&line), out);
        out.push(b'\n');
    }

    fn accepted(&self, out: &mut Vec<u8>) {
        for suppressed in &self.view.review.suppressed {
            let finding = &suppressed.finding;
            let message = self.view.covered(finding, &finding.message);
            let line = format!(
                "accepted: {} · {} · {}",
                visible(&message),
                finding.rule,
                visible(&suppressed.by)
            );
            self.margin("", " ", out);
            self.paint.push(Role::Dim, &line, out);
            out.push(b'\n');
        }
    }
}

fn pad(columns: usize, out: &mut Vec<u8>) {
    out.resize(out.len() + columns, b' ');
}

fn tail(options: &Options<'_>, summary: &Summary, out: &mut Vec<u8>) {
    let paint = Paint::new(options.color);
    let mut dim = |line: String| {
        paint.push(Role::Dim, &visible(&line), out);
        out.push(b'\n');
    };
    if 0 < summary.findings.total() {
        dim(String::new());
    }
    for (note, drafts) in &summary.notes {
        dim(if summary.drafts == 1 || *drafts == 0 {
            format!("note: {note}")
        } else {
            format!("note: {note} ({})", count(*drafts, "draft"))
        });
    }
    for (needs, rules) in &summary.skipped {
        dim(skipped(needs, *rules));
    }
    for stale in &summary.stale {
        dim(format!("no longer needed: {stale}"));
    }

    if summary.findings.total() == 0 {
        let role = if summary.drafts == 0 {
            Role::Plain
        } else {
            Role::Good
        };
        paint.push(role, &summary.sentence(), out);
    } else {
        let mut is_first = true;
        for severity in Severity::ALL.into_iter().rev() {
            let findings = summary.findings.of(severity);
            if findings == 0 {
                continue;
            }
            if !is_first {
                out.extend_from_slice(b", ");
            }
            is_first = false;
            paint.push(
                Role::Level(severity),
                &count(findings, severity.as_str()),
                out,
            );
        }
        out.extend_from_slice(summary.share().as_bytes());
    }
    if 0 < summary.suppressed {
        paint.push(
            Role::Dim,
            &format!(" · {} accepted", summary.suppressed),
            out,
        );
    }
    out.push(b'\n');
}

/// One line about rules that could not be judged, with what would let them.
fn skipped(needs: &str, rules: u64) -> String {
    let verb = if rules == 1 { "needs" } else { "need" };
    let hint = if needs.contains("customer") || needs.contains("conversation") {
        ": add --customer \"…\""
    } else {
        ""
    };
    format!("{} {verb} {needs}{hint}", count(rules, "rule"))
}
