//! What goes back: JSON, and problems as JSON.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::detect::covered_answer;
use crate::error::Error;

/// Seconds after which a client may ask again.
const AGAIN: &str = "1";

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    message: String,
    place: Option<(usize, usize)>,
}

#[derive(Serialize)]
struct WireProblem<'p> {
    error: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            place: None,
        }
    }

    /// A request that could be read but not understood.
    pub(super) fn request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self {
            place: error.place(),
            ..Self::request(error.to_string().replace("\n  help: ", "; "))
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let wire = WireProblem {
            error: &covered_answer(&self.message),
            line: self.place.map(|place| place.0),
            column: self.place.map(|place| place.1),
        };
        let mut response = json(self.status, &wire);
        let headers = response.headers_mut();
        match self.status {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static(AGAIN));
            }
            StatusCode::UNAUTHORIZED => {
                let scheme = HeaderValue::from_static("Bearer");
                headers.insert(axum::http::header::WWW_AUTHENTICATE, scheme);
            }
            _ => {}
        }
        response
    }
}

/// A value as JSON.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => json_bytes(status, bytes),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// JSON that is written already.
pub(super) fn json_bytes(status: StatusCode, bytes: impl Into<Bytes>) -> Response {
    let kind = HeaderValue::from_static("application/json");
    (status, [(CONTENT_TYPE, kind)], bytes.into()).into_response()
}

/// The whole body of a request, at most as long as the limit.
pub(super) struct Whole(pub(super) Bytes);

impl<S: Send + Sync> FromRequest<S> for Whole {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Bytes::from_request(request, state).await {
            Ok(bytes) => Ok(Self(bytes)),
            Err(rejection) => Err(refused(&rejection)),
        }
    }
}

/// A body over the limit.
pub(super) fn too_long() -> Problem {
    let words = "the body is longer than this service takes";
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, words)
}

fn refused(rejection: &BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_long(),
        _ => Problem::request("the body broke off"),
    }
}

impl Whole {
    /// The body as JSON of a known shape. The parser's own words may quote the body and are left out.
    pub(super) fn json<'b, T: Deserialize<'b>>(&'b self, shape: &str) -> Result<T, Problem> {
        serde_json::from_slice(&self.0).map_err(|error| Problem {
            place: Some((error.line(), error.column())),
            ..Problem::request(format!("the body is no JSON of the shape {shape}"))
        })
    }
}
