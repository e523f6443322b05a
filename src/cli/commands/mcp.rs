//! `tactful mcp`: the tools of tactful for a model, over standard input and output.

use std::io::{self, BufRead, Read, Write};

use clap::builder::PossibleValuesParser;
use clap::{Args, FromArgMatches};

use super::hook::{Desk, desk};
use crate::cli::arguments::RuleArgs;
use crate::cli::{Exit, Stop, Subcommand};
use crate::config::Threshold;
use crate::error::Error;
use crate::hook::mcp;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "mcp",
    about: "Serve check, explain, redact and list to a model (Model Context Protocol)",
    arguments: McpArgs::augment_args,
    run: |matches| run(&McpArgs::from_arg_matches(matches)?),
};

/// Largest message that is read, in bytes; a longer one is no reply to anybody.
const LARGEST: u64 = 16 << 20;

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct McpArgs {
    /// The mildest severity that holds a reply [default: warning]
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(Threshold::WORDS))]
    fail_on: Option<String>,
    #[command(flatten)]
    rules: RuleArgs,
}

fn run(arguments: &McpArgs) -> Result<Exit, Stop> {
    let desk: Desk = desk(arguments.fail_on.as_deref(), &arguments.rules)?;
    let mut input = io::stdin().lock();
    let mut out = io::stdout().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut input)
            .take(LARGEST)
            .read_until(b'\n', &mut line)
            .map_err(|error| Error::io(format!("cannot be read: {error}")).in_source("<stdin>"))?;
        if read == 0 {
            return Ok(Exit::Clean);
        }
        let Some(mut answer) = mcp::answer(&line, &desk) else {
            continue;
        };
        answer.push('\n');
        out.write_all(answer.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| Stop::writing("<stdout>", &error))?;
    }
}
