//! France: social security number (NIR), SIREN and SIRET of businesses.
//!
//! Source: INSEE, “Numéro d’inscription au répertoire”: 13 places and a key, 97 less the remainder; Corsica's 2A and 2B count as 19 and 18. SIREN/SIRET: Luhn (ISO 7812).

use super::checksum::{digit, digits, luhn, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "fr-nir",
        country: "FR",
        kind: PrivateKind::NationalId,
        shapes: &["9_99_99_9N_999_999_99"],
        valid: nir,
        alone: Alone::Likely,
    },
    Number {
        name: "fr-siret",
        country: "FR",
        kind: PrivateKind::BusinessId,
        shapes: &["999_999_999_99999"],
        valid: siret,
        alone: Alone::Possible,
    },
    Number {
        name: "fr-siren",
        country: "FR",
        kind: PrivateKind::BusinessId,
        shapes: &["999_999_999"],
        valid: siren,
        alone: Alone::Never,
    },
];

/// Sex, year, month, department, commune, order, key.
fn nir(bytes: &[u8]) -> bool {
    if bytes.len() != 15 || !matches!(bytes[0], b'1'..=b'4' | b'7' | b'8') {
        return false;
    }
    let mut body = [0; 13];
    body.copy_from_slice(&bytes[..13]);
    if &body[5..7] == b"2A" {
        body[5..7].copy_from_slice(b"19");
    } else if &body[5..7] == b"2B" {
        body[5..7].copy_from_slice(b"18");
    }
    let month = number(&bytes[3..5]);
    let is_month = matches!(month, 1..=12 | 20..=42 | 50..=99);
    digits(&body)
        && digits(&bytes[13..])
        && is_month
        && 97 - number(&body) % 97 == number(&bytes[13..])
}

/// Fourteen digits with Luhn's check, or La Poste's: digits add up to a multiple of 5.
fn siret(bytes: &[u8]) -> bool {
    let is_poste = bytes.starts_with(b"356000000")
        && bytes.iter().map(|byte| digit(*byte)).sum::<u32>() % 5 == 0;
    digits(bytes) && bytes.len() == 14 && luhn(&bytes[..9]) && (luhn(bytes) || is_poste)
}

/// Nine digits with Luhn's check.
fn siren(bytes: &[u8]) -> bool {
    bytes.len() == 9 && luhn(bytes)
}
