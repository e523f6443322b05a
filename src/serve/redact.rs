//! `POST /v1/redact`: takes private values out of texts.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::answer::{Problem, Whole, json};
use super::service::Service;
use crate::fix::{Method, Redaction};

/// The shape of the body, in words.
const SHAPE: &str = "{\"texts\": [\"…\"], \"method\": \"replace\"}";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The texts of one conversation: the same value has the same number in all of them.
    texts: Vec<String>,
    #[serde(default)]
    method: Stand,
}

/// What stands where a private value stood. Hashes need a key, which does not travel in requests.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Stand {
    #[default]
    Replace,
    Mask,
    Remove,
}

#[derive(Serialize)]
struct Answer {
    version: u32,
    texts: Vec<String>,
    /// How many values were taken out.
    values: usize,
}

pub(super) async fn redact(
    State(service): State<Arc<Service>>,
    body: Whole,
) -> Result<Response, Problem> {
    let asked: Asked = body.json(SHAPE)?;
    let size = body.0.len();
    let answer = service
        .work(size, move |_, rules| {
            let method = match asked.method {
                Stand::Replace => Method::Replace,
                Stand::Mask => Method::Mask,
                Stand::Remove => Method::Remove,
            };
            let mut redaction = Redaction::new(method, rules.private.clone());
            let texts = asked
                .texts
                .iter()
                .map(|text| redaction.text(text))
                .collect();
            Answer {
                version: 1,
                texts,
                values: redaction.count(),
            }
        })
        .await?;
    Ok(json(StatusCode::OK, &answer))
}
