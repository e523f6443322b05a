//! Where a draft's text stands in the user's file.

use std::fmt;
use std::sync::Arc;

use crate::text::{Lines, Span, covered_if};

/// A run of the draft's text and the bytes of the file it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// First byte of the run in the draft's text.
    pub text: usize,
    /// First byte of the run in the file.
    pub file: usize,
    /// Length of the run in the draft's text.
    pub text_len: usize,
    /// Length of the run in the file; equal to `text_len` where the bytes are the same, else an escape or entity that maps as one piece.
    pub file_len: usize,
    /// Whether the bytes are the same on both sides, so that a place inside the run maps byte by byte.
    pub same: bool,
}

/// Maps bytes of a draft's text to bytes of the file. An empty map is the identity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceMap {
    segments: Vec<Segment>,
}

impl SourceMap {
    /// Wraps segments, which must be sorted by `text` and cover the text without gaps.
    pub fn new(segments: Vec<Segment>) -> Self {
        Self { segments }
    }

    /// The file's bytes for a span of the text. A place inside an escape widens to the whole escape.
    pub fn to_file(&self, span: Span) -> Span {
        if self.segments.is_empty() {
            return span;
        }
        let start = self.place(span.start, false);
        let end = if span.is_empty() {
            start
        } else {
            self.place(span.end, true)
        };
        Span::new(start, end.max(start))
    }

    /// The segments, sorted by their place in the text.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    fn place(&self, at: usize, is_end: bool) -> usize {
        let probe = if is_end { at.saturating_sub(1) } else { at };
        let index = self
            .segments
            .partition_point(|segment| segment.text <= probe)
            .saturating_sub(1);
        let segment = self.segments[index];
        let inside = at.saturating_sub(segment.text);
        if segment.same {
            segment.file + inside.min(segment.file_len)
        } else if is_end || segment.text_len <= inside {
            segment.file + segment.file_len
        } else {
            segment.file
        }
    }
}

/// A place in the user's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePosition {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// Byte of the file, from 0.
    pub byte: usize,
}

/// Where a draft came from.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// File name as the user wrote it, or `<stdin>`; empty for a draft made in memory.
    pub file: Arc<str>,
    /// The record's id or path inside the file, such as `macros[3].body`.
    pub record: Option<String>,
    /// The record's title, as people know it.
    pub title: Option<String>,
    /// How often the reply was used, where the export says so.
    pub usage: Option<u64>,
    /// From the draft's text to bytes of the file.
    pub map: SourceMap,
    /// The file's lines, shared by all drafts of the file; `None` when the draft is the file, so that its own lines and columns hold.
    pub lines: Option<Arc<Lines>>,
    /// Lines and bytes of the file before the piece that `lines` and `map` are about, for files read piece by piece.
    pub base: (usize, usize),
    /// What to know about how the file was read, such as bytes that were not UTF-8.
    pub note: Option<Arc<str>>,
    /// Rules silenced for this record (`tactful-ignore`), each with its reason.
    pub ignores: Vec<Ignore>,
}

/// A rule silenced in the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// A rule, a category such as `tone/*`, or `*`.
    pub rule: String,
    /// Why, in the team's words.
    pub reason: Option<String>,
    /// The line of the file, from 1, where it is said.
    pub line: usize,
}

impl fmt::Debug for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            record,
            title,
            usage,
            map,
            lines,
            base,
            note,
            ignores,
        } = self;
        out.debug_struct("Origin")
            .field("file", file)
            .field("record", record)
            .field("title", &covered_if(title.as_ref()))
            .field("usage", usage)
            .field("map", map)
            .field("lines", &lines.is_some())
            .field("base", base)
            .field("note", note)
            .field("ignores", ignores)
            .finish()
    }
}

impl Origin {
    /// Where a span of the draft's text stands in the file; `None` when the draft's own lines and columns hold.
    pub fn position(&self, span: Span) -> Option<FilePosition> {
        let lines = self.lines.as_ref()?;
        let byte = self.map.to_file(span).start;
        let (line, column) = lines.at(byte);
        Some(FilePosition {
            line: self.base.0 + line,
            column,
            byte: self.base.1 + byte,
        })
    }

    /// The bytes of the file for a span of the draft's text.
    pub fn bytes(&self, span: Span) -> Span {
        let span = self.map.to_file(span);
        Span::new(self.base.1 + span.start, self.base.1 + span.end)
    }
}
