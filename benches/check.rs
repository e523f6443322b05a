//! How fast drafts are checked, as ratios to plain work on the same text in the same run.
//!
//! `cargo bench --bench check`. The text is the examples of the built-in rules: support replies with and without faults.
#![allow(clippy::print_stdout, reason = "a benchmark speaks to people")]

use std::hint::black_box;
use std::time::Instant;

use tactful::Linter;
use tactful::config::{Config, Level, LevelChoice};
use tactful::draft::Draft;
use tactful::report::{Format, Options, Reporter};
use unicode_segmentation::UnicodeSegmentation;

/// One thing to time.
type Work<'a> = Box<dyn Fn() -> usize + 'a>;

fn main() {
    let linter = Linter::builtin();
    let drafts: Vec<Draft> = linter
        .rules()
        .iter()
        .flat_map(|rule| {
            rule.good
                .iter()
                .chain(&rule.bad)
                .cloned()
                .collect::<Vec<_>>()
        })
        .map(|example| {
            let draft = Draft::new(example.draft);
            example
                .turns
                .into_iter()
                .filter(|(role, _)| role == "customer")
                .fold(draft, |draft, (_, text)| draft.with_customer(text))
        })
        .collect();
    let bytes: usize = drafts
        .iter()
        .map(|draft| {
            draft.text.len()
                + draft
                    .conversation
                    .iter()
                    .flat_map(|c| &c.turns)
                    .map(|turn| turn.text.len())
                    .sum::<usize>()
        })
        .sum();
    let off = |selector: &str| LevelChoice {
        selector: selector.into(),
        level: Level::Off,
        origin: "bench".into(),
    };
    let silent = Linter::new(&Config {
        levels: vec![off("*")],
        ..Config::default()
    })
    .expect("`*` names the rules");
    let options = Options::default();
    let reporter = Reporter::new(Format::Jsonl, &options);
    let rows: [(&str, Work<'_>); 4] = [
        (
            "unicode_words over the text",
            Box::new(|| {
                drafts
                    .iter()
                    .map(|draft| draft.text.unicode_words().count())
                    .sum()
            }),
        ),
        (
            "check, no rules on",
            Box::new(|| {
                drafts
                    .iter()
                    .map(|draft| silent.check(draft).findings.len())
                    .sum()
            }),
        ),
        (
            "check, all default rules",
            Box::new(|| {
                drafts
                    .iter()
                    .map(|draft| linter.check(draft).findings.len())
                    .sum()
            }),
        ),
        (
            "check and report as jsonl",
            Box::new(|| {
                drafts
                    .iter()
                    .map(|draft| reporter.item(&linter.check(draft)).as_bytes().len())
                    .sum()
            }),
        ),
    ];
    println!(
        "{} drafts, {bytes} bytes with the customers' words; best of 15 passes",
        drafts.len()
    );
    let mut base = None;
    for (name, run) in rows {
        let best = (0..15).map(|_| timed(&run)).fold(f64::INFINITY, f64::min);
        let ratio = best / *base.get_or_insert(best);
        println!(
            "{name:<30} {:>8.1} MB/s  {ratio:>6.1} × the first",
            bytes as f64 / best / 1e6
        );
    }
}

fn timed(run: &dyn Fn() -> usize) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64()
}
