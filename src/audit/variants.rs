//! Which replies are variants of one another: the same name with a language, a tone or a channel beside it.

use crate::draft::Draft;

/// Words that name a variant, not a reply.
const MARKS: &[&str] = &[
    // tones
    "formal",
    "informal",
    "friendly",
    "casual",
    "short",
    "long",
    "polite",
    "brief",
    "detailed",
    "apologetic",
    "firm",
    "warm",
    "neutral",
    "empathetic",
    "tone",
    "version",
    "variant",
    "simple",
    // channels
    "chat",
    "email",
    "mail",
    "sms",
    "social",
    "twitter",
    "facebook",
    "whatsapp",
    "phone",
    // languages
    "english",
    "german",
    "deutsch",
    "french",
    "français",
    "francais",
    "spanish",
    "español",
    "espanol",
    "italian",
    "italiano",
    "portuguese",
    "português",
    "dutch",
    "nederlands",
    "polish",
    "polski",
    "swedish",
    "danish",
    "norwegian",
    "finnish",
];

/// Two-letter codes of ISO 639-1 that helpdesks use most; only taken for languages where they stand apart.
const LANGUAGES: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "id", "it",
    "ja", "ko", "lt", "lv", "ms", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv",
    "th", "tr", "uk", "vi", "zh",
];

/// The name that a draft shares with its variants, and what its own is called; `None` when it has no mark of a variant.
pub(super) fn variant(draft: &Draft) -> Option<(String, String)> {
    let origin = &draft.origin;
    let record = origin.record.as_deref().unwrap_or("");
    let language = draft
        .language
        .as_deref()
        .filter(|language| !language.is_empty());
    // A text below its language: `greeting.en`.
    if let (Some(language), Some(stem)) = (
        language,
        language.and_then(|language| record.strip_suffix(language)),
    ) && let Some(stem) = stem.strip_suffix('.')
    {
        return Some((format!("{}\0{stem}", origin.file), language.to_owned()));
    }
    if let Some(title) = origin
        .title
        .as_deref()
        .filter(|title| !title.trim().is_empty())
    {
        return match (split(title), language) {
            (Some((name, label)), _) => Some((name, label)),
            (None, Some(language)) => Some((title.to_lowercase(), language.to_owned())),
            (None, None) => None,
        };
    }
    if record.is_empty() {
        return by_file(&origin.file);
    }
    None
}

/// `en/refund.md`, `refund.de.md`, `refund_formal.txt`.
fn by_file(file: &str) -> Option<(String, String)> {
    let path = file.rsplit_once('.').map_or(file, |(path, _)| path);
    split(path)
}

/// The parts that are no marks, and those that are; `None` when either is missing.
fn split(title: &str) -> Option<(String, String)> {
    let mut name = String::new();
    let mut label: Vec<String> = Vec::new();
    let parts = title.split(['(', ')', '[', ']', '/', '\\', '|', ':', '.', '_', '–', '—']);
    for part in parts.flat_map(|part| part.split(" - ")).flat_map(dashes) {
        let part = part.trim().to_lowercase();
        if part.is_empty() {
            continue;
        }
        if is_mark(&part) {
            label.push(part);
        } else {
            name.push_str(&part);
            name.push('\0');
        }
    }
    (!name.is_empty() && !label.is_empty()).then(|| (name, label.join(" ")))
}

/// `refund-de` is a part with a mark; `de-CH` and `follow-up` are one part.
fn dashes(part: &str) -> Vec<&str> {
    match part.rsplit_once('-') {
        Some((head, tail))
            if is_mark(&tail.trim().to_lowercase()) && !is_locale(&part.trim().to_lowercase()) =>
        {
            vec![head, tail]
        }
        _ => vec![part],
    }
}

fn is_mark(part: &str) -> bool {
    is_locale(part)
        || part
            .split([' ', ',', '+', '&'])
            .all(|word| word.is_empty() || MARKS.contains(&word))
            && part.len() < 40
}

/// `de`, `de-ch`, `pt_br`.
fn is_locale(part: &str) -> bool {
    let mut parts = part.split(['-', '_']);
    let is_language = parts
        .next()
        .is_some_and(|language| LANGUAGES.contains(&language));
    let is_region = parts.next().is_none_or(|region| {
        (2..=4).contains(&region.len()) && region.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    is_language && is_region && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_labels() {
        for (title, expected) in [
            ("Refund (formal)", Some(("refund\0", "formal"))),
            ("Refund - DE", Some(("refund\0", "de"))),
            ("[EN-GB] Refund window", Some(("refund window\0", "en-gb"))),
            ("refund_short", Some(("refund\0", "short"))),
            ("replies/de/refund", Some(("replies\0refund\0", "de"))),
            ("refund-fr", Some(("refund\0", "fr"))),
            ("Follow-up", None),
            ("Refund", None),
            ("Ask IT", None),
            ("Late delivery: first reply", None),
            ("Chat", None),
        ] {
            let expected = expected.map(|(name, label)| (name.to_owned(), label.to_owned()));
            assert_eq!(split(title), expected, "{title}");
        }
    }
}
