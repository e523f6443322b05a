//! What all requests share: the rules in force, the limits, the counts.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};

use super::answer::{Problem, too_long};
use super::metrics::Metrics;
use super::patience::Turn;
use super::routes::{Access, Route, route};
use super::{Rules, Settings};

/// Bodies up to this many bytes are checked at once: handing the work to another thread costs more than doing it.
const AT_ONCE: usize = 16 * 1024;

/// One running service.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) settings: Settings,
    pub(super) metrics: Metrics,
    rules: RwLock<Arc<Rules>>,
    /// Places for requests at work.
    places: Semaphore,
    /// Places for long texts, as many as there are processors.
    heavy: Arc<Semaphore>,
    is_stopping: AtomicBool,
}

impl Service {
    pub(super) fn new(settings: Settings, rules: Rules) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            metrics: Metrics::default(),
            rules: RwLock::new(Arc::new(rules)),
            places: Semaphore::new(settings.limits.concurrency.min(Semaphore::MAX_PERMITS)),
            heavy: Arc::new(Semaphore::new(processors)),
            is_stopping: AtomicBool::new(false),
            settings,
        }
    }

    /// The rules in force. A request keeps those it began with.
    pub(super) fn rules(&self) -> Arc<Rules> {
        Arc::clone(&self.rules.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn replace_rules(&self, rules: Rules) {
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
    }

    pub(super) fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }

    /// Requests at work, the one that asks included.
    pub(super) fn at_work(&self) -> usize {
        let all = self.settings.limits.concurrency.min(Semaphore::MAX_PERMITS);
        all.saturating_sub(self.places.available_permits())
    }

    /// Does the work of one request with the rules in force: at once when `size` bytes are few, else on a thread of its own.
    /// A long text that is given up on keeps its place until it is done, so that the processors are never promised twice.
    pub(super) async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        size: usize,
        work: impl FnOnce(&Self, &Rules) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let rules = self.rules();
        if size <= AT_ONCE {
            return Ok(work(self, &rules));
        }
        let failed = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the check broke off");
        let place = Arc::clone(&self.heavy)
            .acquire_owned()
            .await
            .map_err(|_| failed())?;
        let service = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work(&service, &rules)
        });
        done.await.map_err(|_| failed())
    }
}

/// What stands before every route: who asks, whether there is room, how long it may take; and the counts behind it.
pub(super) async fn guard(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let turn = request.extensions().get::<ConnectInfo<Turn>>();
    let _turn = turn.map(|ConnectInfo(turn)| turn.take());
    let path = request.extensions().get::<MatchedPath>();
    let route = path.and_then(|path| route(request.method(), path.as_str()));
    let mut response = answer(&service, route, request, next).await;
    let headers = response.headers_mut();
    // An answer speaks about somebody's words: nobody keeps it.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    service
        .metrics
        .count(route, response.status(), begun.elapsed());
    response
}

/// The length of the body that a request says it brings.
fn announced(headers: &HeaderMap) -> usize {
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok());
    // Hyper has refused what is no number.
    length
        .and_then(|value| value.trim().parse().ok())
        .unwrap_or(0)
}

async fn answer(
    service: &Service,
    route: Option<&'static Route>,
    request: Request,
    next: Next,
) -> Response {
    let access = route.map_or(Access::Token, |route| route.access);
    if access != Access::Open && !service.rules().admits(request.headers()) {
        let words = "send `Authorization: Bearer` with a token of this service";
        return Problem::new(StatusCode::UNAUTHORIZED, words).into_response();
    }
    if service.settings.limits.body < announced(request.headers()) {
        // Nobody waits for what will be refused.
        return too_long().into_response();
    }
    if access != Access::Token {
        // Whoever asks how the service does must get an answer above all when it is busy.
        // Who looks at the counts is one of those at work, where there is room.
        let _place = (access == Access::Watch)
            .then(|| service.places.try_acquire().ok())
            .flatten();
        return next.run(request).await;
    }
    let Ok(_place) = service.places.try_acquire() else {
        let words = "too many requests at once, ask again";
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, words).into_response();
    };
    match timeout(service.settings.limits.time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let words = "the request took too long";
            Problem::new(StatusCode::GATEWAY_TIMEOUT, words).into_response()
        }
    }
}
