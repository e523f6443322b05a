//! What stands beside a payment card's number: other cells of its row, its expiry date and its security code.

use super::card::LONGEST;
use super::checksum::number;
use super::page::{Page, is_word};
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Whether a number is no part of a longer word or number. As Luhn's check vouches for it, it may stand in a row of cells without spaces
/// beside another number of a card or an expiry date, or between low lines that Markdown takes for emphasis.
pub(super) fn is_apart(page: &Page<'_>, span: Span) -> bool {
    let is_emphasis = |byte: &&u8| b"_*".contains(byte);
    let before = page.bytes[..span.start].iter().rev();
    let left = before.clone().take(3).take_while(is_emphasis).count();
    let rest = page.bytes[span.end..].iter();
    let right = rest.clone().take(3).take_while(is_emphasis).count();
    if 0 < left && left == right {
        return page.stands_alone(Span::new(span.start - left, span.end + right));
    }
    let count = |length: usize| (12..=LONGEST).contains(&length);
    let is_mark = |byte: u8| b",/|".contains(&byte);
    let is_cell_before = is_mark(page.before(span.start)) && {
        let digits = before.skip(1).take(LONGEST + 1);
        let length = digits.take_while(|byte| byte.is_ascii_digit()).count();
        count(length) || length == 2 && page.before(span.start - 3) == b'/'
    };
    let is_cell_behind = is_mark(page.at(span.end)) && {
        let digits = rest.skip(1).take(LONGEST + 1);
        let length = digits.take_while(|byte| byte.is_ascii_digit()).count();
        count(length) || month_and_year(page, span.end + 1).is_some()
    };
    // A side with a cell is free; the other one is asked for by itself.
    page.stands_alone(span)
        || (is_cell_before || page.is_free_before(span.start))
            && (is_cell_behind || page.is_free_behind(span.end))
}

/// Notes the expiry date and the security code right behind a card, as in “… 09/27 713”, “…,09/27,713” and “… expires 09/27”, and says where they end.
pub(super) fn companions(page: &Page<'_>, card: Span, found: &mut Found) -> usize {
    let mut at = skipped(page, card.end);
    let word = page.word_end(at);
    let says = |word: &str| EXPIRES.iter().any(|other| other.eq_ignore_ascii_case(word));
    if page.text.get(at..word).is_some_and(says) {
        at = skipped(page, word);
        let second = page.word_end(at);
        let is_second = |word: &str| SECOND.iter().any(|other| other.eq_ignore_ascii_case(word));
        if page.text.get(at..second).is_some_and(is_second) {
            at = skipped(page, second);
        }
    }
    let Some(end) = (card.end < at).then(|| month_and_year(page, at)).flatten() else {
        return card.end;
    };
    let mut note = |kind, span| found.push(Detection::new(kind, span, Tier::Certain).by_label());
    note(PrivateKind::CardExpiry, Span::new(at, end));
    let start = skipped(page, end);
    let rest = page.bytes.get(start..).unwrap_or(&[]);
    let length = rest
        .iter()
        .take(5)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let code = Span::new(start, start + length);
    // American Express prints four digits.
    let digits = card
        .of(page.text)
        .bytes()
        .filter(u8::is_ascii_digit)
        .count();
    if end < start
        && (length == 3 || length == 4 && digits == 15)
        && page.is_free_behind(code.end)
        && !page.is_amount(code)
    {
        note(PrivateKind::CardSecurityCode, code);
        return code.end;
    }
    end
}

/// Words between a card and its expiry date.
const EXPIRES: [&str; 7] = [
    "exp",
    "expires",
    "expiry",
    "expiring",
    "expiration",
    "valid",
    "ex",
];
const SECOND: [&str; 6] = ["date", "in", "on", "thru", "through", "until"];

/// Where what follows begins, behind at most three marks that part cells or words.
fn skipped(page: &Page<'_>, at: usize) -> usize {
    let rest = page.bytes.get(at..).unwrap_or(&[]);
    let marks = rest
        .iter()
        .take(3)
        .take_while(|byte| b" ,;/|:.\t(".contains(byte));
    at + marks.count()
}

/// Where `09/27`, `09/2027`, `9/27`, `09 / 27`, `09|27` or `0927` at `at` ends, when it is a month and a year of this half of the century.
fn month_and_year(page: &Page<'_>, at: usize) -> Option<usize> {
    let digits = |at: usize| {
        let rest = page.bytes.get(at..).unwrap_or(&[]);
        rest.iter()
            .take(5)
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let first = digits(at);
    let (month, year) = match first {
        4 => (at..at + 2, at + 2),
        1 | 2 => {
            let rest = page.bytes.get(at + first..)?;
            let marks = rest
                .iter()
                .take(3)
                .take_while(|byte| b" /|-".contains(byte))
                .count();
            let has_mark = rest[..marks].iter().any(|byte| b"/|-".contains(byte));
            (at..has_mark.then_some(at + first)?, at + first + marks)
        }
        _ => return None,
    };
    let length = digits(year);
    let end = year + length;
    let years = match length {
        2 => 2000 + number(&page.bytes[year..end]),
        4 if first < 3 => number(&page.bytes[year..end]),
        _ => return None,
    };
    let is_date = b"/-".contains(&page.at(end)) && page.at(end + 1).is_ascii_digit() && first < 3;
    ((1..=12).contains(&number(&page.bytes[month]))
        && (2020..2050).contains(&years)
        && !is_date
        && !is_word(page.at(end)))
    .then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    fn all(text: &str) -> Vec<(PrivateKind, &str)> {
        let found = scan(text, &Settings::default());
        found.iter().map(|d| (d.kind, d.span.of(text))).collect()
    }

    #[test]
    fn cards_stand_in_rows_and_in_emphasis() {
        for (text, expected) in [
            (
                "cards: 4532148796301253,2223456789123453",
                &["4532148796301253", "2223456789123453"][..],
            ),
            (
                "4532148796301253/2223456789123453",
                &["4532148796301253", "2223456789123453"],
            ),
            ("use _4532148796301253_ now", &["4532148796301253"]),
            ("use **4532148796301253** now", &["4532148796301253"]),
            ("card 4532-1487 9630-1253", &["4532-1487 9630-1253"]),
            ("4532 1487-9630 1253 it is", &["4532 1487-9630 1253"]),
            // A fraction, a path and a name are no cells, and a wrong check digit is no card.
            ("0,4532148796301253", &[]),
            ("4532148796301253,5", &[]),
            ("4532148796301253/2", &[]),
            ("file_4532148796301253_a", &[]),
            ("4532-1487 9630-1254", &[]),
            ("4532148796301254,2223456789123454", &[]),
        ] {
            let is_card = |found: &(PrivateKind, _)| found.0 == PrivateKind::CardNumber;
            let found: Vec<_> = all(text)
                .into_iter()
                .filter(is_card)
                .map(|found| found.1)
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn expiry_and_security_code_go_with_the_card() {
        use PrivateKind::{CardExpiry, CardNumber, CardSecurityCode};
        for (text, card, expiry, code) in [
            (
                "4532 1487 9630 1253 09/27 713",
                "4532 1487 9630 1253",
                "09/27",
                "713",
            ),
            (
                "4532148796301253,09/27,713",
                "4532148796301253",
                "09/27",
                "713",
            ),
            (
                "4532148796301253|09|2027|713",
                "4532148796301253",
                "09|2027",
                "713",
            ),
            (
                "4532 1487 9630 1253 0927 713.",
                "4532 1487 9630 1253",
                "0927",
                "713",
            ),
            (
                "3782 822463 10005, exp. 9/27, 7134",
                "3782 822463 10005",
                "9/27",
                "7134",
            ),
            (
                "Card 4532148796301253 expires 09/27",
                "4532148796301253",
                "09/27",
                "",
            ),
            (
                "4532148796301253 (exp 09/2027)",
                "4532148796301253",
                "09/2027",
                "",
            ),
            (
                "4532148796301253 valid thru 09/27 for 200 USD",
                "4532148796301253",
                "09/27",
                "",
            ),
            (
                "4532148796301253 09/27 200 USD",
                "4532148796301253",
                "09/27",
                "",
            ),
            ("4532148796301253 on 09/12/2024", "4532148796301253", "", ""),
            ("4532148796301253 09/12/2027", "4532148796301253", "", ""),
            ("4532148796301253, 13/27 713", "4532148796301253", "", ""),
        ] {
            let mut expected = vec![(CardNumber, card)];
            for (kind, value) in [(CardExpiry, expiry), (CardSecurityCode, code)] {
                if !value.is_empty() {
                    expected.push((kind, value));
                }
            }
            assert_eq!(all(text), expected, "{text}");
        }
    }
}
