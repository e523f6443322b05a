//! Plain transcripts: `Agent: …` and `Customer: …`, with or without timestamps, names and further lines.

mod opening;
mod speaker;

use crate::draft::{Conversation, Draft, Role, Segment, Turn};
use crate::error::Error;

use super::Options;
use super::source::Source;
use super::turns::{Message, into_drafts};
use opening::{opening, openings};
use speaker::{Names, Speaker, name_of, speaker_of};

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
        mask: None,
    })
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
    use super::speaker::SPEAKERS;
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
