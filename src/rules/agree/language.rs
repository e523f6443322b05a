//! The reply should be in the customer's language.

use crate::prose::{Prose, Word, lex};
use crate::rules::Match;
use crate::rules::said::Said;
use crate::rules::scene::Scene;
use crate::text::Span;

/// The commonest short words of languages that support teams meet, written for this purpose.
const COMMON: &[(&str, &[&str])] = &[
    (
        "English",
        &[
            "the", "and", "you", "is", "my", "to", "of", "have", "not", "for", "with", "this",
            "your", "we", "are", "it", "was", "please", "can", "that",
        ],
    ),
    (
        "Spanish",
        &[
            "el", "la", "que", "de", "no", "mi", "por", "para", "una", "con", "está", "los",
            "pedido", "gracias", "hola", "pero", "su", "se", "lo", "como", "muy",
        ],
    ),
    (
        "French",
        &[
            "le", "la", "les", "je", "vous", "pas", "une", "est", "pour", "avec", "mon", "ma",
            "bonjour", "merci", "nous", "votre", "et", "des", "ne", "que", "sur",
        ],
    ),
    (
        "German",
        &[
            "der", "die", "das", "ich", "nicht", "und", "ist", "mein", "meine", "sie", "mit",
            "für", "ein", "eine", "bitte", "danke", "auf", "wir", "haben", "hallo", "zu",
        ],
    ),
    (
        "Italian",
        &[
            "il",
            "che",
            "di",
            "non",
            "per",
            "una",
            "mio",
            "mia",
            "sono",
            "ho",
            "con",
            "grazie",
            "ciao",
            "buongiorno",
            "della",
            "è",
            "questo",
            "vi",
            "le",
        ],
    ),
    (
        "Portuguese",
        &[
            "o", "que", "não", "meu", "minha", "para", "uma", "com", "os", "obrigado", "olá",
            "está", "por", "do", "da", "você", "em", "seu",
        ],
    ),
    (
        "Dutch",
        &[
            "de", "het", "een", "ik", "niet", "en", "is", "mijn", "van", "voor", "met", "bedankt",
            "hallo", "maar", "wij", "jullie", "heb", "uw",
        ],
    ),
];

pub(super) fn search(scene: &Scene<'_>) -> Vec<Match> {
    let Some(theirs) = language_of(&scene.asked) else {
        return Vec::new();
    };
    let Some(ours) = language_of(&scene.said) else {
        return Vec::new();
    };
    if theirs == ours {
        return Vec::new();
    }
    let start = scene.said.text.len() - scene.said.text.trim_start().len();
    vec![
        Match::at(Span::empty(start))
            .with("value", theirs)
            .with("match", ours),
    ]
}

/// The language of what was said; most texts are told without counting the words of each language.
fn language_of(said: &Said<'_>) -> Option<&'static str> {
    if is_made_of_small_words(&said.prose) {
        return Some("English");
    }
    language(&said.text)
}

/// Whether one word of four is one that every English sentence is made of. Other languages spell few of their own like them,
/// least of all with three letters or more.
fn is_made_of_small_words(prose: &Prose) -> bool {
    let words = &prose.words;
    let is_small = |word: &&Word| word.classes & lex::SMALL != 0 && 3 <= word.span().len();
    8 <= words.len() && words.len() <= 4 * words.iter().filter(is_small).count()
}

/// The language of a text of five words or more, when it is plain.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let mut words = 0;
    let mut counts = [0usize; COMMON.len()];
    // Two different words of a language show it; “no, no, no” does not.
    let mut seen = [0u128; COMMON.len()];
    let mut count = |word: &[u8]| {
        words += 1;
        let key = key(word);
        let mut languages = WORDS.languages(key);
        while languages != 0 {
            let language = languages.trailing_zeros() as usize;
            if seen[language] != key {
                counts[language] += 1;
                seen[language] = key;
            }
            languages &= languages - 1;
        }
    };
    let end = text
        .char_indices()
        .nth(MOST)
        .map_or(text.len(), |(at, _)| at);
    // Addresses, names of files and codes belong to no language.
    for token in text[..end]
        .split_whitespace()
        .filter(|token| is_language(token))
    {
        if token.is_ascii() {
            token
                .as_bytes()
                .split(|byte| !byte.is_ascii_alphabetic())
                .filter(|word| !word.is_empty())
                .for_each(&mut count);
        } else {
            token
                .to_lowercase()
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| !word.is_empty())
                .for_each(|word| count(word.as_bytes()));
        }
    }
    if words < 5 {
        return None;
    }
    let mut scores: [(usize, &str); COMMON.len()] =
        std::array::from_fn(|index| (counts[index], COMMON[index].0));
    scores.sort_unstable_by(|a, b| b.cmp(a));
    let (best, second) = (scores[0], scores[1]);
    (2 <= best.0 && second.0 * 3 <= best.0 * 2 && words <= best.0 * 8).then_some(best.1)
}

/// Whether a token between white space may be words: no digit, no `@`, `/`, `_` and no dot inside.
fn is_language(token: &str) -> bool {
    let bytes = token
        .trim_end_matches(['.', '!', '?', ',', ';', ':', ')', '"'])
        .as_bytes();
    !bytes.iter().any(|byte| {
        matches!(byte, b'@' | b'/' | b'_' | b'.' | b'\\' | b'#') || byte.is_ascii_digit()
    })
}

/// Characters that are looked at.
const MOST: usize = 2_000;

/// A word of up to 16 bytes as one number, ASCII letters in lower case; 0 for a longer one.
const fn key(word: &[u8]) -> u128 {
    let mut key = 0;
    let mut at = 0;
    if 16 < word.len() {
        return 0;
    }
    while at < word.len() {
        key = key << 8 | word[at].to_ascii_lowercase() as u128;
        at += 1;
    }
    key
}

/// Slots of the table of common words; four times their number keeps the runs short.
const SLOTS: usize = 512;

/// All common words with the languages they are common in, a bit each.
struct Words {
    slots: [(u128, u8); SLOTS],
}

static WORDS: Words = {
    let mut slots = [(0, 0); SLOTS];
    let mut language = 0;
    while language < COMMON.len() {
        let words = COMMON[language].1;
        let mut index = 0;
        while index < words.len() {
            let key = key(words[index].as_bytes());
            let mut at = slot(key);
            while slots[at].0 != 0 && slots[at].0 != key {
                at = (at + 1) % SLOTS;
            }
            slots[at] = (key, slots[at].1 | 1 << language);
            index += 1;
        }
        language += 1;
    }
    Words { slots }
};

impl Words {
    fn languages(&self, key: u128) -> u8 {
        let mut at = slot(key);
        while self.slots[at].0 != 0 {
            if self.slots[at].0 == key {
                return self.slots[at].1;
            }
            at = (at + 1) % SLOTS;
        }
        0
    }
}

const fn slot(key: u128) -> usize {
    let folded = key as u64 ^ (key >> 64) as u64;
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Mask;
    use crate::prose::{Lexicon, LexiconBuilder};

    #[test]
    fn plain_languages_are_told_apart() {
        assert_eq!(
            language("Hola, mi pedido no está aquí, ¿qué hago?"),
            Some("Spanish")
        );
        assert_eq!(
            language("Ich habe mein Paket nicht bekommen, bitte helfen Sie"),
            Some("German")
        );
        assert_eq!(
            language("My order is not here and I have waited for it"),
            Some("English")
        );
        for text in [
            "ok thanks",
            "No problem, no, no problem at all no",
            "norman2@example.com normanb2@example.com / 1595595798",
            "Username: as76 / Email: as76@example.com / Order: 6609498072",
            "Account ID: AYBLQUG0IL, see files in /home/de/la/une",
        ] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn small_english_words_are_few_in_other_languages() {
        let bytes = LexiconBuilder::new().finish();
        for (text, english) in [
            (
                "My order is not here and I have waited for it since Monday",
                true,
            ),
            (
                "Ik had die order al op de site, was het in de doos of niet? We over er even op",
                false,
            ),
            (
                "Was war in der Box, so was hat an dem Tag man her an uns",
                false,
            ),
            (
                "On a bien reçu votre message, on vous en dit plus dans la journée, et on reste là",
                false,
            ),
        ] {
            let prose = Prose::new(text, &Mask::default(), &Lexicon::new(&bytes));
            assert_eq!(is_made_of_small_words(&prose), english, "{text}");
        }
    }
}
