//! When a message is held, and what happens when tactful cannot look.

use std::str::FromStr;

use crate::config::Threshold;
use crate::detect::{Settings, covered};
use crate::error::Error;
use crate::finding::{RuleId, Severity};

/// What happens to the message when tactful itself fails or takes too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnError {
    /// It goes out; only machines are told.
    Allow,
    /// It is held, as if something had been found: nothing leaves unseen unless somebody chose so.
    #[default]
    Hold,
    /// It goes out, and people are told that nobody looked.
    Warn,
}

impl OnError {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Allow, Self::Hold, Self::Warn];

    /// The word used in options.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Hold => "hold",
            Self::Warn => "warn",
        }
    }
}

/// Somebody's decision that the findings of a rule do not hold this message, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The rule, such as `tone/blame`, or a category such as `tone`.
    pub rule: String,
    /// Why; goes to the log.
    pub reason: String,
}

impl Override {
    /// Whether it is about a rule.
    pub fn covers(&self, rule: &RuleId) -> bool {
        rule.is_named_by(&self.rule)
    }
}

impl FromStr for Override {
    type Err = Error;

    /// Reads `RULE=REASON`; private values in the reason are covered, as it goes to the log and the answer. Neither may be empty, and `*` is refused: who overrides everything should not ask.
    fn from_str(written: &str) -> Result<Self, Error> {
        let help = "write it as tone/blame=\"the customer asked for plain words\"";
        let Some((rule, reason)) = written.split_once('=') else {
            return Err(Error::config("an override needs a rule and a reason").help(help));
        };
        let (rule, reason) = (rule.trim(), reason.trim());
        if rule.is_empty() || reason.is_empty() {
            return Err(Error::config("an override needs a rule and a reason").help(help));
        }
        if rule == "*" {
            return Err(
                Error::config("an override names a rule or a category, not `*`").help(help),
            );
        }
        Ok(Self {
            rule: rule.to_owned(),
            reason: covered(reason, &Settings::default()).into_owned(),
        })
    }
}

/// When a message is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The mildest severity that holds a message.
    pub fail_on: Threshold,
    /// What happens when tactful cannot look.
    pub on_error: OnError,
    /// Findings that do not hold this message.
    pub overrides: Vec<Override>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            fail_on: Threshold::At(Severity::Warning),
            on_error: OnError::default(),
            overrides: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_are_read() {
        for (written, expected) in [
            (
                "tone/blame=she asked for it",
                Some(("tone/blame", "she asked for it")),
            ),
            (" tone = a=b ", Some(("tone", "a=b"))),
            (
                "tone/calm-down=card 4532 1487 9630 1253 is his",
                Some(("tone/calm-down", "card •••• •••• •••• •••• is his")),
            ),
            ("tone/blame", None),
            ("tone/blame=", None),
            ("=why", None),
            ("*=why", None),
        ] {
            let read = written.parse::<Override>().ok();
            assert_eq!(
                read.as_ref().map(|read| (&*read.rule, &*read.reason)),
                expected,
                "{written}"
            );
        }
    }
}
