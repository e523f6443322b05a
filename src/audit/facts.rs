//! The figures that a reply states: periods, amounts, percentages.

use super::clauses::{Figure, Topic, topic};
use super::reading::Page;
use super::value::{Kind, Value, parse, unit};
use crate::prose::{Class, ClassSpan, Ending, flag, lex};
use crate::text::Span;

/// One thing that a reply states.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) kind: Kind,
    pub(super) value: Value,
    /// The value's words.
    pub(super) span: Span,
    /// The sentence that states it.
    pub(super) sentence: Span,
    /// What it is about; `None` where that is unclear, so that it is compared only between variants of one reply.
    pub(super) topic: Option<Topic>,
}

/// Words that show an offer made once, not a rule of the house.
const OFFERS: [&str; 13] = [
    "off",
    "discount",
    "voucher",
    "vouchers",
    "coupon",
    "promo",
    "credit",
    "code",
    "save",
    "bonus",
    "gift",
    "discounts",
    "coupons",
];

/// Reads all figures of a page.
pub(super) fn read(page: &Page<'_>, facts: &mut Vec<Fact>) {
    let spans = &page.prose.spans;
    let mut next = 0;
    for (at, sentence) in page.prose.sentences.iter().enumerate() {
        let from = next;
        while spans
            .get(next)
            .is_some_and(|span| span.first < sentence.last)
        {
            next += 1;
        }
        if sentence.ending == Ending::Question {
            continue;
        }
        let figures = figures(page, &spans[from..next], sentence.last as usize);
        push(page, at, &figures, facts);
    }
}

/// Adds the figures of one sentence with what they are about.
pub(super) fn push(page: &Page<'_>, at: usize, figures: &[Figure], facts: &mut Vec<Fact>) {
    for (index, figure) in figures.iter().enumerate() {
        facts.push(Fact {
            kind: figure.kind,
            value: figure.value.clone(),
            span: figure.span,
            sentence: page.prose.sentences[at].span,
            topic: topic(page, at, figures, index),
        });
    }
}

fn figures(page: &Page<'_>, spans: &[ClassSpan], end: usize) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let is_wanted =
        |span: &&ClassSpan| matches!(span.class, Class::Duration | Class::Money | Class::Percent);
    for span in spans.iter().filter(is_wanted) {
        let (first, last) = (span.first as usize, span.last as usize);
        let is_part = |other: &ClassSpan| {
            other.class == span.class
                && other != span
                && other.first <= span.first
                && span.last <= other.last
        };
        if spans.iter().any(is_part) || figures.iter().any(|figure| first <= figure.words.1) {
            continue;
        }
        let place = with_signs(page.text(), page.prose.span(span.first, span.last));
        if !page.is_prose(place) || !is_stated(page, span, end) {
            continue;
        }
        let Some((kind, value)) = parse(span.class, place.of(page.text())) else {
            continue;
        };
        figures.push(Figure {
            kind,
            value,
            words: (first, last),
            span: place,
            detail: if kind == Kind::Amount {
                rate(page, last + 1, end)
            } else {
                String::new()
            },
        });
    }
    figures
}

/// The span with the currency or percent sign that stands on either side.
fn with_signs(text: &str, span: Span) -> Span {
    const SIGNS: [char; 6] = ['$', '€', '£', '¥', '₹', '%'];
    let before = text[..span.start].trim_end_matches([' ', '\u{a0}']);
    let start = match before.chars().next_back() {
        Some(sign) if SIGNS[..5].contains(&sign) => before.len() - sign.len_utf8(),
        _ => span.start,
    };
    let rest = &text[span.end..];
    let after = rest.trim_start_matches([' ', '\u{a0}']);
    let end = match after.chars().next() {
        Some(sign) if SIGNS.contains(&sign) && !(sign == '$' && after.len() < rest.len()) => {
            text.len() - after.len() + sign.len_utf8()
        }
        _ => span.end,
    };
    Span::new(start, end)
}

/// Whether the words state a figure: not “three days ago”, “once a week”, “have a great day”, and no offer made once.
fn is_stated(page: &Page<'_>, span: &ClassSpan, end: usize) -> bool {
    let (first, last) = (span.first as usize, span.last as usize);
    let before = first
        .checked_sub(1)
        .map_or_else(String::new, |word| page.lower(word));
    let after = if last + 1 < end {
        page.lower(last + 1)
    } else {
        String::new()
    };
    if span.class == Class::Duration {
        let is_loose =
            page.prose.words[first].classes & (lex::ONE | lex::VAGUE_NUMBER | lex::ARTICLE) != 0
                && !page.has(first, flag::DIGIT);
        let leads = [
            "within", "in", "takes", "take", "to", "than", "least", "one", "for",
        ];
        return !["ago", "old", "earlier"].contains(&after.as_str())
            && ![
                "past", "last", "previous", "next", "every", "each", "per", "another",
            ]
            .contains(&before.as_str())
            && (!is_loose || leads.contains(&before.as_str()));
    }
    let near = first.saturating_sub(4)..(last + 5).min(end);
    !near
        .clone()
        .any(|word| OFFERS.contains(&page.lower(word).as_str()))
}

/// “a month” behind an amount.
fn rate(page: &Page<'_>, from: usize, end: usize) -> String {
    let mut word = from;
    if word < end && ["a", "per", "each", "every", "an"].contains(&page.lower(word).as_str()) {
        word += 1;
    }
    if word < end
        && (from < word || page.text()[..page.prose.words[word].span().start].ends_with('/'))
    {
        let unit_word = page.lower(word);
        return unit(&unit_word).map_or(unit_word, |minutes| minutes.to_string());
    }
    if word < end
        && ["monthly", "yearly", "annually", "weekly"].contains(&page.lower(word).as_str())
    {
        return page.lower(word);
    }
    String::new()
}
