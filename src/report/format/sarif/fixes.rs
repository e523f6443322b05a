//! What a viewer may write into the file: the `fix` objects of section 3.55.
//!
//! A fix is told in the file's own notation. Only edits of which that is certain are told; `tactful fix` reads the file again and writes the others too.

use std::borrow::Cow;

use serde::Serialize;

use super::Message;
use super::places::{ArtifactLocation, Region, uri};
use crate::draft::Origin;
use crate::finding::{Applicability, Edit, Finding};
use crate::report::view::View;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix<'v> {
    description: Message<'v>,
    artifact_changes: [ArtifactChange<'v>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'v> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'v>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'v> {
    deleted_region: Region<'v>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Message<'v>>,
}

/// The fixes of a finding that can be told, best first.
pub(super) fn fixes<'v>(view: &'v View<'_>, finding: &'v Finding) -> Vec<Fix<'v>> {
    let origin = &view.review.draft.origin;
    if !is_a_file(&origin.file) {
        return Vec::new();
    }
    let suggestions = view.suggestions(finding).into_iter();
    suggestions
        .filter(|suggestion| {
            !suggestion.edits.is_empty()
                && suggestion.applicability != Applicability::Display
                && suggestion.edits.iter().all(|edit| is_plain(origin, edit))
        })
        .map(|suggestion| {
            let text = match suggestion.applicability {
                Applicability::Safe => suggestion.text,
                _ => Cow::Owned(format!("{} (may change the meaning)", suggestion.text)),
            };
            let replacements = suggestion.edits.iter().map(|edit| Replacement {
                deleted_region: Region::new(view.place(edit.span), None),
                inserted_content: (!edit.replacement.is_empty()).then(|| Message {
                    text: Cow::Borrowed(&edit.replacement),
                }),
            });
            Fix {
                description: Message { text },
                artifact_changes: [ArtifactChange {
                    artifact_location: ArtifactLocation {
                        uri: uri(&origin.file),
                    },
                    replacements: replacements.collect(),
                }],
            }
        })
        .collect()
}

/// Whether there is something to write to: not standard input or the command line.
fn is_a_file(file: &str) -> bool {
    !file.is_empty() && !file.starts_with('<')
}

/// Whether the edit reads the same in the file as in the draft: its words stand there as they are, and what is written needs no escape in any format.
fn is_plain(origin: &Origin, edit: &Edit) -> bool {
    let segments = origin.map.segments();
    if segments.is_empty() {
        return true;
    }
    let is_same = segments.iter().any(|segment| {
        let end = segment.text + segment.text_len;
        segment.same && segment.text <= edit.span.start && edit.span.end <= end
    });
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b" .!?-()".contains(&byte);
    // A dash or a question mark at the start of a YAML value would begin a list or a key.
    let opens = edit.replacement.starts_with(['-', '?', '!']);
    is_same && !opens && edit.replacement.bytes().all(is_bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Segment, SourceMap};
    use crate::text::Span;

    #[test]
    fn only_certain_edits_are_told() {
        let whole = Origin::default();
        let words = Segment {
            text: 0,
            file: 10,
            text_len: 5,
            file_len: 5,
            same: true,
        };
        let escape = Segment {
            text: 5,
            file: 15,
            text_len: 1,
            file_len: 2,
            same: false,
        };
        let inside = Origin {
            map: SourceMap::new(vec![words, escape]),
            ..Origin::default()
        };
        for (origin, span, replacement, is) in [
            (&whole, (0, 5), "\"<&\n", true),
            (&inside, (0, 5), "use it", true),
            (&inside, (0, 5), "", true),
            (&inside, (0, 5), "use \"it\"", false),
            (&inside, (0, 5), "it's", false),
            (&inside, (0, 5), "a: b", false),
            (&inside, (0, 5), "- b", false),
            (&inside, (3, 6), "use", false),
        ] {
            let edit = Edit {
                span: Span::new(span.0, span.1),
                replacement: replacement.to_owned(),
            };
            assert_eq!(is_plain(origin, &edit), is, "{span:?} {replacement:?}");
        }
    }
}
