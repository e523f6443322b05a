//! One pass over a text's words finds every phrase of every rule.

use std::sync::OnceLock;

use regex::bytes::Regex;

mod hits;
mod index;
mod late;
mod machine;
mod windows;

pub use hits::{Hit, Hits};
use index::{GROUP, Group, Index, Place, TRY, Words, word};
pub use late::Concordance;
use late::Late;
use machine::joined_end;
use windows::Windows;

use super::compile::Side;
use super::program::{AT_SURFACE, REGEX};
use super::regexes;
use crate::prose::{Class, Lexicon, Prose, flag};

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

/// What a pass over a text finds: hits, and the regular expressions that may match, each with its owner.
#[derive(Default)]
struct Found {
    hits: Vec<Hit>,
    regexes: Vec<(u32, u32)>,
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
    /// What is looked for on the agent's side in conversations only.
    in_conversation: Index<'a>,
    late: Late<'a>,
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
            word_slots: sides[0].starts.len() - 1 - Class::ALL.len(),
            code: words(1),
            set_starts: words(2),
            set_members: section(3).as_chunks().0,
            set_filters: words(4),
            sides,
            in_conversation: side(20),
            late: Late {
                numbers: words(14),
                firsts: words(15),
                slots: words(16),
                index: side(17),
            },
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

    /// Finds every phrase of a text but those of late banks, and of those that nobody asks about where no conversation is given.
    pub fn run(
        &self,
        prose: &Prose,
        text: &str,
        side: Side,
        in_conversation: bool,
        regexes: &Regexes,
    ) -> Hits {
        let mut found = Found {
            hits: Vec::with_capacity(prose.words.len()),
            ..Found::default()
        };
        let index = &self.sides[usize::from(side == Side::Customer)];
        let further = (in_conversation && side != Side::Customer).then_some(&self.in_conversation);
        let mut windows = Windows::default();
        self.each_slot(prose, |slot, anchor, sentence| {
            let words = (anchor.0 as usize, anchor.1 as usize);
            let (ahead, behind) = windows.beside(&prose.words, words, sentence);
            let place = Place {
                anchor,
                sentence,
                ahead,
                behind,
            };
            self.try_entry(index, prose, slot, slot, place, &mut found);
            if let Some(index) = further {
                self.try_entry(index, prose, slot, slot, place, &mut found);
            }
        });
        Hits::new(self.with_regexes(found, prose, text, regexes))
    }

    /// Calls for each slot of a text with the words that stand there and the words of their sentence.
    fn each_slot(&self, prose: &Prose, mut visit: impl FnMut(u32, (u32, u32), (usize, usize))) {
        let mut spans = prose.spans.iter().peekable();
        let mut first = 0;
        for words in prose
            .words
            .chunk_by(|_, next| !next.has(flag::SENTENCE_START))
        {
            let sentence = (first, first + words.len());
            for (at, word) in (first as u32..).zip(words) {
                if word.id != 0 {
                    visit(u32::from(word.id), (at, at), sentence);
                }
                if word.surface != word.id && word.surface != 0 {
                    visit(u32::from(word.surface), (at, at), sentence);
                }
            }
            while let Some(span) = spans.next_if(|span| (span.first as usize) < sentence.1) {
                visit(self.slot(span.class), (span.first, span.last), sentence);
                if matches!(span.class, Class::Date | Class::Clock | Class::Duration) {
                    visit(self.slot(Class::Time), (span.first, span.last), sentence);
                }
            }
            first = sentence.1;
        }
    }

    /// The slot of a class.
    const fn slot(&self, class: Class) -> u32 {
        self.word_slots as u32 + class as u32
    }

    /// Tries what is anchored at a word, or at a class that stands there.
    fn try_entry(
        &self,
        index: &Index<'a>,
        prose: &Prose,
        entry: u32,
        slot: u32,
        place: Place<'_>,
        found: &mut Found,
    ) {
        let from = word(index.starts, entry) as usize * GROUP;
        let to = word(index.starts, entry + 1) as usize * GROUP;
        let Place {
            anchor, sentence, ..
        } = place;
        for group in index.groups[from..to].as_chunks().0 {
            let group = Group::new(group);
            // The filters turn most groups away before anything else is read.
            if group.filters.0 & place.ahead[group.levels.0] == 0
                || group.filters.1 & place.behind[group.levels.1] == 0
            {
                continue;
            }
            let (after, before) = group.sets;
            let ahead = &prose.words[anchor.1 as usize + 1..sentence.1];
            let behind = &prose.words[sentence.0..anchor.0 as usize];
            if after != 0 && !self.has_member(after, group.filters.0, ahead.iter())
                || before != 0 && !self.has_member(before, group.filters.1, behind.iter().rev())
            {
                continue;
            }
            let tries = &index.tries[group.tries.start * TRY..group.tries.end * TRY];
            self.try_group(prose, anchor, slot, tries.as_chunks().0, found);
        }
    }

    /// Runs the programs of a group, equal ones once for all their owners.
    fn try_group(
        &self,
        prose: &Prose,
        (first, last): (u32, u32),
        slot: u32,
        tries: &[[[u8; 4]; TRY]],
        found: &mut Found,
    ) {
        let anchor = &prose.words[first as usize];
        // A word may be anchored by its meaning and as typed; those are tried apart.
        let is_other = |id: u16| (slot as usize) < self.word_slots && u32::from(id) != slot;
        for same in tries.chunk_by(|a, b| a[..2] == b[..2]) {
            let [left, right, _] = same[0].map(u32::from_le_bytes);
            let owners = || same.iter().map(|one| u32::from_le_bytes(one[2]));
            if left == REGEX {
                found.regexes.extend(owners().map(|owner| (right, owner)));
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
                found
                    .hits
                    .extend(owners().map(|owner| self.hit(owner, words)));
            }
        }
    }

    /// The hits with those of the regular expressions that may match.
    fn with_regexes(
        &self,
        mut found: Found,
        prose: &Prose,
        text: &str,
        regexes: &Regexes,
    ) -> Vec<Hit> {
        if found.regexes.is_empty() {
            return found.hits;
        }
        found.regexes.sort_unstable();
        found.regexes.dedup();
        let lower = text.to_ascii_lowercase();
        for (index, owner) in found.regexes {
            if let Some(regex) = self.regex(index, &lower, regexes) {
                self.run_regex(regex, owner, prose, text, &mut found.hits);
            }
        }
        found.hits
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

    /// A regular expression, when the text, here in lower case, holds all that it needs.
    fn regex<'r>(&self, index: u32, lower: &str, regexes: &'r Regexes) -> Option<&'r Regex> {
        let part = &self.regex_sources
            [word(self.regex_starts, index) as usize..word(self.regex_starts, index + 1) as usize];
        let (needs, source) = std::str::from_utf8(part).unwrap_or("").split_once('\0')?;
        regexes::may_match(needs, lower)
            .then(|| regexes.get(index as usize, || source))
            .flatten()
    }

    fn run_regex(&self, regex: &Regex, owner: u32, prose: &Prose, text: &str, hits: &mut Vec<Hit>) {
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

#[cfg(test)]
mod tests;
