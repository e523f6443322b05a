//! Compiles the rules once and checks many drafts.

use crate::config::Config;
use crate::draft::Draft;
use crate::error::Error;
use crate::review::Review;
use crate::ruleset::RuleInfo;

/// The compiled rules. Building can fail; checking cannot. Cheap to share between threads.
#[derive(Debug)]
pub struct Linter {}

impl Linter {
    /// The built-in rules with their default levels.
    pub fn builtin() -> Self {
        Self {}
    }

    /// Compiles the rules that a configuration asks for.
    ///
    /// # Errors
    /// A ruleset that does not parse, an unknown rule, list, cue or pack.
    pub fn new(_config: &Config) -> Result<Self, Error> {
        Ok(Self {})
    }

    /// Checks one draft. Linear in its length; never fails.
    pub fn check<'d>(&self, draft: &'d Draft) -> Review<'d> {
        Review::new(draft)
    }

    /// All rules this linter knows, sorted by name, also those that are off.
    pub fn rules(&self) -> Vec<RuleInfo> {
        Vec::new()
    }

    /// The level at which a rule runs here; `None` when it is off.
    pub fn level(&self, _rule: &str) -> Option<crate::finding::Severity> {
        None
    }

    /// Runs the examples of the team's own rulesets, or of the built-in ones when there are none; one sentence per failure.
    pub fn test(&self) -> TestReport {
        TestReport::default()
    }
}

/// What running the examples of rulesets showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestReport {
    /// Examples run.
    pub examples: usize,
    /// Rules and cues they belong to.
    pub rules: usize,
    /// One sentence per example that did not do what it should.
    pub failures: Vec<String>,
}
