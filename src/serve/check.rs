//! `POST /v1/check`: a request in, its review out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Rules;
use super::answer::{Problem, Whole, json_bytes};
use super::service::Service;
use crate::draft::{Draft, Origin};
use crate::error::Error;
use crate::hook::{Decision, keep_present, subject};
use crate::read::{self, Format};
use crate::report::object;

/// What requests are called in messages about them.
const NAME: &str = "request";

/// Answers one review for a request, a list of them for a list of requests.
pub(super) async fn check(
    State(service): State<Arc<Service>>,
    body: Whole,
) -> Result<Response, Problem> {
    let bytes = service
        .work(body.0.len(), move |service, rules| {
            answer(service, rules, &body.0)
        })
        .await??;
    Ok(json_bytes(StatusCode::OK, bytes))
}

fn answer(service: &Service, rules: &Rules, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let drafts = drafts(body, service, rules)?;
    // A list of requests has a list as its answer; a list of messages is one draft with its conversation.
    let is_list = is_list(body) && !is_messages(body);
    let mut out = Vec::new();
    if is_list {
        out.push(b'[');
    }
    for (index, draft) in drafts.iter().enumerate() {
        if 0 < index {
            out.push(b',');
        }
        write(service, rules, draft, &mut out);
    }
    if is_list {
        out.push(b']');
    }
    out.push(b'\n');
    Ok(out)
}

/// Appends the review of a draft, and that of its subject line under the key `subject`. The verdict is about both.
fn write(service: &Service, rules: &Rules, draft: &Draft, out: &mut Vec<u8>) {
    let subject = subject(draft);
    let mut reviews = vec![rules.review(draft)];
    if let Some(subject) = &subject {
        let mut review = rules.review(subject);
        keep_present(&mut review);
        reviews.push(review);
    }
    let decision = Decision::of(&mut reviews, &rules.policy);
    service.metrics.decided(&decision);
    let options = rules.options();
    let whole = object(&reviews[0], &options);
    let Some(review) = reviews.get(1) else {
        return out.extend_from_slice(whole.get().as_bytes());
    };
    let mut whole = String::from(whole.get());
    if decision.is_held() {
        // Nothing but escaped strings stands before the verdict, so that the first one is the review's own.
        let key = "\"verdict\":\"";
        if let Some((before, after)) = whole.split_once(key)
            && let Some((_, rest)) = after.split_once('"')
        {
            whole = format!("{before}{key}hold\"{rest}");
        }
    }
    whole.pop();
    whole.push_str(",\"subject\":");
    whole.push_str(object(review, &options).get());
    whole.push('}');
    out.extend_from_slice(whole.as_bytes());
}

/// The drafts of a body: a request, a bare string, a list of them, or a list of messages as OpenAI's clients have them.
pub(super) fn drafts(body: &[u8], service: &Service, rules: &Rules) -> Result<Vec<Draft>, Problem> {
    let format = if is_messages(body) {
        Format::Openai
    } else {
        Format::Request
    };
    let most = service.settings.limits.drafts;
    if format == Format::Request && most < count(body) {
        let words = format!("a request may hold at most {most} drafts; send them in several");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, words));
    }
    Ok(drafts_as(body, format, rules)?)
}

/// How many drafts a body lists. What is no list is one, or an error that the reader words better.
fn count(body: &[u8]) -> usize {
    if !is_list(body) {
        return 1;
    }
    let items = serde_json::from_slice::<Vec<serde::de::IgnoredAny>>(body);
    items.map_or(1, |items| items.len())
}

/// Whether a body is a list of messages, each with its role.
fn is_messages(body: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Message {
        #[serde(rename = "role")]
        _role: serde::de::IgnoredAny,
    }
    is_list(body)
        && serde_json::from_slice::<Vec<Message>>(body).is_ok_and(|messages| !messages.is_empty())
}

/// The drafts of words in a known format, as messages about to leave: positions are those of their texts, and nothing written in them silences a rule.
pub(super) fn drafts_as(bytes: &[u8], format: Format, rules: &Rules) -> Result<Vec<Draft>, Error> {
    let options = read::Options {
        as_format: Some(format),
        ..rules.read.clone()
    };
    let mut drafts = read::read(NAME, bytes, &options)?;
    for draft in &mut drafts {
        draft.origin = Origin {
            record: draft.origin.record.take(),
            title: draft.origin.title.take(),
            ..Origin::default()
        };
    }
    Ok(drafts)
}

fn is_list(body: &[u8]) -> bool {
    body.trim_ascii_start().first() == Some(&b'[')
}
