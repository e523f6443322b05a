//! Lines of the draft that are shown together, with the words of their findings underlined.
//!
//! A line that is too long is cut to a window around the findings; findings that fit one window share it.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::finding::{Finding, Severity};
use crate::report::escape::push_visible;
use crate::report::paint::Role;
use crate::report::view::View;
use crate::text::Span;

/// Columns shown before the first finding of a cut line.
const LEAD: usize = 24;
/// Findings of one block at most, so that a label is one digit.
const MOST: usize = 9;
/// Lines of a finding that are shown; of longer ones only the first and the last.
const LINES: usize = 3;

/// Lines shown together and the findings in them.
#[derive(Debug)]
pub(super) struct Block<'v> {
    pub(super) rows: Vec<Row>,
    pub(super) findings: Vec<&'v Finding>,
}

/// One line of the draft, or a window of it.
#[derive(Debug)]
pub(super) struct Row {
    /// The line in the draft, from 1.
    pub(super) line: usize,
    cells: Vec<Cell>,
    /// The bytes of the draft that the cells show.
    window: Span,
    marks: Vec<Mark>,
}

/// One grapheme as it is shown.
#[derive(Debug)]
struct Cell {
    /// The bytes of the draft; empty for the sign that something was cut.
    span: Span,
    shown: String,
    width: usize,
}

impl Cell {
    /// The sign that words were left out here.
    fn cut(at: usize) -> Self {
        Self {
            span: Span::empty(at),
            shown: String::from("…"),
            width: 1,
        }
    }
}

/// The part of one finding in one row.
#[derive(Debug)]
struct Mark {
    span: Span,
    severity: Severity,
    /// The finding's number in the block, from 1, in the row where it begins.
    label: Option<usize>,
}

/// Groups the findings of a review into blocks of at most `room` columns.
pub(super) fn blocks<'v>(view: &View<'v>, room: usize) -> Vec<Block<'v>> {
    let lines = Lines::new(view.text());
    let mut blocks: Vec<Block<'v>> = Vec::new();
    for finding in &view.findings {
        let parts = lines.parts(finding.span);
        let Some((line, first)) = parts.first().copied() else {
            continue;
        };
        let joins = blocks.last().is_some_and(|block| {
            block.findings.len() < MOST
                && block
                    .rows
                    .last()
                    .is_some_and(|row| row.line == line && row.takes(first))
        });
        if !joins {
            blocks.push(Block {
                rows: Vec::new(),
                findings: Vec::new(),
            });
        }
        let Some(block) = blocks.last_mut() else {
            continue;
        };
        block.findings.push(finding);
        let number = block.findings.len();
        for (index, (line, span)) in parts.into_iter().enumerate() {
            let mark = Mark {
                span,
                severity: finding.severity,
                label: (index == 0).then_some(number),
            };
            match block.rows.last_mut() {
                Some(row) if row.line == line => row.marks.push(mark),
                _ => block.rows.push(Row::new(view, &lines, line, mark, room)),
            }
        }
    }
    blocks
}

/// Starts of the draft's lines.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// The index of the line of a byte.
    fn index(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).max(1) - 1
    }

    /// The bytes of a line without its break.
    fn span(&self, index: usize) -> Span {
        let start = self.starts[index];
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.text.len(), |next| next - 1);
        let has_return = self
            .text
            .as_bytes()
            .get(start..end)
            .is_some_and(|line| line.ends_with(b"\r"));
        Span::new(start, if has_return { end - 1 } else { end })
    }

    /// The parts of a span, line by line with the line's number, without empty lines inside; of a long span only the first and the last.
    fn parts(&self, span: Span) -> Vec<(usize, Span)> {
        let text = self.text;
        let mut start = span.start.min(text.len());
        if span.is_empty() && self.span(self.index(start)).of(text).trim().is_empty() {
            // Something is missing behind the last words, not on the blank line after them.
            start = Span::new(0, start).of(text).trim_end().len();
        }
        let words = Span::new(start, span.end.clamp(start, text.len())).of(text);
        let trimmed = Span::new(start, start + words.trim_end().len());
        let first = self.index(trimmed.start);
        let last = self.index(trimmed.end).max(first);
        let part = |index: usize| {
            let line = self.span(index);
            let from = trimmed.start.clamp(line.start, line.end);
            (
                index + 1,
                Span::new(from, trimmed.end.clamp(from, line.end)),
            )
        };
        if last - first < LINES {
            return (first..=last)
                .map(part)
                .filter(|(line, span)| !span.is_empty() || *line == first + 1)
                .collect();
        }
        vec![part(first), part(last)]
    }
}

impl Row {
    fn new(view: &View<'_>, lines: &Lines<'_>, line: usize, mark: Mark, room: usize) -> Self {
        let whole = lines.span(line - 1);
        let mut row = Self {
            line,
            cells: Vec::new(),
            window: whole,
            marks: vec![mark],
        };
        // In ASCII a byte is a column; elsewhere a column takes several bytes, so a line that may fit is measured.
        let longest = if whole.of(view.text()).is_ascii() {
            room
        } else {
            8 * room
        };
        if whole.len() <= longest {
            row.fill(view, whole, usize::MAX);
            if row.width() <= room {
                return row;
            }
        }
        let start = row.lead(view, whole);
        row.fill(view, Span::new(start, whole.end), room - 2);
        if row.window.end < whole.end {
            row.back_to_space();
            row.cells.push(Cell::cut(row.window.end));
        }
        if whole.start < start {
            row.cells.insert(0, Cell::cut(start));
        }
        row
    }

    /// Where the window begins: some words before the finding.
    fn lead(&self, view: &View<'_>, whole: Span) -> usize {
        let at = self.marks[0].span.start;
        let before = Span::new(whole.start, at).of(view.text());
        let mut start = at;
        let mut width = 0;
        for (offset, grapheme) in before.grapheme_indices(true).rev() {
            width += grapheme.width().max(1);
            if LEAD < width {
                break;
            }
            start = whole.start + offset;
        }
        if start == whole.start {
            return start;
        }
        // Begin with a whole word where there is one.
        let lead = Span::new(start, at).of(view.text());
        lead.find(' ').map_or(start, |space| start + space + 1)
    }

    /// Shows the graphemes of a span until the columns are used up.
    fn fill(&mut self, view: &View<'_>, span: Span, room: usize) {
        self.cells.clear();
        self.window = Span::empty(span.start);
        let mut used = 0;
        for (offset, grapheme) in span.of(view.text()).grapheme_indices(true) {
            let start = span.start + offset;
            let end = start + grapheme.len();
            let excerpt = view.excerpts.of(Span::new(start, end));
            let mut shown = String::with_capacity(excerpt.len());
            let mut before = '\0';
            for character in excerpt.chars() {
                push_visible(before, character, &mut shown);
                before = character;
            }
            let width = shown.width();
            if room < used + width {
                break;
            }
            used += width;
            self.window.end = end;
            self.cells.push(Cell {
                span: Span::new(start, end),
                shown,
                width,
            });
        }
    }

    /// Drops a word that the window cut in two, unless a finding begins in it.
    fn back_to_space(&mut self) {
        let Some(space) = self.cells.iter().rposition(|cell| cell.shown == " ") else {
            return;
        };
        let end = self.cells[space].span.end;
        if self
            .marks
            .iter()
            .all(|mark| mark.span.end.min(mark.span.start + 1) <= end)
            && self.cells.len() < space + LEAD
        {
            self.cells.truncate(space + 1);
            self.window.end = end;
        }
    }

    /// Whether a further finding of the line can be shown here.
    fn takes(&self, span: Span) -> bool {
        self.window.start <= span.start
            && (span.end <= self.window.end
                || span.start < self.window.end
                    && self.marks.iter().any(|mark| mark.span.overlaps(span)))
    }

    /// The first byte of the draft that is shown.
    pub(super) fn start(&self) -> usize {
        self.window.start
    }

    /// Whether there is nothing to show, as in an empty draft.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.shown == " ")
    }

    fn width(&self) -> usize {
        self.cells.iter().map(|cell| cell.width).sum()
    }

    /// The columns of a mark: where it begins and how wide it is, at least one.
    fn columns(&self, mark: &Mark) -> (usize, usize) {
        let mut column = 0;
        let mut covered: Option<(usize, usize)> = None;
        for cell in &self.cells {
            if mark.span.is_empty() && mark.span.start <= cell.span.start {
                break;
            }
            if cell.span.overlaps(mark.span) {
                let from = covered.map_or(column, |(from, _)| from);
                covered = Some((from, column + cell.width));
            }
            column += cell.width;
        }
        let (from, to) = covered.unwrap_or((column, column + 1));
        (from, to.saturating_sub(from).max(1))
    }

    /// The line's words, in the colour of the gravest finding at each.
    pub(super) fn words(&self) -> Vec<(Role, String)> {
        let mut runs = Runs::default();
        for cell in &self.cells {
            let touching = self
                .marks
                .iter()
                .filter(|mark| mark.span.overlaps(cell.span));
            let severity = touching.map(|mark| mark.severity).max();
            runs.push(severity.map_or(Role::Plain, Role::Level), &cell.shown);
        }
        runs.0
    }

    /// Lines of underlining; findings that share words get lines of their own. Labels are left out where there is one finding.
    pub(super) fn underlines(&self, findings: usize) -> Vec<Vec<(Role, String)>> {
        let mut layers: Vec<Vec<(usize, usize, &Mark)>> = Vec::new();
        for mark in &self.marks {
            let (from, width) = self.columns(mark);
            let is_free = |layer: &&mut Vec<(usize, usize, &Mark)>| {
                layer
                    .iter()
                    .all(|(other, length, _)| other + length <= from || from + width <= *other)
            };
            match layers.iter_mut().find(is_free) {
                Some(layer) => layer.push((from, width, mark)),
                None => layers.push(vec![(from, width, mark)]),
            }
        }
        layers
            .into_iter()
            .map(|mut layer| {
                layer.sort_by_key(|(from, _, _)| *from);
                let mut runs = Runs::default();
                let mut column = 0;
                for (from, width, mark) in layer {
                    runs.push(Role::Plain, &" ".repeat(from - column));
                    let line = match (mark.span.is_empty(), mark.severity) {
                        (true, _) => "^",
                        (false, Severity::Error) => "━",
                        (false, Severity::Warning) => "─",
                        (false, Severity::Suggestion) => "╌",
                    };
                    let mut drawn = line.repeat(width);
                    if 1 < findings {
                        let label = mark
                            .label
                            .map_or_else(String::new, |label| label.to_string());
                        if !label.is_empty() {
                            drawn = label + &line.repeat(width - 1);
                        }
                    }
                    runs.push(Role::Level(mark.severity), &drawn);
                    column = from + width;
                }
                runs.0
            })
            .collect()
    }
}

/// Neighbouring pieces of one role, joined.
#[derive(Debug, Default)]
struct Runs(Vec<(Role, String)>);

impl Runs {
    fn push(&mut self, role: Role, text: &str) {
        match self.0.last_mut() {
            Some((last, run)) if *last == role => run.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push((role, text.to_owned())),
        }
    }
}
