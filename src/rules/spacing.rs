//! Signs of typing that went wrong between words: spaces and marks that are missing, doubled or out of place.

use super::said::Said;
use super::sign::Place;
use crate::prose::flag;

/// Words that begin a sentence or go on after a full stop, so that a full stop right before them is no domain or file name.
const BEGINNERS: &[&str] = &[
    "the",
    "we",
    "you",
    "your",
    "please",
    "thank",
    "thanks",
    "if",
    "and",
    "but",
    "this",
    "that",
    "there",
    "they",
    "these",
    "what",
    "when",
    "where",
    "how",
    "would",
    "could",
    "have",
    "let",
    "our",
    "once",
    "after",
    "before",
    "also",
    "however",
    "unfortunately",
    "sorry",
    "i",
    "it",
    "is",
    "can",
    "do",
    "did",
    "may",
    "my",
    "for",
    "in",
    "to",
    "as",
    "so",
    "are",
    "will",
    "just",
    "feel",
];
/// Those of them that are no endings of domains in lower case.
const NO_DOMAINS: &[&str] = &[
    "the", "we", "you", "your", "please", "thank", "thanks", "if", "and", "but", "this", "that",
    "there", "they", "these", "what", "when", "would", "could", "have", "our",
];

/// The index of the last word that begins before a byte.
pub(super) fn word_before(said: &Said<'_>, byte: usize) -> Option<u32> {
    let after = said
        .prose
        .words
        .partition_point(|word| (word.start as usize) < byte);
    after.checked_sub(1).map(|index| index as u32)
}

/// A space before a comma, full stop, question or exclamation mark.
pub(super) fn space_before_punctuation(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    for at in 1..bytes.len() {
        if !matches!(bytes[at], b',' | b'.' | b'!' | b'?') || bytes[at - 1] != b' ' {
            continue;
        }
        let before = text[..at].trim_end_matches(' ');
        let Some(index) = word_before(said, before.len()) else {
            continue;
        };
        let word = &said.prose.words[index as usize];
        let typed = word.span().of(text);
        // Codes and addresses are set apart on purpose; “Dear ,” is a gap in a template.
        if word.end as usize != before.len()
            || word.has(flag::OPAQUE)
            || typed.bytes().any(|byte| byte.is_ascii_digit())
            || matches!(
                typed.to_ascii_lowercase().as_str(),
                "dear" | "hi" | "hello" | "hey"
            )
        {
            continue;
        }
        let rest = &text[at + 1..];
        let joined = match rest.chars().next() {
            None => false,
            Some(next) if next.is_whitespace() => false,
            Some(next) if next.is_alphabetic() => {
                let next_word: String = rest
                    .chars()
                    .take_while(|c| c.is_alphabetic())
                    .collect::<String>()
                    .to_lowercase();
                if bytes[at] != b',' && !BEGINNERS.contains(&next_word.as_str()) {
                    continue;
                }
                true
            }
            _ => continue,
        };
        let mark = bytes[at] as char;
        let instead = if joined {
            format!("{typed}{mark} ")
        } else {
            format!("{typed}{mark}")
        };
        places.push(
            Place::of(index, index)
                .over(word.start as usize, at + 1)
                .say(instead, !joined),
        );
    }
    places
}

/// Two words that only a mark stands between: `Hi,thanks`, `done.Please`.
pub(super) fn missing_space(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    let mut places = Vec::new();
    for (index, pair) in said.prose.words.windows(2).enumerate() {
        let (first, second) = (&pair[0], &pair[1]);
        if second.start <= first.end
            || 3 < second.start - first.end
            || first.flags & flag::OPAQUE != 0
            || second.flags & (flag::OPAQUE | flag::JOINED | flag::HYPHENATED) != 0
        {
            continue;
        }
        let gap = &text[first.end as usize..second.start as usize];
        let (a, b) = (first.span().of(text), second.span().of(text));
        let letters = |word: &str| {
            word.chars()
                .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
        };
        if !gap
            .bytes()
            .all(|byte| matches!(byte, b',' | b';' | b'!' | b'?' | b'.'))
            || !letters(a)
            || !letters(b)
            || a.chars().count() + b.chars().count() < 4
        {
            continue;
        }
        let small = b.to_lowercase();
        let stem = small.split(['\'', '’']).next().unwrap_or_default();
        let fine = match gap {
            "," | ";" | "!" | "?" | "!!" | "??" => true,
            "." => {
                a.len() > 1
                    && a.ends_with(|c: char| c.is_lowercase())
                    && if b.starts_with(|c: char| c.is_uppercase()) {
                        BEGINNERS.contains(&stem)
                    } else {
                        NO_DOMAINS.contains(&stem)
                    }
            }
            _ => false,
        };
        if fine {
            places.push(
                Place::of(index as u32, index as u32 + 1)
                    .over(first.start as usize, second.end as usize)
                    .say(format!("{a}{gap} {b}"), gap != "."),
            );
        }
    }
    places
}

/// Two or more spaces between two words of one sentence; a text that lines columns up is left alone.
pub(super) fn double_space(said: &Said<'_>) -> Vec<Place> {
    const COLUMNS: usize = 4;
    let text: &str = &said.text;
    let mut places = Vec::new();
    for (index, pair) in said.prose.words.windows(2).enumerate() {
        let (first, second) = (&pair[0], &pair[1]);
        if second.has(flag::SENTENCE_START)
            || second.start <= first.end
            || (first.flags | second.flags) & flag::OPAQUE != 0
        {
            continue;
        }
        let gap = &text[first.end as usize..second.start as usize];
        if 2 <= gap.len() && gap.bytes().all(|byte| byte == b' ') {
            places.push(
                Place::of(index as u32, index as u32 + 1)
                    .over(first.end as usize, second.start as usize)
                    .say(" ", true),
            );
        }
    }
    if COLUMNS <= places.len() {
        places.clear();
    }
    places
}

/// Two full stops after a word, where one or three were meant.
pub(super) fn two_dots(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    text.match_indices("..")
        .filter(|(at, _)| {
            !text[..*at].ends_with('.')
                && text[at + 2..]
                    .chars()
                    .next()
                    .is_none_or(char::is_whitespace)
        })
        .filter_map(|(at, _)| {
            let index = word_before(said, at)?;
            let word = &said.prose.words[index as usize];
            let plain = word.end as usize == at && word.flags & flag::OPAQUE == 0;
            plain.then(|| Place::of(index, index).over(at, at + 2).say(".", false))
        })
        .collect()
}

/// Marks that do not go together, such as `,.` or `..`, and a slash where a question mark was meant.
pub(super) fn stray_punctuation(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    let bytes = text.as_bytes();
    let is_mark = |byte: u8| matches!(byte, b',' | b'.' | b';' | b'!' | b'?');
    let mut places = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_mark(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && is_mark(bytes[at]) {
            at += 1;
        }
        let run = &text[start..at];
        let Some(index) = word_before(said, start) else {
            continue;
        };
        let word = &said.prose.words[index as usize];
        let after = text[at..].chars().next();
        if run.len() < 2
            || word.end as usize != start
            || word.flags & (flag::OPAQUE | flag::DIGIT) != 0
            || after.is_some_and(|c| !c.is_whitespace())
        {
            continue;
        }
        let typed = word.span().of(text);
        // The full stop of “etc.,” or “Inc.?” belongs to the word, and so does the mark of a name.
        let short = run.starts_with('.') && (typed.len() < 5 || word.has(flag::CAPITALISED))
            || run.starts_with(['!', '?'])
                && word.has(flag::CAPITALISED)
                && !word.has(flag::SENTENCE_START);
        let mark = if run.bytes().all(|byte| byte == b',') {
            ","
        } else if run.contains([',', ';']) || run.contains('.') && run.contains(['!', '?']) {
            if short || run.contains("..") {
                continue;
            }
            if run.contains('?') {
                "?"
            } else if run.contains('!') {
                "!"
            } else if run.contains('.') {
                "."
            } else {
                ","
            }
        } else {
            continue;
        };
        places.push(
            Place::of(index, index)
                .over(word.start as usize, at)
                .say(format!("{typed}{mark}"), run == ",,"),
        );
    }
    let end = text.trim_end();
    if let Some(before) = end.strip_suffix(['/', '\\'])
        && let Some(index) = word_before(said, before.len())
    {
        let word = &said.prose.words[index as usize];
        if word.end as usize == before.len()
            && word.flags & (flag::OPAQUE | flag::DIGIT) == 0
            && index > 0
        {
            places.push(Place::of(index, index).over(word.start as usize, end.len()));
        }
    }
    places
}
