//! Shapes of numbers as small templates: `9` a digit, `A` a letter, `N` either, `_` a place for a separator,
//! `~` a century mark (a letter, `-` or `+`) that belongs to the number.

/// Longest number that a template describes.
const LONGEST: usize = 40;

/// A place of the text that fits a template.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// Byte after the last.
    pub(super) end: usize,
    /// Letters in upper case and digits, without separators.
    chars: [u8; LONGEST],
    len: usize,
    /// Whether separators stand at all their places or at none.
    pub(super) complete: bool,
    /// Whether separators were written.
    pub(super) grouped: bool,
}

impl Fit {
    /// Letters in upper case and digits, without separators.
    pub(super) fn compact(&self) -> &[u8] {
        &self.chars[..self.len]
    }
}

/// Fits a template at `at`. Separators are one space, hyphen or dot and must all be the same.
pub(super) fn fit(bytes: &[u8], mut at: usize, template: &str) -> Option<Fit> {
    let mut found = Fit {
        end: at,
        chars: [0; LONGEST],
        len: 0,
        complete: true,
        grouped: false,
    };
    let (mut separator, mut places, mut used) = (None, 0, 0);
    for class in template.bytes() {
        let byte = bytes.get(at).copied();
        if class == b'_' {
            places += 1;
            match byte {
                Some(byte @ (b' ' | b'-' | b'.')) if separator.is_none_or(|seen| seen == byte) => {
                    separator = Some(byte);
                    used += 1;
                    at += 1;
                }
                _ => {}
            }
            continue;
        }
        let byte = byte?;
        let fits = match class {
            b'9' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_alphabetic(),
            b'N' => byte.is_ascii_alphanumeric(),
            b'~' => byte == b'-' || byte == b'+' || byte.is_ascii_alphabetic(),
            literal => byte == literal,
        };
        if !fits || found.len == LONGEST {
            return None;
        }
        found.chars[found.len] = byte.to_ascii_uppercase();
        found.len += 1;
        at += 1;
    }
    found.end = at;
    found.grouped = 0 < used;
    found.complete = used == 0 || used == places;
    Some(found)
}

/// The lengths (bit per length) that the first word of a fitting text can have, and whether it begins with a digit, a letter or either.
pub(super) fn first_words(template: &str) -> (u64, bool, bool) {
    let mut lengths = 0u64;
    let mut count = 0u32;
    for class in template.bytes() {
        match class {
            b'_' => lengths |= 1 << count,
            b'~' => {
                lengths |= 1 << count;
                count += 1;
            }
            class if class.is_ascii_alphanumeric() => count += 1,
            _ => {
                lengths |= 1 << count;
                return (lengths, begins(template, false), begins(template, true));
            }
        }
    }
    lengths |= 1 << count;
    (lengths, begins(template, false), begins(template, true))
}

/// Whether the first place may be a letter, or a digit.
fn begins(template: &str, letter: bool) -> bool {
    match template.bytes().next() {
        Some(b'N') => true,
        Some(first) => first.is_ascii_alphabetic() == letter,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_with_and_without_separators() {
        let fit_of = |text: &str, template| {
            fit(text.as_bytes(), 0, template).map(|fit| (fit.end, fit.complete))
        };
        assert_eq!(fit_of("123-45-6789", "999_99_9999"), Some((11, true)));
        assert_eq!(fit_of("123456789", "999_99_9999"), Some((9, true)));
        assert_eq!(fit_of("12345-6789", "999_99_9999"), Some((10, false)));
        assert_eq!(fit_of("123-45 6789", "999_99_9999"), None);
        assert_eq!(
            first_words("999_99_9999"),
            (1 << 3 | 1 << 5 | 1 << 9, true, false)
        );
    }
}
