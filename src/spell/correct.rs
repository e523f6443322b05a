//! Misspellings with their corrections, and which of them are worth reporting.

use std::collections::BTreeMap;

use crate::draft::Mask;

use super::accept::AcceptList;
use super::check::{LanguageNote, Misspelling, MisspellingKind, Settings, check_words, straight};
use super::dictionary::Dictionary;
use super::suggest::Suggestion;

/// A misspelt word with what it may have meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The word and what is wrong with it.
    pub misspelling: Misspelling,
    /// Best first, at most [`MOST_SUGGESTIONS`](super::MOST_SUGGESTIONS).
    pub suggestions: Vec<Suggestion>,
}

/// Checks the words of `text` as [`check_words`] does and adds suggestions. An unknown word that resembles no English
/// word is left out: it is a term or a name more often than a slip, and there is nothing to offer. This is what a rule
/// should report; [`check_words`] alone is for counting fast. `suggest` answers what a word may have meant, so that
/// the caller can remember answers.
pub fn correct_words(
    text: &str,
    mask: &Mask,
    dictionary: &Dictionary<'_>,
    accepted: &[&AcceptList],
    settings: Settings,
    suggest: impl Fn(&Misspelling) -> Vec<Suggestion>,
) -> (Vec<Correction>, Option<LanguageNote>) {
    let spelling = check_words(text, mask, dictionary, accepted, settings);
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for misspelling in spelling
        .misspellings
        .iter()
        .filter(|slip| slip.kind == MisspellingKind::Unknown)
    {
        *unknown.entry(misspelling.span.of(text)).or_default() += 1;
    }
    let corrections = spelling.misspellings.into_iter().filter_map(|misspelling| {
        let word = misspelling.span.of(text);
        if TERM <= unknown.get(word).copied().unwrap_or(0) {
            return None;
        }
        let suggestions = suggest(&misspelling);
        let kept = misspelling.kind != MisspellingKind::Unknown
            || suggestions.first().is_some_and(|first| {
                first.score <= likeliness(word.len()) && !is_closed_compound(&first.word)
            });
        kept.then_some(Correction {
            misspelling,
            suggestions,
        })
    });
    (corrections.collect(), spelling.language)
}

/// An unknown word written so often in one draft is a term.
const TERM: usize = 3;

/// Whether a suggested split shows that two full words were joined as trades do (`filesystem`), rather than that a
/// space was missed (`forthe`).
fn is_closed_compound(split: &str) -> bool {
    const LITTLE: &[&str] = &[
        "about", "after", "also", "been", "before", "both", "could", "does", "each", "even",
        "ever", "from", "have", "here", "into", "just", "know", "like", "many", "more", "most",
        "much", "must", "only", "other", "please", "should", "some", "such", "sure", "than",
        "thank", "thanks", "that", "their", "them", "then", "there", "these", "they", "this",
        "those", "very", "want", "were", "what", "when", "where", "which", "will", "with", "would",
        "your",
    ];
    split.split_once(' ').is_some_and(|(first, second)| {
        let full = |word: &str| 4 <= word.len() && !LITTLE.contains(&word);
        full(&first.to_lowercase()) && full(second)
    })
}

/// The score up to which a suggestion for an unknown word of a length is likely meant; short words are near to many.
fn likeliness(length: usize) -> f32 {
    match length {
        0..=4 => 1.2,
        5 => 1.6,
        6 | 7 => 2.1,
        _ => 2.7,
    }
}

impl Misspelling {
    /// What the word may have meant, best first. `text` must be the text that was checked.
    pub fn suggestions(
        &self,
        text: &str,
        dictionary: &Dictionary<'_>,
        accepted: &[&AcceptList],
    ) -> Vec<Suggestion> {
        let word = self.span.of(text);
        match self.kind {
            MisspellingKind::Known | MisspellingKind::Unknown => dictionary.suggest(word, accepted),
            MisspellingKind::WrongDialect | MisspellingKind::MixedDialect => {
                dictionary.counterpart(word).into_iter().collect()
            }
            MisspellingKind::Case => {
                let lower = straight(word);
                let entry = dictionary.entry(&lower);
                entry
                    .map(|entry| Suggestion {
                        word: dictionary.written(&lower, entry),
                        score: 0.0,
                        safe: true,
                    })
                    .into_iter()
                    .collect()
            }
        }
    }
}
