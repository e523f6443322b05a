//! The Model Context Protocol over lines of JSON-RPC 2.0: four tools for a model that writes replies.
//!
//! Written by hand after the specification (modelcontextprotocol.io, revisions 2024-11-05 to 2025-11-25); the part a server of tools needs is small.
//! A model decides itself whether to call a tool, so this helps with writing and enforces nothing: that is what the hooks are for.

mod tools;

use serde_json::{Value, json};

use crate::detect::covered_answer;

use super::Checker;

/// The revisions of the protocol that this server speaks, newest first.
pub const PROTOCOLS: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

const PARSE_ERROR: i32 = -32700;
const INVALID_REQUEST: i32 = -32600;
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;

/// Answers one line; `None` where the protocol wants silence. Keeps no state, so that a client that restarts is served as well.
pub fn answer(line: &[u8], checker: &(impl Checker + ?Sized)) -> Option<String> {
    if line.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    let Ok(message) = serde_json::from_slice::<Value>(line) else {
        return Some(error(&Value::Null, PARSE_ERROR, "this line is not JSON").to_string());
    };
    let answers = match message {
        // Batches belong to revision 2025-03-26 and no other; who sends one gets one.
        Value::Array(messages) if !messages.is_empty() => {
            let answers: Vec<Value> = messages
                .iter()
                .filter_map(|message| one(message, checker))
                .collect();
            (!answers.is_empty()).then_some(Value::Array(answers))
        }
        message => one(&message, checker),
    };
    answers.map(|answers| answers.to_string())
}

fn one(message: &Value, checker: &(impl Checker + ?Sized)) -> Option<Value> {
    let id = message.get("id");
    let Some(method) = message.get("method").and_then(Value::as_str) else {
        // An answer to a question we never asked is nobody's request.
        let is_answer = message.get("result").is_some() || message.get("error").is_some();
        return (!is_answer).then(|| {
            error(
                id.unwrap_or(&Value::Null),
                INVALID_REQUEST,
                "a request needs a `method`",
            )
        });
    };
    let id = id?;
    if !(id.is_string() || id.is_number()) {
        return Some(error(
            &Value::Null,
            INVALID_REQUEST,
            "an `id` is a string or a number",
        ));
    }
    let nothing = Value::Null;
    let params = message.get("params").unwrap_or(&nothing);
    let result = match method {
        "initialize" => Ok(initialize(params)),
        "ping" => Ok(json!({})),
        "tools/list" => Ok(json!({"tools": tools::list()})),
        "tools/call" => tools::call(params, checker).map_err(|words| (INVALID_PARAMS, words)),
        _ => Err((
            METHOD_NOT_FOUND,
            format!("there is no method `{}`", short(method)),
        )),
    };
    Some(match result {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err((code, words)) => error(id, code, &words),
    })
}

/// Agrees on a revision: the client's when it is known, else the newest, which the client may refuse.
fn initialize(params: &Value) -> Value {
    let asked = params.get("protocolVersion").and_then(Value::as_str);
    let agreed = PROTOCOLS
        .into_iter()
        .find(|known| asked == Some(known))
        .unwrap_or(PROTOCOLS[0]);
    json!({
        "protocolVersion": agreed,
        "capabilities": {"tools": {"listChanged": false}},
        "serverInfo": {"name": "tactful", "title": "tactful", "version": env!("CARGO_PKG_VERSION")},
        "instructions": "Call check_reply with every reply to a customer before sending it, with the customer's last message. \
            Rewrite what it finds and check again until its decision is `send`.",
    })
}

fn error(id: &Value, code: i32, words: &str) -> Value {
    let words = covered_answer(words);
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": words}})
}

/// A name from outside, short enough for an error.
fn short(name: &str) -> String {
    covered_answer(name)
        .chars()
        .filter(|c| !c.is_control())
        .take(60)
        .collect()
}
