//! Sweden: personal identity number and co-ordination number, organisation number.
//!
//! Source: Skatteverket, SKV 704 (personnummer: Luhn over ten digits; a co-ordination number adds 60 to the day) and SKV 709 (organisationsnummer: third digit at least 2).

use super::checksum::{digits, is_date, luhn, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "se-personnummer",
        country: "SE",
        kind: PrivateKind::NationalId,
        shapes: &["999999~9999", "99999999~9999", "9999999999", "999999999999"],
        valid: personnummer,
        alone: Alone::Possible,
    },
    Number {
        name: "se-orgnr",
        country: "SE",
        kind: PrivateKind::BusinessId,
        shapes: &["999999-9999"],
        valid: orgnr,
        alone: Alone::Possible,
    },
];

/// Birth date, serial, Luhn's check digit.
fn personnummer(bytes: &[u8]) -> bool {
    let mark = bytes.iter().find(|byte| !byte.is_ascii_digit()).copied();
    if mark.is_some_and(|mark| mark != b'-' && mark != b'+') {
        return false;
    }
    let all: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii_digit).collect();
    let (century, body) = match all.len() {
        10 => (None, &all[..]),
        12 => (Some(number(&all[..2])), &all[2..]),
        _ => return false,
    };
    let (year, month, day) = (number(&body[..2]), number(&body[2..4]), number(&body[4..6]));
    let day = if 60 < day { day - 60 } else { day };
    let is_born = match century {
        Some(century @ 18..=20) => is_date(century * 100 + year, month, day),
        Some(_) => false,
        // Without the century either may be meant; only 29 February differs.
        None => is_date(1900 + year, month, day) || is_date(2000 + year, month, day),
    };
    is_born && luhn(body)
}

/// Ten digits with Luhn's check, the third at least 2.
fn orgnr(bytes: &[u8]) -> bool {
    let all: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii_digit).collect();
    digits(&all) && all.len() == 10 && b'2' <= all[2] && luhn(&all)
}
