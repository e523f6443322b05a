//! Claude Code and its Agent SDK: `PreToolUse` before a tool sends a message, `Stop` before the turn ends.
//!
//! The contract (code.claude.com/docs/en/hooks, read 2026-11): exit 2 blocks and standard error is shown to the model;
//! exit 1 does not block; JSON on standard output is read after exit 0. Both are given, so that the hold does not depend on who reads which.

mod fields;

use std::fmt;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::Error;
use crate::read;
use crate::text::Covered;

pub use fields::FIELDS;
use fields::{notation, texts};

use super::{Answer, Checker, Decision, OnError, Told, Verdict, decide_drafts, leaving};

/// The exit code that blocks.
const BLOCK: u8 = 2;

/// Heads of what is said about a hold.
const HELD: &str =
    "This message was not sent. Change it as follows, keep the rest, and send it again.";
const WOULD_HOLD: &str = "tactful would hold this message:";
const SAID_ANYWAY: &str = "The last message still has what tactful would hold:";

/// What a hold asks Claude Code to do with the tool call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Permission {
    /// Refuse it and tell the model why: exit 2.
    #[default]
    Deny,
    /// Ask the person at the terminal, who may send anyway: exit 0 and JSON.
    Ask,
}

/// What Claude Code says before something happens.
#[derive(Clone)]
pub struct Call {
    event: Event,
    /// Whether there is no message where one should be.
    is_silent: bool,
    /// Field and words of each text.
    texts: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    PreToolUse,
    /// The model already went on once because of a stop hook.
    Stop {
        is_again: bool,
    },
    /// Nothing that sends anything.
    Other,
}

/// What is read of the input; Claude Code adds more and may add anything.
#[derive(Deserialize)]
struct Input {
    hook_event_name: String,
    #[serde(default)]
    tool_input: Value,
    #[serde(default)]
    last_assistant_message: Value,
    #[serde(default)]
    stop_hook_active: Value,
}

impl fmt::Debug for Call {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<_> = (self.texts.iter())
            .map(|(field, words)| (field, Covered(words)))
            .collect();
        out.debug_struct("Call")
            .field("event", &self.event)
            .field("texts", &texts)
            .finish()
    }
}

impl Call {
    /// Reads the input. `fields` are paths into the tool's input such as `message.text` or `blocks.*.text`; when none is given,
    /// every text under one of [`FIELDS`] counts.
    ///
    /// # Errors
    /// What is no hook input, and a tool call without any text to check: nothing leaves unseen. A turn that ends without one is an error of [`Call::decide`], so that the answer can have the shape of its event.
    pub fn read(bytes: &[u8], fields: &[String]) -> Result<Self, Error> {
        let input: Input = serde_json::from_slice(bytes).map_err(|error| {
            // The error's own words may quote the input.
            Error::input(format!(
                "this is no hook input of Claude Code, line {} column {}",
                error.line(),
                error.column()
            ))
            .help("JSON with `hook_event_name` is expected on standard input")
        })?;
        let (event, texts) = match input.hook_event_name.as_str() {
            "PreToolUse" => (Event::PreToolUse, texts(&input.tool_input, fields)),
            "Stop" | "SubagentStop" => {
                let said = (input.last_assistant_message.as_str())
                    .map(|text| (String::from("last_assistant_message"), text.to_owned()));
                (
                    Event::Stop {
                        is_again: input.stop_hook_active.as_bool().unwrap_or(false),
                    },
                    said.into_iter().collect(),
                )
            }
            _ => (Event::Other, Vec::new()),
        };
        let is_silent = texts.is_empty() && event != Event::Other;
        if is_silent && event == Event::PreToolUse {
            return Err(no_message().help("name the field of the tool's input with --field"));
        }
        Ok(Self {
            event,
            is_silent,
            texts: texts
                .into_iter()
                .filter(|(_, text)| !text.trim().is_empty())
                .collect(),
        })
    }

    /// Checks every text of the call and decides about all of them together.
    ///
    /// # Errors
    /// A turn that ends without a message, texts that cannot be read, rules that do not load.
    pub fn decide(
        &self,
        options: &read::Options,
        checker: &(impl Checker + ?Sized),
    ) -> Result<Decision, Error> {
        if self.is_silent {
            return Err(no_message());
        }
        let mut drafts = Vec::new();
        for (field, text) in &self.texts {
            let options = read::Options {
                as_format: Some(notation(field)),
                ..options.clone()
            };
            drafts.extend(read::read(
                &format!("<{field}>"),
                text.as_bytes(),
                &options,
            )?);
        }
        let drafts = leaving(drafts, checker.context());
        decide_drafts(&drafts, checker, Told::Reasons)
    }
}

fn no_message() -> Error {
    Error::input("there is no message to check in what Claude Code says")
}

/// The decision as Claude Code wants it; `call` is `None` when the input itself could not be read.
pub fn answer(call: Option<&Call>, decision: &Decision, permission: Permission) -> Answer {
    let event = call.map_or(Event::PreToolUse, |call| call.event);
    if decision.verdict == Verdict::Send {
        return match &decision.failure {
            Some((_, OnError::Warn)) => warned(&decision.failure_line()),
            _ => Answer::default(),
        };
    }
    let reason = |head| reason(head, decision);
    match (event, permission) {
        // Held a second time the model would go round for ever; a person is told instead.
        (Event::Stop { is_again: true }, _) => {
            return warned(&match &decision.failure {
                Some((reason, _)) => Decision::failed_because(reason, OnError::Warn).failure_line(),
                None => reason(SAID_ANYWAY),
            });
        }
        (Event::PreToolUse, Permission::Ask) => {
            return Answer {
                code: 0,
                stdout: line(&permitted("ask", &reason(WOULD_HOLD))),
                stderr: String::new(),
            };
        }
        _ => {}
    }
    let reason = reason(HELD);
    match event {
        Event::Stop { .. } => Answer {
            code: BLOCK,
            stdout: line(&json!({"decision": "block", "reason": reason})),
            stderr: reason,
        },
        _ => Answer {
            code: BLOCK,
            stdout: line(&permitted("deny", &reason)),
            stderr: reason,
        },
    }
}

fn permitted(permission: &str, reason: &str) -> Value {
    json!({"hookSpecificOutput": {
        "hookEventName": "PreToolUse",
        "permissionDecision": permission,
        "permissionDecisionReason": reason,
    }})
}

/// Lets it pass and shows the words to the person.
fn warned(words: &str) -> Answer {
    Answer {
        code: 0,
        stdout: line(&json!({"systemMessage": words.trim_end()})),
        stderr: String::new(),
    }
}

fn line(value: &Value) -> String {
    format!("{value}\n")
}

/// What the model reads: what to change, finding by finding.
fn reason(head: &str, decision: &Decision) -> String {
    if decision.failure.is_some() {
        return decision.failure_line();
    }
    let mut words = format!("{head}\n");
    for held in &decision.held {
        words.push_str("- ");
        words.push_str(&held.texts.model);
        words.push('\n');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_in_any_tool() {
        for (input, fields, expected) in [
            (
                r#"{"to": "a", "message": "m"}"#,
                &[][..],
                &["tool_input.message"][..],
            ),
            (
                r#"{"subject": "s", "Body": "b", "priority": "p"}"#,
                &[],
                &["tool_input.Body", "tool_input.subject"],
            ),
            (
                r#"{"content": [{"type": "text", "text": "t"}]}"#,
                &[],
                &["tool_input.content.0.text"],
            ),
            (
                r#"{"reply": {"id": "7", "html_body": "<p>h</p>"}}"#,
                &[],
                &["tool_input.reply.html_body"],
            ),
            (
                r#"{"content": ["a", "b"]}"#,
                &[],
                &["tool_input.content.0", "tool_input.content.1"],
            ),
            (
                r#"{"note": "n", "text": "t"}"#,
                &["note"],
                &["tool_input.note"],
            ),
            (
                r#"{"parts": [{"say": "a"}, {"say": "b"}]}"#,
                &["tool_input.parts.*.say"],
                &["tool_input.parts.0.say", "tool_input.parts.1.say"],
            ),
            (r#"{"path": "x"}"#, &[], &[]),
            ("null", &[], &[]),
        ] {
            let fields: Vec<String> = fields.iter().map(|field| String::from(*field)).collect();
            let bytes = format!(r#"{{"hook_event_name": "PreToolUse", "tool_input": {input}}}"#);
            let paths = Call::read(bytes.as_bytes(), &fields)
                .map(|call| {
                    call.texts
                        .into_iter()
                        .map(|(path, _)| path)
                        .collect::<Vec<_>>()
                })
                .unwrap_or_default();
            assert_eq!(paths, expected, "{input}");
        }
        assert!(FIELDS.is_sorted());
    }

    #[test]
    fn a_turn_is_held_once() {
        let decision = Decision::failed_because("no rules", OnError::Hold);
        for (again, code) in [("false", 2), ("true", 0)] {
            let bytes = format!(
                r#"{{"hook_event_name": "Stop", "stop_hook_active": {again}, "last_assistant_message": "Hi"}}"#
            );
            let call = Call::read(bytes.as_bytes(), &[]).unwrap();
            assert_eq!(answer(Some(&call), &decision, Permission::Deny).code, code);
        }
        // A turn without a message is answered in the shape of its event, too.
        for (input, code) in [
            ("", 2),
            (
                r#", "last_assistant_message": null, "stop_hook_active": true"#,
                0,
            ),
        ] {
            let bytes = format!(r#"{{"hook_event_name": "Stop"{input}}}"#);
            let call = Call::read(bytes.as_bytes(), &[]).unwrap();
            assert!(call.is_silent);
            let answer = answer(Some(&call), &decision, Permission::Deny);
            assert_eq!(answer.code, code, "{input}");
            assert!(
                !answer.stdout.contains("permissionDecision"),
                "{}",
                answer.stdout
            );
        }
        let other = Call::read(br#"{"hook_event_name": "SessionStart"}"#, &[]).unwrap();
        assert!(other.texts.is_empty());
    }
}
