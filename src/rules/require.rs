//! `require`: one of these must be there.

use super::Match;
use super::rule::{Condition, Near, PutIt, Rule, Test};
use super::scene::Scene;
use crate::text::Span;

pub(super) fn search(rule: &Rule, any: &[Test], near: Near, scene: &Scene<'_>) -> Vec<Match> {
    let said = &scene.said;
    let trigger = rule.when.iter().find_map(|condition| match condition {
        Condition::DraftHas(tests) => tests
            .iter()
            .find_map(|test| said.has(*test, scene.cues))
            .flatten(),
        _ => None,
    });
    let total = said.prose.words.len() as u32;
    let (from, to) = match (near, trigger) {
        (Near::Message, _) | (_, None) => (0, total),
        (Near::Sentence | Near::Next, Some(words)) => {
            let sentences = &said.prose.sentences;
            let index = said.prose.sentence_of(words.0);
            let reach = usize::from(near == Near::Next);
            (
                sentences[index.saturating_sub(reach)].first,
                sentences[(index + reach).min(sentences.len() - 1)].last,
            )
        }
    };
    let whole = from == 0 && to == total;
    let there = any.iter().any(|test| {
        if whole {
            said.has(*test, scene.cues).is_some()
        } else {
            said.within(*test, scene.cues, from, to)
        }
    });
    let guard = &rule.guard;
    if there || !said.hits(guard.except_message).is_empty() {
        return Vec::new();
    }
    if let Some(words) = trigger
        && said.in_sentence(guard.except, words.0)
    {
        return Vec::new();
    }
    let span = match (rule.put_it, trigger) {
        (PutIt::Trigger, Some(words)) => said.span(words),
        (PutIt::End, _) => Span::empty(said.text.trim_end().len()),
        _ => Span::empty(said.text.len() - said.text.trim_start().len()),
    };
    let mut found = Match::at(span);
    if !span.is_empty() {
        found = found.with("match", span.of(&said.text));
    }
    vec![found]
}
