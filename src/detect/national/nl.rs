//! Netherlands: citizen service number (BSN).
//!
//! Source: Rijksdienst voor Identiteitsgegevens, Logisch Ontwerp GBA, “elfproef”: weights 9 to 2 and -1, mod 11.

use super::checksum::{digit, digits, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "nl-bsn",
    country: "NL",
    kind: PrivateKind::NationalId,
    shapes: &["999999999", "9999_99_999", "99999999"],
    valid: bsn,
    alone: Alone::Possible,
}];

/// Eight or nine digits that pass the eleven test.
fn bsn(bytes: &[u8]) -> bool {
    let mut padded = [b'0'; 9];
    if !digits(bytes) || !matches!(bytes.len(), 8 | 9) {
        return false;
    }
    padded[9 - bytes.len()..].copy_from_slice(bytes);
    let sum = weighted(&padded[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
    padded != *b"000000000" && sum % 11 == digit(padded[8])
}
