//! What is tried where: the anchors of a table, and what must stand near them.

use super::super::program::{self, WIDEST, WITHIN, filter_bit};
use crate::prose::Word;

/// The words of a sentence on one side of an anchor, the nearest first.
pub(super) struct Near<'w> {
    pub(super) words: &'w [Word],
    pub(super) is_ahead: bool,
    /// The bits of the first word, of the first two, and so on, as far as they were asked for.
    pub(super) bits: [u64; WIDEST as usize + 1],
    pub(super) known: usize,
}

impl<'w> Near<'w> {
    pub(super) fn ahead(words: &'w [Word]) -> Self {
        Self::of(words, true)
    }

    pub(super) fn behind(words: &'w [Word]) -> Self {
        Self::of(words, false)
    }

    pub(super) fn of(words: &'w [Word], is_ahead: bool) -> Self {
        Self {
            words,
            is_ahead,
            bits: [0; WIDEST as usize + 1],
            known: 0,
        }
    }

    pub(super) fn id(&self, index: usize) -> u16 {
        if self.is_ahead {
            self.words[index].id
        } else {
            self.words[self.words.len() - 1 - index].id
        }
    }

    /// How many words a group looks over.
    #[inline]
    pub(super) fn reach(&self, needed: u32) -> usize {
        ((needed >> WITHIN) as usize + 1).min(self.words.len())
    }

    /// The bits of the words that a group looks over.
    #[inline]
    pub(super) fn bits(&mut self, needed: u32) -> u64 {
        let reach = self.reach(needed);
        while self.known < reach {
            let before = self.known.checked_sub(1).map_or(0, |last| self.bits[last]);
            self.bits[self.known] = before | known_bit(self.id(self.known));
            self.known += 1;
        }
        reach.checked_sub(1).map_or(0, |last| self.bits[last])
    }
}

/// Where an anchor stands: its first and its last word, and the words of its sentence, the last not included.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) anchor: (u32, u32),
    pub(super) sentence: (usize, usize),
}

/// Numbers of four bytes, read where they stand.
pub(super) type Words<'a> = &'a [[u8; 4]];

/// What is tried at words and classes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Index<'a> {
    /// Per entry its first group. For a side, an entry is a slot: words by their numbers, behind them the classes.
    pub(super) starts: Words<'a>,
    /// What the words beside an anchor must be, and which tries it then allows; see [`Group`].
    pub(super) groups: Words<'a>,
    /// Two programs and an owner each; equal programs stand together.
    pub(super) tries: Words<'a>,
}

/// Numbers of one group.
pub(super) const GROUP: usize = 8;

/// Numbers of one try.
pub(super) const TRY: usize = program::TRY as usize;

/// Tries of one anchor that want the same words beside it.
pub(super) struct Group {
    /// Filters of the sets of the next and of the last word.
    pub(super) filters: (u64, u64),
    /// What must stand behind and before, as the builder tells it; 0 when any word will do.
    pub(super) sets: (u32, u32),
    pub(super) tries: std::ops::Range<usize>,
}

impl Group {
    pub(super) fn new(numbers: &[[u8; 4]; GROUP]) -> Self {
        let [a, b, c, d, after, before, from, to] = numbers.map(u32::from_le_bytes);
        let wide = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        Self {
            filters: (wide(a, b), wide(c, d)),
            sets: (after, before),
            tries: from as usize..to as usize,
        }
    }
}

/// The bit of a word in filters; none for a word that no rule knows.
pub(super) const fn known_bit(id: u16) -> u64 {
    if id == 0 { 0 } else { filter_bit(id) }
}

pub(super) fn word(words: Words<'_>, index: u32) -> u32 {
    u32::from_le_bytes(words[index as usize])
}
