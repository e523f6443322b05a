//! Australia: tax file number, Medicare card, business and company numbers.
//!
//! Sources: Australian Taxation Office, TFN check digit (weights 1 4 3 7 5 8 6 9 10, mod 11); Services Australia, Medicare card
//! number (weights 1 3 7 9 1 3 7 9, mod 10, first digit 2 to 6); Australian Business Register, “Format of the ABN” (mod 89);
//! ASIC, “Australian Company Number digit check” (weights 8 to 1, mod 10).

use super::checksum::{digit, digits, weighted};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "au-tfn",
        country: "AU",
        kind: PrivateKind::NationalId,
        shapes: &["999_999_999", "999_999_99"],
        valid: tfn,
        alone: Alone::Possible,
    },
    Number {
        name: "au-medicare",
        country: "AU",
        kind: PrivateKind::NationalId,
        shapes: &["9999_99999_9", "9999_99999_9_9"],
        valid: medicare,
        alone: Alone::Possible,
    },
    Number {
        name: "au-abn",
        country: "AU",
        kind: PrivateKind::BusinessId,
        shapes: &["99_999_999_999"],
        valid: abn,
        alone: Alone::Possible,
    },
    Number {
        name: "au-acn",
        country: "AU",
        kind: PrivateKind::BusinessId,
        shapes: &["999_999_999"],
        valid: acn,
        alone: Alone::Possible,
    },
];

/// Eight or nine digits, weighted sum divisible by 11.
fn tfn(bytes: &[u8]) -> bool {
    digits(bytes)
        && matches!(bytes.len(), 8 | 9)
        && weighted(bytes, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
}

/// Nine digits (the ninth is the issue number after the check digit) or ten with the person's place on the card.
fn medicare(bytes: &[u8]) -> bool {
    digits(bytes)
        && matches!(bytes.len(), 10 | 11)
        && (b'2'..=b'6').contains(&bytes[0])
        && weighted(bytes, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digit(bytes[8])
}

/// Eleven digits; the first less one, weighted, divisible by 89.
fn abn(bytes: &[u8]) -> bool {
    const WEIGHTS: [u32; 11] = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
    digits(bytes)
        && bytes.len() == 11
        && bytes[0] != b'0'
        && (weighted(bytes, &WEIGHTS) - 10).is_multiple_of(89)
}

/// Nine digits; the last is ten less the weighted sum.
fn acn(bytes: &[u8]) -> bool {
    digits(bytes)
        && bytes.len() == 9
        && (10 - weighted(bytes, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == digit(bytes[8])
}
