//! Switzerland: AHV number.
//!
//! Source: Central Compensation Office, AHVN13: 756, nine digits, EAN-13 check digit (GS1).

use super::checksum::{digits, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "ch-ahv",
    country: "CH",
    kind: PrivateKind::NationalId,
    shapes: &["756_9999_9999_99"],
    valid: ahv,
    alone: Alone::Likely,
}];

/// Thirteen digits from 756, weighted sum 1 3 1 3 … divisible by 10.
fn ahv(bytes: &[u8]) -> bool {
    digits(bytes)
        && bytes.len() == 13
        && bytes.starts_with(b"756")
        && weighted(bytes, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
}
