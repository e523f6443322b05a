//! Nigeria: national identification number.
//!
//! Source: National Identity Management Commission: eleven digits, Verhoeff's check digit.

use super::checksum::{digits, verhoeff};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "ng-nin",
    country: "NG",
    kind: PrivateKind::NationalId,
    shapes: &["99999999999"],
    valid: nin,
    alone: Alone::Possible,
}];

/// Eleven digits with Verhoeff's check.
fn nin(bytes: &[u8]) -> bool {
    digits(bytes) && bytes.len() == 11 && verhoeff(bytes)
}
