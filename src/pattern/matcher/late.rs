//! Banks that are looked for only in texts that are asked about them.
//!
//! Most phrases excuse what another phrase found, and most texts hold nothing to excuse. Looking for all of them in every text took two
//! thirds of the matcher's time.

use std::cmp::Ordering;

use super::index::{Index, Place, Words, word};
use super::windows::ANY;
use super::{Found, Hit, Matcher, Regexes};
use crate::pattern::Side;
use crate::prose::Prose;

/// The late banks of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Late<'a> {
    /// Per bank its number plus 1, above two bits for its sides; 0 for banks that are not late.
    pub(super) numbers: Words<'a>,
    /// Per number its first entry.
    pub(super) firsts: Words<'a>,
    /// Per entry its slot, in order in each bank.
    pub(super) slots: Words<'a>,
    pub(super) index: Index<'a>,
}

/// Where each slot stands in a text: the slot with its first and its last word, in order.
#[derive(Debug)]
pub struct Concordance(Vec<(u32, u32, u32)>);

impl<'a> Matcher<'a> {
    /// How many late banks there are.
    pub fn late_banks(&self) -> usize {
        self.late.firsts.len() - 1
    }

    /// The number of a late bank and whether it looks at one of the sides; `None` for banks that [`Matcher::run`] looks for.
    pub fn late(&self, bank: u16, side: Side) -> Option<(usize, bool)> {
        let number = u32::from_le_bytes(*self.late.numbers.get(usize::from(bank))?);
        let side = if side == Side::Customer { 2 } else { 1 };
        let index = (number >> 2).checked_sub(1)?;
        Some((index as usize, number & side != 0))
    }

    /// Where each word and class stands in a text.
    pub fn concordance(&self, prose: &Prose) -> Concordance {
        let mut places = Vec::new();
        self.each_slot(prose, |slot, (first, last), _| {
            places.push((slot, first, last))
        });
        places.sort_unstable();
        Concordance(places)
    }

    /// Finds the phrases of a late bank by its number, in order.
    pub fn run_late(
        &self,
        number: usize,
        prose: &Prose,
        text: &str,
        concordance: &Concordance,
        regexes: &Regexes,
    ) -> Vec<Hit> {
        let mut found = Found::default();
        let mut entry = word(self.late.firsts, number as u32);
        let to = word(self.late.firsts, number as u32 + 1);
        let mut places = concordance.0.as_slice();
        // Both are in order: what is behind catches up, so that the shorter one tells how long it takes.
        while entry < to
            && let Some((slot, first, last)) = places.first().copied()
        {
            let entries = &self.late.slots[entry as usize..to as usize];
            let wanted = u32::from_le_bytes(entries[0]);
            match wanted.cmp(&slot) {
                Ordering::Less => {
                    entry += entries.partition_point(|one| u32::from_le_bytes(*one) < slot) as u32;
                }
                Ordering::Greater => {
                    places = &places[places.partition_point(|place| place.0 < wanted)..];
                }
                Ordering::Equal => {
                    let sentence = &prose.sentences[prose.sentence_of(first)];
                    let sentence = (sentence.first as usize, sentence.last as usize);
                    // Few places are looked at, too few to look over their sentences first.
                    let place = Place {
                        anchor: (first, last),
                        sentence,
                        ahead: &ANY,
                        behind: &ANY,
                    };
                    self.try_entry(&self.late.index, prose, entry, slot, place, &mut found);
                    places = &places[1..];
                }
            }
        }
        let mut hits = self.with_regexes(found, prose, text, regexes);
        hits.sort_unstable();
        hits.dedup();
        hits
    }
}
