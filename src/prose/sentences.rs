//! Where sentences end, in the prose of chats: missing stops, line breaks, emojis, abbreviations, bullet lists.

use super::{Ending, Prose, Sentence, flag, lex};
use crate::text::Span;

/// A line shorter than this that is followed by another line is a message of its own, not a wrapped paragraph.
const SHORT_LINE: usize = 60;

/// What the scanner remembers between the words to know where sentences end.
#[derive(Debug, Default)]
pub(super) struct Breaks {
    first: u32,
    /// The closing marks seen since the last word: how they end the sentence, and where.
    closing: Option<(Ending, usize)>,
    emoji: bool,
    line_start: usize,
}

impl Breaks {
    /// Marks were seen: `dots` full stops, or others.
    pub(super) fn stop(
        &mut self,
        prose: &Prose,
        text: &str,
        end: usize,
        ending: Ending,
        dots: usize,
    ) {
        let Some(word) = prose
            .words
            .last()
            .filter(|_| self.first < prose.words.len() as u32)
        else {
            return;
        };
        if ending == Ending::Stop {
            let next = text[end..].chars().next();
            let after = text[end..]
                .trim_start_matches([' ', '\t', '"', '“', '\'', '('])
                .chars()
                .next();
            let capital =
                after.is_none_or(|c| c.is_uppercase() || c == '\n' || !c.is_alphanumeric());
            let starts_anew = after.is_none_or(|c| !c.is_lowercase());
            let alone = prose.words.len() as u32 - self.first == 1;
            let goes_on = if next.is_some_and(|c| c.is_alphanumeric()) {
                !(next.is_some_and(char::is_uppercase) && 2 < word.end - word.start)
            } else if 1 < dots {
                !starts_anew
            } else if word.has(flag::DIGIT) && alone && word.has(flag::LINE_START) {
                // “1. Open the app” goes on, “£4. It leaves today” does not.
                !word.has(flag::CURRENCY_BEFORE | flag::CURRENCY_AFTER | flag::PERCENT_AFTER)
            } else if word.classes & lex::CLOSING_ABBREVIATION != 0 {
                !capital
            } else if word.classes & lex::ABBREVIATION != 0 {
                after.is_some_and(|c| c != '\n')
            } else {
                word.end - word.start == 1
                    && word.has(flag::CAPITALISED)
                    && !alone
                    && &text[word.start as usize..word.end as usize] != "I"
                    && !begins_anew(&text[end..])
            };
            if goes_on {
                return;
            }
        }
        self.closing = Some((ending, end));
    }

    /// An emoji was seen; a capital after it starts a sentence.
    pub(super) fn after_emoji(&mut self) {
        self.emoji = true;
    }

    /// Ends the sentence here whatever follows.
    pub(super) fn end(&mut self, prose: &mut Prose, at: usize, ending: Ending) {
        let count = prose.words.len() as u32;
        if self.first < count {
            let start = prose.words[self.first as usize].start as usize;
            let stop = at.max(prose.words[count as usize - 1].end as usize);
            prose.sentences.push(Sentence {
                first: self.first,
                last: count,
                span: Span::new(start, stop),
                ending,
            });
        }
        self.first = count;
        self.closing = None;
    }

    /// Whether the word about to be added begins a sentence; closes the one before.
    pub(super) fn starts_here(
        &mut self,
        prose: &mut Prose,
        text: &str,
        start: usize,
        flags: u16,
        newlines: u32,
    ) -> bool {
        let count = prose.words.len() as u32;
        if self.first == count {
            self.note_line(start, newlines);
            self.emoji = false;
            return true;
        }
        let capital = flags & (flag::CAPITALISED | flag::UPPER) != 0;
        let last_end = prose.words[count as usize - 1].end as usize;
        let broken = 1 < newlines
            || newlines == 1
                && (capital
                    || flags & flag::DIGIT != 0
                    || last_end - self.line_start < SHORT_LINE
                    || is_bullet(text, start));
        let ended = if let Some((ending, at)) = self.closing {
            Some((ending, at))
        } else if broken || self.emoji && capital {
            Some((Ending::Open, last_end))
        } else {
            None
        };
        self.note_line(start, newlines);
        self.emoji = false;
        if let Some((ending, at)) = ended {
            self.end(prose, at.min(start), ending);
            return true;
        }
        false
    }

    /// Closes the last sentence.
    pub(super) fn finish(&mut self, prose: &mut Prose, length: usize) {
        let (ending, at) = self.closing.unwrap_or((Ending::Open, 0));
        self.end(prose, at.min(length), ending);
    }

    fn note_line(&mut self, start: usize, newlines: u32) {
        if 0 < newlines {
            self.line_start = start;
        }
    }
}

/// Words with which a sentence begins and that are no surname: “platform B. Please wait there”, but “J. Smith”.
const OPENERS: &[&str] = &[
    "and", "but", "could", "if", "in", "it", "just", "please", "thank", "thanks", "that", "the",
    "then", "there", "this", "to", "we", "when", "you", "your",
];

/// Whether what follows a full stop begins with a word that begins sentences.
fn begins_anew(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '\t']);
    let end = after
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(after.len());
    OPENERS
        .iter()
        .any(|opener| after[..end].eq_ignore_ascii_case(opener))
}

/// Whether a list mark stands between the line's start and the word.
fn is_bullet(text: &str, start: usize) -> bool {
    let mut from = start.saturating_sub(8);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text[from..start].trim_end();
    before.ends_with(['-', '*', '•', '>', '#', ')'])
}
