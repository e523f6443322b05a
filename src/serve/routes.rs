//! The routes, in one list that the document of the interface is compared with.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};

use super::answer::Problem;
use super::service::{Service, guard};
use super::{check, decide, dialect, health, openapi, page, redact, rule_list};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Anybody: it tells nothing that somebody wrote.
    Open,
    /// Who brings a token, where the service has some.
    Token,
    /// The same, and answered however busy the service is.
    Watch,
}

/// One thing to ask for.
pub(super) struct Route {
    /// `GET` or `POST`.
    pub(super) method: Method,
    /// The path, with `{…}` for its variable parts.
    pub(super) path: &'static str,
    pub(super) access: Access,
    handler: fn() -> MethodRouter<Arc<Service>>,
}

/// All routes.
pub(super) const ROUTES: &[Route] = &[
    open("/", || get(page::page)),
    open("/healthz", || get(health::healthz)),
    open("/openapi.json", || get(openapi::document)),
    open("/readyz", || get(health::readyz)),
    Route {
        method: Method::GET,
        path: "/metrics",
        access: Access::Watch,
        handler: || get(health::metrics),
    },
    guarded(Method::GET, "/nemo/v1/actions/list", || {
        get(dialect::nemo::list)
    }),
    guarded(Method::GET, "/v1/rules", || get(rule_list::all)),
    guarded(Method::GET, "/v1/rules/{category}/{name}", || {
        get(rule_list::one)
    }),
    guarded(Method::POST, "/guardrails", || {
        post(dialect::guardrails::validate)
    }),
    guarded(Method::POST, "/matrix/check_event_for_spam", || {
        post(dialect::matrix::check_event)
    }),
    guarded(Method::POST, "/matrix/ping", || post(dialect::matrix::ping)),
    guarded(Method::POST, "/nemo/v1/actions/run", || {
        post(dialect::nemo::run)
    }),
    guarded(Method::POST, "/stream", || {
        post(dialect::stream::before_message_send)
    }),
    guarded(Method::POST, "/twilio", || {
        post(dialect::twilio::message_add)
    }),
    guarded(Method::POST, "/v1/check", || post(check::check)),
    guarded(Method::POST, "/v1/decide", || post(decide::decide)),
    guarded(Method::POST, "/v1/redact", || post(redact::redact)),
];

const fn open(path: &'static str, handler: fn() -> MethodRouter<Arc<Service>>) -> Route {
    Route {
        method: Method::GET,
        path,
        access: Access::Open,
        handler,
    }
}

const fn guarded(
    method: Method,
    path: &'static str,
    handler: fn() -> MethodRouter<Arc<Service>>,
) -> Route {
    Route {
        method,
        path,
        access: Access::Token,
        handler,
    }
}

/// The route of a request; `HEAD` is answered as `GET`.
pub(super) fn route(method: &Method, path: &str) -> Option<&'static Route> {
    let method = if *method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    ROUTES
        .iter()
        .find(|route| route.path == path && route.method == *method)
}

/// All routes behind the guard.
pub(super) fn router(service: &Arc<Service>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        router = router.route(route.path, (route.handler)());
    }
    router
        .fallback(|| async { Problem::new(StatusCode::NOT_FOUND, "there is no such path") })
        .method_not_allowed_fallback(|| async {
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "this path takes another method",
            )
        })
        .layer(DefaultBodyLimit::max(service.settings.limits.body))
        .layer(from_fn_with_state(Arc::clone(service), guard))
        .with_state(Arc::clone(service))
}

impl std::fmt::Debug for Route {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} {}", self.method, self.path)
    }
}
