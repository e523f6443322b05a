//! What the draft states must fit the numbers of the conversation, the given facts and the actions done.

use std::collections::HashSet;

use super::value;
use crate::prose::{Class, Sentence, flag};
use crate::rules::Match;
use crate::rules::scene::Scene;
use crate::rules::topic::{self, Stem};

/// So many numbers of the conversation are compared with each of the draft; a list of more is no request.
const MOST_NUMBERS: usize = 100;

/// An order-like number that differs by one digit or one swap from the number in the conversation.
pub(super) fn mistyped_number(scene: &Scene<'_>) -> Vec<Match> {
    let mut seen = HashSet::new();
    let mut theirs: Vec<&str> = [&scene.asked, &scene.earlier]
        .into_iter()
        .flat_map(|said| numbers(&said.prose.words, &said.text))
        .map(|(_, number)| number)
        .filter(|number| seen.insert(*number))
        .collect();
    if theirs.is_empty() {
        return Vec::new();
    }
    theirs.truncate(MOST_NUMBERS);
    let mut matches = Vec::new();
    for (word, number) in numbers(&scene.said.prose.words, &scene.said.text) {
        if seen.contains(number) {
            continue;
        }
        if let Some(meant) = theirs.iter().find(|other| {
            other.len() == number.len() && strsim::damerau_levenshtein(other, number) == 1
        }) {
            matches.push(
                Match::at(scene.said.span((word, word)))
                    .with("match", number)
                    .with("value", *meant),
            );
        }
    }
    matches
}

/// Numbers of six characters or more, with letters or not.
fn numbers<'t>(words: &[crate::prose::Word], text: &'t str) -> Vec<(u32, &'t str)> {
    words
        .iter()
        .enumerate()
        .filter(|(_, word)| !word.has(flag::OPAQUE) && !word.has(flag::JOINED))
        .map(|(index, word)| (index as u32, word.span().of(text)))
        .filter(|(_, word)| {
            6 <= word.len()
                && 5 <= word.bytes().filter(u8::is_ascii_digit).count()
                && word.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        .collect()
}

/// A sentence that speaks of a fact but gives another value of the same class.
pub(super) fn against_facts(scene: &Scene<'_>) -> Vec<Match> {
    let mut matches = Vec::new();
    for fact in &scene.draft.facts {
        let Some((class, value)) = value::of_fact(&fact.text) else {
            continue;
        };
        let wanted: Vec<Stem> = fact
            .id
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| 3 <= word.len())
            .map(|word| topic::stem(&word.to_lowercase()))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        for sentence in &scene.said.prose.sentences {
            let stems = scene.said.stems(sentence.first, sentence.last);
            let speaks = wanted
                .iter()
                .filter(|wanted| stems.binary_search(wanted).is_ok())
                .count();
            let needed = if wanted.len() == 1 {
                1
            } else {
                wanted.len() - 1
            };
            if speaks < needed.max(1) {
                continue;
            }
            let said: Vec<_> = places(scene, sentence, class)
                .into_iter()
                .map(|words| (words, scene.quote(words)))
                .collect();
            let values = said.iter().map(|(_, said)| value::of(class, said));
            // A sentence that gives the right value speaks of another one beside it.
            if values.clone().any(|other| other == Some(value)) {
                continue;
            }
            for ((words, said), other) in said.iter().zip(values) {
                if other.is_some_and(|other| value.differs(other)) {
                    matches.push(
                        Match::at(scene.said.span(*words))
                            .with("match", said)
                            .with("value", fact.text.clone())
                            .with("what", fact.id.replace(['_', '-'], " ")),
                    );
                }
            }
        }
    }
    matches
}

fn places(scene: &Scene<'_>, sentence: &Sentence, class: Class) -> Vec<(u32, u32)> {
    scene
        .said
        .prose
        .spans
        .iter()
        .filter(|span| {
            span.class == class && sentence.first <= span.first && span.last < sentence.last
        })
        .map(|span| (span.first, span.last))
        .collect()
}

/// The draft says that something was done which did not succeed.
pub(super) fn against_actions(scene: &Scene<'_>) -> Vec<Match> {
    let mut matches = Vec::new();
    for action in scene.draft.actions.iter().filter(|action| {
        !matches!(
            action.status.to_lowercase().as_str(),
            "succeeded" | "success" | "done" | "completed" | "ok"
        )
    }) {
        let Some(verb) = action
            .name
            .split(|c: char| !c.is_alphanumeric())
            .find(|word| 3 <= word.len())
        else {
            continue;
        };
        let forms: Vec<String> = crate::pattern::forms(verb)
            .into_iter()
            .filter(|form| form.ends_with("ed") || form.ends_with("nt") || form.ends_with("id"))
            .collect();
        let words = &scene.said.prose.words;
        for (index, word) in words.iter().enumerate() {
            let typed = word.span().of(&scene.said.text).to_lowercase();
            let done = forms.contains(&typed) && !scene.said.negated(index as u32) && index > 0;
            let before = words[index.saturating_sub(3)..index].iter().any(|word| {
                matches!(
                    word.span()
                        .of(&scene.said.text)
                        .to_lowercase()
                        .trim_start_matches(['i', 'w', 'e']),
                    "have" | "has" | "been" | "was" | "'ve" | "’ve" | ""
                )
            });
            if done && before {
                matches.push(
                    Match::at(scene.said.span((index as u32, index as u32)))
                        .with("match", typed)
                        .with("what", action.name.clone())
                        .with("value", action.status.clone()),
                );
            }
        }
    }
    matches
}
