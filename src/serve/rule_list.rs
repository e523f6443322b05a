//! `GET /v1/rules`: the rules, and all there is to know about one.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::Rules;
use super::answer::{Problem, json, json_bytes};
use super::service::Service;
use crate::error::did_you_mean;
use crate::ruleset::{Example, Law, RuleInfo};

#[derive(Serialize)]
struct List<'l> {
    version: u32,
    packs: Vec<Pack<'l>>,
    rules: Vec<Row>,
}

#[derive(Serialize)]
struct Pack<'l> {
    name: &'l str,
    title: &'l str,
}

/// One rule as it stands here.
#[derive(Serialize)]
struct Row {
    id: String,
    category: String,
    /// The level here, `off` when it does not run.
    level: &'static str,
    /// The level its ruleset declares.
    declared: &'static str,
    confidence: &'static str,
    verb: &'static str,
    pack: String,
    message: String,
    why: String,
    needs: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    law: Option<Law>,
}

#[derive(Serialize)]
struct Whole {
    version: u32,
    #[serde(flatten)]
    row: Row,
    offer: Vec<String>,
    source: String,
    bad: Vec<WireExample>,
    good: Vec<WireExample>,
}

#[derive(Serialize)]
struct WireExample {
    turns: Vec<Turn>,
    draft: String,
}

#[derive(Serialize)]
struct Turn {
    role: String,
    text: String,
}

/// All rules this service knows, also those that are off.
pub(super) async fn all(State(service): State<Arc<Service>>) -> Result<Response, Problem> {
    let rules = service.rules();
    let bytes = rules.list.get_or_init(|| list(&rules)).clone();
    Ok(json_bytes(StatusCode::OK, bytes))
}

fn list(rules: &Rules) -> Bytes {
    let linter = rules.linter(None);
    let packs = linter.packs().iter();
    let list = List {
        version: 1,
        packs: packs.map(|(name, title)| Pack { name, title }).collect(),
        rules: linter
            .rules()
            .into_iter()
            .map(|info| row(info, rules))
            .collect(),
    };
    serde_json::to_vec(&list).unwrap_or_default().into()
}

/// One rule by its name.
pub(super) async fn one(
    State(service): State<Arc<Service>>,
    Path((category, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let rules = service.rules();
    let id = format!("{category}/{name}");
    let linter = rules.linter(None);
    let Some(info) = linter.rule(&id) else {
        let known = linter.rules();
        let names = known.iter().map(|rule| rule.id.as_str());
        let words = format!("there is no such rule; {}", did_you_mean(&id, names));
        return Err(Problem::new(StatusCode::NOT_FOUND, words));
    };
    let whole = Whole {
        version: 1,
        offer: info.offer.clone(),
        source: info.source.clone(),
        bad: info.bad.iter().map(example).collect(),
        good: info.good.iter().map(example).collect(),
        row: row(info, &rules),
    };
    Ok(json(StatusCode::OK, &whole))
}

fn row(info: RuleInfo, rules: &Rules) -> Row {
    let level = rules.linter(None).level(info.id.as_str());
    Row {
        category: info.id.category().to_owned(),
        level: level.map_or("off", |level| level.as_str()),
        declared: info.level.as_str(),
        confidence: info.confidence.as_str(),
        verb: info.verb,
        pack: info.pack,
        message: info.say,
        why: info.why,
        needs: info.needs,
        law: info.law,
        id: info.id.to_string(),
    }
}

fn example(example: &Example) -> WireExample {
    let turns = example.turns.iter().map(|(role, text)| Turn {
        role: role.clone(),
        text: text.clone(),
    });
    WireExample {
        turns: turns.collect(),
        draft: example.draft.clone(),
    }
}
