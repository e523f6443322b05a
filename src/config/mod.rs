//! The project's choices: rulesets, levels, phrases, words, contacts, allowances.
//!
//! `tactful.toml` is looked for in the folder of the checked file and then upward; the nearest one is used, alone.
//! How settings merge, weakest first:
//!
//! 1. what the rulesets themselves say;
//! 2. the files named in `extends`, in their order, each merged as below;
//! 3. the file itself;
//! 4. its `[channel.NAME]` tables, for drafts of that channel;
//! 5. its `[[section]]` tables whose `files` match, from the top of the file to the bottom;
//! 6. the command line.
//!
//! A stronger layer never replaces a weaker one whole. Single values such as `fail-on` are replaced one by one; lists such as `packs`, `rulesets` and `[words] accept` grow; `[phrases]` are applied one after the other.
//! Among `[levels]` of one layer the narrower selector wins (`tone/blame` over `tone/*` over `*`), whatever their order; between layers the stronger layer wins.
//! Paths and patterns are relative to the file that says them.

mod parse;
mod parts;
mod privacy;
mod project;
mod source;

pub use privacy::Privacy;
pub use project::{
    Defaults, FILE_NAME, Files, Layers, Project, Section, Selection, Threshold, candidates, load,
};

use crate::draft::Company;
use crate::finding::{RuleId, Severity};

/// A file to begin with: every setting, explained and commented out.
pub const TEMPLATE: &str = include_str!("template.toml");

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

impl Config {
    /// Adds the choices of a stronger layer: lists grow, single values are replaced.
    pub fn merge(&mut self, stronger: &Self) {
        let Self {
            rulesets,
            packs,
            pack_origins,
            levels,
            phrases,
            accept,
            language,
            company,
            privacy,
        } = stronger;
        self.rulesets.extend_from_slice(rulesets);
        self.packs.extend_from_slice(packs);
        self.pack_origins.extend_from_slice(pack_origins);
        self.levels.extend_from_slice(levels);
        self.phrases.extend_from_slice(phrases);
        self.accept.extend_from_slice(accept);
        if language.is_some() {
            self.language.clone_from(language);
        }
        let ours = &mut self.company;
        for (mine, more) in [
            (&mut ours.domains, &company.domains),
            (&mut ours.phones, &company.phones),
            (&mut ours.emails, &company.emails),
            (&mut ours.agents, &company.agents),
            (&mut ours.products, &company.products),
            (&mut ours.retired, &company.retired),
            (&mut ours.hosts, &company.hosts),
            (&mut ours.ids, &company.ids),
        ] {
            mine.extend_from_slice(more);
        }
        self.privacy.merge(privacy);
    }

    /// The choice of level that decides about a rule, if any does.
    pub fn choice(&self, rule: &RuleId) -> Option<&LevelChoice> {
        self.levels
            .iter()
            .rev()
            .find(|choice| rule.is_named_by(&choice.selector))
    }
}

/// Everything that shapes a `Linter`. The default is what runs without a configuration file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// The team's own rulesets, later ones win.
    pub rulesets: Vec<RulesetSource>,
    /// Built-in packs to switch on, such as `retail` or `house-style`.
    pub packs: Vec<String>,
    /// Packs and where each was said, such as `tactful.toml:3`, for errors.
    pub pack_origins: Vec<(String, String)>,
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
    /// What is private here beside what everybody takes for private.
    pub privacy: Privacy,
}

#[cfg(test)]
mod tests;
