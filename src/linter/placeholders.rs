//! Placeholders against the helpdesk's profile and the stage: found by `read`, worded by rules.

use super::Linter;
use crate::finding::{Applicability, Edit, Fix};
use crate::read::placeholder_problems;
use crate::review::Review;
use crate::rules::{Match, Scene, Verb};

impl Linter {
    /// Finds what is wrong with placeholders.
    pub(super) fn find_placeholders(&self, scene: &Scene<'_>, review: &mut Review<'_>) {
        let rules = self.special(3, scene, review);
        if rules.is_empty() {
            return;
        }
        for problem in placeholder_problems(review.draft) {
            let minds = |index: &&usize| {
                let verb = self.tables.rule(**index).map(|rule| &rule.verb);
                matches!(verb, Some(Verb::Placeholder { kinds }) if kinds.iter().any(|kind| kind == problem.kind.as_str()))
            };
            let Some(rule) = rules.iter().find(minds) else {
                continue;
            };
            let Some(guard) = self.tables.rule(*rule).map(|rule| &rule.guard) else {
                continue;
            };
            let words = problem.span.of(&review.draft.text);
            let spoken_of = guard.not_if_customer_said && scene.customer_said(words);
            let first = scene
                .said
                .prose
                .words
                .partition_point(|word| (word.end as usize) <= problem.span.start);
            let excused = scene.said.in_sentence(guard.except, first as u32);
            if spoken_of || excused {
                continue;
            }
            let found = Match::at(problem.span)
                .with("match", words)
                .with("what", problem.message);
            self.push(*rule, found, review);
            if let (Some(suggestion), Some(finding)) =
                (problem.suggestion, review.findings.last_mut())
            {
                let edit = Edit {
                    span: problem.span,
                    replacement: suggestion.clone(),
                };
                let fix = Fix {
                    text: suggestion,
                    edits: vec![edit],
                    applicability: Applicability::Unsafe,
                };
                finding.fixes.insert(0, fix);
            }
        }
    }
}
