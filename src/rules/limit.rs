//! `limit`: a count or a measure must stay inside bounds.

use super::Match;
use super::avoid::{counts, merged};
use super::measure;
use super::rule::{BankId, Compare, Guard, NO_BANK};
use super::scene::Scene;

pub(super) fn search(
    name: &str,
    bank: BankId,
    allowed: Compare,
    guard: &Guard,
    scene: &Scene<'_>,
) -> Vec<Match> {
    if name == measure::SENTENCES_WITHOUT {
        return sentences_without(bank, allowed, guard, scene);
    }
    if bank != NO_BANK {
        let said = &scene.said;
        let places = merged(
            said.hits(bank)
                .iter()
                .filter(|hit| counts(hit, guard, scene))
                .copied()
                .collect(),
        );
        let count = places.len() as u32;
        if allowed.holds(count) {
            return Vec::new();
        }
        let shown = places
            .get(allowed.to.min(count.saturating_sub(1)) as usize)
            .copied();
        let span = shown.map(|words| said.span(words)).unwrap_or_default();
        return vec![
            Match::at(span)
                .with("match", span.of(&said.text))
                .with("value", count.to_string()),
        ];
    }
    let Some(found) = measure::take(name, scene) else {
        return Vec::new();
    };
    if allowed.holds(found.value)
        || !guard.quotes
            && scene
                .draft
                .mask
                .covering(found.span)
                .is_some_and(|kind| kind == crate::draft::MaskKind::History)
    {
        return Vec::new();
    }
    vec![
        Match::at(found.span)
            .with("value", found.value.to_string())
            .with("match", found.span.of(&scene.said.text)),
    ]
}

/// Fewer words than this make no statement: “Thanks!”, “Hi Anna,”.
const STATEMENT_WORDS: usize = 3;

/// Counts the sentences in which none of the phrases stands: what a reply says beyond courtesies, for example.
fn sentences_without(
    bank: BankId,
    allowed: Compare,
    guard: &Guard,
    scene: &Scene<'_>,
) -> Vec<Match> {
    let said = &scene.said;
    if !said.hits(guard.except_message).is_empty() {
        return Vec::new();
    }
    let mut count = 0;
    let mut shown = None;
    for sentence in &said.prose.sentences {
        let words = said.prose.words_of(sentence);
        if words.len() < STATEMENT_WORDS
            || !said.is_kind(guard.only, sentence.first)
            || said.in_sentence(bank, sentence.first)
            || said.in_sentence(guard.except, sentence.first)
            || scene.draft.mask.covering(sentence.span).is_some()
        {
            continue;
        }
        count += 1;
        if count > allowed.to {
            shown = shown.or(Some(sentence.span));
        }
    }
    if allowed.holds(count) {
        return Vec::new();
    }
    let span = shown.unwrap_or_default();
    vec![
        Match::at(span)
            .with("match", span.of(&said.text))
            .with("value", count.to_string()),
    ]
}
