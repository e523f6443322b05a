//! South Africa: identity number.
//!
//! Source: Department of Home Affairs, Identification Act 68 of 1997: birth date, sex, citizenship (0, 1 or 2), Luhn.

use super::checksum::{digits, is_date, luhn, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "za-id",
    country: "ZA",
    kind: PrivateKind::NationalId,
    shapes: &["9999999999999", "999999_9999_999", "999999_9999_99_9"],
    valid: id,
    alone: Alone::Possible,
}];

/// Thirteen digits with a date, citizenship and Luhn's check.
fn id(bytes: &[u8]) -> bool {
    if !digits(bytes) || bytes.len() != 13 {
        return false;
    }
    let (year, month, day) = (
        number(&bytes[..2]),
        number(&bytes[2..4]),
        number(&bytes[4..6]),
    );
    (is_date(1900 + year, month, day) || is_date(2000 + year, month, day))
        && bytes[10] <= b'2'
        && luhn(bytes)
}
