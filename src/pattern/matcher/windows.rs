//! Which words stand near each place of a sentence, as bits that filters are compared with.

use std::ops::Range;

use super::super::program::{LEVELS, REACHES, filter_bit};
use crate::prose::Word;

/// The bits of the words near one place, per level of reach; at level 0, where nothing is needed, all bits.
pub(super) type Window = [u64; LEVELS];

/// A window that no filter turns away.
pub(super) const ANY: Window = [u64::MAX; LEVELS];

/// Words behind an anchor that are looked over together: more than sentences have. A text without marks is one sentence, however long.
const BLOCK: usize = 512;

/// How far the widest window reaches.
const REACH: usize = REACHES[LEVELS - 1];

/// The windows of a sentence, or of as much of it as is looked over together.
#[derive(Debug, Default)]
pub(super) struct Windows {
    /// Per place the words from there on; one more place than words.
    ahead: Vec<Window>,
    /// Per place the words before it.
    behind: Vec<Window>,
    /// The sentence.
    of: (usize, usize),
    /// Its word at the first place.
    base: usize,
    /// The words that have all their neighbours here.
    known: Range<usize>,
}

impl Windows {
    /// What stands behind and before an anchor, by the numbers of its first and last word and those of its sentence.
    pub(super) fn beside(
        &mut self,
        words: &[Word],
        (first, last): (usize, usize),
        of: (usize, usize),
    ) -> (&Window, &Window) {
        let is_known = self.known.start <= first && last < self.known.end;
        if self.of != of || !is_known {
            let from = of.0.max(first.saturating_sub(REACH));
            let to = of.1.min(last + 1 + BLOCK + REACH);
            self.look_at(&words[from..to]);
            self.of = of;
            self.base = from;
            let start = if from == of.0 { from } else { first };
            let end = if to == of.1 { to } else { to - REACH };
            self.known = start..end;
        }
        (
            &self.ahead[last + 1 - self.base],
            &self.behind[first - self.base],
        )
    }

    /// Looks at another run of words, in the memory of the last one.
    fn look_at(&mut self, words: &[Word]) {
        fill(&mut self.ahead, words.iter().rev());
        self.ahead.reverse();
        fill(&mut self.behind, words.iter());
    }
}

/// One window for what comes before each word, the nearest first, and one for what comes before the end.
fn fill<'w>(windows: &mut Vec<Window>, words: impl Iterator<Item = &'w Word>) {
    let mut nothing = [0; LEVELS];
    nothing[0] = u64::MAX;
    windows.clear();
    windows.push(nothing);
    for (index, word) in words.enumerate() {
        let bit = known_bit(word.id);
        let last = windows[index];
        let earlier = |words: usize, level: usize| {
            let place = (index + 1).checked_sub(words);
            place.map_or(0, |place| windows[place][level])
        };
        let mut window = nothing;
        window[1] = bit;
        // The first levels grow by a word each; the others are put together from windows that overlap or meet, as REACHES has them.
        for level in 2..5 {
            window[level] = bit | last[level - 1];
        }
        window[5] = window[4] | earlier(2, 4);
        window[6] = window[5] | earlier(5, 5);
        window[7] = window[6] | earlier(11, 6) | earlier(21, 6);
        windows.push(window);
    }
}

/// The bit of a word in filters; none for a word that no rule knows.
pub(super) const fn known_bit(id: u16) -> u64 {
    if id == 0 { 0 } else { filter_bit(id) }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn windows_hold_the_words_within_reach(ids in proptest::collection::vec(0u16..40, 0..1_300), from in 0usize..9, width in 0usize..4) {
            let words: Vec<Word> = ids.iter().map(|id| Word { start: 0, end: 0, id: *id, surface: 0, flags: 0, begins: 0, ends: 0, classes: 0 }).collect();
            let bits = |words: &[Word]| words.iter().fold(0, |bits, word| bits | known_bit(word.id));
            let mut windows = Windows::default();
            let of = (from.min(words.len()), words.len());
            for first in (of.0..of.1).chain(of.0..of.1) {
                let last = (first + width).min(of.1 - 1);
                let (after, before) = windows.beside(&words, (first, last), of);
                proptest::prop_assert_eq!((after[0], before[0]), (u64::MAX, u64::MAX));
                for level in 1..LEVELS {
                    let end = (last + 1 + REACHES[level]).min(of.1);
                    proptest::prop_assert_eq!(after[level], bits(&words[last + 1..end]));
                    let start = first.saturating_sub(REACHES[level]).max(of.0);
                    proptest::prop_assert_eq!(before[level], bits(&words[start..first]));
                }
            }
        }
    }
}
