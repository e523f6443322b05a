//! `replace`: say the other words instead.

use super::Match;
use super::avoid::counts;
use super::rule::{BankId, Guard};
use super::scene::Scene;
use crate::pattern::Hit;
use crate::prose::flag;

pub(super) fn search(
    bank: BankId,
    with: &[String],
    safe: bool,
    guard: &Guard,
    scene: &Scene<'_>,
) -> Vec<Match> {
    let said = &scene.said;
    let mut hits: Vec<Hit> = said
        .hits(bank)
        .iter()
        .filter(|hit| counts(hit, guard, scene))
        .copied()
        .collect();
    // The longest phrase wins where two overlap.
    hits.sort_unstable_by_key(|hit| (hit.first, std::cmp::Reverse(hit.last), hit.phrase));
    let mut taken = 0;
    let mut matches = Vec::new();
    for hit in hits {
        if hit.first < taken {
            continue;
        }
        taken = hit.last + 1;
        if explained(&hit, scene) {
            continue;
        }
        let wording = with.get(hit.phrase as usize).map_or("", String::as_str);
        let capital = said.prose.words[hit.first as usize].has(flag::CAPITALISED);
        let choices: Vec<String> = wording
            .split(" / ")
            .map(str::trim)
            .filter(|choice| !choice.is_empty() && !choice.starts_with('('))
            .map(|choice| {
                if capital {
                    capitalised(choice)
                } else {
                    choice.to_owned()
                }
            })
            .collect();
        let mut found = Match::at(said.span((hit.first, hit.last)))
            .with("match", scene.quote((hit.first, hit.last)))
            .with("instead", wording);
        found.safe = safe && choices.len() == 1;
        found.instead = choices;
        matches.push(found);
    }
    matches
}

/// Whether an explanation in brackets follows right away.
fn explained(hit: &Hit, scene: &Scene<'_>) -> bool {
    let end = scene.said.span((hit.first, hit.last)).end;
    scene.said.text[end..].trim_start().starts_with('(')
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
