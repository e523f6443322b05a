//! Turkey: identity number (TCKN).
//!
//! Source: General Directorate of Civil Registration: two check digits over odd and even places.

use super::checksum::{digit, digits};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "tr-tckn",
    country: "TR",
    kind: PrivateKind::NationalId,
    shapes: &["99999999999"],
    valid: tckn,
    alone: Alone::Possible,
}];

/// Eleven digits, the first not 0.
fn tckn(bytes: &[u8]) -> bool {
    if !digits(bytes) || bytes.len() != 11 || bytes[0] == b'0' {
        return false;
    }
    let odd: u32 = bytes[..9].iter().step_by(2).map(|byte| digit(*byte)).sum();
    let even: u32 = bytes[1..8].iter().step_by(2).map(|byte| digit(*byte)).sum();
    let tenth = (odd * 7 + 90 - even) % 10;
    tenth == digit(bytes[9]) && (odd + even + tenth) % 10 == digit(bytes[10])
}
