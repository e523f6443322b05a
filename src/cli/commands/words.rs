//! `tactful words`: words of the house, for the team to look through and accept.

use clap::{ArgMatches, Args, FromArgMatches};

use super::allowances::{Gathered, ProposeArgs, quoted};
use crate::cli::sink::print;
use crate::cli::{Exit, Stop, Subcommand};
use crate::spell::{AcceptList, Dictionary, propose_words};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "words",
    about: "Propose unknown words that your replies use often, to accept in tactful.toml",
    arguments: |command| {
        let propose = clap::Command::new("propose")
            .about("Print frequent unknown words as lines for tactful.toml; writes nothing")
            .defer(ProposeArgs::augment_args);
        command
            .subcommand_required(true)
            .disable_help_subcommand(true)
            .subcommand(propose)
    },
    run,
};

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
    let mut known = AcceptList::new(config.accept.iter().map(String::as_str));
    for name in config.company.agents.iter().chain(&config.company.products) {
        known.add_name(name);
    }
    let texts = drafts.iter().map(|draft| &*draft.text);
    let proposed = propose_words(texts, &Dictionary::builtin(), &[&known], arguments.at_least);
    if proposed.is_empty() {
        print(&format!(
            "# no unknown word occurs {} times or more\n",
            arguments.at_least
        ))?;
        return Ok(exit);
    }
    let width = proposed
        .iter()
        .map(|row| quoted(&row.word).chars().count())
        .max()
        .unwrap_or(0);
    let mut text = String::from(
        "# Look through these before you paste them into tactful.toml.\n[words]\naccept = [\n",
    );
    for row in proposed {
        let word = quoted(&row.word) + ",";
        let drafts = if row.texts == 1 { "draft" } else { "drafts" };
        text.push_str(&format!(
            "  {word:<width$}  # {} in {} {drafts}",
            row.count,
            row.texts,
            width = width + 1
        ));
        if let Some(near) = row.resembles {
            text.push_str(&format!("; or is it a slip for “{near}”?"));
        }
        text.push('\n');
    }
    text.push_str("]\n");
    print(&text)?;
    Ok(exit)
}
