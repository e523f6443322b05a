//! The table of contents of compiled rulesets: numbers at fixed places, read where they stand.
//!
//! A hook starts anew for each reply, so nothing is decoded here before somebody asks for it.

use serde::{Deserialize, Serialize};

use super::compile::{Head, selects};
use super::shift::{Shift, Shifted};
use crate::draft::Channel;
use crate::finding::{Confidence, Severity};
use crate::rules::{BankId, NO_BANK};

/// Names and sentences that only people and unusual configurations ask for; decoded when they do.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Names {
    /// Names of the cues.
    pub cue_names: Vec<String>,
    /// Levels and limits of packs and channels, in the order of their files.
    pub shifts: Vec<Shift>,
    /// The packs by name and title.
    pub packs: Vec<(String, String)>,
    /// Categories as their files introduce them: file, title, introduction.
    pub categories: Vec<(String, String, String)>,
    /// Per cue, its examples among the documents.
    pub cue_documents: Vec<(u32, u32)>,
    /// Names of the shared lists, for “did you mean”.
    pub lists: Vec<String>,
}

/// Header words: see [`at`].
const HEADER: usize = 8;
/// Words of one rule.
const RULE: usize = 9;

/// Places of the numbers in the header.
mod at {
    pub(super) const RULES: usize = 0;
    pub(super) const MOOD: usize = 1;
    pub(super) const ALWAYS: usize = 2;
    pub(super) const SPECIAL: usize = 3;
    pub(super) const BANKS: usize = 4;
    pub(super) const BY_BANK: usize = 5;
    pub(super) const GATES: usize = 6;
}

/// Lays out what is known about rules, sorted by name, before they are decoded. `mood` is the cue that tells how upset the customer is.
pub(super) fn lay_out(heads: &[Head], gates: &[Vec<u32>], names: &Names) -> Vec<u8> {
    let mood = names.cue_names.iter().position(|name| name == "upset");
    let ordinary = || {
        heads
            .iter()
            .enumerate()
            .filter(|(_, head)| head.special == 0)
    };
    let always: Vec<u32> = ordinary()
        .filter(|(_, head)| head.banks.is_empty())
        .map(|(rule, _)| rule as u32)
        .collect();
    let special: Vec<u32> = (heads.iter().enumerate())
        .filter(|(_, head)| head.special != 0)
        .map(|(rule, head)| u32::from(head.special) << 16 | rule as u32)
        .collect();
    let mut by_bank: Vec<(BankId, u32)> = ordinary()
        .flat_map(|(rule, head)| head.banks.iter().map(move |bank| (*bank, rule as u32)))
        .filter(|(bank, _)| *bank != NO_BANK)
        .collect();
    by_bank.sort_unstable();
    let banks = by_bank.last().map_or(0, |(bank, _)| usize::from(*bank) + 1);
    let mut starts = vec![0u32; banks + 1];
    for (bank, _) in &by_bank {
        starts[usize::from(*bank) + 1] += 1;
    }
    for index in 1..starts.len() {
        starts[index] += starts[index - 1];
    }
    let mut text = String::new();
    let mut put = |words: &str| {
        let start = text.len() as u32;
        text.push_str(words);
        start
    };
    let all: usize = gates.iter().map(Vec::len).sum();
    let mut out = vec![
        heads.len() as u32,
        mood.map_or(u32::MAX, |index| index as u32),
        always.len() as u32,
        special.len() as u32,
        banks as u32,
        by_bank.len() as u32,
        all as u32,
        0,
    ];
    let mut gate = 0;
    for (head, own) in heads.iter().zip(gates) {
        let kinds = (head.id.len() as u32 & 0xFFFF)
            | level_bits(Some(head.level)) << 16
            | (head.confidence as u32) << 18
            | u32::from(head.on) << 20
            | u32::from(head.needs & 3) << 21
            | u32::from(head.special & 3) << 23;
        out.push(put(&head.id));
        out.push(kinds);
        out.push(levels(head, &names.shifts));
        out.push(put(&head.pack) << 8 | (head.pack.len() as u32 & 0xFF));
        out.extend([
            head.record.0,
            head.record.1,
            head.document.0,
            head.document.1,
        ]);
        out.push(gate);
        gate += own.len() as u32;
    }
    out.extend(always);
    out.extend(special);
    out.extend(starts);
    out.extend(by_bank.iter().map(|(_, rule)| *rule));
    out.extend(gates.iter().flatten());
    let mut bytes: Vec<u8> = out.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.extend(text.bytes());
    bytes
}

/// The level of a rule where nobody configures anything: without a channel, then in each channel, two bits each.
fn levels(head: &Head, shifts: &[Shift]) -> u32 {
    let plain = (head.on && head.pack.is_empty()).then_some(head.level);
    let mut bits = level_bits(plain);
    for (index, channel) in Channel::ALL.into_iter().enumerate() {
        let mut level = plain;
        for shift in shifts
            .iter()
            .filter(|shift| shift.pack.is_empty() && shift.channel == channel.as_str())
        {
            if let Shifted::Level(to) = shift.to
                && level.is_some()
                && selects(&shift.selector, &head.id)
            {
                level = to;
            }
        }
        bits |= level_bits(level) << (2 * (index + 1));
    }
    bits
}

const fn level_bits(level: Option<Severity>) -> u32 {
    match level {
        None => 0,
        Some(Severity::Suggestion) => 1,
        Some(Severity::Warning) => 2,
        Some(Severity::Error) => 3,
    }
}

const fn level_of(bits: u32) -> Option<Severity> {
    match bits & 3 {
        1 => Some(Severity::Suggestion),
        2 => Some(Severity::Warning),
        3 => Some(Severity::Error),
        _ => None,
    }
}

/// A view of the table.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'a> {
    bytes: &'a [u8],
}

impl<'a> Contents<'a> {
    /// Views what [`super::compile`] laid out; `None` for bytes too short to be that.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let contents = Self { bytes };
        (HEADER * 4 <= bytes.len() && contents.text_start() <= bytes.len()).then_some(contents)
    }

    /// How many rules there are.
    pub fn len(self) -> usize {
        self.word(at::RULES) as usize
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The cue that tells how upset the customer is.
    pub fn mood(self) -> Option<u16> {
        u16::try_from(self.word(at::MOOD)).ok()
    }

    /// What is known about a rule before it is decoded.
    pub fn rule(self, index: usize) -> RuleHead<'a> {
        RuleHead {
            contents: self,
            at: HEADER + index * RULE,
        }
    }

    /// The rules that no bank alone gives away, with their gates to be asked each time.
    pub fn always(self) -> impl Iterator<Item = u16> + 'a {
        let start = self.always_start();
        (start..start + self.word(at::ALWAYS) as usize).map(move |at| self.word(at) as u16)
    }

    /// The rules of a special kind: 1 `spell`, 2 `private`, 3 `placeholder`.
    pub fn special(self, kind: u8) -> impl Iterator<Item = usize> + 'a {
        let start = self.always_start() + self.word(at::ALWAYS) as usize;
        (start..start + self.word(at::SPECIAL) as usize)
            .map(move |at| self.word(at))
            .filter(move |word| word >> 16 == u32::from(kind))
            .map(|word| (word & 0xFFFF) as usize)
    }

    /// The rules that a hit of a bank asks for.
    pub fn of_bank(self, bank: BankId) -> impl Iterator<Item = u16> + 'a {
        let starts = self.bank_starts();
        let banks = self.word(at::BANKS) as usize;
        let (from, to) = if usize::from(bank) < banks {
            let start = starts + usize::from(bank);
            (self.word(start) as usize, self.word(start + 1) as usize)
        } else {
            (0, 0)
        };
        let list = starts + banks + 1;
        (list + from..list + to).map(move |at| self.word(at) as u16)
    }

    fn always_start(self) -> usize {
        HEADER + self.len() * RULE
    }

    fn bank_starts(self) -> usize {
        self.always_start() + (self.word(at::ALWAYS) + self.word(at::SPECIAL)) as usize
    }

    fn gates_start(self) -> usize {
        self.bank_starts() + (self.word(at::BANKS) + 1 + self.word(at::BY_BANK)) as usize
    }

    fn text_start(self) -> usize {
        (self.gates_start() + self.word(at::GATES) as usize) * 4
    }

    fn text(self, start: usize, length: usize) -> &'a str {
        let from = self.text_start() + start;
        let bytes = self.bytes.get(from..from + length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn word(self, index: usize) -> u32 {
        let four = self.bytes.get(index * 4..index * 4 + 4);
        four.and_then(|four| four.try_into().ok())
            .map_or(0, u32::from_le_bytes)
    }
}

/// What is known about one rule before it is decoded.
#[derive(Debug, Clone, Copy)]
pub struct RuleHead<'a> {
    contents: Contents<'a>,
    at: usize,
}

impl<'a> RuleHead<'a> {
    fn word(self, index: usize) -> u32 {
        self.contents.word(self.at + index)
    }

    /// Its name.
    pub fn id(self) -> &'a str {
        let length = self.word(1) & 0xFFFF;
        self.contents.text(self.word(0) as usize, length as usize)
    }

    /// Its declared level.
    pub fn level(self) -> Severity {
        level_of(self.word(1) >> 16).unwrap_or(Severity::Suggestion)
    }

    /// How sure it is.
    pub fn confidence(self) -> Confidence {
        match self.word(1) >> 18 & 3 {
            0 => Confidence::Low,
            1 => Confidence::Medium,
            _ => Confidence::High,
        }
    }

    /// Whether it runs without being asked for.
    pub fn is_on(self) -> bool {
        self.word(1) >> 20 & 1 != 0
    }

    /// What it needs beside the draft: 0 nothing, 1 the conversation, 2 ticket facts, 3 timestamps.
    pub fn needs(self) -> u8 {
        (self.word(1) >> 21 & 3) as u8
    }

    /// 1 for `spell`, 2 for `private`, 3 for `placeholder`, else 0.
    pub fn special(self) -> u8 {
        (self.word(1) >> 23 & 3) as u8
    }

    /// The pack it belongs to; empty for none.
    pub fn pack(self) -> &'a str {
        let place = self.word(3);
        self.contents
            .text((place >> 8) as usize, (place & 0xFF) as usize)
    }

    /// Its level where nobody configures anything.
    pub fn default_level(self, channel: Option<Channel>) -> Option<Severity> {
        let place = channel.map_or(0, |channel| channel as u32 + 1);
        level_of(self.word(2) >> (2 * place))
    }

    /// Its bytes among the rules.
    pub fn record(self) -> (usize, usize) {
        (self.word(4) as usize, self.word(5) as usize)
    }

    /// Its bytes among the documents.
    pub fn document(self) -> (u32, u32) {
        (self.word(6), self.word(7))
    }

    /// What must be there before it can find anything, for [`crate::rules::is_open`].
    pub fn gate(self) -> impl Iterator<Item = u32> + 'a {
        let contents = self.contents;
        let start = contents.gates_start();
        let is_last = contents.always_start() <= self.at + RULE;
        let end = if is_last {
            contents.word(at::GATES)
        } else {
            self.word(RULE + 8)
        };
        let own = self.word(8) as usize..end as usize;
        own.map(move |index| contents.word(start + index))
    }
}
