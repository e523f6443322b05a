//! All drafts of a library with their readings, and what checks ask about them.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::Options;
use super::reading::Reading;
use crate::detect::{Owner, Ownership, covered, scan};
use crate::draft::Draft;
use crate::finding::Related;
use crate::review::Excerpts;
use crate::text::{Positions, Span};

/// Most bytes of another reply that are quoted beside a finding.
const QUOTE: usize = 140;
/// Other places that a finding carries; the message says how many there are.
pub(super) const MOST_RELATED: usize = 50;

/// The names of fields that hold the same reply in another notation.
const FIELDS: [&str; 8] = [
    "html", "text", "body", "content", "plain", "value", "chat", "message",
];

/// A whole library.
pub(super) struct Library<'l> {
    pub(super) drafts: &'l [Draft],
    pub(super) readings: Vec<Reading>,
    pub(super) options: &'l Options,
    /// The drafts in the order of their files and places, whatever order they were given in.
    pub(super) order: Vec<usize>,
}

impl<'l> Library<'l> {
    pub(super) fn new(
        drafts: &'l [Draft],
        mut readings: Vec<Reading>,
        options: &'l Options,
    ) -> Self {
        readings.resize_with(drafts.len(), Reading::default);
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by(|a, b| {
            place_of(&drafts[*a])
                .cmp(&place_of(&drafts[*b]))
                .then_with(|| rest(&drafts[*a], &drafts[*b]))
        });
        Self {
            drafts,
            readings,
            options,
            order,
        }
    }

    /// The readings in the library's own order.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (usize, &Reading)> + Clone {
        self.order
            .iter()
            .map(|index| (*index, &self.readings[*index]))
    }

    /// Whether two drafts are the same reply in two notations, such as HTML and plain text.
    pub(super) fn are_one_reply(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.drafts[a].origin, &self.drafts[b].origin);
        if a.file != b.file || a.title != b.title {
            return false;
        }
        if a.file.ends_with(".eml") {
            return true;
        }
        let split = |record: &Option<String>| -> Option<(String, String)> {
            let (stem, field) = record.as_deref()?.rsplit_once('.')?;
            Some((stem.to_owned(), field.to_lowercase()))
        };
        let is_field = |field: &str| FIELDS.iter().any(|name| field.contains(name));
        match (split(&a.record), split(&b.record)) {
            (Some((stem, field)), Some((other, other_field))) => {
                stem == other && is_field(&field) && is_field(&other_field)
            }
            _ => false,
        }
    }

    /// Whether the drafts of a group have the same words in the same order.
    pub(super) fn is_word_for_word(&self, group: &[usize]) -> bool {
        let whole = |draft: &usize| self.readings[*draft].shingles.whole;
        group.windows(2).all(|two| whole(&two[0]) == whole(&two[1]))
    }

    /// Another place of a finding: the value's place, and the sentence around it.
    pub(super) fn related(&self, draft: usize, span: Span, around: Span) -> Related {
        let origin = &self.drafts[draft].origin;
        let (start, end) = self.place(draft, span);
        Related {
            file: std::sync::Arc::clone(&origin.file),
            record: self
                .covered_title(draft)
                .or_else(|| origin.title.clone())
                .or_else(|| origin.record.clone())
                .filter(|name| !name.is_empty()),
            start,
            end,
            words: self.quote(draft, around),
        }
    }

    /// Lines and columns of both ends of a span, in the file where there is one.
    fn place(&self, draft: usize, span: Span) -> ((usize, usize), (usize, usize)) {
        let Draft { text, origin, .. } = &self.drafts[draft];
        if let (Some(start), Some(lines)) = (origin.position(span), &origin.lines) {
            let (line, column) = lines.at(origin.map.to_file(span).end);
            return ((start.line, start.column), (origin.base.0 + line, column));
        }
        let positions = Positions::new(text);
        let at = |byte| {
            let position = positions.at(text, byte);
            (position.line, position.column)
        };
        (at(span.start), at(span.end))
    }

    /// Words of a draft with private values covered, cut where they are long.
    pub(super) fn quote(&self, draft: usize, span: Span) -> String {
        let text = &self.drafts[draft].text;
        let mut end = span.end.min(text.len());
        if QUOTE < end.saturating_sub(span.start) {
            end = span.start + QUOTE;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
        }
        let excerpts = Excerpts::new(text, &self.private(draft));
        let words = excerpts.of(Span::new(span.start, end));
        let mut quote = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if end < span.end.min(text.len()) {
            quote.push('…');
        }
        quote
    }

    /// The title of a draft's record with its private values covered; `None` when it has none of them.
    pub(super) fn covered_title(&self, draft: usize) -> Option<String> {
        let title = self.drafts[draft].origin.title.as_deref()?;
        match covered(title, &self.options.private) {
            Cow::Owned(title) => Some(title),
            Cow::Borrowed(_) => None,
        }
    }

    /// The private values of a draft. What belongs to the company is none.
    pub(super) fn private(&self, draft: usize) -> Vec<Span> {
        let draft = &self.drafts[draft];
        let found = scan(&draft.text, &self.options.private);
        if found.is_empty() {
            return Vec::new();
        }
        let mut owned = draft.clone();
        owned.company.extend(&self.options.company);
        let ownership = Ownership::of(&owned);
        found
            .into_iter()
            .filter(|detection| {
                ownership.owner(detection.span.of(&draft.text), detection.kind) != Owner::Companys
            })
            .map(|detection| detection.span)
            .collect()
    }
}

fn place_of(draft: &Draft) -> (&str, usize) {
    let origin = &draft.origin;
    (&origin.file, origin.bytes(Span::empty(0)).start)
}

/// For drafts at one place, such as those made in memory.
fn rest(a: &Draft, b: &Draft) -> Ordering {
    let key = |draft: &'_ Draft| {
        (
            draft.origin.record.clone(),
            draft.origin.title.clone(),
            draft.text.clone(),
        )
    };
    key(a).cmp(&key(b))
}
