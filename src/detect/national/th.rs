//! Thailand: national identity number.
//!
//! Source: Department of Provincial Administration: thirteen digits, weights 13 to 2, mod 11.

use super::checksum::{digit, digits, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "th-tnin",
    country: "TH",
    kind: PrivateKind::NationalId,
    shapes: &["9_9999_99999_99_9", "9999999999999"],
    valid: tnin,
    alone: Alone::Possible,
}];

/// Thirteen digits, the first not 0 or 9.
fn tnin(bytes: &[u8]) -> bool {
    let sum = weighted(bytes, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    digits(bytes)
        && bytes.len() == 13
        && (b'1'..=b'8').contains(&bytes[0])
        && (11 - sum % 11) % 10 == digit(bytes[12])
}
