//! From the messages of a conversation to drafts.

use crate::draft::{Conversation, Draft, Mask, Role, Segment, Turn};
use crate::error::Error;

use super::Options;
use super::source::Source;

/// Turns kept before a draft; older ones are left out, so that a day-long chat stays linear with `each_turn`.
const REMEMBERED: usize = 200;

/// A message with its place in the source.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) turn: Turn,
    /// From the turn's text to the source's text.
    pub(super) segments: Vec<Segment>,
    /// What of it is no prose; `None` where the text itself shows it.
    pub(super) mask: Option<Mask>,
}

/// Makes a draft of the company's last message, or of each with `each_turn`; the messages before it are its conversation.
pub(super) fn into_drafts(
    source: &Source<'_>,
    id: Option<String>,
    messages: Vec<Message>,
    options: &Options,
) -> Result<Vec<Draft>, Error> {
    let is_ours =
        |message: &Message| message.turn.is_ours() && !message.turn.text.trim().is_empty();
    let Some(last) = messages.iter().rposition(is_ours) else {
        return Err(
            Error::input("there is no message of an agent in this conversation")
                .in_source(&*source.name),
        );
    };
    let first = if options.each_turn { 0 } else { last };
    let mut drafts = Vec::new();
    for (index, message) in messages.iter().enumerate().take(last + 1).skip(first) {
        if !is_ours(message) {
            continue;
        }
        let turns = messages[index.saturating_sub(REMEMBERED)..index]
            .iter()
            .map(|message| message.turn.clone())
            .collect();
        let mut draft = source.draft(
            message.turn.text.clone(),
            &message.segments,
            (message.mask.clone()).unwrap_or_else(|| Mask::of(&message.turn.text)),
        );
        draft.stage = options.stage.unwrap_or_default();
        draft.author.is_bot = Some(message.turn.role == Role::Bot);
        draft.author.name.clone_from(&message.turn.name);
        draft.now = message.turn.at;
        draft.conversation = Some(Conversation {
            id: id.clone(),
            turns,
        });
        draft.origin.record = Some(format!("messages[{index}]"));
        drafts.push(draft);
    }
    Ok(drafts)
}
