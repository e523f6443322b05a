//! The shape of the compiled dictionary: what the build script writes and [`super::Dictionary`] reads in place.
//! Nothing in it is a pointer, so loading is slicing.

/// First bytes of the blob; the digit changes with the shape.
pub(crate) const MAGIC: &[u8; 8] = b"TFSPELL1";

/// Parts of the blob, in order; the header gives the length of each as a little-endian `u32` after [`MAGIC`].
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// Word slots: 56 bits of the hash stand for the word, eight bits say what it is. The compiler refuses two words
    /// with the same 56 bits, so every listed word is exact; a stranger is taken for one once in some 2^50 look-ups.
    Words,
    /// Misspelling slots: 44 bits of the hash, twenty bits of `rank + 1`, or of [`PHRASE`] and a line number + 1.
    Misspellings,
    /// `fst` map from lower-case word to its rank in byte order.
    Automaton,
    /// Start of each phonetic bucket in `Buckets`, three bytes each, one more than there are buckets.
    BucketStarts,
    /// Ranks of words by bucket, three bytes each.
    Buckets,
    /// Lines `lower<TAB>Written` of words with capitals inside, sorted.
    Mixed,
    /// Lines of corrections that are not one dictionary word, such as `a lot`.
    Phrases,
}

/// How many parts there are.
pub(crate) const PARTS: usize = 7;

/// Bytes of the header.
pub(crate) const HEADER: usize = MAGIC.len() + 4 * PARTS;

/// Phonetic buckets.
pub(crate) const BUCKETS: usize = 1 << 15;

/// Marks a misspelling whose correction is a line of [`Part::Phrases`].
pub(crate) const PHRASE: u64 = 1 << 19;

/// SCOWL sizes in the order of the three level bits. Smaller is commoner.
pub(crate) const LEVELS: [u8; 8] = [10, 20, 35, 40, 50, 55, 60, 70];

/// Written in American English.
pub(crate) const US: u8 = 1;
/// Written in British English.
pub(crate) const GB: u8 = 1 << 1;
/// Where the index into [`LEVELS`] begins.
pub(crate) const LEVEL_SHIFT: u8 = 2;
/// Where the case begins: 0 lower, 1 capitalised, 2 all capitals, 3 mixed.
pub(crate) const CASE_SHIFT: u8 = 5;
/// Accepted, never suggested.
pub(crate) const NO_SUGGEST: u8 = 1 << 7;

/// Hashes the bytes of a lower-case word. A multiply-fold hash in the manner of wyhash (public domain):
/// eight bytes a step, the last step overlaps.
pub(crate) fn hash(word: &[u8]) -> u64 {
    let length = word.len();
    let mut state = 0x9e37_79b9_7f4a_7c15 ^ (length as u64).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let last = if 8 <= length {
        let mut chunks = word[..length - 1].chunks_exact(8);
        for chunk in &mut chunks {
            state = fold(state ^ eight(chunk), 0xa076_1d64_78bd_642f);
        }
        eight(&word[length - 8..])
    } else if 4 <= length {
        u64::from(four(word)) | u64::from(four(&word[length - 4..])) << 32
    } else {
        word.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte))
    };
    fold(state ^ last, 0xe703_7ed1_a0b4_28db)
}

fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ (product >> 64) as u64
}

fn eight(bytes: &[u8]) -> u64 {
    bytes
        .first_chunk()
        .map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

fn four(bytes: &[u8]) -> u32 {
    bytes
        .first_chunk()
        .map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

/// First slot to probe in a table of `slots`, chosen from bits that both kinds of slot keep.
pub(crate) fn first_slot(hash: u64, slots: usize) -> usize {
    ((((hash >> 20) & 0xffff_ffff) * slots as u64) >> 32) as usize
}

/// The bucket of a phonetic key.
pub(crate) fn bucket(key: &[u8]) -> usize {
    (hash(key) >> 20) as usize % BUCKETS
}
