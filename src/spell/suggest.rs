//! What a misspelt word might have meant.

use std::sync::OnceLock;

use fst::{IntoStreamer, Streamer};
use levenshtein_automata::LevenshteinAutomatonBuilder;

use super::accept::AcceptList;
use super::dictionary::{Dictionary, LONGEST, LetterCase, WordInfo, capitalise};
use super::layout;
use super::likeness::{Rows, distance};
use super::phonetic;

/// Most suggestions for one word.
pub const MOST_SUGGESTIONS: usize = 5;
/// What a SCOWL size adds to the distance, by position in [`layout::LEVELS`]: rarer words are less likely meant.
const LEVEL_COST: [f32; 8] = [0.0, 0.26, 0.60, 0.77, 1.03, 1.16, 1.29, 1.55];
/// Added for a word that is written with capitals when the slip has none.
const CAPITAL_COST: f32 = 0.4;
/// Added for a split into two words.
const SPLIT_COST: f32 = 1.2;
/// A first suggestion is safe when it costs at most this…
const SAFE_COST: f32 = 1.0;
/// …and the second costs at least this much more.
const SAFE_LEAD: f32 = 0.9;
/// Suggestions that cost more are guesses that help nobody.
const WORST_SCORE: f32 = 4.0;
/// Words shorter than this have too many neighbours for a safe correction.
const SAFE_LENGTH: usize = 5;

/// British and American spellings of the same sound, surest first (after VarCon's classes).
const DIALECT_PAIRS: [(&str, &str); 20] = [
    ("our", "or"),
    ("is", "iz"),
    ("ys", "yz"),
    ("tre", "ter"),
    ("bre", "ber"),
    ("vre", "ver"),
    ("hre", "her"),
    ("cheque", "check"),
    ("tyre", "tire"),
    ("kerb", "curb"),
    ("ogue", "og"),
    ("ence", "ense"),
    ("amme", "am"),
    ("ae", "e"),
    ("oe", "e"),
    ("ey", "ay"),
    ("ll", "l"),
    ("l", "ll"),
    ("ou", "o"),
    ("e", ""),
];

/// One word that a misspelt one may have meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The word, with the capitals of the misspelt one.
    pub word: String,
    /// Weighted distance plus rarity; 0 is certain, below 1 is near, above 3 is a guess.
    pub score: f32,
    /// Whether it is so far ahead of the others that it may be applied unasked. Only ever the first.
    pub safe: bool,
}

impl Dictionary<'_> {
    /// Likely meanings of `word`, best first, at most five, with its capitals kept. Known misspellings come first,
    /// then words of the house and of the dictionary by weighted distance, sound and frequency. About half a
    /// millisecond: ask only for what is reported.
    pub fn suggest(&self, word: &str, accepted: &[&AcceptList]) -> Vec<Suggestion> {
        let lower = word.to_lowercase().replace('\u{2019}', "'");
        if lower.is_empty() || LONGEST < lower.len() {
            return Vec::new();
        }
        let (base, ending) = match lower.strip_suffix("'s") {
            Some(base) if !self.is_known_misspelling(lower.as_bytes()) => (base, "'s"),
            _ => (lower.as_str(), ""),
        };
        let mut found = Candidates::new(base);
        let known = self.correction(base);
        if let Some(correction) = &known {
            found.offer_weighed(correction, 0.0);
        }
        self.offer_near(base, &mut found);
        self.offer_alike(base, &mut found);
        self.offer_split(base, &mut found);
        for name in accepted.iter().flat_map(|list| list.written()) {
            if strsim::osa_distance(base, &name.to_lowercase()) <= 2 {
                found.offer_weighed(name, 0.3);
            }
        }
        let mut suggestions = found.ranked(word);
        if let Some(first) = suggestions.first() {
            let lead = suggestions
                .get(1)
                .map_or(f32::INFINITY, |second| second.score)
                - first.score;
            let certain = known.is_some() && 4 <= base.len();
            let ahead = SAFE_LENGTH <= base.len()
                && first.score <= SAFE_COST
                && SAFE_LEAD <= lead
                && !first.word.contains(' ');
            suggestions[0].safe = certain || ahead;
        }
        suggestions.truncate(MOST_SUGGESTIONS);
        for suggestion in &mut suggestions {
            suggestion.word.push_str(ending);
        }
        suggestions
    }

    /// The word of the other dialect for a word that only one has: `color` for `colour`.
    pub(super) fn counterpart(&self, word: &str) -> Option<Suggestion> {
        let lower = word.to_lowercase();
        let info = self.look_up(&lower)?;
        let is_other = |candidate: &str| {
            self.look_up(candidate)
                .is_some_and(|other| other.us && !info.us || other.gb && !info.gb)
        };
        for (british, american) in DIALECT_PAIRS {
            let (here, there) = if info.gb {
                (british, american)
            } else {
                (american, british)
            };
            for (at, _) in lower.match_indices(here) {
                let other = format!("{}{there}{}", &lower[..at], &lower[at + here.len()..]);
                if is_other(&other) {
                    return Some(Suggestion {
                        word: with_case(&other, word),
                        score: 0.0,
                        safe: true,
                    });
                }
            }
        }
        let mut found = Candidates::new(&lower);
        self.offer_near(&lower, &mut found);
        found
            .ranked(word)
            .into_iter()
            .find(|candidate| is_other(&candidate.word))
    }

    /// Words within two edits (one for the shortest).
    fn offer_near(&self, base: &str, found: &mut Candidates) {
        static ONE: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
        static TWO: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
        let builder = if base.chars().count() <= 2 {
            ONE.get_or_init(|| LevenshteinAutomatonBuilder::new(1, true))
        } else {
            TWO.get_or_init(|| LevenshteinAutomatonBuilder::new(2, true))
        };
        let Some(automaton) = self.automaton() else {
            return;
        };
        let near = builder.build_dfa(base);
        let mut stream = automaton.search(&near).into_stream();
        while let Some((word, _)) = stream.next() {
            if let Ok(word) = std::str::from_utf8(word) {
                self.offer_word(word, found);
            }
        }
    }

    /// Words that sound the same.
    fn offer_alike(&self, base: &str, found: &mut Candidates) {
        let key = phonetic::key(base);
        if key.len() < 2 {
            return;
        }
        for rank in self.bucket(layout::bucket(&key)) {
            if let Some(word) = self.word_of_rank(rank) {
                // A bucket holds other keys too; they are too far to be offered.
                self.offer_word(&word, found);
            }
        }
    }

    /// Two common words written as one.
    fn offer_split(&self, base: &str, found: &mut Candidates) {
        if base.len() < 5 || !base.is_ascii() {
            return;
        }
        for at in 1..base.len() {
            let (left, right) = base.split_at(at);
            let rarity = |part: &str| {
                if part.len() == 1 && part != "a" && part != "i" {
                    return None;
                }
                let info = WordInfo::unpack(self.lower_entry(part.as_bytes())?);
                (info.level <= 20 && info.case == LetterCase::Lower)
                    .then(|| f32::from(info.level) / 50.0)
            };
            if let (Some(first), Some(second)) = (rarity(left), rarity(right)) {
                found.offer_weighed(&format!("{left} {right}"), SPLIT_COST + first + second);
            }
        }
    }

    fn offer_word(&self, word: &str, found: &mut Candidates) {
        let Some(entry) = self.lower_entry(word.as_bytes()) else {
            return;
        };
        let info = WordInfo::unpack(entry);
        if info.no_suggest || (word.len() == 1 && word != "a" && word != "i") {
            return;
        }
        let capitals = if info.case == LetterCase::Lower {
            0.0
        } else {
            CAPITAL_COST
        };
        let cost = LEVEL_COST[usize::from(entry >> layout::LEVEL_SHIFT & 7)] + capitals;
        if info.case == LetterCase::Lower {
            found.offer(word, cost);
        } else {
            found.offer_as(word, &self.written(word, entry), cost);
        }
    }
}

/// Words to rank, each once.
struct Candidates {
    slip: Vec<char>,
    rows: Rows,
    all: Vec<Suggestion>,
}

impl Candidates {
    fn new(slip: &str) -> Self {
        Self {
            slip: slip.chars().collect(),
            rows: Rows::default(),
            all: Vec::new(),
        }
    }

    fn offer(&mut self, word: &str, cost: f32) {
        self.offer_as(word, word, cost);
    }

    fn offer_as(&mut self, lower: &str, written: &str, cost: f32) {
        let score = distance(&self.slip, lower, &mut self.rows) + cost;
        if score <= WORST_SCORE {
            self.offer_weighed(written, score);
        }
    }

    fn offer_weighed(&mut self, word: &str, score: f32) {
        self.all.push(Suggestion {
            word: word.to_owned(),
            score,
            safe: false,
        });
    }

    /// Sorted by score, each word once, with the capitals of `model`.
    fn ranked(mut self, model: &str) -> Vec<Suggestion> {
        self.all.sort_by(|a, b| {
            a.score
                .total_cmp(&b.score)
                .then_with(|| a.word.cmp(&b.word))
        });
        let mut ranked: Vec<Suggestion> = Vec::with_capacity(MOST_SUGGESTIONS + 1);
        for mut candidate in self.all {
            candidate.word = with_case(&candidate.word, model);
            if candidate.word != model && ranked.iter().all(|kept| kept.word != candidate.word) {
                ranked.push(candidate);
            }
            if MOST_SUGGESTIONS < ranked.len() {
                break;
            }
        }
        ranked
    }
}

/// `word` with the capitals of `model`: all, first, or as listed.
fn with_case(word: &str, model: &str) -> String {
    let mut letters = model.chars().filter(|character| character.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let mut others = letters.peekable();
    if first && others.peek().is_some() && others.all(char::is_uppercase) {
        word.to_uppercase()
    } else if first {
        capitalise(word)
    } else {
        word.to_owned()
    }
}
