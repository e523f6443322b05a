//! `tactful schema`: what the JSON reports look like, for programs that read them.

use clap::{Args, FromArgMatches};

use crate::cli::sink::print;
use crate::cli::{Exit, Subcommand};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "schema",
    about: "Print the JSON Schema of the json and jsonl reports",
    arguments: SchemaArgs::augment_args,
    run: |matches| {
        SchemaArgs::from_arg_matches(matches)?;
        print(REPORT)?;
        Ok(Exit::Clean)
    },
};

/// Kept fresh by a test of the `report` room.
const REPORT: &str = include_str!("../../../fixtures/schema/report.v1.json");

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct SchemaArgs {}
