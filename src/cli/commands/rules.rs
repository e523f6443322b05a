//! `tactful rules`: the rules in force here, and where each setting comes from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, FromArgMatches};
use serde::Serialize;

use crate::cli::arguments::RuleArgs;
use crate::cli::projects::{Place, Projects};
use crate::cli::sink::print;
use crate::cli::{Exit, Stop, Subcommand};
use crate::config::{Config, Threshold};
use crate::draft::Channel;
use crate::error::{Error, did_you_mean};
use crate::linter::Linter;
use crate::ruleset::{Law, RuleInfo};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "rules",
    about: "List the rules in force here, and where each setting comes from",
    arguments: RulesArgs::augment_args,
    run: |matches| run(&RulesArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct RulesArgs {
    /// Only these rules: names, categories such as tone, or *
    #[arg(value_name = "RULE")]
    rules: Vec<String>,
    /// List the packs instead
    #[arg(long, conflicts_with_all = ["rules", "all", "origin"])]
    packs: bool,
    /// List also the rules that are off
    #[arg(long)]
    all: bool,
    /// Say where each level comes from
    #[arg(long)]
    origin: bool,
    /// The rules for this file, with the sections of tactful.toml about it
    #[arg(long = "for", value_name = "FILE")]
    file: Option<PathBuf>,
    /// The rules for drafts of this channel
    #[arg(long, value_name = "CHANNEL", value_parser = PossibleValuesParser::new(Channel::ALL.map(Channel::as_str)))]
    channel: Option<String>,
    /// The form of the list
    #[arg(long, short, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    format: String,
    #[command(flatten)]
    choices: RuleArgs,
}

fn run(arguments: &RulesArgs) -> Result<Exit, Stop> {
    let projects = Projects::new(&arguments.choices)?;
    let place = projects.place(arguments.file.as_deref())?;
    let channel = Channel::ALL
        .into_iter()
        .find(|channel| arguments.channel.as_deref() == Some(channel.as_str()));
    let linter = projects.linter(&place, channel)?;
    let config = projects.config(&place, channel);
    let known = linter.rules();
    if arguments.packs {
        print(&packs(
            &linter,
            &known,
            &config,
            arguments.format == "json",
        )?)?;
        return Ok(Exit::Clean);
    }
    check_selectors(&arguments.rules, &known)?;
    let is_json = arguments.format == "json";
    let rows: Vec<Row> = known
        .iter()
        .filter(|rule| {
            let selectors = &arguments.rules;
            selectors.is_empty() || selectors.iter().any(|name| rule.id.is_named_by(name))
        })
        .map(|rule| Row::new(rule, &linter, &config, channel))
        .filter(|row| is_json || arguments.all || !arguments.rules.is_empty() || row.level != OFF)
        .collect();
    if is_json {
        let list = List {
            version: 1,
            config: file_of(&place),
            packs: &config.packs,
            rules: &rows,
        };
        let mut text = serde_json::to_string_pretty(&list)
            .map_err(|error| Error::io(format!("the list cannot be written: {error}")))?;
        text.push('\n');
        print(&text)?;
    } else {
        let mut text = String::new();
        if arguments.origin {
            settings(&place, &config, &mut text);
        }
        table(&rows, arguments.origin, &mut text);
        let off = known.len()
            - known
                .iter()
                .filter(|rule| linter.level_in(rule.id.as_str(), channel).is_some())
                .count();
        text.push_str(&format!("{} {}", rows.len(), noun(rows.len())));
        if 0 < off && !arguments.all && arguments.rules.is_empty() {
            text.push_str(&format!("; {off} more are off, --all shows them"));
        }
        text.push('\n');
        print(&text)?;
    }
    Ok(Exit::Clean)
}

/// What a rule that does not run shows as its level.
const OFF: &str = "off";

/// The wire form.
#[derive(Serialize)]
struct List<'l> {
    version: u32,
    config: Option<&'l str>,
    packs: &'l [String],
    rules: &'l [Row],
}

/// One rule as it stands here.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    /// The level here.
    level: &'static str,
    /// Where that level comes from.
    level_origin: String,
    /// The level its ruleset declares.
    declared: &'static str,
    confidence: &'static str,
    verb: &'static str,
    pack: String,
    message: String,
    needs: Option<&'static str>,
    /// The most that a rule with `limit` allows here.
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u32>,
    /// The law that it reminds of.
    #[serde(skip_serializing_if = "Option::is_none")]
    law: Option<Law>,
    /// Where the rule itself stands.
    origin: String,
}

impl Row {
    fn new(rule: &RuleInfo, linter: &Linter, config: &Config, channel: Option<Channel>) -> Self {
        let id = rule.id.as_str();
        let level = linter.level_in(id, channel);
        let level_origin = match config.choice(&rule.id) {
            Some(choice) => choice.origin.clone(),
            None => match linter.level_origin(id, channel) {
                Some(origin) => origin,
                None if !rule.on_by_default && level.is_some() => format!("pack {}", rule.pack),
                None => rule.origin.clone(),
            },
        };
        Self {
            id: rule.id.to_string(),
            level: level.map_or(OFF, |level| level.as_str()),
            level_origin,
            declared: rule.level.as_str(),
            confidence: rule.confidence.as_str(),
            verb: rule.verb,
            pack: rule.pack.clone(),
            message: rule.say.clone(),
            needs: rule.needs,
            most: linter.most_in(id, channel),
            law: rule.law.clone(),
            origin: rule.origin.clone(),
        }
    }
}

/// One pack.
#[derive(Debug, Serialize)]
struct PackRow<'p> {
    name: &'p str,
    title: &'p str,
    rules: usize,
    on: bool,
}

/// The packs that come with tactful and those of the team.
fn packs(
    linter: &Linter,
    known: &[RuleInfo],
    config: &Config,
    is_json: bool,
) -> Result<String, Error> {
    #[derive(Serialize)]
    struct Packs<'p> {
        version: u32,
        packs: &'p [PackRow<'p>],
    }
    let rows: Vec<PackRow<'_>> = linter
        .packs()
        .iter()
        .map(|(name, title)| PackRow {
            name,
            title,
            rules: known.iter().filter(|rule| rule.pack == *name).count(),
            on: config.packs.contains(name),
        })
        .collect();
    if is_json {
        let list = Packs {
            version: 1,
            packs: &rows,
        };
        return serde_json::to_string_pretty(&list)
            .map(|text| text + "\n")
            .map_err(|error| Error::io(format!("the list cannot be written: {error}")));
    }
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for row in &rows {
        let (name, title, rules) = (row.name, row.title, row.rules);
        let on = if row.on { "on " } else { "off" };
        text.push_str(&format!(
            "{on}  {name:<width$}  {rules:>2} {:<5}  {title}\n",
            noun(rules)
        ));
    }
    text.push_str("`packs = [\"retail\"]` in tactful.toml switches on; `tactful rules retail` lists the rules of one\n");
    Ok(text)
}

fn noun(rules: usize) -> &'static str {
    if rules == 1 { "rule" } else { "rules" }
}

/// A selector that names nothing is a slip, not an empty list.
fn check_selectors(selectors: &[String], known: &[RuleInfo]) -> Result<(), Error> {
    for selector in selectors {
        if !known.iter().any(|rule| rule.id.is_named_by(selector)) {
            let names = known.iter().map(|rule| rule.id.as_str());
            let categories = known.iter().map(|rule| rule.id.category());
            return Err(Error::config(format!("there is no rule `{selector}`"))
                .help(did_you_mean(selector, names.chain(categories))));
        }
    }
    Ok(())
}

fn file_of(place: &Place) -> Option<&str> {
    Some(place.compiled.project.name.as_str()).filter(|name| !name.is_empty())
}

fn settings(place: &Place, config: &Config, text: &mut String) {
    let project = &place.compiled.project;
    let word = |threshold| match threshold {
        Threshold::Never => "never",
        Threshold::At(severity) => severity.as_str(),
    };
    let file = file_of(place).unwrap_or("none");
    let fail_on = project.defaults.fail_on.map_or("warning", word);
    let shown = project
        .defaults
        .min_severity
        .map_or("suggestion", |severity| severity.as_str());
    text.push_str(&format!("configuration  {file}\n"));
    text.push_str(&format!("fail-on        {fail_on}\n"));
    text.push_str(&format!("min-severity   {shown}\n"));
    if !config.packs.is_empty() {
        text.push_str(&format!("packs          {}\n", config.packs.join(", ")));
    }
    for ruleset in &config.rulesets {
        text.push_str(&format!("ruleset        {}\n", ruleset.name));
    }
    for change in &config.phrases {
        text.push_str(&format!(
            "phrases        {}: {} added, {} removed, {} excused  ({})\n",
            change.target,
            change.add.len(),
            change.remove.len(),
            change.add_except.len(),
            change.origin
        ));
    }
    text.push('\n');
}

fn table(rows: &[Row], with_origin: bool, text: &mut String) {
    let mut categories: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let category = row.id.split('/').next().unwrap_or(&row.id);
        categories.entry(category).or_default().push(row);
    }
    let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
    for (category, rows) in categories {
        text.push_str(category);
        text.push('\n');
        for row in rows {
            let told = match row.most.filter(|most| *most < u32::MAX) {
                _ if !with_origin => row.message.clone(),
                Some(most) => format!("{}, at most {most}", row.level_origin),
                None => row.level_origin.clone(),
            };
            text.push_str(&format!(
                "  {:<10}  {:<width$}  {told}\n",
                row.level, row.id
            ));
        }
        text.push('\n');
    }
}
