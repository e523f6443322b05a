//! `POST /v1/check`: a request in, its review out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Rules;
use super::answer::{Problem, Whole, json_bytes};
use super::decision::{Decision, is_holding, leaving, subject};
use super::service::Service;
use crate::draft::Draft;
use crate::error::Error;
use crate::read::{self, Format};
use crate::report::{Format as ReportFormat, Reporter};

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
    let drafts = drafts(body, rules)?;
    // A list of requests has a list as its answer; a list of messages is one draft with its conversation.
    let is_list = is_list(body) && drafts.iter().any(|draft| draft.origin.record.is_some());
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

/// Appends the review of a draft, and that of its subject line under the key `subject`.
fn write(service: &Service, rules: &Rules, draft: &Draft, out: &mut Vec<u8>) {
    let mut decision = Decision::default();
    let mut add = |draft: &Draft, is_subject: bool, out: &mut Vec<u8>| {
        let mut review = rules.review(draft);
        if is_subject {
            // What a subject line lacks the message below it may have: only what is there counts.
            review.findings.retain(|finding| !finding.span.is_empty());
        }
        let options = rules.options();
        let item = Reporter::new(ReportFormat::Jsonl, &options).item(&review);
        out.extend_from_slice(item.as_bytes().trim_ascii_end());
        decision.count(&review);
        review
            .findings
            .iter()
            .any(|finding| is_holding(finding, rules))
    };
    let mut is_held = add(draft, false, out);
    if let Some(subject) = subject(draft)
        && out.pop_if(|last| *last == b'}').is_some()
    {
        out.extend_from_slice(b",\"subject\":");
        is_held |= add(&subject, true, out);
        out.push(b'}');
    }
    service.metrics.decided(&decision, is_held);
}

/// The drafts of a body: a request, a bare string, a list of them, or a list of messages.
pub(super) fn drafts(body: &[u8], rules: &Rules) -> Result<Vec<Draft>, Error> {
    let format = match read::detect("request.json", body) {
        Some(Format::Openai) => Format::Openai,
        _ => Format::Request,
    };
    drafts_as(body, format, rules)
}

/// The drafts of words in a known format, as messages about to leave.
pub(super) fn drafts_as(bytes: &[u8], format: Format, rules: &Rules) -> Result<Vec<Draft>, Error> {
    let options = read::Options {
        as_format: Some(format),
        ..rules.read.clone()
    };
    let drafts = read::read(NAME, bytes, &options)?;
    Ok(drafts.into_iter().map(leaving).collect())
}

fn is_list(body: &[u8]) -> bool {
    body.trim_ascii_start().first() == Some(&b'[')
}
