//! What may be typed, shared by the subcommands. What it means is decided in `session` and `projects`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::draft::{Channel, Stage};
use crate::read;

// What to check. No doc comment: clap would show it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// Files or folders; `-` is standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// A draft, written here
    #[arg(long, value_name = "TEXT", conflicts_with = "paths")]
    pub(crate) text: Option<String>,
    /// What the customer wrote before the draft; repeat it for several messages
    #[arg(long, value_name = "TEXT")]
    pub(crate) customer: Vec<String>,
    /// The conversation before the draft: a transcript or a JSON list of messages
    #[arg(long, value_name = "FILE")]
    pub(crate) context: Option<PathBuf>,
    /// Check every turn of the agent, not only the last
    #[arg(long)]
    pub(crate) each_turn: bool,
    /// How far drafts are from leaving, where they do not say it themselves
    #[arg(long, value_name = "STAGE", value_parser = PossibleValuesParser::new(Stage::ALL.map(Stage::as_str)))]
    pub(crate) stage: Option<String>,
    /// The medium of drafts that do not name one
    #[arg(long, value_name = "CHANNEL", value_parser = PossibleValuesParser::new(Channel::ALL.map(Channel::as_str)))]
    pub(crate) channel: Option<String>,
    /// The helpdesk whose placeholders and limits hold, such as zendesk
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// The format of the input, instead of looking at its name and content
    #[arg(long = "as", value_name = "FORMAT", value_parser = PossibleValuesParser::new(read::formats().iter().map(|(name, _)| *name)))]
    pub(crate) as_format: Option<String>,
    /// Where a file of records keeps its replies, such as `macros[].body:html, title=name`
    #[arg(long, value_name = "PATHS")]
    pub(crate) select: Option<String>,
    /// The name of what comes on standard input: decides the configuration and its sections
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_name: Option<PathBuf>,
}

// Which rules run, and how. No doc comment: clap would show it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Rules")]
pub(crate) struct RuleArgs {
    /// Run these rules alone: names, categories such as tone, or *
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) skip: Vec<String>,
    /// Switch on a built-in pack
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) pack: Vec<String>,
    /// Add a ruleset of your own
    #[arg(long, value_name = "FILE")]
    pub(crate) ruleset: Vec<PathBuf>,
    /// Use this configuration instead of looking for tactful.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub(crate) no_config: bool,
    /// The secret key of fingerprints of private values, at least 16 bytes [default: TACTFUL_PRIVACY_KEY]
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
}
