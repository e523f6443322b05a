//! India: Aadhaar, PAN, voter id, GSTIN of businesses.
//!
//! Sources: UIDAI, “Aadhaar number” (twelve digits, not from 0 or 1, Verhoeff, no palindrome); Income Tax Department, PAN structure (fourth
//! letter the holder's type); Election Commission, EPIC (Luhn); GST Network, GSTIN (state code, PAN, base 36 check character).

use super::checksum::{base36, digit, digits, luhn, number, verhoeff};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "in-aadhaar",
        country: "IN",
        kind: PrivateKind::NationalId,
        shapes: &["9999_9999_9999"],
        valid: aadhaar,
        alone: Alone::Possible,
    },
    Number {
        name: "in-pan",
        country: "IN",
        kind: PrivateKind::NationalId,
        shapes: &["AAAAA9999A"],
        valid: pan,
        alone: Alone::Likely,
    },
    Number {
        name: "in-epic",
        country: "IN",
        kind: PrivateKind::NationalId,
        shapes: &["AAA9999999"],
        valid: epic,
        alone: Alone::Possible,
    },
    Number {
        name: "in-gstin",
        country: "IN",
        kind: PrivateKind::BusinessId,
        shapes: &["99AAAAA9999ANAN", "99AAAAA9999AN9N"],
        valid: gstin,
        alone: Alone::Likely,
    },
    Number {
        name: "in-passport",
        country: "IN",
        kind: PrivateKind::Passport,
        shapes: &["A9999999"],
        valid: passport,
        alone: Alone::Possible,
    },
    Number {
        name: "in-gstin-form",
        country: "IN",
        kind: PrivateKind::BusinessId,
        shapes: &["99AAAAA9999ANAN"],
        valid: gstin_form,
        alone: Alone::Possible,
    },
    Number {
        name: "in-epic-form",
        country: "IN",
        kind: PrivateKind::NationalId,
        shapes: &["AAA9999999"],
        valid: epic_form,
        alone: Alone::Possible,
    },
    Number {
        name: "in-pan-form",
        country: "IN",
        kind: PrivateKind::NationalId,
        shapes: &["AAAAA9999A"],
        valid: pan_form,
        alone: Alone::Possible,
    },
];

/// Twelve digits from 2, Verhoeff's check digit, not the same backwards.
fn aadhaar(bytes: &[u8]) -> bool {
    let is_palindrome = bytes.iter().eq(bytes.iter().rev());
    digits(bytes) && bytes.len() == 12 && b'2' <= bytes[0] && !is_palindrome && verhoeff(bytes)
}

/// Three letters, the holder's type, a letter, four digits that are not 0000, a letter.
fn pan(bytes: &[u8]) -> bool {
    bytes.len() == 10
        && b"ABCFGHJLPTK".contains(&bytes[3])
        && digits(&bytes[5..9])
        && &bytes[5..9] != b"0000"
}

/// Three letters and seven digits with Luhn's check.
fn epic(bytes: &[u8]) -> bool {
    bytes.len() == 10 && luhn(&bytes[3..])
}

/// State, PAN, registration count, `Z`, check character over base 36 with weights 1 2.
fn gstin(bytes: &[u8]) -> bool {
    if bytes.len() != 15
        || !matches!(number(&bytes[..2]), 1..=38)
        || !pan(&bytes[2..12])
        || bytes[12] == b'0'
        || bytes[13] != b'Z'
    {
        return false;
    }
    let sum: u32 = bytes[..14]
        .iter()
        .zip([1, 2].into_iter().cycle())
        .map(|(byte, weight)| base36(*byte) * weight / 36 + base36(*byte) * weight % 36)
        .sum();
    base36(bytes[14]) == (36 - sum % 36) % 36
}

/// A letter without Q, X and Z, the first digit not 0, the last not 0.
fn passport(bytes: &[u8]) -> bool {
    !b"QXZ".contains(&bytes[0]) && bytes[1] != b'0' && bytes[7] != b'0' && digit(bytes[1]) != 0
}

/// A GSTIN by its form alone: some printed ones carry a wrong check character.
fn gstin_form(bytes: &[u8]) -> bool {
    bytes.len() == 15 && matches!(number(&bytes[..2]), 1..=37) && bytes[13] == b'Z'
}

/// A voter id by its form alone: older cards have no Luhn digit.
fn epic_form(bytes: &[u8]) -> bool {
    bytes.len() == 10
}

/// A PAN by its form alone.
fn pan_form(bytes: &[u8]) -> bool {
    bytes.len() == 10
}
