//! Who speaks: what transcripts call the two sides, and the names that stand for them.

use std::collections::HashMap;

use super::Source;
use super::opening::Opening;
use crate::draft::Role;
use crate::error::{Error, nearest};

/// What transcripts call the two sides, lower case. A note is written by an agent and not seen by the customer.
pub(super) const SPEAKERS: [(&str, Speaker); 57] = [
    ("adviser", OURS),
    ("advisor", OURS),
    ("agent", OURS),
    ("ai", BOT),
    ("ai agent", BOT),
    ("ai assistant", BOT),
    ("assistant", BOT),
    ("associate", OURS),
    ("automated", BOT),
    ("bot", BOT),
    ("buyer", THEIRS),
    ("caller", THEIRS),
    ("chatbot", BOT),
    ("client", THEIRS),
    ("company", OURS),
    ("consultant", OURS),
    ("consumer", THEIRS),
    ("csr", OURS),
    ("customer", THEIRS),
    ("customer care", OURS),
    ("customer service", OURS),
    ("customer success", OURS),
    ("customer support", OURS),
    ("cx", THEIRS),
    ("end user", THEIRS),
    ("end-user", THEIRS),
    ("guest", THEIRS),
    ("help desk", OURS),
    ("helpdesk", OURS),
    ("internal", NOTE),
    ("internal note", NOTE),
    ("manager", OURS),
    ("me", OURS),
    ("member", THEIRS),
    ("moderator", OURS),
    ("operator", OURS),
    ("passenger", THEIRS),
    ("patient", THEIRS),
    ("private note", NOTE),
    ("rep", OURS),
    ("representative", OURS),
    ("requester", THEIRS),
    ("sales", OURS),
    ("shopper", THEIRS),
    ("staff", OURS),
    ("supervisor", OURS),
    ("support", OURS),
    ("support agent", OURS),
    ("support team", OURS),
    ("system", EVENT),
    ("team", OURS),
    ("technician", OURS),
    ("them", THEIRS),
    ("us", OURS),
    ("user", THEIRS),
    ("virtual assistant", BOT),
    ("visitor", THEIRS),
];

/// Words before a colon that open a remark, not a turn.
const REMARKS: [&str; 14] = [
    "address",
    "date",
    "email",
    "example",
    "important",
    "name",
    "note",
    "order",
    "phone",
    "ps",
    "subject",
    "time",
    "tip",
    "warning",
];

/// A side, and whether the customer sees its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Speaker {
    pub(super) role: Role,
    pub(super) internal: bool,
}

const OURS: Speaker = Speaker {
    role: Role::Agent,
    internal: false,
};
const NOTE: Speaker = Speaker {
    role: Role::Agent,
    internal: true,
};
const BOT: Speaker = Speaker {
    role: Role::Bot,
    internal: false,
};
const THEIRS: Speaker = Speaker {
    role: Role::Customer,
    internal: false,
};
const EVENT: Speaker = Speaker {
    role: Role::System,
    internal: false,
};

/// The speaker that the label names by a role.
pub(super) fn speaker_of(opening: &Opening<'_>) -> Option<Speaker> {
    if let Some(speaker) = opening.aside.and_then(by_word) {
        return Some(speaker);
    }
    if let Some(speaker) = by_word(opening.label) {
        return Some(speaker);
    }
    // `Agent Ana`, `Customer 12`: a role and a name.
    let (role, name) = opening.label.split_once(' ')?;
    let is_name = name.split_whitespace().all(|word| {
        word.starts_with(|first: char| first.is_uppercase() || first.is_numeric() || first == '#')
    });
    if is_name { by_word(role) } else { None }
}

fn by_word(word: &str) -> Option<Speaker> {
    if 20 < word.len() {
        return None;
    }
    let word = word.to_lowercase();
    let index = SPEAKERS
        .binary_search_by(|(known, _)| (*known).cmp(&word))
        .ok()?;
    Some(SPEAKERS[index].1)
}

/// The person's name, where the label holds more than a role.
pub(super) fn name_of(opening: &Opening<'_>) -> Option<String> {
    if by_word(opening.label).is_some() {
        return opening
            .aside
            .filter(|aside| by_word(aside).is_none())
            .map(str::to_owned);
    }
    let name = match opening.label.split_once(' ') {
        Some((role, name)) if opening.aside.is_none() && by_word(role).is_some() => name,
        _ => opening.label,
    };
    Some(name.to_owned())
}

/// What is known about the names of one transcript.
pub(super) struct Names<'a> {
    /// Names whose role was said once, as in `Ana (Agent):`, and the agents' names given.
    roles: HashMap<String, Speaker>,
    /// How often each label stands at a line's start.
    counts: HashMap<&'a str, usize>,
    /// The role of the only name that is not known, when the others are all of one side.
    rest: Option<Speaker>,
}

impl<'a> Names<'a> {
    pub(super) fn learn(openings: &[(usize, Opening<'a>)], agents: &[String]) -> Self {
        let mut roles: HashMap<String, Speaker> = agents
            .iter()
            .map(|name| (name.to_lowercase(), OURS))
            .collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let (mut ours, mut theirs) = (!agents.is_empty(), false);
        for (_, opening) in openings {
            *counts.entry(opening.label).or_default() += 1;
            if let Some(speaker) = speaker_of(opening) {
                ours |= matches!(speaker.role, Role::Agent | Role::Bot);
                theirs |= speaker.role == Role::Customer;
                if let (Some(name), false) = (name_of(opening), speaker.internal) {
                    roles.insert(name.to_lowercase(), speaker);
                }
            }
        }
        let mut names = Self {
            roles,
            counts,
            rest: None,
        };
        let mut unknown: Vec<&str> = openings
            .iter()
            .filter(|(_, opening)| names.known(opening).is_none() && names.is_turn(opening))
            .map(|(_, opening)| opening.label)
            .collect();
        unknown.sort_unstable();
        unknown.dedup();
        names.rest = match (ours, theirs, unknown.len()) {
            (true, false, 1) => Some(THEIRS),
            (false, true, 1) => Some(OURS),
            _ if !agents.is_empty() => Some(THEIRS),
            _ => None,
        };
        names
    }

    fn known(&self, opening: &Opening<'_>) -> Option<Speaker> {
        speaker_of(opening).or_else(|| self.roles.get(&opening.label.to_lowercase()).copied())
    }

    /// Whether an unknown label opens a turn: it carries a time, or is a name that comes back.
    fn is_turn(&self, opening: &Opening<'_>) -> bool {
        if REMARKS.contains(&opening.label.to_lowercase().as_str()) {
            return false;
        }
        let is_name = opening
            .label
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase));
        opening.at.is_some()
            || (is_name
                && self
                    .counts
                    .get(opening.label)
                    .is_some_and(|count| 1 < *count))
    }

    /// Who speaks; `None` when the line only continues a turn.
    pub(super) fn speaker(
        &self,
        source: &Source<'_>,
        line: usize,
        opening: &Opening<'_>,
    ) -> Result<Option<Speaker>, Error> {
        if let Some(speaker) = self.known(opening) {
            return Ok(Some(speaker));
        }
        let near = nearest(opening.label, SPEAKERS.iter().map(|(name, _)| *name));
        let is_slip = near.first().is_some_and(|near| {
            strsim::damerau_levenshtein(near, &opening.label.to_lowercase()) <= 2
        }) && 5 <= opening.label.len()
            && !opening.label.contains(' ');
        if is_slip && (line == 0 || self.is_turn(opening)) {
            return Err(source
                .error(line, format!("unknown speaker `{}`", opening.label))
                .help(format!(
                    "did you mean `{}`?",
                    near.first().copied().unwrap_or_default()
                )));
        }
        if !self.is_turn(opening) {
            return Ok(None);
        }
        // The label is probably a customer's name, which an error must not print.
        self.rest.map(Some).ok_or_else(|| {
            source
                .error(line, "this turn has a speaker whose side is not known")
                .help("write `Agent:` or `Customer:`, add the side once as in `Name (Agent):`, or give the agents' names")
        })
    }
}
