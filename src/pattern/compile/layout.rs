//! The bytes of a table, section by section.

use std::collections::BTreeMap;

use super::super::program::{TRY, WITHIN, filter_bit, first_spot, with_level};
use super::{LookedFor, MatcherBuilder, Record};
use crate::prose::{Class, WordId};

/// A record with the slot that it is tried at.
type Anchor = (u32, Record);

impl MatcherBuilder {
    /// The table's bytes, for [`crate::pattern::Matcher::new`].
    pub fn finish(mut self, looked_for: &LookedFor) -> Vec<u8> {
        let mut out = Sections::default();
        out.bytes(&self.lexicon.finish());
        out.words(&self.code);
        let mut starts = vec![0u32];
        let mut members: Vec<u8> = Vec::new();
        for set in &self.sets {
            members.extend(spread_out(set).iter().flat_map(|id| id.to_le_bytes()));
            starts.push(members.len() as u32 / 2);
        }
        out.words(&starts);
        out.bytes(&members);
        let filters: Vec<u64> = self.sets.iter().map(|set| filter(set)).collect();
        let bytes: Vec<u8> = filters.iter().flat_map(|bits| bits.to_le_bytes()).collect();
        out.bytes(&bytes);
        // Classes stand behind the words, as if they were words.
        let word_slots = self.lexicon.len() as u32 + 1;
        let slots = word_slots as usize + Class::ALL.len();
        let mut in_conversation: Vec<Anchor> = Vec::new();
        let mut late: Vec<(u16, Anchor)> = Vec::new();
        let mut sides_of_late: BTreeMap<u16, u32> = BTreeMap::new();
        for side in 0..2 {
            let mut anchors: Vec<Anchor> = Vec::new();
            for anchor in self.take_side(side, word_slots) {
                let (bank, _) = self.owners[anchor.1.owner as usize];
                if looked_for.late.contains(&bank) {
                    *sides_of_late.entry(bank).or_default() |= 1 << side;
                    late.push((bank, anchor));
                } else if side == 0 && looked_for.in_conversation.contains(&bank) {
                    in_conversation.push(anchor);
                } else {
                    anchors.push(anchor);
                }
            }
            side_sections(anchors, slots, &filters, &mut out);
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
        late_sections(late, &sides_of_late, &filters, &mut out);
        side_sections(in_conversation, slots, &filters, &mut out);
        out.finish()
    }

    /// What is anchored on one side, at the slot of its word or class.
    fn take_side(&mut self, side: usize, word_slots: u32) -> impl Iterator<Item = Anchor> + use<> {
        let words = std::mem::take(&mut self.anchors[side]).into_iter();
        let classes = std::mem::take(&mut self.classes[side]).into_iter();
        let words = words.map(|(word, record)| (u32::from(word), record));
        words.chain(classes.map(move |(class, record)| (word_slots + class as u32, record)))
    }
}

/// What is anchored on one side: per slot its first group, then groups and tries.
fn side_sections(anchors: Vec<Anchor>, slots: usize, filters: &[u64], out: &mut Sections) {
    let mut index = IndexBytes::default();
    index.extend(anchors, filters);
    let mut starts = vec![0u32; slots + 1];
    for slot in index.slots {
        starts[slot as usize + 1] += 1;
    }
    for slot in 0..slots {
        starts[slot + 1] += starts[slot];
    }
    out.words(&starts);
    out.words(&index.groups);
    out.words(&index.tries);
}

/// The late banks: per bank its number plus 1 above two bits for its sides, or 0; per number its first slot; per slot the slot itself, and
/// its first group; groups and tries as in the index of a side.
fn late_sections(
    mut late: Vec<(u16, Anchor)>,
    sides: &BTreeMap<u16, u32>,
    filters: &[u64],
    out: &mut Sections,
) {
    late.sort_by_key(|(bank, _)| *bank);
    let banks = sides.keys().last().map_or(0, |bank| usize::from(*bank) + 1);
    let mut numbers = vec![0u32; banks];
    let mut firsts = vec![0u32];
    let mut index = IndexBytes::default();
    let mut group_starts = vec![0u32];
    let mut slots: Vec<u32> = Vec::new();
    for of_bank in late.chunk_by(|(a, _), (b, _)| a == b) {
        let bank = of_bank[0].0;
        numbers[usize::from(bank)] = (firsts.len() as u32) << 2 | sides[&bank];
        let from = index.slots.len();
        let anchors = of_bank.iter().map(|(_, anchor)| *anchor).collect();
        index.extend(anchors, filters);
        for groups in index.slots[from..].chunk_by(|a, b| a == b) {
            slots.push(groups[0]);
            group_starts.push(group_starts[group_starts.len() - 1] + groups.len() as u32);
        }
        firsts.push(slots.len() as u32);
    }
    out.words(&numbers);
    out.words(&firsts);
    out.words(&slots);
    out.words(&group_starts);
    out.words(&index.groups);
    out.words(&index.tries);
}

/// Groups and their tries, in order of slots.
#[derive(Default)]
struct IndexBytes {
    /// The slot of each group.
    slots: Vec<u32>,
    groups: Vec<u32>,
    tries: Vec<u32>,
}

impl IndexBytes {
    /// Adds anchors, those together that want the same words beside them.
    fn extend(&mut self, mut anchors: Vec<Anchor>, filters: &[u64]) {
        let of_set = |set: u32| match (set & ((1 << WITHIN) - 1)).checked_sub(1) {
            Some(set) => filters[set as usize],
            None => u64::MAX,
        };
        anchors.sort_by_key(|(slot, record)| (*slot, record.key()));
        anchors.dedup_by_key(|(slot, record)| (*slot, record.key()));
        for group in anchors.chunk_by(|(slot, a), (other, b)| {
            slot == other && (a.after, a.before) == (b.after, b.before)
        }) {
            let (slot, Record { after, before, .. }) = group[0];
            let start = self.tries.len() as u32 / TRY;
            let (next, last) = (of_set(after), of_set(before));
            self.slots.push(slot);
            self.groups.extend([next as u32, (next >> 32) as u32]);
            self.groups.extend([last as u32, (last >> 32) as u32]);
            (self.groups).extend([with_level(after), with_level(before)]);
            (self.groups).extend([start, start + group.len() as u32]);
            let tries = group
                .iter()
                .flat_map(|(_, record)| [record.left, record.right, record.owner]);
            self.tries.extend(tries);
        }
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

/// A set as an open-addressed table, at most half full; 0 is an empty spot.
fn spread_out(set: &[WordId]) -> Vec<WordId> {
    let mut table = vec![0; (2 * set.len()).next_power_of_two().max(2)];
    let mask = table.len() - 1;
    for id in set {
        let mut at = first_spot(*id) & mask;
        while table[at] != 0 {
            at = (at + 1) & mask;
        }
        table[at] = *id;
    }
    table
}

/// A bit for each member of a set: a word whose bit is missing is in no need of a search.
fn filter(set: &[WordId]) -> u64 {
    set.iter().fold(0, |bits, id| bits | filter_bit(*id))
}
