//! Conversations as helpdesks export them: tickets with their comments, conversations with their parts, threads, articles.
//!
//! Sources: the vendors' API references (Zendesk ticket comments, Intercom conversations, Chatwoot and Freshdesk conversations, Gorgias and Help Scout threads, Zammad ticket articles, LiveChat archives).

mod desks;
#[cfg(test)]
mod tests;

use crate::draft::{Conversation, Draft, Turn};
use crate::error::Error;

use super::Options;
use super::content::{Notation, render};
use super::fields::time_of;
use super::node::Node;
use super::source::Source;
use super::turns::{Message, into_drafts};

use desks::{DESKS, Desk, Writer, scalar};

/// Whether the value is a conversation of a helpdesk, or a list of such.
pub(super) fn looks_like(root: &Node<'_>) -> bool {
    conversations(root).iter().any(|one| desk(one).is_some())
}

/// The company's last message of each conversation, or each of them with `each_turn`.
pub(super) fn read(
    source: &Source<'_>,
    root: &Node<'_>,
    options: &Options,
) -> Result<Vec<Draft>, Error> {
    let mut drafts = Vec::new();
    let mut failure = None;
    for one in conversations(root) {
        let Some(desk) = desk(one) else {
            continue;
        };
        let messages = messages(source, one, desk)?;
        match into_drafts(source, id(one), messages, options) {
            Ok(more) => drafts.extend(more),
            // In a list, a conversation that nobody answered yet is nothing to check.
            Err(error) => failure = Some(error),
        }
    }
    match failure {
        Some(error) if drafts.is_empty() => Err(error),
        _ => Ok(drafts),
    }
}

/// All messages of the first conversation.
pub(super) fn conversation(source: &Source<'_>, root: &Node<'_>) -> Result<Conversation, Error> {
    for one in conversations(root) {
        if let Some(desk) = desk(one) {
            let messages = messages(source, one, desk)?;
            let turns = messages.into_iter().map(|message| message.turn).collect();
            return Ok(Conversation { id: id(one), turns });
        }
    }
    Ok(Conversation::default())
}

/// The conversation itself, or those of a list of them.
fn conversations<'n>(root: &'n Node<'n>) -> Vec<&'n Node<'n>> {
    if desk(root).is_some() {
        return vec![root];
    }
    let lists = [Some(root), root.get("conversations"), root.get("tickets")];
    let found = lists.into_iter().flatten().filter_map(Node::items);
    found
        .flat_map(|items| items.iter())
        .filter(|one| desk(one).is_some())
        .collect()
}

fn desk<'n>(root: &'n Node<'n>) -> Option<&'static Desk> {
    DESKS.iter().find(|desk| {
        let list = list(root, desk);
        !list.is_empty()
            && list.iter().all(|message| {
                let has_marks = desk.marks.iter().all(|mark| message.get(mark).is_some());
                has_marks && message.get("role").is_none()
            })
    })
}

/// The messages below a conversation.
fn list<'n>(root: &'n Node<'n>, desk: &Desk) -> Vec<&'n Node<'n>> {
    let found = desk.lists.iter().map(|way| follow(root, way));
    found
        .into_iter()
        .find(|list| !list.is_empty())
        .unwrap_or_default()
}

fn follow<'n>(node: &'n Node<'n>, way: &[&str]) -> Vec<&'n Node<'n>> {
    match way.split_first() {
        None => node
            .items()
            .map(|items| items.iter().collect())
            .unwrap_or_default(),
        Some((&"*", rest)) => {
            let items = node.items().unwrap_or_default();
            items.iter().flat_map(|item| follow(item, rest)).collect()
        }
        Some((key, rest)) => node
            .get(key)
            .map(|below| follow(below, rest))
            .unwrap_or_default(),
    }
}

fn messages(source: &Source<'_>, root: &Node<'_>, desk: &Desk) -> Result<Vec<Message>, Error> {
    let mut messages = Vec::new();
    if let Some((role, key)) = desk.opening.and_then(|opening| opening(root)) {
        let (node, texts) = if key.is_empty() {
            (
                Some(root),
                &[
                    ("description_text", Notation::Plain),
                    ("description", Notation::Html),
                ][..],
            )
        } else {
            (root.get(key), desk.texts)
        };
        if let Some(node) = node {
            let time = time(root, desk);
            messages.extend(message(
                source,
                node,
                texts,
                Turn {
                    at: time,
                    ..Turn::new(role, "")
                },
            )?);
        }
    }
    for node in list(root, desk) {
        let role = match (desk.writer)(root, node) {
            Writer::Known(role) => role,
            Writer::Nobody => continue,
            Writer::Untold => {
                return Err(source
                    .error(node.span.start, "the export does not say who wrote this message")
                    .help("export the users too (Zendesk: ?include=users), so that their roles are known"));
            }
        };
        let turn = Turn {
            at: time(node, desk),
            internal: (desk.is_internal)(node),
            name: name(node),
            ..Turn::new(role, "")
        };
        messages.extend(message(source, node, desk.texts, turn)?);
    }
    // Some exports begin with the newest.
    if messages
        .windows(2)
        .all(|two| two[1].turn.at < two[0].turn.at)
    {
        messages.reverse();
    }
    Ok(messages)
}

/// The first text of a message that has words.
fn message(
    source: &Source<'_>,
    node: &Node<'_>,
    texts: &[(&str, Notation)],
    mut turn: Turn,
) -> Result<Option<Message>, Error> {
    for (key, notation) in texts {
        let Some(text) = node
            .get(key)
            .and_then(Node::text)
            .filter(|text| !text.text.trim().is_empty())
        else {
            continue;
        };
        let page = render(&text.text, text.segments(), *notation)
            .map_err(|error| error.in_source(&*source.name))?;
        turn.text = page.text;
        return Ok(Some(Message {
            turn,
            segments: page.segments,
            mask: Some(page.mask),
        }));
    }
    Ok(None)
}

fn time(node: &Node<'_>, desk: &Desk) -> Option<i64> {
    desk.times
        .iter()
        .find_map(|key| node.get(key))
        .and_then(time_of)
}

/// The writer's name, where the message itself says it.
fn name(node: &Node<'_>) -> Option<String> {
    let people = ["author", "sender", "createdBy", "from"];
    let person = people.iter().find_map(|key| node.get(key))?;
    let name = person.get("name").or_else(|| person.get("first"))?;
    name.as_str()
        .map(str::to_owned)
        .filter(|name| !name.is_empty())
}

fn id(root: &Node<'_>) -> Option<String> {
    let node = root.get("id").or_else(|| root.get("ticket")?.get("id"))?;
    scalar(node)
}
