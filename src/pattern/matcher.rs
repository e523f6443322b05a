//! One pass over a text's words finds every phrase of every rule.

use std::sync::OnceLock;

use regex::bytes::Regex;

use super::compile::{AT_SURFACE, REGEX, SPAN, Side, WIDEST, WITHIN, filter_bit, op};
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
            cells: (1..matcher.regex_starts.len())
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

impl Hit {
    /// One number that sorts as the fields do.
    const fn key(&self) -> u128 {
        (self.bank as u128) << 80
            | (self.phrase as u128) << 64
            | (self.first as u128) << 32
            | self.last as u128
    }

    const fn of_key(key: u128) -> Self {
        Self {
            bank: (key >> 80) as u16,
            phrase: (key >> 64) as u16,
            first: (key >> 32) as u32,
            last: key as u32,
        }
    }
}

/// The words of a sentence on one side of an anchor, the nearest first.
struct Near<'w> {
    words: &'w [Word],
    is_ahead: bool,
    /// The bits of the first word, of the first two, and so on, as far as they were asked for.
    bits: [u64; WIDEST as usize + 1],
    known: usize,
}

impl<'w> Near<'w> {
    fn ahead(words: &'w [Word]) -> Self {
        Self::of(words, true)
    }

    fn behind(words: &'w [Word]) -> Self {
        Self::of(words, false)
    }

    fn of(words: &'w [Word], is_ahead: bool) -> Self {
        Self {
            words,
            is_ahead,
            bits: [0; WIDEST as usize + 1],
            known: 0,
        }
    }

    fn id(&self, index: usize) -> u16 {
        if self.is_ahead {
            self.words[index].id
        } else {
            self.words[self.words.len() - 1 - index].id
        }
    }

    /// How many words a group looks over.
    #[inline]
    fn reach(&self, needed: u32) -> usize {
        ((needed >> WITHIN) as usize + 1).min(self.words.len())
    }

    /// The bits of the words that a group looks over.
    #[inline]
    fn bits(&mut self, needed: u32) -> u64 {
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
struct Place {
    anchor: (u32, u32),
    sentence: (usize, usize),
}

/// The program that matches nothing more.
const NOTHING: u32 = 0;

/// Steps that one try of one pattern may take; keeps hostile gaps linear.
const MOST_STEPS: u32 = 2_000;

/// Numbers of four bytes, read where they stand.
type Words<'a> = &'a [[u8; 4]];

/// What is tried at the words and classes of one side.
#[derive(Debug, Clone, Copy)]
struct Index<'a> {
    /// Per word, and behind the words per class, its first group.
    starts: Words<'a>,
    /// What the words beside an anchor must be, and which tries it then allows; see [`Group`].
    groups: Words<'a>,
    /// Two programs and an owner each; equal programs stand together.
    tries: Words<'a>,
}

impl Index<'_> {
    /// The place of a class among the starts.
    const fn slot(&self, class: Class) -> u32 {
        (self.starts.len() - 1 - Class::ALL.len()) as u32 + class as u32
    }
}

/// Numbers of one group.
const GROUP: usize = 8;
/// Numbers of one try.
const TRY: usize = 3;

/// Tries of one anchor that want the same words beside it.
struct Group {
    /// Filters of the sets of the next and of the last word.
    filters: (u64, u64),
    /// What must stand behind and before, as the builder tells it; 0 when any word will do.
    sets: (u32, u32),
    tries: std::ops::Range<usize>,
}

impl Group {
    fn new(numbers: &[[u8; 4]; GROUP]) -> Self {
        let [a, b, c, d, after, before, from, to] = numbers.map(u32::from_le_bytes);
        let wide = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        Self {
            filters: (wide(a, b), wide(c, d)),
            sets: (after, before),
            tries: from as usize..to as usize,
        }
    }
}

/// A read-only view of a compiled table.
#[derive(Debug, Clone, Copy)]
pub struct Matcher<'a> {
    lexicon: Lexicon<'a>,
    code: Words<'a>,
    set_starts: Words<'a>,
    set_members: &'a [[u8; 2]],
    set_filters: Words<'a>,
    sides: [Index<'a>; 2],
    owners: Words<'a>,
    regex_starts: Words<'a>,
    regex_sources: &'a [u8],
    not: u16,
    /// How many slots of an index belong to words.
    word_slots: usize,
}

impl<'a> Matcher<'a> {
    /// Views bytes made by [`super::MatcherBuilder::finish`].
    pub fn new(bytes: &'a [u8]) -> Self {
        let heads = bytes.as_chunks().0;
        let section = |index: usize| {
            let start = word(heads, index as u32) as usize;
            let end = word(heads, index as u32 + 1) as usize;
            &bytes[start..end]
        };
        let words = |index: usize| section(index).as_chunks().0;
        let side = |first: usize| Index {
            starts: words(first),
            groups: words(first + 1),
            tries: words(first + 2),
        };
        let lexicon = Lexicon::new(section(0));
        let not = lexicon.find_word("not").map_or(0, |entry| entry.id);
        let sides: [Index<'a>; 2] = [side(5), side(8)];
        Self {
            lexicon,
            word_slots: sides[0].slot(Class::ALL[0]) as usize,
            code: words(1),
            set_starts: words(2),
            set_members: section(3).as_chunks().0,
            set_filters: words(4),
            sides,
            owners: words(11),
            regex_starts: words(12),
            regex_sources: section(13),
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
        let mut spans = prose.spans.iter().peekable();
        let mut first = 0;
        for words in prose
            .words
            .chunk_by(|_, next| !next.has(flag::SENTENCE_START))
        {
            let sentence = (first, first + words.len());
            let mut visit = |slot, anchor| {
                let place = Place { anchor, sentence };
                self.try_slot(index, prose, slot, place, hits, &mut wanted);
            };
            for (at, word) in (first as u32..).zip(words) {
                if word.id != 0 {
                    visit(u32::from(word.id), (at, at));
                }
                if word.surface != word.id && word.surface != 0 {
                    visit(u32::from(word.surface), (at, at));
                }
            }
            while let Some(span) = spans.next_if(|span| (span.first as usize) < sentence.1) {
                visit(index.slot(span.class), (span.first, span.last));
                if matches!(span.class, Class::Date | Class::Clock | Class::Duration) {
                    visit(index.slot(Class::Time), (span.first, span.last));
                }
            }
            first = sentence.1;
        }
        wanted.sort_unstable();
        wanted.dedup();
        for (regex, owner) in wanted {
            self.try_regex(regex, owner, prose, text, regexes, hits);
        }
        // Numbers sort faster than records whose keys are put together at each comparison.
        let mut keys: Vec<u128> = hits.iter().map(Hit::key).collect();
        keys.sort_unstable();
        keys.dedup();
        hits.clear();
        hits.extend(keys.into_iter().map(Hit::of_key));
    }

    /// Tries what is anchored at a word, or at a class that stands there.
    fn try_slot(
        &self,
        index: &Index<'a>,
        prose: &Prose,
        slot: u32,
        Place { anchor, sentence }: Place,
        hits: &mut Vec<Hit>,
        wanted: &mut Vec<(u32, u32)>,
    ) {
        let from = word(index.starts, slot) as usize * GROUP;
        let to = word(index.starts, slot + 1) as usize * GROUP;
        if from == to {
            return;
        }
        let mut ahead = Near::ahead(&prose.words[anchor.1 as usize + 1..sentence.1]);
        let mut behind = Near::behind(&prose.words[sentence.0..anchor.0 as usize]);
        for group in index.groups[from..to].as_chunks().0 {
            let group = Group::new(group);
            let (after, before) = group.sets;
            // The filters turn most groups away before anything else is read.
            if after != 0 && group.filters.0 & ahead.bits(after) == 0
                || before != 0 && group.filters.1 & behind.bits(before) == 0
                || after != 0 && !self.has_member(after, group.filters.0, &ahead)
                || before != 0 && !self.has_member(before, group.filters.1, &behind)
            {
                continue;
            }
            let tries = &index.tries[group.tries.start * TRY..group.tries.end * TRY];
            self.try_group(prose, anchor, slot, tries.as_chunks().0, hits, wanted);
        }
    }

    /// Runs the programs of a group, equal ones once for all their owners.
    fn try_group(
        &self,
        prose: &Prose,
        (first, last): (u32, u32),
        slot: u32,
        tries: &[[[u8; 4]; TRY]],
        hits: &mut Vec<Hit>,
        wanted: &mut Vec<(u32, u32)>,
    ) {
        let anchor = &prose.words[first as usize];
        // A word may be anchored by its meaning and as typed; those are tried apart.
        let is_other = |id: u16| (slot as usize) < self.word_slots && u32::from(id) != slot;
        for same in tries.chunk_by(|a, b| a[..2] == b[..2]) {
            let [left, right, _] = same[0].map(u32::from_le_bytes);
            let owners = || same.iter().map(|one| u32::from_le_bytes(one[2]));
            if left == REGEX {
                wanted.extend(owners().map(|owner| (right, owner)));
                continue;
            }
            let last = if left & AT_SURFACE != 0 {
                if is_other(anchor.surface) {
                    continue;
                }
                joined_end(prose, first)
            } else {
                if is_other(anchor.id) {
                    continue;
                }
                last
            };
            if let Some(words) = self.run_from(prose, left & !AT_SURFACE, right, first, last) {
                hits.extend(owners().map(|owner| self.hit(owner, words)));
            }
        }
    }

    fn hit(&self, owner: u32, (first, last): (u32, u32)) -> Hit {
        let owner = word(self.owners, owner);
        Hit {
            bank: (owner >> 16) as u16,
            phrase: owner as u16,
            first,
            last,
        }
    }

    /// Runs the two programs of a try around its anchor; the first and the last word of the match.
    fn run_from(
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
    fn forward(&self, prose: &Prose, mut pc: u32, mut at: u32, steps: &mut u32) -> Option<u32> {
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
                    let (last, others) = self.branches(pc, next?.id).split_last()?;
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
    fn backward(&self, prose: &Prose, mut pc: u32, mut at: u32, steps: &mut u32) -> Option<u32> {
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
                    let (last, others) = self.branches(pc, next?.id).split_last()?;
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
    fn find_needed(&self, argument: u32, ids: &mut dyn Iterator<Item = u16>) -> Option<u16> {
        let set = argument & ((1 << SPAN) - 1);
        ids.take((argument >> SPAN) as usize + 1)
            .find(|id| self.in_set(set, *id))
    }

    /// A regular expression, when the text holds every mark that it needs.
    fn regex<'r>(&self, index: u32, text: &str, regexes: &'r Regexes) -> Option<&'r Regex> {
        let part = &self.regex_sources
            [word(self.regex_starts, index) as usize..word(self.regex_starts, index + 1) as usize];
        let (marks, source) = std::str::from_utf8(part).unwrap_or("").split_once('\0')?;
        let is_possible = marks.chars().all(|mark| text.contains(mark));
        is_possible
            .then(|| regexes.get(index as usize, || source))
            .flatten()
    }

    /// Whether a program can go on with a word; `true` where only running it can tell. Saves most of the runs behind gaps.
    #[inline]
    fn may_begin(&self, pc: u32, next: Option<&Word>) -> bool {
        let instruction = word(self.code, pc);
        let argument = instruction & 0x00FF_FFFF;
        let id = next.map_or(0, |next| next.id);
        match instruction >> 24 {
            op::WORD => u32::from(id) == argument && next.is_some(),
            op::SET | op::FILTER => self.in_set(argument, id),
            op::SPLIT | op::JUMP => self.may_begin_either(pc, next),
            op::SWITCH => !self.branches(pc, id).is_empty(),
            _ => true,
        }
    }

    fn may_begin_either(&self, pc: u32, next: Option<&Word>) -> bool {
        let instruction = word(self.code, pc);
        let other = pc + (instruction & 0x00FF_FFFF);
        instruction >> 24 == op::SPLIT && self.may_begin(pc + 1, next)
            || self.may_begin(other, next)
    }

    /// The alternatives of a [`op::SWITCH`] that can begin with a word, relative to it.
    fn branches(&self, pc: u32, id: u16) -> Words<'a> {
        let count = (word(self.code, pc) & 0x00FF_FFFF) as usize;
        let first = pc as usize + 1;
        let places = &self.code[first..=first + count];
        let place = |index: usize| u32::from_le_bytes(places[index]);
        let index = places[..count]
            .partition_point(|place| u32::from_le_bytes(*place) >> 16 < u32::from(id));
        if index == count || place(index) >> 16 != u32::from(id) {
            return &[];
        }
        let list = first + count + 1;
        let from = list + (place(index) & 0xFFFF) as usize;
        let to = list + (place(index + 1) & 0xFFFF) as usize;
        &self.code[from..to]
    }

    #[inline]
    fn in_set(&self, set: u32, id: u16) -> bool {
        let low = word(self.set_filters, set * 2);
        let high = word(self.set_filters, set * 2 + 1);
        let filter = u64::from(low) | u64::from(high) << 32;
        filter & known_bit(id) != 0 && self.is_member(set, id)
    }

    /// Whether one of the words that a group looks over is in its set.
    fn has_member(&self, needed: u32, filter: u64, near: &Near<'_>) -> bool {
        let set = (needed & ((1 << WITHIN) - 1)) - 1;
        (0..near.reach(needed)).any(|index| {
            let id = near.id(index);
            filter & known_bit(id) != 0 && self.is_member(set, id)
        })
    }

    fn is_member(&self, set: u32, id: u16) -> bool {
        let from = word(self.set_starts, set) as usize;
        let to = word(self.set_starts, set + 1) as usize;
        let members = &self.set_members[from..to];
        members
            .binary_search_by(|member| u16::from_le_bytes(*member).cmp(&id))
            .is_ok()
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
        let Some(regex) = self.regex(index, text, regexes) else {
            return;
        };
        for found in regex.find_iter(text.as_bytes()) {
            let first = prose
                .words
                .partition_point(|word| (word.end as usize) <= found.start())
                as u32;
            let after = prose
                .words
                .partition_point(|word| (word.start as usize) < found.end())
                as u32;
            if first < after {
                hits.push(self.hit(owner, (first, after - 1)));
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

/// The bit of a word in filters; none for a word that no rule knows.
const fn known_bit(id: u16) -> u64 {
    if id == 0 { 0 } else { filter_bit(id) }
}

fn word(words: Words<'_>, index: u32) -> u32 {
    u32::from_le_bytes(words[index as usize])
}

#[cfg(test)]
mod tests;
