//! What was found in a text, bank by bank.

use super::super::bits::Bits;

/// One place where a phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The bank the phrase belongs to.
    pub bank: u16,
    /// The phrase's index in its bank.
    pub phrase: u16,
    /// Index of the first word.
    pub first: u32,
    /// Index of the last word, included.
    pub last: u32,
}

/// The hits of one text: bank by bank, in each by phrase and then by place.
#[derive(Debug, Default)]
pub struct Hits {
    sorted: Vec<Hit>,
    /// The banks that have hits, in order, each with its first.
    banks: Vec<(u16, u32)>,
    /// The same banks; most questions are about banks without a hit.
    with_hits: Bits,
}

impl Hits {
    /// Puts hits in order and drops repeats.
    pub(super) fn new(mut found: Vec<Hit>) -> Self {
        // Banks are many and each has few hits: their numbers' bytes bring them together faster than comparing hits does.
        let mut spare = found.clone();
        scatter(&found, &mut spare, |hit| hit.bank as u8);
        scatter(&spare, &mut found, |hit| (hit.bank >> 8) as u8);
        for hits in found.chunk_by_mut(|a, b| a.bank == b.bank) {
            hits.sort_unstable();
        }
        found.dedup();
        let mut banks = Vec::new();
        let mut with_hits = Bits::default();
        let mut first = 0;
        for hits in found.chunk_by(|a, b| a.bank == b.bank) {
            let bank = hits[0].bank;
            banks.push((bank, first));
            with_hits.insert(bank);
            first += hits.len() as u32;
        }
        Self {
            sorted: found,
            banks,
            with_hits,
        }
    }

    /// All hits.
    pub fn all(&self) -> &[Hit] {
        &self.sorted
    }

    /// The banks that have hits, in order.
    pub fn banks(&self) -> impl Iterator<Item = u16> + '_ {
        self.banks.iter().map(|(bank, _)| *bank)
    }

    /// Whether a bank has a hit.
    pub fn has(&self, bank: u16) -> bool {
        self.with_hits.contains(bank)
    }

    /// The hits of one bank.
    pub fn of(&self, bank: u16) -> &[Hit] {
        if !self.has(bank) {
            return &[];
        }
        let index = self.banks.partition_point(|(other, _)| *other < bank);
        let from = self.banks[index].1 as usize;
        let to = self.banks.get(index + 1);
        let to = to.map_or(self.sorted.len(), |(_, first)| *first as usize);
        &self.sorted[from..to]
    }
}

/// Copies hits in the order of a byte, those with the same byte in the order they had.
fn scatter(from: &[Hit], to: &mut [Hit], byte: impl Fn(&Hit) -> u8) {
    let mut places = [0u32; 256];
    for hit in from {
        places[usize::from(byte(hit))] += 1;
    }
    let mut next = 0;
    for place in &mut places {
        next += std::mem::replace(place, next);
    }
    for hit in from {
        let place = &mut places[usize::from(byte(hit))];
        to[*place as usize] = *hit;
        *place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hits_are_sorted_and_found_by_bank(found in proptest::collection::vec((prop_oneof![0u16..9, 250u16..600], 0u16..3, 0u32..4, 0u32..4), 0..40)) {
            let found: Vec<Hit> = (found.into_iter())
                .map(|(bank, phrase, first, last)| Hit { bank, phrase, first, last })
                .collect();
            let mut expected = found.clone();
            let hits = Hits::new(found);
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(hits.all(), &expected);
            for bank in 0..700 {
                let of_bank: Vec<Hit> = expected.iter().filter(|hit| hit.bank == bank).copied().collect();
                prop_assert_eq!(hits.of(bank), &of_bank);
                prop_assert_eq!(hits.has(bank), !of_bank.is_empty());
            }
            prop_assert!(hits.of(u16::MAX).is_empty());
        }
    }
}
