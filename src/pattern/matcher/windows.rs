//! Which words stand near each place of a sentence, as bits that filters are compared with.

use super::super::program::{LEVELS, filter_bit};
use crate::prose::Word;

/// The bits of the words near one place, per level of reach; at level 0, where nothing is needed, all bits.
pub(super) type Window = [u64; LEVELS];

/// A window that no filter turns away.
pub(super) const ANY: Window = [u64::MAX; LEVELS];

/// The windows of a run of words.
#[derive(Debug, Default)]
pub(super) struct Windows {
    /// Per place the words from there on; one more place than words.
    ahead: Vec<Window>,
    /// Per place the words before it.
    behind: Vec<Window>,
}

impl Windows {
    /// Looks at another run of words, in the memory of the last one.
    pub(super) fn look_at(&mut self, words: &[Word]) {
        fill(&mut self.ahead, words.iter().rev());
        self.ahead.reverse();
        fill(&mut self.behind, words.iter());
    }

    /// What stands from a place on.
    pub(super) fn ahead(&self, place: usize) -> &Window {
        &self.ahead[place]
    }

    /// What stands before a place.
    pub(super) fn behind(&self, place: usize) -> &Window {
        &self.behind[place]
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
    use crate::pattern::program::REACHES;

    proptest::proptest! {
        #[test]
        fn windows_hold_the_words_within_reach(ids in proptest::collection::vec(0u16..40, 0..90)) {
            let words: Vec<Word> = ids.iter().map(|id| Word { start: 0, end: 0, id: *id, surface: 0, flags: 0, begins: 0, ends: 0, classes: 0 }).collect();
            let mut windows = Windows::default();
            windows.look_at(&words);
            let bits = |words: &[Word]| words.iter().fold(0, |bits, word| bits | known_bit(word.id));
            for place in 0..=words.len() {
                for level in 1..LEVELS {
                    let ahead = (place + REACHES[level]).min(words.len());
                    proptest::prop_assert_eq!(windows.ahead(place)[level], bits(&words[place..ahead]));
                    let behind = place.saturating_sub(REACHES[level]);
                    proptest::prop_assert_eq!(windows.behind(place)[level], bits(&words[behind..place]));
                }
                proptest::prop_assert_eq!(windows.ahead(place)[0], u64::MAX);
            }
        }
    }
}
