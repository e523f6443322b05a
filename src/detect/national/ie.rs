//! Ireland: personal public service number.
//!
//! Source: Department of Social Protection, PPS number check character: weights 8 to 2, second letter times 9, mod 23.

use super::checksum::{base36, digits, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "ie-pps",
    country: "IE",
    kind: PrivateKind::NationalId,
    shapes: &["9999999A", "9999999AA"],
    valid: pps,
    alone: Alone::Possible,
}];

/// Seven digits, check letter, perhaps a second letter (A or B since 2013, H before, or W, T, X of old numbers).
fn pps(bytes: &[u8]) -> bool {
    const LETTERS: &[u8; 23] = b"WABCDEFGHIJKLMNOPQRSTUV";
    if !matches!(bytes.len(), 8 | 9) || !digits(&bytes[..7]) {
        return false;
    }
    let second = match bytes.get(8) {
        None | Some(b'W' | b'T' | b'X') => 0,
        Some(letter @ (b'A' | b'B' | b'H')) => base36(*letter) - 9,
        Some(_) => return false,
    };
    let sum = weighted(bytes, &[8, 7, 6, 5, 4, 3, 2]) + second * 9;
    bytes[7] == LETTERS[(sum % 23) as usize]
}
