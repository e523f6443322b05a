//! A sentence that nobody can follow: “The one before is fine unless it was the other, which then counts as the first if it had not been.”
//!
//! Almost all its words are small ones, it turns more than once, and it points at things without naming them. The bounds were found on
//! muddled replies in many trades and on 1,270 good ones, of which 5 have such a sentence.

use super::said::Said;
use super::sign::Place;
use crate::prose::{Ending, Sentence, Word, flag, lex};

/// Words of a sentence that can be muddled.
const LENGTH: usize = 12;

/// First words of sentences that are easy to follow however many small words they have: “If it does, …”.
const CONDITIONS: [&str; 3] = ["if", "once", "when"];

/// What must come together: small words of a hundred, turns and pointers, at least.
const BOUNDS: [(usize, usize, usize); 3] = [(72, 1, 4), (75, 3, 2), (68, 2, 4)];

/// The sentences that nobody can follow.
pub(super) fn find(said: &Said<'_>) -> Vec<Place> {
    said.prose
        .sentences
        .iter()
        .filter(|sentence| sentence.ending != Ending::Question && is_muddled(sentence, said))
        .map(|sentence| Place::of(sentence.first, sentence.last - 1))
        .collect()
}

/// Whether one part between colons and semicolons is: people take a breath there.
fn is_muddled(sentence: &Sentence, said: &Said<'_>) -> bool {
    said.prose
        .parts_of(sentence, &said.text)
        .any(|part| is_part_muddled(part, said))
}

fn is_part_muddled(words: &[Word], said: &Said<'_>) -> bool {
    let count = words.iter().filter(|word| !word.has(flag::JOINED)).count();
    let opens = words.first().map(|word| word.span().of(&said.text));
    let is_condition = |word: &str| {
        CONDITIONS
            .iter()
            .any(|opening| word.eq_ignore_ascii_case(opening))
    };
    if count < LENGTH || opens.is_some_and(is_condition) {
        return false;
    }
    // Most sentences name enough things early on, and need not be read to the end.
    let least = BOUNDS.map(|(small, ..)| small).into_iter().min();
    let most_others = count - (count * least.unwrap_or(0)).div_ceil(100);
    let (mut others, mut turns, mut pointers) = (0, 0, 0);
    for word in words {
        turns += usize::from(word.classes & (lex::NEGATION | lex::TURN) != 0);
        if word.has(flag::JOINED) {
            continue;
        }
        pointers += usize::from(word.classes & lex::POINTER != 0);
        if word.classes & lex::SMALL == 0 {
            others += 1;
            if most_others < others {
                return false;
            }
        }
    }
    let small = (count - others) * 100;
    BOUNDS.iter().any(|(share, turned, pointed)| {
        share * count <= small && *turned <= turns && *pointed <= pointers
    })
}
