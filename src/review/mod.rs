//! All there is to say about one draft.

mod excerpt;
mod fingerprint;
mod parts;
mod skipped;

pub use excerpt::Excerpts;
pub use fingerprint::{Fingerprint, fingerprints};
pub(crate) use parts::ValueParts;
pub use skipped::{Skipped, SkippedRules};

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::draft::{Draft, Mood};
use crate::finding::{Finding, Severity};
use crate::text::Span;

/// A finding that a directive, an allowance or the baseline accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// What accepts it, such as `allow: our customers are gamers`.
    pub by: String,
}

/// What was found in one draft.
#[derive(Debug, Clone)]
pub struct Review<'d> {
    /// The draft that was checked.
    pub draft: &'d Draft,
    /// The findings that stand, sorted by place, then severity, then rule.
    pub findings: Vec<Finding>,
    /// The findings that were accepted.
    pub suppressed: Vec<Suppressed>,
    /// The rules that could not be judged, sorted.
    pub skipped: SkippedRules,
    /// Spans of private values in the draft's text, sorted; no report shows them.
    pub private: Vec<Span>,
    /// The record's title with its private values covered; `None` when it has none of them.
    pub title: Option<String>,
    /// How upset the customer is.
    pub mood: Mood,
    /// Things worth knowing that are no finding, such as “not English, left alone”.
    pub notes: Vec<String>,
    /// Where the findings so far touch a private value: starts and ends of places that share no byte.
    pub(crate) covered: BTreeMap<usize, usize>,
    /// The private values that stand in the draft and around it, as far as somebody asked; made once.
    pub(crate) values: OnceLock<ValueParts>,
}

impl<'d> Review<'d> {
    /// An empty review of a draft.
    pub fn new(draft: &'d Draft) -> Self {
        Self {
            draft,
            findings: Vec::new(),
            suppressed: Vec::new(),
            skipped: SkippedRules::default(),
            private: Vec::new(),
            title: None,
            mood: Mood::default(),
            notes: Vec::new(),
            covered: BTreeMap::new(),
            values: OnceLock::new(),
        }
    }

    /// The gravest severity among the findings.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// Whether a finding is at or above the threshold.
    pub fn fails(&self, threshold: Severity) -> bool {
        self.worst().is_some_and(|worst| threshold <= worst)
    }

    /// The words of the draft at a span, with every private character replaced by `•`. The one door for source text.
    pub fn excerpt(&self, span: Span) -> String {
        self.excerpts().of(span).into_owned()
    }

    /// The same door for many quotes of one draft.
    pub fn excerpts(&self) -> Excerpts<'d> {
        let accepted = self.suppressed.iter().map(|suppressed| &suppressed.finding);
        let mut private = self.private.clone();
        private.extend(
            (self.findings.iter().chain(accepted))
                .filter(|finding| finding.private)
                .map(|finding| finding.span),
        );
        Excerpts::new(&self.draft.text, &private)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_hide_private_characters() {
        let draft = Draft::new("Card 4111 1111 ok");
        let mut review = Review::new(&draft);
        review.private.push(Span::new(5, 14));
        assert_eq!(review.excerpt(Span::new(0, 17)), "Card •••• •••• ok");
    }
}
