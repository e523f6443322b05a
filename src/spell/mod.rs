//! Spelling: whether a word is English, what else it might have meant, and which words of a draft to leave alone.

mod accept;
mod check;
#[cfg(test)]
mod compile;
mod correct;
mod dictionary;
mod language;
mod layout;
mod likeness;
mod neighbours;
mod phonetic;
mod propose;
mod scan;
mod suggest;
#[cfg(test)]
mod tests;
mod word_forms;

pub use accept::AcceptList;
pub use check::{
    Dialect, LanguageNote, Misspelling, MisspellingKind, Settings, Spelling, check_words,
};
pub use correct::{Correction, correct_words};
pub use dictionary::{Dictionary, LetterCase, WordInfo};
pub use propose::{ProposedWord, propose_words};
pub use suggest::{MOST_SUGGESTIONS, Suggestion};
