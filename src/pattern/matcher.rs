//! One pass over a text's words finds every phrase of every rule.

use std::sync::OnceLock;

use regex::Regex;

use super::compile::{AT_SURFACE, REGEX, Side, filter_bit, op};
use super::regexes;
use crate::prose::{Class, Ending, Lexicon, Prose, Word, flag, lex};

/// The regular expressions of one table, compiled when first needed.
#[derive(Debug, Default)]
pub struct Regexes {
    cells: Vec<OnceLock<Option<Regex>>>,
}

impl Regexes {
    /// Room for the expressions of a table, none compiled yet.
    pub fn of(matcher: &Matcher<'_>) -> Self {
        Self {
            cells: (1..matcher.regex_starts.len() / 4)
                .map(|_| OnceLock::new())
                .collect(),
        }
    }

    fn get<'s>(&self, index: usize, source: impl FnOnce() -> &'s str) -> Option<&Regex> {
        self.cells
            .get(index)?
            .get_or_init(|| regexes::compile(source()).ok())
            .as_ref()
    }
}

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

/// Steps that one try of one pattern may take; keeps hostile gaps linear.
const MOST_STEPS: u32 = 2_000;

#[derive(Debug, Clone, Copy)]
struct Index<'a> {
    starts: &'a [u8],
    records: &'a [u8],
    class_starts: &'a [u8],
    class_records: &'a [u8],
}

/// A read-only view of a compiled table.
#[derive(Debug, Clone, Copy)]
pub struct Matcher<'a> {
    lexicon: Lexicon<'a>,
    code: &'a [u8],
    set_starts: &'a [u8],
    set_members: &'a [u8],
    set_filters: &'a [u8],
    sides: [Index<'a>; 2],
    owners: &'a [u8],
    regex_starts: &'a [u8],
    regex_sources: &'a [u8],
    not: u16,
}

impl<'a> Matcher<'a> {
    /// Views bytes made by [`super::MatcherBuilder::finish`].
    pub fn new(bytes: &'a [u8]) -> Self {
        let section = |index: usize| {
            let start = word(bytes, index) as usize;
            let end = word(bytes, index + 1) as usize;
            &bytes[start..end]
        };
        let side = |first: usize| Index {
            starts: section(first),
            records: section(first + 1),
            class_starts: section(first + 2),
            class_records: section(first + 3),
        };
        let lexicon = Lexicon::new(section(0));
        let not = lexicon.find_word("not").map_or(0, |entry| entry.id);
        Self {
            lexicon,
            code: section(1),
            set_starts: section(2),
            set_members: section(3),
            set_filters: section(4),
            sides: [side(5), side(9)],
            owners: section(13),
            regex_starts: section(14),
            regex_sources: section(15),
            not,
        }
    }

    /// The words the table knows.
    pub fn lexicon(&self) -> &Lexicon<'a> {
        &self.lexicon
    }

    /// Adds every hit to `hits`, sorted by bank, then place.
    pub fn run(
        &self,
        prose: &Prose,
        text: &str,
        side: Side,
        regexes: &Regexes,
        hits: &mut Vec<Hit>,
    ) {
        let index = &self.sides[usize::from(side == Side::Customer)];
        let mut wanted: Vec<(u32, u32)> = Vec::new();
        for (at, found) in prose.words.iter().enumerate() {
            let at = at as u32;
            if found.id != 0 {
                self.try_word(index, prose, at, found.id, hits, &mut wanted);
            }
            if found.surface != found.id && found.surface != 0 {
                self.try_word(index, prose, at, found.surface, hits, &mut wanted);
            }
        }
        if !index.class_records.is_empty() {
            for span in &prose.spans {
                self.try_class(index, prose, span.class, span.first, span.last, hits);
                if matches!(span.class, Class::Date | Class::Clock | Class::Duration) {
                    self.try_class(index, prose, Class::Time, span.first, span.last, hits);
                }
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        for (regex, owner) in wanted {
            self.try_regex(regex, owner, prose, text, regexes, hits);
        }
        hits.sort_unstable();
        hits.dedup();
    }

    fn try_word(
        &self,
        index: &Index<'a>,
        prose: &Prose,
        at: u32,
        id: u16,
        hits: &mut Vec<Hit>,
        wanted: &mut Vec<(u32, u32)>,
    ) {
        let from = word(index.starts, id as usize);
        let to = word(index.starts, id as usize + 1);
        for record in from..to {
            let (left, right, owner, beside) = record_at(index.records, record);
            if !self.stands_beside(prose, at, beside) {
                continue;
            }
            if left == REGEX {
                wanted.push((right, owner));
                continue;
            }
            if left & AT_SURFACE != 0 {
                if prose.words[at as usize].surface != id {
                    continue;
                }
            } else if prose.words[at as usize].id != id {
                continue;
            }
            let last = if left & AT_SURFACE != 0 {
                joined_end(prose, at)
            } else {
                at
            };
            self.verify(prose, left & !AT_SURFACE, right, owner, at, last, hits);
        }
    }

    fn try_class(
        &self,
        index: &Index<'a>,
        prose: &Prose,
        class: Class,
        first: u32,
        last: u32,
        hits: &mut Vec<Hit>,
    ) {
        let from = word(index.class_starts, class as usize);
        let to = word(index.class_starts, class as usize + 1);
        for record in from..to {
            let (left, right, owner, _) = record_at(index.class_records, record);
            self.verify(prose, left, right, owner, first, last, hits);
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the two programs, their owner and the anchor's two ends are all there is"
    )]
    fn verify(
        &self,
        prose: &Prose,
        left: u32,
        right: u32,
        owner: u32,
        first: u32,
        last: u32,
        hits: &mut Vec<Hit>,
    ) {
        let after = prose.words.get(last as usize + 1);
        let before = first
            .checked_sub(1)
            .and_then(|index| prose.words.get(index as usize));
        if !self.may_begin(right, after) || !self.may_begin(left, before) {
            return;
        }
        let mut steps = MOST_STEPS;
        let Some(end) = self.forward(prose, right, last + 1, &mut steps) else {
            return;
        };
        let Some(start) = self.backward(prose, left, first, &mut steps) else {
            return;
        };
        // “we can” is not said by “we can't”.
        let final_word = &prose.words[end as usize - 1];
        if final_word.classes & lex::AUXILIARY != 0
            && prose
                .words
                .get(end as usize)
                .is_some_and(|next| next.id == self.not && !next.has(flag::SENTENCE_START))
        {
            return;
        }
        let owner = word(self.owners, owner as usize);
        hits.push(Hit {
            bank: (owner >> 16) as u16,
            phrase: owner as u16,
            first: start,
            last: end - 1,
        });
    }

    /// Runs a program to the right; `at` is the next word. Returns the place after the last word matched.
    fn forward(&self, prose: &Prose, mut pc: u32, mut at: u32, steps: &mut u32) -> Option<u32> {
        loop {
            *steps = steps.checked_sub(1)?;
            let instruction = word(self.code, pc as usize);
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
                op::END if next.is_none() => {}
                op::QUESTION if next.is_none() && ending(prose, at) == Ending::Question => {}
                op::EXCLAMATION if next.is_none() && ending(prose, at) == Ending::Exclamation => {}
                _ => return None,
            }
            pc += 1;
        }
    }

    /// Runs a program to the left; `at` is the first word matched so far. Returns the new first word.
    fn backward(&self, prose: &Prose, mut pc: u32, mut at: u32, steps: &mut u32) -> Option<u32> {
        loop {
            *steps = steps.checked_sub(1)?;
            let instruction = word(self.code, pc as usize);
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
                op::START if at_start => {}
                _ => return None,
            }
            pc += 1;
        }
    }

    /// A regular expression, when the text holds every mark that it needs.
    fn regex<'r>(&self, index: usize, text: &str, regexes: &'r Regexes) -> Option<&'r Regex> {
        let part = &self.regex_sources
            [word(self.regex_starts, index) as usize..word(self.regex_starts, index + 1) as usize];
        let (marks, source) = std::str::from_utf8(part).unwrap_or("").split_once('\0')?;
        let is_possible = marks.chars().all(|mark| text.contains(mark));
        is_possible.then(|| regexes.get(index, || source)).flatten()
    }

    /// Whether the words beside an anchor are in the sets they must be in; turns most tries away at little cost.
    fn stands_beside(&self, prose: &Prose, at: u32, (after, before): (u32, u32)) -> bool {
        let holds = |set: u32, place: Option<u32>| {
            set == 0
                || place
                    .and_then(|place| prose.words.get(place as usize))
                    .is_some_and(|word| self.in_set(set - 1, word.id))
        };
        holds(after, Some(at + 1)) && holds(before, at.checked_sub(1))
    }

    /// Whether a program can go on with a word; `true` where only running it can tell. Saves most of the runs behind gaps.
    fn may_begin(&self, pc: u32, next: Option<&Word>) -> bool {
        let instruction = word(self.code, pc as usize);
        let argument = instruction & 0x00FF_FFFF;
        match instruction >> 24 {
            op::WORD => next.is_some_and(|next| u32::from(next.id) == argument),
            op::SET | op::FILTER => next.is_some_and(|next| self.in_set(argument, next.id)),
            op::CLASS => true,
            op::SPLIT => self.may_begin(pc + 1, next) || self.may_begin(pc + argument, next),
            op::JUMP => self.may_begin(pc + argument, next),
            _ => true,
        }
    }

    fn in_set(&self, set: u32, id: u16) -> bool {
        let at = set as usize * 2;
        let filter =
            u64::from(word(self.set_filters, at)) | u64::from(word(self.set_filters, at + 1)) << 32;
        if id == 0 || filter & filter_bit(id) == 0 {
            return false;
        }
        let mut low = word(self.set_starts, set as usize) as usize;
        let mut high = word(self.set_starts, set as usize + 1) as usize;
        while low < high {
            let middle = (low + high) / 2;
            let member = u16::from_le_bytes([
                self.set_members[middle * 2],
                self.set_members[middle * 2 + 1],
            ]);
            match member.cmp(&id) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }

    fn try_regex(
        &self,
        index: u32,
        owner: u32,
        prose: &Prose,
        text: &str,
        regexes: &Regexes,
        hits: &mut Vec<Hit>,
    ) {
        let Some(regex) = self.regex(index as usize, text, regexes) else {
            return;
        };
        let owner = word(self.owners, owner as usize);
        for found in regex.find_iter(text) {
            let first = prose
                .words
                .partition_point(|word| (word.end as usize) <= found.start())
                as u32;
            let after = prose
                .words
                .partition_point(|word| (word.start as usize) < found.end())
                as u32;
            if first < after {
                hits.push(Hit {
                    bank: (owner >> 16) as u16,
                    phrase: owner as u16,
                    first,
                    last: after - 1,
                });
            }
        }
    }
}

fn joined_end(prose: &Prose, at: u32) -> u32 {
    at + u32::from(
        prose
            .words
            .get(at as usize + 1)
            .is_some_and(|next| next.has(flag::JOINED)),
    )
}

fn ending(prose: &Prose, after: u32) -> Ending {
    prose
        .sentences
        .get(prose.sentence_of(after.saturating_sub(1)))
        .map_or(Ending::Open, |sentence| sentence.ending)
}

/// A record: its programs, its owner, and the sets of the words after and before its anchor.
fn record_at(records: &[u8], index: u32) -> (u32, u32, u32, (u32, u32)) {
    let at = index as usize * 5;
    (
        word(records, at),
        word(records, at + 1),
        word(records, at + 2),
        (word(records, at + 3), word(records, at + 4)),
    )
}

fn word(bytes: &[u8], index: usize) -> u32 {
    let mut four = [0u8; 4];
    four.copy_from_slice(&bytes[index * 4..index * 4 + 4]);
    u32::from_le_bytes(four)
}

#[cfg(test)]
mod tests;
