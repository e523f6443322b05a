//! Two replies give different figures for the same thing: 30 days here, 14 days there.

use std::collections::BTreeMap;

use super::{Check, Found, other_replies};
use crate::audit::facts::Fact;
use crate::audit::library::Library;
use crate::audit::value::Kind;
use crate::finding::{Confidence, Severity};

pub(super) const CHECK: Check = Check {
    id: "audit/contradiction",
    title: "replies give different figures, hours, addresses or names for the same thing",
    why: "Customers who get both answers trust neither, and agents pick whichever reply they find first.",
    offer: "Find out which value holds, change the others, and keep it in one place.",
    level: Severity::Warning,
    confidence: Confidence::Medium,
    find,
};

/// More values than this for one topic are no contradiction: the topic is a list of different things.
const MOST_VALUES: usize = 4;

/// Replies of the other camp that a finding shows; the message says how many there are.
const SHOWN: usize = 3;

fn find(library: &Library<'_>, found: &mut Found) {
    let mut topics: BTreeMap<u64, Vec<(usize, &Fact)>> = BTreeMap::new();
    for (draft, reading) in library.in_order() {
        for fact in &reading.facts {
            if let Some(topic) = fact.topic {
                topics.entry(topic.key).or_default().push((draft, fact));
            }
        }
    }
    for stated in topics.values() {
        judge(library, stated, found);
    }
}

fn judge(library: &Library<'_>, stated: &[(usize, &Fact)], found: &mut Found) {
    // Each reply has one say; one that gives several values speaks of several cases.
    let mut voices: Vec<(usize, &Fact)> = Vec::new();
    for (draft, fact) in stated {
        let known = voices
            .iter()
            .find(|(other, _)| other == draft || library.are_one_reply(*other, *draft));
        match known {
            Some((_, other)) if !other.value.agrees(&fact.value) => return,
            Some(_) => {}
            None => voices.push((*draft, fact)),
        }
    }
    let mut camps: Vec<Vec<(usize, &Fact)>> = Vec::new();
    for voice in voices {
        let value = &voice.1.value;
        let camp = camps.iter().position(|camp| camp[0].1.value.agrees(value));
        match camp {
            Some(camp) => camps[camp].push(voice),
            None if MOST_VALUES <= camps.len() => return,
            None => camps.push(vec![voice]),
        }
    }
    if camps.len() < 2 {
        return;
    }
    // The most common value comes first; of equally common ones the one whose place comes first.
    camps.sort_by_key(|camp| std::cmp::Reverse(camp.len()));
    let all: usize = camps.iter().map(Vec::len).sum();
    let (kind, words) = (
        camps[0][0].1.kind,
        camps[0][0].1.topic.map_or(0, |topic| topic.words),
    );
    // “Call us at …” may name another office: only a stray among many is worth a look.
    let is_vague = words == 0 && kind != Kind::Holder && kind != Kind::Hours;
    if is_vague && (all < 5 || camps[0].len() * 5 < all * 4) {
        return;
    }
    let (most, strays) = camps.split_at(1);
    let most = &most[0];
    for (draft, fact) in strays.iter().flatten() {
        let (first, known) = most[0];
        let message = if !kind.is_contact() {
            format!(
                "“{}” here, but “{}” in {} about the same thing",
                library.quote(*draft, fact.span),
                library.quote(first, known.span),
                other_replies(most.len())
            )
        } else {
            format!(
                "another {} than in {} about the same thing",
                kind.noun(),
                other_replies(most.len())
            )
        };
        let related = most.iter().take(SHOWN);
        let related = related
            .map(|(draft, fact)| library.related(*draft, fact.span, fact.sentence))
            .collect();
        found.push(*draft, fact.span, message, related);
    }
}
