//! The machine formats' shapes. Only these types are serialised; a change that breaks a reader raises the version.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::draft::Draft;
use crate::finding::{Confidence, Finding, Severity};
use crate::review::fingerprints;
use crate::text::{Position, Span};

use super::Summary;
use super::texts::Texts;
use super::view::{Verdict, View};

/// The version of the JSON that reports write.
pub const WIRE_VERSION: u32 = 1;

/// One review.
#[derive(Debug, Serialize)]
pub(crate) struct WireReview<'v> {
    /// Only where a review is a document of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(skip_serializing_if = "str::is_empty")]
    file: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conversation: Option<&'v str>,
    verdict: Verdict,
    findings: Vec<WireFinding<'v>>,
    suppressed: Vec<WireSuppressed<'v>>,
    skipped: Vec<WireSkipped<'v>>,
    mood: WireMood<'v>,
    notes: &'v [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Box<RawValue>>,
}

/// One finding.
#[derive(Debug, Serialize)]
pub(crate) struct WireFinding<'v> {
    rule: &'v str,
    category: &'v str,
    severity: Severity,
    confidence: Confidence,
    message: Cow<'v, str>,
    why: Cow<'v, str>,
    excerpt: Cow<'v, str>,
    masked: bool,
    span: WireSpan,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    suggestions: Vec<WireSuggestion<'v>>,
    fingerprint: String,
    texts: Texts,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<Cow<'v, str>>>,
}

#[derive(Debug, Serialize)]
struct WireSuppressed<'v> {
    by: &'v str,
    #[serde(flatten)]
    finding: WireFinding<'v>,
}

#[derive(Debug, Serialize)]
struct WireSkipped<'v> {
    rule: &'v str,
    needs: &'v str,
}

#[derive(Debug, Serialize)]
struct WireMood<'v> {
    level: u8,
    reasons: &'v [String],
}

#[derive(Debug, Serialize)]
struct WireSuggestion<'v> {
    text: Cow<'v, str>,
    applicability: &'static str,
    edits: Vec<WireEdit<'v>>,
}

#[derive(Debug, Serialize)]
struct WireEdit<'v> {
    span: WireSpan,
    replacement: &'v str,
}

/// A range of the draft's text in the three units that hosts count in.
#[derive(Debug, Serialize)]
struct WireSpan {
    bytes: WireRange,
    code_points: WireRange,
    utf16: WireRange,
}

#[derive(Debug, Serialize)]
struct WireRange {
    start: usize,
    end: usize,
}

/// The counts of a run.
#[derive(Debug, Serialize)]
pub(crate) struct WireSummary {
    drafts: u64,
    with_findings: u64,
    held: u64,
    findings: WireCounts,
    suppressed: u64,
    stale: Vec<String>,
}

#[derive(Debug, Serialize)]
struct WireCounts {
    error: u64,
    warning: u64,
    suggestion: u64,
}

impl<'v> WireReview<'v> {
    pub(crate) fn new(view: &'v View<'_>, version: Option<u32>) -> Self {
        let review = view.review;
        let draft = review.draft;
        let accepted = review
            .suppressed
            .iter()
            .map(|suppressed| &suppressed.finding);
        let prints = fingerprints(review, view.findings.iter().copied().chain(accepted));
        let (shown, others) = prints.split_at(view.findings.len());
        Self {
            version,
            file: &draft.origin.file,
            record: draft.origin.record.as_deref(),
            title: draft.origin.title.as_deref(),
            usage: draft.origin.usage,
            conversation: draft
                .conversation
                .as_ref()
                .and_then(|conversation| conversation.id.as_deref()),
            verdict: view.verdict(),
            findings: (view.findings.iter().zip(shown))
                .map(|(finding, print)| WireFinding::new(view, finding, print.to_string()))
                .collect(),
            suppressed: (review.suppressed.iter().zip(others))
                .map(|(suppressed, print)| WireSuppressed {
                    by: &suppressed.by,
                    finding: WireFinding::new(view, &suppressed.finding, print.to_string()),
                })
                .collect(),
            skipped: (review.skipped.iter())
                .map(|skipped| WireSkipped {
                    rule: skipped.rule.as_str(),
                    needs: skipped.needs,
                })
                .collect(),
            mood: WireMood {
                level: review.mood.level,
                reasons: &review.mood.reasons,
            },
            notes: &review.notes,
            meta: meta(draft),
        }
    }
}

impl<'v> WireFinding<'v> {
    fn new(view: &'v View<'_>, finding: &'v Finding, fingerprint: String) -> Self {
        let place = view.place(finding.span);
        let suggestions = view.suggestions(finding).into_iter();
        Self {
            rule: finding.rule.as_str(),
            category: finding.category(),
            severity: finding.severity,
            confidence: finding.confidence,
            message: view.covered(finding, &finding.message),
            why: view.covered(finding, &finding.why),
            excerpt: view.short_excerpt(finding),
            masked: view.is_masked(finding),
            span: WireSpan::new(view, finding.span),
            line: place.start.0,
            column: place.start.1,
            end_line: place.end.0,
            end_column: place.end.1,
            suggestions: suggestions
                .map(|suggestion| WireSuggestion {
                    text: suggestion.text,
                    applicability: suggestion.applicability.as_str(),
                    edits: (suggestion.edits.iter())
                        .map(|edit| WireEdit {
                            span: WireSpan::new(view, edit.span),
                            replacement: &edit.replacement,
                        })
                        .collect(),
                })
                .collect(),
            fingerprint,
            texts: view.texts(finding),
            reasons: (view.options.explain).then(|| {
                finding
                    .reasons
                    .iter()
                    .map(|reason| view.covered(finding, reason))
                    .collect()
            }),
        }
    }
}

impl WireSpan {
    fn new(view: &View<'_>, span: Span) -> Self {
        let (start, end) = (view.position(span.start), view.position(span.end));
        let range = |unit: fn(&Position) -> usize| WireRange {
            start: unit(&start),
            end: unit(&end),
        };
        Self {
            bytes: range(|position| position.byte),
            code_points: range(|position| position.code_point),
            utf16: range(|position| position.utf16),
        }
    }
}

impl WireSummary {
    pub(crate) fn new(summary: &Summary) -> Self {
        Self {
            drafts: summary.drafts,
            with_findings: summary.with_findings,
            held: summary.held,
            findings: WireCounts {
                error: summary.findings.of(Severity::Error),
                warning: summary.findings.of(Severity::Warning),
                suggestion: summary.findings.of(Severity::Suggestion),
            },
            suppressed: summary.suppressed,
            stale: summary.stale.clone(),
        }
    }
}

/// The host's own data on one line. In valid JSON a raw line break is only white space.
fn meta(draft: &Draft) -> Option<Box<RawValue>> {
    let text = draft.meta.as_deref()?;
    RawValue::from_string(text.replace(['\n', '\r'], " ")).ok()
}
