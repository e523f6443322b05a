//! Sets of small numbers, such as those of banks.

/// A set of small numbers.
#[derive(Debug, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn insert(&mut self, number: u16) {
        let word = usize::from(number >> 6);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (number & 63);
    }

    pub(crate) fn contains(&self, number: u16) -> bool {
        self.0
            .get(usize::from(number >> 6))
            .is_some_and(|word| word >> (number & 63) & 1 != 0)
    }
}
