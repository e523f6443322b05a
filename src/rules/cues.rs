//! All cues of a set of rules, decoded one by one when a text first asks for them.
//!
//! A text rarely shows more than a few of them. Which ones it may show at all is known without decoding any: each bank names the cues
//! that its hits speak for, and each cue the signs that do.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::{Index, Range};
use std::sync::OnceLock;

use super::rule::{BankId, Cue, NO_BANK, Only, Who};
use super::sign;

/// Header words: number of cues, number of banks, length of the list of cues by bank.
const HEADER: usize = 3;

/// The cues of a set of rules by number.
#[derive(Debug, Default)]
pub struct Cues {
    bytes: Cow<'static, [u8]>,
    cells: Vec<OnceLock<Box<Cue>>>,
}

impl Cues {
    /// Lays out encoded cues, with what tells which of them a text may show. `banks` is one more than the greatest number of a bank.
    pub fn lay_out(cues: &[Cue], encoded: &[Vec<u8>], banks: usize) -> Vec<u8> {
        let mut by_bank: Vec<BTreeSet<u16>> = vec![BTreeSet::new(); banks];
        let mut signs = Vec::new();
        for index in 0..cues.len() {
            let (own, mask) = sources(cues, index as u16);
            signs.push(mask);
            for bank in own {
                by_bank[usize::from(bank)].insert(index as u16);
            }
        }
        let list: Vec<u32> = by_bank
            .iter()
            .flatten()
            .map(|cue| u32::from(*cue))
            .collect();
        let mut words = vec![cues.len() as u32, banks as u32, list.len() as u32];
        let mut start = 0;
        words.push(start);
        for bytes in encoded {
            start += bytes.len() as u32;
            words.push(start);
        }
        words.extend(signs);
        let mut first = 0;
        words.push(first);
        for cues in &by_bank {
            first += cues.len() as u32;
            words.push(first);
        }
        words.extend(list);
        let mut out: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        out.extend(encoded.iter().flatten());
        out
    }

    /// Views what [`Cues::lay_out`] made.
    pub fn new(bytes: Cow<'static, [u8]>) -> Self {
        let count = if bytes.len() < HEADER * 4 {
            0
        } else {
            word(&bytes, 0) as usize
        };
        let cells = (0..count).map(|_| OnceLock::new()).collect();
        Self { bytes, cells }
    }

    /// How many cues there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A cue by number.
    pub fn get(&self, cue: usize) -> Option<&Cue> {
        let decoded = self.cells.get(cue)?.get_or_init(|| {
            let bytes = self.bytes.get(self.place(cue)).unwrap_or_default();
            Box::new(postcard::from_bytes(bytes).unwrap_or_else(|_| never()))
        });
        Some(decoded)
    }

    /// The signs that speak for a cue, a bit each.
    pub(super) fn signs(&self, cue: u16) -> u32 {
        let at = usize::from(cue);
        if at < self.len() {
            word(&self.bytes, HEADER + self.len() + 1 + at)
        } else {
            0
        }
    }

    /// Calls with each cue for which a hit of a bank speaks.
    pub(super) fn of_bank(&self, bank: BankId, mut call: impl FnMut(u16)) {
        if self.is_empty() || self.banks() <= usize::from(bank) {
            return;
        }
        let starts = HEADER + 2 * self.len() + 1;
        let from = word(&self.bytes, starts + usize::from(bank)) as usize;
        let to = word(&self.bytes, starts + usize::from(bank) + 1) as usize;
        let list = starts + self.banks() + 1;
        for index in from..to {
            call(word(&self.bytes, list + index) as u16);
        }
    }

    fn banks(&self) -> usize {
        word(&self.bytes, 1) as usize
    }

    fn place(&self, cue: usize) -> Range<usize> {
        let list = word(&self.bytes, 2) as usize;
        let records = (HEADER + 2 * self.len() + 1 + self.banks() + 1 + list) * 4;
        let from = word(&self.bytes, HEADER + cue) as usize;
        let to = word(&self.bytes, HEADER + cue + 1) as usize;
        records + from..records + to
    }
}

impl Index<usize> for Cues {
    type Output = Cue;

    fn index(&self, cue: usize) -> &Cue {
        self.get(cue).expect("rules name only cues that exist")
    }
}

/// The banks and signs that can give a cue points, its own and those of the cues it includes.
pub(super) fn sources(cues: &[Cue], cue: u16) -> (BTreeSet<BankId>, u32) {
    let (mut banks, mut signs) = (BTreeSet::new(), 0);
    let mut seen = BTreeSet::from([cue]);
    let mut next = vec![cue];
    while let Some(cue) = next.pop() {
        let Some(cue) = cues.get(usize::from(cue)) else {
            continue;
        };
        banks.extend([cue.phrases, cue.strong, cue.weak]);
        banks.extend(cue.families.iter().map(|(_, bank, _)| *bank));
        for name in &cue.detect {
            signs |= sign::bit(name);
        }
        if cue.needs == 0 || cue.strong_needs == 0 {
            signs |= sign::ALWAYS;
        }
        next.extend(cue.includes.iter().filter(|other| seen.insert(**other)));
    }
    banks.remove(&NO_BANK);
    (banks, signs)
}

fn word(bytes: &[u8], index: usize) -> u32 {
    let mut four = [0u8; 4];
    four.copy_from_slice(&bytes[index * 4..index * 4 + 4]);
    u32::from_le_bytes(four)
}

/// A cue that nothing shows; stands for bytes that are damaged.
fn never() -> Cue {
    Cue {
        name: String::new(),
        title: String::new(),
        who: Who::Both,
        phrases: NO_BANK,
        strong: NO_BANK,
        weak: NO_BANK,
        families: Vec::new(),
        detect: Vec::new(),
        includes: Vec::new(),
        not_with: Vec::new(),
        except: NO_BANK,
        shield: NO_BANK,
        not_if_negated: false,
        only: Only::Any,
        needs: u8::MAX,
        strong_needs: u8::MAX,
    }
}
