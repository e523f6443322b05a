//! The reply should be in the customer's language.

use crate::rules::Match;
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
    let (Some(theirs), Some(ours)) = (language(&scene.asked.text), language(&scene.said.text))
    else {
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

/// The language of a text of five words or more, when it is plain.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let lower: String = text.chars().take(2_000).collect::<String>().to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() < 5 {
        return None;
    }
    let mut scores: Vec<(usize, &str)> = COMMON
        .iter()
        .map(|(name, common)| {
            (
                words.iter().filter(|word| common.contains(word)).count(),
                *name,
            )
        })
        .collect();
    scores.sort_by(|a, b| b.cmp(a));
    let (best, second) = (scores[0], scores[1]);
    (2 <= best.0 && second.0 * 3 <= best.0 * 2 && words.len() <= best.0 * 8).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(language("ok thanks"), None);
    }
}
