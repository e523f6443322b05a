//! Phone numbers.
//!
//! Sources: ITU-T E.164 (country codes, at most 15 digits); NANPA (area and exchange codes begin with 2 to 9, 555-01xx is for fiction);
//! Ofcom, National Telephone Numbering Plan (groupings of UK numbers; 01632 960xxx, 020 7946 0xxx and 07700 900xxx are for drama).
//! A run of digits without grouping, `+` or label is never a phone number: most order numbers would be one.

use super::checksum::number;
use super::label::Means;
use super::page::{Page, Word};
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Digits and groups of a number as written.
struct Writing {
    span: Span,
    digits: [u8; 16],
    length: usize,
    /// Lengths of the groups.
    groups: [u8; 8],
    count: usize,
    has_plus: bool,
    has_brackets: bool,
    /// Separators other than brackets and spaces.
    has_dots: bool,
    has_hyphens: bool,
    has_spaces: bool,
}

impl Writing {
    fn digits(&self) -> &[u8] {
        &self.digits[..self.length]
    }

    fn groups(&self) -> &[u8] {
        &self.groups[..self.count]
    }
}

/// The variant of a phone number that belongs to an organisation.
pub(super) const SERVICE: &str = "service";

/// Finds phone numbers.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    let mut done = 0;
    for word in &page.words {
        if word.start < done || !word.all_digits || 15 < word.len() {
            continue;
        }
        let Some(writing) = read(page, *word) else {
            continue;
        };
        if let Some(detection) = judge(page, &writing) {
            done = detection.span.end;
            found.push(detection);
        }
    }
}

/// Reads groups of digits from a word on, with `+` or `(` before it.
fn read(page: &Page<'_>, word: Word) -> Option<Writing> {
    let bytes = page.bytes;
    let mut start = word.start;
    let mut writing = Writing {
        span: Span::empty(start),
        digits: [0; 16],
        length: 0,
        groups: [0; 8],
        count: 0,
        has_plus: false,
        has_brackets: false,
        has_dots: false,
        has_hyphens: false,
        has_spaces: false,
    };
    let mut is_open = false;
    if page.before(start) == b'(' {
        start -= 1;
        is_open = true;
        writing.has_brackets = true;
    }
    if page.before(start) == b'+' {
        start -= 1;
        writing.has_plus = true;
    }
    let (mut at, mut end) = (word.start, word.start);
    loop {
        let length = bytes[at..]
            .iter()
            .take(16)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if length == 0 || 15 < writing.length + length || writing.count == writing.groups.len() {
            break;
        }
        writing.digits[writing.length..writing.length + length]
            .copy_from_slice(&bytes[at..at + length]);
        writing.length += length;
        writing.groups[writing.count] = length as u8;
        writing.count += 1;
        at += length;
        end = at;
        if is_open && page.at(at) == b')' {
            is_open = false;
            at += 1;
            end = at;
        }
        let mut next = at;
        match page.at(next) {
            b' ' => {
                writing.has_spaces |= page.at(next + 1).is_ascii_digit();
                next += 1;
            }
            b'-' => {
                writing.has_hyphens |= page.at(next + 1).is_ascii_digit();
                next += 1;
            }
            b'.' => {
                writing.has_dots |= page.at(next + 1).is_ascii_digit();
                next += 1;
            }
            _ => {}
        }
        if page.at(next) == b'(' && !writing.has_brackets && page.at(next + 1).is_ascii_digit() {
            is_open = true;
            writing.has_brackets = true;
            next += 1;
        }
        if next == at && (bytes.get(at.wrapping_sub(1)) != Some(&b')'))
            || !page.at(next).is_ascii_digit()
        {
            break;
        }
        at = next;
    }
    if is_open {
        // A bracket around more than the number, as in “(call 555 …)”.
        start = if start < word.start && bytes[start] == b'(' {
            word.start
        } else {
            start
        };
        writing.has_brackets = false;
    }
    writing.span = Span::new(start, end);
    (6 < writing.length).then_some(writing)
}

/// Decides by plan, grouping and label.
fn judge(page: &Page<'_>, writing: &Writing) -> Option<Detection> {
    let span = writing.span;
    if !page.stands_alone(span) || page.in_link(span) || page.is_amount(span) {
        return None;
    }
    let beside = page.beside(span).map(|beside| beside.means);
    let is_label = beside == Some(Means::Kind(PrivateKind::Phone));
    let separators = usize::from(writing.has_dots) + usize::from(writing.has_hyphens);
    if 1 < separators || is_date_like(writing) || is_decimal(writing) {
        return None;
    }
    // Two zeros stand for the plus in most countries (ITU-T E.164, national variants).
    let has_zeros = !writing.has_plus && 2 < writing.count && writing.digits().starts_with(b"00");
    let international = writing.has_plus && is_international(writing.digits())
        || has_zeros && is_international(&writing.digits()[2..]);
    let national = is_north_american(writing) || is_british(writing) || is_trunk_grouped(writing);
    let tier = match beside {
        _ if is_label && (international || national) => Tier::Certain,
        _ if is_label
            && writing.length <= 15
            && writing
                .groups()
                .iter()
                .all(|group| 1 < *group || writing.has_plus || *group == 1) =>
        {
            Tier::Certain
        }
        Some(Means::Benign(_)) if !(writing.has_plus || writing.has_brackets) => return None,
        _ if international
            || (national
                && (writing.has_brackets
                    || !matches!(beside, Some(Means::Kind(_) | Means::National(_))))) =>
        {
            Tier::Likely
        }
        _ if writing.has_plus && international => Tier::Likely,
        _ if (9..=13).contains(&writing.length) && is_possible(writing) => Tier::Possible,
        _ => return None,
    };
    let detection =
        Detection::new(PrivateKind::Phone, span, tier).reserved_if(is_reserved(writing.digits()));
    let detection = if is_service(writing) {
        detection.of(SERVICE)
    } else {
        detection
    };
    Some(if is_label {
        detection.by_label()
    } else {
        detection
    })
}

/// Whether a fraction such as a coordinate: few digits, a dot, many digits.
fn is_decimal(writing: &Writing) -> bool {
    let is_fraction =
        matches!(writing.groups(), [whole, rest] if *whole < 4 && 4 < *rest || *whole < 3);
    is_fraction && writing.has_dots && !writing.has_plus && !writing.has_brackets
}

/// Whether a number that callers reach free of charge or at a shared cost: it belongs to an organisation, never to a person.
///
/// Sources: NANPA, “Toll-Free Numbers” (8YY); Ofcom, “National Telephone Numbering Plan” (03, 08, 09);
/// ITU-T E.164.1 (+800, +808); the same first digits in DE, FR, NL, IT, CH, AT, IE and NZ (0800), AU (1800, 1300).
fn is_service(writing: &Writing) -> bool {
    let digits = writing.digits();
    let has = |starts: &[&[u8]]| starts.iter().any(|start| digits.starts_with(start));
    if writing.has_plus {
        return has(&[
            b"1800", b"1833", b"1844", b"1855", b"1866", b"1877", b"1888",
        ]) || has(&[
            b"443", b"448", b"49800", b"33800", b"33805", b"353800", b"353818",
        ]) || has(&[
            b"31800", b"31900", b"41800", b"43800", b"611800", b"611300", b"800", b"808",
        ]);
    }
    let north_american = if digits.len() == 11 && digits[0] == b'1' {
        &digits[1..]
    } else {
        digits
    };
    let free = [b"800", b"833", b"844", b"855", b"866", b"877", b"888"];
    let is_british_03 = digits.starts_with(b"03") && digits.len() == 11 && writing.groups()[0] == 4;
    is_british_03
        || (has(&[
            b"0800", b"0808", b"0843", b"0844", b"0845", b"087", b"0900", b"0180",
        ]) && 8 < digits.len())
        || (north_american.len() == 10
            && free.iter().any(|start| north_american.starts_with(*start)))
        || (digits.len() == 10 && has(&[b"1800", b"1300"]))
}

/// Whether a valid country code and 7 to 15 digits.
fn is_international(digits: &[u8]) -> bool {
    if digits.len() < 8 {
        return false;
    }
    match digits[0] {
        b'1' => digits.len() == 11 && b'2' <= digits[1] && b'2' <= digits[4],
        b'7' => digits.len() == 11,
        _ => {
            let two = number(&digits[..2]);
            matches!(two, 20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98)
                || matches!(number(&digits[..3]), 211..=299 | 350..=389 | 420..=423 | 500..=509 | 590..=599 | 670..=692 | 800 | 808 | 850..=886 | 960..=998)
        }
    }
}

/// Whether written like a number of the North American plan: 3-3-4, 1-3-3-4, (3) 3-4.
fn is_north_american(writing: &Writing) -> bool {
    let digits = writing.digits();
    let groups = writing.groups();
    let ten = match groups {
        [1, 3, 3, 4] if digits[0] == b'1' => &digits[1..],
        [3, 3, 4] => digits,
        [3, 7] if writing.has_brackets => digits,
        _ => return false,
    };
    b'2' <= ten[0] && b'2' <= ten[3] && ten[1] != b'9'
}

/// Whether written like a UK number: 0 and nine or ten digits in Ofcom's groups.
fn is_british(writing: &Writing) -> bool {
    let digits = writing.digits();
    digits[0] == b'0'
        && matches!(digits.len(), 10 | 11)
        && matches!(digits[1], b'1' | b'2' | b'3' | b'7' | b'8')
        && matches!(
            writing.groups(),
            [5, 6]
                | [5, 3, 3]
                | [3, 4, 4]
                | [4, 3, 4]
                | [4, 3, 3]
                | [5, 5]
                | [4, 6]
                | [3, 8]
                | [4, 7]
        )
}

/// Whether written with a trunk 0 and at least four groups, as in much of Europe: `0494 92 82 32`.
fn is_trunk_grouped(writing: &Writing) -> bool {
    let digits = writing.digits();
    digits[0] == b'0'
        && b'1' <= digits[1]
        && (9..=11).contains(&digits.len())
        && 4 <= writing.count
        && !writing.has_dots
        && writing.groups().iter().all(|group| 2 <= *group)
}

/// Whether a number without `+` could be a phone number of some country: a trunk 0, brackets, North American digits, or groups of its own.
fn is_possible(writing: &Writing) -> bool {
    let digits = writing.digits();
    let is_american = |ten: &[u8]| b'2' <= ten[0] && b'2' <= ten[3];
    match (writing.length, writing.groups()) {
        _ if digits[0] == b'0' => digits[1] != b'0',
        (10, [10] | [3, 3, 4] | [3, 7]) => {
            is_american(digits) || (b'2' <= digits[0] && digits[0] <= b'5' && writing.count == 1)
        }
        (11, [11]) => {
            (digits[0] == b'1' && (is_american(&digits[1..]) || b'3' <= digits[1]))
                || digits[0] == b'7'
        }
        (_, [_]) => false,
        _ => true,
    }
}

/// Whether the groups are a date, `2025-01-20` or `20.01.2025`.
fn is_date_like(writing: &Writing) -> bool {
    matches!(writing.groups(), [4, 2, 2] | [2, 2, 4] | [4, 2, 2, 2])
        && !writing.has_plus
        && (matches!(number(&writing.digits()[..4]), 1900..=2099) || writing.groups()[0] == 2)
}

/// Whether the number is kept for fiction and examples.
fn is_reserved(digits: &[u8]) -> bool {
    let us = match digits {
        [b'1', rest @ ..] if rest.len() == 10 => rest,
        rest => rest,
    };
    if us.len() == 10 && &us[3..8] == b"55501" {
        return true;
    }
    let uk = digits
        .strip_prefix(b"44")
        .or_else(|| digits.strip_prefix(b"0"))
        .unwrap_or(digits);
    uk.len() == 10
        && (uk.starts_with(b"7700900")
            || uk.starts_with(b"2079460")
            || uk.starts_with(b"1632960")
            || uk.starts_with(b"1614960"))
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};

    #[test]
    fn phones_are_found_as_people_write_them() {
        for (text, expected) in [
            ("+44 20 7123 4567,", vec!["+44 20 7123 4567"]),
            ("or +49 30 90182066 about order 5", vec!["+49 30 90182066"]),
            ("(415) 626-0132 is it", vec!["(415) 626-0132"]),
            ("United States: (415)626-0132", vec!["(415)626-0132"]),
            ("303-394-0181", vec!["303-394-0181"]),
            ("1-800-626-0199 from 9am", vec!["1-800-626-0199"]),
            ("07700 900860 tomorrow", vec!["07700 900860"]),
            ("phone is 4258829090.", vec!["4258829090"]),
            ("+44 (20) 7123 4567", vec!["+44 (20) 7123 4567"]),
            ("messages to 0494 92 82 32", vec!["0494 92 82 32"]),
            ("order 4258829090", vec![]),
            ("order 731-280-5410", vec![]),
            ("4258829090", vec![]),
            ("2025-01-20 and 20.01.2025", vec![]),
            ("build 2.8.10.50", vec![]),
            ("order 731-2805410-9343605", vec![]),
            ("1,234,567 users", vec![]),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .map(|d| d.span.of(text))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
