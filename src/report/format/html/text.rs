//! The draft's text with its findings marked; of a long draft only what is around them.

use std::fmt::Write;

use crate::finding::Severity;
use crate::report::escape::xml;
use crate::report::view::View;
use crate::text::Span;

/// A draft of up to so many bytes is shown whole.
const WHOLE: usize = 4000;
/// Bytes shown on each side of a finding of a longer draft.
const AROUND: usize = 240;
/// Bytes shown of a long finding in a longer draft.
const WITHIN: usize = 800;

/// Appends the text as one block.
pub(super) fn write(view: &View<'_>, page: &mut String) {
    let text = view.text();
    page.push_str("<div class=\"text\">");
    let mut order: Vec<usize> = (0..view.findings.len()).collect();
    order.sort_by_key(|index| view.findings[*index].span);
    let mut last = 0;
    let mut rest = &order[..];
    for part in parts(view, &order) {
        if last < part.start {
            page.push_str("… ");
        }
        let here = rest.partition_point(|index| view.findings[*index].span.start <= part.end);
        marked(view, part, &rest[..here], page);
        rest = &rest[here..];
        last = part.end;
    }
    if last < text.trim_end().len() {
        page.push('…');
    }
    page.push_str("</div>\n");
}

/// The parts of the draft that are shown, in order, apart from each other. Every finding begins in one of them.
fn parts(view: &View<'_>, order: &[usize]) -> Vec<Span> {
    let text = view.text();
    if text.len() <= WHOLE {
        let last = view
            .findings
            .iter()
            .map(|finding| finding.span.end)
            .max()
            .unwrap_or(0);
        return vec![Span::new(
            0,
            text.trim_end().len().max(last.min(text.len())),
        )];
    }
    let mut parts: Vec<Span> = Vec::new();
    for index in order {
        let span = view.findings[*index].span;
        let end = span.end.min(span.start + WITHIN) + AROUND;
        let part = Span::new(
            boundary(text, span.start.saturating_sub(AROUND)),
            boundary(text, end.min(text.len())),
        );
        match parts.last_mut() {
            Some(last) if part.start <= last.end => *last = last.cover(part),
            _ => parts.push(part),
        }
    }
    parts
}

/// Appends one part with the findings that begin in it; where they overlap, the gravest decides the colour.
fn marked(view: &View<'_>, part: Span, findings: &[usize], page: &mut String) {
    let mut edges: Vec<Edge> = Vec::new();
    for index in findings {
        let finding = view.findings[*index];
        let Span { start, end } = finding.span;
        let end = end.min(part.end);
        let begins = Edge {
            at: start,
            number: index + 1,
            severity: finding.severity,
            turn: Turn::Begins,
        };
        if start < end {
            edges.push(begins);
            edges.push(Edge {
                at: end,
                turn: Turn::Ends,
                ..begins
            });
        } else {
            edges.push(Edge {
                turn: Turn::Stands,
                ..begins
            });
        }
    }
    edges.sort_by_key(|edge| (edge.at, edge.turn, edge.number));

    let mut open = [0usize; Severity::ALL.len()];
    let mut at = part.start;
    for edge in edges {
        stretch(view, Span::new(at, edge.at), &open, page);
        at = edge.at;
        let Edge {
            number, severity, ..
        } = edge;
        match edge.turn {
            Turn::Ends => open[severity as usize] = open[severity as usize].saturating_sub(1),
            Turn::Stands => {
                let _ = write!(
                    page,
                    "<mark class=\"missing {severity}\">missing<sup>{number}</sup></mark>"
                );
            }
            Turn::Begins => {
                open[severity as usize] += 1;
                let _ = write!(page, "<sup class=\"{severity}\">{number}</sup>");
            }
        }
    }
    stretch(view, Span::new(at, part.end), &open, page);
}

/// A place where the marking changes.
#[derive(Debug, Clone, Copy)]
struct Edge {
    at: usize,
    number: usize,
    severity: Severity,
    turn: Turn,
}

/// What changes there; in the order in which it must be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Ends,
    Stands,
    Begins,
}

/// Appends words between two edges.
fn stretch(view: &View<'_>, span: Span, open: &[usize; Severity::ALL.len()], page: &mut String) {
    if span.is_empty() {
        return;
    }
    let worst = Severity::ALL
        .into_iter()
        .rev()
        .find(|severity| 0 < open[*severity as usize]);
    if let Some(severity) = worst {
        let _ = write!(page, "<mark class=\"{severity}\">");
    }
    let words = view.excerpts.of(span);
    for (index, line) in words.split('\n').enumerate() {
        if 0 < index {
            page.push('\n');
        }
        page.push_str(&xml(line.strip_suffix('\r').unwrap_or(line)));
    }
    if worst.is_some() {
        page.push_str("</mark>");
    }
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
