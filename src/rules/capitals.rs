//! Signs of capitals that are missing at the start of a sentence, or stand where none begins.

use super::inversion::lower;
use super::said::Said;
use super::sign::Place;
use crate::prose::{Ending, Word, flag, lex};

/// Words that are a message of their own often enough to want a capital.
const LONE: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "ok",
    "okay",
    "alright",
    "sure",
    "thanks",
    "yes",
    "no",
    "great",
    "perfect",
    "bye",
    "goodbye",
    "welcome",
    "absolutely",
    "certainly",
    "sorry",
];
/// Shortened words whose full stop ends no sentence, beyond those that prose knows.
const SHORTENED: &[&str] = &[
    "etc", "approx", "incl", "excl", "min", "max", "vs", "ca", "dept", "ref", "tel", "ext", "est",
    "no", "nr", "pp", "cf", "resp", "inc", "ltd", "co", "corp", "st", "am", "pm", "a.m", "p.m",
    "e.g", "i.e", "u.s", "u.k", "hr", "hrs", "mins", "oz", "lb", "lbs", "ft", "sq", "misc", "acct",
    "appt", "avg", "qty", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "jan", "feb",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];
/// Short words that are surely English although few rules name them.
const SHORT: &[&str] = &[
    "oh", "ok", "ah", "aw", "yep", "yup", "hi", "hey", "hm", "hmm", "cat", "dog", "my", "by",
];

/// A sentence whose first word has no capital.
pub(super) fn lower_case_start(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    let mut places = Vec::new();
    // “more details*” puts an earlier message right.
    if text.trim_end().ends_with('*') || text.trim_start().starts_with('*') {
        return places;
    }
    let sentences = &said.prose.sentences;
    for (number, sentence) in sentences.iter().enumerate() {
        let word = &said.prose.words[sentence.first as usize];
        let typed = word.span().of(text);
        // “assistant: …” is a label, “sort=…” code.
        let label = text[word.end as usize..].starts_with([':', '=', '_', '/', '(']);
        if label || !is_plain_lower(word, typed) {
            continue;
        }
        let begins = if number == 0 {
            let only = sentences.len() == 1
                && said
                    .prose
                    .words_of(sentence)
                    .iter()
                    .all(|other| other.start == word.start);
            text[..word.start as usize].trim().is_empty() && (!only || LONE.contains(&typed))
        } else {
            let before = &said.prose.words[sentence.first as usize - 1];
            ends_before(said, before, word) && sentences[number - 1].ending != Ending::Open
        };
        if begins {
            places.push(
                Place::of(sentence.first, sentence.first).say(capitalised(typed), word.id != 0),
            );
        }
    }
    places
}

/// Whether the word is an English word in lower case, as far as its letters tell; names of commands and brands are not.
fn is_plain_lower(word: &Word, typed: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    word.flags & (flag::OPAQUE | flag::DIGIT | flag::QUOTED) == 0
        && typed.starts_with(|c: char| c.is_lowercase())
        && typed
            .chars()
            .all(|c| c.is_lowercase() || matches!(c, '\'' | '’'))
        && typed != "i"
        && !typed.starts_with("i'")
        && !typed.starts_with("i’")
        && (word.id != 0 || 4 <= typed.len() && typed.contains(vowel) || SHORT.contains(&typed))
}

/// Whether the text between two words ends one sentence for certain.
fn ends_before(said: &Said<'_>, before: &Word, word: &Word) -> bool {
    let gap = &said.text[before.end as usize..word.start as usize];
    let marks = gap.trim_end();
    let typed = || lower(before.span().of(&said.text));
    marks.len() < gap.len()
        && !marks.is_empty()
        && marks.bytes().all(|byte| matches!(byte, b'.' | b'!' | b'?'))
        && !marks.contains("..")
        && !(marks == "."
            && (SHORTENED.contains(&&*typed())
                || typed().chars().count() == 1
                || typed().contains('.')
                || before.flags & flag::OPAQUE != 0
                || before.classes & (lex::ABBREVIATION | lex::CLOSING_ABBREVIATION) != 0))
}

/// Words with which a sentence begins and that no name begins with.
const STARTERS: &[&str] = &[
    "thank", "thanks", "how", "we", "you", "your", "please", "what", "can", "could", "would", "is",
    "are", "let", "our", "there", "this", "if", "have", "sorry",
];
const GREETINGS: &[&str] = &[
    "hello",
    "hi",
    "hey",
    "hiya",
    "morning",
    "afternoon",
    "evening",
    "day",
    "greetings",
    "well",
    "yes",
    "no",
    "sure",
    "okay",
    "ok",
    "course",
];

/// A capital in the middle of a sentence: `Hello, Thank you`, `You're Welcome`.
pub(super) fn stray_capital(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    let words = &said.prose.words;
    let mut places = Vec::new();
    for index in 1..words.len() {
        let word = &words[index];
        if !word.has(flag::CAPITALISED)
            || word.flags
                & (flag::SENTENCE_START
                    | flag::LINE_START
                    | flag::QUOTED
                    | flag::JOINED
                    | flag::OPAQUE
                    | flag::HYPHENATED)
                != 0
            || words.get(index + 1).is_some_and(|next| {
                next.flags & (flag::CAPITALISED | flag::UPPER) != 0
                    && next.flags & (flag::JOINED | flag::SENTENCE_START) == 0
                    && next.span().of(text) != "I"
            })
        {
            continue;
        }
        let before = &words[index - 1];
        if before.end > word.start {
            continue;
        }
        let gap = &text[before.end as usize..word.start as usize];
        let small = lower(word.span().of(text));
        if small != "welcome" && !STARTERS.contains(&&*small) {
            continue;
        }
        let previous = lower(before.span().of(text));
        let greeted = GREETINGS.contains(&&*previous)
            && (gap == ", " || gap == " ")
            && previous != "course"
            && STARTERS.contains(&&*small)
            && (gap == ", " || matches!(&*small, "thank" | "thanks" | "how"));
        let welcome = small == "welcome"
            && gap == " "
            && matches!(
                &*previous,
                "you're" | "very" | "most" | "are" | "always" | "your"
            );
        if greeted || welcome {
            places.push(Place::of(index as u32, index as u32).say(small, welcome));
        }
    }
    places
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
