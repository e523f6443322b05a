//! Lays out all patterns as one pointer-free table: programs of a small machine, anchored at each pattern's rarest word.
//!
//! The text is read once; a word's anchors name the programs to try there, one to its left and one to its right,
//! so the cost of a text hardly grows with the number of patterns.

use std::collections::HashMap;

use super::parse::{Node, Pattern, PatternError};
use super::regexes;
use crate::prose::{Class, LexiconBuilder, WordId};

/// Whose words a pattern is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Drafts and earlier turns of the company.
    Agent,
    /// The customer's turns.
    Customer,
    /// Both.
    Both,
}

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
    /// alternatives in a list; the list, of places relative to this step.
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
/// The most words between an anchor and a needed word that are looked over.
pub(super) const WIDEST: u32 = 31;

/// How many branches one pattern may be unrolled into to find a rare anchor.
const MOST_BRANCHES: usize = 600;
/// Cost of an anchor, in thousandths of all words, that is not worth unrolling for.
const CHEAP: u32 = 1;
/// Share of all words, in thousandths, above which an anchor is too common to stand alone.
const TOO_COMMON: u32 = 15;
/// How many of a million words are taken to be one that is not among the commonest.
const RARE: u32 = 30;

#[derive(Debug, Clone, Copy)]
struct Record {
    left: u32,
    right: u32,
    owner: u32,
    /// What must stand behind the anchor, as [`MatcherBuilder::neighbours`] tells it.
    after: u32,
    /// What must stand before the anchor.
    before: u32,
}

impl Record {
    /// Brings those together that want the same words beside them, and among them those with the same programs.
    const fn key(&self) -> [u32; 5] {
        [self.after, self.before, self.left, self.right, self.owner]
    }
}

/// Words of which one must be there, and how many others may stand before it at most.
type Needed = (Vec<String>, u32);

/// Collects patterns and lays out the table.
#[derive(Debug)]
pub struct MatcherBuilder {
    lexicon: LexiconBuilder,
    code: Vec<u32>,
    programs: HashMap<Vec<u32>, u32>,
    sets: Vec<Vec<WordId>>,
    set_ids: HashMap<Vec<WordId>, u32>,
    /// Anchored records per side: (word, record).
    anchors: [Vec<(WordId, Record)>; 2],
    classes: [Vec<(Class, Record)>; 2],
    regexes: Vec<(String, Vec<String>)>,
    owners: Vec<(u16, u16)>,
    frequency: HashMap<&'static str, u32>,
}

impl Default for MatcherBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl MatcherBuilder {
    /// An empty table.
    pub fn new() -> Self {
        let mut frequency = HashMap::new();
        for (rank, word) in COMMON.split_whitespace().enumerate() {
            // Zipf's law with the constants of English: the first word is about 50 of 1,000 words.
            frequency.insert(word, (100.0 / (rank as f64 + 2.0)).ceil() as u32);
        }
        Self {
            lexicon: LexiconBuilder::new(),
            code: vec![op::MATCH << 24],
            programs: HashMap::from([(vec![op::MATCH << 24], 0)]),
            sets: Vec::new(),
            set_ids: HashMap::new(),
            anchors: [Vec::new(), Vec::new()],
            classes: [Vec::new(), Vec::new()],
            regexes: Vec::new(),
            owners: Vec::new(),
            frequency,
        }
    }

    /// Adds a pattern. Its hits carry `bank` and `phrase`.
    ///
    /// # Errors
    /// A pattern whose words are all so common that it would be tried nearly everywhere, or a regular expression that
    /// does not compile or names no whole word that must be there.
    pub fn add(
        &mut self,
        pattern: &Pattern,
        bank: u16,
        phrase: u16,
        side: Side,
    ) -> Result<(), PatternError> {
        let owner = self.owners.len() as u32;
        self.owners.push((bank, phrase));
        match pattern {
            Pattern::Regex(source) => {
                let gates = regexes::gates(source)?;
                let index = self.regexes.len() as u32;
                self.regexes.push((
                    format!("{}\0{source}", regexes::marks(source)),
                    gates.clone(),
                ));
                for gate in gates {
                    let id = self.lexicon.id(&gate);
                    self.put(
                        side,
                        id,
                        Record {
                            left: REGEX,
                            right: index,
                            owner,
                            after: 0,
                            before: 0,
                        },
                    );
                }
                Ok(())
            }
            Pattern::Words(node) => {
                let parts = match node {
                    Node::Seq(parts) => parts.clone(),
                    other => vec![other.clone()],
                };
                let mut rows = vec![parts];
                self.unroll(&mut rows)?;
                for row in &rows {
                    self.add_row(row, owner, side)?;
                }
                Ok(())
            }
        }
    }

    /// Unrolls alternatives of several words while a row has no good anchor.
    fn unroll(&self, rows: &mut Vec<Vec<Node>>) -> Result<(), PatternError> {
        let mut index = 0;
        while index < rows.len() {
            let best = self.cheapest(&rows[index]);
            if CHEAP < best
                && rows.len() < MOST_BRANCHES
                && let Some(unrolled) = self.unrolled(&rows[index], best)
            {
                rows.swap_remove(index);
                rows.extend(unrolled);
            } else if best == u32::MAX {
                return Err(PatternError::new(
                    0,
                    "no word of this pattern must be there in every reading; give it one",
                ));
            } else if TOO_COMMON <= best {
                return Err(PatternError::new(
                    0,
                    "all words of this pattern are so common that it would be tried nearly everywhere",
                )
                .help("add a rarer word next to them"));
            } else {
                index += 1;
            }
        }
        Ok(())
    }

    /// The row with one of its alternatives spelled out, when that gives every branch a rarer anchor, or any at all.
    fn unrolled(&self, row: &[Node], best: u32) -> Option<Vec<Vec<Node>>> {
        let alternatives = row.iter().enumerate().filter_map(|(at, node)| match node {
            Node::Alt(branches) => Some((at, branches)),
            _ => None,
        });
        let mut choices: Vec<(u32, Vec<Vec<Node>>)> = alternatives
            .map(|(at, branches)| {
                let rows: Vec<Vec<Node>> = branches
                    .iter()
                    .map(|branch| {
                        let mut parts = row[..at].to_vec();
                        match branch {
                            Node::Seq(inner) => parts.extend(inner.iter().cloned()),
                            other => parts.push(other.clone()),
                        }
                        parts.extend_from_slice(&row[at + 1..]);
                        parts
                    })
                    .collect();
                let worst = rows.iter().map(|row| self.cheapest(row)).max();
                (worst.unwrap_or(u32::MAX), rows)
            })
            .collect();
        choices.sort_by_key(|(worst, rows)| (*worst, rows.len()));
        let (worst, rows) = choices.into_iter().next()?;
        (worst < best || TOO_COMMON <= best).then_some(rows)
    }

    /// The cost of a row's cheapest anchor; the greatest number when it has none.
    fn cheapest(&self, row: &[Node]) -> u32 {
        self.best_anchor(row).map_or(u32::MAX, |(cost, _)| cost)
    }

    fn best_anchor(&self, parts: &[Node]) -> Option<(u32, usize)> {
        parts
            .iter()
            .enumerate()
            .filter_map(|(at, node)| self.cost(node).map(|cost| (cost, at)))
            .min()
    }

    fn cost(&self, node: &Node) -> Option<u32> {
        match node {
            Node::Word(words) => Some(
                words
                    .iter()
                    .map(|word| self.frequency.get(word.as_str()).copied().unwrap_or(0))
                    .sum::<u32>()
                    + words.len().div_ceil(40) as u32,
            ),
            Node::Surface(word) => Some(self.frequency.get(word.as_str()).copied().unwrap_or(0)),
            Node::Class(Class::Number | Class::Name | Class::Time) => Some(9),
            Node::Class(_) => Some(6),
            _ => None,
        }
    }

    fn add_row(&mut self, row: &[Node], owner: u32, side: Side) -> Result<(), PatternError> {
        let Some((_, at)) = self.best_anchor(row) else {
            return Err(PatternError::new(
                0,
                "no word of this pattern must be there in every reading; give it one",
            ));
        };
        let mut backwards: Vec<Node> = row[..at].to_vec();
        backwards.reverse();
        for node in &mut backwards {
            reverse(node);
        }
        let left = self.program(&backwards)?;
        let right = self.program(&row[at + 1..])?;
        let after = self.neighbours(&row[at + 1..]);
        let before = self.neighbours(&backwards);
        match &row[at] {
            Node::Word(words) => {
                for word in words {
                    let id = self.lexicon.id(word);
                    self.put(
                        side,
                        id,
                        Record {
                            left,
                            right,
                            owner,
                            after,
                            before,
                        },
                    );
                }
            }
            Node::Surface(word) => {
                let id = self.lexicon.id(word);
                // A contraction is two words, so that what follows it may stand one word farther.
                let is_near = after >> WITHIN < WIDEST;
                let farther = if after == 0 || !is_near {
                    0
                } else {
                    after + (1 << WITHIN)
                };
                self.put(
                    side,
                    id,
                    Record {
                        left: left | AT_SURFACE,
                        right,
                        owner,
                        after: farther,
                        before,
                    },
                );
            }
            Node::Class(class) => {
                for index in sides(side) {
                    self.classes[index].push((
                        *class,
                        Record {
                            left,
                            right,
                            owner,
                            after,
                            before,
                        },
                    ));
                }
            }
            _ => unreachable!("only words and classes have a cost"),
        }
        Ok(())
    }

    /// The set of which a word must stand next to the anchor, or near it, before these parts can match: its number plus 1,
    /// and above [`WITHIN`] how many words may stand between. Of several, the one that the fewest texts have. 0 when that cannot be told.
    fn neighbours(&mut self, parts: &[Node]) -> u32 {
        let mut words = Vec::new();
        let beside = begins(&Node::Seq(parts.to_vec()), &mut words).then_some((words, 0));
        let best = self.rarest(beside.into_iter().chain(self.needed(parts)));
        best.map_or(0, |(words, between)| {
            between << WITHIN | (self.set(&words) + 1)
        })
    }

    /// Words of which one must be there for these parts to match, and how many words may stand before it at most.
    fn needed(&self, parts: &[Node]) -> Option<Needed> {
        let mut between = 0;
        let mut choices = Vec::new();
        for part in parts {
            if let Some((words, inner)) = self.needed_by(part)
                && between + inner <= WIDEST
            {
                choices.push((words, between + inner));
            }
            match longest(part) {
                Some(length) if between + length <= WIDEST => between += length,
                _ => break,
            }
        }
        self.rarest(choices)
    }

    fn needed_by(&self, node: &Node) -> Option<Needed> {
        match node {
            Node::Word(words) => Some((words.clone(), 0)),
            Node::Seq(parts) => self.needed(parts),
            Node::Alt(branches) => {
                let mut all = (Vec::new(), 0);
                for branch in branches {
                    let (words, between) = self.needed_by(branch)?;
                    all.0.extend(words);
                    all.1 = all.1.max(between);
                }
                Some(all)
            }
            _ => None,
        }
    }

    fn rarest(&self, choices: impl IntoIterator<Item = Needed>) -> Option<Needed> {
        let chance = |(words, between): &Needed| self.share(words) * (u64::from(*between) + 1);
        choices.into_iter().min_by_key(chance)
    }

    /// How many of a million words are one of these, roughly.
    fn share(&self, words: &[String]) -> u64 {
        let share = |word: &String| {
            self.frequency
                .get(word.as_str())
                .map_or(RARE, |share| share * 1_000)
        };
        words.iter().map(|word| u64::from(share(word))).sum()
    }

    fn put(&mut self, side: Side, word: WordId, record: Record) {
        for index in sides(side) {
            self.anchors[index].push((word, record));
        }
    }

    /// The place of a program in the code; equal programs are stored once.
    fn program(&mut self, nodes: &[Node]) -> Result<u32, PatternError> {
        let mut code = Vec::new();
        self.emit_row(nodes, &mut code)?;
        code.push(op::MATCH << 24);
        if let Some(at) = self.programs.get(&code) {
            return Ok(*at);
        }
        let at = self.code.len() as u32;
        self.code.extend(&code);
        self.programs.insert(code, at);
        Ok(at)
    }

    /// One after the other. Of a run of `[_]` each may be there or not, which is tried by their number, not by each choice;
    /// a run of gaps is one long gap.
    fn emit_row(&mut self, parts: &[Node], code: &mut Vec<u32>) -> Result<(), PatternError> {
        let is_any = |node: &Node| matches!(node, Node::Opt(inner) if **inner == Node::Any);
        let gap = |node: &Node| match node {
            Node::Gap(most) => Some(u32::from(*most)),
            _ => None,
        };
        let is_run =
            |a: &Node, b: &Node| is_any(a) && is_any(b) || gap(a).is_some() && gap(b).is_some();
        let mut rest = parts;
        for run in parts.chunk_by(is_run) {
            if is_any(&run[0]) && 1 < run.len() || gap(&run[0]).is_some() {
                self.emit_needed(rest, run.len(), code);
            }
            rest = &rest[run.len()..];
            if run.len() == 1 {
                self.emit(&run[0], code)?;
            } else if let Some(most) = run.iter().map(gap).sum::<Option<u32>>() {
                code.push(op::GAP << 24 | most);
            } else {
                code.push(op::MOST << 24 | run.len() as u32);
            }
        }
        Ok(())
    }

    /// Asks for what must stand behind a gap before the gap is looked over, where the step behind it does not ask the same.
    fn emit_needed(&mut self, parts: &[Node], gap: usize, code: &mut Vec<u32>) {
        let Some((words, between)) = self.needed(parts) else {
            return;
        };
        let is_asked_anyway = matches!(parts.get(gap), Some(Node::Word(next)) if *next == words);
        let set = self.set(&words);
        if !is_asked_anyway && set >> SPAN == 0 {
            code.push(op::NEEDED << 24 | between << SPAN | set);
        }
    }

    /// Jumps are relative to their own place, so that equal programs are equal.
    fn emit(&mut self, node: &Node, code: &mut Vec<u32>) -> Result<(), PatternError> {
        match node {
            Node::Word(words) if words.len() == 1 => {
                code.push(op::WORD << 24 | u32::from(self.lexicon.id(&words[0])))
            }
            Node::Word(words) => {
                let index = self.set(words);
                code.push(op::SET << 24 | index);
            }
            Node::Surface(word) => code.push(op::SURFACE << 24 | u32::from(self.lexicon.id(word))),
            Node::Class(class) => code.push(op::CLASS << 24 | *class as u32),
            Node::Any => code.push(op::ANY << 24),
            Node::Gap(most) => code.push(op::GAP << 24 | u32::from(*most)),
            Node::Start => code.push(op::START << 24),
            Node::End => code.push(op::END << 24),
            Node::Question => code.push(op::QUESTION << 24),
            Node::Exclamation => code.push(op::EXCLAMATION << 24),
            Node::Seq(parts) => self.emit_row(parts, code)?,
            Node::Opt(inner) => {
                let split = code.len();
                code.push(0);
                self.emit(inner, code)?;
                code[split] = op::SPLIT << 24 | (code.len() - split) as u32;
            }
            Node::Alt(branches) => {
                let mut firsts = Vec::new();
                let is_known = FEW < branches.len()
                    && branches.iter().all(|branch| begins(branch, &mut firsts));
                if is_known && MANY <= branches.len() && self.emit_switch(branches, code)? {
                    return Ok(());
                }
                if is_known {
                    let index = self.set(&firsts);
                    code.push(op::FILTER << 24 | index);
                }
                let mut jumps = Vec::new();
                for (index, branch) in branches.iter().enumerate() {
                    let last = index + 1 == branches.len();
                    let split = code.len();
                    if !last {
                        code.push(0);
                    }
                    self.emit(branch, code)?;
                    if !last {
                        jumps.push(code.len());
                        code.push(0);
                        code[split] = op::SPLIT << 24 | (code.len() - split) as u32;
                    }
                }
                for jump in jumps {
                    code[jump] = op::JUMP << 24 | (code.len() - jump) as u32;
                }
            }
        }
        if 1 << 20 < code.len() {
            return Err(
                PatternError::new(0, "this pattern unrolls to more than a million steps")
                    .help("split it"),
            );
        }
        Ok(())
    }

    /// Alternatives sorted by the words that they can begin with; false when they are too many for that.
    fn emit_switch(
        &mut self,
        branches: &[Node],
        code: &mut Vec<u32>,
    ) -> Result<bool, PatternError> {
        let mut firsts: Vec<(WordId, usize)> = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let mut words = Vec::new();
            begins(branch, &mut words);
            firsts.extend(words.iter().map(|word| (self.lexicon.id(word), index)));
        }
        firsts.sort_unstable();
        firsts.dedup();
        let mut places: Vec<u32> = Vec::new();
        for (index, same) in firsts.chunk_by(|a, b| a.0 == b.0).enumerate() {
            let list = if index == 0 {
                0
            } else {
                firsts.partition_point(|first| first.0 < same[0].0)
            };
            let Ok(list) = u16::try_from(list) else {
                return Ok(false);
            };
            places.push(u32::from(same[0].0) << 16 | u32::from(list));
        }
        let Ok(all) = u16::try_from(firsts.len()) else {
            return Ok(false);
        };
        let at = code.len();
        code.push(op::SWITCH << 24 | places.len() as u32);
        code.extend(places);
        code.push(u32::from(all));
        let list = code.len();
        code.resize(list + firsts.len(), 0);
        let mut jumps = Vec::new();
        let mut starts = Vec::new();
        for branch in branches {
            starts.push((code.len() - at) as u32);
            self.emit(branch, code)?;
            jumps.push(code.len());
            code.push(0);
        }
        for jump in jumps {
            code[jump] = op::JUMP << 24 | (code.len() - jump) as u32;
        }
        for (index, (_, branch)) in firsts.iter().enumerate() {
            code[list + index] = starts[*branch];
        }
        Ok(true)
    }

    /// The number of a set of words; equal sets are stored once.
    fn set(&mut self, words: &[String]) -> u32 {
        let mut ids: Vec<WordId> = words.iter().map(|word| self.lexicon.id(word)).collect();
        ids.sort_unstable();
        ids.dedup();
        let next = self.sets.len() as u32;
        let index = *self.set_ids.entry(ids.clone()).or_insert(next);
        if index == next {
            self.sets.push(ids);
        }
        index
    }

    /// Whether the lexicon is full, so that further words could not be told apart.
    pub fn is_full(&self) -> bool {
        65_000 < self.lexicon.len()
    }

    /// The table's bytes, for [`super::Matcher::new`].
    pub fn finish(mut self) -> Vec<u8> {
        let mut out = Sections::default();
        out.bytes(&self.lexicon.finish());
        out.words(&self.code);
        let mut starts = vec![0u32];
        let mut members: Vec<u8> = Vec::new();
        for set in &self.sets {
            members.extend(set.iter().flat_map(|id| id.to_le_bytes()));
            starts.push(members.len() as u32 / 2);
        }
        out.words(&starts);
        out.bytes(&members);
        let filters: Vec<u64> = self.sets.iter().map(|set| filter(set)).collect();
        let bytes: Vec<u8> = filters.iter().flat_map(|bits| bits.to_le_bytes()).collect();
        out.bytes(&bytes);
        let word_count = self.lexicon.len() + 1;
        for side in 0..2 {
            // Classes stand behind the words, as if they were words.
            let mut anchors: Vec<(usize, Record)> = std::mem::take(&mut self.anchors[side])
                .into_iter()
                .map(|(word, record)| (usize::from(word), record))
                .collect();
            let classes = std::mem::take(&mut self.classes[side]).into_iter();
            anchors.extend(classes.map(|(class, record)| (word_count + class as usize, record)));
            anchors.sort_by_key(|(place, record)| (*place, record.key()));
            anchors.dedup_by_key(|(place, record)| (*place, record.key()));
            let of_set = |set: u32| match (set & ((1 << WITHIN) - 1)).checked_sub(1) {
                Some(set) => filters[set as usize],
                None => u64::MAX,
            };
            let mut starts = vec![0u32; word_count + Class::ALL.len() + 1];
            let mut groups: Vec<u32> = Vec::new();
            let mut start = 0;
            for group in anchors.chunk_by(|(place, a), (other, b)| {
                place == other && (a.after, a.before) == (b.after, b.before)
            }) {
                let (place, Record { after, before, .. }) = group[0];
                starts[place + 1] += 1;
                let (next, last) = (of_set(after), of_set(before));
                groups.extend([next as u32, (next >> 32) as u32]);
                groups.extend([last as u32, (last >> 32) as u32]);
                groups.extend([after, before, start, start + group.len() as u32]);
                start += group.len() as u32;
            }
            for index in 1..starts.len() {
                starts[index] += starts[index - 1];
            }
            out.words(&starts);
            out.words(&groups);
            let tries = anchors
                .iter()
                .flat_map(|(_, record)| [record.left, record.right, record.owner]);
            out.words(&tries.collect::<Vec<u32>>());
        }
        out.words(
            &self
                .owners
                .iter()
                .map(|(bank, phrase)| u32::from(*bank) << 16 | u32::from(*phrase))
                .collect::<Vec<_>>(),
        );
        let mut starts = vec![0u32];
        let mut sources: Vec<u8> = Vec::new();
        for (source, _) in &self.regexes {
            sources.extend(source.as_bytes());
            starts.push(sources.len() as u32);
        }
        out.words(&starts);
        out.bytes(&sources);
        out.finish()
    }
}

/// Alternatives up to this number are tried one by one; more are asked for their first words together.
const FEW: usize = 2;

/// From this number on, alternatives are sorted by their first words.
const MANY: usize = 5;

/// Collects the words that a node can begin with; false when that cannot be told, or when it can match nothing.
fn begins(node: &Node, words: &mut Vec<String>) -> bool {
    match node {
        Node::Word(more) => {
            words.extend_from_slice(more);
            true
        }
        Node::Alt(branches) => branches.iter().all(|branch| begins(branch, words)),
        Node::Seq(parts) => {
            for part in parts {
                match part {
                    Node::Opt(inner) => {
                        if !begins(inner, words) {
                            return false;
                        }
                    }
                    other => return begins(other, words),
                }
            }
            false
        }
        _ => false,
    }
}

/// The most words that a node can take; `None` when there is no telling.
fn longest(node: &Node) -> Option<u32> {
    match node {
        Node::Word(_) | Node::Any => Some(1),
        // A contraction is two words.
        Node::Surface(_) => Some(2),
        Node::Gap(most) => Some(u32::from(*most)),
        Node::Seq(parts) => parts.iter().map(longest).sum(),
        Node::Alt(branches) => branches
            .iter()
            .map(longest)
            .try_fold(0, |most, length| length.map(|length| length.max(most))),
        Node::Opt(inner) => longest(inner),
        Node::Class(_) => None,
        Node::Start | Node::End | Node::Question | Node::Exclamation => Some(0),
    }
}

/// A bit for each member of a set: a word whose bit is missing is in no need of a search.
fn filter(set: &[WordId]) -> u64 {
    set.iter().fold(0, |bits, id| bits | filter_bit(*id))
}

pub(super) const fn filter_bit(id: WordId) -> u64 {
    1 << ((id as u32).wrapping_mul(0x9E37_79B1) >> 26)
}

fn sides(side: Side) -> impl Iterator<Item = usize> {
    let range = match side {
        Side::Agent => 0..1,
        Side::Customer => 1..2,
        Side::Both => 0..2,
    };
    range.into_iter()
}

fn reverse(node: &mut Node) {
    match node {
        Node::Seq(parts) => {
            parts.reverse();
            parts.iter_mut().for_each(reverse);
        }
        Node::Alt(parts) => parts.iter_mut().for_each(reverse),
        Node::Opt(inner) => reverse(inner),
        _ => {}
    }
}

#[derive(Default)]
struct Sections {
    starts: Vec<u32>,
    body: Vec<u8>,
}

impl Sections {
    fn bytes(&mut self, bytes: &[u8]) {
        self.starts.push(self.body.len() as u32);
        self.body.extend(bytes);
        while !self.body.len().is_multiple_of(4) {
            self.body.push(0);
        }
    }

    fn words(&mut self, words: &[u32]) {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        self.bytes(&bytes);
    }

    fn finish(mut self) -> Vec<u8> {
        self.starts.push(self.body.len() as u32);
        let head = self.starts.len() as u32 * 4;
        let mut out: Vec<u8> = self
            .starts
            .iter()
            .flat_map(|start| (start + head).to_le_bytes())
            .collect();
        out.append(&mut self.body);
        out
    }
}

/// The commonest words of English and of support replies, commonest first (general knowledge of word frequencies).
const COMMON: &str = "you the to i a we is your it for and 's of in this have be on can sorry let will that not send see do are my with if our me was as \
    at so please but they all has by or from get an just what up out there no when any how been which were had would more about 'd them us \
    now one he she like am if then thank thanks order help know time account here back also who after want use make need day good \
    sure could did only their some other new 's+ than into over these those where why because very does should may own \
    go got take email check number today work contact look still hi hello issue team refund here's able each well even most right";
