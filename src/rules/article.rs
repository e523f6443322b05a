//! The sign of “a” where the sound wants “an”, and the other way round.

use super::said::Said;
use super::sign::Place;
use crate::prose::{flag, lex};

/// Words that begin with a vowel letter and a consonant sound, by their beginnings.
const LIKE_Y_OR_W: &[&str] = &[
    "unanim", "unic", "unif", "unil", "union", "uniq", "unis", "unit", "univ", "uniweb", "ubiq",
    "ufo", "uk", "urin", "urol", "usa", "use", "usi", "usu", "usb", "uter", "util", "utop", "uran",
    "eu", "ewe", "ewer", "once", "one", "oneself", "ouija", "u-",
];
/// Words that begin with those letters and yet with a vowel sound.
const STILL_VOWELS: &[&str] = &["unimp", "unin", "unid", "oner"];
/// Beginnings with a silent h.
const SILENT_H: &[&str] = &["hour", "honest", "honor", "honour", "heir"];
/// Names of letters that begin with a vowel sound.
const VOWEL_LETTERS: &[u8] = b"AEFHILMNORSX";
/// Words before a letter that names a thing: “option a”, “vitamin A”.
const NAMED_BY_LETTERS: &[&str] = &[
    "option",
    "plan",
    "part",
    "section",
    "type",
    "group",
    "gate",
    "row",
    "vitamin",
    "terminal",
    "class",
    "grade",
    "level",
    "hepatitis",
    "team",
    "block",
    "zone",
    "point",
    "step",
    "answer",
    "letter",
    "the",
    "column",
    "line",
    "model",
    "series",
    "version",
    "unit",
    "room",
    "building",
    "bay",
    "platform",
    "side",
    "appendix",
    "or",
    "an",
    "a",
];
/// Words that follow a letter, not an article.
const NO_NOUN: &[&str] = &[
    "and", "is", "or", "are", "as", "at", "if", "in", "on", "of", "i", "it", "also", "into",
    "onto", "am", "a", "an", "until", "under", "after", "although", "us",
];

/// “a” before a vowel sound, “an” before a consonant sound.
pub(super) fn wrong_article(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    let words = &said.prose.words;
    let mut places = Vec::new();
    for index in 0..words.len().saturating_sub(1) {
        let (article, next) = (&words[index], &words[index + 1]);
        if article.classes & lex::ARTICLE == 0 {
            continue;
        }
        let typed = article.span().of(text);
        let small = match typed {
            "a" | "an" => true,
            "A" | "An" if article.has(flag::SENTENCE_START) => false,
            _ => continue,
        };
        if article.flags & (flag::JOINED | flag::HYPHENATED | flag::GLUED | flag::OPAQUE) != 0
            || next.flags & (flag::OPAQUE | flag::JOINED | flag::CURRENCY_BEFORE) != 0
            || text.get(article.end as usize..next.start as usize) != Some(" ")
        {
            continue;
        }
        if typed.len() == 1
            && index > 0
            && NAMED_BY_LETTERS.contains(&words[index - 1].span().of(text).to_lowercase().as_str())
        {
            continue;
        }
        let word = next.span().of(text);
        let Some(vowel) = begins_with_vowel(word) else {
            continue;
        };
        let instead = match (vowel, typed.len(), small) {
            (true, 1, true) => "an",
            (true, 1, false) => "An",
            (false, 2, true) => "a",
            (false, 2, false) => "A",
            _ => continue,
        };
        if NO_NOUN.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        places.push(
            Place::of(index as u32, index as u32 + 1)
                .over(article.start as usize, next.end as usize)
                .say(format!("{instead} {word}"), true),
        );
    }
    places
}

/// Whether a word begins with a vowel sound; `None` where speakers differ or nothing tells.
fn begins_with_vowel(word: &str) -> Option<bool> {
    let bytes = word.as_bytes();
    let first = *bytes.first()?;
    let lower = word.to_ascii_lowercase();
    let begins = |list: &[&str]| list.iter().any(|start| lower.starts_with(start));
    if first.is_ascii_digit() {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let rest = &word[digits.len()..];
        if !rest.is_empty() && !rest.starts_with(['-', '%', 't', 's', '.']) {
            return None;
        }
        let eight = digits.starts_with('8');
        let teens = matches!(digits.as_str(), "11" | "18" | "11000" | "18000");
        // 1100 may be read as eleven hundred or as one thousand one hundred.
        return if matches!(digits.len(), 4) && digits.starts_with('1') {
            None
        } else {
            Some(eight || teens)
        };
    }
    if !first.is_ascii_alphabetic() || !word.is_ascii() {
        return None;
    }
    // Said letter by letter by some and as a word by others.
    if matches!(word, "SQL" | "LED" | "FAQ" | "ROM") {
        return None;
    }
    let capitals = bytes.len() > 1
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if bytes.len() == 1 {
        return first
            .is_ascii_uppercase()
            .then(|| VOWEL_LETTERS.contains(&first));
    }
    if capitals {
        // Spelt out or read as a word: only where both begin alike is there one right article.
        let spelt = VOWEL_LETTERS.contains(&first);
        let read = matches!(first, b'A' | b'E' | b'I' | b'O');
        let speakable = bytes[1..]
            .iter()
            .any(|byte| matches!(byte, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y'));
        return match (spelt, read) {
            (true, true) => Some(true),
            (false, false) if first != b'U' => Some(false),
            (true, false) if !speakable => Some(true),
            _ if matches!(word, "URL" | "USB" | "UK" | "USA" | "UI" | "UPS" | "USPS") => {
                Some(false)
            }
            _ => None,
        };
    }
    if matches!(
        first.to_ascii_lowercase(),
        b'm' | b'f' | b's' | b'h' | b'x' | b'n' | b'l' | b'r'
    ) && (bytes.iter().any(u8::is_ascii_digit)
        || bytes.get(1).is_some_and(u8::is_ascii_uppercase)
        || bytes.get(1) == Some(&b'-'))
    {
        // MP3, FAQs, X-ray, e.g.: letters again.
        return Some(true);
    }
    if begins(SILENT_H) {
        return Some(true);
    }
    if matches!(
        lower.as_str(),
        "herb" | "herbal" | "historic" | "historical" | "hotel" | "habitual" | "hilarious"
    ) {
        return None;
    }
    if bytes.iter().skip(1).any(u8::is_ascii_uppercase) && first.eq_ignore_ascii_case(&b'u') {
        return None;
    }
    match first.to_ascii_lowercase() {
        b'a' | b'e' | b'i' | b'o' | b'u' => {
            let consonant = begins(LIKE_Y_OR_W) && !begins(STILL_VOWELS);
            Some(!consonant)
        }
        b'y' if !bytes.get(1).is_some_and(|byte| {
            matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u')
        }) =>
        {
            None
        }
        _ if bytes.iter().any(|byte| {
            matches!(
                byte.to_ascii_lowercase(),
                b'a' | b'e' | b'i' | b'o' | b'u' | b'y'
            )
        }) =>
        {
            Some(false)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sounds_decide() {
        let vowels = [
            "hour",
            "MP3",
            "SMS",
            "8",
            "18",
            "80-page",
            "11th",
            "IBAN",
            "honest",
            "X-ray",
            "issue",
            "unimportant",
            "umbrella",
            "order",
            "heir",
            "uninstall",
        ];
        for word in vowels {
            assert_eq!(begins_with_vowel(word), Some(true), "{word}");
        }
        for word in [
            "user", "URL", "USB", "one-time", "European", "unit", "UK", "7", "1", "PDF", "house",
            "year", "useful", "unique", "once", "BBC", "usual",
        ] {
            assert_eq!(begins_with_vowel(word), Some(false), "{word}");
        }
        for word in ["NASA", "FAQ", "SIM", "historic", "1100", "é"] {
            assert_eq!(begins_with_vowel(word), None, "{word}");
        }
    }
}
