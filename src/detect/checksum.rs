//! Check digits and calendars that several numbers share.

/// Value of an ASCII digit; bytes that are no digit count as 0, callers check the shape first.
pub(super) const fn digit(byte: u8) -> u32 {
    if byte.is_ascii_digit() {
        (byte - b'0') as u32
    } else {
        0
    }
}

/// Whether all bytes are ASCII digits and there is at least one.
pub(super) fn digits(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}

/// The number that ASCII digits spell; saturates.
pub(super) fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0u64, |sum, byte| {
        sum.saturating_mul(10)
            .saturating_add(u64::from(digit(*byte)))
    })
}

/// Sum of digits times weights.
pub(super) fn weighted(bytes: &[u8], weights: &[u32]) -> u32 {
    bytes
        .iter()
        .zip(weights)
        .map(|(byte, weight)| digit(*byte) * weight)
        .sum()
}

/// Luhn check digit (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(bytes: &[u8]) -> bool {
    let sum: u32 = bytes
        .iter()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let value = digit(*byte);
            if place % 2 == 0 {
                value
            } else {
                value * 2 / 10 + value * 2 % 10
            }
        })
        .sum();
    digits(bytes) && sum.is_multiple_of(10)
}

/// Value of a letter or digit in base 36: `0` to 35.
pub(super) const fn base36(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => (byte - b'0') as u32,
        b'A'..=b'Z' => (byte - b'A') as u32 + 10,
        b'a'..=b'z' => (byte - b'a') as u32 + 10,
        _ => 0,
    }
}

/// Remainder of letters and digits modulo 97 (ISO/IEC 7064, mod 97-10), letters standing for 10 to 35.
pub(super) fn mod97(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0, |rest, byte| {
        let value = base36(byte);
        if value < 10 {
            (rest * 10 + value) % 97
        } else {
            (rest * 100 + value) % 97
        }
    })
}

/// ISO/IEC 7064 mod 11,10: the check digit is the last one.
pub(super) fn mod11_10(bytes: &[u8]) -> bool {
    let mut check = 5;
    for byte in bytes {
        check = (if check == 0 { 10 } else { check } * 2 % 11 + digit(*byte)) % 10;
    }
    digits(bytes) && check == 1
}

/// Verhoeff's check digit over the dihedral group D5 (Verhoeff 1969), used by Aadhaar.
pub(super) fn verhoeff(bytes: &[u8]) -> bool {
    const PRODUCT: [[usize; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const PERMUTE: [[usize; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    let check = bytes
        .iter()
        .rev()
        .enumerate()
        .fold(0, |check, (place, byte)| {
            PRODUCT[check][PERMUTE[place % 8][digit(*byte) as usize]]
        });
    digits(bytes) && check == 0
}

/// Whether year, month and day name a day of the Gregorian calendar.
pub(super) const fn is_date(year: u64, month: u64, day: u64) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    1 <= day && day <= last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors_hold() {
        assert!(luhn(b"79927398713"), "ISO/IEC 7812 example");
        assert!(!luhn(b"79927398710"));
        assert!(verhoeff(b"2363"), "Verhoeff's own example");
        assert!(!verhoeff(b"2364"));
        assert!(mod11_10(b"794623"), "ISO/IEC 7064 example for mod 11,10");
        assert_eq!(
            mod97(*b"3214282912345698765432161182"),
            1,
            "GB82 WEST 1234 5698 7654 32 of ISO 13616"
        );
        assert!(is_date(2000, 2, 29) && !is_date(1900, 2, 29) && !is_date(2001, 4, 31));
    }
}
