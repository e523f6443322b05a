//! What must be there before a rule can find anything, told without decoding the rule.
//!
//! A gate is a list of alternatives: of each, one must hold. It may open in vain, but never stays shut before a rule that would fire;
//! a test in `linter` compares both ways on every example of the built-in rules.

use super::rule::{Compare, Condition, CueRef, NO_BANK, Rule, Test, Verb};
use super::said::Said;
use super::scene::Scene;
use super::{MEASURES, RELATIONS, REPEATS, agree, measure, repeat, sign};
use crate::draft::{Channel, Stage};

/// One thing that can be asked at little cost: a kind in the upper byte, a number in the rest. The kinds are in the order of their cost.
mod kind {
    pub(super) const CHANNEL: u32 = 0;
    pub(super) const STAGE: u32 = 1;
    pub(super) const FIRST_REPLY: u32 = 2;
    pub(super) const TOLD: u32 = 3;
    pub(super) const DRAFT_BANK: u32 = 4;
    pub(super) const DRAFT_CUE: u32 = 5;
    pub(super) const ASKED_CUE: u32 = 6;
    pub(super) const CUSTOMER_CUE: u32 = 7;
    pub(super) const OURS_BANK: u32 = 8;
    pub(super) const OURS_CUE: u32 = 9;
    pub(super) const WAITED: u32 = 10;
    pub(super) const DRAFT_WORDS: u32 = 11;
    pub(super) const CUSTOMER_WORDS: u32 = 12;
    pub(super) const AGREE: u32 = 13;
    pub(super) const REPEAT: u32 = 14;
    pub(super) const SIGN: u32 = 15;
    pub(super) const MEASURE: u32 = 16;
    pub(super) const SILENT: u32 = 17;
}

/// Bounds are kept in 12 bits each; greater ones count as none.
const BOUND: u32 = 0xFFF;
/// Bits of a measure's bound.
const MEASURE_BITS: u32 = 16;

/// The gate of a rule: alternatives, each a length and its members, the cheapest first.
pub fn gate(rule: &Rule) -> Vec<u32> {
    let mut all: Vec<Vec<u32>> = Vec::new();
    all.extend(of_verb(rule));
    for condition in &rule.when {
        all.extend(of_condition(condition));
    }
    all.retain(|members| !members.is_empty());
    for members in &mut all {
        members.sort_unstable();
    }
    all.sort();
    all.into_iter()
        .flat_map(|members| std::iter::once(members.len() as u32).chain(members))
        .collect()
}

/// Whether a gate, as [`gate`] made it, is open.
pub fn is_open(gate: impl IntoIterator<Item = u32>, scene: &Scene<'_>) -> bool {
    let mut words = gate.into_iter();
    while let Some(length) = words.next() {
        let mut open = false;
        for _ in 0..length {
            let Some(member) = words.next() else { break };
            open = open || holds(member, scene);
        }
        if !open {
            return false;
        }
    }
    true
}

fn holds(member: u32, scene: &Scene<'_>) -> bool {
    let number = member & 0x00FF_FFFF;
    let small = number as u16;
    let shows = |said: &Said<'_>| said.may_show(scene.cues, small);
    match member >> 24 {
        kind::CHANNEL => number & 1 << (scene.draft.channel.unwrap_or(Channel::Chat) as usize) != 0,
        kind::STAGE => Stage::ALL
            .iter()
            .position(|stage| *stage == scene.draft.stage)
            .is_some_and(|stage| number & 1 << stage != 0),
        kind::FIRST_REPLY => scene.has_conversation && scene.is_first_reply() == (number != 0),
        kind::TOLD => !scene.draft.ticket.is_empty() || !scene.draft.facts.is_empty(),
        kind::DRAFT_BANK => scene.said.has_hit(small),
        kind::DRAFT_CUE => shows(&scene.said),
        kind::ASKED_CUE => scene.has_conversation && shows(&scene.asked),
        kind::CUSTOMER_CUE => {
            scene.has_conversation && (shows(&scene.asked) || shows(&scene.earlier))
        }
        kind::OURS_BANK => scene.ours.has_hit(small),
        kind::OURS_CUE => shows(&scene.ours),
        kind::WAITED => scene.waited().is_some(),
        kind::SILENT => scene.draft.now.is_some() && !scene.ours.is_empty(),
        kind::DRAFT_WORDS => in_bounds(number, scene.said.prose.count()),
        kind::CUSTOMER_WORDS => in_bounds(number, scene.asked.prose.count()),
        kind::AGREE => agree::may_find(number as usize, scene),
        kind::REPEAT => repeat::may_find(number as usize, scene),
        kind::SIGN => sign::is_there(number as usize, &scene.said),
        kind::MEASURE => {
            let most = number & ((1 << MEASURE_BITS) - 1);
            MEASURES
                .get((number >> MEASURE_BITS) as usize)
                .and_then(|name| measure::take(name, scene))
                .is_some_and(|found| most < found.value)
        }
        _ => true,
    }
}

/// What a verb needs: nothing for those that mind what is missing.
fn of_verb(rule: &Rule) -> Vec<Vec<u32>> {
    match &rule.verb {
        Verb::Avoid { bank, cues, signs } => {
            let mut any = of_bank(*bank);
            any.extend(of_cues(kind::DRAFT_CUE, cues));
            for sign in signs {
                match super::SIGNS.binary_search(&sign.as_str()) {
                    Ok(index) => any.push(member(kind::SIGN, index as u32)),
                    Err(_) => return Vec::new(),
                }
            }
            vec![any]
        }
        Verb::Replace { bank, .. } => vec![of_bank(*bank)],
        Verb::Order { first, then } => vec![
            of_tests(kind::DRAFT_BANK, kind::DRAFT_CUE, first),
            of_tests(kind::DRAFT_BANK, kind::DRAFT_CUE, then),
        ],
        // Counts the sentences in which the phrases do not stand.
        Verb::Limit { measure, .. } if measure == measure::SENTENCES_WITHOUT => Vec::new(),
        Verb::Limit { bank, allowed, .. } if *bank != NO_BANK => {
            if allowed.holds(0) {
                vec![of_bank(*bank)]
            } else {
                Vec::new()
            }
        }
        Verb::Limit {
            measure, allowed, ..
        } => {
            let index = MEASURES.binary_search(&measure.as_str());
            match index {
                Ok(index) if allowed.from == 0 && allowed.to < 1 << MEASURE_BITS => {
                    let number = (index as u32) << MEASURE_BITS | allowed.to;
                    vec![vec![member(kind::MEASURE, number)]]
                }
                _ => Vec::new(),
            }
        }
        Verb::Agree { relation, .. } => listed(kind::AGREE, RELATIONS, relation),
        Verb::Repeat { what, again } => {
            let mut all = listed(kind::REPEAT, REPEATS, what);
            // The draft names a step or a detail.
            let mut named = of_bank(again.steps);
            named.extend(
                again
                    .details
                    .iter()
                    .flat_map(|detail| of_bank(detail.names)),
            );
            all.push(named);
            all
        }
        Verb::Require { .. }
        | Verb::Spell { .. }
        | Verb::Private { .. }
        | Verb::Placeholder { .. } => Vec::new(),
    }
}

fn of_condition(condition: &Condition) -> Option<Vec<u32>> {
    Some(match condition {
        Condition::CustomerShows(cues) => of_cues(kind::ASKED_CUE, cues),
        Condition::CustomerShowed(cues) => of_cues(kind::CUSTOMER_CUE, cues),
        Condition::AgentSaid(tests) => of_tests(kind::OURS_BANK, kind::OURS_CUE, tests),
        Condition::DraftHas(tests) => of_tests(kind::DRAFT_BANK, kind::DRAFT_CUE, tests),
        Condition::FirstReply(first) => vec![member(kind::FIRST_REPLY, u32::from(*first))],
        Condition::Channel(names) => {
            let known = Channel::ALL.map(Channel::as_str);
            vec![member(kind::CHANNEL, mask(&known, names))]
        }
        Condition::Stage(names) => {
            let known = Stage::ALL.map(Stage::as_str);
            vec![member(kind::STAGE, mask(&known, names))]
        }
        Condition::DraftWords(compare) => vec![member(kind::DRAFT_WORDS, bounds(*compare))],
        Condition::CustomerWords(compare) => vec![member(kind::CUSTOMER_WORDS, bounds(*compare))],
        Condition::Waited(_) => vec![member(kind::WAITED, 0)],
        Condition::Silent(_) => vec![member(kind::SILENT, 0)],
        Condition::LastReplyHas(tests) | Condition::Overdue(tests) => {
            of_tests(kind::OURS_BANK, kind::OURS_CUE, tests)
        }
        // The well-known facts are also answered from the draft's own fields.
        Condition::Fact(name, _) => match name.as_str() {
            "customer_name" | "agent_name" | "author" | "stage" | "channel" | "language"
            | "visibility" | "attachments" => return None,
            _ => vec![member(kind::TOLD, 0)],
        },
        Condition::DraftEchoes(_, bank) => of_bank(*bank),
        Condition::DraftLacksEcho(..)
        | Condition::CustomerNever(_)
        | Condition::CustomerLacks(_)
        | Condition::AgentNeverSaid(_)
        | Condition::DraftLacks(_) => return None,
    })
}

const fn member(kind: u32, number: u32) -> u32 {
    kind << 24 | number
}

fn of_bank(bank: u16) -> Vec<u32> {
    if bank == NO_BANK {
        Vec::new()
    } else {
        vec![member(kind::DRAFT_BANK, u32::from(bank))]
    }
}

fn of_cues(kind: u32, cues: &[CueRef]) -> Vec<u32> {
    cues.iter()
        .map(|cue| member(kind, u32::from(cue.cue)))
        .collect()
}

fn of_tests(bank: u32, cue: u32, tests: &[Test]) -> Vec<u32> {
    tests
        .iter()
        .map(|test| match test {
            Test::Bank(number) => member(bank, u32::from(*number)),
            Test::Cue(wanted) => member(cue, u32::from(wanted.cue)),
        })
        .collect()
}

fn listed(kind: u32, known: &[&str], name: &str) -> Vec<Vec<u32>> {
    known
        .iter()
        .position(|known| *known == name)
        .map(|index| vec![vec![member(kind, index as u32)]])
        .unwrap_or_default()
}

fn mask(known: &[&str], names: &[String]) -> u32 {
    known
        .iter()
        .enumerate()
        .filter(|(_, known)| names.iter().any(|name| name == *known))
        .fold(0, |mask, (index, _)| mask | 1 << index)
}

fn bounds(compare: Compare) -> u32 {
    compare.from.min(BOUND) << 12 | compare.to.min(BOUND)
}

fn in_bounds(bounds: u32, value: usize) -> bool {
    let value = u32::try_from(value).unwrap_or(u32::MAX);
    let (from, to) = (bounds >> 12 & BOUND, bounds & BOUND);
    from <= value && (value <= to || to == BOUND)
}
