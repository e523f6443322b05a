//! Label words beside a value decide what the value is. Positive and negative labels stand in one table, and the
//! nearest in the same clause wins, so that “order number” beats “number” and “card for order 4711” is an order.
//!
//! Whole words only: presidio #1061 shows what substrings do (“lic” in “public”).

use super::label_words::{CUES, LABELS};
use super::{PrivateKind, page::Page};
use crate::text::Span;

/// What a label says about the value beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    /// A private value of this kind.
    Kind(PrivateKind),
    /// A national number by its name in the packs, such as `nl-bsn`.
    National(&'static str),
    /// Some identity number: national packs may read the value.
    Identity,
    /// A number that is nobody's secret.
    Benign(Benign),
}

/// Numbers that are nobody's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Benign {
    /// Orders, invoices, tickets, cases, references.
    Reference,
    /// Parcels.
    Tracking,
    /// SKUs, serial numbers, models, coupons.
    Product,
    /// Versions and builds.
    Version,
}

/// A telling word that is no label of a value but starts a recogniser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Part of a host name that only internal names have; counts only behind a dot.
    HostPart,
    /// The separate first word of a provider's token; the index of its row in `token::PREFIXES` follows from the word.
    TokenStart,
    /// `BEGIN` of a PEM block.
    PemBegin,
    /// A command that takes a user's name and password.
    Command,
    /// A header that carries credentials.
    Header,
    /// First folder of an absolute path.
    PathRoot,
    /// A word of a stack trace.
    Trace,
    /// An extension of a source file.
    SourceFile,
    /// Kind of street, or box.
    Street,
}

/// A label in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// What it says.
    pub(super) means: Means,
}

/// What the labels around a value say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside {
    /// What it says.
    pub(super) means: Means,
    /// Bytes between label and value.
    pub(super) distance: usize,
}

/// How far before a value a label may stand, in bytes.
const REACH_BEFORE: usize = 40;
/// How far after a value a label may begin, in bytes.
const REACH_AFTER: usize = 24;
/// A comma between label and value counts as this many bytes.
const COMMA: usize = 6;

impl Page<'_> {
    /// What the nearest label in the same clause says about the value at `span`.
    pub(super) fn beside(&self, span: Span) -> Option<Beside> {
        let next = self.marks.partition_point(|mark| mark.start < span.start);
        let before = self.marks[..next].last().and_then(|mark| {
            if mark.end > span.start || REACH_BEFORE < span.start - mark.end {
                return None;
            }
            let distance = self.gap(mark.end, span.start)?;
            Some(Beside {
                means: mark.means,
                distance,
            })
        });
        let after = self.marks[next..]
            .iter()
            .find(|mark| span.end <= mark.start)
            .and_then(|mark| {
                // What begins a new line speaks of what follows it.
                let between = &self.bytes[span.end..mark.start.min(span.end + REACH_AFTER + 1)];
                if REACH_AFTER < mark.start - span.end
                    || between.iter().any(|byte| b",\n".contains(byte))
                {
                    return None;
                }
                let distance = self.gap(span.end, mark.start)?;
                (!self.introduces_value(mark.end)).then_some(Beside {
                    means: mark.means,
                    distance,
                })
            });
        match (before, after) {
            (Some(before), Some(after)) => Some(if before.distance <= after.distance {
                before
            } else {
                after
            }),
            (before, after) => before.or(after),
        }
    }

    /// Whether the nearest label says that the value is nobody's secret.
    pub(super) fn is_benign(&self, span: Span) -> bool {
        matches!(
            self.beside(span),
            Some(Beside {
                means: Means::Benign(_),
                ..
            })
        )
    }

    /// Distance between label and value, `None` when a clause ends between them.
    pub(super) fn gap(&self, from: usize, to: usize) -> Option<usize> {
        let between = &self.bytes[from..to];
        let mut distance = between.len();
        for (at, byte) in between.iter().enumerate() {
            let next = between.get(at + 1).copied();
            match byte {
                b'!' | b'?' | b';' => return None,
                // A label may stand on the line above its value, but then a colon or nothing else stands between.
                b'\n'
                    if !without_is(&between[..at])
                        .iter()
                        .all(|byte| byte.is_ascii_whitespace() || b":=#*_-".contains(byte)) =>
                {
                    return None;
                }
                // “no. 12” and “St. 5” go on; a sentence ends before a capital.
                b'.' if next == Some(b' ')
                    && between.get(at + 2).is_some_and(u8::is_ascii_uppercase) =>
                {
                    return None;
                }
                b'.' if next == Some(b' ')
                    && between.len() <= at + 2
                    && !self.is_abbreviation(from + at) =>
                {
                    return None;
                }
                b'.' if next == Some(b'\n') => return None,
                b',' => distance += COMMA,
                _ => {}
            }
        }
        Some(distance)
    }

    /// Whether the dot at `at` ends an abbreviation of “number” rather than a sentence.
    fn is_abbreviation(&self, at: usize) -> bool {
        let word = &self.bytes[at.saturating_sub(4)..at];
        let ends = |suffix: &[u8]| {
            word.len() >= suffix.len()
                && word[word.len() - suffix.len()..].eq_ignore_ascii_case(suffix)
        };
        ends(b"no")
            || ends(b"nr")
            || ends(b"num")
            || ends(b"acct")
            || ends(b"tel")
            || ends(b"ph")
            || ends(b"ext")
    }

    /// Whether the words behind a label lead to a value of its own, so that it does not describe the one before.
    fn introduces_value(&self, mut at: usize) -> bool {
        for word in [&b" number"[..], b" no", b" is"] {
            if self.bytes[at..].len() > word.len()
                && self.bytes[at..at + word.len()].eq_ignore_ascii_case(word)
            {
                at += word.len();
            }
        }
        let rest = self
            .text
            .get(at..)
            .unwrap_or("")
            .trim_start_matches([' ', '.']);
        let word = rest
            .as_bytes()
            .iter()
            .take(24)
            .take_while(|byte| !byte.is_ascii_whitespace());
        rest.starts_with([':', '=', '#']) || word.clone().any(u8::is_ascii_digit)
    }
}

/// The bytes behind a label without the “is” that they begin with.
fn without_is(between: &[u8]) -> &[u8] {
    between.strip_prefix(b" is").unwrap_or(between)
}

/// Seed and prime of the 32-bit FNV-1a hash (Fowler, Noll, Vo; draft-eastlake-fnv).
pub(super) const SEED: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;

/// One step of the hash over lower-case ASCII.
#[inline]
pub(super) const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte.to_ascii_lowercase() as u32).wrapping_mul(PRIME)
}

/// Slots of the word table; four times the number of words keeps chains short.
const SLOTS: usize = 4096;

/// What starts with a word.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry {
    Label(Means),
    Cue(Cue),
}

#[derive(Clone, Copy)]
struct Row {
    hash: u32,
    /// The first word is wanted in capitals: “PIN” but not “pin”.
    capitals: bool,
    first: usize,
    phrase: &'static str,
    entry: Entry,
}

struct Table {
    rows: [Row; COUNT],
    /// Index + 1 of the first row of a hash's slot, sorted by hash then length, longest phrase first.
    slots: [u16; SLOTS],
}

/// How many phrases there are.
const COUNT: usize = {
    let mut count = 0;
    let mut group = 0;
    while group < LABELS.len() {
        count += LABELS[group].1.len();
        group += 1;
    }
    group = 0;
    while group < CUES.len() {
        count += CUES[group].1.len();
        group += 1;
    }
    count
};

/// Made when tactful is built: a hook starts anew for each reply, and would spend more on this table than on the draft.
static TABLE: Table = {
    let unsorted = rows();
    // Rows are dealt into their slots and put in order there, as few as they are.
    let mut ends = [0u16; SLOTS + 1];
    let mut index = 0;
    while index < COUNT {
        ends[unsorted[index].hash as usize % SLOTS + 1] += 1;
        index += 1;
    }
    let mut slot = 1;
    while slot <= SLOTS {
        ends[slot] += ends[slot - 1];
        slot += 1;
    }
    let mut rows = unsorted;
    let mut filled = [0u16; SLOTS];
    index = 0;
    while index < COUNT {
        let row = unsorted[index];
        let slot = row.hash as usize % SLOTS;
        let first = ends[slot] as usize;
        let mut place = first + filled[slot] as usize;
        filled[slot] += 1;
        while first < place && row.is_before(&rows[place - 1]) {
            rows[place] = rows[place - 1];
            place -= 1;
        }
        rows[place] = row;
        index += 1;
    }
    let mut slots = [0u16; SLOTS];
    slot = 0;
    while slot < SLOTS {
        if ends[slot] < ends[slot + 1] {
            slots[slot] = ends[slot] + 1;
        }
        slot += 1;
    }
    Table { rows, slots }
};

/// All phrases in the order of their lists.
const fn rows() -> [Row; COUNT] {
    let mut rows = [Row::new("", Entry::Cue(Cue::Trace)); COUNT];
    let mut count = 0;
    let mut group = 0;
    while group < LABELS.len() {
        let (means, phrases) = LABELS[group];
        let mut index = 0;
        while index < phrases.len() {
            rows[count] = Row::new(phrases[index], Entry::Label(means));
            count += 1;
            index += 1;
        }
        group += 1;
    }
    group = 0;
    while group < CUES.len() {
        let (cue, words) = CUES[group];
        let mut index = 0;
        while index < words.len() {
            rows[count] = Row::new(words[index], Entry::Cue(cue));
            count += 1;
            index += 1;
        }
        group += 1;
    }
    rows
}

impl Row {
    const fn new(phrase: &'static str, entry: Entry) -> Self {
        let bytes = phrase.as_bytes();
        let (mut hash, mut capitals, mut first) = (SEED, false, 0);
        while first < bytes.len() && bytes[first] != b' ' {
            hash = step(hash, bytes[first]);
            capitals |= bytes[first].is_ascii_uppercase();
            first += 1;
        }
        Self {
            hash,
            capitals,
            first,
            phrase,
            entry,
        }
    }

    /// Whether this row comes before another of its slot; rows alike stay in the order of their lists.
    const fn is_before(&self, other: &Self) -> bool {
        self.hash < other.hash || self.hash == other.hash && other.phrase.len() < self.phrase.len()
    }
}

/// A handle on the word table, taken once for a text.
pub(super) struct Lookup(&'static Table);

impl Lookup {
    pub(super) fn new() -> Self {
        Self(&TABLE)
    }

    /// Whether some phrase may begin with a word of this hash.
    #[inline]
    pub(super) fn may(&self, hash: u32) -> bool {
        self.0.slots[hash as usize % SLOTS] != 0
    }

    /// The longest phrase that begins with the word at `start..end`, and where it ends.
    pub(super) fn find(
        &self,
        bytes: &[u8],
        start: usize,
        end: usize,
        hash: u32,
    ) -> Option<(usize, Entry)> {
        let slot = hash as usize % SLOTS;
        let from = usize::from(self.0.slots[slot]).checked_sub(1)?;
        for row in self.0.rows[from..]
            .iter()
            .take_while(|row| row.hash as usize % SLOTS == slot)
        {
            if row.hash != hash {
                continue;
            }
            let (word, first) = (&bytes[start..end], &row.phrase.as_bytes()[..row.first]);
            let same = if row.capitals {
                word == first
            } else {
                word.eq_ignore_ascii_case(first)
            };
            // The last word of a label may stand in the plural.
            let plural = row.first == row.phrase.len()
                && word.len() == first.len() + 1
                && word[..first.len()].eq_ignore_ascii_case(first)
                && !row.capitals;
            if !same && !plural {
                continue;
            }
            if let Some(stop) = follows(bytes, end, &row.phrase[row.first..]) {
                return Some((stop, row.entry));
            }
        }
        None
    }
}

/// Whether the other words of a phrase follow at `at`, and where they end.
fn follows(bytes: &[u8], mut at: usize, rest: &str) -> Option<usize> {
    for word in rest.split_ascii_whitespace() {
        let gap = if bytes[at..].starts_with("’".as_bytes()) {
            "’".len()
        } else {
            bytes[at..]
                .iter()
                .take(2)
                .take_while(|byte| b" \t_-/.'".contains(byte))
                .count()
        };
        if gap == 0 {
            return None;
        }
        at += gap;
        let stop = at + word.len();
        if !bytes.get(at..stop)?.eq_ignore_ascii_case(word.as_bytes()) {
            return None;
        }
        at = stop;
    }
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| super::page::is_word(*byte));
    if is_word(bytes.get(at)) {
        if matches!(bytes[at], b's' | b'S') && !is_word(bytes.get(at + 1)) && !rest.is_empty() {
            return Some(at + 1);
        }
        if !rest.is_empty() {
            return None;
        }
    }
    Some(at)
}
