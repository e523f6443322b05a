//! The command: arguments, files, standard streams, exit codes. It translates and has no opinions about language.

mod arguments;
mod colour;
mod commands;
mod inputs;
mod lines;
mod outcome;
mod pool;
mod progress;
mod projects;
mod reporting;
mod rule_cache;
mod session;
mod sink;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::ArgMatches;

pub use outcome::{Exit, Stop};

use crate::detect::covered_complaint;
use crate::error::{Error, nearest};
use crate::hook::sendmail;

/// One thing the command can do: a file in `commands` and a line in its list.
#[derive(Debug)]
pub(crate) struct Subcommand {
    /// What people type.
    pub(crate) name: &'static str,
    /// One line of help.
    pub(crate) about: &'static str,
    /// Declares the arguments. Called only when this command is asked for: building all of them is most of the start-up time.
    pub(crate) arguments: fn(clap::Command) -> clap::Command,
    /// Does it.
    pub(crate) run: fn(&ArgMatches) -> Result<Exit, Stop>,
}

/// What was asked for: a subcommand and its arguments.
pub struct Asked {
    command: &'static Subcommand,
    matches: ArgMatches,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The arguments may hold a whole draft.
        out.debug_struct("Asked")
            .field("command", &self.command.name)
            .finish_non_exhaustive()
    }
}

/// The command line as clap knows it. Help, completions and the man page are made from it.
pub fn command() -> clap::Command {
    let top = clap::Command::new("tactful")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Checks what support agents are about to send: clear, kind, honest, private")
        .after_help(FIRST_STEPS)
        .disable_help_subcommand(true)
        .allow_external_subcommands(true)
        .subcommand_value_name("COMMAND")
        .subcommand_help_heading("Commands");
    commands::LIST.iter().fold(top, |top, command| {
        top.subcommand(
            clap::Command::new(command.name)
                .about(command.about)
                .defer(command.arguments),
        )
    })
}

/// Reads the arguments.
///
/// # Errors
/// Arguments that do not fit, and requests for help, which clap words itself.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Asked, Stop> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // Mail programs understand no code but those of sysexits.h.
    let is_mail =
        matches!(&*arguments, [_, hook, host, ..] if hook == "hook" && host == "sendmail");
    let mut matches = command()
        .try_get_matches_from(arguments)
        .map_err(|error| match is_mail {
            true => Stop::HostUsage(error, sendmail::USAGE),
            false => Stop::Usage(error),
        })?;
    let Some((name, matches)) = matches.remove_subcommand() else {
        return Err(nothing_asked());
    };
    match commands::LIST.iter().find(|command| command.name == name) {
        Some(command) => Ok(Asked { command, matches }),
        None => Err(unknown(&name)),
    }
}

/// Does what was asked.
///
/// # Errors
/// What kept the command from looking: unreadable files, wrong configuration, an output that cannot be written.
pub fn run(asked: Asked) -> Result<Exit, Stop> {
    (asked.command.run)(&asked.matches)
}

/// Shows clap's own words; help goes to standard output and is a success.
pub fn show_usage(error: &clap::Error, exit: Exit) -> ExitCode {
    // Nothing is left to tell anybody when the terminal itself is gone.
    if error.exit_code() == 0 {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let covered = covered_complaint(&text);
    let _ = if covered == text {
        error.print()
    } else {
        write!(io::stderr().lock(), "{covered}")
    };
    exit.into()
}

/// Shows what kept tactful from looking.
pub fn show_failure(error: &Error) -> ExitCode {
    complain(error);
    Exit::Unchecked.into()
}

/// What went wrong, to be told in a report, with private values covered as [`complain`] does.
pub(crate) fn told(problem: &dyn std::fmt::Display) -> String {
    covered_complaint(&problem.to_string()).into_owned()
}

/// Says on standard error what went wrong. A draft typed in the place of a file or an option comes back with its private values covered.
pub(crate) fn complain(problem: &dyn std::fmt::Display) {
    let problem = told(problem);
    // Nothing is left to tell anybody when standard error is gone.
    let _ = writeln!(io::stderr().lock(), "tactful: {problem}");
}

const FIRST_STEPS: &str = "\
Try:
  echo \"Calm down, as I already said.\" | tactful check -
  tactful check --customer \"My parcel is lost!\" --text \"Please be patient.\"
  tactful check replies/";

/// Without a command we do not guess: checking costs one more word and reads better in scripts.
fn nothing_asked() -> Stop {
    let help = if io::stdin().is_terminal() {
        "try `tactful check reply.txt`, or `tactful --help` for all commands"
    } else {
        "to check what is piped in, write `tactful check -`; `tactful --help` shows all commands"
    };
    Error::config("there is no command").help(help).into()
}

pub(crate) fn unknown(name: &str) -> Stop {
    let error = Error::config(format!("there is no command `{name}`"));
    if std::path::Path::new(name).exists() || name == "-" {
        return error
            .help(format!("to check it, write `tactful check {name}`"))
            .into();
    }
    let names = commands::LIST.iter().map(|command| command.name);
    let help = match nearest(name, names.clone()).first() {
        Some(near) => format!("did you mean `tactful {near}`?"),
        None => format!("the commands are: {}", names.collect::<Vec<_>>().join(", ")),
    };
    error.help(help).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_finds_the_definition_sound() {
        let mut command = command();
        command.build();
        command.debug_assert();
    }

    #[test]
    fn every_file_of_the_folder_is_in_the_list() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/commands");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .filter(|name| name != "mod")
            .filter(|name| cfg!(feature = "milter") || name != "milter")
            .filter(|name| cfg!(feature = "serve") || name != "serve")
            .collect();
        files.sort();
        files.dedup();
        let mut names: Vec<&str> = commands::LIST.iter().map(|command| command.name).collect();
        names.sort_unstable();
        assert_eq!(files, names);
    }
}
