//! The words that rules know, as one pointer-free table: a look-up is a hash, one slot and one entry.

use std::collections::HashMap;

use super::vocabulary;

/// The number of a word in a lexicon; 0 is every word that no rule knows.
pub type WordId = u16;

/// What a lexicon knows about one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entry {
    /// The word's number.
    pub id: WordId,
    /// Word classes, bits of [`super::lex`].
    pub classes: u32,
    /// The two words a contraction stands for.
    pub parts: Option<(WordId, WordId)>,
}

const HEADER: usize = 12;
const ENTRY: usize = 16;

/// A read-only view of a compiled lexicon.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon<'a> {
    mask: u32,
    slots: &'a [u8],
    entries: &'a [u8],
}

impl<'a> Lexicon<'a> {
    /// Views bytes made by [`LexiconBuilder::finish`]; the caller owns the guarantee that they are.
    pub fn new(bytes: &'a [u8]) -> Self {
        let slot_count = read_u32(bytes, 4);
        let split = HEADER + slot_count as usize * 4;
        Self {
            mask: slot_count - 1,
            slots: &bytes[HEADER..split],
            entries: &bytes[split..],
        }
    }

    /// Finds a word by the hash of its lower-case letters.
    pub fn find(&self, hash: u64) -> Option<Entry> {
        let mut at = hash as u32 & self.mask;
        let tag = (hash >> 48) as u32;
        loop {
            let slot = read_u32(self.slots, at as usize * 4);
            if slot == 0 {
                return None;
            }
            if slot >> 16 == tag {
                let id = (slot & 0xFFFF) as usize;
                let entry = &self.entries[id * ENTRY..id * ENTRY + ENTRY];
                if read_u64(entry) == hash {
                    let pair = read_u32(entry, 12);
                    let parts = (pair != 0).then_some(((pair >> 16) as WordId, pair as WordId));
                    return Some(Entry {
                        id: id as WordId,
                        classes: read_u32(entry, 8),
                        parts,
                    });
                }
            }
            at = (at + 1) & self.mask;
        }
    }

    /// The classes of a word by its number.
    pub fn classes(&self, id: WordId) -> u32 {
        if id == 0 {
            0
        } else {
            read_u32(self.entries, id as usize * ENTRY + 8)
        }
    }

    /// Finds a word by its letters in any case.
    pub fn find_word(&self, word: &str) -> Option<Entry> {
        self.find(hash_word(word))
    }
}

/// A word, its classes, and the parts of a contraction.
type Declared = (String, u32, Option<(WordId, WordId)>);

/// Collects the words of all rules and lays out the table.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    words: Vec<Declared>,
    ids: HashMap<String, WordId>,
}

impl LexiconBuilder {
    /// A builder that already holds the words that prose itself must know: contractions, numbers, months, units.
    pub fn new() -> Self {
        let mut builder = Self {
            words: vec![(String::new(), 0, None)],
            ids: HashMap::new(),
        };
        for (word, class) in vocabulary::classified() {
            let id = builder.id(word);
            builder.words[id as usize].1 |= class;
        }
        for (short, first, second) in vocabulary::contractions() {
            let parts = (builder.id(&first), builder.id(&second));
            let id = builder.id(&short);
            builder.words[id as usize].2 = Some(parts);
        }
        builder
    }

    /// The number of a word, new or known. Words beyond 65,535 all read as unknown; rulesets refuse that many.
    pub fn id(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = WordId::try_from(self.words.len()).unwrap_or(0);
        if id != 0 {
            self.words.push((word.to_owned(), 0, None));
            self.ids.insert(word.to_owned(), id);
        }
        id
    }

    /// The two words a known contraction stands for.
    pub fn parts(&self, word: &str) -> Option<(WordId, WordId)> {
        self.ids.get(word).and_then(|id| self.words[*id as usize].2)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len() - 1
    }

    /// Whether nothing was added, which never happens after `new`.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The table's bytes.
    pub fn finish(&self) -> Vec<u8> {
        let slot_count = (self.words.len() * 2).next_power_of_two();
        let mut slots = vec![0u32; slot_count];
        let mut entries = Vec::with_capacity(self.words.len() * ENTRY);
        for (id, (word, classes, parts)) in self.words.iter().enumerate() {
            let hash = hash_word(word);
            let pair = parts.map_or(0, |(a, b)| u32::from(a) << 16 | u32::from(b));
            entries.extend(hash.to_le_bytes());
            entries.extend(classes.to_le_bytes());
            entries.extend(pair.to_le_bytes());
            if id != 0 {
                let mut at = hash as usize & (slot_count - 1);
                while slots[at] != 0 {
                    at = (at + 1) & (slot_count - 1);
                }
                slots[at] = ((hash >> 48) as u32) << 16 | id as u32;
            }
        }
        let mut bytes = Vec::with_capacity(HEADER + slot_count * 4 + entries.len());
        bytes.extend((self.words.len() as u32).to_le_bytes());
        bytes.extend((slot_count as u32).to_le_bytes());
        bytes.extend(0u32.to_le_bytes());
        for slot in slots {
            bytes.extend(slot.to_le_bytes());
        }
        bytes.extend(entries);
        bytes
    }
}

/// The hash of a word's lower-case letters with straight apostrophes.
pub fn hash_word(word: &str) -> u64 {
    if word.is_ascii() {
        hash_ascii(word.as_bytes())
    } else {
        let folded: String = word
            .chars()
            .map(|c| if c == '’' { '\'' } else { c })
            .flat_map(char::to_lowercase)
            .collect();
        if folded.is_ascii() {
            hash_ascii(folded.as_bytes())
        } else {
            hash_chunks(folded.as_bytes(), 0)
        }
    }
}

/// The hash of an ASCII word in any case.
pub(super) fn hash_ascii(word: &[u8]) -> u64 {
    hash_chunks(word, 0x2020_2020_2020_2020)
}

fn hash_chunks(word: &[u8], fold: u64) -> u64 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = (word.len() as u64).wrapping_mul(K);
    let mut chunks = word.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0u8; 8];
        eight.copy_from_slice(chunk);
        hash = mix(hash ^ (u64::from_le_bytes(eight) | fold));
    }
    let rest = chunks.remainder();
    let mut tail = 0u64;
    for (index, byte) in rest.iter().enumerate() {
        tail |= u64::from(*byte) << (8 * index);
    }
    mix(hash ^ (tail | fold))
}

fn mix(value: u64) -> u64 {
    let product = u128::from(value).wrapping_mul(0xA076_1D64_78BD_642F_E703_7ED1_A0B4_28DB);
    (product as u64) ^ ((product >> 64) as u64)
}

fn read_u32(bytes: &[u8], at: usize) -> u32 {
    let mut four = [0u8; 4];
    four.copy_from_slice(&bytes[at..at + 4]);
    u32::from_le_bytes(four)
}

fn read_u64(bytes: &[u8]) -> u64 {
    let mut eight = [0u8; 8];
    eight.copy_from_slice(&bytes[..8]);
    u64::from_le_bytes(eight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_in_any_case_and_nothing_else() {
        let mut builder = LexiconBuilder::new();
        let refund = builder.id("refund");
        let bytes = builder.finish();
        let lexicon = Lexicon::new(&bytes);
        assert_eq!(lexicon.find_word("ReFund").map(|e| e.id), Some(refund));
        assert_eq!(lexicon.find_word("refunds"), None);
        let dont = lexicon.find_word("don’t").unwrap();
        assert_eq!(
            dont.parts,
            Some((
                lexicon.find_word("do").unwrap().id,
                lexicon.find_word("not").unwrap().id
            ))
        );
        assert_eq!(lexicon.find_word("dont").unwrap().parts, dont.parts);
    }

    #[test]
    fn hashes_differ_by_length_and_letter() {
        assert_ne!(hash_word("a"), hash_word("aa"));
        assert_ne!(hash_word("abcdefgh"), hash_word("abcdefghi"));
        assert_eq!(hash_word("HELLO"), hash_word("hello"));
    }
}
