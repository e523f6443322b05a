//! The bytes of a table, section by section.

use super::super::program::{WITHIN, filter_bit};
use super::{MatcherBuilder, Record};
use crate::prose::{Class, WordId};

impl MatcherBuilder {
    /// The table's bytes, for [`crate::pattern::Matcher::new`].
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

/// A bit for each member of a set: a word whose bit is missing is in no need of a search.
fn filter(set: &[WordId]) -> u64 {
    set.iter().fold(0, |bits, id| bits | filter_bit(*id))
}
