//! `tactful explain`: why a rule exists, what it finds, how to change or silence it.

use clap::{Args, FromArgMatches};

use crate::audit::{Check, checks};
use crate::cli::arguments::RuleArgs;
use crate::cli::projects::Projects;
use crate::cli::sink::print;
use crate::cli::{Exit, Stop, Subcommand};
use crate::error::{Error, did_you_mean};
use crate::finding::Severity;
use crate::ruleset::{Example, RuleInfo};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "explain",
    about: "Explain a rule: why, examples, how to change or silence it",
    arguments: ExplainArgs::augment_args,
    run: |matches| run(&ExplainArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct ExplainArgs {
    /// The rule, such as tone/blame or only blame
    #[arg(value_name = "RULE")]
    rule: String,
    #[command(flatten)]
    choices: RuleArgs,
}

fn run(arguments: &ExplainArgs) -> Result<Exit, Stop> {
    if let Some(check) = checks().iter().find(|check| check.id == arguments.rule) {
        print(&of_library(check))?;
        return Ok(Exit::Clean);
    }
    let projects = Projects::new(&arguments.choices)?;
    let place = projects.place(None)?;
    let linter = projects.linter(&place, None)?;
    let known = linter.rules();
    let rule = find(&arguments.rule, &known)?;
    let level = linter.level(rule.id.as_str());
    print(&explanation(rule, level))?;
    Ok(Exit::Clean)
}

/// The rule by its name, or by the part after the slash when only one rule ends so.
fn find<'r>(name: &str, known: &'r [RuleInfo]) -> Result<&'r RuleInfo, Error> {
    if let Some(rule) = known.iter().find(|rule| rule.id.as_str() == name) {
        return Ok(rule);
    }
    let ends: Vec<&RuleInfo> = known
        .iter()
        .filter(|rule| rule.id.as_str().rsplit('/').next() == Some(name))
        .collect();
    if let [rule] = ends[..] {
        return Ok(rule);
    }
    let error = Error::config(format!("there is no rule `{name}`"));
    let of_category: Vec<&str> = known
        .iter()
        .filter(|rule| rule.id.is_named_by(name))
        .map(|rule| rule.id.as_str())
        .collect();
    if !of_category.is_empty() {
        return Err(error.help(format!("its rules are: {}", of_category.join(", "))));
    }
    let names = known.iter().map(|rule| rule.id.as_str());
    Err(if crate::error::nearest(name, names.clone()).is_empty() {
        error.help("`tactful rules --all` lists them")
    } else {
        error.help(did_you_mean(name, names))
    })
}

fn explanation(rule: &RuleInfo, level: Option<Severity>) -> String {
    let id = &rule.id;
    let mut text = String::new();
    let here = match level {
        Some(level) => format!("{level} here"),
        None => String::from("off here"),
    };
    text.push_str(&format!(
        "{id}  ({here}; {} by its ruleset, {} confidence)\n\n  {}\n",
        rule.level,
        rule.confidence.as_str(),
        rule.say
    ));
    section(&mut text, "Why", [&rule.why]);
    if let Some(needs) = rule.needs {
        section(
            &mut text,
            "Needs",
            [format!("{needs}; without it the rule is silent")],
        );
    }
    section(&mut text, "Better", &rule.offer);
    section(&mut text, "Finds", rule.bad.iter().map(example));
    section(&mut text, "Leaves alone", rule.good.iter().map(example));
    section(
        &mut text,
        "Change it",
        [
            format!(
                "for the team   [levels] \"{id}\" = \"off\" in tactful.toml; or suggestion, warning, error"
            ),
            format!(
                "at one place   [[allow]] rule = \"{id}\", where = \"replies/**\", reason = \"…\""
            ),
            format!("in one run     tactful check --skip {id}"),
        ],
    );
    section(&mut text, "Source", [&rule.source]);
    if let Some(law) = &rule.law {
        let checked = format!("checked on {}", law.checked);
        let lines = [&law.article, &law.link, &checked];
        section(&mut text, "Law", lines);
        text.push_str(
            "  a reminder, no legal advice: silence here does not mean that the law is kept\n",
        );
    }
    let pack = if rule.on_by_default {
        String::new()
    } else {
        format!(", pack {}", rule.pack)
    };
    section(&mut text, "Declared", [format!("{}{pack}", rule.origin)]);
    text
}

/// What there is to say about a check of whole libraries.
fn of_library(check: &Check) -> String {
    let Check {
        id,
        title,
        level,
        confidence,
        ..
    } = check;
    let mut text = format!(
        "{id}  ({level}, {} confidence; found by `tactful audit`)\n\n  {title}\n",
        confidence.as_str()
    );
    section(&mut text, "Why", [check.why]);
    section(&mut text, "Better", [check.offer]);
    section(
        &mut text,
        "Silence it",
        [
            format!(
                "at one place   [[allow]] rule = \"{id}\", where = \"replies/**\", reason = \"…\""
            ),
            format!("in one run     tactful audit --skip {}", check.short()),
        ],
    );
    text
}

/// A heading and its lines; nothing when there is no line.
fn section<T: AsRef<str>>(text: &mut String, title: &str, lines: impl IntoIterator<Item = T>) {
    let mut is_first = true;
    for line in lines {
        let line = line.as_ref().trim();
        if line.is_empty() {
            continue;
        }
        if is_first {
            text.push_str(&format!("\n{title}\n"));
            is_first = false;
        }
        text.push_str(&format!("  {}\n", line.replace('\n', "\n  ")));
    }
}

/// An example with the conversation it stands in.
fn example(example: &Example) -> String {
    let mut text = String::new();
    for (name, value) in &example.facts {
        text.push_str(&format!("[{name}: {value}] "));
    }
    for (role, said) in &example.turns {
        text.push_str(&format!("{role}: {said}\n  → "));
    }
    text.push_str(&example.draft);
    text
}
