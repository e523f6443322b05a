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
                if said.prose.words[hit.first as usize].has(flag::JOINED) {
                    behind_contraction(said.span((hit.first, hit.first)).of(&said.text), choice)
                } else if capital {
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

/// What to write where a match begins in the middle of a contraction: in “don't loose your”, “don't lose your” for “not lose your”.
fn behind_contraction(typed: &str, wording: &str) -> String {
    /// The second halves of contractions, and what they stand for.
    const HALVES: [(&str, &[&str]); 7] = [
        ("n't", &["not"]),
        ("'ll", &["will"]),
        ("'re", &["are"]),
        ("'ve", &["have"]),
        ("'s", &["is", "has"]),
        ("'d", &["would", "had"]),
        ("'m", &["am"]),
    ];
    let straight = typed.replace('’', "'");
    let Some((half, meanings)) = HALVES
        .into_iter()
        .find(|(half, _)| straight.to_lowercase().ends_with(half))
    else {
        return wording.to_owned();
    };
    let (first, rest) = wording.split_once(' ').unwrap_or((wording, ""));
    if meanings.contains(&first) {
        return format!("{typed} {rest}").trim_end().to_owned();
    }
    let opening = match straight[..straight.len() - half.len()]
        .to_lowercase()
        .as_str()
    {
        "ca" if half == "n't" => "can".to_owned(),
        "wo" => "will".to_owned(),
        "sha" => "shall".to_owned(),
        _ => straight[..straight.len() - half.len()].to_owned(),
    };
    format!("{opening} {wording}")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_keep_their_first_half() {
        for (typed, wording, expected) in [
            ("don't", "not lose your", "don't lose your"),
            ("don’t", "not lose your", "don’t lose your"),
            ("can't", "be able to", "can be able to"),
            ("it's", "is different from", "it's different from"),
            ("it's", "was", "it was"),
            ("you'll", "would", "you would"),
            ("Don't", "lose", "Do lose"),
        ] {
            assert_eq!(behind_contraction(typed, wording), expected);
        }
    }
}
