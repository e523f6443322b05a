//! Where and to whom replies send people: phone numbers, addresses, links, and who holds an office.

use super::clauses::Figure;
use super::facts::{Fact, push};
use super::reading::Page;
use super::value::{Kind, Value};
use crate::detect::{PrivateKind, scan};
use crate::prose::{Class, flag};
use crate::text::Span;

/// Heads of the names of offices.
const OFFICES: [&str; 12] = [
    "ceo",
    "cto",
    "cfo",
    "director",
    "manager",
    "officer",
    "founder",
    "president",
    "owner",
    "lead",
    "ombudsman",
    "representative",
];

/// Reads the contacts of a page.
pub(super) fn read(page: &Page<'_>, facts: &mut Vec<Fact>) {
    let mut figures: Vec<(usize, Figure)> = Vec::new();
    for detection in scan(page.text(), page.settings) {
        let kind = match detection.kind {
            PrivateKind::Phone => Kind::Phone,
            PrivateKind::EmailAddress => Kind::Email,
            PrivateKind::PostalAddress => Kind::Address,
            _ => continue,
        };
        let words = detection.span.of(page.text());
        let value: String = match kind {
            Kind::Phone => words.chars().filter(char::is_ascii_digit).collect(),
            _ => words
                .chars()
                .filter(|c| c.is_alphanumeric() || *c == '@')
                .flat_map(char::to_lowercase)
                .collect(),
        };
        // The same number with and without its country code.
        let value = if kind == Kind::Phone {
            value[value.len().saturating_sub(9)..].to_owned()
        } else {
            value
        };
        figures.extend(figure(page, detection.span, kind, value));
    }
    for span in page
        .prose
        .spans
        .iter()
        .filter(|span| span.class == Class::Url)
    {
        let place = page.prose.span(span.first, span.last);
        let url = place.of(page.text()).to_lowercase();
        let bare = url
            .split("://")
            .last()
            .unwrap_or("")
            .trim_start_matches("www.");
        let value = bare
            .split(['?', '#'])
            .next()
            .unwrap_or("")
            .trim_end_matches(['/', '.'])
            .to_owned();
        if !value.contains(['{', '%', '<']) {
            figures.extend(figure(page, place, Kind::Link, value));
        }
    }
    holders(page, &mut figures);
    figures.sort_by_key(|(at, figure)| (*at, figure.words));
    for group in figures.chunk_by(|one, next| one.0 == next.0) {
        let kinds: Vec<Figure> = group.iter().map(|(_, figure)| figure.clone()).collect();
        push(page, group[0].0, &kinds, facts);
    }
}

/// The value at a span with its sentence.
fn figure(page: &Page<'_>, span: Span, kind: Kind, value: String) -> Option<(usize, Figure)> {
    let words = &page.prose.words;
    let first = words.partition_point(|word| word.span().end <= span.start);
    let end = words.partition_point(|word| word.span().start < span.end);
    if end <= first || value.is_empty() || !page.is_prose(span) {
        return None;
    }
    let figure = Figure {
        kind,
        value: Value::Words(value),
        words: (first, end - 1),
        span,
        detail: String::new(),
    };
    Some((page.prose.sentence_of(first as u32), figure))
}

/// “our data protection officer, Anna Berg”, “Anna Berg, Head of Support”.
fn holders(page: &Page<'_>, figures: &mut Vec<(usize, Figure)>) {
    for name in page
        .prose
        .spans
        .iter()
        .filter(|span| span.class == Class::Name)
    {
        let (first, last) = (name.first as usize, name.last as usize);
        let names = last + 1 - first;
        // One name may be anything; a first and a last name are a person.
        if !(2..=3).contains(&names) || page.has(first, flag::OPAQUE) {
            continue;
        }
        let office = |word: usize| OFFICES.contains(&page.lower(word).as_str());
        let Some(head) = first.checked_sub(1).filter(|head| office(*head)) else {
            continue;
        };
        let Some(start) = (head.saturating_sub(4)..head)
            .rev()
            .find(|word| ["our", "your", "the"].contains(&page.lower(*word).as_str()))
        else {
            continue;
        };
        let span = page.prose.span(name.first, name.last);
        if !page.is_prose(span) {
            continue;
        }
        let title: Vec<String> = (start + 1..=head).map(|word| page.lower(word)).collect();
        let figure = Figure {
            kind: Kind::Holder,
            value: Value::Words(span.of(page.text()).to_lowercase()),
            // The office is what it is about, so nothing else of the sentence counts.
            words: (first, last),
            span,
            detail: title.join(" "),
        };
        figures.push((page.prose.sentence_of(name.first), figure));
    }
}
