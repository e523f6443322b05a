//! The kinds of rule: what each means and how it searches. Everything a rule decides is decided here.

mod agree;
mod article;
mod avoid;
mod capitals;
mod condition;
mod cues;
mod found;
mod gate;
mod inversion;
mod limit;
mod measure;
mod muddled;
mod order;
mod packed;
mod pairs;
mod remark;
mod repeat;
mod replace;
mod require;
mod rule;
mod said;
mod scene;
mod sign;
mod spacing;
mod tautology;
mod times;
mod topic;
mod weigh;

pub use agree::RELATIONS;
pub use cues::Cues;
pub use found::{OWNERS, PARTS, PLACEHOLDER_KINDS, PRIVATE_KINDS, SPELLINGS, TIERS};
pub use gate::{gate, is_open};
pub use measure::MEASURES;
pub use packed::Packed;
pub use repeat::REPEATS;
pub use rule::{
    Again, Answers, BankId, Compare, Condition, Cue, CueRef, Detail, Guard, Issue, NO_BANK, Near,
    Only, PutIt, Rule, RuleWords, Test, Verb, Where, Who,
};
pub use said::{Said, Voice};
pub use scene::Scene;
pub use sign::SIGNS;

use std::fmt;

use crate::draft::Channel;
use crate::text::{Covered, Span, covered};

/// A place where a rule applies, before it becomes a finding.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Match {
    /// Where in the draft; empty where something is missing.
    pub span: Span,
    /// Values for the `{…}` parts of the message.
    pub parts: Vec<(&'static str, String)>,
    /// Suggested wordings for the span itself, best first.
    pub instead: Vec<String>,
    /// Whether the first wording may be put in without asking.
    pub safe: bool,
    /// What led here, for explanations.
    pub reasons: Vec<String>,
}

impl fmt::Debug for Match {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = (self.parts.iter())
            .map(|(name, words)| (name, Covered(words)))
            .collect();
        out.debug_struct("Match")
            .field("span", &self.span)
            .field("parts", &parts)
            .field("instead", &covered(&self.instead))
            .field("safe", &self.safe)
            .field("reasons", &covered(&self.reasons))
            .finish()
    }
}

impl Match {
    /// A match of the words at a span.
    pub fn at(span: Span) -> Self {
        Self {
            span,
            ..Self::default()
        }
    }

    /// Adds a value for a part of the message.
    #[must_use]
    pub fn with(mut self, part: &'static str, value: impl Into<String>) -> Self {
        self.parts.push((part, value.into()));
        self
    }
}

/// Whether the conditions of a rule hold, for rules whose search another room carries out.
pub fn applies(rule: &Rule, scene: &Scene<'_>) -> bool {
    condition::hold(&rule.when, scene).is_some()
        && (rule.unless.is_empty() || condition::hold(&rule.unless, scene).is_none())
}

/// The most that a rule with `limit` allows in a channel; `None` for other verbs.
/// What a configuration says (`most`) wins over the channel's own bound, and that over the declared one.
pub fn most_allowed(rule: &Rule, most: Option<u32>, channel: Option<Channel>) -> Option<u32> {
    let Verb::Limit { allowed, .. } = &rule.verb else {
        return None;
    };
    let channel = channel.unwrap_or(Channel::Chat).as_str();
    let own = rule.most.iter().find(|(name, _)| name == channel);
    Some(most.or(own.map(|(_, most)| *most)).unwrap_or(allowed.to))
}

/// All places of a draft where a rule applies; empty when its conditions do not hold.
/// `most` replaces the upper bound of a rule with `limit`, as [`most_allowed`] says.
pub fn search(rule: &Rule, most: Option<u32>, scene: &Scene<'_>) -> Vec<Match> {
    let Some(reasons) = condition::hold(&rule.when, scene) else {
        return Vec::new();
    };
    if !rule.unless.is_empty() && condition::hold(&rule.unless, scene).is_some() {
        return Vec::new();
    }
    let mut matches = match &rule.verb {
        Verb::Avoid { bank, cues, signs } => avoid::search(*bank, cues, signs, &rule.guard, scene),
        Verb::Replace { bank, with, safe } => {
            replace::search(*bank, with, *safe, &rule.guard, scene)
        }
        Verb::Require { any, near } => require::search(rule, any, *near, scene),
        Verb::Order { first, then } => order::search(first, then, &rule.guard, scene),
        Verb::Limit {
            measure,
            bank,
            allowed,
        } => {
            let to = most_allowed(rule, most, scene.draft.channel).unwrap_or(allowed.to);
            let allowed = Compare { to, ..*allowed };
            limit::search(measure, *bank, allowed, &rule.guard, scene)
        }
        Verb::Agree { relation, answers } => {
            agree::search(relation, answers.as_deref(), &rule.guard, scene)
        }
        Verb::Repeat { what, again } => repeat::search(what, again, &rule.guard, scene),
        Verb::Spell { .. } | Verb::Private { .. } | Verb::Placeholder { .. } => Vec::new(),
    };
    for found in &mut matches {
        found.parts.extend(reasons.parts.iter().cloned());
        found.reasons.extend(reasons.reasons.iter().cloned());
    }
    matches
}
