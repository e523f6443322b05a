//! `tactful serve`: the same check as a local HTTP service.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Args, FromArgMatches};
use globset::{Glob, GlobMatcher};

use crate::cli::arguments::{InputArgs, RuleArgs};
use crate::cli::projects::{mind_allowances, read_text};
use crate::cli::session::{Session, today};
use crate::cli::{Exit, Stop, Subcommand, complain, rule_cache};
use crate::config::{Config, Threshold};
use crate::draft::{Channel, Stage};
use crate::error::Error;
use crate::finding::Severity;
use crate::linter::Linter;
use crate::serve::{self, Limits, Listen, Rules, Settings, Tokens};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "serve",
    about: "Check over HTTP, with a page to try drafts on",
    arguments: ServeArgs::augment_args,
    run: |matches| run(ServeArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Clone, Args)]
struct ServeArgs {
    /// The address; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// Listen on a socket in the file system instead
    #[arg(long, value_name = "PATH", conflicts_with = "listen")]
    unix: Option<PathBuf>,
    /// Ask for one of the tokens in this file, one a line
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// In chats check only messages of senders that match, such as @*:support.example.com; repeat it for several
    #[arg(long, value_name = "PATTERN")]
    sender: Vec<Glob>,
    /// Most bytes of a request
    #[arg(long, value_name = "BYTES", default_value = "1048576")]
    max_body: NonZeroUsize,
    /// Milliseconds until a request is given up on
    #[arg(long, value_name = "MS", default_value_t = 5000, value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// Most requests at work at once; more are told to come again
    #[arg(long, value_name = "COUNT", default_value = "1024")]
    concurrency: NonZeroUsize,
    /// The mildest severity that holds a message [default: warning]
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(Threshold::WORDS))]
    fail_on: Option<String>,
    /// How far drafts are from leaving, where they do not say it themselves
    #[arg(long, value_name = "STAGE", value_parser = PossibleValuesParser::new(Stage::ALL.map(Stage::as_str)))]
    stage: Option<String>,
    /// The medium of drafts that do not name one
    #[arg(long, value_name = "CHANNEL", value_parser = PossibleValuesParser::new(Channel::ALL.map(Channel::as_str)))]
    channel: Option<String>,
    /// The helpdesk whose placeholders and limits hold, such as zendesk
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    #[command(flatten)]
    rules: RuleArgs,
}

fn run(arguments: ServeArgs) -> Result<Exit, Stop> {
    let settings = Settings {
        listen: match &arguments.unix {
            Some(path) => Listen::Unix(path.clone()),
            None => Listen::Tcp(arguments.listen),
        },
        limits: Limits {
            body: arguments.max_body.get(),
            time: Duration::from_millis(arguments.timeout),
            concurrency: arguments.concurrency.get(),
            ..Limits::default()
        },
        senders: arguments
            .sender
            .iter()
            .map(Glob::compile_matcher)
            .collect::<Vec<GlobMatcher>>(),
    };
    serve::run(
        settings,
        move || load(&arguments),
        |notice| complain(notice),
    )?;
    Ok(Exit::Clean)
}

/// Reads the tokens and the project's choices and compiles its rules for every channel.
fn load(arguments: &ServeArgs) -> Result<Rules, Error> {
    let input = InputArgs {
        stage: arguments.stage.clone(),
        channel: arguments.channel.clone(),
        profile: arguments.profile.clone(),
        ..InputArgs::default()
    };
    let session = Session::new(&input, &arguments.rules)?;
    let projects = &session.projects;
    let place = projects.place(None)?;
    let mut known: Vec<(Config, Arc<Linter>)> = Vec::new();
    let mut linter = |channel| linter(projects.config(&place, channel), &mut known);
    let any = linter(None)?;
    let [chat, email, social, sms] = Channel::ALL.map(|channel| linter(Some(channel)));
    mind_allowances(&place.compiled.project, &any)?;
    let mut rules = Rules::new([any, chat?, email?, social?, sms?]);
    let project = &place.compiled.project;
    if let Some(path) = &arguments.token_file {
        let tokens = Tokens::parse(&read_text(path)?);
        let tokens = tokens.map_err(|error| error.in_source(path.display().to_string()))?;
        rules.tokens = Some(tokens);
    }
    rules.read = session.options(&place);
    let asked = arguments.fail_on.as_deref().and_then(Threshold::from_word);
    let fail_on = asked.or(project.defaults.fail_on);
    rules.policy.fail_on = fail_on.unwrap_or(rules.policy.fail_on);
    rules.show = project
        .defaults
        .min_severity
        .unwrap_or(Severity::Suggestion);
    rules.allowances.clone_from(&project.allowances);
    rules.today = today;
    rules.private = projects.config(&place, None).private_settings()?;
    Ok(rules)
}

/// The rules of a configuration, compiled once for all channels that have the same. Not kept beyond the service's own use, so that a reload frees the old ones.
fn linter(config: Config, known: &mut Vec<(Config, Arc<Linter>)>) -> Result<Arc<Linter>, Error> {
    if let Some((_, linter)) = known.iter().find(|(other, _)| *other == config) {
        return Ok(Arc::clone(linter));
    }
    let linter = Arc::new(rule_cache::linter(&config)?);
    known.push((config, Arc::clone(&linter)));
    Ok(linter)
}
