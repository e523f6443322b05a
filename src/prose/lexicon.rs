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

/// Bytes of the header: the number of slots, that of contractions, twice nothing.
const HEADER: usize = 16;
/// Bytes of a slot: the hash, the classes with nothing above them, the word's number, that of its contraction.
const SLOT: usize = 16;

/// A read-only view of a compiled lexicon. All there is to know of a word stands in its slot, so that a look-up reads one place.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon<'a> {
    slots: &'a [[u8; SLOT]],
    /// The parts of contractions; the first pair is none.
    pairs: &'a [[u8; 4]],
    /// Classes by the words' numbers.
    classes: &'a [[u8; 4]],
}

impl<'a> Lexicon<'a> {
    /// Views bytes made by [`LexiconBuilder::finish`]; the caller owns the guarantee that they are.
    pub fn new(bytes: &'a [u8]) -> Self {
        let slots = HEADER + read_u32(bytes, 0) as usize * SLOT;
        let pairs = slots + read_u32(bytes, 4) as usize * 4;
        Self {
            slots: bytes[HEADER..slots].as_chunks().0,
            pairs: bytes[slots..pairs].as_chunks().0,
            classes: bytes[pairs..].as_chunks().0,
        }
    }

    /// Finds a word by the hash of its lower-case letters.
    pub fn find(&self, hash: u64) -> Option<Entry> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = u128::from_le_bytes(self.slots[at]);
            let id = (slot >> 96) as WordId;
            if slot as u64 == hash && id != 0 {
                let pair = (slot >> 112) as usize;
                let parts = (pair != 0).then(|| {
                    let pair = u32::from_le_bytes(self.pairs[pair]);
                    ((pair >> 16) as WordId, pair as WordId)
                });
                return Some(Entry {
                    id,
                    classes: (slot >> 64) as u32,
                    parts,
                });
            }
            if id == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }

    /// The classes of a word by its number.
    pub fn classes(&self, id: WordId) -> u32 {
        self.classes
            .get(usize::from(id))
            .map_or(0, |classes| u32::from_le_bytes(*classes))
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
        let slot_count = (self.words.len() * 3 / 2).next_power_of_two();
        let mut slots = vec![0u128; slot_count];
        let mut pairs = vec![0u32];
        for (id, (word, classes, parts)) in self.words.iter().enumerate().skip(1) {
            let hash = hash_word(word);
            let pair = parts.map_or(0, |(a, b)| {
                pairs.push(u32::from(a) << 16 | u32::from(b));
                pairs.len() as u128 - 1
            });
            let mut at = hash as usize & (slot_count - 1);
            while slots[at] != 0 {
                at = (at + 1) & (slot_count - 1);
            }
            let (id, classes) = (id as u128, u128::from(*classes));
            slots[at] = u128::from(hash) | classes << 64 | id << 96 | pair << 112;
        }
        let mut bytes = Vec::with_capacity(HEADER + slot_count * SLOT);
        for word in [slot_count as u32, pairs.len() as u32, 0, 0] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
        let classes = self.words.iter().map(|(_, classes, _)| *classes);
        bytes.extend(pairs.into_iter().chain(classes).flat_map(u32::to_le_bytes));
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
        assert_eq!(lexicon.find_word("refunder"), None);
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
