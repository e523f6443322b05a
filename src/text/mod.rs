//! Places in a text: byte spans, and the lines, columns, code points and UTF-16 units that people and hosts count in.

mod covered;
mod lines;
mod positions;

pub use covered::{Covered, covered, covered_if};
pub use lines::Lines;
pub use positions::{Position, Positions};

/// A range of bytes of one text, on character boundaries, `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte of the range.
    pub start: usize,
    /// Byte after the last one of the range.
    pub end: usize,
}

impl Span {
    /// Makes a span from its first byte and the byte after its last.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Makes an empty span, used where something should be inserted.
    pub const fn empty(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two spans share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The words of `text` that the span covers; empty when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}
