//! Portugal: taxpayer number (NIF).
//!
//! Source: Autoridade Tributária: nine digits, weights 9 to 2, mod 11.

use super::checksum::{digit, digits, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "pt-nif",
    country: "PT",
    kind: PrivateKind::NationalId,
    shapes: &["999_999_999"],
    valid: nif,
    alone: Alone::Possible,
}];

/// Nine digits, the first not 0.
fn nif(bytes: &[u8]) -> bool {
    let rest = weighted(bytes, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    digits(bytes)
        && bytes.len() == 9
        && bytes[0] != b'0'
        && (11 - rest) % 11 % 10 == digit(bytes[8])
}
