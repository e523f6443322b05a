//! Compiles the word lists into one blob. Used by the build script and, in tests, by the room itself.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{
    BUCKETS, CASE_SHIFT, GB, LEVEL_SHIFT, LEVELS, MAGIC, NO_SUGGEST, PHRASE, US, bucket,
    first_slot, hash,
};
use super::phonetic;

/// One word of the lists, under its lower-case form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// As written, in the least demanding case of all its listings.
    pub(crate) written: String,
    /// [`US`], [`GB`], [`NO_SUGGEST`].
    pub(crate) flags: u8,
    /// SCOWL size.
    pub(crate) level: u8,
}

/// Reads the lists: `[SIZE us gb]` begins a section of words, `[no-suggest]` words that are accepted and never
/// suggested, `[exclude]` words that are taken out again; `#` begins a comment.
pub(crate) fn read_words(lists: &[&str]) -> Result<BTreeMap<String, Entry>, String> {
    let mut words: BTreeMap<String, Entry> = BTreeMap::new();
    let mut quiet = BTreeSet::new();
    let mut excluded = BTreeSet::new();
    for line in lists
        .iter()
        .flat_map(|list| ["[none]"].into_iter().chain(list.lines()))
        .scan("", |section, line| {
            let line = line.split('#').next().unwrap_or("").trim();
            if let Some(name) = line.strip_prefix('[') {
                *section = name.trim_end_matches(']');
                return Some((*section, ""));
            }
            Some((*section, line))
        })
    {
        let (section, line) = line;
        for word in line.split_whitespace() {
            let lower = word.to_lowercase();
            match section {
                "no-suggest" => drop(quiet.insert(lower)),
                "exclude" => drop(excluded.insert(lower)),
                _ => {
                    let (flags, level) = read_section(section)?;
                    let entry = words.entry(lower).or_insert_with(|| Entry {
                        written: word.to_owned(),
                        flags,
                        level,
                    });
                    entry.flags |= flags;
                    entry.level = entry.level.min(level);
                    if case(word) < case(&entry.written) {
                        entry.written = word.to_owned();
                    }
                }
            }
        }
    }
    words.retain(|word, _| !excluded.contains(word));
    for (word, entry) in &mut words {
        let base = word.strip_suffix("'s").unwrap_or(word);
        if quiet.contains(base) {
            entry.flags |= NO_SUGGEST;
        }
    }
    Ok(words)
}

fn read_section(section: &str) -> Result<(u8, u8), String> {
    let mut parts = section.split(' ');
    let level = parts
        .next()
        .and_then(|size| size.parse().ok())
        .filter(|size| LEVELS.contains(size));
    let level = level.ok_or_else(|| format!("section [{section}]: expected one of {LEVELS:?}"))?;
    let mut flags = 0;
    for dialect in parts {
        flags |= match dialect {
            "us" => US,
            "gb" => GB,
            other => return Err(format!("section [{section}]: `{other}` is not us or gb")),
        };
    }
    if flags == 0 {
        Err(format!("section [{section}] has no dialect"))
    } else {
        Ok((flags, level))
    }
}

/// 0 lower, 1 capitalised, 2 all capitals, 3 mixed; words without letters count as lower.
fn case(word: &str) -> u8 {
    let capitals = word
        .chars()
        .filter(|character| character.is_uppercase())
        .count();
    let letters = word
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    let first = word.chars().next().is_some_and(char::is_uppercase);
    match capitals {
        0 => 0,
        1 if first => 1,
        _ if capitals == letters => 2,
        _ => 3,
    }
}

/// Reads lines `correction: slip slip …`. A correction may have spaces.
pub(crate) fn read_misspellings(list: &str) -> Result<BTreeMap<String, String>, String> {
    let mut slips = BTreeMap::new();
    for line in list
        .lines()
        .map(|line| line.split('#').next().unwrap_or("").trim())
        .filter(|line| !line.is_empty())
    {
        let (correction, all) = line
            .split_once(':')
            .ok_or_else(|| format!("`{line}` has no colon"))?;
        for slip in all.split_whitespace() {
            if let Some(old) = slips.insert(slip.to_owned(), correction.trim().to_owned()) {
                return Err(format!(
                    "`{slip}` is listed for `{old}` and for `{correction}`"
                ));
            }
        }
    }
    Ok(slips)
}

/// Compiles the lists into the blob that `Dictionary` reads in place.
pub(crate) fn compile(
    words: &str,
    supplement: &str,
    misspellings: &str,
) -> Result<Vec<u8>, String> {
    let words = read_words(&[words, supplement])?;
    let slips = read_misspellings(misspellings)?;
    let mut slots = Vec::with_capacity(words.len());
    let mut mixed = String::new();
    for (lower, entry) in &words {
        let level = LEVELS
            .iter()
            .position(|level| *level == entry.level)
            .ok_or("level")? as u8;
        let case = case(&entry.written);
        slots.push(
            hash(lower.as_bytes()) & !0xff
                | u64::from(entry.flags | level << LEVEL_SHIFT | case << CASE_SHIFT),
        );
        if case == 3 {
            mixed.push_str(&format!("{lower}\t{}\n", entry.written));
        }
    }
    let ranks: BTreeMap<&str, u64> = words.keys().map(String::as_str).zip(0..).collect();
    let mut phrases: Vec<&str> = Vec::new();
    let mut slip_slots = Vec::new();
    for (slip, correction) in &slips {
        if words.contains_key(slip) {
            return Err(format!(
                "the misspelling `{slip}` is a word of the dictionary"
            ));
        }
        let target = match ranks.get(correction.as_str()) {
            Some(rank) => rank + 1,
            None => {
                let line = phrases
                    .iter()
                    .position(|phrase| phrase == correction)
                    .unwrap_or_else(|| {
                        phrases.push(correction);
                        phrases.len() - 1
                    });
                PHRASE | (line as u64 + 1)
            }
        };
        slip_slots.push(hash(slip.as_bytes()) & !0xf_ffff | target);
    }
    let (starts, buckets) = sounds(&ranks);
    let mut automaton = fst::MapBuilder::memory();
    for (word, rank) in &ranks {
        automaton
            .insert(word, *rank)
            .map_err(|error| error.to_string())?;
    }
    let automaton = automaton.into_inner().map_err(|error| error.to_string())?;
    let parts = [
        table(&slots, !0xff)?,
        table(&slip_slots, !0xf_ffff)?,
        automaton,
        starts,
        buckets,
        mixed.into_bytes(),
        phrases.join("\n").into_bytes(),
    ];
    let mut blob = MAGIC.to_vec();
    for part in &parts {
        blob.extend((part.len() as u32).to_le_bytes());
    }
    for part in &parts {
        blob.extend(part);
    }
    Ok(blob)
}

/// An open-addressed table, at most 70 % full, with the slots in probing order.
fn table(entries: &[u64], identity: u64) -> Result<Vec<u8>, String> {
    let slots = entries.len() * 10 / 7 + 1;
    let mut table = vec![0u64; slots];
    for entry in entries {
        let mut at = first_slot(*entry, slots);
        while table[at] != 0 {
            if table[at] & identity == entry & identity {
                return Err("two words share one fingerprint; change the hash".to_owned());
            }
            at = (at + 1) % slots;
        }
        table[at] = *entry;
    }
    Ok(table.iter().flat_map(|slot| slot.to_le_bytes()).collect())
}

/// Ranks of the words by phonetic bucket, and where each bucket begins.
fn sounds(ranks: &BTreeMap<&str, u64>) -> (Vec<u8>, Vec<u8>) {
    let mut buckets: Vec<Vec<u64>> = vec![Vec::new(); BUCKETS];
    for (word, rank) in ranks {
        let key = phonetic::key(word);
        if 2 <= key.len() {
            buckets[bucket(&key)].push(*rank);
        }
    }
    let (mut starts, mut all, mut sum) = (Vec::new(), Vec::new(), 0u32);
    for ranks in &buckets {
        starts.extend(&sum.to_le_bytes()[..3]);
        sum += ranks.len() as u32;
        for rank in ranks {
            all.extend(&rank.to_le_bytes()[..3]);
        }
    }
    starts.extend(&sum.to_le_bytes()[..3]);
    (starts, all)
}
