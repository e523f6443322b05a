//! The small machine that runs a pattern's programs around its anchor.

use super::super::program::{SPAN, WITHIN, first_spot, op};
use super::Matcher;
use super::index::{Words, word};
use super::windows::known_bit;
use crate::prose::{Class, Ending, Prose, Word, flag, lex};

/// The program that matches nothing more.
const NOTHING: u32 = 0;

/// Steps that one try of one pattern may take; keeps hostile gaps linear.
const MOST_STEPS: u32 = 2_000;

impl<'a> Matcher<'a> {
    /// Runs the two programs of a try around its anchor; the first and the last word of the match.
    pub(super) fn run_from(
        &self,
        prose: &Prose,
        left: u32,
        right: u32,
        first: u32,
        last: u32,
    ) -> Option<(u32, u32)> {
        let mut steps = MOST_STEPS;
        // Gaps are dear to look over: the other side goes first, and most often settles it.
        let begins_with_gap = matches!(
            word(self.code, right) >> 24,
            op::GAP | op::MOST | op::NEEDED
        );
        let early = if begins_with_gap {
            Some(self.backward(prose, left, first, &mut steps)?)
        } else {
            None
        };
        let end = if right == NOTHING {
            last + 1
        } else {
            self.forward(prose, right, last + 1, &mut steps)?
        };
        let start = match early {
            Some(start) => start,
            None if left == NOTHING => first,
            None => self.backward(prose, left, first, &mut steps)?,
        };
        // “we can” is not said by “we can't”.
        let final_word = &prose.words[end as usize - 1];
        let is_denied = final_word.classes & lex::AUXILIARY != 0
            && prose
                .words
                .get(end as usize)
                .is_some_and(|next| next.id == self.not && !next.has(flag::SENTENCE_START));
        (!is_denied).then_some((start, end - 1))
    }

    /// Runs a program to the right; `at` is the next word. Returns the place after the last word matched.
    pub(super) fn forward(
        &self,
        prose: &Prose,
        mut pc: u32,
        mut at: u32,
        steps: &mut u32,
    ) -> Option<u32> {
        loop {
            *steps = steps.checked_sub(1)?;
            let instruction = word(self.code, pc);
            let argument = instruction & 0x00FF_FFFF;
            let next = prose
                .words
                .get(at as usize)
                .filter(|next| !next.has(flag::SENTENCE_START));
            match instruction >> 24 {
                op::MATCH => return Some(at),
                op::WORD => {
                    if u32::from(next?.id) != argument {
                        return None;
                    }
                    at += 1;
                }
                op::SET => {
                    if !self.in_set(argument, next?.id) {
                        return None;
                    }
                    at += 1;
                }
                op::FILTER => {
                    if !self.in_set(argument, next?.id) {
                        return None;
                    }
                }
                op::SURFACE => {
                    if u32::from(next?.surface) != argument {
                        return None;
                    }
                    at = joined_end(prose, at) + 1;
                }
                op::CLASS => {
                    let class = Class::ALL[argument as usize];
                    if next?.begins & class.bit() == 0 {
                        return None;
                    }
                    at = prose.class_from(at, class)?.last + 1;
                }
                op::ANY => {
                    next?;
                    at += 1;
                }
                op::GAP => {
                    for skip in 0..=argument {
                        if self.may_begin(pc + 1, prose.words.get((at + skip) as usize))
                            && let Some(end) = self.forward(prose, pc + 1, at + skip, steps)
                        {
                            return Some(end);
                        }
                        let inside = prose
                            .words
                            .get((at + skip) as usize)
                            .is_some_and(|word| !word.has(flag::SENTENCE_START));
                        if !inside {
                            return None;
                        }
                    }
                    return None;
                }
                op::MOST => {
                    let words = prose.words.get(at as usize..).unwrap_or_default();
                    let inside = (words.iter().take(argument as usize))
                        .take_while(|word| !word.has(flag::SENTENCE_START))
                        .count() as u32;
                    return (0..=inside).rev().find_map(|taken| {
                        let next = prose.words.get((at + taken) as usize);
                        if self.may_begin(pc + 1, next) {
                            self.forward(prose, pc + 1, at + taken, steps)
                        } else {
                            None
                        }
                    });
                }
                op::SPLIT => {
                    if self.may_begin(pc + 1, next)
                        && let Some(end) = self.forward(prose, pc + 1, at, steps)
                    {
                        return Some(end);
                    }
                    pc += argument;
                    continue;
                }
                op::JUMP => {
                    pc += argument;
                    continue;
                }
                op::SWITCH => {
                    let (last, others) = self
                        .branches(pc, next.map_or(0, |next| next.id))
                        .split_last()?;
                    for branch in others {
                        let branch = pc + u32::from_le_bytes(*branch);
                        if let Some(end) = self.forward(prose, branch, at, steps) {
                            return Some(end);
                        }
                    }
                    pc += u32::from_le_bytes(*last);
                    continue;
                }
                op::NEEDED => {
                    let ahead = prose.words.get(at as usize..).unwrap_or_default();
                    let mut ids = ahead
                        .iter()
                        .take_while(|word| !word.has(flag::SENTENCE_START))
                        .map(|word| word.id);
                    self.find_needed(argument, &mut ids)?;
                }
                op::END if next.is_none() => {}
                op::QUESTION if next.is_none() && ending(prose, at) == Ending::Question => {}
                op::EXCLAMATION if next.is_none() && ending(prose, at) == Ending::Exclamation => {}
                _ => return None,
            }
            pc += 1;
        }
    }

    /// Runs a program to the left; `at` is the first word matched so far. Returns the new first word.
    pub(super) fn backward(
        &self,
        prose: &Prose,
        mut pc: u32,
        mut at: u32,
        steps: &mut u32,
    ) -> Option<u32> {
        loop {
            *steps = steps.checked_sub(1)?;
            let instruction = word(self.code, pc);
            let argument = instruction & 0x00FF_FFFF;
            let at_start = prose.words[at as usize].has(flag::SENTENCE_START);
            let next = if at_start || at == 0 {
                None
            } else {
                prose.words.get(at as usize - 1)
            };
            match instruction >> 24 {
                op::MATCH => return Some(at),
                op::WORD => {
                    if u32::from(next?.id) != argument {
                        return None;
                    }
                    at -= 1;
                }
                op::SET => {
                    if !self.in_set(argument, next?.id) {
                        return None;
                    }
                    at -= 1;
                }
                op::FILTER => {
                    if !self.in_set(argument, next?.id) {
                        return None;
                    }
                }
                op::SURFACE => {
                    // A tail such as “'s” may begin a text without the word it belongs to.
                    let start = at.checked_sub(1 + u32::from(next?.has(flag::JOINED)))?;
                    if u32::from(prose.words[start as usize].surface) != argument {
                        return None;
                    }
                    at = start;
                }
                op::CLASS => {
                    let class = Class::ALL[argument as usize];
                    if next?.ends & class.bit() == 0 {
                        return None;
                    }
                    at = prose.class_to(at - 1, class)?.first;
                }
                op::ANY => {
                    next?;
                    at -= 1;
                }
                op::GAP => {
                    for skip in 0..=argument {
                        let before = (at - skip).checked_sub(1);
                        let candidate = before.and_then(|index| prose.words.get(index as usize));
                        if self.may_begin(pc + 1, candidate)
                            && let Some(start) = self.backward(prose, pc + 1, at - skip, steps)
                        {
                            return Some(start);
                        }
                        if prose.words[(at - skip) as usize].has(flag::SENTENCE_START) || at == skip
                        {
                            return None;
                        }
                    }
                    return None;
                }
                op::MOST => {
                    // A word that begins a sentence is the last that can be taken.
                    let mut inside = 0;
                    while inside < argument.min(at)
                        && !prose.words[(at - inside) as usize].has(flag::SENTENCE_START)
                    {
                        inside += 1;
                    }
                    return (0..=inside).rev().find_map(|taken| {
                        let before = (at - taken).checked_sub(1);
                        let next = before.and_then(|index| prose.words.get(index as usize));
                        if self.may_begin(pc + 1, next) {
                            self.backward(prose, pc + 1, at - taken, steps)
                        } else {
                            None
                        }
                    });
                }
                op::SPLIT => {
                    if self.may_begin(pc + 1, next)
                        && let Some(start) = self.backward(prose, pc + 1, at, steps)
                    {
                        return Some(start);
                    }
                    pc += argument;
                    continue;
                }
                op::JUMP => {
                    pc += argument;
                    continue;
                }
                op::SWITCH => {
                    let (last, others) = self
                        .branches(pc, next.map_or(0, |next| next.id))
                        .split_last()?;
                    for branch in others {
                        let branch = pc + u32::from_le_bytes(*branch);
                        if let Some(start) = self.backward(prose, branch, at, steps) {
                            return Some(start);
                        }
                    }
                    pc += u32::from_le_bytes(*last);
                    continue;
                }
                op::NEEDED => {
                    let mut left = at as usize + 1;
                    let mut ids = std::iter::from_fn(|| {
                        left -= 1;
                        let is_inside = left != 0 && !prose.words[left].has(flag::SENTENCE_START);
                        is_inside.then(|| prose.words[left - 1].id)
                    })
                    .fuse();
                    self.find_needed(argument, &mut ids)?;
                }
                op::START if at_start => {}
                _ => return None,
            }
            pc += 1;
        }
    }

    /// The first of the next words that is in the set of a [`op::NEEDED`].
    pub(super) fn find_needed(
        &self,
        argument: u32,
        ids: &mut dyn Iterator<Item = u16>,
    ) -> Option<u16> {
        let set = argument & ((1 << SPAN) - 1);
        ids.take((argument >> SPAN) as usize + 1)
            .find(|id| self.in_set(set, *id))
    }

    /// Whether a program can go on with a word; `true` where only running it can tell. Saves most of the runs behind gaps.
    #[inline]
    pub(super) fn may_begin(&self, pc: u32, next: Option<&Word>) -> bool {
        let instruction = word(self.code, pc);
        let argument = instruction & 0x00FF_FFFF;
        let id = next.map_or(0, |next| next.id);
        match instruction >> 24 {
            op::WORD => u32::from(id) == argument && next.is_some(),
            op::SET | op::FILTER => self.in_set(argument, id),
            op::SPLIT | op::JUMP => self.may_begin_either(pc, next),
            op::CLASS => {
                let class = Class::ALL[argument as usize].bit();
                next.is_some_and(|next| (next.begins | next.ends) & class != 0)
            }
            op::SWITCH => (self.branches(pc, id).iter())
                .any(|branch| self.may_begin(pc + u32::from_le_bytes(*branch), next)),
            _ => true,
        }
    }

    pub(super) fn may_begin_either(&self, pc: u32, next: Option<&Word>) -> bool {
        let instruction = word(self.code, pc);
        let other = pc + (instruction & 0x00FF_FFFF);
        instruction >> 24 == op::SPLIT && self.may_begin(pc + 1, next)
            || self.may_begin(other, next)
    }

    /// The alternatives of a [`op::SWITCH`] that can begin with a word, relative to it.
    pub(super) fn branches(&self, pc: u32, id: u16) -> Words<'a> {
        let count = (word(self.code, pc) & 0x00FF_FFFF) as usize;
        let first = pc as usize + 1;
        let places = &self.code[first..first + count + 2];
        let place = |index: usize| u32::from_le_bytes(places[index]);
        let index = places[..count]
            .partition_point(|place| u32::from_le_bytes(*place) >> 16 < u32::from(id));
        let is_listed = index < count && place(index) >> 16 == u32::from(id);
        let from = if is_listed { index } else { count };
        let list = first + count + 2;
        let at = |index: usize| list + (place(index) & 0xFFFF) as usize;
        &self.code[at(from)..at(from + 1)]
    }

    #[inline]
    pub(super) fn in_set(&self, set: u32, id: u16) -> bool {
        let low = word(self.set_filters, set * 2);
        let high = word(self.set_filters, set * 2 + 1);
        let filter = u64::from(low) | u64::from(high) << 32;
        filter & known_bit(id) != 0 && self.is_member(set, id)
    }

    /// Whether one of the words that a group looks over, the nearest first, is in its set.
    pub(super) fn has_member<'w>(
        &self,
        needed: u32,
        filter: u64,
        near: impl Iterator<Item = &'w Word>,
    ) -> bool {
        let set = (needed & ((1 << WITHIN) - 1)) - 1;
        let reach = (needed >> WITHIN) as usize + 1;
        near.take(reach)
            .any(|word| filter & known_bit(word.id) != 0 && self.is_member(set, word.id))
    }

    /// Whether a set has a word that some rule knows.
    pub(super) fn is_member(&self, set: u32, id: u16) -> bool {
        let from = word(self.set_starts, set) as usize;
        let to = word(self.set_starts, set + 1) as usize;
        let table = &self.set_members[from..to];
        let mut at = first_spot(id);
        loop {
            // A power of two, at most half full: each search ends.
            at &= table.len() - 1;
            match u16::from_le_bytes(table[at]) {
                0 => return false,
                member if member == id => return true,
                _ => at += 1,
            }
        }
    }
}

pub(super) fn joined_end(prose: &Prose, at: u32) -> u32 {
    at + u32::from(
        prose
            .words
            .get(at as usize + 1)
            .is_some_and(|next| next.has(flag::JOINED)),
    )
}

pub(super) fn ending(prose: &Prose, after: u32) -> Ending {
    prose
        .sentences
        .get(prose.sentence_of(after.saturating_sub(1)))
        .map_or(Ending::Open, |sentence| sentence.ending)
}
