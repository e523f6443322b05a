//! Signs that no list of words can express: shouting, piled punctuation, doubled words and their like.

use super::scene::Said;
use crate::prose::{Class, flag};

/// The names of all signs, sorted.
pub const SIGNS: &[&str] = &[
    "acronym",
    "doubled-word",
    "elongation",
    "emoji",
    "piled-punctuation",
    "shouting",
    "small-i",
];

/// The places of a sign, as runs of words.
pub(super) fn find(name: &str, said: &Said<'_>) -> Vec<(u32, u32)> {
    match name {
        "shouting" => shouting(said),
        "piled-punctuation" => piled(said),
        "emoji" => said
            .prose
            .spans
            .iter()
            .filter(|span| span.class == Class::Emoji)
            .map(|span| (span.first, span.last))
            .collect(),
        "doubled-word" => doubled(said),
        "small-i" => words(said, |word, text| {
            text == "i" && !word.has(flag::UPPER | flag::CAPITALISED)
        }),
        "elongation" => words(said, |word, text| {
            !word.has(flag::OPAQUE) && elongated(text)
        }),
        "acronym" => words(said, |word, text| {
            word.has(flag::UPPER)
                && (2..=6).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_uppercase())
        }),
        _ => Vec::new(),
    }
}

fn words(said: &Said<'_>, wanted: impl Fn(&crate::prose::Word, &str) -> bool) -> Vec<(u32, u32)> {
    let mut places = Vec::new();
    for (index, word) in said.prose.words.iter().enumerate() {
        if !word.has(flag::JOINED) && wanted(word, word.span().of(&said.text)) {
            places.push((index as u32, index as u32));
        }
    }
    places
}

/// Two or more words in capitals in a row, of which one has four letters, or a whole message in capitals.
fn shouting(said: &Said<'_>) -> Vec<(u32, u32)> {
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
                word.has(flag::UPPER) && 2 <= word.end - word.start && !word.has(flag::JOINED)
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
        let known = run.iter().any(|word| word.id != 0);
        if 3 <= full && plain || 2 == full && plain && known {
            places.push((at as u32, last as u32));
        }
        at = last + 1;
    }
    places
}

/// `!!`, `???`, `?!`: shown at the word before.
fn piled(said: &Said<'_>) -> Vec<(u32, u32)> {
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
            if 0 < word {
                places.push((word as u32 - 1, word as u32 - 1));
            }
        } else {
            at += 1;
        }
    }
    places.dedup();
    places
}

fn doubled(said: &Said<'_>) -> Vec<(u32, u32)> {
    const FINE: &[&str] = &[
        "had", "that", "bye", "very", "so", "no", "yes", "ha", "haha", "knock", "really", "there",
        "now", "many", "much", "is", "woof", "please", "ok", "night", "well", "hear", "win",
    ];
    let words = &said.prose.words;
    let mut places = Vec::new();
    for index in 1..words.len() {
        let (first, second) = (&words[index - 1], &words[index]);
        if second.flags
            & (flag::SENTENCE_START
                | flag::CLAUSE_START
                | flag::OPAQUE
                | flag::JOINED
                | flag::DIGIT
                | flag::HYPHENATED)
            != 0
            || first.has(flag::JOINED)
        {
            continue;
        }
        let (a, b) = (first.span().of(&said.text), second.span().of(&said.text));
        let between = said
            .text
            .get(first.end as usize..second.start as usize)
            .unwrap_or("x");
        let names =
            first.has(flag::CAPITALISED) && second.has(flag::CAPITALISED) || first.has(flag::UPPER);
        if a.eq_ignore_ascii_case(b)
            && a.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !names
            && between.bytes().all(|byte| byte.is_ascii_whitespace())
            && !FINE.contains(&a.to_ascii_lowercase().as_str())
        {
            places.push((index as u32 - 1, index as u32));
        }
    }
    places
}

fn elongated(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.windows(3).any(|three| {
        three[0].eq_ignore_ascii_case(&three[1])
            && three[1].eq_ignore_ascii_case(&three[2])
            && three[0].is_ascii_alphabetic()
    }) && !word.starts_with("www")
}
