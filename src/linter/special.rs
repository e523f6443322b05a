//! Rules whose verb another room carries out.

use super::Linter;
use crate::finding::Finding;
use crate::review::Review;
use crate::rules::{Match, Scene, applies};

impl Linter {
    /// The rules of one special kind that run for this draft.
    pub(super) fn special(&self, kind: u8, scene: &Scene<'_>, review: &Review<'_>) -> Vec<usize> {
        let channel = review.draft.channel;
        let contents = self.tables.contents();
        contents
            .special(kind)
            .filter(|index| self.levels.of(contents, *index, channel).is_some())
            .filter(|index| {
                self.tables
                    .rule(*index)
                    .is_some_and(|rule| applies(rule, scene))
            })
            .collect()
    }

    /// Adds what a rule found, at the rule's level here; `None` when the rule is off.
    pub(super) fn push<'r>(
        &self,
        index: usize,
        found: Match,
        review: &'r mut Review<'_>,
    ) -> Option<&'r mut Finding> {
        let rule = self.tables.rule(index)?;
        let severity = self.level_of(index, review.draft.channel)?;
        let finding = self.finding(index, rule, severity, found, review);
        if finding.private {
            super::quote::cover(review, finding.span);
        }
        review.findings.push(finding);
        review.findings.last_mut()
    }
}
