//! Poland: PESEL of persons, NIP and REGON of businesses.
//!
//! Source: act of 24 September 2010 on population records (PESEL: weights 1 3 7 9, month plus 20, 40, 60 or 80 for the century); Ministry of Finance (NIP: mod 11); GUS (REGON: mod 11).

use super::checksum::{digit, digits, is_date, number, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "pl-pesel",
        country: "PL",
        kind: PrivateKind::NationalId,
        shapes: &["99999999999"],
        valid: pesel,
        alone: Alone::Possible,
    },
    Number {
        name: "pl-nip",
        country: "PL",
        kind: PrivateKind::BusinessId,
        shapes: &["999_999_99_99", "999_99_99_999"],
        valid: nip,
        alone: Alone::Possible,
    },
    Number {
        name: "pl-regon",
        country: "PL",
        kind: PrivateKind::BusinessId,
        shapes: &["999999999"],
        valid: regon,
        alone: Alone::Never,
    },
];

/// Birth date, serial, check digit.
fn pesel(bytes: &[u8]) -> bool {
    if !digits(bytes) || bytes.len() != 11 {
        return false;
    }
    let month = number(&bytes[2..4]);
    let century = match month / 20 {
        0 => 1900,
        1 => 2000,
        2 => 2100,
        3 => 2200,
        _ => 1800,
    };
    is_date(
        century + number(&bytes[..2]),
        month % 20,
        number(&bytes[4..6]),
    ) && weighted(bytes, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]).is_multiple_of(10)
}

/// Ten digits, mod 11.
fn nip(bytes: &[u8]) -> bool {
    digits(bytes)
        && bytes.len() == 10
        && weighted(bytes, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digit(bytes[9])
}

/// Nine digits, mod 11, a remainder of 10 counts as 0.
fn regon(bytes: &[u8]) -> bool {
    digits(bytes)
        && bytes.len() == 9
        && weighted(bytes, &[8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10 == digit(bytes[8])
}
