//! Which label a short code has: the nearest one, the one that its sentence is about, or the one that ends the sentence before.

use super::PrivateKind;
use super::label::{Beside, Means};
use super::page::{Page, Word};
use crate::text::Span;

/// Bytes between a short code and its label.
pub(super) const NEAR: usize = 14;

/// Whether “is”, “to”, a colon or an equals sign stands right before the word, or “now” behind one of them.
pub(super) fn is_stated(page: &Page<'_>, word: Word) -> bool {
    let before = page.text[..word.start].trim_end_matches([' ', '\n', '"', '“', '*', '\'']);
    let before = [" now", " currently", " just", " simply", " again"]
        .iter()
        .find_map(|word| before.strip_suffix(word))
        .unwrap_or(before);
    [" is", " to", " as", " be", "'s", "’s", " was", ":", "="]
        .iter()
        .any(|lead| before.ends_with(lead))
}

/// Whether “is your”, “as the” or the like leads from the value to its label.
pub(super) fn is_told_behind(page: &Page<'_>, span: Span) -> bool {
    let rest = &page.text[span.end..];
    [" is ", " as ", " will be ", " was "]
        .iter()
        .any(|lead| rest.starts_with(lead))
}

/// Whether nothing but words that may join a label and its value stands on that side of the value where its label is.
pub(super) fn goes_over(page: &Page<'_>, span: Span) -> bool {
    let next = page.marks.partition_point(|mark| mark.start < span.start);
    let before = next.checked_sub(1).map(|index| page.marks[index]);
    let after = page.marks[next..]
        .iter()
        .find(|mark| span.end <= mark.start);
    let gap = |from: usize, to: usize| page.text.get(from..to).filter(|gap| gap.len() <= NEAR);
    let is_free = |gap: &str| {
        let mut words = gap.split(|c: char| !c.is_alphabetic());
        !words.any(|word| APART.contains(&word.to_ascii_lowercase().as_str()))
    };
    let before = before.and_then(|mark| gap(mark.end, span.start));
    let after = after.and_then(|mark| gap(span.end, mark.start));
    before.or(after).is_none_or(is_free)
}

/// Words between a label and a number that speaks of something else: “change your PIN in 2026”, “our security code policy 2024”.
const APART: [&str; 18] = [
    "or", "and", "in", "by", "at", "since", "until", "before", "after", "within", "policy", "page",
    "section", "version", "rules", "guide", "under", "than",
];

/// The label of a short code: the nearest one, or the one that a statement is about, as in “the PIN of your card is 4711”.
pub(super) fn label(page: &Page<'_>, span: Span) -> Option<Beside> {
    let Some(beside) = page.beside(span) else {
        return label_of_the_sentence_before(page, span);
    };
    let is_holder = matches!(
        beside.means,
        Means::Kind(
            PrivateKind::CardNumber
                | PrivateKind::BankAccount
                | PrivateKind::UserName
                | PrivateKind::Phone
                | PrivateKind::EmailAddress
        )
    );
    if !is_holder {
        return Some(beside);
    }
    let next = page.marks.partition_point(|mark| mark.start < span.start);
    let subject = next.checked_sub(2).map(|index| page.marks[index]);
    let subject = subject.filter(|mark| {
        let is_short = matches!(
            mark.means,
            Means::Kind(
                PrivateKind::Pin | PrivateKind::CardSecurityCode | PrivateKind::OneTimeCode
            )
        );
        is_short && span.start - mark.end <= 2 * FAR && page.gap(mark.end, span.start).is_some()
    });
    Some(subject.map_or(beside, |mark| Beside {
        means: mark.means,
        distance: NEAR + 1,
    }))
}

/// The label that ends the sentence before: “I've reset your PIN. It is now 7391”.
fn label_of_the_sentence_before(page: &Page<'_>, span: Span) -> Option<Beside> {
    let next = page.marks.partition_point(|mark| mark.start < span.start);
    let mark = page.marks[next.checked_sub(1)?];
    let between = page.text.get(mark.end..span.start)?;
    let mut words = between.trim_start_matches(['.', '!', ' ', '\n']).split(' ');
    let subject = words.next()?;
    let is_it = ["It", "it", "It's", "It’s", "it's", "it’s"].contains(&subject);
    let is_short = words.all(|word| ["", "is", "now", "will", "be", "currently"].contains(&word));
    (is_it && is_short && between.starts_with(['.', '!', ':', ','])).then_some(Beside {
        means: mark.means,
        distance: NEAR + 1,
    })
}

/// Whether “the pin” in small letters stands before, which a plug and a map have, too.
pub(super) fn is_of_a_plug(page: &Page<'_>, word: Word) -> bool {
    page.tail(word.start).trim_end().ends_with("the pin")
        && !page.text[..word.start].trim_end().ends_with("PIN")
}

/// Bytes between a short code that is stated and its label.
pub(super) const FAR: usize = 40;
