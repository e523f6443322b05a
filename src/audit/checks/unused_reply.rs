//! Replies that nobody uses, where the export counts.

use super::{Check, Found};
use crate::audit::library::Library;
use crate::finding::{Confidence, Severity};
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    id: "audit/unused-reply",
    title: "nobody uses the reply",
    why: "Replies that nobody uses hide those that people need, and still have to be kept true.",
    offer: "Delete it, or tell the team that it exists.",
    level: Severity::Suggestion,
    confidence: Confidence::High,
    find,
};

fn find(library: &Library<'_>, found: &mut Found) {
    // An export without counts, or one counted before anything was sent, says nothing.
    let is_counted = library
        .drafts
        .iter()
        .any(|draft| draft.origin.usage.is_some_and(|usage| 0 < usage));
    if !is_counted {
        return;
    }
    for (draft, _) in library.in_order() {
        if library.drafts[draft].origin.usage == Some(0) {
            found.push(
                draft,
                Span::empty(0),
                String::from("nobody has used this reply"),
                Vec::new(),
            );
        }
    }
}
