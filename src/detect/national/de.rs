//! Germany: tax numbers, pension and health insurance numbers, identity card, VAT number.
//!
//! Sources: Bundeszentralamt für Steuern, “Aufbau der Identifikationsnummer” (ISO 7064 mod 11,10; one digit two or three times);
//! Deutsche Rentenversicherung, VKVV § 4 (pension number); GKV-Spitzenverband, “Krankenversichertennummer” (mod 10);
//! ICAO Doc 9303 part 3 (weights 7 3 1) for the identity card and passport; § 27a UStG (VAT number, mod 11,10);
//! Kassenärztliche Bundesvereinigung, “Arztnummern-Richtlinie” (LANR, weights 4 9).

use super::checksum::{base36, digit, digits, mod11_10, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "de-idnr",
        country: "DE",
        kind: PrivateKind::NationalId,
        shapes: &["99_999_999_999"],
        valid: idnr,
        alone: Alone::Possible,
    },
    Number {
        name: "de-stnr",
        country: "DE",
        kind: PrivateKind::NationalId,
        shapes: &["999/999/99999", "99/9999/9999", "9999999999999"],
        valid: stnr,
        alone: Alone::Possible,
    },
    Number {
        name: "de-rvnr",
        country: "DE",
        kind: PrivateKind::NationalId,
        shapes: &["99_999999_A_999"],
        valid: rvnr,
        alone: Alone::Likely,
    },
    Number {
        name: "de-kvnr",
        country: "DE",
        kind: PrivateKind::NationalId,
        shapes: &["A999999999"],
        valid: kvnr,
        alone: Alone::Possible,
    },
    Number {
        name: "de-ausweis",
        country: "DE",
        kind: PrivateKind::NationalId,
        shapes: &["NNNNNNNNN"],
        valid: ausweis,
        alone: Alone::Possible,
    },
    Number {
        name: "de-lanr",
        country: "DE",
        kind: PrivateKind::BusinessId,
        shapes: &["999999999"],
        valid: lanr,
        alone: Alone::Possible,
    },
    Number {
        name: "de-vat",
        country: "DE",
        kind: PrivateKind::BusinessId,
        shapes: &["DE_999_999_999", "de_999_999_999"],
        valid: vat,
        alone: Alone::Likely,
    },
];

/// Eleven digits, the first not 0; of the first ten one digit comes two or three times, never three in a row.
fn idnr(bytes: &[u8]) -> bool {
    if !digits(bytes) || bytes.len() != 11 || bytes[0] == b'0' {
        return false;
    }
    let mut counts = [0u8; 10];
    for byte in &bytes[..10] {
        counts[digit(*byte) as usize] += 1;
    }
    let repeated = counts.iter().filter(|count| 1 < **count).count();
    let most = counts.iter().max().copied().unwrap_or(0);
    repeated == 1 && (most == 2 || most == 3) && mod11_10(bytes)
}

/// Ten or eleven digits with slashes, or the federal form: thirteen digits, the Land's key first, 0 at the fifth place.
fn stnr(bytes: &[u8]) -> bool {
    if bytes.contains(&b'/') {
        return true;
    }
    const LANDS: [&[u8]; 16] = [
        b"10", b"11", b"21", b"22", b"23", b"24", b"26", b"27", b"28", b"30", b"31", b"32", b"40",
        b"41", b"5", b"9",
    ];
    digits(bytes)
        && bytes.len() == 13
        && bytes[4] == b'0'
        && LANDS.iter().any(|land| bytes.starts_with(land))
}

/// Area, birth date (day plus 50 for supplements), letter, serial, check digit: digit sums of the weighted digits, mod 10.
fn rvnr(bytes: &[u8]) -> bool {
    if bytes.len() != 12 || !bytes[8].is_ascii_uppercase() {
        return false;
    }
    const WEIGHTS: [u32; 12] = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let letter = base36(bytes[8]) - 9;
    let expanded = bytes[..8]
        .iter()
        .map(|byte| digit(*byte))
        .chain([letter / 10, letter % 10])
        .chain(bytes[9..11].iter().map(|byte| digit(*byte)));
    let sum: u32 = expanded
        .zip(WEIGHTS)
        .map(|(value, weight)| (value * weight) / 10 + (value * weight) % 10)
        .sum();
    let day = number(&bytes[2..4]) % 50;
    let is_born = (1..=12).contains(&number(&bytes[4..6])) && (1..=31).contains(&day);
    is_born && sum % 10 == digit(bytes[11])
}

/// A letter (its place in two digits), eight digits, check digit: digit sums with weights 1 2, mod 10.
fn kvnr(bytes: &[u8]) -> bool {
    if bytes.len() != 10 || !bytes[0].is_ascii_uppercase() {
        return false;
    }
    let letter = base36(bytes[0]) - 9;
    let values = [letter / 10, letter % 10]
        .into_iter()
        .chain(bytes[1..9].iter().map(|byte| digit(*byte)));
    let sum: u32 = values
        .zip([1, 2].into_iter().cycle())
        .map(|(value, weight)| value * weight / 10 + value * weight % 10)
        .sum();
    sum % 10 == digit(bytes[9])
}

/// Nine places from the machine-readable alphabet, the first a letter of the issuing series, the last the ICAO check digit.
///
/// Cards of before November 2010 (`T` and eight digits) carry the check digit elsewhere.
fn ausweis(bytes: &[u8]) -> bool {
    const ALPHABET: &[u8] = b"0123456789CFGHJKLMNPRTVWXYZ";
    if bytes.len() != 9 || !digits(&bytes[8..]) {
        return false;
    }
    if bytes[0] == b'T' && digits(&bytes[1..]) {
        return true;
    }
    let is_series = b"CFGHJKLMNPRTVWXYZ".contains(&bytes[0]);
    let sum: u32 = bytes[..8]
        .iter()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(byte, weight)| base36(*byte) * weight)
        .sum();
    is_series && bytes.iter().all(|byte| ALPHABET.contains(byte)) && sum % 10 == digit(bytes[8])
}

/// Six digits, check digit with weights 4 and 9, mod 10, two digits of the field.
fn lanr(bytes: &[u8]) -> bool {
    let sum: u32 = bytes
        .iter()
        .take(6)
        .zip([4, 9].into_iter().cycle())
        .map(|(byte, weight)| digit(*byte) * weight)
        .sum();
    digits(bytes) && bytes.len() == 9 && (10 - sum % 10) % 10 == digit(bytes[6])
}

/// `DE` and nine digits with an ISO 7064 mod 11,10 check digit.
fn vat(bytes: &[u8]) -> bool {
    bytes
        .strip_prefix(b"DE")
        .is_some_and(|rest| rest.len() == 9 && rest[0] != b'0' && mod11_10(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_published_examples() {
        assert!(rvnr(b"65070803A019") && rvnr(b"15070649C103"));
        assert!(ausweis(b"L01X00T44"), "Bundesdruckerei's specimen");
        assert!(vat(b"DE136695976") && kvnr(b"A123456780"));
    }
}
