//! Keeps words of customers and agents out of `Debug`, which ends in logs and panics.

use std::fmt;

/// A text as `Debug` may show it: how long it is, never what it says.
pub struct Covered<'t>(pub &'t str);

impl fmt::Debug for Covered<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "“{} bytes”", self.0.len())
    }
}

/// The texts of a list, covered.
pub fn covered<T: AsRef<str>>(texts: &[T]) -> Vec<Covered<'_>> {
    texts.iter().map(|text| Covered(text.as_ref())).collect()
}

/// A text that may be missing, covered.
pub fn covered_if<T: AsRef<str>>(text: Option<&T>) -> Option<Covered<'_>> {
    text.map(|text| Covered(text.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_length_is_shown() {
        assert_eq!(format!("{:?}", Covered("né")), "“3 bytes”");
        assert_eq!(
            format!("{:?}", covered(&["a", ""])),
            "[“1 bytes”, “0 bytes”]"
        );
        assert_eq!(format!("{:?}", covered_if(Some(&"ab"))), "Some(“2 bytes”)");
    }
}
