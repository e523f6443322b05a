//! The machine formats' shapes. Only these types are serialised; a change that breaks a reader raises the version.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::draft::Draft;
use crate::finding::{Confidence, Finding, Severity};
use crate::review::{Skipped, SkippedRules, fingerprints};

use super::Summary;
use super::texts::Texts;
use super::view::{Verdict, View};
use super::wire_places::{WireRelated, WireSpan};

/// The version of the JSON that reports write.
pub const WIRE_VERSION: u32 = 1;

/// One review.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct WireReview<'v> {
    /// Only where a review is a document of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    /// The file as the user named it; absent for a draft made in memory.
    #[serde(skip_serializing_if = "str::is_empty")]
    file: &'v str,
    /// The record's id or path inside the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'v str>,
    /// The record's title, as people know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'v str>,
    /// How often the reply was used, where the export says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<u64>,
    /// The host's id of the conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    conversation: Option<&'v str>,
    /// What to do with the draft, by the threshold of the run.
    verdict: Verdict,
    /// What was found, in the order of the text.
    findings: Vec<WireFinding<'v>>,
    /// What was found and accepted.
    suppressed: Vec<WireSuppressed<'v>>,
    /// Rules that could not be judged.
    #[cfg_attr(test, schemars(with = "Vec<WireSkipped<'v>>"))]
    #[serde(serialize_with = "write_skipped")]
    skipped: &'v SkippedRules,
    /// How upset the customer is.
    mood: WireMood<'v>,
    /// Things worth knowing that are no finding.
    notes: Vec<&'v str>,
    /// The host's own data, as it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<serde_json::Value>"))]
    meta: Option<Box<RawValue>>,
}

/// One finding.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct WireFinding<'v> {
    /// The rule, `category/name`.
    rule: &'v str,
    /// The part of the rule before the slash.
    category: &'v str,
    /// How bad it would be to send the draft as it is.
    severity: Severity,
    /// How sure the rule is to be right.
    confidence: Confidence,
    /// One sentence to the agent; private words are covered.
    message: Cow<'v, str>,
    /// Why it matters.
    why: Cow<'v, str>,
    /// The words of the draft at the finding, cut after 500 bytes; private characters are `•`.
    excerpt: Cow<'v, str>,
    /// Whether private words were covered.
    masked: bool,
    /// What is known of the private value here; absent where the finding is about something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    private_value: Option<WirePrivateValue<'v>>,
    /// Where in the draft's text; empty where something is missing.
    span: WireSpan,
    /// The line in the file, from 1; in the draft's text when there is no file.
    line: usize,
    /// The column in code points, from 1.
    column: usize,
    /// The line after the last character.
    end_line: usize,
    /// The column after the last character.
    end_column: usize,
    /// Ways to mend it, best first.
    suggestions: Vec<WireSuggestion<'v>>,
    /// A hash of the rule and the words around, 16 hexadecimal digits; stays the same when text elsewhere changes.
    fingerprint: String,
    /// The finding in three texts.
    texts: Texts,
    /// What led here; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<Cow<'v, str>>>,
    /// Other places that belong to the finding; only `tactful audit` has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<WireRelated<'v>>,
}

/// What is known of a private value; never the value itself.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct WirePrivateValue<'v> {
    /// What it is, such as `card-number`.
    kind: &'v str,
    /// How sure: `certain` by a checksum, a provider's prefix or a label; `likely` by its structure; `possible` by its shape.
    tier: &'v str,
    /// Whose it is: `customers-own`, `companys`, `said-here`, `third-party` or `unknown`.
    owner: &'v str,
    /// Its length in code points, as written.
    length: usize,
    /// The HMAC-SHA-256 of kind and value under the team's key, cut to 128 bits, as 32 hexadecimal digits; only when a key is configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<&'v str>,
}

impl<'v> WirePrivateValue<'v> {
    pub(crate) fn of(finding: &'v Finding) -> Option<Self> {
        finding.value.as_deref().map(|value| Self {
            kind: value.kind,
            tier: value.tier,
            owner: value.owner,
            length: value.length,
            fingerprint: value.fingerprint.as_deref(),
        })
    }
}

/// A finding that is accepted.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WireSuppressed<'v> {
    /// What accepts it.
    by: &'v str,
    #[serde(flatten)]
    finding: WireFinding<'v>,
}

/// Rules that could not be judged for one reason. Together, not rule by rule: without a conversation they are many, in every review of a batch.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WireSkipped<'v> {
    /// What was missing.
    needs: &'v str,
    /// The rules, sorted.
    rules: Vec<&'v str>,
}

/// How upset the customer is.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WireMood<'v> {
    /// 0 neutral or positive, 1 inconvenienced or mildly annoyed, 2 clearly upset.
    level: u8,
    /// The words that led to the level; private ones covered.
    reasons: &'v [String],
}

/// One way to mend a finding.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WireSuggestion<'v> {
    /// The suggested wording, or what the edits do.
    text: Cow<'v, str>,
    /// `safe` keeps the meaning, `unsafe` may change it, `display` is never applied.
    #[cfg_attr(test, schemars(extend("enum" = ["safe", "unsafe", "display"])))]
    applicability: &'static str,
    /// What to write where; they belong together. Empty when the wording is only shown.
    edits: Vec<WireEdit<'v>>,
}

/// One replacement.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WireEdit<'v> {
    /// What to replace in the draft's text; empty to insert.
    span: WireSpan,
    /// What stands there afterwards.
    replacement: &'v str,
}

/// The counts of a run.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct WireSummary {
    /// Drafts checked.
    drafts: u64,
    /// Drafts with at least one finding.
    with_findings: u64,
    /// Drafts that should not be sent as they are.
    held: u64,
    /// Findings by severity.
    findings: WireCounts,
    /// Findings that were accepted.
    suppressed: u64,
    /// Acceptances that no longer match anything.
    stale: Vec<String>,
    /// What could not be checked; the report is whole when this is empty.
    failures: Vec<String>,
}

/// Numbers by severity.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WireCounts {
    /// Must not be sent.
    error: u64,
    /// Should be rewritten.
    warning: u64,
    /// May improve the reply.
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
            title: view.title(),
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
            skipped: &review.skipped,
            mood: WireMood {
                level: review.mood.level,
                reasons: &review.mood.reasons,
            },
            notes: view.notes().collect(),
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
            private_value: WirePrivateValue::of(finding),
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
            related: finding.related.iter().map(WireRelated::new).collect(),
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
            failures: summary.failures.clone(),
        }
    }
}

/// The rules that could not be judged, by what was missing.
fn skipped(all: &[Skipped]) -> Vec<WireSkipped<'_>> {
    let mut groups: Vec<WireSkipped<'_>> = Vec::new();
    for Skipped { rule, needs } in all {
        // The reasons are a handful.
        match groups.iter_mut().find(|group| group.needs == *needs) {
            Some(group) => group.rules.push(rule.as_str()),
            None => groups.push(WireSkipped {
                needs,
                rules: vec![rule.as_str()],
            }),
        }
    }
    groups
}

/// Writes the rules that could not be judged; all reviews that share a list write the same bytes.
fn write_skipped<S: Serializer>(all: &SkippedRules, to: S) -> Result<S::Ok, S::Error> {
    let written = all.written(|rules| to_raw_value(&skipped(rules)).ok());
    match written {
        Some(written) => written.serialize(to),
        None => skipped(all).serialize(to),
    }
}

/// The host's own data on one line. In valid JSON a raw line break is only white space.
fn meta(draft: &Draft) -> Option<Box<RawValue>> {
    let text = draft.meta.as_deref()?;
    RawValue::from_string(text.replace(['\n', '\r'], " ")).ok()
}

/// The whole document of the JSON format, for its schema; the format itself writes it piece by piece.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its shape is looked at")]
pub(crate) struct WireDocument<'v> {
    /// The version of this shape; raised when a change breaks a reader.
    #[schemars(extend("const" = WIRE_VERSION))]
    version: u32,
    /// What wrote it.
    tool: WireTool,
    /// One review for each draft, in the order of the input. The format `jsonl` writes one a line, each with `version`.
    reviews: Vec<WireReview<'v>>,
    /// The counts of the run.
    summary: WireSummary,
}

/// What wrote a document.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its shape is looked at")]
struct WireTool {
    /// `tactful`.
    name: String,
    /// Its version.
    version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema is generated from the types above and committed; a difference refreshes the file and fails once.
    #[test]
    fn the_schema_is_fresh() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/fixtures/schema/report.v1.json"
        );
        let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
        let mut schema = settings
            .into_generator()
            .into_root_schema_for::<WireDocument<'_>>();
        schema.insert(String::from("title"), "A report of tactful".into());
        let fresh = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        if fresh != committed {
            std::fs::create_dir_all(std::path::Path::new(path).parent().unwrap()).unwrap();
            std::fs::write(path, fresh).unwrap();
            panic!(
                "fixtures/schema/report.v1.json was refreshed: commit it, and raise the version if a reader would break"
            );
        }
    }
}
