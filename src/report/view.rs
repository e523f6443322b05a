//! One review as the options let it be seen: hidden severities left out, private values covered.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::finding::{Applicability, Edit, Finding, Related, Severity};
use crate::review::{Excerpts, Review};
use crate::text::{Position, Positions, Span};

use super::escape::visible;
use super::{Options, Summary};

/// Private values shorter than this are not looked for in other texts: they would cover ordinary words.
const SHORTEST_VALUE: usize = 3;

/// Most bytes of the draft in an excerpt of a machine format.
const EXCERPT: usize = 500;

/// What to do with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was found, but nothing that holds the draft back.
    Send,
    /// Should not be sent as it is.
    Hold,
}

/// Where a span stands in the user's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Line and column of the first character, from 1; the column in code points.
    pub(crate) start: (usize, usize),
    /// Line and column after the last character.
    pub(crate) end: (usize, usize),
}

/// A fix that is fit to be shown.
#[derive(Debug)]
pub(crate) struct Suggestion<'v> {
    pub(crate) text: Cow<'v, str>,
    pub(crate) applicability: Applicability,
    pub(crate) edits: &'v [Edit],
}

/// One review, ready for a format.
pub(crate) struct View<'v> {
    pub(crate) review: &'v Review<'v>,
    pub(crate) options: &'v Options<'v>,
    /// The findings that are shown, in the review's order.
    pub(crate) findings: Vec<&'v Finding>,
    pub(crate) excerpts: Excerpts<'v>,
    positions: OnceLock<Positions>,
}

impl<'v> View<'v> {
    pub(crate) fn new(review: &'v Review<'_>, options: &'v Options<'_>) -> Self {
        let excerpts = if options.show_values {
            Excerpts::open(&review.draft.text)
        } else {
            review.excerpts()
        };
        Self {
            review,
            options,
            findings: review
                .findings
                .iter()
                .filter(|finding| options.show <= finding.severity)
                .collect(),
            excerpts,
            positions: OnceLock::new(),
        }
    }

    /// The draft's text. Quote it through `excerpts` only.
    pub(crate) fn text(&self) -> &'v str {
        &self.review.draft.text
    }

    pub(crate) fn verdict(&self) -> Verdict {
        if self.review.fails(self.options.fail_on) {
            Verdict::Hold
        } else if self.findings.is_empty() {
            Verdict::Clean
        } else {
            Verdict::Send
        }
    }

    /// A place of the draft's text in every unit.
    pub(crate) fn position(&self, byte: usize) -> Position {
        self.positions
            .get_or_init(|| Positions::new(self.text()))
            .at(self.text(), byte)
    }

    /// Where a span stands in the file; in the draft's own text when there is no file.
    pub(crate) fn place(&self, span: Span) -> Place {
        let origin = &self.review.draft.origin;
        if let Some(start) = origin.position(span) {
            let end = match &origin.lines {
                Some(lines) if !span.is_empty() => {
                    let (line, column) = lines.at(origin.map.to_file(span).end);
                    (origin.base.0 + line, column)
                }
                _ => (start.line, start.column),
            };
            return Place {
                start: (start.line, start.column),
                end,
            };
        }
        let start = self.position(span.start);
        let end = self.position(span.end);
        Place {
            start: (start.line, start.column),
            end: (end.line, end.column),
        }
    }

    /// The file's name made harmless; `None` for a draft made in memory.
    pub(crate) fn file(&self) -> Option<Cow<'v, str>> {
        let file = &*self.review.draft.origin.file;
        (!file.is_empty()).then(|| visible(file))
    }

    /// What people call the record: its title, else its id.
    pub(crate) fn record(&self) -> Option<Cow<'v, str>> {
        let origin = &self.review.draft.origin;
        let name = self.title().or(origin.record.as_deref());
        name.filter(|name| !name.is_empty()).map(visible)
    }

    /// What people call the record; private values in it are covered as in the draft.
    pub(crate) fn title(&self) -> Option<&'v str> {
        let covered = self.review.title.as_deref();
        let covered = covered.filter(|_| !self.options.show_values);
        covered.or(self.review.draft.origin.title.as_deref())
    }

    /// The words at a finding, private ones covered.
    pub(crate) fn excerpt(&self, finding: &Finding) -> Cow<'v, str> {
        self.excerpts.of(finding.span)
    }

    /// The same, cut where a finding is about a whole message: many such findings must not repeat it each time.
    pub(crate) fn short_excerpt(&self, finding: &Finding) -> Cow<'v, str> {
        let Span { start, end } = finding.span;
        if end - start <= EXCERPT {
            return self.excerpt(finding);
        }
        let text = self.text();
        let end = (start..=start + EXCERPT)
            .rev()
            .find(|end| text.is_char_boundary(*end));
        let words = self.excerpts.of(Span::new(start, end.unwrap_or(start)));
        Cow::Owned(words.into_owned() + "…")
    }

    /// Whether private words stand at a finding and are covered.
    pub(crate) fn is_masked(&self, finding: &Finding) -> bool {
        self.excerpts.hides(finding.span)
    }

    /// A text about a finding, with the private values that stand at the finding covered should the text repeat them.
    pub(crate) fn covered<'t>(&self, finding: &Finding, text: &'t str) -> Cow<'t, str> {
        let mut covered = Cow::Borrowed(text);
        for value in self.values(finding) {
            if covered.contains(value) {
                covered = Cow::Owned(covered.replace(value, "•••"));
            }
            // Some rules compare and quote in small letters.
            let small = value.to_lowercase();
            if small != value && covered.contains(&small) {
                covered = Cow::Owned(covered.replace(&small, "•••"));
            }
        }
        covered
    }

    /// The fixes of a finding. One whose edits would write a private value is only shown, without its edits.
    pub(crate) fn suggestions<'t>(&self, finding: &'t Finding) -> Vec<Suggestion<'t>> {
        finding
            .fixes
            .iter()
            .map(|fix| {
                let leaks = fix.edits.iter().any(|edit| {
                    self.values(finding)
                        .any(|value| edit.replacement.contains(value))
                });
                let (applicability, edits) = if leaks {
                    (Applicability::Display, &[][..])
                } else {
                    (fix.applicability, &fix.edits[..])
                };
                Suggestion {
                    text: self.covered(finding, &fix.text),
                    applicability,
                    edits,
                }
            })
            .collect()
    }

    /// The other places of a finding, each as `file:line:column “words” (record)`, at most `most`, and then how many are left out.
    pub(crate) fn others(&self, finding: &Finding, most: usize) -> Vec<String> {
        let related = &finding.related;
        let mut others: Vec<String> = related.iter().take(most).map(other).collect();
        if most < related.len() {
            others.push(format!("and {} more", related.len() - most));
        }
        others
    }

    /// The private values that a finding or its edits touch.
    fn values(&self, finding: &Finding) -> impl Iterator<Item = &'v str> {
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
        let reach = edits.fold(finding.span, |reach, edit| reach.cover(edit.span));
        let values = self.excerpts.values(reach).into_iter();
        values.filter(|value| SHORTEST_VALUE <= value.len())
    }

    /// What is worth knowing about the draft and its file that is no finding.
    pub(crate) fn notes(&self) -> impl Iterator<Item = &'v str> {
        let notes = &self.review.notes;
        let of_file = self.review.draft.origin.note.as_deref();
        let of_file = of_file.filter(|note| notes.iter().all(|other| other != note));
        notes.iter().map(String::as_str).chain(of_file)
    }

    /// How much the draft matters: its findings by severity, times how often it is used.
    pub(crate) fn weight(&self) -> u64 {
        let findings: u64 = self
            .findings
            .iter()
            .map(|finding| match finding.severity {
                Severity::Suggestion => 1,
                Severity::Warning => 10,
                Severity::Error => 100,
            })
            .sum();
        findings.saturating_mul(
            self.review
                .draft
                .origin
                .usage
                .unwrap_or(0)
                .saturating_add(1),
        )
    }

    /// This review's share of the run's counts.
    pub(crate) fn summary(&self) -> Summary {
        let mut summary = Summary::one(!self.findings.is_empty(), self.verdict() == Verdict::Hold);
        summary.suppressed = self.review.suppressed.len() as u64;
        for finding in &self.findings {
            summary.count(&finding.rule, finding.severity);
        }
        for needing in self
            .review
            .skipped
            .chunk_by(|one, next| one.needs == next.needs)
        {
            *summary.skipped.entry(needing[0].needs).or_insert(0) += needing.len() as u64;
        }
        for note in self.notes() {
            *summary.notes.entry(note.to_owned()).or_insert(0) += 1;
        }
        summary
    }
}

/// One other place, in one line: where, what stands there, and in which record.
fn other(place: &Related) -> String {
    let (line, column) = place.start;
    let mut text = if place.file.is_empty() {
        format!("{line}:{column}")
    } else {
        format!("{}:{line}:{column}", place.file)
    };
    if !place.words.is_empty() {
        text += &format!(" “{}”", place.words);
    }
    if let Some(record) = &place.record {
        text += &format!(" ({record})");
    }
    visible(&text).into_owned()
}
