//! A sentence about the world in general: “Machines get hungry.” It names nobody, no time and no thing of this conversation.
//!
//! The field calls such sentences generic (Carlson, “Reference to Kinds in English”, 1977): a bare plural, a mass noun or “a …” as
//! subject, a verb in the simple present, nothing that points at the situation. The test here is by exclusion, word by word.

use super::said::Said;
use super::sign::Place;
use crate::prose::{Ending, Sentence, flag, lex};

/// Fewer words are an exclamation, more are hardly a saying.
const LENGTH: std::ops::RangeInclusive<u32> = 3..=18;

/// The sentences that say something of the world in general.
pub(super) fn find(said: &Said<'_>) -> Vec<Place> {
    said.prose
        .sentences
        .iter()
        .filter(|sentence| general(sentence, said))
        .map(|sentence| Place::of(sentence.first, sentence.last - 1))
        .collect()
}

fn general(sentence: &Sentence, said: &Said<'_>) -> bool {
    if sentence.ending == Ending::Question || !LENGTH.contains(&(sentence.last - sentence.first)) {
        return false;
    }
    let pointed = said
        .prose
        .spans
        .iter()
        .any(|span| (sentence.first..sentence.last).contains(&span.first));
    if pointed {
        return false;
    }
    let mut definite = 0;
    let mut finite = false;
    let words = said.prose.words_of(sentence);
    for (at, word) in words.iter().enumerate() {
        if word.has(flag::OPAQUE) || word.has(flag::DIGIT) || word.has(flag::QUOTED) {
            return false;
        }
        if 0 < at && (word.has(flag::CAPITALISED) || word.has(flag::UPPER)) {
            return false;
        }
        if word.has(flag::JOINED) {
            continue;
        }
        let is = |class: u32| word.classes & class != 0;
        if is(lex::SITUATED) || at == 0 && is(lex::OPENER) {
            return false;
        }
        definite += usize::from(is(lex::DEFINITE));
        let is_contraction = words.get(at + 1).is_some_and(|next| next.has(flag::JOINED));
        finite |= 0 < at && (at < 7 && is(lex::FINITE) || is_contraction);
    }
    finite && definite < 3
}
