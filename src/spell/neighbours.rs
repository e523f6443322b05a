//! Words one edit away, found by probing the table; a hundredth of the price of a full search.

use super::dictionary::{Dictionary, LetterCase, WordInfo};

/// Letters that an edit may put in.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz'";

impl Dictionary<'_> {
    /// Whether a known word is one edit away from `word`, which is in lower case.
    pub(super) fn has_neighbour(&self, word: &str) -> bool {
        any_edit(word, |candidate| self.lower_entry(candidate).is_some())
    }

    /// Whether a capitalised stranger at the start of a sentence is plainly a slip for a very common word, rather
    /// than a name: two letters swapped, one doubled or left out inside.
    pub(super) fn is_near_common(&self, word: &str) -> bool {
        let letters = word.as_bytes();
        let common = |candidate: &[u8]| {
            self.lower_entry(candidate)
                .map(WordInfo::unpack)
                .is_some_and(|info| info.level <= 20 && info.case == LetterCase::Lower)
        };
        let mut buffer = Vec::with_capacity(letters.len() + 1);
        word.is_ascii()
            && (1..letters.len()).any(|at| {
                buffer.clear();
                buffer.extend(letters);
                if at + 1 < letters.len() {
                    buffer.swap(at, at + 1);
                    if common(&buffer) {
                        return true;
                    }
                    buffer.swap(at, at + 1);
                }
                // A letter left out before the last.
                buffer.insert(at, 0);
                LETTERS.iter().any(|letter| {
                    buffer[at] = *letter;
                    common(&buffer)
                })
            })
    }
}

/// Whether any word one edit away passes the test.
fn any_edit(word: &str, mut test: impl FnMut(&[u8]) -> bool) -> bool {
    let letters = word.as_bytes();
    let mut buffer = Vec::with_capacity(letters.len() + 1);
    for at in 0..=letters.len() {
        let (left, right) = letters.split_at(at);
        if let [first, rest @ ..] = right {
            buffer.clear();
            buffer.extend(left);
            buffer.extend(rest);
            if test(&buffer) {
                return true;
            }
            if let [second, rest @ ..] = rest {
                buffer.clear();
                buffer.extend(left);
                buffer.extend([second, first]);
                buffer.extend(rest);
                if test(&buffer) {
                    return true;
                }
            }
        }
        for letter in LETTERS {
            for skip in 0..=usize::from(!right.is_empty()) {
                buffer.clear();
                buffer.extend(left);
                buffer.push(*letter);
                buffer.extend(&right[skip..]);
                if test(&buffer) {
                    return true;
                }
            }
        }
    }
    false
}
