//! Which parts of a draft are not the agent's own prose. Masking never cuts: offsets survive.

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
}

impl Mask {
    /// Sorts the spans; empty ones are dropped.
    pub fn new(mut spans: Vec<Masked>) -> Self {
        spans.retain(|masked| !masked.span.is_empty());
        spans.sort_by_key(|masked| (masked.span.start, masked.span.end, masked.kind));
        Self { spans }
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
        self.spans
            .iter()
            .take_while(|masked| masked.span.start < span.end)
            .find(|masked| masked.span.overlaps(span))
            .map(|masked| masked.kind)
    }
}
