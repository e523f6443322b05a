//! All that rules look at: the draft and the conversation, each taken apart once, and the cues they show.

use std::borrow::Cow;

use super::cues::Cues;
use super::rule::{CueRef, Who};
use super::said::{Said, Voice};
use crate::draft::{Draft, Mask, Role};
use crate::pattern::{Matcher, Regexes};

/// What stands between two turns that are read as one text; no sentence goes over it.
pub(super) const BETWEEN_TURNS: &str = "\n\n";

/// The draft and everything around it, taken apart.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// Its words.
    pub said: Said<'a>,
    /// What the customer wrote since our last reply.
    pub asked: Said<'a>,
    /// What the customer wrote before that.
    pub earlier: Said<'a>,
    /// What we wrote before.
    pub ours: Said<'a>,
    /// Whether a conversation was given.
    pub has_conversation: bool,
    /// All cues.
    pub cues: &'a Cues,
}

impl<'a> Scene<'a> {
    /// Takes a draft and its conversation apart.
    pub fn new(
        draft: &'a Draft,
        mask: &Mask,
        matcher: Matcher<'a>,
        regexes: &'a Regexes,
        cues: &'a Cues,
    ) -> Self {
        let said = Said::new(
            Cow::Borrowed(&draft.text),
            mask,
            Voice::Ours,
            draft.conversation.is_some(),
            matcher,
            regexes,
            cues,
        );
        let empty = Mask::default();
        let read = |text: Cow<'a, str>, voice| {
            if text.is_empty() {
                Said::nothing()
            } else {
                Said::new(text, &empty, voice, true, matcher, regexes, cues)
            }
        };
        let Some(conversation) = &draft.conversation else {
            return Self {
                draft,
                said,
                asked: Said::nothing(),
                earlier: Said::nothing(),
                ours: Said::nothing(),
                has_conversation: false,
                cues,
            };
        };
        let turns = &conversation.turns;
        let since = turns
            .iter()
            .rposition(|turn| turn.is_ours())
            .map_or(0, |index| index + 1);
        let join = |wanted: &dyn Fn(usize) -> bool| {
            let mut texts = turns
                .iter()
                .enumerate()
                .filter(|(index, _)| wanted(*index))
                .map(|(_, turn)| turn.text.as_str());
            let Some(first) = texts.next() else {
                return Cow::Borrowed("");
            };
            let Some(second) = texts.next() else {
                return Cow::Borrowed(first);
            };
            let mut all = [first, BETWEEN_TURNS, second].concat();
            for text in texts {
                all.push_str(BETWEEN_TURNS);
                all.push_str(text);
            }
            Cow::Owned(all)
        };
        let theirs = |index: usize| turns[index].role == Role::Customer;
        let asked = read(
            join(&|index| since <= index && theirs(index)),
            Voice::Theirs,
        );
        let earlier = read(join(&|index| index < since && theirs(index)), Voice::Theirs);
        let ours = read(join(&|index| turns[index].is_ours()), Voice::Ours);
        Self {
            draft,
            said,
            asked,
            earlier,
            ours,
            has_conversation: true,
            cues,
        }
    }

    /// Whether this is our first reply of the conversation.
    pub fn is_first_reply(&self) -> bool {
        self.ours.is_empty()
    }

    /// Whether the draft, or the customer for a cue of customers, shows a cue.
    pub fn shows(&self, cue: u16) -> bool {
        let wanted = CueRef { cue, level: 1 };
        let said = match self.cues[cue as usize].who {
            Who::Customer => &self.asked,
            _ => &self.said,
        };
        said.shows(self.cues, wanted).is_some()
    }

    /// How far the customer's messages show the cue that estimates how upset they are.
    pub fn mood(&self, cue: u16) -> crate::draft::Mood {
        if !self.asked.may_show(self.cues, cue) {
            return crate::draft::Mood::default();
        }
        let shown = self.asked.shown(self.cues, cue);
        let declared = &self.cues[cue as usize];
        let level = if declared.strong_needs <= shown.points {
            2
        } else {
            u8::from(declared.needs <= shown.points)
        };
        let reasons = if level == 0 {
            Vec::new()
        } else {
            self.asked.reasons(self.cues, cue)
        };
        crate::draft::Mood { level, reasons }
    }

    /// Seconds between the first unanswered message and now, when both are known.
    pub fn waited(&self) -> Option<u32> {
        let asked = self
            .draft
            .conversation
            .as_ref()?
            .unanswered()
            .find_map(|turn| turn.at)?;
        u32::try_from(self.draft.now? - asked).ok()
    }

    /// The words of the draft between two words, both included, as a match quotes them.
    pub fn quote(&self, words: (u32, u32)) -> String {
        self.said.span(words).of(&self.said.text).to_owned()
    }

    /// Whether the customer ever used these words.
    pub fn customer_said(&self, words: &str) -> bool {
        let lower = words.to_lowercase();
        [&self.asked, &self.earlier]
            .into_iter()
            .any(|said| contains_words(said.lower(), &lower))
    }
}

/// Whether `words` stand in `text` between word edges; both in lower case.
fn contains_words(text: &str, words: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).any(|(at, found)| {
        edge(text[..at].chars().next_back()) && edge(text[at + found.len()..].chars().next())
    })
}
