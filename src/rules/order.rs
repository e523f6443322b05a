//! `order`: the first must stand before the second.

use super::Match;
use super::avoid::counts;
use super::rule::{Guard, NO_BANK, Test};
use super::scene::Scene;
use crate::pattern::Hit;

pub(super) fn search(
    first: &[Test],
    then: &[Test],
    guard: &Guard,
    scene: &Scene<'_>,
) -> Vec<Match> {
    let said = &scene.said;
    let total = said.prose.words.len() as u32;
    let earliest = |tests: &[Test]| {
        tests
            .iter()
            .filter_map(|test| said.first_in(*test, scene.cues, 0, total))
            .min()
    };
    let (Some(first), Some(then)) = (earliest(first), earliest(then)) else {
        return Vec::new();
    };
    let hit = Hit {
        bank: NO_BANK,
        phrase: 0,
        first: first.0,
        last: first.1,
    };
    if first <= then || !counts(&hit, guard, scene) {
        return Vec::new();
    }
    vec![
        Match::at(said.span(first))
            .with("match", scene.quote(first))
            .with("draft_match", scene.quote(then)),
    ]
}
