//! Runs the examples of all rules in a folder without building them in: `examples_of DIR [CATEGORY]`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a tool for rule writers"
)]

use std::fs;

use tactful::ruleset::Source;
use tactful::{Config, Linter};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "rulesets".into());
    let only = arguments.next().unwrap_or_default();
    let mut paths = Vec::new();
    for folder in [folder.clone(), format!("{folder}/packs")] {
        if let Ok(entries) = fs::read_dir(folder) {
            let mut more: Vec<_> = entries
                .filter_map(|entry| entry.ok().map(|entry| entry.path()))
                .filter(|path| {
                    path.extension()
                        .is_some_and(|extension| extension == "toml")
                })
                .collect();
            more.sort();
            paths.extend(more);
        }
    }
    let sources: Vec<Source> = paths
        .into_iter()
        .map(|path| Source {
            name: path.display().to_string(),
            text: fs::read_to_string(&path).unwrap(),
            layer: 0,
        })
        .collect();
    match Linter::from_sources(&sources, &Config::default()) {
        Err(error) => println!("{error}"),
        Ok(linter) => {
            let report = linter.test();
            let about = |line: &&String| line.contains(&format!(": {only}"));
            report
                .failures
                .iter()
                .filter(about)
                .for_each(|line| println!("FAIL  {line}"));
            report
                .crossed
                .iter()
                .filter(|line| only.is_empty() || line.contains(&only))
                .for_each(|line| println!("CROSS {line}"));
            println!(
                "{} examples of {} rules: {} failures, {} crossings",
                report.examples,
                report.rules,
                report.failures.len(),
                report.crossed.len()
            );
        }
    }
}
