//! `tactful hook`: one decision for one host, with the exit code and the wording that the host expects.

mod arguments;
mod contents;
mod desk;
mod git;
mod limit;
mod log;
mod mail;
mod stream;

use std::io::{Read, Write};
use std::path::PathBuf;

use clap::{ArgMatches, Args, FromArgMatches};

use crate::cli::{Exit, Stop, Subcommand};
use crate::error::Error;
use crate::hook::{self, Answer, Policy, claude_code, exec};
use crate::read;

pub(super) use arguments::{DecisionArgs, MessageArgs};
pub(super) use desk::Desk;
pub(super) use log::Log;

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "hook",
    about: "Decide whether a message may go out, in the contract of a host",
    arguments: declare,
    run,
};

/// One host's contract.
struct Kind {
    name: &'static str,
    about: &'static str,
    arguments: fn(clap::Command) -> clap::Command,
    run: fn(&ArgMatches) -> Result<Exit, Stop>,
}

/// All contracts, in the order of the help.
const KINDS: [Kind; 6] = [
    Kind {
        name: "exec",
        about: "Any program: text or a request on standard input; 0 send, 1 hold",
        arguments: ExecArgs::augment_args,
        run: |matches| run_exec(ExecArgs::from_arg_matches(matches)?),
    },
    Kind {
        name: "claude-code",
        about: "Claude Code: PreToolUse and Stop; 2 holds",
        arguments: ClaudeCodeArgs::augment_args,
        run: |matches| run_claude_code(ClaudeCodeArgs::from_arg_matches(matches)?),
    },
    Kind {
        name: "git",
        about: "Git's pre-commit hook: the staged canned replies; 1 keeps them from being committed",
        arguments: GitArgs::augment_args,
        run: |matches| contents::run_git(GitArgs::from_arg_matches(matches)?),
    },
    Kind {
        name: "pre-commit",
        about: "The pre-commit framework: canned replies named as arguments; 1 fails",
        arguments: PreCommitArgs::augment_args,
        run: |matches| contents::run_pre_commit(PreCommitArgs::from_arg_matches(matches)?),
    },
    Kind {
        name: "sendmail",
        about: "A mail on standard input: 0 send, 65 hold, 75 could not check; passes it on to COMMAND",
        arguments: SendmailArgs::augment_args,
        run: |matches| mail::run(SendmailArgs::from_arg_matches(matches)?),
    },
    Kind {
        name: "jsonl",
        about: "A process that stays: one request a line in, one answer a line out",
        arguments: JsonlArgs::augment_args,
        run: |matches| stream::run(JsonlArgs::from_arg_matches(matches)?),
    },
];

fn declare(command: clap::Command) -> clap::Command {
    let command = command
        .subcommand_required(true)
        .subcommand_value_name("KIND")
        .subcommand_help_heading("Hosts")
        .disable_help_subcommand(true);
    KINDS.iter().fold(command, |command, kind| {
        command.subcommand(
            clap::Command::new(kind.name)
                .about(kind.about)
                .defer(kind.arguments),
        )
    })
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(Exit::Unchecked);
    };
    match KINDS.iter().find(|kind| kind.name == name) {
        Some(kind) => (kind.run)(matches),
        None => Ok(Exit::Unchecked),
    }
}

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct ExecArgs {
    #[command(flatten)]
    message: MessageArgs,
    /// The format of the message, instead of looking at it
    #[arg(long = "as", value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(read::formats().iter().map(|(name, _)| *name)))]
    as_format: Option<String>,
    #[command(flatten)]
    decision: DecisionArgs,
}

#[derive(Debug, Args)]
struct ClaudeCodeArgs {
    /// Where the tool's input keeps the message, such as message or blocks.*.text [default: body, comment, content, message, text and the like]
    #[arg(long, value_name = "PATH")]
    field: Vec<String>,
    /// Let the person at the terminal decide about what is held
    #[arg(long)]
    ask: bool,
    #[command(flatten)]
    message: MessageArgs,
    #[command(flatten)]
    decision: DecisionArgs,
}

#[derive(Debug, Args)]
struct GitArgs {
    /// Only what is staged here; a file here that cannot be read as replies is held, one elsewhere is left alone
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    decision: DecisionArgs,
}

#[derive(Debug, Args)]
struct PreCommitArgs {
    /// The files to check
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    decision: DecisionArgs,
}

#[derive(Debug, Args)]
struct SendmailArgs {
    /// What sends the mail when it may leave, such as -- /usr/sbin/sendmail -t -i
    #[arg(value_name = "COMMAND", last = true)]
    command: Vec<std::ffi::OsString>,
    #[command(flatten)]
    message: MessageArgs,
    #[command(flatten)]
    decision: DecisionArgs,
}

#[derive(Debug, Args)]
pub(super) struct JsonlArgs {
    /// Threads [default: one for each processor; one when there is a time limit]
    #[arg(long, short, value_name = "N")]
    jobs: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    message: MessageArgs,
    #[command(flatten)]
    decision: DecisionArgs,
}

fn run_exec(arguments: ExecArgs) -> Result<Exit, Stop> {
    let (log, on_error, limit) = (
        Log::new(&arguments.decision, "exec"),
        arguments.decision.on_error(),
        arguments.decision.timeout,
    );
    let decision = limit::within(limit, on_error, move || {
        let bytes = standard_input()?;
        let desk = Desk::open(&arguments.message, &arguments.decision)?;
        let as_format = arguments.as_format.map(|name| name.parse()).transpose()?;
        let options = read::Options {
            as_format,
            ..hook::Checker::options(&desk)
        };
        let told = hook::Told::Reviews;
        Ok(hook::decide("<stdin>", &bytes, &options, &desk, told))
    });
    let decision = log.write(decision, on_error);
    give(&exec::answer(&decision))
}

fn run_claude_code(arguments: ClaudeCodeArgs) -> Result<Exit, Stop> {
    let (log, on_error, limit) = (
        Log::new(&arguments.decision, "claude-code"),
        arguments.decision.on_error(),
        arguments.decision.timeout,
    );
    let permission = if arguments.ask {
        claude_code::Permission::Ask
    } else {
        claude_code::Permission::Deny
    };
    let said = std::sync::Arc::new(std::sync::OnceLock::new());
    let heard = std::sync::Arc::clone(&said);
    let decision = limit::within(limit, on_error, move || {
        let call = claude_code::Call::read(&standard_input()?, &arguments.field)?;
        let call = heard.get_or_init(|| call);
        let desk = Desk::open(&arguments.message, &arguments.decision)?;
        call.decide(&hook::Checker::options(&desk), &desk)
    });
    let decision = log.write(decision, on_error);
    give(&claude_code::answer(said.get(), &decision, permission))
}

fn standard_input() -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Error::io(format!("cannot be read: {error}")).in_source("<stdin>"))?;
    Ok(bytes)
}

/// Hands an answer over. A host that does not read it still gets the exit code.
fn give(answer: &Answer) -> Result<Exit, Stop> {
    let _ = std::io::stderr().lock().write_all(answer.stderr.as_bytes());
    let mut out = std::io::stdout().lock();
    let _ = out
        .write_all(answer.stdout.as_bytes())
        .and_then(|()| out.flush());
    Ok(Exit::Host(answer.code))
}

/// The desk of a long-lived protocol that holds nothing itself.
pub(super) fn desk(
    fail_on: Option<&str>,
    rules: &crate::cli::arguments::RuleArgs,
) -> Result<Desk, Error> {
    let desk = Desk::open(&MessageArgs::default(), &DecisionArgs::new(fail_on, rules))?;
    desk.prepare(None)?;
    Ok(desk)
}

/// The policy of the arguments with the project's threshold.
fn policy(arguments: &DecisionArgs, project: Option<crate::config::Threshold>) -> Policy {
    let default = Policy::default();
    Policy {
        fail_on: arguments.threshold().or(project).unwrap_or(default.fail_on),
        on_error: arguments.on_error(),
        overrides: arguments.overrides.clone(),
    }
}
