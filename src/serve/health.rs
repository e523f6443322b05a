//! Whether the service lives, whether it wants requests, and what it has counted.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::answer::{Problem, json};
use super::service::Service;

#[derive(serde::Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
}

const OK: Health = Health {
    status: "ok",
    version: env!("CARGO_PKG_VERSION"),
};

/// The process answers.
pub(super) async fn healthz() -> Response {
    json(StatusCode::OK, &OK)
}

/// New requests are welcome.
pub(super) async fn readyz(State(service): State<Arc<Service>>) -> Result<Response, Problem> {
    if service.is_stopping() {
        let words = "the service is stopping";
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, words));
    }
    Ok(json(StatusCode::OK, &OK))
}

/// The counts, as Prometheus reads them.
pub(super) async fn metrics(State(service): State<Arc<Service>>) -> Response {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    let text = service.metrics.text(service.at_work());
    ([(CONTENT_TYPE, kind)], text).into_response()
}
