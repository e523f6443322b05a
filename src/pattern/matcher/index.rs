//! What is tried where: the anchors of a table, and what must stand near them.

use super::super::program::{self, LEVEL};
use super::windows::Window;

/// The bits that tell what a group needs, without its level.
const NEEDED: u32 = (1 << LEVEL) - 1;

/// Where an anchor stands: its first and its last word, the words of its sentence, and what is near it.
#[derive(Clone, Copy)]
pub(super) struct Place<'w> {
    pub(super) anchor: (u32, u32),
    pub(super) sentence: (usize, usize),
    pub(super) ahead: &'w Window,
    pub(super) behind: &'w Window,
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
    /// How far each of the two is looked for.
    pub(super) levels: (usize, usize),
    pub(super) tries: std::ops::Range<usize>,
}

impl Group {
    pub(super) fn new(numbers: &[[u8; 4]; GROUP]) -> Self {
        let [a, b, c, d, after, before, from, to] = numbers.map(u32::from_le_bytes);
        let wide = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        Self {
            filters: (wide(a, b), wide(c, d)),
            sets: (after & NEEDED, before & NEEDED),
            levels: ((after >> LEVEL) as usize, (before >> LEVEL) as usize),
            tries: from as usize..to as usize,
        }
    }
}

pub(super) fn word(words: Words<'_>, index: u32) -> u32 {
    u32::from_le_bytes(words[index as usize])
}
