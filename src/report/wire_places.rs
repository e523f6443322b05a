//! Places on the wire: ranges of the draft's text, and the other places of a finding.

use serde::Serialize;

use super::view::View;
use crate::finding::Related;
use crate::text::{Position, Span};

/// Another place that a finding is about.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct WireRelated<'v> {
    /// The file as the user named it; absent for a draft made in memory.
    #[serde(skip_serializing_if = "str::is_empty")]
    file: &'v str,
    /// What people call the record: its title, else its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'v str>,
    /// The line in the file, from 1.
    line: usize,
    /// The column in code points, from 1.
    column: usize,
    /// The line after the last character.
    end_line: usize,
    /// The column after the last character.
    end_column: usize,
    /// The words there; private characters are `•`.
    excerpt: &'v str,
}

/// A range of the draft's text in the three units that hosts count in.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct WireSpan {
    /// In bytes of UTF-8.
    bytes: WireRange,
    /// In code points, as Python counts.
    code_points: WireRange,
    /// In UTF-16 units, as JavaScript counts.
    utf16: WireRange,
}

/// From the first unit to the one after the last.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct WireRange {
    /// The first unit, from 0.
    start: usize,
    /// The unit after the last.
    end: usize,
}

impl<'v> WireRelated<'v> {
    pub(super) fn new(other: &'v Related) -> Self {
        Self {
            file: &other.file,
            record: other.record.as_deref(),
            line: other.start.0,
            column: other.start.1,
            end_line: other.end.0,
            end_column: other.end.1,
            excerpt: &other.words,
        }
    }
}

impl WireSpan {
    pub(super) fn new(view: &View<'_>, span: Span) -> Self {
        let (start, end) = (view.position(span.start), view.position(span.end));
        let range = |unit: fn(&Position) -> usize| WireRange {
            start: unit(&start),
            end: unit(&end),
        };
        Self {
            bytes: range(|position| position.byte),
            code_points: range(|position| position.code_point),
            utf16: range(|position| position.utf16),
        }
    }
}
