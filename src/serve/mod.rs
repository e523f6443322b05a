//! The same check as a local HTTP service: an interface of its own, the dialects of hosts that ask before they send, limits, and a page to try drafts on.
//!
//! Nothing that people wrote is logged, counted by its words or kept after the answer. TLS is left to a proxy.

mod access;
mod answer;
mod check;
mod decide;
mod dialect;
mod health;
mod listen;
mod metrics;
mod openapi;
mod page;
mod patience;
mod redact;
mod routes;
mod rule_list;
mod rules;
mod service;

use std::time::Duration;

use globset::GlobMatcher;

pub use crate::daemon::{Listen, Notice};
pub use access::Tokens;
pub use listen::run;
pub use rules::Rules;

/// How much one service takes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a request's body; more is answered with 413.
    pub body: usize,
    /// Longest time from a request's head to its answer; then 504 is answered. Also the longest time from a connection to the whole head of its first request; then it is closed.
    pub time: Duration,
    /// Longest time that a connection may stay open between an answer and the next request, or before somebody takes the answer.
    pub idle: Duration,
    /// Most drafts in one request, as a list of them needs far more memory than its bytes; more are answered with 413.
    pub drafts: usize,
    /// Most requests at work at once; more are answered with 503 and `Retry-After`, not queued.
    pub concurrency: usize,
    /// Longest wait for answers that are under way after the signal to stop.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 1 << 20,
            time: Duration::from_secs(5),
            idle: Duration::from_secs(30),
            drafts: 1000,
            concurrency: 1024,
            grace: Duration::from_secs(10),
        }
    }
}

/// All choices of one service beside its rules.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens.
    pub listen: Listen,
    /// How much it takes on.
    pub limits: Limits,
    /// Whose messages the chat dialects check; empty checks everybody's. Others pass unseen.
    pub senders: Vec<GlobMatcher>,
}
