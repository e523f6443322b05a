//! NeMo Guardrails: its actions server (0.24.1). With `actions_server_url: http://127.0.0.1:8787/nemo` a flow runs
//! `$ok = execute tactful_allows(text=$bot_message)`, or `tactful_check` for the reasons.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{decide, findings, with_context};
use crate::serve::answer::{self, Problem, Whole};
use crate::serve::service::Service;

/// The shape of the body, in words.
const SHAPE: &str =
    "{\"action_name\": \"tactful_check\", \"action_parameters\": {\"text\": \"…\"}}";
/// The actions: whether a message may leave, and the same with reasons.
const ACTIONS: [&str; 2] = ["tactful_allows", "tactful_check"];
/// Names of the parameter with the words; a flow often passes its own variable by name.
const TEXTS: [&str; 3] = ["text", "bot_message", "bot_response"];

#[derive(Deserialize)]
struct Asked {
    action_name: String,
    #[serde(default)]
    action_parameters: Map<String, Value>,
}

/// Runs an action.
pub(in crate::serve) async fn run(
    State(service): State<Arc<Service>>,
    body: Whole,
) -> Result<Response, Problem> {
    let asked: Asked = body.json(SHAPE)?;
    if !ACTIONS.contains(&asked.action_name.as_str()) {
        let words = format!(
            "there is no such action; the actions are {}",
            ACTIONS.join(", ")
        );
        return Err(Problem::request(words));
    }
    let parameters = asked.action_parameters;
    let text = TEXTS
        .iter()
        .find_map(|name| parameters.get(*name).and_then(Value::as_str));
    let Some(text) = text.map(str::to_owned) else {
        return Err(Problem::request("the action needs a parameter `text`"));
    };
    let is_short = asked.action_name == ACTIONS[0];
    let decision = service
        .work(body.0.len(), move |service, rules| {
            let drafts = match text.trim() {
                "" => Vec::new(),
                _ => with_context(&text, &parameters, rules)?,
            };
            decide(service, rules, drafts)
        })
        .await??;
    let result = if is_short {
        Value::Bool(!decision.is_held())
    } else {
        json!({
            "allowed": !decision.is_held(),
            "reason": decision.for_model(),
            "findings": findings(&decision),
        })
    };
    Ok(answer::json(
        StatusCode::OK,
        &json!({"status": "success", "result": result}),
    ))
}

/// The names of the actions.
pub(in crate::serve) async fn list() -> Response {
    answer::json(StatusCode::OK, &ACTIONS)
}
