//! Passports, driving licences, dates of birth, card expiry dates and employee ids beside their labels.
//!
//! Sources: ICAO Doc 9303 part 4 (passport numbers have at most nine letters and digits); AAMVA (US licences: up to 14 places, no common check).

use super::checksum::{is_date, number};
use super::label::{Mark, Means};
use super::page::Page;
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Finds documents by their labels.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for mark in &page.marks {
        let Means::Kind(kind) = mark.means else {
            continue;
        };
        match kind {
            PrivateKind::Passport => found.extend(identifier(page, mark, kind, 6..=9, 4)),
            PrivateKind::DriverLicence => found.extend(identifier(page, mark, kind, 5..=18, 4)),
            PrivateKind::EmployeeId => found.extend(identifier(page, mark, kind, 3..=16, 3)),
            PrivateKind::DateOfBirth => found.extend(date_of_birth(page, mark)),
            PrivateKind::CardExpiry => found.extend(expiry(page, mark)),
            _ => {}
        }
    }
}

/// An identifier of letters, digits and inner hyphens with enough digits behind a label.
fn identifier(
    page: &Page<'_>,
    mark: &Mark,
    kind: PrivateKind,
    lengths: std::ops::RangeInclusive<usize>,
    least: usize,
) -> Option<Detection> {
    let start = page.value_start(mark.end)?;
    let bytes = &page.bytes[start..];
    let length = bytes
        .iter()
        .take(40)
        .enumerate()
        .take_while(|(at, byte)| {
            byte.is_ascii_alphanumeric()
                || (b"-".contains(byte) && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric))
        })
        .count();
    let span = Span::new(start, start + length);
    let digits = bytes[..length]
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .count();
    let places = bytes[..length]
        .iter()
        .filter(|byte| byte.is_ascii_alphanumeric())
        .count();
    let letters = places - digits;
    if !lengths.contains(&places)
        || digits < least
        || !page.stands_alone(span)
        || page.is_amount(span)
        || digits < letters.min(7)
    {
        return None;
    }
    Some(Detection::new(kind, span, Tier::Certain).by_label())
}

/// A date behind the label, by numbers or with the month's name.
fn date_of_birth(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let start = page.value_start(mark.end)?;
    let end = date_end(page.bytes, start)?;
    Some(
        Detection::new(
            PrivateKind::DateOfBirth,
            Span::new(start, end),
            Tier::Certain,
        )
        .by_label(),
    )
}

/// A month and year behind the label.
fn expiry(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let start = page.value_start(mark.end)?;
    let bytes = page.bytes.get(start..)?;
    let month = number(bytes.get(..2)?);
    let is_month = bytes[..2].iter().all(u8::is_ascii_digit)
        && (1..=12).contains(&month)
        && b"/-".contains(bytes.get(2)?);
    let years = bytes[3..]
        .iter()
        .take(5)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let span = Span::new(start, start + 3 + years);
    (is_month && matches!(years, 2 | 4) && page.stands_alone(span))
        .then(|| Detection::new(PrivateKind::CardExpiry, span, Tier::Certain).by_label())
}

/// Where a date that begins at `at` ends: `1981-10-04`, `10/05/1978`, `5.10.78`, `August 20, 2001`, `20 Aug 2001`.
pub(super) fn date_end(bytes: &[u8], at: usize) -> Option<usize> {
    let (first, place) = digits_at(bytes, at)?;
    if place == at {
        return month_first(bytes, at);
    }
    let separator = *bytes.get(place)?;
    if b"-/.".contains(&separator) {
        let (second, next) = digits_at(bytes, place + 1)?;
        if bytes.get(next) != Some(&separator) || next == place + 1 {
            return None;
        }
        let (third, end) = digits_at(bytes, next + 1)?;
        let is_year = |value: u64, length: usize| {
            length == 2 || (length == 4 && (1900..=2099).contains(&value))
        };
        let lengths = (place - at, end - next - 1);
        let fits = (lengths.0 == 4 && is_year(first, 4) && is_date(first, second, third))
            || (is_year(third, lengths.1)
                && (is_date(2000, first, second) || is_date(2000, second, first)));
        return fits.then_some(end);
    }
    let at = skip(bytes, place, &["st", "nd", "rd", "th", ".", " ", "of "]);
    let after = month_end(bytes, at)?;
    let year = skip(bytes, after, &[".", ",", " "]);
    let (value, end) = digits_at(bytes, year)?;
    ((1..=31).contains(&first) && end - year == 4 && (1900..=2099).contains(&value)).then_some(end)
}

/// `August 20, 2001`.
fn month_first(bytes: &[u8], at: usize) -> Option<usize> {
    let day = skip(bytes, month_end(bytes, at)?, &[".", " "]);
    let (value, after) = digits_at(bytes, day)?;
    let year = skip(bytes, after, &["st", "nd", "rd", "th", ",", " "]);
    let (number, end) = digits_at(bytes, year)?;
    ((1..=31).contains(&value) && end - year == 4 && (1900..=2099).contains(&number)).then_some(end)
}

fn skip(bytes: &[u8], mut at: usize, words: &[&str]) -> usize {
    for word in words {
        if bytes[at..].len() >= word.len()
            && bytes[at..at + word.len()].eq_ignore_ascii_case(word.as_bytes())
        {
            at += word.len();
        }
    }
    at
}

/// The number of at most four digits at `at` and where it ends; nothing read gives `at` itself.
fn digits_at(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let rest = bytes.get(at..)?;
    let length = rest
        .iter()
        .take(5)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    (length <= 4).then(|| (number(&rest[..length]), at + length))
}

/// Where a month's English name or its first three letters at `at` end.
fn month_end(bytes: &[u8], at: usize) -> Option<usize> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let rest = bytes.get(at..)?;
    let length = rest
        .iter()
        .take(10)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let word = &rest[..length];
    let is_month = 3 <= length
        && MONTHS.iter().any(|month| {
            (month.len() == length || length == 3 || (length == 4 && month.starts_with("sept")))
                && month.as_bytes()[..length.min(month.len())].eq_ignore_ascii_case(word)
        });
    is_month.then_some(at + length)
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    #[test]
    fn documents_are_found_beside_labels() {
        use PrivateKind::{CardExpiry, DateOfBirth, DriverLicence, EmployeeId, Passport};
        for (text, expected) in [
            (
                "passport number A22506285 and driver's license G2548773 on file",
                vec![(Passport, "A22506285"), (DriverLicence, "G2548773")],
            ),
            (
                "date of birth August 20, 2001.",
                vec![(DateOfBirth, "August 20, 2001")],
            ),
            ("DOB: 1981-10-04", vec![(DateOfBirth, "1981-10-04")]),
            (
                "born on 4th of October 1981",
                vec![(DateOfBirth, "4th of October 1981")],
            ),
            ("exp 09/27.", vec![(CardExpiry, "09/27")]),
            ("(employee ID EMP-25836)", vec![(EmployeeId, "EMP-25836")]),
            ("Your passport must be valid for 6 months", vec![]),
            ("delivered on August 20, 2001", vec![]),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .map(|d| (d.kind, d.span.of(text)))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
