//! South Korea: resident and foreigner registration numbers, business number.
//!
//! Source: Ministry of the Interior, Resident Registration Act rules (weights 2 to 9 then 2 to 5, mod 11; dropped for numbers issued from October 2020);
//! National Tax Service, business registration number (weights 1 3 7 1 3 7 1 3 5).

use super::checksum::{digit, digits, is_date, number, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "kr-rrn",
        country: "KR",
        kind: PrivateKind::NationalId,
        shapes: &["999999-9999999", "9999999999999"],
        valid: rrn,
        alone: Alone::Possible,
    },
    Number {
        name: "kr-frn",
        country: "KR",
        kind: PrivateKind::NationalId,
        shapes: &["999999-9999999", "9999999999999"],
        valid: frn,
        alone: Alone::Possible,
    },
    Number {
        name: "kr-rrn-2020",
        country: "KR",
        kind: PrivateKind::NationalId,
        shapes: &["999999-9999999", "9999999999999"],
        valid: rrn_2020,
        alone: Alone::Possible,
    },
    Number {
        name: "kr-frn-2020",
        country: "KR",
        kind: PrivateKind::NationalId,
        shapes: &["999999-9999999", "9999999999999"],
        valid: frn_2020,
        alone: Alone::Possible,
    },
    Number {
        name: "kr-brn",
        country: "KR",
        kind: PrivateKind::BusinessId,
        shapes: &["999-99-99999"],
        valid: brn,
        alone: Alone::Possible,
    },
    Number {
        name: "kr-passport",
        country: "KR",
        kind: PrivateKind::Passport,
        shapes: &["A99999999", "A999A9999"],
        valid: passport,
        alone: Alone::Possible,
    },
];

/// A citizen's: birth date, century and sex (9, 0, 1 to 4), region, serial, check digit.
fn rrn(bytes: &[u8]) -> bool {
    let bytes = digits_of(bytes);
    let sum = weighted(&bytes, &WEIGHTS);
    is_born(&bytes, b"123490")
        && number(&bytes[7..9]) <= 96
        && (11 - sum % 11) % 10 == digit(bytes[12])
}

/// A foreigner's: 5 to 8 for century and sex; the check digit is two more (Immigration Act rules).
fn frn(bytes: &[u8]) -> bool {
    let bytes = digits_of(bytes);
    let sum = weighted(&bytes, &WEIGHTS);
    is_born(&bytes, b"5678") && (13 - sum % 11) % 10 == digit(bytes[12])
}

/// A citizen's since October 2020: the last six digits are random.
fn rrn_2020(bytes: &[u8]) -> bool {
    is_born(&digits_of(bytes), b"1234")
}

/// A foreigner's since October 2020.
fn frn_2020(bytes: &[u8]) -> bool {
    is_born(&digits_of(bytes), b"5678")
}

const WEIGHTS: [u32; 12] = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

fn digits_of(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(u8::is_ascii_digit).collect()
}

/// Whether thirteen digits begin with a birth date and one of the marks for century and sex.
fn is_born(bytes: &[u8], marks: &[u8]) -> bool {
    if bytes.len() != 13 || !marks.contains(&bytes[6]) {
        return false;
    }
    let century = match bytes[6] {
        b'1' | b'2' | b'5' | b'6' => 1900,
        b'3' | b'4' | b'7' | b'8' => 2000,
        _ => 1800,
    };
    is_date(
        century + number(&bytes[..2]),
        number(&bytes[2..4]),
        number(&bytes[4..6]),
    )
}

/// Three, two and five digits with a mod 10 check digit.
fn brn(bytes: &[u8]) -> bool {
    let bytes: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii_digit).collect();
    if bytes.len() != 10
        || number(&bytes[..3]) < 101
        || &bytes[3..5] == b"00"
        || &bytes[5..9] == b"0000"
    {
        return false;
    }
    let sum = weighted(&bytes, &[1, 3, 7, 1, 3, 7, 1, 3])
        + digit(bytes[8]) * 5 / 10
        + digit(bytes[8]) * 5 % 10;
    digits(&bytes) && (10 - sum % 10) % 10 == digit(bytes[9])
}

/// M, S, R, O, D or G, then digits, in new passports with a letter in the middle.
fn passport(bytes: &[u8]) -> bool {
    bytes.len() == 9 && b"MSRODG".contains(&bytes[0])
}
