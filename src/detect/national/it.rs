//! Italy: codice fiscale, partita IVA, identity card and licence.
//!
//! Source: Ministero delle Finanze, D.M. 23 December 1976 (codice fiscale: odd and even values, mod 26; letters for digits on collisions); partita IVA: Luhn.

use super::checksum::{base36, digits, luhn, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "it-codice-fiscale",
        country: "IT",
        kind: PrivateKind::NationalId,
        shapes: &["AAAAAA_NN_A_NN_ANNN_A"],
        valid: codice,
        alone: Alone::Certain,
    },
    Number {
        name: "it-iva",
        country: "IT",
        kind: PrivateKind::BusinessId,
        shapes: &["99999999999"],
        valid: iva,
        alone: Alone::Possible,
    },
    Number {
        name: "it-licence",
        country: "IT",
        kind: PrivateKind::DriverLicence,
        shapes: &["U1NNNNNNNA"],
        valid: licence,
        alone: Alone::Possible,
    },
];

/// Six letters, year, month letter, day (plus 40 for women), place, check letter.
fn codice(bytes: &[u8]) -> bool {
    if bytes.len() != 16 {
        return false;
    }
    let plain: Vec<u8> = bytes
        .iter()
        .enumerate()
        .map(|(at, byte)| {
            if DIGIT_PLACES.contains(&at) {
                undo(*byte)
            } else {
                *byte
            }
        })
        .collect();
    let Some(month) = b"ABCDEHLMPRST"
        .iter()
        .position(|letter| *letter == bytes[8])
    else {
        return false;
    };
    let is_shape = DIGIT_PLACES.iter().all(|at| plain[*at].is_ascii_digit())
        && bytes[..6].iter().all(u8::is_ascii_uppercase);
    let day = number(&plain[9..11]) % 40;
    let year = number(&plain[6..8]);
    let is_born = number(&plain[9..11]) <= 71
        && (super::checksum::is_date(1900 + year, month as u64 + 1, day)
            || super::checksum::is_date(2000 + year, month as u64 + 1, day));
    let sum: usize = bytes[..15]
        .iter()
        .enumerate()
        .map(|(at, byte)| {
            let value = if byte.is_ascii_digit() {
                base36(*byte)
            } else {
                base36(*byte) - 10
            } as usize;
            if at % 2 == 0 { ODD[value] } else { value }
        })
        .sum();
    is_shape
        && is_born
        && bytes[11].is_ascii_uppercase()
        && usize::from(bytes[15] - b'A') == sum % 26
}

/// Places that hold digits, or letters that stand for them.
const DIGIT_PLACES: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];
/// Values of the characters at odd places (counted from 1), for 0 to 9 or A to Z.
const ODD: [usize; 26] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/// The digit that a letter stands for where two people would have the same code.
fn undo(byte: u8) -> u8 {
    b"LMNPQRSTUV"
        .iter()
        .position(|letter| *letter == byte)
        .map_or(byte, |value| b'0' + value as u8)
}

/// Eleven digits with Luhn's check; number, office (001 to 100, 120, 121, 888, 999) and check.
fn iva(bytes: &[u8]) -> bool {
    if !digits(bytes) || bytes.len() != 11 {
        return false;
    }
    let office = number(&bytes[7..10]);
    number(&bytes[..7]) != 0 && matches!(office, 1..=100 | 120 | 121 | 888 | 999) && luhn(bytes)
}

/// `U1`, seven letters or digits, a letter; only beside a label.
fn licence(bytes: &[u8]) -> bool {
    bytes.len() == 10
}
