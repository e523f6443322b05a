//! The embedded English dictionary: one probe tells whether a word is known.

use std::fmt;

use fst::raw::Fst;

use super::layout::{
    CASE_SHIFT, GB, HEADER, LEVEL_SHIFT, LEVELS, MAGIC, NO_SUGGEST, PARTS, PHRASE, Part, US,
    first_slot, hash,
};

/// The dictionary compiled by the build script.
static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/spelling.bin"));

/// Longest word that is looked up, in bytes; the longest listed one is shorter.
pub(super) const LONGEST: usize = 48;

/// The English dictionary (SCOWL to size 70, American and British, and a supplement). It borrows the table that is
/// embedded in the binary, so that making one costs nothing.
///
/// ```
/// let dictionary = tactful::spell::Dictionary::builtin();
/// assert!(dictionary.look_up("receipt").is_some());
/// assert!(dictionary.look_up("reciept").is_none());
/// assert!(!dictionary.look_up("colour").unwrap().us);
/// ```
#[derive(Clone, Copy)]
pub struct Dictionary<'a> {
    words: &'a [u8],
    misspellings: &'a [u8],
    automaton: &'a [u8],
    bucket_starts: &'a [u8],
    buckets: &'a [u8],
    mixed: &'a str,
    phrases: &'a str,
}

/// The capitals a word is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterCase {
    /// `refund`: any capitals will do.
    Lower,
    /// `Monday`: wants a capital, or all capitals.
    Capitalised,
    /// `ASAP`.
    Upper,
    /// `iPhone`.
    Mixed,
}

/// What the dictionary says about a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordInfo {
    /// Written so in American English.
    pub us: bool,
    /// Written so in British English.
    pub gb: bool,
    /// SCOWL size from 10 (commonest) to 70.
    pub level: u8,
    /// Accepted when written, never offered: vulgar or insulting.
    pub no_suggest: bool,
    /// The least demanding case the word is listed with.
    pub case: LetterCase,
}

impl Dictionary<'static> {
    /// The dictionary that comes with tactful. Free: nothing is parsed or copied.
    pub fn builtin() -> Self {
        Dictionary::read(BLOB).expect("the build script writes what this room reads")
    }
}

impl<'a> Dictionary<'a> {
    /// Finds the parts of a blob; `None` when it is not one.
    pub(super) fn read(blob: &'a [u8]) -> Option<Self> {
        let mut lengths = blob.strip_prefix(MAGIC)?.get(..4 * PARTS)?.chunks_exact(4);
        let mut rest = blob.get(HEADER..)?;
        let mut parts: [&[u8]; PARTS] = [&[]; PARTS];
        for part in &mut parts {
            let length = u32::from_le_bytes(*lengths.next()?.first_chunk()?) as usize;
            (*part, rest) = rest.split_at_checked(length)?;
        }
        Some(Self {
            words: parts[Part::Words as usize],
            misspellings: parts[Part::Misspellings as usize],
            automaton: parts[Part::Automaton as usize],
            bucket_starts: parts[Part::BucketStarts as usize],
            buckets: parts[Part::Buckets as usize],
            mixed: std::str::from_utf8(parts[Part::Mixed as usize]).ok()?,
            phrases: std::str::from_utf8(parts[Part::Phrases as usize]).ok()?,
        })
    }

    /// What is known of `word`, with these rules of case: a word listed in lower case may be written with any
    /// capitals; one listed as `Monday` or `ASAP` is known with those capitals or all in capitals, and in other
    /// forms is reported under its listed [`LetterCase`], which the caller may hold against it (`monday` gives
    /// `Capitalised`). `iPhone` likewise. A possessive `'s` or a final `'` is passed over, and typographic
    /// apostrophes must have been straightened.
    pub fn look_up(&self, word: &str) -> Option<WordInfo> {
        self.entry(word).map(WordInfo::unpack)
    }

    /// The packed entry of a word in any case.
    pub(super) fn entry(&self, word: &str) -> Option<u8> {
        let mut lower = [0; LONGEST];
        let lower = lower_case(word, &mut lower)?;
        self.lower_entry(lower).or_else(|| {
            let base = lower
                .strip_suffix(b"'s")
                .or_else(|| lower.strip_suffix(b"s'").map(|_| &lower[..lower.len() - 1]))?;
            self.lower_entry(base)
        })
    }

    /// The packed entry of a word that is in lower case, possessives not stripped. The hot path.
    #[inline]
    pub(super) fn lower_entry(&self, word: &[u8]) -> Option<u8> {
        let hash = hash(word);
        probe(self.words, hash, !0xff).map(|slot| slot as u8)
    }

    /// The correction of a known misspelling in lower case.
    pub(super) fn correction(&self, misspelling: &str) -> Option<String> {
        let target = probe(self.misspellings, hash(misspelling.as_bytes()), !0xf_ffff)? & 0xf_ffff;
        let index = (target & !PHRASE).checked_sub(1)?;
        if target & PHRASE == 0 {
            self.word_of_rank(index)
        } else {
            self.phrases.lines().nth(index as usize).map(str::to_owned)
        }
    }

    /// Whether a word in lower case is a known misspelling.
    pub(super) fn is_known_misspelling(&self, word: &[u8]) -> bool {
        probe(self.misspellings, hash(word), !0xf_ffff).is_some()
    }

    /// The automaton of all lower-case words.
    pub(super) fn automaton(&self) -> Option<Fst<&'a [u8]>> {
        Fst::new(self.automaton).ok()
    }

    /// The word at a rank in byte order.
    pub(super) fn word_of_rank(&self, rank: u64) -> Option<String> {
        self.automaton()?
            .get_key(rank)
            .and_then(|key| String::from_utf8(key).ok())
    }

    /// Ranks of the words in a phonetic bucket.
    pub(super) fn bucket(&self, bucket: usize) -> impl Iterator<Item = u64> + use<'a> {
        let start = three(self.bucket_starts, bucket) as usize;
        let end = three(self.bucket_starts, bucket + 1) as usize;
        let buckets = self.buckets;
        (start..end).map(move |at| three(buckets, at))
    }

    /// A listed lower-case form with the capitals it is written with.
    pub(super) fn written(&self, lower: &str, entry: u8) -> String {
        match WordInfo::unpack(entry).case {
            LetterCase::Lower => lower.to_owned(),
            LetterCase::Capitalised => capitalise(lower),
            LetterCase::Upper => lower.to_uppercase(),
            LetterCase::Mixed => {
                let found = self
                    .mixed
                    .lines()
                    .filter_map(|line| line.split_once('\t'))
                    .find(|(key, _)| *key == lower);
                found.map_or_else(|| lower.to_owned(), |(_, written)| written.to_owned())
            }
        }
    }
}

impl WordInfo {
    pub(super) fn unpack(entry: u8) -> Self {
        Self {
            us: entry & US != 0,
            gb: entry & GB != 0,
            level: LEVELS[usize::from(entry >> LEVEL_SHIFT & 7)],
            no_suggest: entry & NO_SUGGEST != 0,
            case: match entry >> CASE_SHIFT & 3 {
                0 => LetterCase::Lower,
                1 => LetterCase::Capitalised,
                2 => LetterCase::Upper,
                _ => LetterCase::Mixed,
            },
        }
    }
}

impl fmt::Debug for Dictionary<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Dictionary")
            .field("slots", &(self.words.len() / 8))
            .finish_non_exhaustive()
    }
}

/// The word in lower case, without allocation; `None` when it is too long to be one.
pub(super) fn lower_case<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b [u8]> {
    let mut length = 0;
    if word.is_ascii() {
        length = word.len();
        buffer.get_mut(..length)?.copy_from_slice(word.as_bytes());
        buffer[..length].make_ascii_lowercase();
    } else {
        for character in word.chars().flat_map(char::to_lowercase) {
            let end = length + character.len_utf8();
            character.encode_utf8(buffer.get_mut(length..end)?);
            length = end;
        }
    }
    Some(&buffer[..length])
}

/// `word` with its first letter as a capital.
pub(super) fn capitalise(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The slot whose identity bits are those of `hash`.
#[inline]
fn probe(table: &[u8], hash: u64, identity: u64) -> Option<u64> {
    let (slots, _) = table.as_chunks::<8>();
    let mut at = first_slot(hash, slots.len());
    loop {
        let slot = u64::from_le_bytes(*slots.get(at)?);
        if (slot ^ hash) & identity == 0 && slot != 0 {
            return Some(slot);
        }
        if slot == 0 {
            return None;
        }
        at += 1;
        if at == slots.len() {
            at = 0;
        }
    }
}

/// The three-byte number at an index; 0 outside.
fn three(numbers: &[u8], index: usize) -> u64 {
    let bytes = numbers.get(3 * index..3 * index + 3).unwrap_or(&[0; 3]);
    bytes
        .iter()
        .rev()
        .fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::super::compile::{compile, read_misspellings, read_words};
    use super::*;

    const WORDS: &str = include_str!("data/words.txt");
    const SUPPLEMENT: &str = include_str!("data/supplement.txt");
    const MISSPELLINGS: &str = concat!(
        include_str!("data/misspellings.txt"),
        include_str!("data/misspellings_typos.txt")
    );

    #[test]
    fn knows_every_listed_word_and_no_listed_slip() {
        let dictionary = Dictionary::builtin();
        for (word, entry) in read_words(&[WORDS, SUPPLEMENT]).unwrap() {
            let info = dictionary
                .look_up(&word)
                .unwrap_or_else(|| panic!("{word} is unknown"));
            assert_eq!(
                (info.us, info.gb, info.level),
                (entry.flags & US != 0, entry.flags & GB != 0, entry.level),
                "{word}"
            );
            assert_eq!(info.no_suggest, entry.flags & NO_SUGGEST != 0, "{word}");
            let packed = dictionary.entry(&word).unwrap();
            assert_eq!(dictionary.written(&word, packed), entry.written);
        }
        for (slip, correction) in read_misspellings(MISSPELLINGS).unwrap() {
            assert!(
                dictionary.lower_entry(slip.as_bytes()).is_none(),
                "{slip} is a word"
            );
            assert_eq!(dictionary.correction(&slip), Some(correction));
        }
    }

    #[test]
    fn the_embedded_blob_is_what_the_lists_give() {
        assert!(compile(WORDS, SUPPLEMENT, MISSPELLINGS).unwrap() == BLOB);
        assert!(BLOB.len() < 4_000_000);
    }

    #[test]
    fn refuses_what_is_no_blob() {
        for broken in [
            &b""[..],
            b"TFSPELL1",
            &BLOB[..1000],
            b"something else entirely, and long enough to hold a header",
        ] {
            assert!(Dictionary::read(broken).is_none());
        }
    }

    #[test]
    fn tells_dialect_case_and_possessives() {
        let dictionary = Dictionary::builtin();
        let both = |word: &str| dictionary.look_up(word).map(|info| (info.us, info.gb));
        for (word, dialects) in [
            ("refund", Some((true, true))),
            ("Refunds", Some((true, true))),
            ("colour", Some((false, true))),
            ("color", Some((true, false))),
            ("organise", Some((false, true))),
            ("organize", Some((true, true))),
            ("cancelled", Some((true, true))),
            ("customer's", Some((true, true))),
            ("customers'", Some((true, true))),
            ("don't", Some((true, true))),
            ("café", Some((true, true))),
            ("refnud", None),
            ("", None),
            ("'s", None),
        ] {
            assert_eq!(both(word), dialects, "{word}");
        }
        let case = |word: &str| dictionary.look_up(word).map(|info| info.case);
        assert_eq!(case("monday"), Some(LetterCase::Capitalised));
        assert_eq!(case("may"), Some(LetterCase::Lower));
        assert_eq!(case("iphone"), Some(LetterCase::Mixed));
    }
}
