//! `avoid`: these words, cues or signs should not be there.

use super::Match;
use super::rule::{BankId, CueRef, Guard, NO_BANK, Test, Where};
use super::scene::Scene;
use super::sign;
use super::topic::{self, About};
use crate::pattern::Hit;
use crate::prose::flag;

/// How many words before or after `except_before` and `except_after` look at.
const NEIGHBOURS: u32 = 5;

pub(super) fn search(
    bank: BankId,
    cues: &[CueRef],
    signs: &[String],
    guard: &Guard,
    scene: &Scene<'_>,
) -> Vec<Match> {
    let said = &scene.said;
    let mut hits: Vec<Hit> = said.hits(bank).to_vec();
    for cue in cues {
        if said.shows(scene.cues, *cue).is_some() {
            hits.extend_from_slice(&said.cue_hits(scene.cues, cue.cue));
        }
    }
    hits.retain(|hit| counts(hit, guard, scene));
    let mut matches: Vec<Match> = merged(hits)
        .into_iter()
        .map(|(first, last)| {
            Match::at(said.span((first, last))).with("match", scene.quote((first, last)))
        })
        .collect();
    for name in signs {
        matches.extend(
            sign::find(name, said)
                .iter()
                .filter(|place| counts(&hit_of(place), guard, scene))
                .map(|place| of_sign(place, scene)),
        );
    }
    if matches.len() < usize::from(guard.at_least) {
        return Vec::new();
    }
    matches
}

/// A sign's place as the guards see it.
const fn hit_of(place: &sign::Place) -> Hit {
    Hit {
        bank: NO_BANK,
        phrase: 0,
        first: place.first,
        last: place.last,
    }
}

/// A sign's place with its wording, if it has one.
fn of_sign(place: &sign::Place, scene: &Scene<'_>) -> Match {
    let words = (place.first, place.last);
    let span = place.span.unwrap_or_else(|| scene.said.span(words));
    let mut found = Match::at(span).with("match", span.of(&scene.said.text));
    if let Some(instead) = &place.instead {
        found = found.with("instead", instead.clone());
        found.instead.push(instead.clone());
        found.safe = place.safe;
    }
    found
}

/// Whether nothing excuses a match.
pub(super) fn counts(hit: &Hit, guard: &Guard, scene: &Scene<'_>) -> bool {
    let said = &scene.said;
    if !guard.quotes && said.quoted(hit)
        || !said.is_kind(guard.only, hit.first)
        || !in_place(hit, guard.place, scene)
    {
        return false;
    }
    if guard.one_clause && !within_clause(hit, scene) {
        return false;
    }
    if guard.not_if_negated && said.negated(hit.first) {
        return false;
    }
    if guard.except != NO_BANK && said.in_sentence(guard.except, hit.first)
        || guard.shield != NO_BANK && said.overlapping(guard.shield, hit.first, hit.last)
    {
        return false;
    }
    if guard.except_message != NO_BANK && !said.hits(guard.except_message).is_empty() {
        return false;
    }
    if guard.except_before != NO_BANK
        && said.any_ending_before(guard.except_before, hit.first, NEIGHBOURS, |before| {
            same_sentence(before, hit, scene)
        })
    {
        return false;
    }
    if guard.except_after != NO_BANK {
        let (from, to) = (hit.last + 1, hit.last + 1 + NEIGHBOURS);
        let excuses = |after: &Hit| same_sentence(hit, after, scene);
        if said.any_hit(guard.except_after, from, to, excuses) {
            return false;
        }
    }
    if guard.sentence_has != NO_BANK && !said.in_sentence(guard.sentence_has, hit.first) {
        return false;
    }
    let sentences = &said.prose.sentences;
    let any_within = |tests: &[Test], from, to| {
        (tests.iter()).any(|test| said.within(*test, scene.cues, from, to))
    };
    if !guard.preceded_by.is_empty() {
        let before = said.prose.sentence_of(hit.first).saturating_sub(1);
        if any_within(&guard.preceded_by, sentences[before].first, hit.first) {
            return false;
        }
    }
    if !guard.followed_by.is_empty() {
        let after = said.prose.sentence_of(hit.last) + 2;
        let end = sentences[after.min(sentences.len() - 1)].last;
        if any_within(&guard.followed_by, hit.last + 1, end) {
            return false;
        }
    }
    if guard
        .not_if_told
        .is_some_and(|topics| told(hit, topics, scene))
    {
        return false;
    }
    !(guard.not_if_customer_said && scene.customer_said(&scene.quote((hit.first, hit.last))))
}

/// Whether the customer spoke of anything that stands from a match to the end of its clause.
fn told(hit: &Hit, topics: u16, scene: &Scene<'_>) -> bool {
    let families = topic::families(scene.cues, topics);
    let words = &scene.said.prose.words;
    let sentence = &scene.said.prose.sentences[scene.said.prose.sentence_of(hit.first)];
    let end = (hit.last + 1..sentence.last)
        .find(|at| words[*at as usize].has(flag::CLAUSE_START))
        .unwrap_or(sentence.last);
    let presumed = About::of(&scene.said, &families, hit.first, end);
    [&scene.asked, &scene.earlier].iter().any(|said| {
        let count = said.prose.words.len() as u32;
        presumed.shares(&About::of(said, &families, 0, count))
    })
}

/// Whether no comma, bracket or dash stands inside a match and no compound with a hyphen runs across its end.
fn within_clause(hit: &Hit, scene: &Scene<'_>) -> bool {
    let words = &scene.said.prose.words;
    let next = words.get(hit.last as usize + 1);
    let inside = &words[hit.first as usize + 1..=hit.last as usize];
    !inside.iter().any(|word| word.has(flag::CLAUSE_START))
        && !next.is_some_and(|next| next.has(flag::HYPHENATED))
        && !words[hit.first as usize].has(flag::HYPHENATED)
}

fn same_sentence(a: &Hit, b: &Hit, scene: &Scene<'_>) -> bool {
    scene.said.prose.sentence_of(a.first) == scene.said.prose.sentence_of(b.last)
}

fn in_place(hit: &Hit, place: Where, scene: &Scene<'_>) -> bool {
    let sentence = scene.said.prose.sentence_of(hit.first);
    let count = scene.said.prose.sentences.len();
    match place {
        Where::Anywhere => true,
        Where::FirstSentence => sentence == 0,
        Where::Start => sentence < 2,
        Where::End => count <= sentence + 2,
    }
}

/// Overlapping matches become one.
pub(super) fn merged(mut hits: Vec<Hit>) -> Vec<(u32, u32)> {
    hits.sort_unstable_by_key(|hit| (hit.first, hit.last));
    let mut places: Vec<(u32, u32)> = Vec::new();
    for hit in hits {
        match places.last_mut() {
            Some(last) if hit.first <= last.1 => last.1 = last.1.max(hit.last),
            _ => places.push((hit.first, hit.last)),
        }
    }
    places
}
