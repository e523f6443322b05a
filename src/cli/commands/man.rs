//! `tactful man`: the manual page, made from the definition of the command line.

use clap::{Args, FromArgMatches};

use crate::cli::sink::print;
use crate::cli::{Exit, Stop, Subcommand, command, unknown};
use crate::error::Error;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "man",
    about: "Print the manual page: tactful man | man -l -",
    arguments: ManArgs::augment_args,
    run: |matches| run(&ManArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct ManArgs {
    /// The page of one command
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

fn run(arguments: &ManArgs) -> Result<Exit, Stop> {
    let mut top = command();
    top.build();
    let page = match &arguments.command {
        None => clap_mangen::Man::new(top),
        Some(name) => {
            let Some(command) = top.find_subcommand(name) else {
                return Err(unknown(name));
            };
            let title = format!("tactful-{name}");
            clap_mangen::Man::new(command.clone()).title(title)
        }
    };
    let mut roff = Vec::new();
    page.render(&mut roff)
        .map_err(|error| Error::io(format!("the page cannot be made: {error}")))?;
    print(&String::from_utf8_lossy(&roff))?;
    Ok(Exit::Clean)
}
