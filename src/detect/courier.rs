//! Parcel numbers, so that they are not taken for cards or accounts.
//!
//! Sources: UPU standard S10 (weights 8 6 4 2 3 5 9 7, mod 11); USPS Publication 199 (mod 10, weights 3 1); UPS “1Z” format (mod 10, letters by code);
//! FedEx Ground 15 and Express 12 digits (mod 10 weights 3 1; mod 11 weights 3 1 7).

use super::checksum::{digit, digits, weighted};

/// Whether the letters in upper case and digits are a parcel number with a right check digit. A check digit is right by chance in one of ten.
pub(super) fn is_tracking(compact: &[u8]) -> bool {
    match compact.len() {
        12 => {
            digits(compact)
                && weighted(compact, &[3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 11 % 10
                    == digit(compact[11])
        }
        13 => s10(compact),
        15 | 20 | 22 => digits(compact) && mod10(compact),
        18 => ups(compact),
        _ => false,
    }
}

/// Weights 3 1 3 1 … from the right before the check digit.
fn mod10(compact: &[u8]) -> bool {
    let Some((check, body)) = compact.split_last() else {
        return false;
    };
    let sum: u32 = body
        .iter()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(byte, weight)| digit(*byte) * weight)
        .sum();
    (10 - sum % 10) % 10 == digit(*check)
}

/// Two letters, eight digits, check digit, country.
fn s10(compact: &[u8]) -> bool {
    let [a, b, body @ .., y, z] = compact else {
        return false;
    };
    if ![a, b, y, z].into_iter().all(u8::is_ascii_uppercase) || !digits(body) || body.len() != 9 {
        return false;
    }
    let check = match 11 - weighted(body, &[8, 6, 4, 2, 3, 5, 9, 7]) % 11 {
        10 => 0,
        11 => 5,
        check => check,
    };
    check == digit(body[8])
}

/// `1Z`, six of the shipper, two of the service, seven of the parcel, check digit.
fn ups(compact: &[u8]) -> bool {
    let Some(rest) = compact.strip_prefix(b"1Z") else {
        return false;
    };
    let Some((check, body)) = rest.split_last() else {
        return false;
    };
    let value = |byte: u8| {
        if byte.is_ascii_digit() {
            digit(byte)
        } else {
            (u32::from(byte).wrapping_sub(63)) % 10
        }
    };
    let sum: u32 = body
        .iter()
        .enumerate()
        .map(|(at, byte)| value(*byte) * if at % 2 == 1 { 2 } else { 1 })
        .sum();
    check.is_ascii_digit() && (10 - sum % 10) % 10 == digit(*check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_pass() {
        assert!(is_tracking(b"1Z999AA10123456784"), "UPS");
        assert!(is_tracking(b"RB123456785GB"), "UPU S10");
        assert!(is_tracking(b"9400111899223033005282") == mod10(b"9400111899223033005282"));
        assert!(!is_tracking(b"1Z999AA10123456785"));
    }
}
