//! Lists of messages in the style of OpenAI and its many followers: `[{"role": "user", "content": "…"}, …]`.

use crate::draft::{Conversation, Draft, Role, Turn};
use crate::error::{Error, did_you_mean};

use super::Options;
use super::fields::time_of;
use super::map::MapBuilder;
use super::node::{Node, Text, Value};
use super::request::ROLES;
use super::source::Source;
use super::turns::{Message, into_drafts};

/// Whether the value is a list of messages, or an object that holds one under `messages` and no draft.
pub(super) fn looks_like(root: &Node<'_>) -> bool {
    let list = match &root.value {
        Value::Table(_) if root.get("draft").is_none() => root.get("messages"),
        Value::List(_) => Some(root),
        _ => None,
    };
    list.and_then(Node::items)
        .and_then(|items| items.first())
        .is_some_and(|first| first.get("role").is_some())
}

/// The last message of the company, or each of them with `each_turn`.
pub(super) fn read(
    source: &Source<'_>,
    root: &Node<'_>,
    options: &Options,
) -> Result<Vec<Draft>, Error> {
    let id = root.get("id").and_then(Node::as_str).map(str::to_owned);
    into_drafts(source, id, messages(source, root)?, options)
}

/// All messages as a conversation.
pub(super) fn conversation(source: &Source<'_>, root: &Node<'_>) -> Result<Conversation, Error> {
    if let Some(inner) = root
        .get("conversation")
        .filter(|inner| inner.get("messages").is_some())
    {
        return conversation(source, inner);
    }
    let id = root.get("id").and_then(Node::as_str).map(str::to_owned);
    let turns = messages(source, root)?
        .into_iter()
        .map(|message| message.turn)
        .collect();
    Ok(Conversation { id, turns })
}

fn messages(source: &Source<'_>, root: &Node<'_>) -> Result<Vec<Message>, Error> {
    let list = root.get("messages").unwrap_or(root);
    let Some(items) = list.items() else {
        return Err(source
            .error(
                list.span.start,
                format!("expected a list of messages, found {}", list.kind()),
            )
            .help("write [{\"role\": \"customer\", \"text\": \"…\"}]"));
    };
    let mut messages = Vec::with_capacity(items.len());
    for item in items {
        let Some(role_node) = item.get("role") else {
            return Err(source.error(item.span.start, "this message has no `role`"));
        };
        let word = role_node.as_str().unwrap_or_default();
        let Some((_, role)) = ROLES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
        else {
            return Err(source
                .error(role_node.span.start, "unknown `role` of a message")
                .help(did_you_mean(word, ROLES.iter().map(|(name, _)| *name))));
        };
        // Instructions and tool results are no words between people.
        if *role == Role::System {
            continue;
        }
        let Some((text, segments)) = content(item) else {
            continue;
        };
        let turn = Turn {
            role: *role,
            text,
            at: item
                .get("at")
                .or_else(|| item.get("created_at"))
                .and_then(time_of),
            internal: matches!(
                item.get("internal").map(|node| &node.value),
                Some(Value::Bool(true))
            ),
            name: item.get("name").and_then(Node::as_str).map(str::to_owned),
        };
        messages.push(Message {
            turn,
            segments,
            mask: None,
        });
    }
    Ok(messages)
}

/// The words of a message: a string, or the text parts of a list, on lines of their own.
fn content(item: &Node<'_>) -> Option<(String, Vec<crate::draft::Segment>)> {
    let node = item.get("content").or_else(|| item.get("text"))?;
    match &node.value {
        Value::Text(text) => Some((text.text.to_string(), text.segments())),
        Value::List(parts) => {
            let mut builder = MapBuilder::default();
            for part in parts {
                let Some(text) = part
                    .text()
                    .or_else(|| part.get("text").and_then(Node::text))
                else {
                    continue;
                };
                if !builder.text.is_empty() {
                    builder.piece("\n", crate::text::Span::empty(part.span.start));
                }
                append(&mut builder, text);
            }
            Some(builder.finish(node.span.start))
        }
        _ => None,
    }
}

fn append(builder: &mut MapBuilder, text: &Text<'_>) {
    for segment in text.segments() {
        let words = &text.text[segment.text..segment.text + segment.text_len];
        if segment.same {
            builder.same(words, segment.file);
        } else {
            builder.piece(
                words,
                crate::text::Span::new(segment.file, segment.file + segment.file_len),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{conversation as read_conversation, read as read_file};
    use super::*;
    use crate::text::Span;

    const LIST: &str = r#"[{"role": "system", "content": "Be kind."},
 {"role": "user", "content": "Where is my \"parcel\"?"},
 {"role": "assistant", "content": "Let me look.", "tool_calls": []},
 {"role": "tool", "content": "{}"},
 {"role": "user", "content": [{"type": "text", "text": "Please hurry"}, {"type": "image_url", "image_url": {}}]},
 {"role": "assistant", "content": [{"type": "text", "text": "One."}, {"type": "text", "text": "It\u2019s here."}]}]"#;

    #[test]
    fn the_last_turn_is_the_draft() {
        let drafts = read_file("l.json", LIST.as_bytes(), &Options::default()).unwrap();
        assert_eq!(drafts.len(), 1);
        assert_eq!(drafts[0].text, "One.\nIt’s here.");
        assert_eq!(drafts[0].author.is_bot, Some(true));
        let turns = &drafts[0].conversation.as_ref().unwrap().turns;
        let roles: Vec<Role> = turns.iter().map(|turn| turn.role).collect();
        assert_eq!(roles, [Role::Customer, Role::Bot, Role::Customer]);
        assert_eq!(turns[2].text, "Please hurry");
        let at = drafts[0].text.find("here").unwrap();
        assert_eq!(
            drafts[0].origin.bytes(Span::new(at, at + 4)).of(LIST),
            "here"
        );
        assert_eq!(
            drafts[0]
                .origin
                .position(Span::new(at, at + 4))
                .unwrap()
                .line,
            6
        );
    }

    #[test]
    fn each_turn_has_what_came_before() {
        let options = Options {
            each_turn: true,
            ..Options::default()
        };
        let drafts = read_file("l.json", LIST.as_bytes(), &options).unwrap();
        let texts: Vec<&str> = drafts.iter().map(|draft| draft.text.as_str()).collect();
        assert_eq!(texts, ["Let me look.", "One.\nIt’s here."]);
        assert_eq!(drafts[0].conversation.as_ref().unwrap().turns.len(), 1);
    }

    #[test]
    fn conversations_alone() {
        let found = read_conversation("l.json", LIST.as_bytes()).unwrap();
        assert_eq!(found.turns.len(), 4);
        let found = read_conversation(
            "c.json",
            br#"{"id": "7", "messages": [{"role": "customer", "text": "Hi"}]}"#,
        )
        .unwrap();
        assert_eq!((found.id.as_deref(), found.turns.len()), (Some("7"), 1));
        let error = read_conversation("c.json", br#"[{"role": "clerk", "text": "Hi"}]"#)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("c.json:1:11: unknown `role`"), "{error}");
        assert!(read_conversation("c.json", b"[]").is_err());
    }

    #[test]
    fn a_list_without_our_words_is_an_error() {
        let error = read_file(
            "l.json",
            br#"[{"role": "user", "content": "Hi"}]"#,
            &Options::default(),
        )
        .unwrap_err();
        assert!(
            error.to_string().contains("no message of an agent"),
            "{error}"
        );
    }
}
