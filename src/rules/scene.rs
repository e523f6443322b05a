//! All that rules look at: the draft and the conversation, each taken apart once, and the cues they show.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::fmt;

use super::cues::Cues;
use super::rule::{BankId, Cue, CueRef, NO_BANK, Only, Test, Who};
use super::sign;
use crate::draft::{Draft, Mask, Role};
use crate::pattern::{Hit, Matcher, Regexes, Side};
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

/// How far a cue holds in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    pub(super) points: u8,
    /// The words that weigh most.
    pub(super) words: Option<(u32, u32)>,
}

/// One text, taken apart, with every phrase found in it.
pub struct Said<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Its words and sentences.
    pub prose: Prose,
    /// Its hits, sorted by bank.
    hits: Vec<Hit>,
    /// A bit for each bank with a hit.
    banks: Bits,
    /// A bit for each cue that a hit speaks for.
    spoken_for: Bits,
    /// The signs that may be there, a bit each.
    signs: OnceCell<u32>,
    /// The cues that were weighed so far; a handful.
    shown: RefCell<Vec<(u16, Shown)>>,
    lower: OnceCell<String>,
}

/// A set of small numbers.
#[derive(Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, number: u16) {
        let word = usize::from(number >> 6);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (number & 63);
    }

    fn contains(&self, number: u16) -> bool {
        self.0
            .get(usize::from(number >> 6))
            .is_some_and(|word| word >> (number & 63) & 1 != 0)
    }
}

impl fmt::Debug for Said<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Said")
            .field("text", &Covered(&self.text))
            .field("words", &self.prose.words.len())
            .field("hits", &self.hits.len())
            .finish_non_exhaustive()
    }
}

impl<'a> Said<'a> {
    /// Takes a text apart and finds every phrase.
    pub fn new(
        text: Cow<'a, str>,
        mask: &Mask,
        voice: Voice,
        matcher: &Matcher<'_>,
        regexes: &Regexes,
        cues: &Cues,
    ) -> Self {
        let prose = Prose::new(&text, mask, matcher.lexicon());
        let mut hits = Vec::new();
        let side = if voice == Voice::Ours {
            Side::Agent
        } else {
            Side::Customer
        };
        matcher.run(&prose, &text, side, regexes, &mut hits);
        let (mut banks, mut spoken_for) = (Bits::default(), Bits::default());
        for hit in hits.chunk_by(|a, b| a.bank == b.bank).rev() {
            banks.insert(hit[0].bank);
            cues.of_bank(hit[0].bank, |cue| spoken_for.insert(cue));
        }
        Self {
            text,
            prose,
            hits,
            banks,
            spoken_for,
            signs: OnceCell::new(),
            shown: RefCell::default(),
            lower: OnceCell::new(),
        }
    }

    /// An empty text: nothing was said.
    fn nothing() -> Self {
        Self {
            text: Cow::Borrowed(""),
            prose: Prose::default(),
            hits: Vec::new(),
            banks: Bits::default(),
            spoken_for: Bits::default(),
            signs: OnceCell::new(),
            shown: RefCell::default(),
            lower: OnceCell::new(),
        }
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.prose.words.is_empty()
    }

    /// All hits, sorted by bank, then place.
    pub fn all_hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The hits of one bank, in order of their phrases.
    pub fn hits(&self, bank: BankId) -> &[Hit] {
        if bank == NO_BANK || !self.banks.contains(bank) {
            return &[];
        }
        let start = self.hits.partition_point(|hit| hit.bank < bank);
        let end = start + self.hits[start..].partition_point(|hit| hit.bank == bank);
        &self.hits[start..end]
    }

    /// Whether a bank has a hit.
    pub(super) fn has_hit(&self, bank: BankId) -> bool {
        self.banks.contains(bank)
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

    /// The text in lower case.
    pub(super) fn lower(&self) -> &str {
        self.lower.get_or_init(|| self.text.to_lowercase())
    }

    /// Whether a phrase of a bank stands between two words, `last` not included.
    pub(super) fn holds(&self, bank: BankId, first: u32, last: u32) -> bool {
        self.hits(bank)
            .iter()
            .any(|hit| first <= hit.first && hit.last < last && !self.quoted(hit))
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
        let hits = self.hits(bank);
        if hits.is_empty() {
            return false;
        }
        let Some(sentence) = self.prose.sentences.get(self.prose.sentence_of(word)) else {
            return false;
        };
        hits.iter()
            .any(|hit| sentence.first <= hit.first && hit.last < sentence.last)
    }

    /// Whether a hit of `bank` shares a word with the run.
    pub(super) fn overlapping(&self, bank: BankId, first: u32, last: u32) -> bool {
        self.hits(bank)
            .iter()
            .any(|hit| hit.first <= last && first <= hit.last)
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
            Test::Bank(bank) => self
                .hits(bank)
                .iter()
                .filter(|hit| from <= hit.first && hit.last < to && !self.quoted(hit))
                .map(|hit| (hit.first, hit.last))
                .min(),
            Test::Cue(wanted) => self
                .cue_hits(cues, wanted.cue)
                .into_iter()
                .filter(|hit| from <= hit.first && hit.last < to)
                .map(|hit| (hit.first, hit.last))
                .min(),
        }
    }

    /// The unexcused hits of a cue's own phrases and of the cues it includes, in order of place.
    pub(super) fn cue_hits(&self, cues: &Cues, cue: u16) -> Vec<Hit> {
        let mut found = Vec::new();
        self.collect(cues, cue, &mut found, 0);
        found.sort_unstable_by_key(|hit| (hit.first, hit.last));
        found
    }

    fn collect(&self, cues: &Cues, cue: u16, found: &mut Vec<Hit>, depth: u8) {
        if !self.may_show(cues, cue) {
            return;
        }
        let Some(declared) = cues.get(cue as usize) else {
            return;
        };
        let before = found.len();
        for bank in [declared.phrases, declared.strong] {
            found.extend(
                self.hits(bank)
                    .iter()
                    .filter(|hit| self.counts(declared, hit)),
            );
        }
        // Signs that only count together have no place of their own: the first family's stands for all.
        if found.len() == before && declared.needs <= self.shown(cues, cue).points {
            found.extend(declared.families.iter().find_map(|(_, bank, _)| {
                let mut hits = self.hits(*bank).iter();
                hits.find(|hit| self.counts(declared, hit)).copied()
            }));
        }
        if depth < 4 {
            for included in &declared.includes {
                self.collect(cues, *included, found, depth + 1);
            }
        }
    }

    fn counts(&self, cue: &Cue, hit: &Hit) -> bool {
        !self.quoted(hit)
            && self.is_kind(cue.only, hit.first)
            && !(cue.not_if_negated && self.negated(hit.first))
            && (cue.except == NO_BANK || !self.in_sentence(cue.except, hit.first))
            && (cue.shield == NO_BANK || !self.overlapping(cue.shield, hit.first, hit.last))
    }

    /// The words behind a cue, by family, each once.
    fn reasons(&self, cues: &Cues, cue: u16) -> Vec<String> {
        let declared = &cues[cue as usize];
        let mut reasons = Vec::new();
        let mut tell = |name: &str, bank: BankId| {
            if let Some(hit) = self
                .hits(bank)
                .iter()
                .find(|hit| self.counts(declared, hit))
            {
                let words = self.span((hit.first, hit.last)).of(&self.text).to_owned();
                reasons.push(if name.is_empty() {
                    format!("“{words}”")
                } else {
                    format!("{name}: “{words}”")
                });
            }
        };
        tell("", declared.strong);
        tell("", declared.phrases);
        for (name, bank, _) in &declared.families {
            tell(name, *bank);
        }
        for included in &declared.includes {
            let other = &cues[*included as usize];
            let shown = self.shown(cues, *included);
            if other.needs <= shown.points {
                reasons.push(match shown.words {
                    Some(words) => {
                        format!("{}: “{}”", other.title, self.span(words).of(&self.text))
                    }
                    None => other.title.clone(),
                });
            }
        }
        reasons
    }

    /// How far a cue holds here.
    pub(super) fn shown(&self, cues: &Cues, cue: u16) -> Shown {
        if !self.may_show(cues, cue) {
            return Shown::default();
        }
        let known = self
            .shown
            .borrow()
            .iter()
            .find_map(|(known, shown)| (*known == cue).then_some(*shown));
        known.unwrap_or_else(|| {
            let shown = self.weigh(cues, cue, 0);
            self.shown.borrow_mut().push((cue, shown));
            shown
        })
    }

    fn weigh(&self, cues: &Cues, cue: u16, depth: u8) -> Shown {
        if self.is_empty() || !self.may_show(cues, cue) {
            return Shown::default();
        }
        let declared = &cues[cue as usize];
        let mut shown = Shown::default();
        let mut best = 0;
        let mut add = |shown: &mut Shown, points: u8, words: Option<(u32, u32)>| {
            shown.points = shown.points.saturating_add(points);
            if best < points && words.is_some() {
                best = points;
                shown.words = words;
            }
        };
        let first = |bank: BankId| {
            self.hits(bank)
                .iter()
                .find(|hit| self.counts(declared, hit))
        };
        if let Some(hit) = first(declared.strong) {
            add(
                &mut shown,
                declared.strong_needs,
                Some((hit.first, hit.last)),
            );
        }
        if let Some(hit) = first(declared.phrases) {
            add(&mut shown, declared.needs, Some((hit.first, hit.last)));
            // A second place of another phrase adds to the weight.
            let more = self
                .hits(declared.phrases)
                .iter()
                .filter(|other| {
                    other.phrase != hit.phrase
                        && !(other.first <= hit.last && hit.first <= other.last)
                        && self.counts(declared, other)
                })
                .count();
            add(&mut shown, more.min(2) as u8, None);
        }
        for (_, bank, points) in &declared.families {
            if let Some(hit) = first(*bank) {
                add(&mut shown, *points, Some((hit.first, hit.last)));
            }
        }
        let mut last_phrase = None;
        for hit in self
            .hits(declared.weak)
            .iter()
            .filter(|hit| self.counts(declared, hit))
        {
            if last_phrase != Some(hit.phrase) {
                last_phrase = Some(hit.phrase);
                add(&mut shown, 1, Some((hit.first, hit.last)));
            }
        }
        for name in &declared.detect {
            if let Some(place) = sign::find(name, self).first() {
                add(&mut shown, 2, Some((place.first, place.last)));
            }
        }
        if depth < 4 {
            for included in &declared.includes {
                if !self.may_show(cues, *included) {
                    continue;
                }
                let inner = self.weigh(cues, *included, depth + 1);
                let other = &cues[*included as usize];
                if other.needs <= inner.points {
                    let points = if other.strong_needs <= inner.points {
                        declared.strong_needs
                    } else {
                        declared.needs
                    };
                    add(&mut shown, points, inner.words);
                }
            }
            if declared.not_with.iter().any(|other| {
                self.may_show(cues, *other)
                    && cues[*other as usize].needs <= self.weigh(cues, *other, depth + 1).points
            }) {
                return Shown::default();
            }
        }
        shown
    }

    /// The words that show a cue at the wanted level, if it holds here.
    pub(super) fn shows(&self, cues: &Cues, wanted: CueRef) -> Option<Option<(u32, u32)>> {
        if !self.may_show(cues, wanted.cue) {
            return None;
        }
        let declared = &cues[wanted.cue as usize];
        let shown = self.shown(cues, wanted.cue);
        let needed = if 2 <= wanted.level {
            declared.strong_needs
        } else {
            declared.needs
        };
        (needed <= shown.points).then_some(shown.words)
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

/// The draft and everything around it, taken apart.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// Its words.
    pub said: Said<'a>,
    /// What the customer wrote since our last reply.
    pub asked: Said<'a>,
    /// What the customer wrote before that.
    pub earlier: Said<'a>,
    /// What we wrote before.
    pub ours: Said<'a>,
    /// Whether a conversation was given.
    pub has_conversation: bool,
    /// All cues.
    pub cues: &'a Cues,
}

impl<'a> Scene<'a> {
    /// Takes a draft and its conversation apart.
    pub fn new(
        draft: &'a Draft,
        mask: &Mask,
        matcher: &Matcher<'_>,
        regexes: &Regexes,
        cues: &'a Cues,
    ) -> Self {
        let said = Said::new(
            Cow::Borrowed(&draft.text),
            mask,
            Voice::Ours,
            matcher,
            regexes,
            cues,
        );
        let empty = Mask::default();
        let read = |text: Cow<'a, str>, voice| {
            if text.is_empty() {
                Said::nothing()
            } else {
                Said::new(text, &empty, voice, matcher, regexes, cues)
            }
        };
        let Some(conversation) = &draft.conversation else {
            return Self {
                draft,
                said,
                asked: Said::nothing(),
                earlier: Said::nothing(),
                ours: Said::nothing(),
                has_conversation: false,
                cues,
            };
        };
        let turns = &conversation.turns;
        let since = turns
            .iter()
            .rposition(|turn| turn.is_ours())
            .map_or(0, |index| index + 1);
        let join = |wanted: &dyn Fn(usize) -> bool| {
            let mut texts = turns
                .iter()
                .enumerate()
                .filter(|(index, _)| wanted(*index))
                .map(|(_, turn)| turn.text.as_str());
            let Some(first) = texts.next() else {
                return Cow::Borrowed("");
            };
            let Some(second) = texts.next() else {
                return Cow::Borrowed(first);
            };
            let mut all = format!("{first}\n\n{second}");
            for text in texts {
                all.push_str("\n\n");
                all.push_str(text);
            }
            Cow::Owned(all)
        };
        let theirs = |index: usize| turns[index].role == Role::Customer;
        let asked = read(
            join(&|index| since <= index && theirs(index)),
            Voice::Theirs,
        );
        let earlier = read(join(&|index| index < since && theirs(index)), Voice::Theirs);
        let ours = read(join(&|index| turns[index].is_ours()), Voice::Ours);
        Self {
            draft,
            said,
            asked,
            earlier,
            ours,
            has_conversation: true,
            cues,
        }
    }

    /// Whether this is our first reply of the conversation.
    pub fn is_first_reply(&self) -> bool {
        self.ours.is_empty()
    }

    /// Whether the draft, or the customer for a cue of customers, shows a cue.
    pub fn shows(&self, cue: u16) -> bool {
        let wanted = CueRef { cue, level: 1 };
        let said = match self.cues[cue as usize].who {
            Who::Customer => &self.asked,
            _ => &self.said,
        };
        said.shows(self.cues, wanted).is_some()
    }

    /// How far the customer's messages show the cue that estimates how upset they are.
    pub fn mood(&self, cue: u16) -> crate::draft::Mood {
        if !self.asked.may_show(self.cues, cue) {
            return crate::draft::Mood::default();
        }
        let shown = self.asked.shown(self.cues, cue);
        let declared = &self.cues[cue as usize];
        let level = if declared.strong_needs <= shown.points {
            2
        } else {
            u8::from(declared.needs <= shown.points)
        };
        let reasons = if level == 0 {
            Vec::new()
        } else {
            self.asked.reasons(self.cues, cue)
        };
        crate::draft::Mood { level, reasons }
    }

    /// Seconds between the first unanswered message and now, when both are known.
    pub fn waited(&self) -> Option<u32> {
        let asked = self
            .draft
            .conversation
            .as_ref()?
            .unanswered()
            .find_map(|turn| turn.at)?;
        u32::try_from(self.draft.now? - asked).ok()
    }

    /// The words of the draft between two words, both included, as a match quotes them.
    pub fn quote(&self, words: (u32, u32)) -> String {
        self.said.span(words).of(&self.said.text).to_owned()
    }

    /// Whether the customer ever used these words.
    pub fn customer_said(&self, words: &str) -> bool {
        let lower = words.to_lowercase();
        [&self.asked, &self.earlier]
            .into_iter()
            .any(|said| contains_words(said.lower(), &lower))
    }
}

/// Whether `words` stand in `text` between word edges; both in lower case.
fn contains_words(text: &str, words: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).any(|(at, found)| {
        edge(text[..at].chars().next_back()) && edge(text[at + found.len()..].chars().next())
    })
}
