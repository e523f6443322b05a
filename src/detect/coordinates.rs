//! Pairs of geographic coordinates in decimal degrees (ISO 6709): at least four decimals, which is about ten metres.

use super::page::Page;
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Finds `43.80614, -85.76914`.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    let mut done = 0;
    for word in &page.words {
        if !word.all_digits
            || 3 < word.len()
            || page.at(word.end) != b'.'
            || word.start < done
            || page.before(word.start) == b'.'
        {
            continue;
        }
        if let Some(span) = pair(page, word.start) {
            done = span.end;
            found.push(Detection::new(PrivateKind::Coordinates, span, Tier::Likely));
        }
    }
}

fn pair(page: &Page<'_>, start: usize) -> Option<Span> {
    let from = if page.before(start) == b'-' {
        start - 1
    } else {
        start
    };
    let (latitude, at) = degrees(page, start)?;
    let at = between(page, at);
    let second = at + usize::from(page.at(at) == b'-');
    let (longitude, end) = degrees(page, second)?;
    let end = side(page, end, b"EW").unwrap_or(end);
    let span = Span::new(from, end);
    let is_apart = page.bytes[start..end]
        .iter()
        .any(|byte| b", ".contains(byte));
    (latitude <= 90.0
        && longitude <= 180.0
        && is_apart
        && !super::page::is_word(page.before(from))
        && !page.in_link(span))
    .then_some(span)
}

/// Where the second number begins: behind `, `, `° N, ` or `, lon `.
fn between(page: &Page<'_>, at: usize) -> usize {
    let mut at = side(page, at, b"NS").unwrap_or(at);
    at += usize::from(b",;/".contains(&page.at(at)));
    at += usize::from(page.at(at) == b' ');
    for word in ["longitude", "long", "lng", "lon"] {
        let rest = page.bytes.get(at..at + word.len());
        if rest.is_some_and(|rest| rest.eq_ignore_ascii_case(word.as_bytes())) {
            let marks = page.bytes[at + word.len()..]
                .iter()
                .take(2)
                .take_while(|byte| b":= ".contains(byte))
                .count();
            return at + word.len() + marks;
        }
    }
    at
}

/// Where `°`, ` N` or `° N` ends.
fn side(page: &Page<'_>, at: usize, letters: &[u8]) -> Option<usize> {
    let degree = if page.text.get(at..)?.starts_with('°') {
        '°'.len_utf8()
    } else {
        0
    };
    let space = usize::from(page.at(at + degree) == b' ');
    let letter = at + degree + space;
    if letters.contains(&page.at(letter)) && !super::page::is_word(page.at(letter + 1)) {
        return Some(letter + 1);
    }
    (0 < degree).then_some(at + degree)
}

/// One to three digits, a dot, four to eight digits.
fn degrees(page: &Page<'_>, at: usize) -> Option<(f64, usize)> {
    let count = |at: usize| {
        page.bytes.get(at..).map_or(0, |rest| {
            rest.iter()
                .take(10)
                .take_while(|byte| byte.is_ascii_digit())
                .count()
        })
    };
    let whole = count(at);
    let decimals = count(at + whole + 1);
    if !(1..=3).contains(&whole) || page.at(at + whole) != b'.' || !(4..=8).contains(&decimals) {
        return None;
    }
    let end = at + whole + 1 + decimals;
    Some((page.text[at..end].parse().ok()?, end))
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};

    #[test]
    fn only_precise_pairs_in_range_are_places() {
        for (text, expected) in [
            (
                "position was 43.80614, -85.76914; parcel",
                vec!["43.80614, -85.76914"],
            ),
            ("-33.8688,151.2093", vec!["-33.8688,151.2093"]),
            (
                "lat 51.50741, lon: -0.12776",
                vec!["51.50741, lon: -0.12776"],
            ),
            ("51.5074° N, 0.1278° W.", vec!["51.5074° N, 0.1278° W"]),
            ("prices 12.50, 13.99", vec![]),
            ("ratio 99.12345, 12.12345", vec![]),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .map(|d| d.span.of(text))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
