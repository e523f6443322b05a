//! `agree`: the draft must agree with the conversation, the ticket and the given facts.

mod answers;
mod facts;
mod language;
mod name;
mod value;

use super::Match;
use super::rule::{Answers, Guard};
use super::scene::Scene;
use super::topic;
use crate::prose::Ending;
use crate::text::Span;

/// The names of all relations, sorted.
pub const RELATIONS: &[&str] = &[
    "actions",
    "answers",
    "facts",
    "language",
    "name",
    "number",
    "questions",
    "topic",
];

pub(super) fn search(
    relation: &str,
    answers: Option<&Answers>,
    guard: &Guard,
    scene: &Scene<'_>,
) -> Vec<Match> {
    if !scene.said.hits(guard.except_message).is_empty() {
        return Vec::new();
    }
    match relation {
        "answers" => answers.map_or_else(Vec::new, |wanted| answers::search(wanted, scene)),
        "topic" => off_topic(scene),
        "questions" => unanswered(scene),
        "name" => name::search(scene),
        "number" => facts::mistyped_number(scene),
        "facts" => facts::against_facts(scene),
        "actions" => facts::against_actions(scene),
        "language" => language::search(scene),
        _ => Vec::new(),
    }
}

/// Whether a relation, by its place in [`RELATIONS`], can find anything; `false` only where it surely finds nothing.
pub(super) fn may_find(relation: usize, scene: &Scene<'_>) -> bool {
    match RELATIONS.get(relation).copied() {
        Some("actions") => !scene.draft.actions.is_empty(),
        Some("facts") => !scene.draft.facts.is_empty(),
        Some("language") => !language::search(scene).is_empty(),
        Some("name") => scene.draft.customer.name.is_some(),
        Some("number") => !facts::mistyped_number(scene).is_empty(),
        Some("answers" | "questions" | "topic") => !scene.asked.is_empty(),
        _ => true,
    }
}

fn start(scene: &Scene<'_>) -> Span {
    Span::empty(scene.said.text.len() - scene.said.text.trim_start().len())
}

/// The reply names nothing of what the customer wrote about and asks nothing.
fn off_topic(scene: &Scene<'_>) -> Vec<Match> {
    let theirs = scene.asked.all_stems();
    let ours = scene.said.all_stems();
    let asks = scene
        .said
        .prose
        .sentences
        .iter()
        .any(|sentence| sentence.ending == Ending::Question);
    if theirs.len() < 3 || ours.len() < 3 || asks || 0 < topic::shared(&theirs, &ours) {
        return Vec::new();
    }
    vec![Match::at(start(scene))]
}

/// The customer asked something and the reply shares no content word with the question, nor asks back.
fn unanswered(scene: &Scene<'_>) -> Vec<Match> {
    let ours = scene.said.all_stems();
    let asks = scene
        .said
        .prose
        .sentences
        .iter()
        .any(|sentence| sentence.ending == Ending::Question);
    if asks || ours.len() < 3 {
        return Vec::new();
    }
    for sentence in scene
        .asked
        .prose
        .sentences
        .iter()
        .filter(|sentence| sentence.ending == Ending::Question)
    {
        let wanted = scene.asked.stems(sentence.first, sentence.last);
        if 2 <= wanted.len() && topic::shared(&wanted, &ours) == 0 {
            let question = sentence.span.of(&scene.asked.text).trim().to_owned();
            return vec![
                Match::at(start(scene))
                    .with("question", question.clone())
                    .with("customer_match", question),
            ];
        }
    }
    Vec::new()
}
