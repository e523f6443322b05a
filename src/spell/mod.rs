//! Spelling: whether a word is English, what else it might have meant, and which words of a draft to leave alone.

#[cfg(test)]
mod compile;
mod dictionary;
mod layout;
mod phonetic;

pub use dictionary::{Dictionary, LetterCase, WordInfo};
