//! Twilio Conversations: its pre-action webhook `onMessageAdd`, a form with `Body` and `Author` (twilio.com/docs/conversations, read 2026-11).
//!
//! 200 publishes the message, a status of 4xx refuses it. Twilio sends user and password of the webhook's address: `tactful` and a token.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::{decide, findings, is_checked, message};
use crate::read::Format;
use crate::serve::answer::{self, Problem, Whole};
use crate::serve::service::Service;

/// The events before a message appears or changes.
const EVENTS: [&str; 2] = ["onMessageAdd", "onMessageUpdate"];

/// May this message be added?
pub(in crate::serve) async fn message_add(
    State(service): State<Arc<Service>>,
    body: Whole,
) -> Result<Response, Problem> {
    let form = form(&body.0);
    let field = |name: &str| {
        form.iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
    };
    let Some(event) = field("EventType") else {
        return Err(Problem::request(
            "the body is no form with `EventType` and `Body`",
        ));
    };
    let is_message = EVENTS.contains(&event.as_str());
    if !is_message || !is_checked(&service.settings, field("Author").as_deref()) {
        return Ok(answer::json(StatusCode::OK, &json!({})));
    }
    let text = field("Body").unwrap_or_default();
    let decision = service
        .work(body.0.len(), move |service, rules| {
            let drafts = message(&text, Format::Text, rules)?;
            decide(service, rules, drafts)
        })
        .await??;
    if !decision.is_held() {
        return Ok(answer::json(StatusCode::OK, &json!({})));
    }
    let refusal = json!({"error": decision.reason(), "findings": findings(&decision)});
    Ok(answer::json(StatusCode::FORBIDDEN, &refusal))
}

/// The fields of a form (`application/x-www-form-urlencoded`, WHATWG URL section 5.1).
fn form(bytes: &[u8]) -> Vec<(String, String)> {
    let pairs = bytes
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let at = pair
                .iter()
                .position(|byte| *byte == b'=')
                .unwrap_or(pair.len());
            let value = pair.get(at + 1..).unwrap_or_default();
            (decoded(&pair[..at]), decoded(value))
        })
        .collect()
}

fn decoded(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        let digit = |at: usize| {
            after
                .get(at)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            (b'+', _, _) => out.push(b' '),
            _ => out.push(*byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_decoded() {
        for (bytes, key, value) in [
            ("Body=Calm+down%21", "Body", "Calm down!"),
            ("a=1&Body=%E2%80%99", "Body", "’"),
            ("Body=100%&x", "Body", "100%"),
            ("Body=%F", "Body", "%F"),
            ("Body=a=b", "Body", "a=b"),
            ("x&Body", "Body", ""),
            ("Body=%FF", "Body", "\u{FFFD}"),
        ] {
            let form = form(bytes.as_bytes());
            let found = form.iter().find(|(name, _)| name == key).unwrap();
            assert_eq!(found.1, value, "{bytes}");
        }
    }
}
