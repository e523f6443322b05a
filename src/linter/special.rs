//! Rules whose verb another room carries out.

use super::Linter;
use crate::review::Review;
use crate::rules::{Match, Scene, applies};

impl Linter {
    /// The rules of one special kind that run for this draft.
    pub(super) fn special(&self, kind: u8, scene: &Scene<'_>, review: &Review<'_>) -> Vec<usize> {
        let channel = review.draft.channel;
        let heads = self.tables.index.heads.iter().enumerate();
        heads
            .filter(|(index, head)| {
                head.special == kind && self.levels.of(*index, channel).is_some()
            })
            .map(|(index, _)| index)
            .filter(|index| {
                self.tables
                    .rule(*index)
                    .is_some_and(|rule| applies(rule, scene))
            })
            .collect()
    }

    pub(super) fn push(&self, index: usize, found: Match, review: &mut Review<'_>) {
        let (Some(rule), Some(severity)) = (
            self.tables.rule(index),
            self.levels.of(index, review.draft.channel),
        ) else {
            return;
        };
        let finding = self.finding(index, rule, severity, found, review);
        review.findings.push(finding);
    }
}
