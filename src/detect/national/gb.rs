//! United Kingdom: national insurance number, NHS number, driving licence.
//!
//! Sources: HMRC National Insurance Manual NIM39110 (prefixes and suffix); NHS Data Dictionary, “NHS NUMBER” (weights 10 to 2, mod 11);
//! DVLA, driver number: five letters of the surname (9 fills up), decade, month (plus 50 for women), day, year, initials, three check places.

use super::checksum::{digit, digits, is_date, number, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "gb-nino",
        country: "GB",
        kind: PrivateKind::NationalId,
        shapes: &["AA_99_99_99_A", "AA_999999_A"],
        valid: nino,
        alone: Alone::Likely,
    },
    Number {
        name: "gb-nhs",
        country: "GB",
        kind: PrivateKind::NationalId,
        shapes: &["999_999_9999"],
        valid: nhs,
        alone: Alone::Possible,
    },
    Number {
        name: "gb-driving-licence",
        country: "GB",
        kind: PrivateKind::DriverLicence,
        shapes: &[
            "AAAAA_999999_NN9AA",
            "AAAA9_999999_NN9AA",
            "AAA99_999999_NN9AA",
            "AA999_999999_NN9AA",
            "AAAAA_999999_NNNNN",
            "AAAA9_999999_NNNNN",
            "AAA99_999999_NNNNN",
            "AA999_999999_NNNNN",
        ],
        valid: driver,
        alone: Alone::Likely,
    },
    Number {
        name: "gb-vehicle",
        country: "GB",
        kind: PrivateKind::VehicleRegistration,
        shapes: &["AA99_AAA"],
        valid: plate,
        alone: Alone::Likely,
    },
    Number {
        name: "gb-passport",
        country: "GB",
        kind: PrivateKind::Passport,
        shapes: &["999999999", "AA9999999"],
        valid: passport,
        alone: Alone::Possible,
    },
];

/// Two prefix letters, six digits, A to D.
fn nino(bytes: &[u8]) -> bool {
    let [first, second, body @ .., last] = bytes else {
        return false;
    };
    let is_prefix = !b"DFIQUV".contains(first)
        && !b"DFIQUVO".contains(second)
        && !matches!(
            &bytes[..2],
            b"BG" | b"GB" | b"NK" | b"KN" | b"TN" | b"NT" | b"ZZ"
        );
    bytes.len() == 9
        && is_prefix
        && first.is_ascii_uppercase()
        && second.is_ascii_uppercase()
        && digits(body)
        && matches!(last, b'A'..=b'D')
}

/// Ten digits; the weighted sum with the check digit is divisible by 11.
fn nhs(bytes: &[u8]) -> bool {
    digits(bytes)
        && bytes.len() == 10
        && weighted(bytes, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

/// Surname, birth date spread over six digits, initials, check places.
fn driver(bytes: &[u8]) -> bool {
    if bytes.len() != 16 || !digits(&bytes[5..11]) {
        return false;
    }
    let month = digit(bytes[6]) % 5 * 10 + digit(bytes[7]);
    let is_sex = matches!(bytes[6], b'0' | b'1' | b'5' | b'6');
    let day = number(&bytes[8..10]);
    let (initials, rest) = (&bytes[11..13], &bytes[13..]);
    let is_initials = initials
        .iter()
        .all(|byte| byte.is_ascii_uppercase() || *byte == b'9');
    // Only nines fill a short surname up.
    let mut name = bytes[..5]
        .iter()
        .skip_while(|byte| byte.is_ascii_uppercase());
    let is_name = name.all(|byte| *byte == b'9');
    // The year is not fixed by two separate digits; a leap year is assumed.
    is_sex
        && is_date(2000, u64::from(month), day)
        && is_initials
        && is_name
        && rest.iter().all(u8::is_ascii_alphanumeric)
        && rest.iter().skip(1).all(u8::is_ascii_uppercase)
}

/// Current registration marks since 2001 (DVLA INF104): area letters, age identifier 02 to 29 or 51 to 79, three letters without I and Q.
fn plate(bytes: &[u8]) -> bool {
    if bytes.len() != 7 {
        return false;
    }
    let age = number(&bytes[2..4]);
    !b"IQTZJ".contains(&bytes[0])
        && !b"IQZ".contains(&bytes[1])
        && matches!(age, 2..=29 | 51..=79)
        && bytes[4..].iter().all(|byte| !b"IQ".contains(byte))
}

/// Nine digits, or two letters and seven digits; both forms are in use abroad too.
fn passport(bytes: &[u8]) -> bool {
    digits(&bytes[2..])
}
