//! United States: social security number, taxpayer number, Medicare beneficiary, provider number, passport.
//!
//! Sources: Social Security Administration, POMS RM 10201.030 (area not 000, 666 or 9xx; group not 00; serial not 0000); IRS, Publication 1635 and
//! IRM 3.21.263 (ITIN groups 50–65, 70–88, 90–92, 94–99); CMS, “Understanding the MBI format”; CMS, NPI check digit (Luhn after 80840).

use super::checksum::{digits, luhn, number};
use super::{Alone, Number, PrivateKind};

/// The country's numbers.
pub(super) const NUMBERS: &[Number] = &[
    Number {
        name: "us-ssn",
        country: "US",
        kind: PrivateKind::UsSsn,
        shapes: &["999_99_9999"],
        valid: ssn,
        alone: Alone::Grouped,
    },
    Number {
        name: "us-itin",
        country: "US",
        kind: PrivateKind::UsItin,
        shapes: &["999_99_9999"],
        valid: itin,
        alone: Alone::Grouped,
    },
    Number {
        name: "us-mbi",
        country: "US",
        kind: PrivateKind::NationalId,
        shapes: &["9ANN_ANN_AA99", "9AN9_AN9_AA99"],
        valid: mbi,
        alone: Alone::Likely,
    },
    Number {
        name: "us-npi",
        country: "US",
        kind: PrivateKind::BusinessId,
        shapes: &["9999999999", "9999_999_999"],
        valid: npi,
        alone: Alone::Possible,
    },
    Number {
        name: "us-passport",
        country: "US",
        kind: PrivateKind::Passport,
        shapes: &["A99999999", "999999999"],
        valid: passport,
        alone: Alone::Possible,
    },
];

/// Nine digits with area, group and serial in the issued ranges; numbers published in advertisements were never valid.
pub(super) fn ssn(bytes: &[u8]) -> bool {
    digits(bytes)
        && bytes.len() == 9
        && !matches!(number(&bytes[..3]), 0 | 666 | 900..)
        && &bytes[3..5] != b"00"
        && &bytes[5..] != b"0000"
        && !is_published(bytes)
}

/// Numbers that the SSA lists as misused in print: Woolworth's wallet card, and others used in advertising.
fn is_published(bytes: &[u8]) -> bool {
    matches!(bytes, b"078051120" | b"457555462" | b"219099999")
}

/// Nine digits from 9 with a group that the IRS issues.
fn itin(bytes: &[u8]) -> bool {
    digits(bytes)
        && bytes.len() == 9
        && bytes[0] == b'9'
        && matches!(number(&bytes[3..5]), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

/// Eleven places; letters without S, L, O, I, B and Z.
fn mbi(bytes: &[u8]) -> bool {
    let letter = |at: usize| bytes[at].is_ascii_uppercase() && !b"SLOIBZ".contains(&bytes[at]);
    let either = |at: usize| bytes[at].is_ascii_digit() || letter(at);
    bytes.len() == 11
        && (b'1'..=b'9').contains(&bytes[0])
        && [1, 4, 7, 8].into_iter().all(letter)
        && [2, 5].into_iter().all(either)
        && [3, 6, 9, 10]
            .into_iter()
            .all(|at| bytes[at].is_ascii_digit())
}

/// Ten digits from 1 or 2, Luhn's check with the prefix 80840.
fn npi(bytes: &[u8]) -> bool {
    let mut whole = *b"80840..........";
    if bytes.len() != 10 || !matches!(bytes[0], b'1' | b'2') {
        return false;
    }
    whole[5..].copy_from_slice(bytes);
    luhn(&whole)
}

/// A letter and eight digits, the form since 2021, or nine digits.
fn passport(bytes: &[u8]) -> bool {
    bytes.len() == 9
}
