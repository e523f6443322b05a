//! Singapore: NRIC and FIN.
//!
//! Source: Immigration & Checkpoints Authority; weights 2 7 6 5 4 3 2, offset 4 for T and G, 3 for M, letter by mod 11.

use super::checksum::{digits, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[Number {
    name: "sg-nric",
    country: "SG",
    kind: PrivateKind::NationalId,
    shapes: &["A9999999A"],
    valid: nric,
    alone: Alone::Possible,
}];

/// S, T, F, G or M, seven digits, check letter.
fn nric(bytes: &[u8]) -> bool {
    if bytes.len() != 9 || !digits(&bytes[1..8]) {
        return false;
    }
    let sum = weighted(&bytes[1..8], &[2, 7, 6, 5, 4, 3, 2]);
    let (offset, letters): (u32, &[u8; 11]) = match bytes[0] {
        b'S' => (0, b"JZIHGFEDCBA"),
        b'T' => (4, b"JZIHGFEDCBA"),
        b'F' => (0, b"XWUTRQPNMLK"),
        b'G' => (4, b"XWUTRQPNMLK"),
        b'M' => (3, b"XWUTRQPNJLK"),
        _ => return false,
    };
    let rest = (sum + offset) % 11;
    let rest = if bytes[0] == b'M' { 10 - rest } else { rest };
    bytes[8]
        == if bytes[0] == b'M' {
            b"KLJNPQRTUWX"[rest as usize]
        } else {
            letters[rest as usize]
        }
}
