//! Measures the spelling room. See `benches/spelling.md` for the lists and the results.
//!
//! ```text
//! evaluate_spelling pairs FILE…    lines `slip<TAB>word`: how often the word is first, among five, flagged at all
//! evaluate_spelling suggest FILE   the same lines; prints slip, whether it is flagged, and the suggestions, by tabs
//! evaluate_spelling replies FILE…  JSONL with `reply`, `customer` and `labels`: recall of `spelling`, false alarms
//! evaluate_spelling speed FILE     any text: megabytes a second on one core
//! evaluate_spelling words FILE     any text, one message a line: the flagged words with counts
//! ```
#![allow(clippy::print_stdout, reason = "an example reports on standard output")]

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::Value;
use tactful::draft::Mask;
use tactful::spell::{
    AcceptList, Dictionary, MisspellingKind, Settings, check_words, correct_words,
};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    for path in arguments {
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        if command != "suggest" {
            println!("{path}");
        }
        match command.as_str() {
            "pairs" => pairs(&text),
            "suggest" => suggest(&text),
            "replies" => replies(&text),
            "speed" => speed(&text),
            "words" => words(&text),
            other => println!("`{other}` is none of pairs, suggest, replies, speed, words"),
        }
    }
}

fn pairs(text: &str) {
    let dictionary = Dictionary::builtin();
    let show = std::env::var_os("SHOW").is_some();
    let (mut all, mut first, mut five, mut real, mut safe, mut safe_right) = (0, 0, 0, 0, 0, 0);
    let mut flagged = 0;
    let mut spent = 0.0;
    for (slip, word) in text.lines().filter_map(|line| line.split_once('\t')) {
        if dictionary.look_up(slip).is_some() {
            real += 1;
            continue;
        }
        all += 1;
        let sentence = format!("this is the {} we mean", slip.to_lowercase());
        let (found, _) = correct_words(
            &sentence,
            &Mask::default(),
            &dictionary,
            &[],
            Settings::default(),
            |slip| slip.suggestions(&sentence, &dictionary, &[]),
        );
        flagged += usize::from(!found.is_empty());
        if show && found.is_empty() {
            println!("  not flagged: {slip}");
        }
        let start = Instant::now();
        let suggestions = dictionary.suggest(slip, &[]);
        spent += start.elapsed().as_secs_f64();
        let right = suggestions
            .iter()
            .position(|suggestion| suggestion.word.eq_ignore_ascii_case(word));
        first += usize::from(right == Some(0));
        five += usize::from(right.is_some());
        if suggestions
            .first()
            .is_some_and(|suggestion| suggestion.safe)
        {
            safe += 1;
            safe_right += usize::from(right == Some(0));
        }
        if show && right != Some(0) {
            let offered: Vec<_> = suggestions
                .iter()
                .map(|s| format!("{} {:.2}", s.word, s.score))
                .collect();
            println!("  {slip} -> {word}: {}", offered.join(", "));
        }
    }
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!(
        "  {all} non-words ({real} slips are words): flagged {:.1} %, first {:.1} %, among five {:.1} %, {:.3} ms each; safe {:.1} %, of these right {:.2} %",
        percent(flagged, all),
        percent(first, all),
        percent(five, all),
        1000.0 * spent / all.max(1) as f64,
        percent(safe, all),
        percent(safe_right, safe),
    );
}

fn suggest(text: &str) {
    let dictionary = Dictionary::builtin();
    for (slip, _) in text.lines().filter_map(|line| line.split_once('\t')) {
        let known = dictionary.look_up(slip).is_some();
        let offered = if known {
            Vec::new()
        } else {
            dictionary.suggest(slip, &[])
        };
        let offered: Vec<_> = offered
            .into_iter()
            .map(|suggestion| suggestion.word)
            .collect();
        println!("{slip}\t{}\t{}", u8::from(!known), offered.join("\t"));
    }
}

fn replies(text: &str) {
    let dictionary = Dictionary::builtin();
    let (mut clean, mut alarms, mut labelled, mut found) = (0, 0, 0, 0);
    for row in text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
    {
        let reply = row["reply"].as_str().unwrap_or_default();
        let mut accepted = AcceptList::default();
        for said in row["customer"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            accepted.learn(said, &dictionary);
        }
        let (found_here, language) = correct_words(
            reply,
            &Mask::default(),
            &dictionary,
            &[&accepted],
            Settings::default(),
            |slip| slip.suggestions(reply, &dictionary, &[&accepted]),
        );
        let flagged: Vec<(&str, MisspellingKind)> = found_here
            .iter()
            .map(|slip| (slip.misspelling.span.of(reply), slip.misspelling.kind))
            .collect();
        let labels = row["labels"].as_array().map_or(&[][..], Vec::as_slice);
        let mut quotes: Vec<&str> = labels
            .iter()
            .filter(|label| label["label"] == "spelling")
            .filter_map(|label| label["quote"].as_str())
            .collect();
        labelled += quotes.len();
        let before = quotes.len();
        quotes.retain(|quote| !flagged.iter().any(|(word, _)| quote.contains(word)));
        found += before - quotes.len();
        for quote in quotes {
            println!("  missed {quote}");
        }
        if labels.is_empty() {
            clean += 1;
            alarms += usize::from(!flagged.is_empty());
            if !flagged.is_empty() {
                println!("  alarm on a clean reply {flagged:?}");
            }
        } else {
            for (word, kind) in &flagged {
                if !labels.iter().any(|label| {
                    label["quote"]
                        .as_str()
                        .is_some_and(|quote| quote.contains(word))
                }) {
                    println!("  alarm elsewhere {word} {kind:?}");
                }
            }
        }
        if language.is_some() {
            println!(
                "  foreign {:?}",
                language.map(|note| note
                    .spans
                    .iter()
                    .map(|s| s.of(reply).to_owned())
                    .collect::<Vec<_>>())
            );
        }
    }
    println!(
        "  recall {found}/{labelled}; {alarms} of {clean} clean replies alarmed: {:.2} in 100",
        100.0 * f64::from(alarms as u32) / f64::from(clean)
    );
}

fn speed(text: &str) {
    let dictionary = Dictionary::builtin();
    let mut best = f64::INFINITY;
    let mut flagged = 0;
    for _ in 0..5 {
        let start = Instant::now();
        flagged = text
            .lines()
            .map(|line| {
                check_words(
                    line,
                    &Mask::default(),
                    &dictionary,
                    &[],
                    Settings::default(),
                )
                .misspellings
                .len()
            })
            .sum();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!(
        "  {:.0} MB/s ({flagged} words flagged in {} bytes)",
        text.len() as f64 / best / 1e6,
        text.len()
    );
    let start = Instant::now();
    for _ in 0..1000 {
        std::hint::black_box(Dictionary::builtin());
    }
    println!("  {:.5} ms to load", start.elapsed().as_secs_f64());
}

fn words(text: &str) {
    let dictionary = Dictionary::builtin();
    let mut counts: BTreeMap<(String, MisspellingKind), usize> = BTreeMap::new();
    for line in text.lines() {
        for slip in correct_words(
            line,
            &Mask::default(),
            &dictionary,
            &[],
            Settings::default(),
            |slip| slip.suggestions(line, &dictionary, &[]),
        )
        .0
        {
            let slip = slip.misspelling;
            *counts
                .entry((slip.span.of(line).to_owned(), slip.kind))
                .or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), word.clone()));
    for ((word, kind), count) in counts {
        println!("  {count:5} {word} {kind:?}");
    }
}
