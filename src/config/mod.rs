//! The project's choices: rulesets, levels, phrases, words, contacts, allowances.

use crate::draft::Company;
use crate::finding::Severity;

/// What a setting makes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// The rule runs at its own level, also when it is off by default.
    On,
    /// The rule runs at this level.
    At(Severity),
}

/// One choice of level for the rules a selector names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelChoice {
    /// A rule `tone/blame`, a category `tone` or `tone/*`, or `*`.
    pub selector: String,
    /// The level.
    pub level: Level,
    /// Where it was said, such as `tactful.toml:12` or `--skip`.
    pub origin: String,
}

/// Phrases added to, or taken from, a named list, cue or rule of a ruleset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhraseChange {
    /// `list.NAME`, `cue.NAME` or a rule's name.
    pub target: String,
    /// Patterns to add.
    pub add: Vec<String>,
    /// Patterns to take away, written exactly as the ruleset has them.
    pub remove: Vec<String>,
    /// Patterns that excuse a match of the rule.
    pub add_except: Vec<String>,
    /// Where it was said.
    pub origin: String,
}

/// A ruleset in TOML, with the name its errors carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesetSource {
    /// File name as the user wrote it.
    pub name: String,
    /// The TOML text.
    pub text: String,
}

/// Everything that shapes a `Linter`. The default is what runs without a configuration file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// The team's own rulesets, later ones win.
    pub rulesets: Vec<RulesetSource>,
    /// Built-in packs to switch on, such as `retail` or `house-style`.
    pub packs: Vec<String>,
    /// Levels, later ones win.
    pub levels: Vec<LevelChoice>,
    /// Changes to phrases.
    pub phrases: Vec<PhraseChange>,
    /// Words that are spelled right here.
    pub accept: Vec<String>,
    /// `en`, `en-US` or `en-GB`; `None` is `en`.
    pub language: Option<String>,
    /// The company's own contacts and names.
    pub company: Company,
}
