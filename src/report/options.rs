//! What a reader asks of a report.

use std::fmt;

use crate::finding::Severity;

/// How reports look and what they show.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// Whether the human report is coloured. Nothing else decides: neither the environment nor the terminal is asked.
    pub color: bool,
    /// Columns of the reader's terminal; the human report uses 40 to 100 of them.
    pub width: usize,
    /// Whether private values are shown instead of `•`.
    pub show_values: bool,
    /// Whether reasons, and the findings that were accepted, are shown too.
    pub explain: bool,
    /// The mildest severity that is shown.
    pub show: Severity,
    /// The mildest severity that holds a draft back.
    pub fail_on: Severity,
    /// What is known about a rule, for the formats that carry help texts.
    pub help: Option<&'o HelpSource<'o>>,
}

/// Answers what is known about a rule by its name.
pub type HelpSource<'h> = dyn Fn(&str) -> Option<RuleHelp> + Sync + 'h;

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            color: false,
            width: 80,
            show_values: false,
            explain: false,
            show: Severity::Suggestion,
            fail_on: Severity::Warning,
            help: None,
        }
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Options")
            .field("color", &self.color)
            .field("width", &self.width)
            .field("show_values", &self.show_values)
            .field("explain", &self.explain)
            .field("show", &self.show)
            .field("fail_on", &self.fail_on)
            .field("help", &self.help.is_some())
            .finish()
    }
}

/// What a format with help texts says about a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleHelp {
    /// The rule's message with its `{…}` parts unfilled, or a title.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// Where the advice comes from.
    pub source: String,
    /// Suggested wordings.
    pub offer: Vec<String>,
    /// A draft in which it fires.
    pub bad: Option<String>,
    /// A draft in which it stays silent.
    pub good: Option<String>,
    /// How bad, as the ruleset declares it.
    pub level: Option<Severity>,
}
