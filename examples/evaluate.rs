//! Measures the rules on labelled rows: one JSON object a line with `reply`, `labels`, and `customer` or `turns` before it.
//!
//! `cargo run --release --example evaluate -- DATA.jsonl…` prints per label what was found and missed.
//! `--list` shows every miss and false alarm, `--only LABEL` one label, `--rulesets DIR` rules from a folder,
//! `--labels FILE` another map from labels to rules, `--min LEVEL` counts findings from that level, `--rows` counts a finding as false only on rows without any label.
#![allow(
    clippy::exit,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a measuring tool for people"
)]

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use tactful::draft::{Channel, Conversation, Draft, Role, Stage, Turn};
use tactful::finding::Severity;
use tactful::ruleset::{Source, selects};
use tactful::{Config, Linter};

#[derive(Default)]
struct Score {
    rows: usize,
    hit: usize,
    warned: usize,
    false_alarms: usize,
    false_on_clean: usize,
    lines: Vec<String>,
}

fn main() {
    let mut files = Vec::new();
    let (mut list, mut only, mut folder, mut least) = (false, None, None, Severity::Suggestion);
    let mut labels = None;
    let mut config = Config::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => list = true,
            "--only" => only = arguments.next(),
            "--rulesets" => folder = arguments.next(),
            "--labels" => labels = arguments.next(),
            "--pack" => config.packs.extend(arguments.next()),
            "--min" => {
                least = match arguments.next().as_deref() {
                    Some("warning") => Severity::Warning,
                    Some("error") => Severity::Error,
                    _ => Severity::Suggestion,
                }
            }
            _ => files.push(argument),
        }
    }
    let linter = match folder {
        None => Linter::new(&config),
        Some(folder) => Linter::from_sources(&sources(&folder), &config),
    }
    .unwrap_or_else(|error| fail(&error.to_string()));
    let map: BTreeMap<String, Vec<String>> = match labels {
        Some(path) => toml::from_str(&fs::read_to_string(path).unwrap()).unwrap(),
        None => toml::from_str(include_str!("labels.toml")).unwrap(),
    };
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let (mut rows, mut clean, mut clean_warned, mut clean_findings) =
        (0usize, 0usize, 0usize, 0usize);
    let mut noise: BTreeMap<String, usize> = BTreeMap::new();
    let mut noisy = Vec::new();
    for file in &files {
        let text =
            fs::read_to_string(file).unwrap_or_else(|error| fail(&format!("{file}: {error}")));
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            let row: Value = serde_json::from_str(line)
                .unwrap_or_else(|error| fail(&format!("{file}:{}: {error}", number + 1)));
            let Some(labels) = row["labels"].as_array() else {
                fail(&format!(
                    "{file}:{}: the row has no `labels`; measuring needs labelled rows",
                    number + 1
                ))
            };
            let labels: Vec<&str> = labels
                .iter()
                .filter_map(|label| label["label"].as_str().or(label.as_str()))
                .collect();
            let draft = draft(&row);
            let review = linter.check(&draft);
            rows += 1;
            let fired: Vec<_> = review
                .findings
                .iter()
                .filter(|finding| least <= finding.severity)
                .collect();
            if labels.is_empty() {
                clean += 1;
                let grave: Vec<_> = review
                    .findings
                    .iter()
                    .filter(|finding| {
                        Severity::Warning <= finding.severity
                            && !matches!(finding.category(), "spelling" | "grammar")
                    })
                    .collect();
                clean_warned += usize::from(!grave.is_empty());
                clean_findings += grave.len();
                for finding in grave {
                    *noise.entry(finding.rule.to_string()).or_default() += 1;
                    noisy.push(show(&row, finding.rule.as_str(), &finding.message));
                }
            }
            for (label, selectors) in &map {
                let score = scores.entry(label.clone()).or_default();
                let found: Vec<_> = fired
                    .iter()
                    .filter(|finding| {
                        selectors
                            .iter()
                            .any(|selector| selects(selector, finding.rule.as_str()))
                    })
                    .collect();
                let wanted = labels.contains(&label.as_str());
                score.rows += usize::from(wanted);
                if wanted && !found.is_empty() {
                    score.hit += 1;
                    score.warned += usize::from(
                        found
                            .iter()
                            .any(|finding| Severity::Warning <= finding.severity),
                    );
                } else if wanted {
                    score.lines.push(format!(
                        "MISS  {}",
                        show(
                            &row,
                            "",
                            &fired
                                .iter()
                                .map(|f| f.rule.to_string())
                                .collect::<Vec<_>>()
                                .join(" ")
                        )
                    ));
                } else if !found.is_empty() {
                    score.false_alarms += 1;
                    score.false_on_clean += usize::from(labels.is_empty());
                    let mark = if labels.is_empty() { "FALSE" } else { "other" };
                    score.lines.push(format!(
                        "{mark} {}",
                        show(&row, found[0].rule.as_str(), &found[0].message)
                    ));
                }
            }
        }
    }
    if rows == 0 {
        fail("no labelled rows given; name at least one file of rows with `labels`");
    }
    println!(
        "{:<18} {:>5} {:>5} {:>6} {:>6} {:>6}  {:>18}  {:>18}  warned",
        "label", "rows", "hit", "missed", "false", "clean", "precision*", "recall"
    );
    for (label, score) in scores.iter().filter(|(label, score)| {
        only.as_ref().is_none_or(|only| only == *label) && 0 < score.rows + score.false_alarms
    }) {
        println!(
            "{label:<18} {:>5} {:>5} {:>6} {:>6} {:>6}  {}  {}  {:>5}",
            score.rows,
            score.hit,
            score.rows - score.hit,
            score.false_alarms,
            score.false_on_clean,
            wilson(score.hit, score.hit + score.false_on_clean),
            wilson(score.hit, score.rows),
            score.warned
        );
        if list {
            score.lines.iter().for_each(|line| println!("    {line}"));
        }
    }
    println!(
        "* false alarms on rows without any label; `false` also counts rows that carry other labels only"
    );
    println!(
        "{rows} rows, {clean} without a label; {clean_warned} of them warned ({clean_findings} findings at warning or above, spelling and grammar aside)"
    );
    let mut noise: Vec<_> = noise.into_iter().collect();
    noise.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), rule.clone()));
    for (rule, count) in noise.iter().take(40) {
        println!("    {count:>4}  {rule}");
    }
    if list && only.is_none() {
        noisy.iter().for_each(|line| println!("    NOISE {line}"));
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in [folder.to_owned(), format!("{folder}/packs")] {
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
    paths
        .into_iter()
        .map(|path| Source {
            name: path.display().to_string(),
            text: fs::read_to_string(&path).unwrap(),
            layer: 0,
        })
        .collect()
}

fn draft(row: &Value) -> Draft {
    let text = row["reply"].as_str().unwrap_or_default();
    let mut draft = Draft::new(text);
    draft.channel = row["channel"].as_str().and_then(|name| {
        Channel::ALL
            .into_iter()
            .find(|channel| channel.as_str() == name)
    });
    if let Some(stage) = row["stage"]
        .as_str()
        .and_then(|name| Stage::ALL.into_iter().find(|stage| stage.as_str() == name))
    {
        draft.stage = stage;
    }
    let mut turns: Vec<Turn> = row["turns"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|turn| {
            let role = if turn["speaker"].as_str().or(turn["role"].as_str()) == Some("customer") {
                Role::Customer
            } else {
                Role::Agent
            };
            Some(Turn::new(role, turn["text"].as_str()?))
        })
        .collect();
    let said = row["customer"].as_array();
    let not_first = row["first"].as_bool() == Some(false);
    if not_first && turns.is_empty() {
        turns.push(Turn::new(Role::Agent, "…"));
    }
    turns.extend(
        said.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|text| Turn::new(Role::Customer, text)),
    );
    if !turns.is_empty() {
        draft.conversation = Some(Conversation { id: None, turns });
    }
    for (name, value) in row["facts"].as_object().into_iter().flatten() {
        if let Some(value) = value.as_str() {
            draft.ticket.push((name.clone(), value.to_owned()));
        }
    }
    draft
}

fn show(row: &Value, rule: &str, more: &str) -> String {
    let customer = row["customer"]
        .as_array()
        .map(|said| {
            said.iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(" / ")
        })
        .unwrap_or_default();
    format!(
        "{} {rule} [{more}]\n            C: {customer}\n            R: {}",
        row["id"].as_str().unwrap_or("?"),
        row["reply"].as_str().unwrap_or("").replace('\n', " ⏎ ")
    )
}

/// Wilson's score interval at 95 % (E. B. Wilson, 1927).
fn wilson(hits: usize, all: usize) -> String {
    if all == 0 {
        return format!("{:>18}", "–");
    }
    let (n, p, z) = (all as f64, hits as f64 / all as f64, 1.96f64);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let reach = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    format!(
        "{p:.2} [{:.2}–{:.2}]",
        (middle - reach).max(0.0),
        (middle + reach).min(1.0)
    )
    .chars()
    .collect::<String>()
        + "  "
}

fn fail(message: &str) -> ! {
    eprintln!("evaluate: {message}");
    std::process::exit(2)
}
