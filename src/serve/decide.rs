//! `POST /v1/decide`: a message in, send or hold out, as `tactful hook exec` answers.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Rules;
use super::answer::{Problem, Whole, json_bytes};
use super::check::drafts;
use super::service::Service;
use crate::draft::Draft;
use crate::error::Error;
use crate::hook::{self, Decision, Told};

/// One decision for a request; a list of requests is one message in several renderings.
pub(super) async fn decide(
    State(service): State<Arc<Service>>,
    body: Whole,
) -> Result<Response, Problem> {
    let answer = service
        .work(body.0.len(), move |service, rules| {
            let drafts = drafts(&body.0, service, rules)?;
            let decision = decided(service, rules, drafts, Told::Reviews)?;
            Ok::<_, Problem>(decision.to_json(None))
        })
        .await??;
    Ok(json_bytes(StatusCode::OK, answer))
}

/// Decides about one message in all its renderings, and counts it.
pub(super) fn decided(
    service: &Service,
    rules: &Rules,
    drafts: Vec<Draft>,
    told: Told,
) -> Result<Decision, Error> {
    let drafts = hook::leaving(drafts, None);
    let decision = hook::decide_drafts(&drafts, rules, told)?;
    service.metrics.decided(&decision);
    Ok(decision)
}
