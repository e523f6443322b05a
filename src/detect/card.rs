//! Payment card numbers.
//!
//! Sources: ISO/IEC 7812-1 (Luhn, up to 19 digits); issuer ranges as the schemes publish them: Visa 4; Mastercard 51–55 and 2221–2720
//! (the 2-series, in use since 2017); American Express 34, 37; Discover 6011, 644–649, 65, 622126–622925; Diners Club 300–305, 3095, 36, 38–39;
//! JCB 3528–3589; UnionPay 62, 81; Maestro 50, 56–58, 6; Mir 2200–2204; Dankort 5019; UATP 1; RuPay 60, 65, 81, 82, 508; Troy 9792.

use super::card_row::{companions, is_apart};
use super::checksum::{luhn, number};
use super::label::{Benign, Means};
use super::page::{Page, Word};
use super::{Detection, Found, PrivateKind, Tier, courier};
use crate::text::Span;

/// Longest number in digits (ISO/IEC 7812-1), and what may follow it: expiry and security code.
pub(super) const LONGEST: usize = 19;
/// Groups looked at from one start.
const GROUPS: usize = 6;

/// Finds card numbers, and the expiry date and security code right behind them, which are no part of the number.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    let mut done = 0;
    for (index, word) in page.words.iter().enumerate() {
        if !word.all_digits || word.len() < 4 || LONGEST < word.len() || word.start < done {
            continue;
        }
        if let Some(detection) = at(page, index) {
            done = detection.span.end;
            found.push(detection);
            if Tier::Likely <= detection.tier {
                done = companions(page, detection.span, found);
            }
        }
    }
}

/// The longest card number that begins with the word.
fn at(page: &Page<'_>, index: usize) -> Option<Detection> {
    let words = &page.words[index..];
    let mut digits = [0u8; LONGEST + 1];
    let (mut length, mut best) = (0, None);
    for (count, word) in words.iter().enumerate().take(GROUPS) {
        let gap = |count: usize| gap(page, words[count - 1].end, words[count].start);
        // `4532-1487 9630-1253` is written with both marks; only groups of four are.
        let is_of_fours = || count < 4 && words[..=count].iter().all(|word| word.len() == 4);
        let joined = count == 0
            || gap(count).is_some_and(|mark| {
                Some(mark) == gap(1)
                    || b" -".contains(&mark) && gap(1) != Some(b'.') && is_of_fours()
            });
        if !joined || !word.all_digits || LONGEST < length + word.len() {
            break;
        }
        digits[length..length + word.len()].copy_from_slice(&page.bytes[word.start..word.end]);
        length += word.len();
        if 12 <= length && luhn(&digits[..length]) {
            match brand(&digits[..length]) {
                Some(brand) => best = Some((count + 1, length, brand)),
                None if best.is_none() && 13 <= length && digits[0] != b'0' => {
                    best = Some((count + 1, length, Brand::Unknown))
                }
                None => {}
            }
        }
    }
    let (count, length, brand) = best?;
    judge(page, words, count, &digits[..length], brand)
}

/// The mark between two groups of one number: a space, which may be a line's end, or a hyphen or dot with or without spaces.
fn gap(page: &Page<'_>, from: usize, to: usize) -> Option<u8> {
    let between = page
        .bytes
        .get(from..to)
        .filter(|gap| (1..=3).contains(&gap.len()))?;
    let mut marks = between.iter().filter(|byte| !byte.is_ascii_whitespace());
    let mark = *marks.next().unwrap_or(&b' ');
    let lines = between.iter().filter(|byte| **byte == b'\n').count();
    (marks.next().is_none() && lines < 2 && b" -.".contains(&mark)).then_some(mark)
}

/// How telling a brand's range is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brand {
    /// A narrow range or one of the great schemes.
    Known,
    /// A range so wide that many numbers fall into it.
    Wide,
    /// No range known here; a label must say that it is a card.
    Unknown,
}

/// The brand of a number of 12 to 19 digits, by range and length.
fn brand(digits: &[u8]) -> Option<Brand> {
    let (two, three, four, six) = (
        number(&digits[..2]),
        number(&digits[..3]),
        number(&digits[..4]),
        number(&digits[..6]),
    );
    let length = digits.len();
    let known = match length {
        13 => digits[0] == b'4',
        14 => matches!(three, 300..=305) || four == 3095 || matches!(two, 36 | 38 | 39),
        15 => matches!(two, 34 | 37),
        16 => {
            digits[0] == b'4'
                || matches!(two, 51..=55 | 62 | 65 | 81 | 82 | 60 | 30 | 36 | 38 | 39)
                || matches!(four, 2221..=2720 | 2200..=2204 | 3528..=3589 | 5019 | 9792)
                || matches!(three, 644..=649 | 508 | 636..=639)
                || matches!(six, 506_099..=506_198)
        }
        17..=19 => {
            digits[0] == b'4' && length == 19
                || matches!(two, 62 | 65)
                || matches!(four, 6011 | 3528..=3589 | 2200..=2204)
                || matches!(three, 644..=649)
        }
        _ => false,
    };
    if known {
        return Some(Brand::Known);
    }
    let wide =
        matches!(two, 50 | 56..=58 | 61 | 63 | 64 | 66..=69) || (length == 15 && digits[0] == b'1');
    wide.then_some(Brand::Wide)
}

/// Whether digits are a card number: a brand's range and length, and Luhn's check.
pub(super) fn is_number(digits: &[u8]) -> bool {
    (12..=LONGEST).contains(&digits.len()) && luhn(digits) && brand(digits).is_some()
}

/// Weighs brand, grouping and labels.
fn judge(
    page: &Page<'_>,
    words: &[Word],
    count: usize,
    digits: &[u8],
    brand: Brand,
) -> Option<Detection> {
    let span = Span::new(words[0].start, words[count - 1].end);
    if page.in_link(span) || !is_apart(page, span) || digits.iter().all(|digit| *digit == digits[0])
    {
        return None;
    }
    if !may_end(page, words, count) || is_continued_before(page, span, count) {
        return None;
    }
    let is_grouped = 1 < count && is_written_grouped(&words[..count], digits.len());
    if 1 < count && !is_grouped {
        return None;
    }
    let detection = Detection::new(PrivateKind::CardNumber, span, Tier::Certain)
        .reserved_if(is_published(digits));
    let tier = match page.beside(span).map(|beside| beside.means) {
        Some(Means::Kind(PrivateKind::CardNumber)) if brand == Brand::Unknown => {
            return Some(
                Detection {
                    tier: Tier::Likely,
                    ..detection
                }
                .by_label(),
            );
        }
        _ if brand == Brand::Unknown => return None,
        Some(Means::Kind(
            PrivateKind::CardNumber
            | PrivateKind::CardSecurityCode
            | PrivateKind::CardExpiry
            | PrivateKind::Pin,
        )) => return Some(detection.by_label()),
        Some(Means::Benign(_)) if !is_grouped => return None,
        // Gift cards and coupons have Luhn's check and groups of four, too.
        Some(Means::Benign(Benign::Product)) => Tier::Possible,
        Some(Means::Benign(_)) => Tier::Likely,
        Some(_) if !is_grouped => Tier::Possible,
        _ if is_grouped && brand == Brand::Known => Tier::Certain,
        _ if is_grouped => Tier::Likely,
        _ if brand == Brand::Known && !courier::is_tracking(digits) => Tier::Likely,
        _ => Tier::Possible,
    };
    Some(Detection { tier, ..detection })
}

/// Whether the groups are those that cards are printed in: 4-4-4-4(-3), 4-6-5, 4-6-4, 6-13, 4-4-4-3 or 8-8.
fn is_written_grouped(words: &[Word], length: usize) -> bool {
    let lengths: Vec<usize> = words.iter().map(|word| word.len()).collect();
    let fours = lengths[..lengths.len() - 1]
        .iter()
        .all(|length| *length == 4)
        && *lengths.last().unwrap_or(&0) <= 4;
    match length {
        15 => lengths == [4, 6, 5] || fours,
        14 => lengths == [4, 6, 4] || fours,
        _ => fours || lengths == [6, 13] || lengths == [8, 8],
    }
}

/// Whether what follows the groups may follow a card: nothing, or an expiry date and security code.
fn may_end(page: &Page<'_>, words: &[Word], count: usize) -> bool {
    let separator = if 1 < count {
        page.before(words[1].start)
    } else {
        b' '
    };
    let mut rest = [0usize; 3];
    let mut found = 0;
    for pair in words[count - 1..].windows(2).take(4) {
        let (previous, word) = (pair[0], pair[1]);
        if word.start != previous.end + 1 || !b" -".contains(&page.before(word.start)) {
            break;
        }
        if page.before(word.start) != separator && found == 0 && page.before(word.start) == b'-' {
            return false;
        }
        if !word.all_digits || 2 < found {
            break;
        }
        // `09/27` is an expiry date of its own.
        rest[found] = word.len();
        found += 1;
        if found == 3 {
            break;
        }
    }
    if found == 0 || count == 1 {
        return true;
    }
    let next = words[count];
    let month = number(&page.bytes[next.start..next.end.min(next.start + 2)]);
    match (rest[0], rest[1]) {
        (2, _) => (1..=12).contains(&month),
        (4, 0 | 3 | 4) => (1..=12).contains(&month),
        (3, _) => true,
        _ => false,
    }
}

/// Whether digit groups of the same writing stand before, so that the span is the tail of a longer number.
fn is_continued_before(page: &Page<'_>, span: Span, count: usize) -> bool {
    let Some(at) = span.start.checked_sub(5) else {
        return false;
    };
    let before = &page.bytes[at..span.start];
    1 < count && b" -".contains(&before[4]) && before[..4].iter().all(u8::is_ascii_digit)
}

/// Numbers that the schemes and processors publish for tests.
fn is_published(digits: &[u8]) -> bool {
    const PUBLISHED: &[&[u8]] = &[
        b"4111111111111111",
        b"4242424242424242",
        b"4012888888881881",
        b"4000056655665556",
        b"4000000000000002",
        b"4222222222222",
        b"5555555555554444",
        b"5105105105105100",
        b"5200828282828210",
        b"2223003122003222",
        b"2223000048400011",
        b"378282246310005",
        b"371449635398431",
        b"378734493671000",
        b"6011111111111117",
        b"6011000990139424",
        b"30569309025904",
        b"38520000023237",
        b"3530111333300000",
        b"3566002020360505",
        b"6200000000000005",
        b"5019717010103742",
        b"4917300800000000",
        b"6331101999990016",
    ];
    PUBLISHED.contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    fn cards(text: &str) -> Vec<(&str, Tier)> {
        let found = scan(text, &Settings::default());
        found
            .iter()
            .filter(|d| d.kind == PrivateKind::CardNumber)
            .map(|d| (d.span.of(text), d.tier))
            .collect()
    }

    #[test]
    fn cards_are_found_as_people_write_them() {
        for (text, card) in [
            ("card 4111 1111 1111 1111 was", "4111 1111 1111 1111"),
            ("card: 4111-1111-1111-1111.", "4111-1111-1111-1111"),
            ("card 378282246310005", "378282246310005"),
            ("Amex 3782 822463 10005,", "3782 822463 10005"),
            ("2223 0031 2200 3222 09/27 123", "2223 0031 2200 3222"),
            ("4111 1111 1111 1111 0927 123", "4111 1111 1111 1111"),
            ("5555555555554444", "5555555555554444"),
            (
                "4929722653797141\n\nOrder details follow",
                "4929722653797141",
            ),
            ("my credit card 3593156708213738 has", "3593156708213738"),
            ("4111.1111.1111.1111 again", "4111.1111.1111.1111"),
            ("4111 1111\n1111 1111", "4111 1111\n1111 1111"),
            ("4111 - 1111 - 1111 - 1111", "4111 - 1111 - 1111 - 1111"),
        ] {
            assert_eq!(
                cards(text).iter().map(|card| card.0).collect::<Vec<_>>(),
                [card],
                "{text}"
            );
        }
    }

    #[test]
    fn other_numbers_are_not_cards() {
        for text in [
            "order 4111111111111111",
            "tracking number 378282246310005",
            "4111 1111 1111 1112",
            "4111 1111\n\n1111 1111",
            "4111, 1111, 1111, 1111",
            "gift card 3593156708213738",
            "gift card 4929 7226 5379 7141 is empty",
            "3593156708213738",
            "card ending 1111",
            "**** **** **** 1111",
            "ARN 24011114111111111111111",
            "https://example.com/4111111111111111",
            "9400 1118 9922 3033 0051 12",
            "order-4111111111111111",
            "0000 0000 0000 0000",
        ] {
            assert_eq!(cards(text), [], "{text}");
        }
    }
}
