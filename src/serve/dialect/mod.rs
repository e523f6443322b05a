//! The contracts of hosts that ask before a message leaves, one file each. A front end translates; it has no opinions about language.

pub(super) mod guardrails;
pub(super) mod matrix;
pub(super) mod nemo;
pub(super) mod stream;
pub(super) mod twilio;

use serde_json::{Map, Value};

use super::answer::Problem;
use super::check::drafts_as;
use super::decide::decided;
use super::service::Service;
use super::{Rules, Settings};
use crate::draft::{Channel, Draft, Stage};
use crate::hook::{Decision, Told};
use crate::read::Format;

/// The parts of a request that a host may pass along with the text; it may pass more, which is none of ours.
const AROUND: [&str; 10] = [
    "stage",
    "channel",
    "profile",
    "conversation",
    "customer",
    "company",
    "facts",
    "actions",
    "ticket",
    "now",
];

/// A message of a chat, in one format, as it is about to leave.
fn message(text: &str, format: Format, rules: &Rules) -> Result<Vec<Draft>, Problem> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut drafts = drafts_as(text.as_bytes(), format, rules)?;
    for draft in &mut drafts {
        draft.stage = Stage::Final;
        draft.channel = draft.channel.or(Some(Channel::Chat));
    }
    Ok(drafts)
}

/// A text with what the host says around it in the words of our own request.
fn with_context(
    text: &str,
    around: &Map<String, Value>,
    rules: &Rules,
) -> Result<Vec<Draft>, Problem> {
    let mut request = Map::new();
    for name in AROUND {
        if let Some(value) = around.get(name).filter(|value| !value.is_null()) {
            request.insert(name.to_owned(), value.clone());
        }
    }
    // Nothing stands between a guarded answer and its reader.
    request.entry("stage").or_insert_with(|| "final".into());
    request.insert(String::from("draft"), text.into());
    let bytes = serde_json::to_vec(&request).unwrap_or_default();
    Ok(drafts_as(&bytes, Format::Request, rules)?)
}

/// Decides about one message, and counts it.
fn decide(service: &Service, rules: &Rules, drafts: Vec<Draft>) -> Result<Decision, Problem> {
    Ok(decided(service, rules, drafts, Told::Reasons)?)
}

/// Whether messages of this sender are checked. In a chat the customer writes, too.
fn is_checked(settings: &Settings, sender: Option<&str>) -> bool {
    let senders = &settings.senders;
    senders.is_empty()
        || sender.is_none_or(|sender| senders.iter().any(|glob| glob.is_match(sender)))
}

/// Findings as the chat dialects show them to programs.
fn findings(decision: &Decision) -> Value {
    let all = decision.held.iter().map(|held| {
        serde_json::json!({
            "rule": held.rule,
            "severity": held.severity.as_str(),
            "message": held.texts.agent,
        })
    });
    all.collect::<Vec<_>>().into()
}
