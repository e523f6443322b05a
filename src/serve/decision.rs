//! From drafts to send or hold, in the words that dialects need.

use crate::draft::{Draft, Mask, Origin};
use crate::finding::{Finding, Severity};
use crate::report::{Texts, texts};
use crate::review::Review;

use super::Rules;

/// What to do with one message, all its renderings together.
#[derive(Debug, Default)]
pub(super) struct Decision {
    /// The findings that hold it, gravest first; none lets it pass.
    pub(super) held: Vec<Held>,
    /// All findings by severity, mildest first.
    pub(super) counts: [u64; 3],
    /// The rules of all findings.
    pub(super) rules: Vec<String>,
}

/// One finding that holds a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) rule: String,
    pub(super) severity: Severity,
    pub(super) texts: Texts,
}

impl Decision {
    /// Checks every rendering. The same finding in two of them counts once.
    pub(super) fn of(drafts: &[Draft], rules: &Rules) -> Self {
        let mut decision = Self::default();
        for draft in drafts {
            let review = rules.review(draft);
            decision.add(&review, rules);
        }
        decision
            .held
            .sort_by_key(|held| std::cmp::Reverse(held.severity));
        decision
    }

    /// Adds one rendering.
    pub(super) fn add(&mut self, review: &Review<'_>, rules: &Rules) {
        self.count(review);
        for finding in &review.findings {
            if !is_holding(finding, rules) {
                continue;
            }
            let held = Held {
                rule: finding.rule.to_string(),
                severity: finding.severity,
                texts: texts(review, finding, &rules.options()),
            };
            if !self.held.contains(&held) {
                self.held.push(held);
            }
        }
    }

    /// Counts the findings of a review, and nothing more.
    pub(super) fn count(&mut self, review: &Review<'_>) {
        for finding in &review.findings {
            self.counts[finding.severity as usize] += 1;
            self.rules.push(finding.rule.to_string());
        }
    }

    pub(super) fn is_held(&self) -> bool {
        !self.held.is_empty()
    }

    /// One line for the person who wrote the message.
    pub(super) fn reason(&self) -> String {
        match self.held.split_first() {
            None => String::new(),
            Some((first, [])) => format!("Not sent: {}", first.texts.short),
            Some((first, rest)) => {
                format!("Not sent: {}, and {} more", first.texts.short, rest.len())
            }
        }
    }

    /// What a model should change.
    pub(super) fn for_model(&self) -> String {
        let lines = self.held.iter().map(|held| held.texts.model.as_str());
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Whether a finding holds its message back.
pub(super) fn is_holding(finding: &Finding, rules: &Rules) -> bool {
    rules.fail_on.is_reached_by(Some(finding.severity))
}

/// A draft as a message about to leave: positions are those of its text, and nothing written in it silences a rule.
pub(super) fn leaving(mut draft: Draft) -> Draft {
    draft.origin = Origin {
        record: draft.origin.record.take(),
        title: draft.origin.title.take(),
        ..Origin::default()
    };
    draft
}

/// The subject line as a draft of its own, when there is one: customers read it first.
pub(super) fn subject(draft: &Draft) -> Option<Draft> {
    let subject = draft.subject.as_deref().map(str::trim)?;
    (!subject.is_empty()).then(|| Draft {
        text: subject.to_owned(),
        subject: None,
        meta: None,
        mask: Mask::of(subject),
        origin: Origin::default(),
        ..draft.clone()
    })
}
