//! `tactful allowances`: the company's own contacts, for the team to look through and allow.

use std::path::PathBuf;

use clap::{ArgMatches, Args, FromArgMatches};

use crate::cli::arguments::{InputArgs, RuleArgs};
use crate::cli::inputs::{Cut, pieces};
use crate::cli::session::Session;
use crate::cli::sink::print;
use crate::cli::{Exit, Stop, Subcommand, complain};
use crate::config::Config;
use crate::detect::{PrivateKind, ProposedContact, normalise, propose_contacts};
use crate::draft::{Company, Draft};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "allowances",
    about: "Propose contacts that your replies give out often, to allow in tactful.toml",
    arguments: |command| {
        let propose = clap::Command::new("propose")
            .about(
                "Print frequent contacts of the company as lines for tactful.toml; writes nothing",
            )
            .defer(ProposeArgs::augment_args);
        command
            .subcommand_required(true)
            .disable_help_subcommand(true)
            .subcommand(propose)
    },
    run,
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
pub(super) struct ProposeArgs {
    /// Files or folders of replies and conversations; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How often at the least: times for words, conversations for contacts
    #[arg(long, value_name = "N", default_value = "3")]
    pub(super) at_least: usize,
    /// The format of the input, instead of looking at its name and content
    #[arg(long = "as", value_name = "FORMAT")]
    as_format: Option<String>,
    /// Where a file of records keeps its replies, such as `macros[].body:html, title=name`
    #[arg(long, value_name = "PATHS")]
    select: Option<String>,
    /// Use this configuration instead of looking for tactful.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    no_config: bool,
}

/// All drafts that were named, and what is accepted already.
pub(super) struct Gathered {
    pub(super) drafts: Vec<Draft>,
    /// What is accepted where the last of them stands.
    pub(super) config: Config,
    /// Whether everything could be read.
    pub(super) exit: Exit,
}

impl Gathered {
    pub(super) fn new(arguments: &ProposeArgs) -> Result<Self, Stop> {
        let input = InputArgs {
            paths: arguments.paths.clone(),
            as_format: arguments.as_format.clone(),
            select: arguments.select.clone(),
            ..InputArgs::default()
        };
        let rules = RuleArgs {
            config: arguments.config.clone(),
            no_config: arguments.no_config,
            ..RuleArgs::default()
        };
        let session = Session::new(&input, &rules)?;
        let mut gathered = Self {
            drafts: Vec::new(),
            config: Config::default(),
            exit: Exit::Clean,
        };
        for piece in pieces(&input, Cut::Blocks)? {
            let opened = match session.open(piece) {
                Ok(Some(opened)) => opened,
                Ok(None) => continue,
                Err(error) => {
                    complain(&error);
                    gathered.exit = Exit::Unchecked;
                    continue;
                }
            };
            for error in &opened.errors {
                complain(error);
                gathered.exit = Exit::Unchecked;
            }
            gathered.config = session.projects.config(&opened.place, None);
            gathered.drafts.extend(opened.drafts);
        }
        Ok(gathered)
    }
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let Some((_, matches)) = matches.subcommand() else {
        return Ok(Exit::Unchecked);
    };
    let arguments = ProposeArgs::from_arg_matches(matches)?;
    let Gathered {
        drafts,
        config,
        exit,
    } = Gathered::new(&arguments)?;
    let settings = config.private_settings()?;
    let mut proposed = propose_contacts(&drafts, &settings, arguments.at_least);
    proposed.retain(|row| !is_known(row, &config.company));
    if proposed.is_empty() {
        print(&format!(
            "# no new contact was given out in {} conversations or more\n",
            arguments.at_least
        ))?;
        return Ok(exit);
    }
    let mut text = String::from(
        "# Look through these before you paste them into tactful.toml: is each the company's own?\n[company]\n",
    );
    for (key, kind) in [
        ("emails", PrivateKind::EmailAddress),
        ("phones", PrivateKind::Phone),
    ] {
        let rows: Vec<&ProposedContact> = proposed.iter().filter(|row| row.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        let width = rows
            .iter()
            .map(|row| quoted(&row.value).chars().count() + 1)
            .max()
            .unwrap_or(0);
        text.push_str(&format!("{key} = [\n"));
        for row in rows {
            let value = quoted(&row.value) + ",";
            let noun = if row.conversations == 1 {
                "conversation"
            } else {
                "conversations"
            };
            text.push_str(&format!(
                "  {value:<width$}  # in {} {noun}\n",
                row.conversations
            ));
        }
        text.push_str("]\n");
    }
    print(&text)?;
    Ok(exit)
}

/// Whether the configuration allows it already.
fn is_known(row: &ProposedContact, company: &Company) -> bool {
    let listed = if row.kind == PrivateKind::Phone {
        &company.phones
    } else {
        &company.emails
    };
    let value = normalise(row.kind, &row.value);
    let of_domain = |domain: &String| {
        let host = value.rsplit_once('@').map_or("", |(_, host)| host);
        let domain = domain.trim_start_matches('@').to_lowercase();
        host.strip_suffix(domain.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    listed
        .iter()
        .any(|known| normalise(row.kind, known) == value)
        || row.kind == PrivateKind::EmailAddress && company.domains.iter().any(of_domain)
}

/// A TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
