//! Variants of one reply, for another language, tone or channel, that state different facts.

use std::collections::BTreeMap;

use super::{Check, Found};
use crate::audit::facts::Fact;
use crate::audit::library::Library;
use crate::audit::reading::is_english;
use crate::audit::value::Kind;
use crate::audit::variants::variant;
use crate::finding::{Confidence, Severity};

pub(super) const CHECK: Check = Check {
    id: "audit/variant-drift",
    title: "variants of one reply state different facts",
    why: "A policy was changed in one language or tone and not in the others, so what customers are told depends on who answers.",
    offer: "Change the variants together.",
    level: Severity::Warning,
    confidence: Confidence::Medium,
    find,
};

fn find(library: &Library<'_>, found: &mut Found) {
    let mut replies: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (draft, _) in library.in_order() {
        if let Some((name, label)) = variant(&library.drafts[draft]) {
            replies.entry(name).or_default().push((draft, label));
        }
    }
    for variants in replies.values_mut() {
        // English first, then by the name of the variant: what is called the original does not depend on the order of the files.
        variants.sort_by(|a, b| {
            (!is_english(&library.drafts[a.0]), &a.1)
                .cmp(&(!is_english(&library.drafts[b.0]), &b.1))
        });
        variants.dedup_by(|later, first| later.1 == first.1);
        let Some(((original, _), others)) = variants.split_first() else {
            continue;
        };
        for (other, label) in others {
            compare(library, *original, *other, label, found);
        }
    }
}

/// Reports a kind of figure only where each side states one that the other does not.
fn compare(library: &Library<'_>, original: usize, other: usize, label: &str, found: &mut Found) {
    let (theirs, ours) = (
        &library.readings[original].facts,
        &library.readings[other].facts,
    );
    for kind in [
        Kind::Period,
        Kind::Amount,
        Kind::Share,
        Kind::Hours,
        Kind::Deadline,
    ] {
        let lone = |of: &'_ [Fact], among: &[Fact]| -> Vec<Fact> {
            let is_same = |fact: &Fact| {
                among
                    .iter()
                    .any(|other| other.kind == kind && other.value.agrees(&fact.value))
            };
            of.iter()
                .filter(|fact| fact.kind == kind && !is_same(fact))
                .cloned()
                .collect()
        };
        let (missing, extra) = (lone(theirs, ours), lone(ours, theirs));
        let (Some(missing), Some(extra)) = (missing.first(), extra.first()) else {
            continue;
        };
        let message = format!(
            "“{}” in the variant “{label}”, but “{}” in the other",
            library.quote(other, extra.span),
            library.quote(original, missing.span)
        );
        let related = vec![library.related(original, missing.span, missing.sentence)];
        found.push(other, extra.span, message, related);
    }
}
