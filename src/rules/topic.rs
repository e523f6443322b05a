//! What a text is about: the stems of its content words.

use super::cues::Cues;
use super::rule::BankId;
use super::said::Said;
use crate::prose::{Class, Prose, Word, flag};

/// Words of four letters or more that carry no topic.
const EMPTY: &[&str] = &[
    "about",
    "after",
    "again",
    "already",
    "also",
    "although",
    "always",
    "another",
    "anything",
    "around",
    "because",
    "been",
    "before",
    "being",
    "both",
    "cannot",
    "could",
    "does",
    "doing",
    "done",
    "dont",
    "down",
    "each",
    "else",
    "even",
    "ever",
    "every",
    "everything",
    "from",
    "getting",
    "give",
    "going",
    "good",
    "have",
    "having",
    "hello",
    "help",
    "here",
    "hope",
    "into",
    "issue",
    "just",
    "keep",
    "know",
    "least",
    "less",
    "like",
    "long",
    "look",
    "made",
    "make",
    "many",
    "more",
    "most",
    "much",
    "must",
    "need",
    "never",
    "nothing",
    "once",
    "only",
    "other",
    "over",
    "please",
    "problem",
    "really",
    "said",
    "same",
    "should",
    "since",
    "some",
    "someone",
    "something",
    "still",
    "such",
    "sure",
    "take",
    "tell",
    "than",
    "thank",
    "thanks",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "think",
    "this",
    "those",
    "though",
    "through",
    "till",
    "time",
    "today",
    "told",
    "until",
    "upon",
    "used",
    "very",
    "want",
    "well",
    "went",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "will",
    "with",
    "without",
    "work",
    "working",
    "would",
    "your",
    "yours",
    "able",
    "back",
    "best",
    "come",
    "find",
    "first",
    "getting",
    "glad",
    "great",
    "happy",
    "last",
    "leave",
    "nice",
    "sorry",
    "right",
    "team",
    "understand",
    "support",
    "customer",
    "service",
    "contact",
    "contacting",
    "reach",
    "reaching",
    "message",
    "reply",
    "replying",
    "chat",
    "next",
    "soon",
    "moment",
    "minute",
    "minutes",
    "hours",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "tomorrow",
    "yesterday",
    "morning",
    "afternoon",
    "evening",
    "afraid",
    "appreciate",
    "feel",
    "free",
    "further",
    "kind",
    "regards",
    "wishes",
    "people",
    "person",
    "place",
    "point",
    "whole",
    "quite",
    "maybe",
    "perhaps",
    "supposed",
    "apparently",
    "actually",
    "literally",
    "absolutely",
    "honestly",
    "ridiculous",
];

/// What a stretch of words is about.
#[derive(Debug)]
pub(super) struct About {
    families: Vec<BankId>,
    /// The stems of its content words.
    pub(super) stems: Vec<String>,
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
                .filter(|bank| said.holds(*bank, first, last))
                .collect(),
            stems: stems(&said.prose.words[first as usize..last as usize], &said.text),
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

/// The stems of the content words of a run of words, sorted and without repeats.
pub(super) fn stems(words: &[Word], text: &str) -> Vec<String> {
    let mut stems: Vec<String> = words
        .iter()
        .filter(|word| word.flags & (flag::JOINED | flag::OPAQUE | flag::DIGIT) == 0)
        .map(|word| word.span().of(text).to_lowercase())
        .filter(|word| {
            4 <= word.len() && word.is_char_boundary(word.len()) && !EMPTY.contains(&word.as_str())
        })
        .map(|word| stem(&word))
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The stems of a whole text.
pub(super) fn of(prose: &Prose, text: &str) -> Vec<String> {
    stems(&prose.words, text)
}

/// How many stems two sorted lists share.
pub(super) fn shared(a: &[String], b: &[String]) -> usize {
    a.iter()
        .filter(|stem| b.binary_search(stem).is_ok())
        .count()
}

/// A light stem: plural, past and -ing endings off, so that delivery, delivered and delivering meet.
pub(super) fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    for ending in [
        "'s", "’s", "ies", "ation", "ations", "ement", "ment", "ing", "ings", "ers", "ed", "es",
        "er", "ly", "s", "y", "e",
    ] {
        if let Some(shorter) = stem.strip_suffix(ending)
            && 3 < shorter.len()
        {
            stem = shorter.to_owned();
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
        stem.pop();
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
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
    }
}
