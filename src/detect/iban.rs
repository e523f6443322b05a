//! International bank account numbers.
//!
//! Source: ISO 13616 and the SWIFT IBAN Registry (country lengths); check digits by ISO/IEC 7064 mod 97-10.

use super::checksum::mod97;
use super::label::Means;
use super::page::Page;
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Length of a country's IBANs (SWIFT IBAN Registry, release 100).
pub(super) fn length_of(country: [u8; 2]) -> Option<usize> {
    const LENGTHS: &[(&[u8; 2], u8)] = &[
        (b"AD", 24),
        (b"AE", 23),
        (b"AL", 28),
        (b"AT", 20),
        (b"AZ", 28),
        (b"BA", 20),
        (b"BE", 16),
        (b"BG", 22),
        (b"BH", 22),
        (b"BI", 27),
        (b"BR", 29),
        (b"BY", 28),
        (b"CH", 21),
        (b"CR", 22),
        (b"CY", 28),
        (b"CZ", 24),
        (b"DE", 22),
        (b"DJ", 27),
        (b"DK", 18),
        (b"DO", 28),
        (b"EE", 20),
        (b"EG", 29),
        (b"ES", 24),
        (b"FI", 18),
        (b"FK", 18),
        (b"FO", 18),
        (b"FR", 27),
        (b"GB", 22),
        (b"GE", 22),
        (b"GI", 23),
        (b"GL", 18),
        (b"GR", 27),
        (b"GT", 28),
        (b"HN", 28),
        (b"HR", 21),
        (b"HU", 28),
        (b"IE", 22),
        (b"IL", 23),
        (b"IQ", 23),
        (b"IS", 26),
        (b"IT", 27),
        (b"JO", 30),
        (b"KW", 30),
        (b"KZ", 20),
        (b"LB", 28),
        (b"LC", 32),
        (b"LI", 21),
        (b"LT", 20),
        (b"LU", 20),
        (b"LV", 21),
        (b"LY", 25),
        (b"MC", 27),
        (b"MD", 24),
        (b"ME", 22),
        (b"MK", 19),
        (b"MN", 20),
        (b"MR", 27),
        (b"MT", 31),
        (b"MU", 30),
        (b"NI", 28),
        (b"NL", 18),
        (b"NO", 15),
        (b"OM", 23),
        (b"PK", 24),
        (b"PL", 28),
        (b"PS", 29),
        (b"PT", 25),
        (b"QA", 29),
        (b"RO", 24),
        (b"RS", 22),
        (b"RU", 33),
        (b"SA", 24),
        (b"SC", 31),
        (b"SD", 18),
        (b"SE", 24),
        (b"SI", 19),
        (b"SK", 24),
        (b"SM", 27),
        (b"SO", 23),
        (b"ST", 25),
        (b"SV", 28),
        (b"TL", 23),
        (b"TN", 24),
        (b"TR", 26),
        (b"UA", 29),
        (b"VA", 22),
        (b"VG", 24),
        (b"XK", 20),
        (b"YE", 30),
    ];
    let at = LENGTHS
        .binary_search_by(|(code, _)| (*code).cmp(&country))
        .ok()?;
    Some(usize::from(LENGTHS[at].1))
}

/// Whether letters in upper case and digits, without separators, are an IBAN.
pub(super) fn is_valid(compact: &[u8]) -> bool {
    let [a, b, c, d, ..] = compact else {
        return false;
    };
    let rotated = || compact[4..].iter().chain(&compact[..4]).copied();
    c.is_ascii_digit()
        && d.is_ascii_digit()
        && length_of([*a, *b]) == Some(compact.len())
        && mod97(rotated()) == 1
}

/// Finds IBANs, with single spaces or hyphens between groups, all capitals or all small letters.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for word in &page.words {
        if word.len() < 4 || !word.has_digit || !page.at(word.start).is_ascii_alphabetic() {
            continue;
        }
        let Some((end, is_valid)) = read(page.bytes, word.start) else {
            continue;
        };
        let span = Span::new(word.start, end);
        if page.in_link(span) || !page.stands_alone(span) {
            continue;
        }
        let labelled = page
            .beside(span)
            .is_some_and(|beside| beside.means == Means::Kind(PrivateKind::Iban));
        if is_valid {
            let detection = Detection::new(PrivateKind::Iban, span, Tier::Certain);
            found.push(if labelled {
                detection.by_label()
            } else {
                detection
            });
        } else if labelled && !is_blank(&page.bytes[word.start + 4..end]) {
            // A mistyped IBAN is private all the same.
            found.push(Detection::new(PrivateKind::Iban, span, Tier::Likely).by_label());
        }
    }
}

/// Whether one digit or letter is repeated, as in the blank of a form.
fn is_blank(bytes: &[u8]) -> bool {
    let mut places = bytes.iter().filter(|byte| byte.is_ascii_alphanumeric());
    let first = places.next();
    places.all(|byte| Some(byte) == first)
}

/// Reads a country's number of letters and digits at `at`; returns where it ends and whether the check digits are right.
fn read(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    let head = bytes.get(at..at + 4)?;
    let country = [head[0].to_ascii_uppercase(), head[1].to_ascii_uppercase()];
    let length = length_of(country)?;
    if !head[2].is_ascii_digit()
        || !head[3].is_ascii_digit()
        || head[0].is_ascii_lowercase() != head[1].is_ascii_lowercase()
    {
        return None;
    }
    let mut compact = [0u8; 34];
    let (mut count, mut place) = (0, at);
    let mut separator = None;
    while count < length {
        let byte = *bytes.get(place)?;
        if byte.is_ascii_alphanumeric() {
            if byte.is_ascii_alphabetic()
                && byte.is_ascii_lowercase() != head[0].is_ascii_lowercase()
            {
                return None;
            }
            compact[count] = byte.to_ascii_uppercase();
            count += 1;
        } else if (byte == b' ' || byte == b'-')
            && separator.is_none_or(|seen| seen == byte)
            && bytes[place - 1].is_ascii_alphanumeric()
        {
            separator = Some(byte);
        } else {
            return None;
        }
        place += 1;
    }
    Some((place, is_valid(&compact[..count])))
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    #[test]
    fn ibans_are_found_and_checked() {
        let kinds = |text: &str| {
            scan(text, &Settings::default())
                .iter()
                .map(|d| (d.kind, d.span.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kinds("pay GB82 WEST 1234 5698 7654 32 today"),
            [(PrivateKind::Iban, 27)]
        );
        assert_eq!(kinds("DE89370400440532013000"), [(PrivateKind::Iban, 22)]);
        assert_eq!(kinds("gb82west12345698765432"), [(PrivateKind::Iban, 22)]);
        assert_eq!(kinds("DE89370400440532013001"), []);
        assert_eq!(kinds("enter IBAN DE00 0000 0000 0000 0000 00 here"), []);
        assert_eq!(kinds("Item DE89 is out of stock"), []);
    }
}
