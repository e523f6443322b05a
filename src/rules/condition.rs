//! `when` and `unless`: all keys must hold, any entry of a key will do.

use super::rule::{BankId, Compare, Condition, CueRef, Test};
use super::said::Said;
use super::scene::Scene;
use super::topic::{self, About};
use crate::draft::Channel;
use crate::prose::Ending;

/// Why the conditions hold, in the customer's or our own words.
#[derive(Debug, Default)]
pub(super) struct Grounds {
    pub(super) parts: Vec<(&'static str, String)>,
    pub(super) reasons: Vec<String>,
}

/// The grounds when all conditions hold.
pub(super) fn hold(conditions: &[Condition], scene: &Scene<'_>) -> Option<Grounds> {
    let mut grounds = Grounds::default();
    for condition in conditions {
        if !holds(condition, scene, &mut grounds) {
            return None;
        }
    }
    Some(grounds)
}

fn holds(condition: &Condition, scene: &Scene<'_>, grounds: &mut Grounds) -> bool {
    match condition {
        Condition::CustomerShows(cues) => {
            scene.has_conversation && customer(cues, &[&scene.asked], scene, grounds)
        }
        Condition::CustomerShowed(cues) => {
            scene.has_conversation
                && customer(cues, &[&scene.asked, &scene.earlier], scene, grounds)
        }
        Condition::CustomerNever(cues) => !cues.iter().any(|cue| {
            [&scene.asked, &scene.earlier]
                .iter()
                .any(|said| said.shows(scene.cues, *cue).is_some())
        }),
        Condition::CustomerLacks(cues) => !cues
            .iter()
            .any(|cue| scene.asked.shows(scene.cues, *cue).is_some()),
        Condition::AgentSaid(tests) => any(tests, &scene.ours, scene),
        Condition::AgentNeverSaid(tests) => !any(tests, &scene.ours, scene),
        Condition::DraftHas(tests) => {
            let found = tests
                .iter()
                .find_map(|test| scene.said.has(*test, scene.cues));
            if let Some(Some(words)) = found {
                grounds.parts.push(("draft_match", scene.quote(words)));
            }
            found.is_some()
        }
        Condition::DraftLacks(tests) => !any(tests, &scene.said, scene),
        Condition::DraftEchoes(topics, bank) => echoes(*topics, *bank, scene),
        Condition::DraftLacksEcho(topics, bank) => !echoes(*topics, *bank, scene),
        Condition::FirstReply(wanted) => {
            scene.has_conversation && scene.is_first_reply() == *wanted
        }
        Condition::Channel(names) => {
            let channel = scene.draft.channel.unwrap_or(Channel::Chat).as_str();
            names.iter().any(|name| name == channel)
        }
        Condition::Stage(names) => names.iter().any(|name| name == scene.draft.stage.as_str()),
        Condition::DraftWords(compare) => compare.holds(scene.said.prose.count() as u32),
        Condition::CustomerWords(compare) => compare.holds(scene.asked.prose.count() as u32),
        Condition::Waited(compare) => lasted(scene.waited(), *compare, grounds),
        Condition::Silent(compare) => lasted(scene.silent(), *compare, grounds),
        Condition::LastReplyHas(tests) => scene.last_reply_has(tests),
        Condition::Overdue(tests) => scene.overdue(tests).is_some_and(|time| {
            grounds.parts.push(("value", time.to_owned()));
            true
        }),
        Condition::Fact(name, values) => scene.draft.fact(name).is_some_and(|fact| {
            values
                .iter()
                .any(|value| value == "*" || value.eq_ignore_ascii_case(fact))
        }),
    }
}

/// Whether a time is known and long enough; messages name it in minutes.
fn lasted(seconds: Option<u32>, compare: Compare, grounds: &mut Grounds) -> bool {
    seconds.is_some_and(|seconds| {
        grounds.parts.push(("minutes", (seconds / 60).to_string()));
        compare.holds(seconds)
    })
}

fn customer(
    cues: &[CueRef],
    texts: &[&Said<'_>],
    scene: &Scene<'_>,
    grounds: &mut Grounds,
) -> bool {
    for cue in cues {
        for said in texts {
            if let Some(words) = said.shows(scene.cues, *cue) {
                let title = &scene.cues[cue.cue as usize].title;
                let quote = words.map_or_else(String::new, |words| {
                    said.span(words).of(&said.text).to_owned()
                });
                grounds.reasons.push(if quote.is_empty() {
                    title.clone()
                } else {
                    format!("{title}: “{quote}”")
                });
                grounds.parts.push(("customer_match", quote));
                return true;
            }
        }
    }
    false
}

/// Whether a statement of the draft takes up the customer's trouble in words of its own: “three days is far too long”.
fn echoes(topics: u16, bank: BankId, scene: &Scene<'_>) -> bool {
    let families = topic::families(scene.cues, topics);
    let about = |said: &Said<'_>, first, last| About::of(said, &families, first, last);
    let theirs: Vec<About> = [&scene.asked, &scene.earlier]
        .iter()
        .map(|said| about(said, 0, said.prose.words.len() as u32))
        .collect();
    scene.said.prose.sentences.iter().any(|sentence| {
        let (first, last) = (sentence.first, sentence.last);
        sentence.ending != Ending::Question && scene.said.holds(bank, first, last) && {
            let ours = about(&scene.said, first, last);
            theirs.iter().any(|theirs| ours.echoes(theirs))
        }
    })
}

fn any(tests: &[Test], said: &Said<'_>, scene: &Scene<'_>) -> bool {
    tests
        .iter()
        .any(|test| said.has(*test, scene.cues).is_some())
}
