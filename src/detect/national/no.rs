//! Norway: birth number and D number.
//!
//! Source: Skatteetaten, “Fødselsnummer”: two check digits mod 11; a D number adds 4 to the first digit.

use super::checksum::{digits, is_date, number, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "no-fnr",
    country: "NO",
    kind: PrivateKind::NationalId,
    shapes: &["999999_99999"],
    valid: fnr,
    alone: Alone::Possible,
}];

/// Eleven digits: birth date, individual number that tells the century, two check digits.
fn fnr(bytes: &[u8]) -> bool {
    if !digits(bytes) || bytes.len() != 11 {
        return false;
    }
    let (day, month, year) = (
        number(&bytes[..2]) % 40,
        number(&bytes[2..4]) % 40,
        number(&bytes[4..6]),
    );
    let individual = number(&bytes[6..9]);
    let century = match (individual, year) {
        (500..=749, 54..) => 1800,
        (0..=499, _) | (900.., 40..) => 1900,
        (500.., ..40) => 2000,
        _ => return false,
    };
    is_date(century + year, month, day)
        && number(&bytes[..2]) <= 71
        && weighted(bytes, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).is_multiple_of(11)
        && weighted(bytes, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}
