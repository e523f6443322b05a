//! A sentence that says of a thing that it is itself: “rules are rules”, “a fee is a fee”, “thirty days means thirty days”.

use super::said::Said;
use super::sign::Place;
use crate::prose::flag;

/// The words between the two halves.
const EQUALS: &[&str] = &["is", "are", "was", "were", "means", "mean"];

/// How long those are.
const EQUALS_BYTES: std::ops::RangeInclusive<usize> = 2..=5;

/// What they begin with.
const EQUALS_FIRST: [u8; 4] = [b'i', b'a', b'w', b'm'];

/// Words that stand on both sides without saying that nothing can be done: “that that is”, “2 is 2”.
const NO_THING: &[&str] = &[
    "that", "this", "it", "what", "there", "which", "who", "here", "he", "she", "they", "you", "i",
    "we", "one", "all", "how", "so", "not", "is", "are", "was", "were",
];

/// The longest half, in words.
const HALF: usize = 4;

/// The places where both sides of “is”, “are” or “means” are the same words, an article aside.
pub(super) fn find(said: &Said<'_>) -> Vec<Place> {
    let words = &said.prose.words;
    let text = |at: usize| words[at].span().of(&said.text);
    let first = |at: usize| said.text.as_bytes()[words[at].start as usize].to_ascii_lowercase();
    let is_article = |at: usize| {
        ["a", "an", "the"]
            .iter()
            .any(|a| text(at).eq_ignore_ascii_case(a))
    };
    let mut places = Vec::new();
    for at in 1..words.len() {
        // Most words are too long or begin otherwise, and cost no look at their letters.
        if !EQUALS_BYTES.contains(&words[at].span().len())
            || !EQUALS_FIRST.contains(&first(at))
            || words[at].flags & (flag::JOINED | flag::SENTENCE_START | flag::OPAQUE) != 0
            || !EQUALS.iter().any(|w| text(at).eq_ignore_ascii_case(w))
            || NO_THING
                .iter()
                .any(|w| text(at - 1).eq_ignore_ascii_case(w))
        {
            continue;
        }
        // The same words as before, backwards from the last one: as many as agree.
        let sentence = |word: usize| said.prose.sentence_of(word as u32);
        let found = (1..=HALF).rev().find_map(|length| {
            let first = at.checked_sub(length)?;
            let skip =
                usize::from(at + 1 < words.len() && is_article(at + 1) && !is_article(first));
            let last = at + skip + length;
            let same = last < words.len()
                && sentence(first) == sentence(last)
                && (0..length)
                    .all(|k| text(first + k).eq_ignore_ascii_case(text(at + 1 + skip + k)));
            // “The code is the code on the card” goes on to say something.
            let ends = last + 1 >= words.len()
                || words[last + 1].flags & (flag::SENTENCE_START | flag::CLAUSE_START) != 0
                || ["and", "but", "so"]
                    .iter()
                    .any(|w| text(last + 1).eq_ignore_ascii_case(w));
            (same && ends).then_some((first, last))
        });
        if let Some((first, last)) = found {
            places.push(Place::of(first as u32, last as u32));
        }
    }
    places
}
