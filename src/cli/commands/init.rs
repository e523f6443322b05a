//! `tactful init`: a commented `tactful.toml` to begin with.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::{Args, FromArgMatches};

use crate::cli::sink::print;
use crate::cli::{Exit, Stop, Subcommand};
use crate::config::{FILE_NAME, TEMPLATE};
use crate::error::{Error, did_you_mean};
use crate::linter::Linter;

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
    /// Switch on this built-in pack
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pack: Vec<String>,
    /// Print the file instead
    #[arg(long)]
    print: bool,
}

fn run(arguments: &InitArgs) -> Result<Exit, Stop> {
    let text = template(&arguments.pack)?;
    if arguments.print {
        print(&text)?;
        return Ok(Exit::Clean);
    }
    let path = arguments.folder.join(FILE_NAME);
    let name = path.display().to_string();
    // `create_new` leaves no moment between looking and writing in which a file could be lost.
    let made = File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()));
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

/// The line of the template that names packs.
const PACKS: &str = "# packs = [\"house-style\"]\n";

/// The file, with the packs that were asked for.
fn template(packs: &[String]) -> Result<String, Error> {
    if packs.is_empty() {
        return Ok(TEMPLATE.to_owned());
    }
    let linter = Linter::builtin();
    let known = linter.packs().iter().map(|(name, _)| name.as_str());
    for pack in packs {
        if !known.clone().any(|name| name == pack) {
            let error = Error::config(format!("there is no pack `{pack}`"));
            return Err(error.help(did_you_mean(pack, known)));
        }
    }
    let names: Vec<String> = packs.iter().map(|pack| format!("\"{pack}\"")).collect();
    let line = format!("packs = [{}]\n", names.join(", "));
    Ok(TEMPLATE.replace(PACKS, &line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_are_written_and_checked() {
        assert!(TEMPLATE.contains(PACKS));
        let text = template(&["retail".into(), "health".into()]).unwrap();
        assert!(text.contains("\npacks = [\"retail\", \"health\"]\n"));
        assert!(text.parse::<toml::Table>().is_ok());
        let error = template(&["retial".into()]).unwrap_err().to_string();
        assert!(error.contains("no pack `retial`"), "{error}");
    }
}
