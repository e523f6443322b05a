//! One export of each desk, and what becomes of it.

use crate::draft::Role;
use crate::read::{Options, conversation as read_conversation, read as read_file};
use crate::text::Span;

const ZENDESK: &str = r#"{"comments": [
{"id": 1, "author_id": 7, "public": true, "plain_body": "Where is my parcel?", "created_at": "2026-11-20T10:00:00Z"},
{"id": 2, "author_id": 9, "public": false, "plain_body": "Calm down, says the carrier", "created_at": "2026-11-20T10:05:00Z"},
{"id": 3, "author_id": 9, "public": true, "html_body": "<p>Please <b>calm down</b>.</p>", "created_at": "2026-11-20T10:10:00Z"}],
"users": [{"id": 7, "role": "end-user"}, {"id": 9, "role": "agent"}]}"#;
const INTERCOM: &str = r#"{"type": "conversation", "id": "55", "created_at": 1, "source": {"body": "<p>Hello?</p>", "author": {"type": "user"}},
"conversation_parts": {"conversation_parts": [
{"part_type": "comment", "body": "<p>Hi &amp; calm down</p>", "created_at": 2, "author": {"type": "admin", "name": "Ana"}},
{"part_type": "assignment", "body": null, "created_at": 3, "author": {"type": "bot"}}]}}"#;
const CHATWOOT: &str = r#"{"payload": [{"id": 1, "content": "Hi", "message_type": 0, "private": false, "created_at": 10},
{"id": 2, "content": "Please **calm down**", "message_type": 1, "private": false, "created_at": 20, "sender": {"name": "Ana", "type": "user"}},
{"id": 3, "content": "Ana left", "message_type": 2, "private": false, "created_at": 30}]}"#;
const FRESHDESK: &str = r#"{"id": 4, "description_text": "It broke.", "created_at": "2026-01-01T00:00:00Z", "conversations": [
{"body_text": "Please calm down.", "incoming": false, "private": false, "created_at": "2026-01-01T01:00:00Z"}]}"#;
const GORGIAS: &str = r#"{"id": 1, "messages": [{"from_agent": false, "stripped_text": "Hi", "public": true, "sent_datetime": "2026-01-01T00:00:00"},
{"from_agent": true, "stripped_text": "Please calm down.", "body_text": "Please calm down.\n> Hi", "public": true, "sent_datetime": "2026-01-01T01:00:00"}]}"#;
const HELPSCOUT: &str = r#"{"_embedded": {"threads": [{"type": "message", "body": "Please calm down.<br>Ana", "createdBy": {"type": "user", "first": "Ana"}, "createdAt": "2026-01-02T00:00:00Z"},
{"type": "lineitem", "body": "", "createdBy": {"type": "user"}, "createdAt": "2026-01-01T12:00:00Z"},
{"type": "customer", "body": "Hi", "createdBy": {"type": "customer"}, "createdAt": "2026-01-01T00:00:00Z"}]}}"#;
const ZAMMAD: &str = r#"[{"sender": "Customer", "internal": false, "body": "Hi", "content_type": "text/plain", "created_at": "2026-01-01T00:00:00Z"},
{"sender": "Agent", "internal": false, "body": "<div>Please calm down.</div>", "content_type": "text/html", "created_at": "2026-01-01T01:00:00Z"}]"#;
const LIVECHAT: &str = r#"{"id": "Q1", "users": [{"id": "c", "type": "customer"}, {"id": "a", "type": "agent"}], "thread": {"events": [
{"type": "message", "author_id": "c", "text": "Hi", "created_at": "2026-01-01T00:00:00Z"},
{"type": "system_message", "author_id": "x", "text": "closed"},
{"type": "message", "author_id": "a", "text": "Please calm down.", "recipients": "all", "created_at": "2026-01-01T00:01:00Z"}]}}"#;

#[test]
fn the_last_reply_of_each_desk_is_a_draft_at_its_place() {
    for (name, file, words, turns) in [
        ("zendesk", ZENDESK, "calm down", 2),
        ("intercom", INTERCOM, "calm down", 1),
        ("chatwoot", CHATWOOT, "calm down", 1),
        ("freshdesk", FRESHDESK, "calm down", 1),
        ("gorgias", GORGIAS, "calm down", 1),
        ("helpscout", HELPSCOUT, "calm down", 1),
        ("zammad", ZAMMAD, "calm down", 1),
        ("livechat", LIVECHAT, "calm down", 1),
    ] {
        let drafts = read_file("c.json", file.as_bytes(), &Options::default()).unwrap();
        assert_eq!(drafts.len(), 1, "{name}");
        let draft = &drafts[0];
        let at = draft
            .text
            .find(words)
            .unwrap_or_else(|| panic!("{name}: {}", draft.text));
        assert_eq!(
            draft.origin.bytes(Span::new(at, at + words.len())).of(file),
            words,
            "{name}"
        );
        let conversation = draft.conversation.as_ref().unwrap();
        assert_eq!(conversation.turns.len(), turns, "{name}");
        assert_eq!(conversation.turns[0].role, Role::Customer, "{name}");
        assert_eq!(conversation.customer().count(), 1, "{name}");
        let found = read_conversation("c.json", file.as_bytes()).unwrap();
        assert!(turns < found.turns.len(), "{name}");
    }
}

#[test]
fn notes_are_internal_and_lists_are_read_one_by_one() {
    let drafts = read_file("c.json", ZENDESK.as_bytes(), &Options::default()).unwrap();
    assert!(drafts[0].conversation.as_ref().unwrap().turns[1].internal);
    let list = format!("[{GORGIAS}, {GORGIAS}]");
    assert_eq!(
        read_file("c.json", list.as_bytes(), &Options::default())
            .unwrap()
            .len(),
        2
    );
    let lines = format!(
        "{}\n{}\n",
        GORGIAS.replace('\n', ""),
        GORGIAS.replace('\n', "")
    );
    assert_eq!(
        read_file("c.jsonl", lines.as_bytes(), &Options::default())
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn an_unknown_writer_is_an_error() {
    let file = ZENDESK.replace("\"users\"", "\"people\"");
    let error = read_file("c.json", file.as_bytes(), &Options::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("c.json:2:1") && error.contains("include=users"),
        "{error}"
    );
}
