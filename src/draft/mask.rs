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
        Self::new(masks(text, Notation::Written, &[]))
    }

    /// The same for a text that was rendered from Markdown or HTML, whose backticks and `>` are mere characters.
    pub fn of_rendered(text: &str) -> Self {
        Self::new(masks(text, Notation::Read, &[]))
    }

    /// The same with what the page itself shows to be quoted, code and the like.
    #[cfg(feature = "formats")]
    pub(crate) fn of_page(text: &str, shown: Vec<Masked>) -> Self {
        let blocks = quoted_blocks(text, &shown);
        let mut mask = Self::new(masks(text, Notation::Read, &blocks));
        mask.extend(shown);
        mask
    }

    /// The whole lines that are not the agent's own: earlier messages and quoted lines, but not what is quoted within a sentence. Sorted, apart from each other.
    pub(crate) fn quoted_blocks(&self, text: &str) -> Vec<Span> {
        quoted_blocks(text, &self.spans)
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

fn quoted_blocks(text: &str, masked: &[Masked]) -> Vec<Span> {
    let mut found: Vec<Span> = masked
        .iter()
        .filter(|masked| match masked.kind {
            MaskKind::History => true,
            MaskKind::Quote => is_whole_lines(text, masked.span),
            _ => false,
        })
        .map(|masked| masked.span)
        .filter(|span| !span.is_empty())
        .collect();
    found.sort_by_key(|span| (span.start, span.end));
    let mut blocks: Vec<Span> = Vec::with_capacity(found.len());
    for span in found {
        match blocks.last_mut() {
            Some(last) if span.start < last.end => *last = last.cover(span),
            _ => blocks.push(span),
        }
    }
    blocks
}

/// Whether a span fills its lines, and no quotation mark opens it: speech stands on lines of its own too.
fn is_whole_lines(text: &str, span: Span) -> bool {
    let (before, behind) = (&text[..span.start], &text[span.end..]);
    let starts = before.is_empty() || before.ends_with('\n');
    let ends = behind.is_empty() || behind.starts_with(['\n', '\r']);
    let words = span.of(text);
    starts && (ends || words.ends_with('\n')) && !words.starts_with(['"', '\'', '“', '„', '‟', '«'])
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
