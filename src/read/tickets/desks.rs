//! The products' own notations of a conversation.

use crate::draft::Role;
use crate::read::content::Notation;
use crate::read::node::{Node, Value};

/// Who wrote the first message, and the key of the conversation below which it stands; empty for the conversation itself.
type Opening = fn(&Node<'_>) -> Option<(Role, &'static str)>;

/// How one product writes a conversation.
pub(super) struct Desk {
    /// Keys that a message has, all of them; they tell the product from the others.
    pub(super) marks: &'static [&'static str],
    /// Where the messages stand below the conversation, each a way of keys; an empty way is the value itself.
    pub(super) lists: &'static [&'static [&'static str]],
    /// Where the words of a message stand, the best first.
    pub(super) texts: &'static [(&'static str, Notation)],
    /// Where its time stands.
    pub(super) times: &'static [&'static str],
    /// What stands before the first message of the list, in the conversation itself.
    pub(super) opening: Option<Opening>,
    /// Who wrote a message of a conversation.
    pub(super) writer: fn(&Node<'_>, &Node<'_>) -> Writer,
    /// Whether the customer did not see it.
    pub(super) is_internal: fn(&Node<'_>) -> bool,
}

/// Who wrote a message.
#[derive(Clone, Copy)]
pub(super) enum Writer {
    Known(Role),
    /// An event, no words of anybody.
    Nobody,
    /// The export does not say.
    Untold,
}

use Writer::{Known, Nobody, Untold};

/// All products, the most telling first.
pub(super) const DESKS: [Desk; 8] = [
    // Intercom: the first message is the source, the others are parts.
    Desk {
        marks: &["part_type", "author"],
        lists: &[&["conversation_parts", "conversation_parts"]],
        texts: &[("body", Notation::Html)],
        times: &["created_at"],
        opening: Some(|root| {
            let author = root.get("source")?.get("author")?;
            match author_type(author) {
                Known(role) => Some((role, "source")),
                _ => None,
            }
        }),
        writer: |_, message| message.get("author").map_or(Nobody, author_type),
        is_internal: |message| message.get("part_type").and_then(Node::as_str) == Some("note"),
    },
    // Zendesk: who wrote a comment stands in the side-loaded users.
    Desk {
        marks: &["author_id", "public"],
        lists: &[&["comments"], &["ticket", "comments"]],
        texts: &[
            ("plain_body", Notation::Plain),
            ("html_body", Notation::Html),
            ("body", Notation::Markdown),
        ],
        times: &["created_at"],
        opening: None,
        writer: zendesk_writer,
        is_internal: |message| is(message, "public", false),
    },
    Desk {
        marks: &["from_agent"],
        lists: &[&["messages"], &["ticket", "messages"], &["data"]],
        texts: &[
            ("stripped_text", Notation::Plain),
            ("body_text", Notation::Plain),
            ("body_html", Notation::Html),
        ],
        times: &["sent_datetime", "created_datetime"],
        opening: None,
        writer: |_, message| side(is(message, "from_agent", false)),
        is_internal: |message| is(message, "public", false),
    },
    // Chatwoot.
    Desk {
        marks: &["message_type", "content"],
        lists: &[&["messages"], &["payload"], &["data", "payload"], &[]],
        texts: &[("content", Notation::Markdown)],
        times: &["created_at"],
        opening: None,
        writer: chatwoot_writer,
        is_internal: |message| is(message, "private", true),
    },
    // Freshdesk: the first message is the ticket's description.
    Desk {
        marks: &["incoming", "private"],
        lists: &[&["conversations"], &[]],
        texts: &[("body_text", Notation::Plain), ("body", Notation::Html)],
        times: &["created_at"],
        opening: Some(|_| Some((Role::Customer, ""))),
        writer: |_, message| side(is(message, "incoming", true)),
        is_internal: |message| is(message, "private", true),
    },
    // Help Scout and FreeScout.
    Desk {
        marks: &["type", "body", "createdBy"],
        lists: &[&["_embedded", "threads"], &["threads"]],
        texts: &[("body", Notation::Html), ("text", Notation::Html)],
        times: &["createdAt"],
        opening: None,
        writer: |_, message| match message.get("type").and_then(Node::as_str) {
            Some("customer") => Known(Role::Customer),
            Some("message" | "note" | "reply") => Known(Role::Agent),
            Some("chat" | "phone") => match message.get("createdBy").map(word_type) {
                Some("customer") => Known(Role::Customer),
                _ => Known(Role::Agent),
            },
            _ => Nobody,
        },
        is_internal: |message| message.get("type").and_then(Node::as_str) == Some("note"),
    },
    // Zammad.
    Desk {
        marks: &["sender", "internal", "body"],
        lists: &[&["articles"], &["assets", "TicketArticle"], &[]],
        texts: &[("body", Notation::Guess)],
        times: &["created_at"],
        opening: None,
        writer: |_, message| match message.get("sender").and_then(Node::as_str) {
            Some("Customer") => Known(Role::Customer),
            Some("Agent") => Known(Role::Agent),
            _ => Nobody,
        },
        is_internal: |message| is(message, "internal", true),
    },
    // LiveChat: who an author is stands in the users of the chat.
    Desk {
        marks: &["type", "author_id"],
        lists: &[
            &["thread", "events"],
            &["threads", "*", "events"],
            &["events"],
        ],
        texts: &[("text", Notation::Plain)],
        times: &["created_at"],
        opening: None,
        writer: |root, message| match message.get("type").and_then(Node::as_str) {
            Some("message") => user_role(root, message, "type"),
            _ => Nobody,
        },
        is_internal: |message| message.get("recipients").and_then(Node::as_str) == Some("agents"),
    },
];

/// The words of a string or number.
pub(super) fn scalar(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.text.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn is(node: &Node<'_>, key: &str, wanted: bool) -> bool {
    matches!(node.get(key).map(|node| &node.value), Some(Value::Bool(flag)) if *flag == wanted)
}

const fn side(is_customer: bool) -> Writer {
    Known(if is_customer {
        Role::Customer
    } else {
        Role::Agent
    })
}

fn word_type<'n>(node: &'n Node<'n>) -> &'n str {
    node.get("type").and_then(Node::as_str).unwrap_or("")
}

/// Intercom's author.
fn author_type(author: &Node<'_>) -> Writer {
    if is(author, "from_ai_agent", true) || is(author, "is_ai_answer", true) {
        return Known(Role::Bot);
    }
    match word_type(author) {
        "user" | "lead" | "contact" => Known(Role::Customer),
        "admin" | "team" => Known(Role::Agent),
        "bot" => Known(Role::Bot),
        _ => Nobody,
    }
}

fn chatwoot_writer(_: &Node<'_>, message: &Node<'_>) -> Writer {
    let kind = message
        .get("message_type")
        .and_then(scalar)
        .unwrap_or_default();
    let sender = message.get("sender").map(word_type).unwrap_or_default();
    match kind.as_str() {
        "incoming" | "0" => Known(Role::Customer),
        "outgoing" | "1" if sender == "agent_bot" => Known(Role::Bot),
        "outgoing" | "1" => Known(Role::Agent),
        "template" | "3" => Known(Role::Bot),
        _ => Nobody,
    }
}

fn zendesk_writer(root: &Node<'_>, message: &Node<'_>) -> Writer {
    let author = message.get("author_id").and_then(scalar);
    let requester = root
        .get("requester_id")
        .or_else(|| root.get("ticket")?.get("requester_id"))
        .and_then(scalar);
    match (user_role(root, message, "role"), requester) {
        (Untold, Some(requester)) => side(author.is_some_and(|author| author == requester)),
        (known, _) => known,
    }
}

/// The role of a message's author among the users beside it.
fn user_role(root: &Node<'_>, message: &Node<'_>, key: &str) -> Writer {
    let author = message.get("author_id").and_then(scalar);
    let users = root.get("users").and_then(Node::items).unwrap_or_default();
    let user = users
        .iter()
        .find(|user| user.get("id").and_then(scalar) == author);
    match user.and_then(|user| user.get(key)).and_then(Node::as_str) {
        Some("end-user" | "customer") => Known(Role::Customer),
        Some("agent" | "admin") => Known(Role::Agent),
        Some("bot") => Known(Role::Bot),
        _ => Untold,
    }
}
