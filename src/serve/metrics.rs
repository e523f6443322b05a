//! Counts for Prometheus: requests, decisions, findings. Labels are names of routes and rules, never words that somebody wrote.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;

use super::routes::Route;
use crate::finding::{RuleId, Severity};
use crate::hook::Decision;

/// The upper ends of the classes of durations, in microseconds. The tightest host waits 1.5 s.
const CLASSES: [u64; 9] = [
    100, 250, 500, 1_000, 5_000, 20_000, 100_000, 500_000, 1_500_000,
];

/// All counts since the start.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    /// Requests by route and status.
    requests: Mutex<BTreeMap<(&'static str, u16), u64>>,
    /// Requests by class of duration; the last is for longer ones.
    durations: [AtomicU64; CLASSES.len() + 1],
    /// Microseconds of all requests together.
    microseconds: AtomicU64,
    /// Messages that passed and that were held.
    passed: AtomicU64,
    held: AtomicU64,
    /// Findings by severity, mildest first.
    findings: [AtomicU64; 3],
    /// Findings by rule.
    rules: Mutex<BTreeMap<RuleId, u64>>,
    /// Reloads that took and that did not.
    reloads: [AtomicU64; 2],
}

fn add(counter: &AtomicU64, by: u64) {
    counter.fetch_add(by, Ordering::Relaxed);
}

fn of(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

impl Metrics {
    /// Counts one answer.
    pub(super) fn count(&self, route: Option<&'static Route>, status: StatusCode, took: Duration) {
        let path = route.map_or("other", |route| route.path);
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((path, status.as_u16())).or_default() += 1;
        drop(requests);
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let class = CLASSES.partition_point(|end| *end < took);
        add(&self.durations[class], 1);
        add(&self.microseconds, took);
    }

    /// Counts what was decided about one message.
    pub(super) fn decided(&self, decision: &Decision) {
        let messages = if decision.is_held() {
            &self.held
        } else {
            &self.passed
        };
        add(messages, 1);
        if decision.found.is_empty() {
            return;
        }
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        for (rule, severity) in &decision.found {
            add(&self.findings[*severity as usize], 1);
            *rules.entry(rule.clone()).or_default() += 1;
        }
    }

    /// Counts a reload.
    pub(super) fn reloaded(&self, has_taken: bool) {
        add(&self.reloads[usize::from(!has_taken)], 1);
    }

    /// The text format of Prometheus, version 0.0.4.
    pub(super) fn text(&self, at_work: usize) -> String {
        let mut text = String::new();
        let _ = self.write(&mut text, at_work);
        text
    }

    fn write(&self, out: &mut String, at_work: usize) -> std::fmt::Result {
        head(
            out,
            "requests_total",
            "counter",
            "Requests by route and status",
        )?;
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        for ((path, status), count) in requests.iter() {
            writeln!(
                out,
                "tactful_requests_total{{route=\"{path}\",status=\"{status}\"}} {count}"
            )?;
        }
        drop(requests);
        head(
            out,
            "request_seconds",
            "histogram",
            "Time from head to answer",
        )?;
        let mut sum = 0;
        for (end, count) in CLASSES.iter().zip(&self.durations) {
            sum += of(count);
            let end = *end as f64 / 1e6;
            writeln!(out, "tactful_request_seconds_bucket{{le=\"{end}\"}} {sum}")?;
        }
        sum += of(&self.durations[CLASSES.len()]);
        writeln!(out, "tactful_request_seconds_bucket{{le=\"+Inf\"}} {sum}")?;
        let seconds = of(&self.microseconds) as f64 / 1e6;
        writeln!(out, "tactful_request_seconds_sum {seconds}")?;
        writeln!(out, "tactful_request_seconds_count {sum}")?;
        head(out, "requests_at_work", "gauge", "Requests at work now")?;
        writeln!(out, "tactful_requests_at_work {at_work}")?;
        head(out, "messages_total", "counter", "Messages by decision")?;
        writeln!(
            out,
            "tactful_messages_total{{decision=\"send\"}} {}",
            of(&self.passed)
        )?;
        writeln!(
            out,
            "tactful_messages_total{{decision=\"hold\"}} {}",
            of(&self.held)
        )?;
        head(out, "findings_total", "counter", "Findings by severity")?;
        for (severity, count) in Severity::ALL.iter().zip(&self.findings) {
            writeln!(
                out,
                "tactful_findings_total{{severity=\"{severity}\"}} {}",
                of(count)
            )?;
        }
        head(out, "rule_findings_total", "counter", "Findings by rule")?;
        let rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        for (rule, count) in rules.iter() {
            writeln!(
                out,
                "tactful_rule_findings_total{{rule=\"{rule}\"}} {count}"
            )?;
        }
        drop(rules);
        head(out, "reloads_total", "counter", "Reloads of the rules")?;
        for (result, count) in ["taken", "refused"].iter().zip(&self.reloads) {
            writeln!(
                out,
                "tactful_reloads_total{{result=\"{result}\"}} {}",
                of(count)
            )?;
        }
        Ok(())
    }
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(
        out,
        "# HELP tactful_{name} {help}.\n# TYPE tactful_{name} {kind}"
    )
}
