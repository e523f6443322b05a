//! Postal addresses, anchored where a country's form is telling: US state and ZIP, UK postcode, or a kind of street.
//!
//! Sources: USPS Publication 28 (state abbreviations, suffixes, ZIP+4); Royal Mail PAF, “Format of postcodes” (BS 7666).

use super::label::{Cue, Means};
use super::page::{Page, Word, is_word};
use super::street::is_surely_street;
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// How far before its anchor an address may begin, in bytes.
const REACH: usize = 110;

/// Finds addresses and postcodes.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for (index, word) in page.words.iter().enumerate() {
        if let Some(end) = zip_end(page, *word) {
            if let Some(start) = street_start(page, index, word.start) {
                found.push(Detection::new(
                    PrivateKind::PostalAddress,
                    Span::new(start, end),
                    Tier::Likely,
                ));
            }
        } else if let Some(code) = uk_postcode(page, *word) {
            if let Some(start) = street_start(page, index, code.start) {
                found.push(Detection::new(
                    PrivateKind::PostalAddress,
                    Span::new(start, code.end),
                    Tier::Likely,
                ));
            } else {
                let is_label = page
                    .beside(code)
                    .is_some_and(|beside| beside.means == Means::Kind(PrivateKind::Postcode));
                let is_capital = page.text[code.start..code.end]
                    .bytes()
                    .all(|byte| !byte.is_ascii_lowercase());
                let tier = if is_label && is_capital {
                    Tier::Likely
                } else {
                    Tier::Possible
                };
                found.push(Detection::new(PrivateKind::Postcode, code, tier));
            }
        }
    }
    for (span, cue) in &page.cues {
        if *cue == Cue::Street {
            found.extend(street(page, *span));
        }
    }
}

/// Where `, ST 12345` or `ST 12345-6789` ends, if the word is the ZIP code behind a state.
fn zip_end(page: &Page<'_>, word: Word) -> Option<usize> {
    if word.len() != 5 || !word.all_digits || page.before(word.start) != b' ' {
        return None;
    }
    let state = page.bytes.get(word.start.checked_sub(3)?..word.start - 1)?;
    let before = word.start.checked_sub(4).map_or(b' ', |at| page.bytes[at]);
    if !STATES.chunks(2).any(|code| code == state) || !b" ,\n".contains(&before) {
        return None;
    }
    let plus = page.bytes.get(word.end..word.end + 5);
    let has_plus =
        plus.is_some_and(|plus| plus[0] == b'-' && plus[1..].iter().all(u8::is_ascii_digit));
    let end = if has_plus { word.end + 5 } else { word.end };
    (!is_word(page.at(end))).then_some(end)
}

/// States, districts, territories and military addresses of USPS Publication 28, appendix B.
const STATES: &[u8] = b"ALAKASAZARCACOCTDEDCFLFMGAGUHIIDILINIAKSKYLAMEMHMDMAMIMNMSMOMTNENVNHNJNMNYNCNDMPOHOKORPWPAPRRISCSDTNTXUTVTVIVAWAWVWIWYAAAEAP";

/// The UK postcode that the word is the first or the only part of.
fn uk_postcode(page: &Page<'_>, word: Word) -> Option<Span> {
    let bytes = page.bytes;
    let whole = &bytes[word.start..word.end];
    let is_inward = |code: &[u8]| {
        code.len() == 3
            && code[0].is_ascii_digit()
            && code[1..]
                .iter()
                .all(|byte| byte.is_ascii_alphabetic() && !b"CIKMOVcikmov".contains(byte))
    };
    let is_outward = |code: &[u8]| {
        let letters = code
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let rest = &code[letters..];
        (1..=2).contains(&letters)
            && !b"QVX".contains(&code[0].to_ascii_uppercase())
            && (letters == 1 || !b"IJZ".contains(&code[1].to_ascii_uppercase()))
            && (1..=2).contains(&rest.len())
            && rest[0].is_ascii_digit()
            && (rest.len() == 1 || rest[1].is_ascii_digit() || rest[1].is_ascii_alphabetic())
    };
    let is_code = |outward: &[u8], inward: &[u8]| {
        (is_outward(outward) || outward.eq_ignore_ascii_case(b"GIR")) && is_inward(inward)
    };
    let split = (5..=7).contains(&whole.len())
        && is_code(&whole[..whole.len() - 3], &whole[whole.len() - 3..]);
    if split && page.stands_alone(word.span()) {
        return Some(word.span());
    }
    let inward = bytes.get(word.end + 1..word.end + 4)?;
    let span = Span::new(word.start, word.end + 4);
    (whole.len() <= 4
        && page.at(word.end) == b' '
        && is_code(whole, inward)
        && page.stands_alone(span))
    .then_some(span)
}

/// The house number that begins the address whose anchor begins at `anchor`: the nearest one before it with a capitalised word behind.
pub(super) fn street_start(page: &Page<'_>, index: usize, anchor: usize) -> Option<usize> {
    for word in page.words[..index].iter().rev() {
        if anchor < word.start + 8 {
            continue;
        }
        if REACH < anchor - word.start
            || page.bytes[word.end..anchor].contains(&b'\n')
                && 2 < lines(&page.bytes[word.end..anchor])
        {
            return None;
        }
        if is_inner(page, word.start) || 6 < word.len() {
            continue;
        }
        if before_is(page, word.start, b"box ") {
            let start = page.text[..word.start].trim_end();
            let from = start.len().saturating_sub(8);
            let at = page
                .text
                .get(from..)?
                .find(['P', 'p'])
                .map(|offset| from + offset)?;
            return (at < word.start).then_some(at);
        }
        let next = page.text[word.end..].trim_start_matches(' ');
        let is_number = page.bytes[word.start].is_ascii_digit() && page.at(word.end) == b' ';
        let begins = next.starts_with(|c: char| c.is_uppercase())
            || next.split(' ').next().is_some_and(is_surely_street)
            || next.as_bytes().first().is_some_and(u8::is_ascii_digit);
        let is_ordinal = is_ordinal(word.span().of(page.text));
        if is_number && begins && !is_ordinal {
            return (!is_sentence_end(&page.text[word.end..anchor]))
                .then(|| with_flat(page, word.start));
        }
    }
    None
}

/// Whether `1st`, `22nd`: the number of a street or a day, not of a house.
fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| word.len() > 2 && word.to_ascii_lowercase().ends_with(ending))
}

/// The start of `Flat 3, ` before a house number at `start`, if it stands there.
fn with_flat(page: &Page<'_>, start: usize) -> usize {
    let inner = page.text[..start].trim_end_matches([' ', ',', '\n']);
    let number = inner.len()
        - (inner.bytes().rev().take(4))
            .take_while(u8::is_ascii_alphanumeric)
            .count();
    let is_number = inner[number..].bytes().any(|byte| byte.is_ascii_digit());
    let words = ["flat ", "apartment ", "apt ", "apt. ", "unit ", "suite "];
    let word = words
        .iter()
        .find(|word| before_is(page, number, word.as_bytes()));
    match word {
        Some(word) if is_number && inner.len() < start => number - word.len(),
        _ => start,
    }
}

fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// Whether a sentence ends inside: a dot before a capital, except behind a short abbreviation.
fn is_sentence_end(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).enumerate().any(|(at, three)| {
        let word = bytes[..at]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        (three[0] == b'.' && three[1] == b' ' && three[2].is_ascii_uppercase() && 4 < word)
            || matches!(three[0], b'!' | b'?' | b';')
    })
}

/// Whether the number at `at` is a flat, suite or floor inside an address.
fn is_inner(page: &Page<'_>, at: usize) -> bool {
    [
        &b"apt "[..],
        b"apt. ",
        b"apartment ",
        b"suite ",
        b"ste ",
        b"ste. ",
        b"unit ",
        b"#",
        b"floor ",
        b"flat ",
        b"room ",
        b"no. ",
    ]
    .iter()
    .any(|word| before_is(page, at, word))
}

fn before_is(page: &Page<'_>, at: usize, word: &[u8]) -> bool {
    at.checked_sub(word.len())
        .is_some_and(|from| page.bytes[from..at].eq_ignore_ascii_case(word))
}

/// `375 Wood View Road`: a house number, one to four capitalised words, the last a kind of street.
fn street(page: &Page<'_>, suffix: Span) -> Option<Detection> {
    // “3 Easy Ways” is no address.
    if !page.bytes[suffix.start].is_ascii_uppercase() || page.bytes[suffix.end - 1] == b's' {
        return None;
    }
    let mut start = suffix.start;
    for count in 0..5 {
        let before = page.text[..start].strip_suffix(' ')?;
        let from = before
            .rfind(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.')
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        if 40 < before.len() - from {
            return None;
        }
        let word = &before[from..];
        let first = word.chars().next()?;
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if 0 < digits && digits <= 6 && word.len() <= digits + 1 {
            // “24 Hour Drive” and “7 Day Close” count something.
            let counted = page.text[from + word.len()..suffix.start].trim_start();
            let unit = counted.split([' ', '-']).next().unwrap_or("");
            if UNITS.contains(&unit.to_ascii_lowercase().as_str()) {
                return None;
            }
            let end = suffix.end;
            let span = Span::new(from, end);
            return (0 < count
                && page.stands_alone(span)
                && !page.is_benign(Span::new(from, from + word.len())))
            .then(|| Detection::new(PrivateKind::PostalAddress, span, Tier::Likely));
        }
        if !first.is_uppercase() && digits == 0 {
            return None;
        }
        start = from;
    }
    None
}

/// What is counted in an offer, and begins no street's name.
const UNITS: [&str; 22] = [
    "hour", "hours", "day", "days", "minute", "minutes", "week", "weeks", "month", "months",
    "year", "years", "mile", "miles", "step", "steps", "star", "stars", "pack", "piece", "percent",
    "point",
];

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};

    #[test]
    fn addresses_are_anchored() {
        for (text, expected) in [
            (
                "left at 9231 Matthew Glen Apt. 574, Lake Adam, KS 41605. Tracking",
                vec!["9231 Matthew Glen Apt. 574, Lake Adam, KS 41605"],
            ),
            (
                "order 12345 sent to 194 Murray Spurs, Clarkeberg, VA 26435-1234.",
                vec!["194 Murray Spurs, Clarkeberg, VA 26435-1234"],
            ),
            (
                "at 10 Downing Street, London SW1A 2AA today",
                vec!["10 Downing Street, London SW1A 2AA"],
            ),
            ("at 375 Wood View Road and", vec!["375 Wood View Road"]),
            (
                "PO Box 123, Springfield, IL 62704",
                vec!["PO Box 123, Springfield, IL 62704"],
            ),
            ("in 3 Easy Ways", vec![]),
            ("our 24 Hour Drive promotion", vec![]),
            ("we close at 5 on Main Street", vec![]),
            ("Terminal B12 3CD", vec![]),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .map(|d| d.span.of(text))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
