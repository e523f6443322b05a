//! Matrix: the contract of the module `synapse-http-antispam` for Synapse (0.5.1, its code read 2026-11).
//!
//! 2xx lets an event pass; any other status refuses it, and its JSON goes to the client as it is. A request that cannot be read is refused, too: nothing leaves unseen.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{decide, findings, is_checked, message};
use crate::draft::Draft;
use crate::read::Format;
use crate::serve::Rules;
use crate::serve::answer::{self, Problem, Whole};
use crate::serve::service::Service;

/// The shape of the body, in words.
const SHAPE: &str = "{\"event\": {\"type\": \"m.room.message\", \"content\": {…}}}";
/// The kinds of message whose `body` is words; those of files name the file.
const WORDS: [&str; 3] = ["m.text", "m.notice", "m.emote"];

#[derive(Deserialize)]
struct Asked {
    event: Event,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    sender: Option<String>,
    #[serde(default)]
    content: Value,
}

/// May this event be sent?
pub(in crate::serve) async fn check_event(
    State(service): State<Arc<Service>>,
    body: Whole,
) -> Result<Response, Problem> {
    let Asked { event } = body.json(SHAPE)?;
    let is_message = matches!(event.kind.as_str(), "m.room.message" | "m.sticker");
    if !is_message || !is_checked(&service.settings, event.sender.as_deref()) {
        return Ok(answer::json(StatusCode::OK, &json!({})));
    }
    let decision = service
        .work(body.0.len(), move |service, rules| {
            let drafts = drafts(&event.content, rules)?;
            decide(service, rules, drafts)
        })
        .await??;
    if !decision.is_held() {
        return Ok(answer::json(StatusCode::OK, &json!({})));
    }
    let refusal = json!({
        "errcode": "M_FORBIDDEN",
        "error": decision.reason(),
        "tactful.findings": findings(&decision),
    });
    Ok(answer::json(StatusCode::FORBIDDEN, &refusal))
}

/// Every rendering of a message: its words, its HTML, and both of them again in an edit. Clients show one or another.
fn drafts(content: &Value, rules: &Rules) -> Result<Vec<Draft>, Problem> {
    let mut drafts = Vec::new();
    for content in [Some(content), content.get("m.new_content")]
        .into_iter()
        .flatten()
    {
        let text = |key: &str| content.get(key).and_then(Value::as_str);
        let body = text("body").unwrap_or("");
        // The body of a file is its caption only where the file's name stands elsewhere.
        let is_words = text("msgtype").is_none_or(|kind| WORDS.contains(&kind))
            || text("filename").is_some_and(|name| name != body);
        if is_words {
            drafts.extend(message(body, Format::Text, rules)?);
        }
        if let Some(html) = text("formatted_body") {
            drafts.extend(message(&without_reply(html), Format::Html, rules)?);
        }
    }
    Ok(drafts)
}

/// HTML without the quoted message that a reply carries along (Matrix specification 1.12, rich replies).
fn without_reply(html: &str) -> String {
    let (start, end) = ("<mx-reply>", "</mx-reply>");
    match (html.find(start), html.rfind(end)) {
        (Some(from), Some(to)) if from < to => [&html[..from], &html[to + end.len()..]].concat(),
        _ => html.to_owned(),
    }
}

#[derive(Deserialize)]
struct Ping {
    id: String,
}

/// The module asks at its start whether the right service listens.
pub(in crate::serve) async fn ping(body: Whole) -> Result<Response, Problem> {
    let Ping { id } = body.json("{\"id\": \"…\"}")?;
    let pong = json!({"id": id, "status": "ok"});
    Ok(answer::json(StatusCode::OK, &pong))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_messages_are_left_out() {
        for (html, expected) in [
            (
                "<mx-reply><blockquote>old</blockquote></mx-reply>new",
                "new",
            ),
            ("a<mx-reply>b", "a<mx-reply>b"),
            ("</mx-reply>a<mx-reply>", "</mx-reply>a<mx-reply>"),
            ("<b>a</b>", "<b>a</b>"),
        ] {
            assert_eq!(without_reply(html), expected);
        }
    }
}
