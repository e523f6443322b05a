//! One place where a rule applies, and what could be done about it.

use std::fmt;
use std::sync::Arc;

use crate::text::{Covered, Span};

/// A rule's name, `category/name`, lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(Arc<str>);

impl RuleId {
    /// Wraps a name; rulesets check its shape when they load.
    pub fn new(name: &str) -> Self {
        Self(Arc::from(name))
    }

    /// The whole name, such as `tone/blame`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the slash, such as `tone`.
    pub fn category(&self) -> &str {
        self.0.split('/').next().unwrap_or(&self.0)
    }

    /// Whether a selector names this rule: the rule itself, its category as `tone` or `tone/*`, or `*` for all.
    pub fn is_named_by(&self, selector: &str) -> bool {
        let category = selector.strip_suffix("/*").unwrap_or(selector);
        selector == "*" || selector == self.as_str() || category == self.category()
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// How bad it would be to send the draft as it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Taste; may improve the reply.
    Suggestion,
    /// Should be rewritten: likely to hurt the customer or a promise.
    Warning,
    /// Must not be sent.
    Error,
}

impl Severity {
    /// All severities, mildest first.
    pub const ALL: [Self; 3] = [Self::Suggestion, Self::Warning, Self::Error];

    /// The word used in files and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suggestion => "suggestion",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// How sure the rule is to be right where it fires.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Often a matter of reading.
    Low,
    /// Right in about nine of ten places.
    Medium,
    /// Practically always right.
    High,
}

impl Confidence {
    /// The word used in files and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Who may apply a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// Keeps the meaning; `tactful fix` applies it.
    Safe,
    /// May change the meaning; applied only with `--unsafe`.
    Unsafe,
    /// Wording to look at; never applied.
    Display,
}

impl Applicability {
    /// The word used on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Display => "display",
        }
    }
}

/// One replacement in the draft's text.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

impl fmt::Debug for Edit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Edit")
            .field("span", &self.span)
            .field("replacement", &Covered(&self.replacement))
            .finish()
    }
}

/// One way to mend a finding. All its edits belong together.
#[derive(Clone, PartialEq, Eq)]
pub struct Fix {
    /// The suggested wording, or a sentence that says what the edits do.
    pub text: String,
    /// The edits, in order, not overlapping; empty when the wording is only shown.
    pub edits: Vec<Edit>,
    /// Who may apply it.
    pub applicability: Applicability,
}

impl fmt::Debug for Fix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Fix")
            .field("text", &Covered(&self.text))
            .field("edits", &self.edits)
            .field("applicability", &self.applicability)
            .finish()
    }
}

/// What is known of the private value at a finding; never the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateValue {
    /// What it is, as [`PrivateKind::as_str`](crate::detect::PrivateKind::as_str) names it.
    pub kind: &'static str,
    /// How sure the recogniser is, as [`Tier::as_str`](crate::detect::Tier::as_str) names it.
    pub tier: &'static str,
    /// Whose it is, as [`Owner::as_str`](crate::detect::Owner::as_str) names it.
    pub owner: &'static str,
    /// Its length in code points, as written.
    pub length: usize,
    /// The HMAC-SHA-256 of kind and value under the team's key, cut to 128 bits, as 32 hexadecimal digits; `None` without a key.
    pub fingerprint: Option<String>,
}

/// One place of a draft where a rule applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// One friendly sentence to the agent. Quotes the draft only through masked excerpts.
    pub message: String,
    /// Why it matters.
    pub why: Arc<str>,
    /// Where in the draft's text; empty where something is missing.
    pub span: Span,
    /// Whether the words at the span are private and must not be shown.
    pub private: bool,
    /// What is known of the private value, when the finding is about one.
    pub value: Option<Box<PrivateValue>>,
    /// Ways to mend it, best first.
    pub fixes: Vec<Fix>,
    /// What in the draft or the conversation led here, for `--explain`; masked.
    pub reasons: Vec<String>,
    /// Other places that belong to it, the nearest first; empty for what one draft shows alone.
    pub related: Vec<Related>,
}

/// Another place that a finding is about, such as the reply that gives another number. Its draft is not at hand when reports are written, so it carries what they show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The file as the user named it; empty for a draft made in memory.
    pub file: Arc<str>,
    /// What people call the record: its title, else its id.
    pub record: Option<String>,
    /// Line and column in code points of the first character, from 1.
    pub start: (usize, usize),
    /// Line and column after the last character.
    pub end: (usize, usize),
    /// The words that stand there, private ones covered.
    pub words: String,
}

impl Finding {
    /// The category, such as `tone`.
    pub fn category(&self) -> &str {
        self.rule.category()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_name_rules() {
        let rule = RuleId::new("tone/blame");
        for (selector, named) in [
            ("*", true),
            ("tone", true),
            ("tone/*", true),
            ("tone/blame", true),
            ("tone/blam", false),
            ("ton", false),
            ("tone/blame/*", false),
            ("", false),
        ] {
            assert_eq!(rule.is_named_by(selector), named, "{selector}");
        }
    }
}
