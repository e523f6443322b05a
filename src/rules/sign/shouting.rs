//! Capitals, stretched words and piled marks.

use crate::prose::flag;
use crate::rules::said::Said;

/// Words that make a run of capitals a sentence.
pub(super) const EVERYDAY: &[&str] = &[
    "about",
    "again",
    "all",
    "always",
    "an",
    "and",
    "answer",
    "any",
    "are",
    "at",
    "be",
    "but",
    "can",
    "can't",
    "cannot",
    "did",
    "do",
    "does",
    "don't",
    "enough",
    "ever",
    "every",
    "fix",
    "for",
    "from",
    "get",
    "give",
    "had",
    "has",
    "have",
    "help",
    "how",
    "i'm",
    "immediately",
    "in",
    "is",
    "it",
    "just",
    "me",
    "money",
    "must",
    "my",
    "never",
    "no",
    "not",
    "nothing",
    "now",
    "of",
    "on",
    "once",
    "only",
    "or",
    "our",
    "out",
    "people",
    "please",
    "read",
    "refund",
    "say",
    "service",
    "should",
    "so",
    "still",
    "stop",
    "terrible",
    "that",
    "the",
    "they",
    "this",
    "to",
    "us",
    "very",
    "waiting",
    "want",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "why",
    "will",
    "with",
    "worst",
    "would",
    "you",
    "your",
];

/// Two or more words in capitals in a row that read as a sentence, or five of any kind.
pub(super) fn shouting(said: &Said<'_>) -> Vec<(u32, u32)> {
    let words = &said.prose.words;
    let mut places = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let loud = |index: usize| {
            words.get(index).is_some_and(|word| {
                word.has(flag::UPPER)
                    || word.has(flag::JOINED)
                    || word.end - word.start == 1 && word.has(flag::CAPITALISED)
            })
        };
        if !loud(at) || words[at].end - words[at].start == 1 {
            at += 1;
            continue;
        }
        let mut last = at;
        while loud(last + 1) {
            last += 1;
        }
        let run = &words[at..=last];
        let full = run
            .iter()
            .filter(|word| {
                word.has(flag::UPPER)
                    && 2 <= word.end - word.start
                    && !word.has(flag::JOINED)
                    && word
                        .span()
                        .of(&said.text)
                        .bytes()
                        .all(|b| !b.is_ascii_digit())
            })
            .count();
        let plain = run.iter().any(|word| {
            4 <= word.end - word.start
                && word
                    .span()
                    .of(&said.text)
                    .bytes()
                    .any(|b| matches!(b, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y'))
        });
        // Names, codes and addresses in capitals hold none of the words that sentences are made of.
        let sentence = run.iter().any(|word| {
            EVERYDAY.contains(&word.span().of(&said.text).to_ascii_lowercase().as_str())
        });
        if plain && (5 <= full || 2 <= full && sentence) {
            places.push((at as u32, last as u32));
        }
        at = last + 1;
    }
    places
}

/// Two everyday words in capitals near each other: “You ALREADY have IT twice. READ it.”
pub(super) fn stressed(said: &Said<'_>) -> Vec<(u32, u32)> {
    const EVERYDAY: &[&str] = &[
        "IS", "ARE", "CLICK", "READ", "YOU", "YOUR", "DID", "WILL", "TWICE", "ALREADY", "AGAIN",
        "EVERY", "STOP", "LISTEN", "WAIT", "HOW", "WHY", "WHAT", "NOTHING", "CANNOT", "BEFORE",
        "NOT", "MUST", "NEVER", "ALWAYS", "ONLY",
    ];
    /// How many words may stand between the two.
    const NEAR: usize = 14;
    let words = &said.prose.words;
    let mut places = Vec::new();
    let mut last: Option<usize> = None;
    for (index, word) in words.iter().enumerate() {
        if !word.has(flag::UPPER)
            || word.has(flag::JOINED)
            || !EVERYDAY.contains(&word.span().of(&said.text))
        {
            continue;
        }
        if let Some(before) = last.filter(|before| index - before <= NEAR) {
            places.push((before as u32, index as u32));
            last = None;
        } else {
            last = Some(index);
        }
    }
    places
}

pub(super) fn elongated(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.windows(3).any(|three| {
        three[0].eq_ignore_ascii_case(&three[1])
            && three[1].eq_ignore_ascii_case(&three[2])
            && three[0].is_ascii_alphabetic()
    }) && !word.starts_with("www")
}

/// `!!`, `???`, `?!`, of at least so many marks: shown at the word before.
pub(super) fn piled(said: &Said<'_>, least: usize) -> Vec<(u32, u32)> {
    let bytes = said.text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if matches!(bytes[at], b'!' | b'?') && matches!(bytes[at + 1], b'!' | b'?') {
            let start = at;
            while at < bytes.len() && matches!(bytes[at], b'!' | b'?') {
                at += 1;
            }
            let word = said
                .prose
                .words
                .partition_point(|word| (word.start as usize) < start);
            if 0 < word && least <= at - start {
                places.push((word as u32 - 1, word as u32 - 1));
            }
        } else {
            at += 1;
        }
    }
    places.dedup();
    places
}
