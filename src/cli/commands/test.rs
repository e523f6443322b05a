//! `tactful test`: do the examples inside rulesets hold?

use std::path::PathBuf;

use clap::{Args, FromArgMatches};

use crate::cli::arguments::RuleArgs;
use crate::cli::projects::Projects;
use crate::cli::sink::print;
use crate::cli::{Exit, Stop, Subcommand};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "test",
    about: "Run the examples inside rulesets: your own, or the built-in ones",
    arguments: TestArgs::augment_args,
    run: |matches| run(&TestArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct TestArgs {
    /// Rulesets to test; without any, those of tactful.toml, or the built-in ones
    #[arg(value_name = "RULESET")]
    rulesets: Vec<PathBuf>,
    /// Use this configuration instead of looking for tactful.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    no_config: bool,
    /// Say nothing when all examples hold
    #[arg(long, short)]
    quiet: bool,
}

fn run(arguments: &TestArgs) -> Result<Exit, Stop> {
    let projects = Projects::new(&RuleArgs {
        ruleset: arguments.rulesets.clone(),
        config: arguments.config.clone(),
        // A ruleset that is named is tested by itself: what the project switches off must not hide a failure.
        no_config: arguments.no_config
            || arguments.config.is_none() && !arguments.rulesets.is_empty(),
        ..RuleArgs::default()
    })?;
    let linter = projects.linter(&projects.place(None)?, None)?;
    let report = linter.test();
    let mut text = String::new();
    for failure in &report.failures {
        text.push_str(failure);
        text.push('\n');
    }
    let counted = format!(
        "{} of {}",
        count(report.examples, "example", "examples"),
        count(report.rules, "rule or cue", "rules and cues")
    );
    match report.failures.len() {
        0 if arguments.quiet => {}
        0 if report.examples == 0 => text.push_str("there is no example to run\n"),
        0 => text.push_str(&format!("{counted} hold\n")),
        failed => text.push_str(&format!("{failed} failed; {counted}\n")),
    }
    print(&text)?;
    Ok(if report.failures.is_empty() {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
