//! Canada: social insurance number.
//!
//! Source: Employment and Social Development Canada, “The Social Insurance Number Code of Practice”: nine digits, Luhn; 0 and 8 are not issued first.

use super::checksum::{digits, luhn};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "ca-sin",
    country: "CA",
    kind: PrivateKind::NationalId,
    shapes: &["999_999_999"],
    valid: sin,
    alone: Alone::Possible,
}];

/// Nine digits with Luhn's check digit; the first is neither 0 nor 8.
fn sin(bytes: &[u8]) -> bool {
    digits(bytes) && bytes.len() == 9 && !matches!(bytes[0], b'0' | b'8') && luhn(bytes)
}
