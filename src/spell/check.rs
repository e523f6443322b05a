//! Which words of a text are misspelt: the whole policy of what is flagged and, above all, what never is.

use crate::draft::Mask;
use crate::text::Span;

use super::accept::AcceptList;
use super::dictionary::{Dictionary, LetterCase, WordInfo};
use super::language;
use super::scan::{Sink, Word, scan};
use super::word_forms::{is_formed, is_prefix};

/// Which English is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// American: `en-US`.
    Us,
    /// British, and with it Australian, Irish and Indian: `en-GB`.
    Gb,
    /// Both, though not mixed in one draft: `en`.
    #[default]
    Both,
}

impl Dialect {
    /// Reads a language tag such as `en-GB`; `None` when it is not English.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut parts = tag.split(['-', '_']);
        if !parts.next()?.eq_ignore_ascii_case("en") {
            return None;
        }
        Some(
            match parts.next_back().map(str::to_ascii_uppercase).as_deref() {
                Some("US" | "PH" | "PR") => Self::Us,
                Some(
                    "GB" | "UK" | "AU" | "NZ" | "IE" | "IN" | "ZA" | "SG" | "HK" | "MY" | "KE"
                    | "NG",
                ) => Self::Gb,
                _ => Self::Both,
            },
        )
    }

    fn has(self, info: WordInfo) -> bool {
        match self {
            Self::Us => info.us,
            Self::Gb => info.gb,
            Self::Both => true,
        }
    }
}

/// How strictly words are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Which English is expected.
    pub dialect: Dialect,
    /// Whether “sooo” passes as “so”.
    pub elongations: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dialect: Dialect::Both,
            elongations: true,
        }
    }
}

/// What is wrong with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MisspellingKind {
    /// A misspelling that many people make; sure.
    Known,
    /// No word of the dictionary or the house.
    Unknown,
    /// A word of the other dialect than the one set.
    WrongDialect,
    /// A word of the dialect that the rest of the draft does not use.
    MixedDialect,
    /// A name written without its capital: `monday`.
    Case,
}

/// One misspelt word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misspelling {
    /// Its bytes in the text.
    pub span: Span,
    /// What is wrong.
    pub kind: MisspellingKind,
}

/// Sentences that were left alone because they are not English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageNote {
    /// The sentences.
    pub spans: Vec<Span>,
    /// Whether they make up most of the text.
    pub most: bool,
}

/// What [`check_words`] found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spelling {
    /// In order of place.
    pub misspellings: Vec<Misspelling>,
    /// Set when something is not English.
    pub language: Option<LanguageNote>,
}

/// Checks the words of `text` outside `mask`.
///
/// Never flagged: unknown words with a capital inside a sentence (unless a known misspelling); words with digits;
/// addresses, handles, hashtags, codes, file names and placeholders; all-capital codes; emoticons; contractions and
/// possessives of known words; compounds of known parts; elongations, if so set; sign-off initials; sentences in
/// another language.
pub fn check_words(
    text: &str,
    mask: &Mask,
    dictionary: &Dictionary<'_>,
    accepted: &[&AcceptList],
    settings: Settings,
) -> Spelling {
    let mut checker = Checker {
        text,
        dictionary,
        accepted,
        settings,
        done: Spelling::default(),
        sentence: Sentence::default(),
        words: 0,
        foreign: 0,
        dialects: [0; 2],
        pending: Vec::new(),
        foreign_spans: Vec::new(),
    };
    scan(text, mask, dictionary, &mut checker);
    checker.finish()
}

/// Words that neither the dictionary nor an ordinary formation explains, for learning and proposing.
pub(super) fn unknown_words<'t>(text: &'t str, dictionary: &Dictionary<'_>) -> Vec<Word<'t>> {
    struct Collect<'t, 'd> {
        dictionary: &'d Dictionary<'d>,
        found: Vec<Word<'t>>,
    }
    impl<'t> Sink<'t> for Collect<'t, '_> {
        fn plain(&mut self) {}
        fn odd(&mut self, word: Word<'t>) {
            let lower = straight(word.text);
            let is_word = self.dictionary.look_up(&lower).is_some()
                || self.dictionary.is_known_misspelling(lower.as_bytes());
            if !is_word && !is_formed(&lower, self.dictionary, Settings::default()) {
                self.found.push(word);
            }
        }
        fn sentence_end(&mut self, _: usize) {}
    }
    let mut collect = Collect {
        dictionary,
        found: Vec::new(),
    };
    scan(text, &Mask::default(), dictionary, &mut collect);
    collect.found
}

#[derive(Default)]
struct Sentence {
    start: usize,
    words: usize,
    strange: usize,
    /// Length of the findings before this sentence.
    findings: usize,
}

struct Checker<'t, 'd> {
    text: &'t str,
    dictionary: &'d Dictionary<'d>,
    accepted: &'d [&'d AcceptList],
    settings: Settings,
    done: Spelling,
    sentence: Sentence,
    words: usize,
    foreign: usize,
    /// How many words only Americans, only the British write so.
    dialects: [usize; 2],
    /// Words of one dialect, held until it is known which dialect the draft uses.
    pending: Vec<(Span, usize)>,
    foreign_spans: Vec<Span>,
}

/// What becomes of one word.
enum Verdict {
    Fine,
    /// Not flagged, but no English either.
    Strange,
    /// Flagged.
    Wrong(MisspellingKind),
    /// Of one dialect: 0 American, 1 British.
    OneDialect(usize),
}

impl<'t> Sink<'t> for Checker<'t, '_> {
    fn plain(&mut self) {
        self.sentence.words += 1;
    }

    fn odd(&mut self, word: Word<'t>) {
        self.sentence.words += 1;
        match self.judge(word) {
            Verdict::Fine => {}
            Verdict::Strange => self.sentence.strange += 1,
            Verdict::Wrong(kind) => {
                self.sentence.strange += usize::from(kind != MisspellingKind::Known);
                self.done.misspellings.push(Misspelling {
                    span: word.span,
                    kind,
                });
            }
            Verdict::OneDialect(dialect) => {
                self.dialects[dialect] += 1;
                self.pending.push((word.span, dialect));
            }
        }
    }

    fn sentence_end(&mut self, at: usize) {
        let Sentence {
            start,
            words,
            strange,
            findings,
        } = self.sentence;
        if words == 0 {
            self.sentence.start = at;
            return;
        }
        self.words += words;
        let span = Span::new(start, at);
        if language::is_foreign(span.of(self.text), words, strange) {
            self.foreign += words;
            self.foreign_spans.push(span);
            self.done.misspellings.truncate(findings);
        }
        self.sentence = Sentence {
            start: at,
            findings: self.done.misspellings.len(),
            ..Sentence::default()
        };
    }
}

impl Checker<'_, '_> {
    fn judge(&self, word: Word<'_>) -> Verdict {
        let lower = straight(word.text);
        if let Some(entry) = self.dictionary.entry(&lower) {
            return self.judge_known(word, WordInfo::unpack(entry));
        }
        let capitals = word
            .text
            .chars()
            .filter(|character| character.is_uppercase())
            .count();
        let letters = word.text.chars().count();
        if self
            .accepted
            .iter()
            .any(|list| list.accepts(&word.text.replace('\u{2019}', "'")))
        {
            return Verdict::Fine;
        }
        let known = self.dictionary.is_known_misspelling(lower.as_bytes());
        // Codes (`SKU`), camel case (`ZapLink`, `zapLink`), and shouting, which is another rule's business.
        if 1 < capitals || 1 == capitals && !word.capitalised {
            let shouted = capitals == letters && known && 5 <= letters;
            return if shouted {
                Verdict::Wrong(MisspellingKind::Known)
            } else {
                Verdict::Fine
            };
        }
        if known && (!word.capitalised || 4 <= letters) {
            return Verdict::Wrong(MisspellingKind::Known);
        }
        if !lower.is_ascii() {
            return Verdict::Strange;
        }
        if word.capitalised {
            let slip = word.first && 5 <= letters && self.dictionary.is_near_common(&lower);
            return if slip {
                Verdict::Wrong(MisspellingKind::Unknown)
            } else {
                Verdict::Fine
            };
        }
        if is_formed(&lower, self.dictionary, self.settings) || (word.compound && is_prefix(&lower))
        {
            return Verdict::Fine;
        }
        // Too short to tell from an abbreviation, or one without vowels.
        if letters <= 3 || !lower.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
            return Verdict::Strange;
        }
        Verdict::Wrong(MisspellingKind::Unknown)
    }

    fn judge_known(&self, word: Word<'_>, info: WordInfo) -> Verdict {
        let lower_case = !word.text.chars().any(char::is_uppercase);
        if lower_case && matches!(info.case, LetterCase::Capitalised | LetterCase::Mixed) {
            // `de`, `los` and `van` are names and foreign words; three letters tell too little. `i'm` belongs to a rule
            // of grammar, and rarer names in lower case are a habit of chat.
            let sure = 4 <= word.text.chars().count()
                && info.level <= 40
                && !word.compound
                && !word.text.starts_with("i'");
            return if sure {
                Verdict::Wrong(MisspellingKind::Case)
            } else {
                Verdict::Strange
            };
        }
        // Names are spelt one way everywhere.
        if info.us != info.gb && info.case == LetterCase::Lower {
            if !self.settings.dialect.has(info) {
                return Verdict::Wrong(MisspellingKind::WrongDialect);
            }
            if self.settings.dialect == Dialect::Both {
                return Verdict::OneDialect(usize::from(info.gb));
            }
        }
        Verdict::Fine
    }

    fn finish(mut self) -> Spelling {
        let [us, gb] = self.dialects;
        if 0 < us && 0 < gb {
            // The fewer are out of place; when even, those of the dialect that came second.
            let out = if us == gb {
                1 - self.pending[0].1
            } else {
                usize::from(gb < us)
            };
            let kind = MisspellingKind::MixedDialect;
            self.done.misspellings.extend(
                self.pending
                    .iter()
                    .filter(|(_, dialect)| *dialect == out)
                    .map(|(span, _)| Misspelling { span: *span, kind }),
            );
            self.done
                .misspellings
                .sort_by_key(|misspelling| misspelling.span);
        }
        if !self.foreign_spans.is_empty() {
            let most = self.words < 2 * self.foreign;
            self.done.language = Some(LanguageNote {
                spans: self.foreign_spans,
                most,
            });
        }
        self.done
    }
}

/// Lower case with straight apostrophes.
pub(super) fn straight(word: &str) -> String {
    word.to_lowercase().replace('\u{2019}', "'")
}
