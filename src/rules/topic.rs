//! What a text is about: the stems of its content words.

use super::cues::Cues;
use super::rule::BankId;
use super::said::Said;
use crate::prose::{Class, Prose, Word, flag, hash_word, lex};

/// What a stretch of words is about.
#[derive(Debug)]
pub(super) struct About {
    families: Vec<BankId>,
    /// The stems of its content words.
    pub(super) stems: Vec<Stem>,
    /// Whether it names a stretch of time.
    times: bool,
}

impl About {
    /// What the words from `first` up to `last`, not included, are about.
    pub(super) fn of(said: &Said<'_>, families: &[BankId], first: u32, last: u32) -> Self {
        Self {
            families: families
                .iter()
                .copied()
                // Banks of cues are never late, and of dozens of topics a text has a few.
                .filter(|bank| said.has_hit(*bank) && said.holds(*bank, first, last))
                .collect(),
            stems: said.stems(first, last),
            times: said.prose.spans.iter().any(|span| {
                span.class == Class::Duration && first <= span.first && span.last < last
            }),
        }
    }

    /// Whether both name a topic, or a word.
    pub(super) fn shares(&self, other: &Self) -> bool {
        self.families
            .iter()
            .any(|family| other.families.contains(family))
            || 0 < shared(&self.stems, &other.stems)
    }

    /// Whether both speak of the same thing, or of how long it takes.
    pub(super) fn echoes(&self, other: &Self) -> bool {
        self.shares(other) || self.times && other.times
    }

    /// Whether this has topics, and all of them are other ones.
    pub(super) fn is_foreign_to(&self, other: &Self) -> bool {
        !self.families.is_empty() && !other.families.is_empty() && !self.shares(other)
    }
}

/// The banks of a cue's families: one to a topic.
pub(super) fn families(cues: &Cues, cue: u16) -> Vec<BankId> {
    cues[cue as usize]
        .families
        .iter()
        .map(|(_, bank, _)| *bank)
        .collect()
}

/// The stem of a word as a number: equal stems are equal numbers.
pub(super) type Stem = u64;

/// The content words of a text by their places, each with its stem.
pub(super) fn of(prose: &Prose, text: &str) -> Vec<(u32, Stem)> {
    let is_content = |word: &Word| {
        word.flags & (flag::JOINED | flag::OPAQUE | flag::DIGIT) == 0
            && word.classes & (lex::EMPTY | lex::AUXILIARY) == 0
            && 4 <= word.span().len()
    };
    let mut lower = String::new();
    (0..)
        .zip(&prose.words)
        .filter(|(_, word)| is_content(word))
        .map(|(at, word)| {
            let word = word.span().of(text);
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.push_str(&word.to_lowercase());
            }
            (at, stem(&lower))
        })
        .collect()
}

/// How many stems two sorted lists share.
pub(super) fn shared(a: &[Stem], b: &[Stem]) -> usize {
    a.iter()
        .filter(|stem| b.binary_search(stem).is_ok())
        .count()
}

/// The stem of a word in lower case.
pub(super) fn stem(word: &str) -> Stem {
    hash_word(without_ending(word))
}

/// A light stem: plural, past and -ing endings off, so that delivery, delivered and delivering meet.
fn without_ending(word: &str) -> &str {
    let mut stem = word;
    for ending in [
        "'s", "’s", "ies", "ation", "ations", "ement", "ment", "ing", "ings", "ers", "ed", "es",
        "er", "ly", "s", "y", "e",
    ] {
        if stem.as_bytes().last() == ending.as_bytes().last()
            && let Some(shorter) = stem.strip_suffix(ending)
            && 3 < shorter.len()
        {
            stem = shorter;
            if ending != "'s" && ending != "’s" && ending != "s" {
                break;
            }
        }
    }
    let mut letters = stem.chars().rev();
    if let (Some(a), Some(b)) = (letters.next(), letters.next())
        && a == b
        && 4 < stem.len()
        && a != 's'
        && (a != 'l' || 6 < stem.len())
    {
        return &stem[..stem.len() - a.len_utf8()];
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        for (a, b) in [
            ("delivery", "delivered"),
            ("cancelled", "cancel"),
            ("shipping", "shipped"),
            ("refunds", "refunded"),
            ("payment", "payments"),
            ("invoices", "invoice"),
        ] {
            assert_eq!(without_ending(a), without_ending(b), "{a} {b}");
        }
    }
}
