//! What people may know about a rule.

use crate::finding::{Confidence, RuleId, Severity};

/// One example of a rule, as its ruleset states it.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Example {
    /// The turns before the draft: `(role, text)` with role `customer` or `agent`.
    pub turns: Vec<(String, String)>,
    /// Ticket facts.
    pub facts: Vec<(String, String)>,
    /// The draft.
    pub draft: String,
}

/// The law that a rule reminds of. A reminder, no legal advice: a draft without findings may still break it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Law {
    /// The act and the article.
    pub article: String,
    /// Where the text stands: an `https` address.
    pub link: String,
    /// The day on which the rule was last reviewed against the article, as `2026-11-20`.
    pub checked: String,
}

/// All that a ruleset says about one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleInfo {
    /// The rule's name.
    pub id: RuleId,
    /// How bad, as the ruleset declares it.
    pub level: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// Whether it runs without being switched on.
    pub on_by_default: bool,
    /// The pack it belongs to; `default` for the built-in rules that run without a pack.
    pub pack: String,
    /// The ruleset file and line, such as `rulesets/tone.toml:12`.
    pub origin: String,
    /// The verb: `avoid`, `replace`, `require`, `order`, `limit`, `agree`, `repeat`, `spell` or `private`.
    pub verb: &'static str,
    /// The message, with its `{…}` parts unfilled.
    pub say: String,
    /// Why it matters.
    pub why: String,
    /// Suggested wordings.
    pub offer: Vec<String>,
    /// Where the advice comes from.
    pub source: String,
    /// The law that it reminds of.
    pub law: Option<Law>,
    /// Whether it needs the conversation, or other facts, to be judged.
    pub needs: Option<&'static str>,
    /// Drafts in which it must fire.
    pub bad: Vec<Example>,
    /// Drafts in which it must stay silent.
    pub good: Vec<Example>,
}
