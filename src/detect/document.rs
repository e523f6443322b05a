//! Passports, driving licences, dates of birth, card expiry dates and employee ids beside their labels.
//!
//! Sources: ICAO Doc 9303 part 4 (passport numbers have at most nine letters and digits); AAMVA (US licences: up to 14 places, no common check).

use super::checksum::{is_date, number};
use super::label::{Mark, Means};
use super::page::{Page, is_word};
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
            PrivateKind::VehicleRegistration => found.extend(plate(page, mark)),
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
    let is_german = kind == PrivateKind::Passport && is_german_passport(&bytes[..length]);
    if !lengths.contains(&places)
        || digits < least && !is_german
        || !page.stands_alone(span)
        || page.is_amount(span)
        || digits < letters.min(7) && !is_german
    {
        return None;
    }
    Some(Detection::new(kind, span, Tier::Certain).by_label())
}

/// Nine places without vowels and without the letters that are taken for digits, most of them letters perhaps.
///
/// Source: Federal Office for Information Security, TR-03110 part 2; Passverordnung, annex (serial numbers since 2007).
fn is_german_passport(value: &[u8]) -> bool {
    value.len() == 9
        && value[0].is_ascii_uppercase()
        && 2 <= value.iter().filter(|byte| byte.is_ascii_digit()).count()
        && value
            .iter()
            .all(|byte| byte.is_ascii_digit() || b"CFGHJKLMNPRTVWXYZ".contains(byte))
}

/// A date behind the label, by numbers or with the month's name.
fn date_of_birth(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    // “your birthday, March 12, 1984”
    let comma = usize::from(page.at(mark.end) == b',');
    let near = page
        .value_start(mark.end + comma)
        .and_then(|start| Some((start, date_end(page.bytes, start)?)));
    let (start, end) = near
        .or_else(|| stated_date(page, mark.end))
        .or_else(|| date_before(page, mark.start))?;
    Some(
        Detection::new(
            PrivateKind::DateOfBirth,
            Span::new(start, end),
            Tier::Certain,
        )
        .by_label(),
    )
}

/// A date further on in the clause that is stated: “the date of birth we have is 12 March 1984”, “date of birth on file: 12/03/1984”.
fn stated_date(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let clause = page.bytes.get(at..)?;
    let length = clause
        .iter()
        .take(FAR)
        .position(|byte| b".,;!?\n".contains(byte))
        .unwrap_or_else(|| clause.len().min(FAR));
    let mut places = (at + 1..at + length).filter(|place| {
        let before = page.before(*place);
        before == b' ' || before == b':'
    });
    places.find_map(|place| {
        let tail = page.tail(place);
        let lead = tail.trim_end();
        let is_stated = [
            ":", "=", " is", " as", " was", " to", " shows", " reads", " says",
        ]
        .iter()
        .any(|word| lead.ends_with(word));
        let end = is_stated.then(|| date_end(page.bytes, place))??;
        Some((place, end))
    })
}

/// A date that the label is said of: “12/03/1984 as your date of birth”.
fn date_before(page: &Page<'_>, label: usize) -> Option<(usize, usize)> {
    let before = page.text[..label].strip_suffix(' ')?;
    let before = [" your", " the", " my", " his", " her", " their"]
        .iter()
        .find_map(|word| before.strip_suffix(word))?;
    let end = before
        .strip_suffix(" as")
        .or_else(|| before.strip_suffix(" is"))?
        .len();
    let starts = end.saturating_sub(LONGEST_DATE)..end;
    starts
        .filter(|place| page.before(*place) == b' ' && page.text.is_char_boundary(*place))
        .find_map(|place| Some((place, date_end(page.bytes, place)?)).filter(|date| date.1 == end))
}

/// Bytes of “4th of September 1984” and less.
const LONGEST_DATE: usize = 24;

/// Bytes between a label and a date that is stated.
const FAR: usize = 40;

/// A registration behind its label in any country's groups, such as `B-MW 1234` or `W123 ABC`: capitals and digits, none longer than four.
fn plate(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let start = page.value_start(mark.end)?;
    let (mut at, mut end, mut digits, mut letters) = (start, start, 0, 0);
    for _ in 0..4 {
        let rest = page.bytes.get(at..).unwrap_or(&[]);
        let length = (rest.iter().take(5))
            .take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            .count();
        let group = &rest[..length];
        let capitals = group
            .iter()
            .filter(|byte| byte.is_ascii_uppercase())
            .count();
        // “PHOTO 12” is no plate, and a word goes on in small letters.
        if length == 0 || 4 < length || 3 < capitals || is_word(page.at(at + length)) {
            break;
        }
        letters += capitals;
        digits += length - capitals;
        end = at + length;
        if !b" -".contains(&page.at(end)) {
            break;
        }
        at = end + 1;
    }
    let span = Span::new(start, end);
    let fits = 2 <= letters && 1 <= digits && (5..=8).contains(&(letters + digits));
    (fits && page.stands_alone(span))
        .then(|| Detection::new(PrivateKind::VehicleRegistration, span, Tier::Likely).by_label())
}

/// A month and year behind the label.
fn expiry(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let start = page.value_start(mark.end)?;
    let bytes = page.bytes.get(start..)?;
    let month = number(bytes.get(..2)?);
    let is_month = bytes[..2].iter().all(u8::is_ascii_digit)
        && (1..=12).contains(&month)
        && b"/-".contains(bytes.get(2)?);
    let years = bytes
        .get(3..)?
        .iter()
        .take(5)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let span = Span::new(start, start + 3 + years);
    (is_month && matches!(years, 2 | 4) && page.stands_alone(span) && is_of_card(page, mark))
        .then(|| Detection::new(PrivateKind::CardExpiry, span, Tier::Certain).by_label())
}

/// Whether an expiry date is a card's: the label says so, or a card's number or code stands near. Milk and vouchers expire, too; and beside the last
/// four digits alone the date is as harmless as they are (PCI DSS 4.0, table 3: it counts with the full number).
fn is_of_card(page: &Page<'_>, mark: &Mark) -> bool {
    let (from, to) = (
        mark.start.saturating_sub(NEAR_CARD),
        (mark.end + NEAR_CARD).min(page.bytes.len()),
    );
    let near = &page.bytes[from..to];
    let is_masked = [
        &b"**"[..],
        b"xx",
        b"XX",
        "•".as_bytes(),
        b"ending",
        b"last ",
    ]
    .iter()
    .any(|mask| near.windows(mask.len()).any(|window| window == *mask));
    let is_code = |mark: &Mark| {
        matches!(
            mark.means,
            Means::Kind(PrivateKind::CardSecurityCode | PrivateKind::CardNumber)
        )
    };
    let next = page.marks.partition_point(|other| other.start < mark.start);
    let beside = &page.marks[next.saturating_sub(3)..(next + 4).min(page.marks.len())];
    let is_labelled = beside
        .iter()
        .any(|other| is_code(other) && from < other.end && other.start < to);
    let says_card = beside.iter().any(|other| {
        let label = &page.bytes[other.start..other.end];
        label.len() >= 4 && label[..4].eq_ignore_ascii_case(b"card")
    });
    let is_numbered = groups_of_four(near)
        || near
            .windows(13)
            .any(|window| window.iter().all(u8::is_ascii_digit));
    is_numbered || (!is_masked && (is_labelled || says_card))
}

/// Bytes around an expiry date in which its card is looked for.
const NEAR_CARD: usize = 60;

/// Whether `4444 4444 4444` stands there, or `4444-4444-4444`, or the `4444 444444` of other cards.
fn groups_of_four(bytes: &[u8]) -> bool {
    bytes.windows(11).any(|window| {
        let is_digits = |from: usize, to: usize| window[from..to].iter().all(u8::is_ascii_digit);
        is_digits(0, 4)
            && b" -".contains(&window[4])
            && (is_digits(5, 11)
                || (is_digits(5, 9) && b" -".contains(&window[9]) && is_digits(10, 11)))
    })
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
        use PrivateKind::{
            CardExpiry, DateOfBirth, DriverLicence, EmployeeId, Passport, VehicleRegistration,
        };
        for (text, expected) in [
            (
                "passport number A22506285 and driver's license G2548773 on file",
                vec![(Passport, "A22506285"), (DriverLicence, "G2548773")],
            ),
            (
                "date of birth August 20, 2001.",
                vec![(DateOfBirth, "August 20, 2001")],
            ),
            (
                "your birthday, March 12, 1984",
                vec![(DateOfBirth, "March 12, 1984")],
            ),
            (
                "<th>DOB</th><td>12-03-1984</td>",
                vec![(DateOfBirth, "12-03-1984")],
            ),
            ("Passport\nCF7PT49XZ", vec![(Passport, "CF7PT49XZ")]),
            ("the passport CONTROL12 is", vec![]),
            (
                "you gave 05/06/1990 as your date of birth",
                vec![(DateOfBirth, "05/06/1990")],
            ),
            ("DOB: 1981-10-04", vec![(DateOfBirth, "1981-10-04")]),
            (
                "born on 4th of October 1981",
                vec![(DateOfBirth, "4th of October 1981")],
            ),
            ("d.o.b. 03.11.78", vec![(DateOfBirth, "03.11.78")]),
            (
                "the date of birth we have is 12 March 1984",
                vec![(DateOfBirth, "12 March 1984")],
            ),
            (
                "date of birth on file: 12/03/1984",
                vec![(DateOfBirth, "12/03/1984")],
            ),
            ("your birthday offer ends on 12/03/2027", vec![]),
            ("the card expires, exp 09/27.", vec![(CardExpiry, "09/27")]),
            ("Milk, exp 09/27", vec![]),
            (
                "Kennzeichen B-MW 1234",
                vec![(VehicleRegistration, "B-MW 1234")],
            ),
            (
                "number plate: W123 ABC is",
                vec![(VehicleRegistration, "W123 ABC")],
            ),
            ("licence plate PHOTO 12", vec![]),
            ("plate 12 and Section B", vec![]),
            ("the card number and expiry.\n", vec![]),
            ("the card number and expiry.", vec![]),
            ("Visa •••• 1881, exp 12/26", vec![]),
            ("the card ending in 1881 (exp 12/26)", vec![]),
            ("The coupon's expiry date is 12/26", vec![]),
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
