//! The form of a compiled table that its builder and its reader share: the steps of a program, and what the numbers beside it mean.

use crate::prose::WordId;

pub(super) mod op {
    pub(in crate::pattern) const MATCH: u32 = 0;
    pub(in crate::pattern) const WORD: u32 = 1;
    pub(in crate::pattern) const SET: u32 = 2;
    pub(in crate::pattern) const SURFACE: u32 = 3;
    pub(in crate::pattern) const CLASS: u32 = 4;
    pub(in crate::pattern) const ANY: u32 = 5;
    pub(in crate::pattern) const GAP: u32 = 6;
    pub(in crate::pattern) const SPLIT: u32 = 7;
    pub(in crate::pattern) const JUMP: u32 = 8;
    pub(in crate::pattern) const START: u32 = 9;
    pub(in crate::pattern) const END: u32 = 10;
    pub(in crate::pattern) const QUESTION: u32 = 11;
    pub(in crate::pattern) const EXCLAMATION: u32 = 12;
    /// The next word must be in a set for any of the alternatives that follow; takes no word.
    pub(in crate::pattern) const FILTER: u32 = 13;
    /// Up to so many words, as many as will do; what `[_] [_] [_]` means, without trying each of them alone.
    pub(in crate::pattern) const MOST: u32 = 14;
    /// One of the next words must be in a set, or what follows cannot match; takes no word. Stands before gaps, which are dear to look over.
    pub(in crate::pattern) const NEEDED: u32 = 15;
    /// Goes on at the alternatives that can begin with the next word; takes no word. How many words there are; each with the place of its
    /// alternatives in a list; the place there of those that any other word can begin, and the list's length; the list, of places relative
    /// to this step.
    pub(in crate::pattern) const SWITCH: u32 = 16;
}

/// Where the number of words between begins in the argument of [`op::NEEDED`], above the number of the set.
pub(super) const SPAN: u32 = 19;

/// Marks a record whose program is a regular expression; the right program is its index.
pub(super) const REGEX: u32 = u32::MAX;

/// Marks a record anchored at the form as typed.
pub(super) const AT_SURFACE: u32 = 1 << 31;

/// Where the number of words between an anchor and a needed word begins, above the number of their set.
pub(super) const WITHIN: u32 = 24;

/// Numbers of one try: two programs and an owner.
pub(super) const TRY: u32 = 3;

/// The most words between an anchor and a needed word that are looked over.
pub(super) const WIDEST: u32 = 31;

/// Where the level of reach begins in what a group needs, above the words between.
pub(super) const LEVEL: u32 = 29;

/// How many levels of reach there are; 0 means that nothing is needed.
pub(super) const LEVELS: usize = 8;

/// The words that each level looks over.
pub(super) const REACHES: [usize; LEVELS] = [0, 1, 2, 3, 4, 6, 11, WIDEST as usize + 1];

/// What a group needs on one side, with the level that is wide enough for it.
pub(super) const fn with_level(needed: u32) -> u32 {
    if needed == 0 {
        return 0;
    }
    let reach = (needed >> WITHIN) as usize + 1;
    let mut level = 1;
    while REACHES[level] < reach {
        level += 1;
    }
    needed | (level as u32) << LEVEL
}

pub(super) const fn filter_bit(id: WordId) -> u64 {
    1 << (spread(id) >> 26)
}

/// Where the search for a word begins in a set's table, modulo the table's size.
pub(super) const fn first_spot(id: WordId) -> usize {
    (spread(id) >> 12) as usize
}

const fn spread(id: WordId) -> u32 {
    (id as u32).wrapping_mul(0x9E37_79B1)
}
