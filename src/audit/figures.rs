//! Figures of replies that are not in English, so that variants of one reply can be compared across languages.

use super::facts::Fact;
use super::reading::Page;
use super::value::{Kind, Value, currency, numbers, period, unit};
use crate::prose::flag;
use crate::text::Span;

/// Reads every number in digits with the unit beside it.
pub(super) fn read(page: &Page<'_>, facts: &mut Vec<Fact>) {
    let text = page.text();
    let words = &page.prose.words;
    for (index, word) in words.iter().enumerate() {
        let span = word.span();
        if !word.has(flag::DIGIT) || !page.is_prose(span) || word.has(flag::OPAQUE) {
            continue;
        }
        // Of a range, the end is what people count on.
        let next = words
            .get(index + 1)
            .filter(|next| next.start <= word.end + 4);
        if next.is_some_and(|next| {
            next.has(flag::DIGIT) && next.has(flag::HYPHENATED | flag::CLAUSE_START)
        }) {
            continue;
        }
        let Some((kind, value)) = value(text, span, next.map(|next| next.span())) else {
            continue;
        };
        let at = page.prose.sentence_of(index as u32);
        facts.push(Fact {
            kind,
            value,
            span,
            sentence: page.prose.sentences[at].span,
            topic: None,
        });
    }
}

fn value(text: &str, span: Span, next: Option<Span>) -> Option<(Kind, Value)> {
    let number = *numbers(span.of(text)).first()?;
    let before = text[..span.start].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let after = text[span.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let next = next
        .map(|next| next.of(text).to_lowercase())
        .unwrap_or_default();
    if after.starts_with('%') {
        return Some((Kind::Share, Value::Hundredths(number)));
    }
    let sign = before
        .chars()
        .next_back()
        .into_iter()
        .chain(after.chars().next());
    let sign: String = sign.filter(|c| "€£¥₹$".contains(*c)).collect();
    let code =
        if ["eur", "usd", "gbp", "chf", "cad", "aud", "euro", "euros"].contains(&next.as_str()) {
            &next
        } else {
            &sign
        };
    if let Some(code) = currency(code) {
        return Some((Kind::Amount, Value::Money(code, number)));
    }
    let glued = span
        .of(text)
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .to_lowercase();
    let word = if glued.is_empty() { &next } else { &glued };
    unit(word).and_then(|minutes| {
        period(
            number,
            minutes,
            word.starts_with("werk") || word.starts_with("arbeits"),
        )
    })
}
