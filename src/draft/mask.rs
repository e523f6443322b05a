//! Which parts of a draft are not the agent's own prose. Masking never cuts: offsets survive.

use super::masking::{Notation, masks};
use crate::text::Span;

/// Why a span is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MaskKind {
    /// A template's placeholder or tag; reads as one opaque noun.
    Placeholder,
    /// Words quoted from somebody.
    Quote,
    /// Earlier messages below the reply.
    History,
    /// The signature.
    Signature,
    /// Code, inline or in a block.
    Code,
    /// A link's address.
    Url,
    /// Markup that people do not read.
    Markup,
}

/// One masked span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masked {
    /// The bytes of the draft's text.
    pub span: Span,
    /// Why.
    pub kind: MaskKind,
}

/// The masked spans of one draft, sorted by start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mask {
    spans: Vec<Masked>,
    /// The furthest end among each span and those before it, for searching.
    reach: Vec<usize>,
}

impl Mask {
    /// Masks what the text itself shows not to be prose: placeholders, quotations, earlier messages, signatures, code, addresses and tags. One linear pass.
    pub fn of(text: &str) -> Self {
        Self::new(masks(text, Notation::Written))
    }

    /// The same for a text that was rendered from Markdown or HTML, whose backticks and `>` are mere characters.
    pub fn of_rendered(text: &str) -> Self {
        Self::new(masks(text, Notation::Read))
    }

    /// Sorts the spans; empty ones are dropped.
    pub fn new(mut spans: Vec<Masked>) -> Self {
        spans.retain(|masked| !masked.span.is_empty());
        spans.sort_by_key(|masked| (masked.span.start, masked.span.end, masked.kind));
        let reach = spans
            .iter()
            .scan(0, |furthest, masked| {
                *furthest = masked.span.end.max(*furthest);
                Some(*furthest)
            })
            .collect();
        Self { spans, reach }
    }

    /// Adds spans and keeps the order.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Masked>) {
        let mut spans = std::mem::take(&mut self.spans);
        spans.extend(more);
        *self = Self::new(spans);
    }

    /// All masked spans, sorted by start.
    pub fn spans(&self) -> &[Masked] {
        &self.spans
    }

    /// Whether nothing is masked.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The kind of the first masked span that overlaps `span`, if any.
    pub fn covering(&self, span: Span) -> Option<MaskKind> {
        // The first span to reach beyond `span.start` is itself the one that does, and all later ones start no earlier.
        let index = self.reach.partition_point(|reach| *reach <= span.start);
        let masked = self.spans.get(index)?;
        masked.span.overlaps(span).then_some(masked.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn covering_finds_what_a_walk_finds(
            parts in proptest::collection::vec((0usize..60, 0usize..20), 0..12),
            start in 0usize..60,
            length in 0usize..10,
        ) {
            let span = Span::new(start, start + length);
            let kinds = [MaskKind::Code, MaskKind::Url, MaskKind::Quote];
            let spans = parts.iter().enumerate().map(|(index, (start, length))| Masked {
                span: Span::new(*start, start + length),
                kind: kinds[index % 3],
            });
            let mask = Mask::new(spans.collect());
            let walked = mask.spans().iter().find(|masked| masked.span.overlaps(span)).map(|masked| masked.kind);
            prop_assert_eq!(mask.covering(span), walked);
        }
    }
}
