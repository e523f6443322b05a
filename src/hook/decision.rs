//! From reviews to send or hold, with the words that go along.

use std::cell::OnceCell;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::config::Threshold;
use crate::detect::covered_answer;
use crate::draft::Draft;
use crate::error::Error;
use crate::finding::{RuleId, Severity};
use crate::report::{Options, Texts, object, texts};
use crate::review::{Review, Suppressed, fingerprints};
use crate::text::{Lines, Span};

use super::policy::{OnError, Policy};

/// The version of the JSON that hooks answer with.
const WIRE_VERSION: u32 = 1;

/// What happens to the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It may leave.
    Send,
    /// It stays.
    Hold,
}

/// A finding that holds a message back, in words. Private values are covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBack {
    /// The rule.
    pub rule: String,
    /// How bad.
    pub severity: Severity,
    /// Where: file or field, line and column; empty for a bare message.
    pub place: String,
    /// The finding for a log, for the agent, for a model.
    pub texts: Texts,
}

/// A finding that would have held the message, had nobody overridden it. Holds no message text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overridden {
    /// The rule.
    pub rule: String,
    /// How bad.
    pub severity: Severity,
    /// Why it was overridden.
    pub reason: String,
    /// The hash of the rule and the words, as in reports and baselines.
    pub fingerprint: String,
    /// The host's id of the conversation, where it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
}

/// What was decided about one input.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Send or hold.
    pub verdict: Verdict,
    /// What holds it back, gravest first; empty when it is sent or when tactful could not look. What two renderings of a message share counts once.
    pub held: Vec<HeldBack>,
    /// Everything that was found and not overridden, also what is too mild to hold the message.
    pub found: Vec<(RuleId, Severity)>,
    /// What somebody decided not to mind.
    pub overridden: Vec<Overridden>,
    /// Why tactful could not look, and what the policy makes of it.
    pub failure: Option<(String, OnError)>,
    /// The reviews on the wire, one JSON object each, for hosts that are told all.
    reviews: Vec<Box<RawValue>>,
}

/// What goes back to a host.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The exit code.
    pub code: u8,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Decision {
    /// Decides about the reviews of one message, in all its renderings. What is overridden moves to their suppressed findings.
    pub fn of(reviews: &mut [Review<'_>], policy: &Policy) -> Self {
        let mut decision = Self {
            verdict: Verdict::Send,
            held: Vec::new(),
            found: Vec::new(),
            overridden: Vec::new(),
            failure: None,
            reviews: Vec::new(),
        };
        let options = options(policy);
        for review in reviews {
            decision.take_overridden(review, policy);
            let places = Places::of(review);
            for finding in &review.findings {
                decision
                    .found
                    .push((finding.rule.clone(), finding.severity));
                if !policy.fail_on.is_reached_by(Some(finding.severity)) {
                    continue;
                }
                let held = HeldBack {
                    rule: finding.rule.to_string(),
                    severity: finding.severity,
                    place: places.at(finding.span),
                    texts: texts(review, finding, &options),
                };
                if !decision.held.contains(&held) {
                    decision.held.push(held);
                }
            }
        }
        decision
            .held
            .sort_by_key(|held| std::cmp::Reverse(held.severity));
        if !decision.held.is_empty() {
            decision.verdict = Verdict::Hold;
        }
        decision
    }

    /// The same with the reviews themselves, for hosts that are told all.
    pub fn with_reviews(reviews: &mut [Review<'_>], policy: &Policy) -> Self {
        let mut decision = Self::of(reviews, policy);
        let options = options(policy);
        let written = reviews.iter().map(|review| object(review, &options));
        decision.reviews = written.collect();
        decision
    }

    /// Whether the message stays.
    pub fn is_held(&self) -> bool {
        self.verdict == Verdict::Hold
    }

    /// What the policy makes of a failure to look.
    pub fn failed(error: &Error, policy: &Policy) -> Self {
        Self::failed_because(&error.to_string(), policy.on_error)
    }

    /// The same, in words; they become one line, as hosts pass on only the first.
    pub fn failed_because(reason: &str, on_error: OnError) -> Self {
        let reason = covered_answer(reason);
        let lines: Vec<&str> = reason.lines().map(str::trim).collect();
        let reason = lines.join("; ");
        Self {
            verdict: if on_error == OnError::Hold {
                Verdict::Hold
            } else {
                Verdict::Send
            },
            held: Vec::new(),
            found: Vec::new(),
            overridden: Vec::new(),
            failure: Some((reason, on_error)),
            reviews: Vec::new(),
        }
    }

    fn take_overridden(&mut self, review: &mut Review<'_>, policy: &Policy) {
        if policy.overrides.is_empty() {
            return;
        }
        let reason = |finding: &crate::finding::Finding| {
            policy
                .overrides
                .iter()
                .find(|given| given.covers(&finding.rule))
                .map(|given| given.reason.clone())
        };
        let prints = fingerprints(review, &review.findings);
        let (mut kept, mut taken) = (Vec::new(), Vec::new());
        for (finding, print) in std::mem::take(&mut review.findings).into_iter().zip(prints) {
            let Some(reason) = reason(&finding) else {
                kept.push(finding);
                continue;
            };
            if policy.fail_on.is_reached_by(Some(finding.severity)) {
                self.overridden.push(Overridden {
                    rule: finding.rule.to_string(),
                    severity: finding.severity,
                    reason: reason.clone(),
                    fingerprint: print.to_string(),
                    conversation: review
                        .draft
                        .conversation
                        .as_ref()
                        .and_then(|conversation| conversation.id.clone()),
                });
            }
            taken.push(Suppressed {
                finding,
                by: format!("override: {reason}"),
            });
        }
        review.findings = kept;
        review.suppressed.append(&mut taken);
    }

    /// The decision on the wire, without a line break; `id` is JSON and echoed as it is.
    pub fn to_json(&self, id: Option<&RawValue>) -> String {
        let wire = Wire {
            version: WIRE_VERSION,
            id,
            decision: self.verdict,
            reasons: self.held.iter().map(|held| &*held.texts.short).collect(),
            error: self.failure.as_ref().map(|(reason, _)| &**reason),
            overridden: &self.overridden,
            reviews: &self.reviews,
        };
        // Strings, numbers and JSON that is JSON already cannot fail.
        serde_json::to_string(&wire).unwrap_or_default()
    }

    /// One line for each reason to hold, each at most 400 bytes before its place; and what people must know about a failure.
    pub fn reasons(&self) -> String {
        let mut lines = String::new();
        for held in &self.held {
            if !held.place.is_empty() {
                lines.push_str(&held.place);
                lines.push_str(": ");
            }
            lines.push_str(&held.texts.short);
            lines.push('\n');
        }
        lines.push_str(&self.failure_line());
        lines
    }

    /// One line for the person who wrote the message; empty when nothing was found.
    pub fn reason(&self) -> String {
        match self.held.split_first() {
            None => String::new(),
            Some((first, [])) => format!("Not sent: {}", first.texts.short),
            Some((first, rest)) => {
                format!("Not sent: {}, and {} more", first.texts.short, rest.len())
            }
        }
    }

    /// What a model should change, one instruction a line.
    pub fn for_model(&self) -> String {
        let lines: Vec<&str> = self.held.iter().map(|held| &*held.texts.model).collect();
        lines.join("\n")
    }

    /// The line for people about a message that passes although nobody could look, where the policy wants it told.
    pub fn warning(&self) -> Option<String> {
        let is_told = matches!(self.failure, Some((_, OnError::Warn)));
        is_told.then(|| self.failure_line())
    }

    /// What people must know about a failure to look: nothing when the policy is to let messages pass silently.
    pub fn failure_line(&self) -> String {
        match &self.failure {
            Some((reason, OnError::Hold)) => {
                format!("tactful could not check this, so it is held: {reason}\n")
            }
            Some((reason, OnError::Warn)) => {
                format!("tactful could not check this, it passes unchecked: {reason}\n")
            }
            Some((_, OnError::Allow)) | None => String::new(),
        }
    }
}

/// How reports decide as the policy does.
fn options(policy: &Policy) -> Options<'static> {
    Options {
        fail_on: match policy.fail_on {
            Threshold::At(severity) => severity,
            Threshold::Never => Severity::Error,
        },
        ..Options::default()
    }
}

/// What goes over the wire.
#[derive(Serialize)]
struct Wire<'w> {
    version: u32,
    /// The host's own id of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'w RawValue>,
    /// `send` or `hold`.
    decision: Verdict,
    /// One line of at most 400 bytes for each finding that holds the message.
    reasons: Vec<&'w str>,
    /// Why tactful could not look; the decision is then the one that `--on-error` asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'w str>,
    /// What somebody overrode.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    overridden: &'w [Overridden],
    /// One review for each text, as in the `jsonl` report.
    reviews: &'w [Box<RawValue>],
}

/// Where findings of a draft stand in its file.
struct Places<'d> {
    draft: &'d Draft,
    /// The lines of a draft that is its whole file.
    own: OnceCell<Lines>,
}

impl<'d> Places<'d> {
    fn of(review: &Review<'d>) -> Self {
        Self {
            draft: review.draft,
            own: OnceCell::new(),
        }
    }

    /// `file:line:column`. A bare message and the fields of a host have no file that people could open.
    fn at(&self, span: Span) -> String {
        let origin = &self.draft.origin;
        if origin.file.is_empty() || origin.file.starts_with('<') {
            return String::new();
        }
        let (line, column) = match origin.position(span) {
            Some(position) => (position.line, position.column),
            None => {
                let own = self
                    .own
                    .get_or_init(|| Lines::new(self.draft.text.as_bytes()));
                own.at(span.start)
            }
        };
        format!("{}:{line}:{column}", origin.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Confidence, Finding, RuleId};

    fn review<'d>(draft: &'d Draft, found: &[(&str, Severity)]) -> Review<'d> {
        let mut review = Review::new(draft);
        review.findings = found
            .iter()
            .map(|(rule, severity)| Finding {
                rule: RuleId::new(rule),
                severity: *severity,
                confidence: Confidence::High,
                message: "“calm down” sounds like an order".into(),
                why: "".into(),
                span: Span::new(0, 9),
                private: false,
                value: None,
                fixes: Vec::new(),
                reasons: Vec::new(),
                related: Vec::new(),
            })
            .collect();
        review
    }

    #[test]
    fn thresholds_and_overrides_decide() {
        let draft = Draft::new("Calm down, please.");
        let given = |rule: &str| rule.parse().ok().into_iter().collect::<Vec<_>>();
        let at = Threshold::At;
        for (found, fail_on, overrides, verdict, overridden) in [
            (&[][..], at(Severity::Warning), "", Verdict::Send, 0),
            (
                &[("tone/a", Severity::Warning)][..],
                at(Severity::Warning),
                "",
                Verdict::Hold,
                0,
            ),
            (
                &[("tone/a", Severity::Warning)],
                at(Severity::Error),
                "",
                Verdict::Send,
                0,
            ),
            (
                &[("tone/a", Severity::Error)],
                Threshold::Never,
                "",
                Verdict::Send,
                0,
            ),
            (
                &[("tone/a", Severity::Error)],
                at(Severity::Warning),
                "tone/a=why",
                Verdict::Send,
                1,
            ),
            (
                &[("tone/a", Severity::Error)],
                at(Severity::Warning),
                "tone=why",
                Verdict::Send,
                1,
            ),
            (
                &[("tone/a", Severity::Error)],
                at(Severity::Warning),
                "tone/b=why",
                Verdict::Hold,
                0,
            ),
            (
                &[("tone/a", Severity::Suggestion)],
                at(Severity::Warning),
                "tone/a=why",
                Verdict::Send,
                0,
            ),
            (
                &[("tone/a", Severity::Error), ("tone/b", Severity::Error)],
                at(Severity::Warning),
                "tone/a=why",
                Verdict::Hold,
                1,
            ),
        ] {
            let policy = Policy {
                fail_on,
                overrides: given(overrides),
                ..Policy::default()
            };
            let decision = Decision::of(&mut [review(&draft, found)], &policy);
            assert_eq!(decision.verdict, verdict, "{found:?} {overrides}");
            assert_eq!(
                decision.overridden.len(),
                overridden,
                "{found:?} {overrides}"
            );
            let logged = serde_json::to_string(&decision.overridden).unwrap();
            assert!(!logged.to_lowercase().contains("calm"), "{logged}");
        }
    }

    #[test]
    fn what_two_renderings_share_counts_once() {
        let (plain, html) = (
            Draft::new("Calm down, please."),
            Draft::new("Calm down, you."),
        );
        let mild = review(&plain, &[("tone/a", Severity::Warning)]);
        let both = &[("tone/a", Severity::Warning), ("tone/b", Severity::Error)];
        let decision = Decision::of(&mut [mild, review(&html, both)], &Policy::default());
        let rules: Vec<&str> = decision.held.iter().map(|held| &*held.rule).collect();
        assert_eq!(rules, ["tone/b", "tone/a"], "gravest first");
        assert_eq!(decision.found.len(), 3);
        assert!(decision.reason().ends_with("(tone/b), and 1 more"));
        assert!(decision.to_json(None).contains(r#""reviews":[]"#));
    }

    #[test]
    fn failures_do_what_the_policy_says() {
        for (on_error, verdict, line) in [
            (OnError::Allow, Verdict::Send, ""),
            (
                OnError::Hold,
                Verdict::Hold,
                "tactful could not check this, so it is held: no rules\n",
            ),
            (
                OnError::Warn,
                Verdict::Send,
                "tactful could not check this, it passes unchecked: no rules\n",
            ),
        ] {
            let decision = Decision::failed_because("no rules", on_error);
            assert_eq!((decision.verdict, &*decision.reasons()), (verdict, line));
            assert!(decision.to_json(None).contains(r#""error":"no rules""#));
        }
    }
}
