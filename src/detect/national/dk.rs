//! Denmark: CPR number.
//!
//! Source: CPR-kontoret, “Personnummeret i CPR”: date, serial whose first digit tells the century; the old mod 11 check is no longer kept.

use super::checksum::{digits, is_date, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "dk-cpr",
    country: "DK",
    kind: PrivateKind::NationalId,
    shapes: &["999999-9999", "9999999999"],
    valid: cpr,
    alone: Alone::Possible,
}];

/// Ten digits: day, month, year, serial.
fn cpr(bytes: &[u8]) -> bool {
    let bytes: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii_digit).collect();
    if !digits(&bytes) || bytes.len() != 10 {
        return false;
    }
    let (day, month, year) = (
        number(&bytes[..2]),
        number(&bytes[2..4]),
        number(&bytes[4..6]),
    );
    let century = match (bytes[6], year) {
        (b'5'..=b'8', 58..) => 1800,
        (b'0'..=b'3', _) | (b'4' | b'9', 37..) => 1900,
        _ => 2000,
    };
    is_date(century + year, month, day)
}
