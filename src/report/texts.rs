//! One finding in three texts: for a log, for the agent, for a model.

use std::fmt::Write;

use crate::finding::Finding;
use crate::review::Review;

use super::Options;
use super::escape::{cut, visible};
use super::view::View;

/// Most bytes of the short text: it must fit the reply line of a mail server and a metric's label.
const SHORT: usize = 400;

/// Other places that are named in a sentence.
const OTHERS: usize = 3;

/// One finding in three texts. None shows a private value unless the options ask for it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Texts {
    /// One line of at most 400 bytes: the message and the rule.
    pub short: String,
    /// For the agent: the message, then the suggested wording.
    pub agent: String,
    /// For a language model that wrote the draft: what to change, why, and how.
    pub model: String,
}

/// The three texts of a finding of a review.
pub fn texts(review: &Review<'_>, finding: &Finding, options: &Options<'_>) -> Texts {
    View::new(review, options).texts(finding)
}

impl View<'_> {
    pub(crate) fn texts(&self, finding: &Finding) -> Texts {
        let message = self.covered(finding, &finding.message);
        let message = visible(&message);
        let rule = finding.rule.as_str();

        let room = SHORT.saturating_sub(rule.len() + 3);
        let short = cut(
            format!("{} ({rule})", cut(message.to_string(), room)),
            SHORT,
        );

        let suggestions = self.suggestions(finding);
        let offer = suggestions
            .first()
            .map(|suggestion| visible(&suggestion.text).into_owned());
        let mut agent = message.to_string();
        let end = if message.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        let sentence = format!("{message}{end}");
        if let Some(offer) = &offer {
            if !agent.ends_with(['.', '!', '?', '”']) {
                agent.push('.');
            }
            let _ = write!(agent, " Try: {offer}");
        }
        let others = self.others(finding, OTHERS).join(", ");
        if !others.is_empty() {
            if !agent.ends_with(['.', '!', '?']) {
                agent.push('.');
            }
            let _ = write!(agent, " See {others}.");
        }

        let excerpt = self.short_excerpt(finding);
        let words = visible(&excerpt);
        let mut model = if finding.span.is_empty() {
            format!(
                "Add what is missing from the reply ({rule}, {}): {sentence}",
                finding.severity
            )
        } else {
            format!(
                "Rewrite “{words}” ({rule}, {}): {sentence}",
                finding.severity
            )
        };
        if !finding.why.is_empty() {
            let _ = write!(
                model,
                " Why: {}",
                visible(&self.covered(finding, &finding.why))
            );
        }
        if let Some(offer) = &offer {
            let _ = write!(model, " Suggested wording: {offer}");
        }
        if !others.is_empty() {
            let _ = write!(model, " Compare {others}.");
        }
        if self.is_masked(finding) {
            model.push_str(
                " The words covered by • are private: leave them out, do not guess them.",
            );
        }
        Texts {
            short,
            agent,
            model,
        }
    }
}
