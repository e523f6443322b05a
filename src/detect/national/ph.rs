//! Philippines: taxpayer number.
//!
//! Source: Bureau of Internal Revenue: nine digits and a branch code of three; only beside a label, as there is no public check digit.

use super::checksum::digits;
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "ph-tin",
    country: "PH",
    kind: PrivateKind::NationalId,
    shapes: &["999_999_999", "999_999_999_999"],
    valid: tin,
    alone: Alone::Never,
}];

/// Nine or twelve digits.
fn tin(bytes: &[u8]) -> bool {
    digits(bytes) && matches!(bytes.len(), 9 | 12)
}
