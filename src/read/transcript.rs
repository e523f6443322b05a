//! Plain transcripts: `Agent: …` and `Customer: …`, with or without timestamps, names and further lines.

use std::collections::HashMap;

use crate::draft::{Conversation, Draft, Role, Segment, Turn};
use crate::error::{Error, nearest};

use super::Options;
use super::source::Source;
use super::time::{parse_clock, parse_timestamp};
use super::turns::{Message, into_drafts};

/// What transcripts call the two sides, lower case. A note is written by an agent and not seen by the customer.
const SPEAKERS: [(&str, Speaker); 57] = [
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

/// The longest label before the colon, in bytes.
const LONGEST: usize = 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Speaker {
    role: Role,
    internal: bool,
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

/// The last turn of the company, or each of them with `each_turn`.
pub(super) fn read(source: &Source<'_>, options: &Options) -> Result<Vec<Draft>, Error> {
    into_drafts(source, None, messages(source, &options.agents)?, options)
}

/// All turns as a conversation.
pub(super) fn conversation(source: &Source<'_>, agents: &[String]) -> Result<Conversation, Error> {
    let turns = messages(source, agents)?
        .into_iter()
        .map(|message| message.turn)
        .collect();
    Ok(Conversation { id: None, turns })
}

/// Whether the text opens with a named speaker and both sides speak.
pub(super) fn looks_like(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.next().and_then(known_speaker) else {
        return false;
    };
    let mut roles = vec![first.role];
    roles.extend(
        lines
            .take(500)
            .filter_map(known_speaker)
            .map(|speaker| speaker.role),
    );
    roles.contains(&Role::Customer)
        && roles
            .iter()
            .any(|role| matches!(role, Role::Agent | Role::Bot))
}

fn known_speaker(line: &str) -> Option<Speaker> {
    opening(line).and_then(|opening| speaker_of(&opening))
}

fn messages(source: &Source<'_>, agents: &[String]) -> Result<Vec<Message>, Error> {
    let text = &*source.text;
    let openings = openings(text);
    let names = Names::learn(&openings, agents);
    let mut messages: Vec<Message> = Vec::new();
    let mut clock = Clock::default();
    let mut turn: Option<(Turn, usize)> = None;
    for (line, opening) in &openings {
        let Some(speaker) = names.speaker(source, *line, opening)? else {
            continue;
        };
        if let Some(turn) = turn.take() {
            messages.extend(close(text, turn, *line));
        }
        let at = opening.at.map(|at| clock.next(at));
        let name = name_of(opening);
        let started = Turn {
            role: speaker.role,
            text: String::new(),
            at,
            internal: speaker.internal,
            name,
        };
        turn = Some((started, line + opening.words));
    }
    match turn {
        Some(turn) => messages.extend(close(text, turn, text.len())),
        None => {
            return Err(Error::input("no speaker was found in this transcript")
                .in_source(&*source.name)
                .help("begin each turn with `Agent:` or `Customer:`, or give one draft without labels"));
        }
    }
    Ok(messages)
}

/// Ends a turn before `end`; its words run from its label on without a gap. A turn without words is dropped.
fn close(text: &str, (mut turn, words): (Turn, usize), end: usize) -> Option<Message> {
    let body = text.get(words..end)?;
    let start = words + (body.len() - body.trim_start().len());
    let body = body.trim();
    if body.is_empty() {
        return None;
    }
    turn.text = body.to_owned();
    let segment = Segment {
        text: 0,
        file: start,
        text_len: body.len(),
        file_len: body.len(),
        same: true,
    };
    Some(Message {
        turn,
        segments: vec![segment],
    })
}

/// A line that may open a turn.
#[derive(Debug)]
struct Opening<'a> {
    /// The time before or behind the label.
    at: Option<i64>,
    /// The words before the colon, without time and decoration.
    label: &'a str,
    /// What stands in brackets behind the name, such as `Agent`.
    aside: Option<&'a str>,
    /// Where the turn's words begin, counted from the line's start.
    words: usize,
}

fn openings(text: &str) -> Vec<(usize, Opening<'_>)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        found.extend(opening(line).map(|opening| (at, opening)));
        at += line.len();
    }
    found
}

/// Splits `[10:32] Ana (Agent): words` into its parts.
fn opening(line: &str) -> Option<Opening<'_>> {
    let rest = line.trim_start_matches([' ', '\t', '*', '_', '>', '-']);
    let (stamp, rest) = leading_stamp(rest);
    let rest = rest.trim_start_matches([' ', '\t', '*', '_', '-', '–', '—', '|', ',']);
    let colon = rest
        .bytes()
        .take(LONGEST)
        .position(|byte| byte == b':' || byte == b'\n');
    // A clock inside brackets, as in `Agent (10:32): …`, has a colon of its own.
    let colon = match colon {
        Some(colon)
            if rest
                .as_bytes()
                .get(colon + 1)
                .is_some_and(u8::is_ascii_digit)
                && rest[..colon].contains(['(', '[']) =>
        {
            let close = rest.find([')', ']'])?;
            rest[close..]
                .starts_with([')', ']'])
                .then(|| rest[close..].find(':').map(|colon| close + colon))??
        }
        other => other?,
    };
    if rest.as_bytes().get(colon) != Some(&b':') || LONGEST < colon {
        return None;
    }
    let after = &rest[colon + 1..];
    let after = after.trim_start_matches(['*', '_']);
    if !after.is_empty() && !after.starts_with(|character: char| character.is_whitespace()) {
        return None;
    }
    let (label, aside) = split_aside(rest[..colon].trim_end_matches(['*', '_', ' ']));
    let label = label
        .strip_suffix(" wrote")
        .or_else(|| label.strip_suffix(" said"))
        .unwrap_or(label);
    let is_label = label.starts_with(char::is_alphabetic)
        && label.split_whitespace().count() <= 5
        && label
            .chars()
            .all(|letter| letter.is_alphanumeric() || " .'’-_#@&+".contains(letter));
    if !is_label {
        return None;
    }
    let aside_stamp = aside.and_then(parse_stamp);
    let aside = if aside_stamp.is_some() { None } else { aside };
    Some(Opening {
        at: stamp.or(aside_stamp),
        label,
        aside,
        words: line.len() - after.len(),
    })
}

/// `Ana (Agent)` into its name and what stands in brackets.
fn split_aside(label: &str) -> (&str, Option<&str>) {
    for (open, close) in [('(', ')'), ('[', ']'), ('<', '>')] {
        if let Some((name, aside)) = label
            .strip_suffix(close)
            .and_then(|label| label.split_once(open))
        {
            return (name.trim_end(), Some(aside.trim()));
        }
    }
    (label.trim_end(), None)
}

/// Takes a time in brackets or bare from the front of a line.
fn leading_stamp(line: &str) -> (Option<i64>, &str) {
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some((stamp, rest)) = line
            .strip_prefix(open)
            .and_then(|line| line.split_once(close))
            && let Some(at) = parse_stamp(stamp)
        {
            return (Some(at), rest);
        }
    }
    if !line.starts_with(|first: char| first.is_ascii_digit()) {
        return (None, line);
    }
    let ends: Vec<usize> = line
        .match_indices([' ', '\t'])
        .map(|(at, _)| at)
        .take(3)
        .collect();
    for end in ends.into_iter().rev() {
        if let Some(at) = parse_stamp(&line[..end]) {
            return (Some(at), &line[end..]);
        }
    }
    (None, line)
}

/// RFC 3339, a clock time, or a day and a clock time as messengers export them, `20/11/2026, 10:32`.
fn parse_stamp(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches([',', '-', ':']).trim_end();
    if let Some(at) = parse_timestamp(text).or_else(|| parse_clock(text)) {
        return Some(at);
    }
    let (day, clock) = text.split_once([',', ' '])?;
    let mut parts = day.split(['/', '.', '-']).map(str::parse::<u32>);
    let (first, second, year) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    // Which of two small numbers is the month cannot be known; within one transcript only differences matter.
    let (day, month) = if 12 < second {
        (second, first)
    } else {
        (first, second)
    };
    let year = if year < 100 { 2000 + year } else { year };
    let date = parse_timestamp(&format!("{year:04}-{month:02}-{day:02}"))?;
    Some(date + parse_clock(clock.trim())?)
}

/// The speaker that the label names by a role.
fn speaker_of(opening: &Opening<'_>) -> Option<Speaker> {
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
fn name_of(opening: &Opening<'_>) -> Option<String> {
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
struct Names<'a> {
    /// Names whose role was said once, as in `Ana (Agent):`, and the agents' names given.
    roles: HashMap<String, Speaker>,
    /// How often each label stands at a line's start.
    counts: HashMap<&'a str, usize>,
    /// The role of the only name that is not known, when the others are all of one side.
    rest: Option<Speaker>,
}

impl<'a> Names<'a> {
    fn learn(openings: &[(usize, Opening<'a>)], agents: &[String]) -> Self {
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
    fn speaker(
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

/// Clock times pass midnight: each is moved to the day that keeps the order.
#[derive(Default)]
struct Clock {
    days: i64,
    last: Option<i64>,
}

impl Clock {
    fn next(&mut self, at: i64) -> i64 {
        const DAY: i64 = 86_400;
        if DAY <= at {
            return at;
        }
        // A small step back is two messages in disorder, not a new day.
        if self.last.is_some_and(|last| at + DAY / 2 < last) {
            self.days += 1;
        }
        self.last = Some(at);
        at + self.days * DAY
    }
}

#[cfg(test)]
mod tests {
    use super::super::read as read_file;
    use super::*;
    use crate::text::Span;

    fn turns(text: &str) -> Vec<(Role, Option<String>, String)> {
        let source = Source::new("t.txt", text.as_bytes()).unwrap();
        let messages = messages(&source, &[]).unwrap();
        messages
            .into_iter()
            .map(|message| (message.turn.role, message.turn.name, message.turn.text))
            .collect()
    }

    #[test]
    fn reads_many_layouts() {
        use Role::{Agent, Bot, Customer, System};
        let one = |role, name: &str, text: &str| {
            (
                role,
                Some(name.to_owned()).filter(|name| !name.is_empty()),
                text.to_owned(),
            )
        };
        for (text, expected) in [
            (
                "Customer: Hi\nWhere is it?\n\nAgent: Let me look.\n",
                vec![
                    one(Customer, "", "Hi\nWhere is it?"),
                    one(Agent, "", "Let me look."),
                ],
            ),
            (
                "[10:32] Ana (Agent): Hi\n[10:33] Maria (Customer): Hello\n[10:34] Ana: One moment",
                vec![
                    one(Agent, "Ana", "Hi"),
                    one(Customer, "Maria", "Hello"),
                    one(Agent, "Ana", "One moment"),
                ],
            ),
            (
                "10:32:07 AM Customer wrote: Hi\n10:33:00 AM Agent wrote:\nHello",
                vec![one(Customer, "", "Hi"), one(Agent, "", "Hello")],
            ),
            (
                "(10:32:07) Visitor: Hi there: all well?\n(10:32:09) Bot: Hello",
                vec![
                    one(Customer, "", "Hi there: all well?"),
                    one(Bot, "", "Hello"),
                ],
            ),
            (
                "12/03/2026, 10:32 - John: Hi\n12/03/2026, 10:33 - Support: Hello",
                vec![one(Customer, "John", "Hi"), one(Agent, "", "Hello")],
            ),
            (
                "**User:** Hi\n**Me:** Hello",
                vec![one(Customer, "", "Hi"), one(Agent, "", "Hello")],
            ),
            (
                "Customer Service: Hi\nCustomer 12: Yes\nSystem: chat ended",
                vec![
                    one(Agent, "", "Hi"),
                    one(Customer, "12", "Yes"),
                    one(System, "", "chat ended"),
                ],
            ),
            (
                "Agent (10:32): See https://a.example\nNote: it is 10:30\nMaria: ok\nMaria: thanks",
                vec![
                    one(Agent, "", "See https://a.example\nNote: it is 10:30"),
                    one(Customer, "Maria", "ok"),
                    one(Customer, "Maria", "thanks"),
                ],
            ),
        ] {
            assert_eq!(turns(text), expected, "{text}");
        }
    }

    #[test]
    fn the_last_agent_turn_is_the_draft_and_keeps_its_place() {
        let file = "Customer: Wo ist es?\nAgent: Ich schaue.\nCustomer: Danke, änder das\r\nAgent: Café\r\n  is sorry\r\nCustomer: ok";
        let drafts = read_file("t.txt", file.as_bytes(), &Options::default()).unwrap();
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].text, "Café\r\n  is sorry");
        assert_eq!(drafts[0].conversation.as_ref().unwrap().turns.len(), 3);
        let at = drafts[0].text.find("sorry").unwrap();
        let span = Span::new(at, at + 5);
        assert_eq!(drafts[0].origin.bytes(span).of(file), "sorry");
        let position = drafts[0].origin.position(span).unwrap();
        assert_eq!((position.line, position.column), (5, 6));
        let options = Options {
            each_turn: true,
            ..Options::default()
        };
        let drafts = read_file("t.txt", file.as_bytes(), &options).unwrap();
        assert_eq!(drafts.len(), 2);
        assert_eq!(drafts[0].text, "Ich schaue.");
    }

    #[test]
    fn times_pass_midnight() {
        let source = Source::new(
            "t.txt",
            b"[23:59] Customer: a\n[00:01] Agent: b\n[00:00] Agent: c",
        )
        .unwrap();
        let times: Vec<_> = messages(&source, &[])
            .unwrap()
            .iter()
            .map(|message| message.turn.at)
            .collect();
        assert_eq!(times, [Some(86_340), Some(86_460), Some(86_400)]);
    }

    #[test]
    fn mistakes_are_told() {
        let options = Options {
            as_format: Some(super::super::Format::Transcript),
            ..Options::default()
        };
        for (text, expected) in [
            (
                "Custmer: a\nAgent: b",
                "t.txt:1:1: unknown speaker `Custmer`\n  help: did you mean `customer`?",
            ),
            (
                "[10:00] Ana: a\n[10:01] Maria: b",
                "t.txt:1:1: this turn has a speaker whose side is not known",
            ),
            ("hello there", "no speaker was found"),
            ("Customer: a", "no message of an agent"),
        ] {
            let error = read_file("t.txt", text.as_bytes(), &options)
                .unwrap_err()
                .to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        let options = Options {
            agents: vec!["Ana".into()],
            ..options
        };
        let drafts = read_file("t.txt", b"[10:00] Maria: b\n[10:01] Ana: a", &options).unwrap();
        assert_eq!(drafts[0].text, "a");
    }

    #[test]
    fn speakers_are_sorted() {
        assert!(SPEAKERS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
