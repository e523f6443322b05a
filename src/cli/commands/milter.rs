//! `tactful milter`: the same check as a mail filter for Postfix and Sendmail.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, FromArgMatches};
use globset::{Glob, GlobMatcher};

use super::hook::{DecisionArgs, Desk, Log, MessageArgs};
use crate::cli::{Exit, Stop, Subcommand, complain};
use crate::draft::Channel;
use crate::hook::OnError;
use crate::milter::{self, Listen, Mode, Settings};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "milter",
    about: "Check mails inside Postfix or Sendmail, before they are accepted",
    arguments: MilterArgs::augment_args,
    run: |matches| run(MilterArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Clone, Args)]
struct MilterArgs {
    /// The address; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8788")]
    listen: SocketAddr,
    /// Listen on a socket in the file system instead
    #[arg(long, value_name = "PATH", conflicts_with = "listen")]
    unix: Option<PathBuf>,
    /// Who may use that socket, as chmod writes it
    #[arg(long, value_name = "MODE", default_value = "660", value_parser = |mode: &str| u32::from_str_radix(mode, 8).map_err(|_| "write it as 660"), requires = "unix")]
    socket_mode: u32,
    /// Let other machines ask, although mails travel in the clear
    #[arg(long)]
    public: bool,
    /// Refuse a mail that should not leave, or let it leave with the header X-Tactful
    #[arg(long, value_name = "MODE", default_value = Mode::Hold.as_str(), value_parser = PossibleValuesParser::new(Mode::ALL.map(Mode::as_str)))]
    mode: String,
    /// Check only mails of envelope senders that match, such as *@support.example.com; repeat it for several
    #[arg(long, value_name = "PATTERN")]
    sender: Vec<String>,
    /// Most bytes of a mail; a longer one counts as not checked
    #[arg(long, value_name = "BYTES", default_value_t = Settings::default().longest)]
    max_body: usize,
    /// Most connections at once; more wait
    #[arg(long, value_name = "COUNT", default_value_t = Settings::default().connections)]
    connections: usize,
    /// The helpdesk whose placeholders and limits hold, such as zendesk
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    #[command(flatten)]
    decision: DecisionArgs,
}

fn run(arguments: MilterArgs) -> Result<Exit, Stop> {
    let settings = Settings {
        listen: match &arguments.unix {
            Some(path) => Listen::Unix(path.clone()),
            None => Listen::Tcp(arguments.listen),
        },
        socket_mode: arguments.socket_mode,
        is_public: arguments.public,
        mode: Mode::ALL
            .into_iter()
            .find(|mode| mode.as_str() == arguments.mode)
            .unwrap_or_default(),
        tags_unchecked: arguments.decision.on_error() == OnError::Warn,
        senders: senders(&arguments.sender)?,
        longest: arguments.max_body,
        time: arguments.decision.timeout,
        connections: arguments.connections,
        ..Settings::default()
    };
    let message = MessageArgs {
        profile: arguments.profile,
        ..MessageArgs::default()
    };
    let decision = arguments.decision;
    let log = Log::new(&decision, "milter");
    let load = move || {
        let desk = Desk::open(&message, &decision)?;
        desk.prepare(Some(Channel::Email))?;
        Ok(desk)
    };
    milter::run(
        settings,
        load,
        move |overridden| log.append(overridden),
        |notice| complain(notice),
    )?;
    Ok(Exit::Clean)
}

/// Addresses are compared in lower case.
fn senders(patterns: &[String]) -> Result<Vec<GlobMatcher>, Stop> {
    let globs = patterns.iter().map(|pattern| {
        Glob::new(&pattern.to_lowercase())
            .map(|glob| glob.compile_matcher())
            .map_err(|error| crate::Error::config(error.to_string()).into())
    });
    globs.collect()
}
