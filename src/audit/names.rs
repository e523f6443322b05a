//! Names of products and brands as replies write them, and names that replies say are no longer used.

use super::reading::{Page, SILENT};
use crate::prose::{flag, lex};
use crate::spell::LetterCase;
use crate::text::Span;

/// One way to write a name, at its first place in a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameUse {
    /// The letters and digits in lower case: equal for all spellings.
    pub(super) key: String,
    /// As it is written; white space and hyphens kept.
    pub(super) written: String,
    pub(super) span: Span,
    /// Whether the spelling itself shows a brand: `PayPal`, `Wi-Fi`.
    pub(super) is_brand: bool,
}

/// A name that a reply says has been replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormerName {
    pub(super) old: String,
    pub(super) new: Option<String>,
    pub(super) span: Span,
}

/// Words that, before a name, say it is the old one.
const FORMERLY: [&str; 2] = ["formerly", "previously"];

/// Nouns that may stand behind a name.
const THINGS: [&str; 8] = [
    "app",
    "plan",
    "platform",
    "product",
    "programme",
    "program",
    "service",
    "tool",
];

/// Reads the names of a page.
pub(super) fn read(page: &Page<'_>) -> (Vec<NameUse>, Vec<FormerName>) {
    let text = page.text();
    let mut names: Vec<NameUse> = Vec::new();
    let mut add = |name: Option<NameUse>| {
        if let Some(name) = name
            && !names.iter().any(|known| known.written == name.written)
        {
            names.push(name);
        }
    };
    for (index, word) in page.prose.words.iter().enumerate() {
        let span = word.span();
        if word.has(SILENT)
            || word.has(flag::OPAQUE)
            || word.has(flag::QUOTED)
            || !page.is_prose(span)
        {
            continue;
        }
        add(single(page, index));
        let next = page
            .prose
            .words
            .get(index + 1)
            .filter(|next| !next.has(flag::SENTENCE_START | SILENT | flag::OPAQUE));
        if let Some(next) = next {
            let between = Span::new(span.end, next.span().start.max(span.end)).of(text);
            let starts_alone = !word.has(flag::HYPHENATED);
            let ends_alone = !page.has(index + 2, flag::HYPHENATED);
            if starts_alone && ends_alone && matches!(between, " " | "-" | "\u{2011}" | "\u{a0}") {
                add(pair(page, index, between));
            }
        }
    }
    (names, former(page))
}

/// One word that could be a name.
fn single(page: &Page<'_>, index: usize) -> Option<NameUse> {
    let word = &page.prose.words[index];
    let written = word.span().of(page.text());
    let written = written
        .strip_suffix("'s")
        .or_else(|| written.strip_suffix("’s"))
        .unwrap_or(written);
    let is_brand = is_mixed(written);
    let is_product = is_product(page, written);
    let is_part = word.has(flag::HYPHENATED) || page.has(index + 1, flag::HYPHENATED);
    if is_part
        || written.len() < 4
        || !written.is_ascii()
        || written.contains(['\'', '.', '_', '/', '@', '&'])
    {
        return None;
    }
    // A word of the language in its usual case is no misspelt brand: “word”, “Outlook”.
    let is_word = page
        .dictionary
        .look_up(&written.to_lowercase())
        .is_some_and(|word| matches!(word.case, LetterCase::Lower | LetterCase::Capitalised));
    if !is_brand && !is_product && (is_word || word.has(flag::UPPER)) {
        return None;
    }
    Some(NameUse {
        key: written.to_lowercase(),
        written: written.to_owned(),
        span: Span::new(word.span().start, word.span().start + written.len()),
        is_brand: is_brand
            || is_product
                && page
                    .options
                    .company
                    .products
                    .iter()
                    .any(|name| name == written),
    })
}

/// Two capitalised words with a space or a hyphen between them.
fn pair(page: &Page<'_>, index: usize, between: &str) -> Option<NameUse> {
    let (one, other) = (&page.prose.words[index], &page.prose.words[index + 1]);
    let is_name = |word: &crate::prose::Word| {
        word.flags & (flag::CAPITALISED | flag::UPPER) != 0 || is_mixed(word.span().of(page.text()))
    };
    if !is_name(one) || !is_name(other) {
        return None;
    }
    let (first, second) = (one.span().of(page.text()), other.span().of(page.text()));
    let key = format!("{first}{second}").to_lowercase();
    if key.len() < 4 || !key.is_ascii() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let is_word = |word: &str| page.dictionary.look_up(&word.to_lowercase()).is_some();
    let is_hyphenated = between != " " && between != "\u{a0}";
    let span = one.span().cover(other.span());
    let written = if is_hyphenated {
        format!("{first}-{second}")
    } else {
        format!("{first} {second}")
    };
    Some(NameUse {
        is_brand: is_hyphenated && !(is_word(first) && is_word(second))
            || page.options.company.products.contains(&written),
        key,
        written,
        span,
    })
}

/// Whether a capital stands behind a small letter: `PayPal`, `iPhone`, `WiFi`.
fn is_mixed(word: &str) -> bool {
    word.as_bytes()
        .windows(2)
        .any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_product(page: &Page<'_>, word: &str) -> bool {
    page.options
        .company
        .products
        .iter()
        .any(|name| name.eq_ignore_ascii_case(word))
}

/// “AcmeOne (formerly AcmeHost)”, “previously known as Acme Host”, “Acme Host is now called Acme One”, “Acme Host has been renamed to Acme One”.
fn former(page: &Page<'_>) -> Vec<FormerName> {
    let mut former = Vec::new();
    let words = page.prose.words.len();
    for word in 0..words {
        let lower = page.lower(word);
        let found = if FORMERLY.contains(&lower.as_str()) {
            let mut at = word + 1;
            while at < words
                && ["known", "called", "named", "as"].contains(&page.lower(at).as_str())
            {
                at += 1;
            }
            let new = word.checked_sub(1).and_then(|before| name_to(page, before));
            name_from(page, at).map(|old| (old, new))
        } else if lower == "now"
            && word + 2 < words
            && ["called", "known", "named"].contains(&page.lower(word + 1).as_str())
        {
            let is_verb = word
                .checked_sub(1)
                .is_some_and(|before| ["is", "are"].contains(&page.lower(before).as_str()));
            let at = word + 2 + usize::from(page.lower(word + 2) == "as");
            let old = word.checked_sub(2).filter(|_| is_verb);
            let old = old
                .filter(|noun| THINGS.contains(&page.lower(*noun).as_str()))
                .and_then(|noun| noun.checked_sub(1))
                .or(old)
                .and_then(|before| name_to(page, before));
            old.map(|old| (old, name_from(page, at)))
        } else if lower == "renamed" && word + 1 < words {
            let mut before = word.checked_sub(1);
            while before.is_some_and(|at| {
                ["has", "have", "been", "was", "were", "is"].contains(&page.lower(at).as_str())
            }) {
                before = before.and_then(|at| at.checked_sub(1));
            }
            let at = word + 1 + usize::from(["to", "as"].contains(&page.lower(word + 1).as_str()));
            let old = before.and_then(|before| name_to(page, before));
            let new = name_from(page, at);
            old.filter(|_| new.is_some()).map(|old| (old, new))
        } else {
            None
        };
        if let Some((old, new)) = found
            && page.is_prose(old)
        {
            let text = page.text();
            former.push(FormerName {
                old: old.of(text).to_owned(),
                new: new.map(|new| new.of(text).to_owned()),
                span: old,
            });
        }
    }
    former
}

/// Whether a word may be part of a name.
fn is_name_word(page: &Page<'_>, word: usize) -> bool {
    let Some(found) = page.prose.words.get(word) else {
        return false;
    };
    let written = found.span().of(page.text());
    !found.has(flag::OPAQUE)
        && (found.flags & (flag::CAPITALISED | flag::UPPER) != 0 || is_mixed(written))
        && found.classes & lex::CLOSED == 0
        && !["the", "our", "this", "it"].contains(&written.to_lowercase().as_str())
}

/// The name that begins at a word.
fn name_from(page: &Page<'_>, word: usize) -> Option<Span> {
    let mut last = word;
    if !is_name_word(page, word) {
        return None;
    }
    while last + 1 < word + 4
        && is_name_word(page, last + 1)
        && !page.has(last + 1, flag::CLAUSE_START | flag::SENTENCE_START)
    {
        last += 1;
    }
    Some(page.prose.span(word as u32, last as u32))
}

/// The name that ends at a word.
fn name_to(page: &Page<'_>, word: usize) -> Option<Span> {
    if !is_name_word(page, word) {
        return None;
    }
    let mut first = word;
    while 0 < first
        && word < first + 3
        && is_name_word(page, first - 1)
        && !page.has(first, flag::CLAUSE_START | flag::SENTENCE_START)
    {
        first -= 1;
    }
    Some(page.prose.span(first as u32, word as u32))
}
