//! Likeness of texts: the share of word triples that two texts have in common (Jaccard), and MinHash signatures that find candidates without comparing all with all.
//!
//! Source: A. Broder, “On the resemblance and containment of documents”, 1997; J. Leskovec, A. Rajaraman, J. Ullman, “Mining of Massive Datasets”, chapter 3.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::reading::{Page, SILENT};
use crate::draft::MaskKind;
use crate::prose::{flag, hash_word};

/// Words in a row that make one shingle.
const WORDS: usize = 3;
/// Bands of a signature and rows of a band: texts alike by 0.8 are missed about once in 1,200 pairs, texts alike by half become candidates in two of five.
const BANDS: usize = 18;
const ROWS: usize = 5;
/// Texts of one bucket that a new one is compared with; bounds the work where thousands share a phrase.
const MOST: usize = 48;
/// From here on two texts are nearly the same: one other word in thirty.
pub(super) const ALIKE: f64 = 0.8;
/// Texts of fewer words are only compared for being equal.
const FEWEST: usize = 8;

/// The word triples of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shingles {
    /// Hashes of the triples, sorted, each once.
    pub(super) set: Vec<u64>,
    /// Hash of all words in order.
    pub(super) whole: u64,
    /// How many words there are.
    pub(super) words: usize,
}

/// The shingles of a page. Placeholders are one word, whatever their name; case and punctuation do not count.
pub(super) fn of(page: &Page<'_>) -> Shingles {
    let text = page.text();
    let mut words: Vec<u64> = Vec::with_capacity(page.prose.words.len());
    for (index, word) in page.prose.words.iter().enumerate() {
        if page.has(index, SILENT) {
            continue;
        }
        match page.mask.covering(word.span()) {
            Some(MaskKind::History | MaskKind::Signature | MaskKind::Markup) => {}
            Some(MaskKind::Placeholder) => words.push(1),
            _ if word.has(flag::OPAQUE)
                && word
                    .span()
                    .of(text)
                    .starts_with(['{', '[', '<', '%', '$', '#']) =>
            {
                words.push(1)
            }
            _ => words.push(hash_word(word.span().of(text))),
        }
    }
    let mut whole = DefaultHasher::new();
    words.hash(&mut whole);
    let mut set: Vec<u64> = words
        .windows(WORDS.min(words.len()).max(1))
        .map(|triple| {
            triple
                .iter()
                .fold(0x9e37_79b9_7f4a_7c15, |hash: u64, word| {
                    mix(hash.rotate_left(23) ^ word)
                })
        })
        .collect();
    set.sort_unstable();
    set.dedup();
    Shingles {
        set,
        whole: whole.finish(),
        words: words.len(),
    }
}

/// The share of triples that two texts have in common, 0 to 1.
pub(super) fn likeness(a: &Shingles, b: &Shingles) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while let (Some(one), Some(other)) = (a.set.get(i), b.set.get(j)) {
        shared += usize::from(one == other);
        i += usize::from(one <= other);
        j += usize::from(other <= one);
    }
    let all = a.set.len() + b.set.len() - shared;
    if all == 0 {
        1.0
    } else {
        shared as f64 / all as f64
    }
}

/// Groups of texts that are nearly the same as the first of their group, in the order of `texts`; texts alone are left out.
/// `may_meet` says whether two texts may share a group at all.
pub(super) fn groups<'s>(
    texts: impl Iterator<Item = (usize, &'s Shingles)> + Clone,
    may_meet: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<usize>> {
    let mut leaders: Vec<(usize, &Shingles)> = Vec::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut equal: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut buckets: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut candidates: Vec<u32> = Vec::new();
    for (index, text) in texts {
        if text.words < 2 {
            continue;
        }
        let same = equal.entry(text.whole).or_default();
        let known = same.iter().copied().find(|group| {
            let (leader, shingles) = leaders[*group];
            shingles.words == text.words && may_meet(leader, index)
        });
        if let Some(group) = known {
            members[group].push(index);
            continue;
        }
        let is_long = FEWEST <= text.words;
        let bands = if is_long { bands(text) } else { Vec::new() };
        candidates.clear();
        for band in &bands {
            candidates.extend(buckets.get(band).into_iter().flatten());
        }
        candidates.sort_unstable();
        candidates.dedup();
        let best = candidates
            .iter()
            .map(|group| *group as usize)
            .filter(|group| may_meet(leaders[*group].0, index))
            .map(|group| (likeness(leaders[group].1, text), group))
            .filter(|(likeness, _)| ALIKE <= *likeness)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, group)) = best {
            members[group].push(index);
            continue;
        }
        let group = leaders.len();
        same.push(group);
        leaders.push((index, text));
        members.push(vec![index]);
        for band in bands {
            let bucket = buckets.entry(band).or_default();
            if bucket.len() < MOST {
                bucket.push(group as u32);
            }
        }
    }
    members.retain(|group| 1 < group.len());
    members
}

/// The bands of a text's signature; equal bands make candidates.
fn bands(text: &Shingles) -> Vec<u64> {
    let mut lowest = [u64::MAX; BANDS * ROWS];
    for shingle in &text.set {
        for (row, lowest) in lowest.iter_mut().enumerate() {
            // Multiply-shift hashing with an odd factor for each row.
            let factor = mix(row as u64 + 1) | 1;
            let hash = shingle.wrapping_mul(factor)
                ^ (shingle >> 29).wrapping_mul(factor.rotate_left(32) | 1);
            *lowest = hash.min(*lowest);
        }
    }
    lowest
        .chunks(ROWS)
        .enumerate()
        .map(|(band, rows)| {
            rows.iter()
                .fold(band as u64 + 1, |hash, row| mix(hash ^ row))
        })
        .collect()
}

/// The finisher of `MurmurHash3`, public domain.
const fn mix(value: u64) -> u64 {
    let mut hash = value;
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
