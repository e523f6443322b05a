//! `tactful init`: a commented `tactful.toml` to begin with.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::{Args, FromArgMatches};

use crate::cli::sink::print;
use crate::cli::{Exit, Stop, Subcommand};
use crate::config::{FILE_NAME, TEMPLATE};
use crate::error::Error;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "init",
    about: "Write a commented tactful.toml to begin with",
    arguments: InitArgs::augment_args,
    run: |matches| run(&InitArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct InitArgs {
    /// The folder that gets the file
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Print the file instead
    #[arg(long)]
    print: bool,
}

fn run(arguments: &InitArgs) -> Result<Exit, Stop> {
    if arguments.print {
        print(TEMPLATE)?;
        return Ok(Exit::Clean);
    }
    let path = arguments.folder.join(FILE_NAME);
    let name = path.display().to_string();
    // `create_new` leaves no moment between looking and writing in which a file could be lost.
    let made = File::create_new(&path).and_then(|mut file| file.write_all(TEMPLATE.as_bytes()));
    match made {
        Ok(()) => {
            print(&format!("wrote {name}; every line in it is optional\n"))?;
            Ok(Exit::Clean)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Error::io("it is there already and stays as it is")
                .in_source(name)
                .help("`tactful init --print` shows what would be written")
                .into())
        }
        Err(error) => Err(Stop::writing(&name, &error)),
    }
}
