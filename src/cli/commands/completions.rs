//! `tactful completions`: what a shell needs to complete our words.

use clap::builder::EnumValueParser;
use clap::{Args, FromArgMatches};
use clap_complete::Shell;

use crate::cli::sink::print;
use crate::cli::{Exit, Stop, Subcommand, command};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "completions",
    about: "Print a script that completes commands and options in your shell",
    arguments: CompletionArgs::augment_args,
    run: |matches| run(&CompletionArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct CompletionArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_parser = EnumValueParser::<Shell>::new())]
    shell: Shell,
}

fn run(arguments: &CompletionArgs) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "tactful", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
