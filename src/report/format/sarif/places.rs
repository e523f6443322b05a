//! Where results stand: files, regions, and what people call the record.

use std::borrow::Cow;

use serde::Serialize;

use super::Message;
use crate::finding::Finding;
use crate::report::escape::visible;
use crate::report::view::{Place, View};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location<'v> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) physical_location: Option<PhysicalLocation<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) logical_locations: Vec<LogicalLocation<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'v>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation<'v> {
    pub(super) artifact_location: ArtifactLocation,
    pub(super) region: Region<'v>,
}

#[derive(Serialize)]
pub(super) struct ArtifactLocation {
    pub(super) uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region<'v> {
    pub(super) start_line: usize,
    pub(super) start_column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) snippet: Option<Message<'v>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation<'v> {
    pub(super) name: Cow<'v, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fully_qualified_name: Option<&'v str>,
    pub(super) kind: &'static str,
}

impl<'v> Region<'v> {
    /// The region between the two ends of a place.
    pub(super) fn new(place: Place, snippet: Option<Message<'v>>) -> Self {
        Self {
            start_line: place.start.0,
            start_column: place.start.1,
            end_line: place.end.0,
            end_column: place.end.1,
            snippet,
        }
    }
}

/// Where a finding stands; `None` for a draft that is in no file and has no name.
pub(super) fn location<'v>(view: &'v View<'_>, finding: &Finding) -> Option<Location<'v>> {
    let origin = &view.review.draft.origin;
    let physical_location = (!origin.file.is_empty()).then(|| {
        let place = view.place(finding.span);
        let snippet = (!finding.span.is_empty()).then(|| Message {
            text: view.short_excerpt(finding),
        });
        PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: uri(&origin.file),
            },
            region: Region::new(place, snippet),
        }
    });
    let logical_locations: Vec<LogicalLocation<'_>> = view
        .record()
        .map(|name| LogicalLocation {
            name,
            fully_qualified_name: origin.record.as_deref(),
            kind: "member",
        })
        .into_iter()
        .collect();
    if physical_location.is_none() && logical_locations.is_empty() {
        return None;
    }
    Some(Location {
        id: None,
        physical_location,
        logical_locations,
        message: None,
    })
}

/// The other places of a finding, numbered so that a viewer can list them.
pub(super) fn related<'v>(finding: &'v Finding) -> Vec<Location<'v>> {
    let places = finding.related.iter().enumerate();
    places
        .map(|(index, other)| Location {
            id: Some(index),
            physical_location: (!other.file.is_empty()).then(|| PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri(&other.file),
                },
                region: Region {
                    start_line: other.start.0,
                    start_column: other.start.1,
                    end_line: other.end.0,
                    end_column: other.end.1,
                    snippet: None,
                },
            }),
            logical_locations: (other.record.as_deref())
                .map(|name| LogicalLocation {
                    name: visible(name),
                    fully_qualified_name: None,
                    kind: "member",
                })
                .into_iter()
                .collect(),
            message: (!other.words.is_empty()).then(|| Message {
                text: visible(&other.words),
            }),
        })
        .collect()
}

/// A file name as a relative reference of RFC 3986, or a `file:` URI where it is absolute.
pub(super) fn uri(file: &str) -> String {
    let file = file.replace('\\', "/");
    let mut uri = String::with_capacity(file.len());
    let has_drive = file.as_bytes().get(1) == Some(&b':');
    if file.starts_with('/') || has_drive {
        uri.push_str(if has_drive { "file:///" } else { "file://" });
    }
    for (at, byte) in file.bytes().enumerate() {
        let is_drive = has_drive && at == 1;
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || is_drive {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_become_references() {
        for (file, expected) in [
            ("replies/late parcel.md", "replies/late%20parcel.md"),
            ("/tmp/é.md", "file:///tmp/%C3%A9.md"),
            ("C:\\a\\b.md", "file:///C:/a/b.md"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(uri(file), expected);
        }
    }
}
