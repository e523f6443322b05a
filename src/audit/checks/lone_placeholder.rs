//! Placeholders that no other reply uses: mostly a typo, or left from another system.

use std::collections::BTreeMap;

use super::{Check, Found, other_replies};
use crate::audit::library::Library;
use crate::finding::{Confidence, Severity};
use crate::read::profile;
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    id: "audit/lone-placeholder",
    title: "a placeholder is used in one reply only",
    why: "A placeholder that nobody else uses is often misspelt or from another system, and customers see it empty or raw.",
    offer: "Compare it with those of the other replies.",
    level: Severity::Suggestion,
    confidence: Confidence::Medium,
    find,
};

/// In smaller libraries every placeholder is used in few replies.
const FEWEST: usize = 12;
/// A name that so many replies use is what a lone one may be meant for.
const COMMON: usize = 3;
/// From here on a name is taken for a misspelt other.
const LIKE: f64 = 0.86;

fn find(library: &Library<'_>, found: &mut Found) {
    let mut uses: BTreeMap<&str, Vec<(usize, Span)>> = BTreeMap::new();
    let mut replies = 0;
    for (draft, reading) in library.in_order() {
        replies += usize::from(!reading.placeholders.is_empty());
        for (name, span) in &reading.placeholders {
            uses.entry(name).or_default().push((draft, *span));
        }
    }
    let common: Vec<(&str, usize, (usize, Span))> = uses
        .iter()
        .filter(|(_, places)| COMMON <= places.len())
        .map(|(name, places)| (*name, places.len(), places[0]))
        .collect();
    for (name, places) in &uses {
        let (draft, span) = places[0];
        let is_lone = places
            .iter()
            .all(|(other, _)| *other == draft || library.are_one_reply(*other, draft));
        if !is_lone || is_known(library, draft, name) {
            continue;
        }
        let near = common
            .iter()
            .map(|(other, count, place)| {
                (
                    strsim::normalized_damerau_levenshtein(&plain(name), &plain(other)),
                    other,
                    count,
                    place,
                )
            })
            .filter(|(likeness, _, _, _)| LIKE <= *likeness)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
        match near {
            Some((_, other, count, (first, place))) => {
                let message = format!(
                    "`{name}` is used here only; {} use `{other}`",
                    other_replies(*count)
                );
                found.push(
                    draft,
                    span,
                    message,
                    vec![library.related(*first, *place, *place)],
                );
                if let Some(finding) = found.last() {
                    finding.severity = Severity::Warning;
                }
            }
            None if FEWEST <= replies => {
                found.push(
                    draft,
                    span,
                    format!("`{name}` is used in no other reply"),
                    Vec::new(),
                );
            }
            None => {}
        }
    }
}

/// Whether the helpdesk itself knows the name.
fn is_known(library: &Library<'_>, draft: usize, name: &str) -> bool {
    let helpdesk = library.drafts[draft].profile.as_deref();
    helpdesk.and_then(profile).is_some_and(|profile| {
        profile.names.contains(&name) || profile.own.iter().any(|own| name.starts_with(own))
    })
}

/// Names that differ in case and separators are the same to a hurried reader.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['_', '-'], ".")
}
