//! Names that are no longer used: given by the team, or called “formerly …” by another reply.

use super::{Check, Found};
use crate::audit::library::Library;
use crate::draft::MaskKind;
use crate::finding::{Confidence, Related, Severity};
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    id: "audit/retired-name",
    title: "a name is used that was given up",
    why: "Customers cannot find a product under a name that it no longer has.",
    offer: "Write the new name; where people still search for the old one, say “formerly …” beside it.",
    level: Severity::Warning,
    confidence: Confidence::High,
    find,
};

/// A name that was given up, and the place that says so.
struct Retired {
    old: String,
    new: Option<String>,
    said: Option<Related>,
}

fn find(library: &Library<'_>, found: &mut Found) {
    let mut retired: Vec<Retired> = Vec::new();
    for written in &library.options.company.retired {
        let (old, new) = match written.split_once('=') {
            Some((old, new)) => (old.trim(), Some(new.trim().to_owned())),
            None => (written.trim(), None),
        };
        if !old.is_empty() {
            retired.push(Retired {
                old: old.to_owned(),
                new: new.filter(|new| !new.is_empty()),
                said: None,
            });
        }
    }
    for (draft, reading) in library.in_order() {
        for former in &reading.former {
            if 3 <= former.old.len() && !retired.iter().any(|known| known.old == former.old) {
                retired.push(Retired {
                    old: former.old.clone(),
                    new: former.new.clone(),
                    said: Some(library.related(
                        draft,
                        former.span,
                        sentence(library, draft, former.span),
                    )),
                });
            }
        }
    }
    if retired.is_empty() {
        return;
    }
    for (draft, reading) in library.in_order() {
        let text = &library.drafts[draft].text;
        // A reply that speaks of the change may use both names.
        for name in retired
            .iter()
            .filter(|name| reading.former.iter().all(|former| former.old != name.old))
        {
            let Some(span) = places(text, &name.old).find(|span| is_prose(library, draft, *span))
            else {
                continue;
            };
            // “Acme” was given up for “Acme One”: the new name holds the old one.
            let is_new = name
                .new
                .as_ref()
                .is_some_and(|new| places(text, new).any(|place| place.contains(span)));
            if is_new {
                continue;
            }
            let message = match &name.new {
                Some(new) => format!("“{}” is now called “{new}”", name.old),
                None => format!("“{}” is no longer used", name.old),
            };
            found.push(draft, span, message, name.said.iter().cloned().collect());
        }
    }
}

/// Whole words only, in the case of the name.
fn places<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Span> + 't {
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(name).filter_map(move |(start, name)| {
        let end = start + name.len();
        let is_whole =
            is_end(text[..start].chars().next_back()) && is_end(text[end..].chars().next());
        is_whole.then_some(Span::new(start, end))
    })
}

fn is_prose(library: &Library<'_>, draft: usize, span: Span) -> bool {
    let covering = library.drafts[draft].mask.covering(span);
    !matches!(
        covering,
        Some(
            MaskKind::Url
                | MaskKind::Code
                | MaskKind::Markup
                | MaskKind::Placeholder
                | MaskKind::History
        )
    )
}

/// The line around a name.
fn sentence(library: &Library<'_>, draft: usize, span: Span) -> Span {
    let text = &library.drafts[draft].text;
    let start = text[..span.start].rfind(['\n', '.']).map_or(0, |at| at + 1);
    let end = text[span.end..]
        .find(['\n', '.'])
        .map_or(text.len(), |at| span.end + at);
    Span::new(start, end)
}
