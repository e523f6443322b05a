//! Belgium: national register number.
//!
//! Source: royal decree of 3 April 1984 on the composition of the identification number (mod 97, with 2 before the number for births from 2000).

use super::checksum::{digits, is_date, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "be-nn",
    country: "BE",
    kind: PrivateKind::NationalId,
    shapes: &["99_99_99_999_99", "999999_999_99"],
    valid: national_number,
    alone: Alone::Possible,
}];

/// Eleven digits: date of birth, counter, 97 less the remainder of the first nine.
fn national_number(bytes: &[u8]) -> bool {
    if !digits(bytes) || bytes.len() != 11 {
        return false;
    }
    let (body, check) = (number(&bytes[..9]), number(&bytes[9..]));
    let (year, month, day) = (
        number(&bytes[..2]),
        number(&bytes[2..4]),
        number(&bytes[4..6]),
    );
    // Unknown months and days are 00; bis numbers add 20 or 40 to the month.
    let month = month % 20;
    let is_born = |century: u64| {
        month <= 12 && (month == 0 || day == 0 || is_date(century + year, month, day))
    };
    (97 - body % 97 == check && is_born(1900))
        || (97 - (2_000_000_000 + body) % 97 == check && is_born(2000))
}
