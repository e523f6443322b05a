//! Replies that say nearly the same in nearly the same words.

use super::{Check, Found, other_replies};
use crate::audit::library::{Library, MOST_RELATED};
use crate::audit::shingles::{groups, likeness};
use crate::finding::{Confidence, Severity};
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    id: "audit/near-duplicate",
    title: "replies are nearly the same",
    why: "Of two copies only one is kept up to date, and agents cannot know which.",
    offer: "Keep one of them, the most used, and delete the others.",
    level: Severity::Suggestion,
    confidence: Confidence::High,
    find,
};

fn find(library: &Library<'_>, found: &mut Found) {
    let texts = library
        .in_order()
        .map(|(draft, reading)| (draft, &reading.shingles));
    let may_meet = |a: usize, b: usize| {
        let (one, other) = (&library.drafts[a], &library.drafts[b]);
        one.language == other.language && !library.are_one_reply(a, b)
    };
    for group in groups(texts, may_meet) {
        let first = group[0];
        let others = &group[1..];
        let least = others
            .iter()
            .map(|other| {
                likeness(
                    &library.readings[first].shingles,
                    &library.readings[*other].shingles,
                )
            })
            .fold(1.0, f64::min);
        let how = if library.is_word_for_word(&group) {
            String::from("word for word the same as")
        } else {
            // Cut, not rounded: “100 %” would say that they are equal.
            format!("at least {}% the same words as", (least * 100.0) as u32)
        };
        let message = format!("{how} {}", other_replies(others.len()));
        let related = others
            .iter()
            .take(MOST_RELATED)
            .map(|other| library.related(*other, start(library, *other), Span::empty(0)))
            .collect();
        found.push(first, start(library, first), message, related);
    }
}

/// The first line of a reply.
fn start(library: &Library<'_>, draft: usize) -> Span {
    let text = &library.drafts[draft].text;
    let from = text.len() - text.trim_start().len();
    let line = text[from..].lines().next().unwrap_or("").trim_end();
    Span::new(from, from + line.len())
}
