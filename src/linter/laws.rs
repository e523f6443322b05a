//! Checking stays linear in the draft, whatever somebody pastes.

use std::time::{Duration, Instant};

use super::Linter;
use crate::draft::Draft;

/// What a text is made of, over and over.
const PARTS: &[&str] = &[
    "a",
    "a ",
    "1 ",
    "@",
    "a:",
    "\"",
    "\"a ",
    "(",
    ")",
    "[(",
    "!",
    ". ",
    "sorry ",
    "sorry, ",
    "Sorry. ",
    "one ",
    "how can i help ",
    "please provide your order number 123456. ",
    "Calm down! ",
    "you you ",
    "unfortunately we can't, unfortunately ",
    "i don't know if i can do that ",
    "a.a.",
    "'s ",
    "READ IT ",
    "recieve ",
    "😀",
    "{{a}} ",
    "Hi , ",
];

/// How long a draft of so many bytes takes, its customer having written the same.
fn time(linter: &Linter, part: &str, bytes: usize) -> Duration {
    let text = part.repeat(bytes / part.len());
    let draft = Draft::new(text.clone()).with_customer(text);
    let begun = Instant::now();
    let review = linter.check(&draft);
    let took = begun.elapsed();
    for finding in &review.findings {
        assert!(finding.span.end <= draft.text.len());
    }
    took
}

/// A check that goes over the text for each of its words would take hours here, not seconds: no machine is too slow for the bound.
#[test]
fn hostile_texts_are_linear() {
    let linter = Linter::builtin();
    let bytes = if cfg!(debug_assertions) {
        60_000
    } else {
        1_000_000
    };
    for part in PARTS {
        let took = time(&linter, part, bytes);
        assert!(took < Duration::from_secs(60), "{part:?} took {took:?}");
    }
}
