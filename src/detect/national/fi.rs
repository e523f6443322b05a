//! Finland: personal identity code (HETU).
//!
//! Source: Digital and Population Data Services Agency (DVV), “The personal identity code”, with the intermediate characters of the 2023 reform; mod 31.

use super::checksum::{digits, is_date, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "fi-hetu",
    country: "FI",
    kind: PrivateKind::NationalId,
    shapes: &["999999~999N"],
    valid: hetu,
    alone: Alone::Certain,
}];

/// Day, month, year, century mark, serial from 002, check character of the nine digits mod 31.
fn hetu(bytes: &[u8]) -> bool {
    const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    if bytes.len() != 11 || !digits(&bytes[..6]) || !digits(&bytes[7..10]) {
        return false;
    }
    let century = match bytes[6] {
        b'+' => 1800,
        b'-' | b'U'..=b'Y' => 1900,
        b'A'..=b'F' => 2000,
        _ => return false,
    };
    let (day, month, year) = (
        number(&bytes[..2]),
        number(&bytes[2..4]),
        number(&bytes[4..6]),
    );
    let serial = number(&bytes[7..10]);
    let value = number(&bytes[..6]) * 1000 + serial;
    is_date(century + year, month, day) && 2 <= serial && bytes[10] == CHECKS[(value % 31) as usize]
}
