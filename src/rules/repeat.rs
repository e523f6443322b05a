//! `repeat`: something already said, given or tried comes again.

use super::Match;
use super::avoid::counts;
use super::rule::{Again, BankId, Guard, NO_BANK};
use super::said::Said;
use super::scene::Scene;
use crate::pattern::Hit;
use crate::prose::{Ending, Sentence};
use crate::text::Span;

/// The names of what `repeat` knows, sorted.
pub const REPEATS: &[&str] = &[
    "asks for what was given",
    "same answer again",
    "same sentence twice",
    "suggests what was tried",
];

pub(super) fn search(what: &str, again: &Again, guard: &Guard, scene: &Scene<'_>) -> Vec<Match> {
    match what {
        "asks for what was given" => asks_again(again, guard, scene),
        "same answer again" => same_answer(guard, scene),
        "same sentence twice" => same_sentence(scene),
        "suggests what was tried" => tried(again, guard, scene),
        _ => Vec::new(),
    }
}

/// Whether a kind of repetition, by its place in [`REPEATS`], can find anything; `false` only where it surely finds nothing.
pub(super) fn may_find(what: usize, scene: &Scene<'_>) -> bool {
    match REPEATS.get(what).copied() {
        Some("asks for what was given" | "suggests what was tried") => {
            !scene.asked.is_empty() || !scene.earlier.is_empty()
        }
        Some("same answer again") => !resent(scene).is_empty(),
        Some("same sentence twice") => has_alike_sentences(scene),
        _ => true,
    }
}

/// The hits of a bank inside a sentence.
fn within(said: &Said<'_>, bank: BankId, sentence: &Sentence) -> impl Iterator<Item = Hit> {
    said.between(bank, sentence.first, sentence.last)
        .into_iter()
}

/// Whether nothing excuses a whole sentence.
fn open(sentence: &Sentence, guard: &Guard, scene: &Scene<'_>) -> bool {
    let hit = Hit {
        bank: NO_BANK,
        phrase: 0,
        first: sentence.first,
        last: sentence.last - 1,
    };
    counts(&hit, guard, scene)
}

fn asks_again(again: &Again, guard: &Guard, scene: &Scene<'_>) -> Vec<Match> {
    let said = &scene.said;
    let mut matches = Vec::new();
    for sentence in &said.prose.sentences {
        let asks = sentence.ending == Ending::Question
            || within(said, again.requests, sentence).next().is_some();
        if !asks || !open(sentence, guard, scene) {
            continue;
        }
        for detail in &again.details {
            let named = within(said, detail.names, sentence)
                .max_by_key(|hit| said.span((hit.first, hit.last)).len());
            let Some(named) = named else {
                continue;
            };
            let given = [&scene.asked, &scene.earlier]
                .iter()
                .any(|theirs| !theirs.hits(detail.given).is_empty());
            if given {
                let words = (named.first, named.last);
                matches.push(
                    Match::at(said.span(words))
                        .with("what", detail.name.clone())
                        .with("match", scene.quote(words)),
                );
                break;
            }
        }
    }
    matches
}

/// The draft is what we already sent, and more than a courtesy that a rule excuses: a closing may come twice.
fn same_answer(guard: &Guard, scene: &Scene<'_>) -> Vec<Match> {
    let mut sentences = scene.said.prose.sentences.iter();
    let mut found = resent(scene);
    if !found.is_empty() && !sentences.any(|sentence| open(sentence, guard, scene)) {
        found.clear();
    }
    found
}

/// The draft is, but for names and numbers, what we already sent.
fn resent(scene: &Scene<'_>) -> Vec<Match> {
    let Some(conversation) = &scene.draft.conversation else {
        return Vec::new();
    };
    if scene.ours.is_empty() {
        return Vec::new();
    }
    let plain = |text| plain(text).collect::<Vec<&str>>();
    let draft = plain(&scene.draft.text);
    if draft.len() < 8 {
        return Vec::new();
    }
    let alike = |a: &str, b: &str| {
        if a.is_ascii() && b.is_ascii() {
            a.eq_ignore_ascii_case(b)
        } else {
            a.to_lowercase() == b.to_lowercase()
        }
    };
    // Long conversations have many turns; their words are counted before any is compared.
    let again = conversation.ours().any(|turn| {
        let earlier = plain(&turn.text);
        earlier.len().abs_diff(draft.len()) <= draft.len() / 10 && {
            let pairs = draft.iter().zip(&earlier);
            draft.len() * 9 <= pairs.filter(|(a, b)| alike(a, b)).count() * 10
        }
    });
    if again {
        vec![Match::at(Span::new(
            0,
            scene
                .said
                .prose
                .sentences
                .first()
                .map_or(0, |sentence| sentence.span.end),
        ))]
    } else {
        Vec::new()
    }
}

/// The words of a text without the marks around them.
fn plain(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// The sentences of four words or more.
fn long_sentences<'s>(said: &'s Said<'_>) -> impl Iterator<Item = &'s Sentence> {
    let sentences = said.prose.sentences.iter();
    sentences.filter(|sentence| 4 <= sentence.last - sentence.first)
}

/// Whether two long sentences may be the same: told by the sum of their ASCII letters and digits, that of equal ones is equal.
fn has_alike_sentences(scene: &Scene<'_>) -> bool {
    let said = &scene.said;
    // One is most often all there are.
    if long_sentences(said).nth(1).is_none() {
        return false;
    }
    let sum = |sentence: &Sentence| {
        let bytes = sentence.span.of(&said.text).bytes();
        bytes
            .filter(u8::is_ascii_alphanumeric)
            .fold(0_u32, |sum, byte| sum.wrapping_add(u32::from(byte | 0x20)))
    };
    let mut sums: Vec<u32> = long_sentences(said).map(sum).collect();
    sums.sort_unstable();
    sums.windows(2).any(|two| two[0] == two[1])
}

fn same_sentence(scene: &Scene<'_>) -> Vec<Match> {
    let said = &scene.said;
    let plain = |sentence: &Sentence| {
        let letters = sentence.span.of(&said.text).chars();
        letters
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
    };
    let mut seen: std::collections::HashSet<String> = std::collections::HashSet::new();
    let mut matches = Vec::new();
    for sentence in long_sentences(said) {
        if !seen.insert(plain(sentence).collect()) {
            matches.push(Match::at(sentence.span).with("match", sentence.span.of(&said.text)));
        }
    }
    matches
}

/// The draft asks for a step that the customer says they tried.
fn tried(again: &Again, guard: &Guard, scene: &Scene<'_>) -> Vec<Match> {
    let mut done: Vec<u16> = Vec::new();
    for theirs in [&scene.asked, &scene.earlier] {
        for sentence in &theirs.prose.sentences {
            let mut reports = within(theirs, again.reports, sentence).peekable();
            // “How do I reset it?” reports nothing.
            let asks = sentence.ending == Ending::Question
                && within(theirs, again.reports_in_questions, sentence)
                    .next()
                    .is_none();
            if !asks && reports.peek().is_some() {
                done.extend(within(theirs, again.steps, sentence).map(|hit| hit.phrase));
            }
        }
    }
    let said = &scene.said;
    let mut matches = Vec::new();
    if done.is_empty() {
        return matches;
    }
    done.sort_unstable();
    done.dedup();
    for sentence in &said.prose.sentences {
        let knows = within(said, again.knows, sentence).next().is_some();
        if knows || !open(sentence, guard, scene) {
            continue;
        }
        let mut steps = within(said, again.steps, sentence);
        if let Some(step) = steps.find(|hit| done.contains(&hit.phrase)) {
            matches.push(
                Match::at(sentence.span)
                    .with("what", scene.quote((step.first, step.last)))
                    .with("match", sentence.span.of(&said.text)),
            );
        }
    }
    matches
}
