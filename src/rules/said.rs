//! One text, taken apart, with every phrase found in it and the cues it shows.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::rc::Rc;

use super::cues::Cues;
use super::rule::{BankId, Only, Test};
use super::sign::{self, Place, SIGNS};
use super::topic::{self, Stem};
use super::weigh::Shown;
use crate::draft::Mask;
use crate::pattern::{Bits, Concordance, Hit, Hits, Matcher, Regexes, Side};
use crate::prose::{Ending, Prose, flag, lex};
use crate::text::{Covered, Span};

/// Whose words a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The company's.
    Ours,
    /// The customer's.
    Theirs,
}

/// One text, taken apart, with every phrase found in it.
pub struct Said<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Its words and sentences.
    pub prose: Prose,
    hits: Hits,
    /// A bit for each cue that a hit speaks for.
    spoken_for: Bits,
    /// The signs that may be there, a bit each.
    signs: OnceCell<u32>,
    /// The cues that were weighed so far; a handful.
    pub(super) shown: RefCell<Vec<(u16, Shown)>>,
    lower: OnceCell<String>,
    /// The content words by their places, each with its stem.
    stems: OnceCell<Vec<(u32, Stem)>>,
    /// The hits of banks that have many, by place.
    by_place: RefCell<Vec<(BankId, Rc<ByPlace>)>>,
    /// The places of each sign, found when first asked for.
    pub(super) by_sign: [OnceCell<Vec<Place>>; SIGNS.len()],
    /// What finds the hits of late banks; nothing for an empty text.
    finder: Option<Finder<'a>>,
    /// Where each word stands, for late banks.
    concordance: OnceCell<Concordance>,
    /// The hits of late banks by their numbers, as they were first asked for.
    late: OnceCell<Box<[OnceCell<Vec<Hit>>]>>,
    /// The hits of cues, as they were first asked for.
    pub(super) by_cue: RefCell<Vec<(u16, Rc<[Hit]>)>>,
}

/// What finds hits in a text.
#[derive(Debug, Clone, Copy)]
struct Finder<'a> {
    matcher: Matcher<'a>,
    regexes: &'a Regexes,
    side: Side,
}

/// Hits of a bank sorted by place. Where there are many, each is asked only about those near it, so that long drafts stay linear.
#[derive(Debug)]
struct ByPlace {
    hits: Vec<Hit>,
    /// Words of the longest.
    longest: u32,
}

/// Up to this number hits are gone through one by one.
const FEW: usize = 16;

impl fmt::Debug for Said<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Said")
            .field("text", &Covered(&self.text))
            .field("words", &self.prose.words.len())
            .field("hits", &self.hits.all().len())
            .finish_non_exhaustive()
    }
}

impl<'a> Said<'a> {
    /// Takes a text apart and finds every phrase.
    pub fn new(
        text: Cow<'a, str>,
        mask: &Mask,
        voice: Voice,
        in_conversation: bool,
        matcher: Matcher<'a>,
        regexes: &'a Regexes,
        cues: &Cues,
    ) -> Self {
        let prose = Prose::new(&text, mask, matcher.lexicon());
        let side = if voice == Voice::Ours {
            Side::Agent
        } else {
            Side::Customer
        };
        let hits = matcher.run(&prose, &text, side, in_conversation, regexes);
        let mut spoken_for = Bits::default();
        for bank in hits.banks() {
            cues.of_bank(bank, |cue| spoken_for.insert(cue));
        }
        Self {
            text,
            prose,
            hits,
            spoken_for,
            finder: Some(Finder {
                matcher,
                regexes,
                side,
            }),
            ..Self::nothing()
        }
    }

    /// An empty text: nothing was said.
    pub(super) fn nothing() -> Self {
        Self {
            text: Cow::Borrowed(""),
            prose: Prose::default(),
            hits: Hits::default(),
            spoken_for: Bits::default(),
            signs: OnceCell::new(),
            shown: RefCell::default(),
            lower: OnceCell::new(),
            stems: OnceCell::new(),
            by_place: RefCell::default(),
            by_sign: [const { OnceCell::new() }; SIGNS.len()],
            finder: None,
            concordance: OnceCell::new(),
            late: OnceCell::new(),
            by_cue: RefCell::default(),
        }
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.prose.words.is_empty()
    }

    /// The banks that have hits, in order; late banks are not among them.
    pub fn banks(&self) -> impl Iterator<Item = BankId> + '_ {
        self.hits.banks()
    }

    /// The hits of one bank, in order of their phrases.
    pub fn hits(&self, bank: BankId) -> &[Hit] {
        if self.hits.has(bank) {
            return self.hits.of(bank);
        }
        let Some(finder) = &self.finder else {
            return &[];
        };
        match finder.matcher.late(bank, finder.side) {
            Some((number, true)) => self.late_hits(finder, number),
            Some((_, false)) | None => &[],
        }
    }

    fn late_hits(&self, finder: &Finder<'a>, number: usize) -> &[Hit] {
        let Finder {
            matcher, regexes, ..
        } = finder;
        let cells = (self.late)
            .get_or_init(|| (0..matcher.late_banks()).map(|_| OnceCell::new()).collect());
        cells[number].get_or_init(|| {
            let concordance = (self.concordance).get_or_init(|| matcher.concordance(&self.prose));
            matcher.run_late(number, &self.prose, &self.text, concordance, regexes)
        })
    }

    /// Whether a bank that is not late has a hit.
    pub(super) fn has_hit(&self, bank: BankId) -> bool {
        self.hits.has(bank)
    }

    /// Whether anything here speaks for a cue; without it the cue does not hold.
    pub(super) fn may_show(&self, cues: &Cues, cue: u16) -> bool {
        self.spoken_for.contains(cue) || {
            let signs = cues.signs(cue);
            signs != 0 && signs & self.possible_signs() != 0
        }
    }

    /// The signs that may be there, a bit each.
    pub(super) fn possible_signs(&self) -> u32 {
        *self.signs.get_or_init(|| sign::possible(&self.text))
    }

    /// The stems of the content words from `first` up to `last`, not included; sorted and without repeats.
    pub(super) fn stems(&self, first: u32, last: u32) -> Vec<Stem> {
        let all = self
            .stems
            .get_or_init(|| topic::of(&self.prose, &self.text));
        let from = all.partition_point(|(at, _)| *at < first);
        let to = all.partition_point(|(at, _)| *at < last);
        let mut stems: Vec<Stem> = all[from..to].iter().map(|(_, stem)| *stem).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    /// The stems of the content words of the whole text.
    pub(super) fn all_stems(&self) -> Vec<Stem> {
        self.stems(0, u32::MAX)
    }

    /// The text in lower case.
    pub(super) fn lower(&self) -> &str {
        self.lower.get_or_init(|| self.text.to_lowercase())
    }

    /// Whether a phrase of a bank stands between two words, `last` not included.
    pub(super) fn holds(&self, bank: BankId, first: u32, last: u32) -> bool {
        self.any_hit(bank, first, last, |hit| {
            hit.last < last && !self.quoted(hit)
        })
    }

    /// The hits of a bank between two words, `last` not included, outside quotation marks.
    pub(super) fn between(&self, bank: BankId, first: u32, last: u32) -> Vec<Hit> {
        let is_inside = |hit: &&Hit| first <= hit.first && hit.last < last && !self.quoted(hit);
        let hits = self.hits(bank);
        if hits.len() <= FEW {
            return hits.iter().filter(is_inside).copied().collect();
        }
        let sorted = self.by_place(bank);
        let start = sorted.hits.partition_point(|hit| hit.first < first);
        let near = sorted.hits[start..].iter();
        near.take_while(|hit| hit.first < last)
            .filter(is_inside)
            .copied()
            .collect()
    }

    /// The bytes of a run of words.
    pub fn span(&self, words: (u32, u32)) -> Span {
        self.prose.span(words.0, words.1)
    }

    /// Whether a word stands inside quotation marks.
    pub(super) fn quoted(&self, hit: &Hit) -> bool {
        self.prose.words[hit.first as usize].has(flag::QUOTED)
            || self.prose.words[hit.last as usize].has(flag::QUOTED)
    }

    /// Whether the sentence of a word is of the wanted kind. A sentence that opens like a question is one even without its mark.
    pub(super) fn is_kind(&self, only: Only, word: u32) -> bool {
        match only {
            Only::Any => true,
            Only::Question => self.is_question(word),
            Only::Statement => !self.is_question(word),
        }
    }

    fn is_question(&self, word: u32) -> bool {
        let Some(sentence) = self.prose.sentences.get(self.prose.sentence_of(word)) else {
            return false;
        };
        if sentence.ending == Ending::Question {
            return true;
        }
        let words = self.prose.words_of(sentence);
        let class = |at: usize| words.get(at).map_or(0, |word| word.classes);
        sentence.ending == Ending::Open
            && class(0) & (lex::AUXILIARY | lex::WH) != 0
            && class(1) & (lex::SUBJECT | lex::AUXILIARY) != 0
    }

    /// Whether a negation stands within three words before, in the same clause.
    pub(super) fn negated(&self, first: u32) -> bool {
        let words = &self.prose.words;
        let mut at = first as usize;
        for _ in 0..4 {
            if words[at].has(flag::SENTENCE_START) || at == 0 {
                return false;
            }
            if words[at].has(flag::CLAUSE_START) && at != first as usize {
                return false;
            }
            at -= 1;
            if words[at].classes & lex::NEGATION != 0 {
                return true;
            }
        }
        false
    }

    /// Whether a hit of `bank` stands in the same sentence as the word.
    pub fn in_sentence(&self, bank: BankId, word: u32) -> bool {
        if self.hits(bank).is_empty() {
            return false;
        }
        let Some(sentence) = self.prose.sentences.get(self.prose.sentence_of(word)) else {
            return false;
        };
        self.any_hit(bank, sentence.first, sentence.last, |hit| {
            hit.last < sentence.last
        })
    }

    /// Whether a hit of `bank` shares a word with the run.
    pub(super) fn overlapping(&self, bank: BankId, first: u32, last: u32) -> bool {
        self.any_hit(bank, first, last + 1, |hit| first <= hit.last)
            || self.any_hit_over(bank, first, |hit| first <= hit.last)
    }

    /// Whether a hit of `bank` ends at most so many words before a word and passes a test.
    pub(super) fn any_ending_before(
        &self,
        bank: BankId,
        word: u32,
        words: u32,
        test: impl Fn(&Hit) -> bool,
    ) -> bool {
        let from = word.saturating_sub(words);
        let ends_here = |hit: &Hit| hit.last < word && word - hit.last <= words && test(hit);
        self.any_hit(bank, from, word, ends_here) || self.any_hit_over(bank, from, ends_here)
    }

    /// Whether a hit of `bank` begins at one of the words from `from`, before `to`, and passes a test.
    pub(super) fn any_hit(
        &self,
        bank: BankId,
        from: u32,
        to: u32,
        test: impl Fn(&Hit) -> bool,
    ) -> bool {
        let hits = self.hits(bank);
        let begins_here = |hit: &&Hit| from <= hit.first && hit.first < to;
        if hits.len() <= FEW {
            return hits.iter().filter(begins_here).any(test);
        }
        let sorted = self.by_place(bank);
        let start = sorted.hits.partition_point(|hit| hit.first < from);
        sorted.hits[start..]
            .iter()
            .take_while(begins_here)
            .any(test)
    }

    /// Whether a hit of `bank` that begins before a word, and may reach it, passes a test.
    fn any_hit_over(&self, bank: BankId, word: u32, test: impl Fn(&Hit) -> bool) -> bool {
        let hits = self.hits(bank);
        if hits.len() <= FEW {
            return hits.iter().filter(|hit| hit.first < word).any(test);
        }
        let longest = self.by_place(bank).longest;
        self.any_hit(bank, word.saturating_sub(longest), word, test)
    }

    fn by_place(&self, bank: BankId) -> Rc<ByPlace> {
        let known = self
            .by_place
            .borrow()
            .iter()
            .find_map(|(known, sorted)| (*known == bank).then(|| Rc::clone(sorted)));
        known.unwrap_or_else(|| {
            let mut hits = self.hits(bank).to_vec();
            hits.sort_unstable_by_key(|hit| (hit.first, hit.last));
            let longest = hits.iter().map(|hit| hit.last - hit.first + 1).max();
            let sorted = Rc::new(ByPlace {
                hits,
                longest: longest.unwrap_or(0),
            });
            self.by_place.borrow_mut().push((bank, Rc::clone(&sorted)));
            sorted
        })
    }

    /// Whether a test holds between two words, `to` not included.
    pub(super) fn within(&self, test: Test, cues: &Cues, from: u32, to: u32) -> bool {
        self.first_in(test, cues, from, to).is_some()
    }

    /// The first words between `from` and `to` for which a test holds.
    pub(super) fn first_in(
        &self,
        test: Test,
        cues: &Cues,
        from: u32,
        to: u32,
    ) -> Option<(u32, u32)> {
        match test {
            Test::Bank(bank) if self.hits(bank).len() <= FEW => self
                .hits(bank)
                .iter()
                .filter(|hit| from <= hit.first && hit.last < to && !self.quoted(hit))
                .map(|hit| (hit.first, hit.last))
                .min(),
            Test::Bank(bank) => {
                first_between(&self.by_place(bank).hits, from, to, |hit| !self.quoted(hit))
            }
            Test::Cue(wanted) => {
                first_between(&self.cue_hits(cues, wanted.cue), from, to, |_| true)
            }
        }
    }

    /// The words for which a test holds.
    pub(super) fn has(&self, test: Test, cues: &Cues) -> Option<Option<(u32, u32)>> {
        match test {
            Test::Cue(wanted) => self.shows(cues, wanted),
            Test::Bank(bank) => self
                .hits(bank)
                .iter()
                .find(|hit| !self.quoted(hit))
                .map(|hit| Some((hit.first, hit.last))),
        }
    }
}

/// The words of the first hit, in order of place, that lies between two words and passes a test.
fn first_between(
    sorted: &[Hit],
    from: u32,
    to: u32,
    test: impl Fn(&Hit) -> bool,
) -> Option<(u32, u32)> {
    let start = sorted.partition_point(|hit| hit.first < from);
    sorted[start..]
        .iter()
        .take_while(|hit| hit.first < to)
        .find(|hit| hit.last < to && test(hit))
        .map(|hit| (hit.first, hit.last))
}
