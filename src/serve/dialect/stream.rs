//! Stream Chat: its Before Message Send webhook (getstream.io/chat/docs, read 2026-11).
//!
//! The status is always 200. An empty object leaves the message as it is; a message of the type `error` refuses it and its text is shown to the sender.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{decide, is_checked, message};
use crate::read::Format;
use crate::serve::answer::{self, Problem, Whole};
use crate::serve::service::Service;

/// The shape of the body, in words.
const SHAPE: &str = "{\"message\": {\"text\": \"…\"}, \"user\": {\"id\": \"…\"}}";

#[derive(Deserialize)]
struct Asked {
    message: Value,
    user: Option<User>,
}

#[derive(Deserialize)]
struct User {
    id: Option<String>,
}

/// May this message be sent?
pub(in crate::serve) async fn before_message_send(
    State(service): State<Arc<Service>>,
    body: Whole,
) -> Result<Response, Problem> {
    let Asked { mut message, user } = body.json(SHAPE)?;
    let sender = user.and_then(|user| user.id);
    if !is_checked(&service.settings, sender.as_deref()) {
        return Ok(answer::json(StatusCode::OK, &json!({})));
    }
    let texts: Vec<(Format, String)> = texts(&message)
        .map(|(format, words)| (format, words.to_owned()))
        .collect();
    let decision = service
        .work(body.0.len(), move |service, rules| {
            let mut drafts = Vec::new();
            for (format, text) in &texts {
                drafts.extend(self::message(text, *format, rules)?);
            }
            decide(service, rules, drafts)
        })
        .await??;
    if !decision.is_held() {
        return Ok(answer::json(StatusCode::OK, &json!({})));
    }
    if let Some(message) = message.as_object_mut() {
        message.insert(String::from("type"), "error".into());
        message.insert(String::from("text"), decision.reason().into());
        // The sender's own words in another rendering would be shown beside the reason.
        message.remove("html");
        message.remove("mml");
    }
    Ok(answer::json(StatusCode::OK, &json!({"message": message})))
}

/// The words of a message in every rendering, those of its attachments too.
fn texts(message: &Value) -> impl Iterator<Item = (Format, &str)> {
    let own = [
        ("text", Format::Text),
        ("html", Format::Html),
        ("mml", Format::Text),
    ]
    .into_iter()
    .filter_map(|(key, format)| Some((format, message.get(key)?)));
    let attachments = message.get("attachments").and_then(Value::as_array);
    let attached = attachments.into_iter().flatten().flat_map(|item| {
        ["text", "title", "pretext"]
            .into_iter()
            .filter_map(|key| Some((Format::Text, item.get(key)?)))
    });
    own.chain(attached)
        .filter_map(|(format, words)| Some((format, words.as_str()?)))
}
