//! Spain: DNI/NIF of citizens, NIE of foreigners.
//!
//! Source: Ministerio del Interior, “Cálculo del dígito de control del NIF/NIE”: the number mod 23 picks the letter.

use super::checksum::{digits, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "es-dni",
        country: "ES",
        kind: PrivateKind::NationalId,
        shapes: &["99999999_A", "9999999_A"],
        valid: dni,
        alone: Alone::Likely,
    },
    Number {
        name: "es-nie",
        country: "ES",
        kind: PrivateKind::NationalId,
        shapes: &["A_9999999_A"],
        valid: nie,
        alone: Alone::Likely,
    },
];

const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// Seven or eight digits and the letter of their remainder.
fn dni(bytes: &[u8]) -> bool {
    let Some((letter, body)) = bytes.split_last() else {
        return false;
    };
    digits(body) && matches!(body.len(), 7 | 8) && letter == &LETTERS[(number(body) % 23) as usize]
}

/// X, Y or Z for 0, 1 or 2, seven digits, and the letter.
fn nie(bytes: &[u8]) -> bool {
    let [first @ b'X'..=b'Z', body @ .., letter] = bytes else {
        return false;
    };
    let value = number(body) + u64::from(first - b'X') * 10_000_000;
    digits(body) && body.len() == 7 && letter == &LETTERS[(value % 23) as usize]
}
