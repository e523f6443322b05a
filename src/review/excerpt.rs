//! The one door for source text: words of the draft with private characters covered.

use std::borrow::Cow;
use std::fmt;

use crate::text::{Covered, Span};

/// Quotes one draft, covering its private spans. Building it is one pass over the private spans; a quote costs its own length.
#[derive(Clone)]
pub struct Excerpts<'d> {
    text: &'d str,
    /// Sorted, not overlapping.
    hidden: Vec<Span>,
    /// The private values as they were found, sorted; one may lie in another.
    values: Vec<Span>,
}

impl fmt::Debug for Excerpts<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Excerpts")
            .field("text", &Covered(self.text))
            .field("hidden", &self.hidden)
            .finish_non_exhaustive()
    }
}

impl<'d> Excerpts<'d> {
    /// Quotes `text` and covers the given spans, in any order.
    pub fn new(text: &'d str, private: &[Span]) -> Self {
        let mut sorted: Vec<Span> = private
            .iter()
            .copied()
            .filter(|span| !span.is_empty())
            .collect();
        sorted.sort_unstable();
        let mut hidden: Vec<Span> = Vec::with_capacity(sorted.len());
        for span in &sorted {
            match hidden.last_mut() {
                Some(last) if span.start < last.end => *last = last.cover(*span),
                _ => hidden.push(*span),
            }
        }
        Self {
            text,
            hidden,
            values: sorted,
        }
    }

    /// Quotes `text` and covers nothing; for people who asked to see the values.
    pub const fn open(text: &'d str) -> Self {
        Self {
            text,
            hidden: Vec::new(),
            values: Vec::new(),
        }
    }

    /// The words at a span, with every private character that is not white space replaced by `•`.
    pub fn of(&self, span: Span) -> Cow<'d, str> {
        let words = span.of(self.text);
        let hidden = self.touching(span);
        if hidden.is_empty() {
            return Cow::Borrowed(words);
        }
        let mut shown = String::with_capacity(words.len());
        let mut next = 0;
        for (offset, character) in words.char_indices() {
            let at = span.start + offset;
            while hidden.get(next).is_some_and(|private| private.end <= at) {
                next += 1;
            }
            let covered = hidden.get(next).is_some_and(|private| private.start <= at);
            shown.push(if covered && !character.is_whitespace() {
                '•'
            } else {
                character
            });
        }
        Cow::Owned(shown)
    }

    /// Whether a private character lies in the span.
    pub fn hides(&self, span: Span) -> bool {
        !self.touching(span).is_empty()
    }

    /// The private values that share a byte with `span`, the longest first; for looking whether another text repeats them.
    pub fn values(&self, span: Span) -> Vec<&'d str> {
        let Some(first) = self.touching(span).first() else {
            return Vec::new();
        };
        let start = self
            .values
            .partition_point(|value| value.start < first.start);
        let near = self.values[start..]
            .iter()
            .take_while(|value| value.start < span.end);
        let mut values: Vec<&str> = near
            .filter(|value| value.overlaps(span))
            .map(|value| value.of(self.text).trim())
            .collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        values
    }

    fn touching(&self, span: Span) -> &[Span] {
        let first = self
            .hidden
            .partition_point(|private| private.end <= span.start);
        let rest = &self.hidden[first..];
        &rest[..rest.partition_point(|private| private.start < span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_nested_and_touching_spans() {
        let text = "a 4111 1111 é b@c.de z";
        let private = [
            Span::new(15, 21),
            Span::new(2, 11),
            Span::new(2, 6),
            Span::new(16, 18),
            Span::empty(0),
        ];
        let excerpts = Excerpts::new(text, &private);
        assert_eq!(
            excerpts.of(Span::new(0, text.len())),
            "a •••• •••• é •••••• z"
        );
        assert_eq!(excerpts.of(Span::new(4, 7)), "•• ");
        assert!(excerpts.hides(Span::new(20, 22)));
        assert!(!excerpts.hides(Span::new(21, 22)));
        assert_eq!(
            excerpts.values(Span::new(0, 16)),
            ["4111 1111", "b@c.de", "4111"]
        );
        assert_eq!(Excerpts::open(text).of(Span::new(2, 6)), "4111");
    }
}
