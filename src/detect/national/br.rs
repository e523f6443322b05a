//! Brazil: CPF of persons, CNPJ of businesses.
//!
//! Source: Receita Federal, Instrução Normativa RFB 2.119/2022 (CNPJ) and 2.172/2024 (CPF): two check digits mod 11.

use super::checksum::{digit, digits};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "br-cpf",
        country: "BR",
        kind: PrivateKind::NationalId,
        shapes: &["999.999.999-99", "999_999_999_99"],
        valid: cpf,
        alone: Alone::Possible,
    },
    Number {
        name: "br-cnpj",
        country: "BR",
        kind: PrivateKind::BusinessId,
        shapes: &["99.999.999/9999-99", "99999999999999"],
        valid: cnpj,
        alone: Alone::Possible,
    },
];

/// Eleven digits, not all equal, two check digits with weights 10 to 2 and 11 to 2.
fn cpf(bytes: &[u8]) -> bool {
    let bytes: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii_digit).collect();
    bytes.len() == 11
        && bytes.iter().any(|byte| *byte != bytes[0])
        && (9..11).all(|at| check(&bytes[..at], 12) == digit(bytes[at]))
}

/// Fourteen digits, two check digits with weights that run 2 to 9 from the right.
fn cnpj(bytes: &[u8]) -> bool {
    let bytes: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii_digit).collect();
    digits(&bytes)
        && bytes.len() == 14
        && bytes.iter().any(|byte| *byte != b'0')
        && (12..14).all(|at| check(&bytes[..at], 10) == digit(bytes[at]))
}

/// The mod 11 check digit with weights from 2 on the right to `period - 1`, then 2 again.
fn check(bytes: &[u8], period: u32) -> u32 {
    let sum: u32 = bytes
        .iter()
        .rev()
        .zip((2..period).cycle())
        .map(|(byte, weight)| digit(*byte) * weight)
        .sum();
    if sum % 11 < 2 { 0 } else { 11 - sum % 11 }
}
