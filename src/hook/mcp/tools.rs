//! The tools: what they take, what they answer.

use serde_json::{Map, Value, json};

use crate::detect::{Settings, covered_answer};
use crate::error::{did_you_mean, nearest};
use crate::fix::{Method, Redaction};
use crate::hook::{Checker, Decision, Told, Verdict, decide_drafts, leaving};
use crate::read::{self, Format};
use crate::ruleset::RuleInfo;

use super::short;

/// What `tools/list` answers.
pub(super) fn list() -> Value {
    let string = |about: &str| json!({"type": "string", "description": about});
    let role = json!({"type": "string", "enum": ["customer", "agent", "bot", "system"]});
    json!([
        {
            "name": "check_reply",
            "title": "Check a reply to a customer",
            "description": "Checks a reply before it is sent: tone, blame, promises, pressure, private data, placeholders. \
                Answers `send` or `hold`, and for each finding what to change and why. Give the customer's last message, else rules that need it stay silent.",
            "inputSchema": {
                "type": "object",
                "properties": {
                    "reply": string("The reply, as the customer would read it"),
                    "format": {"type": "string", "enum": ["plain", "html", "markdown"], "description": "How the reply is written; plain when left out"},
                    "subject": string("The subject line of a mail"),
                    "customer": string("What the customer wrote last"),
                    "conversation": {
                        "type": "array",
                        "description": "The messages before, oldest first; instead of `customer`",
                        "items": {
                            "type": "object",
                            "properties": {"role": role, "text": {"type": "string"}},
                            "required": ["role", "text"],
                            "additionalProperties": false,
                        },
                    },
                    "facts": {
                        "type": "array",
                        "description": "What the reply may state, such as {\"id\": \"refund_window\", \"text\": \"30 days\"}",
                        "items": {
                            "type": "object",
                            "properties": {"id": {"type": "string"}, "text": {"type": "string"}},
                            "required": ["id", "text"],
                            "additionalProperties": false,
                        },
                    },
                    "stage": {"type": "string", "enum": ["template", "draft", "final"], "description": "final when left out: about to be sent"},
                    "channel": {"type": "string", "enum": ["chat", "email", "social", "sms"]},
                    "profile": string("The helpdesk whose placeholders hold, such as zendesk"),
                },
                "required": ["reply"],
                "additionalProperties": false,
            },
            "outputSchema": {
                "type": "object",
                "properties": {
                    "version": {"type": "integer"},
                    "decision": {"type": "string", "enum": ["send", "hold"]},
                    "reasons": {"type": "array", "items": {"type": "string"}, "description": "One line for each finding that holds the reply"},
                    "reviews": {"type": "array", "items": {"type": "object"}, "description": "All findings, as in the jsonl report of `tactful schema`"},
                },
                "required": ["version", "decision", "reasons", "reviews"],
            },
            "annotations": {"readOnlyHint": true, "idempotentHint": true, "openWorldHint": false},
        },
        {
            "name": "explain_rule",
            "title": "Explain a rule",
            "description": "Why a rule exists, drafts in which it fires and in which it stays silent, and better wording.",
            "inputSchema": {
                "type": "object",
                "properties": {"rule": string("The rule, such as tone/blame")},
                "required": ["rule"],
                "additionalProperties": false,
            },
            "annotations": {"readOnlyHint": true, "idempotentHint": true, "openWorldHint": false},
        },
        {
            "name": "redact_reply",
            "title": "Take private values out of a text",
            "description": "Replaces card numbers, addresses, passwords and other private values by tags such as [CARD_1]; the same value keeps its number.",
            "inputSchema": {
                "type": "object",
                "properties": {
                    "text": string("The text"),
                    "mode": {"type": "string", "enum": ["replace", "mask", "remove"], "description": "replace by a tag, mask by asterisks, or remove; replace when left out"},
                },
                "required": ["text"],
                "additionalProperties": false,
            },
            "outputSchema": {
                "type": "object",
                "properties": {"text": {"type": "string"}, "count": {"type": "integer", "description": "How many values were taken out"}},
                "required": ["text", "count"],
            },
            "annotations": {"readOnlyHint": true, "idempotentHint": true, "openWorldHint": false},
        },
        {
            "name": "list_rules",
            "title": "List the rules",
            "description": "The rules in force, with their levels and messages.",
            "inputSchema": {
                "type": "object",
                "properties": {
                    "category": string("Only this category, such as tone"),
                    "all": {"type": "boolean", "description": "Also the rules that are off here"},
                },
                "additionalProperties": false,
            },
            "outputSchema": {
                "type": "object",
                "properties": {"rules": {"type": "array", "items": {"type": "object"}}},
                "required": ["rules"],
            },
            "annotations": {"readOnlyHint": true, "idempotentHint": true, "openWorldHint": false},
        },
    ])
}

/// Runs a tool. An unknown tool is the client's mistake and an `Err`; wrong arguments are the model's and become a result that it can read.
pub(super) fn call(params: &Value, checker: &(impl Checker + ?Sized)) -> Result<Value, String> {
    let name = params
        .get("name")
        .and_then(Value::as_str)
        .ok_or("`name` is missing")?;
    let nothing = Map::new();
    let arguments = match params.get("arguments") {
        None | Some(Value::Null) => &nothing,
        Some(Value::Object(arguments)) => arguments,
        Some(_) => return Err(String::from("`arguments` is an object")),
    };
    let tool: Tool = match name {
        "check_reply" => check_reply,
        "explain_rule" => explain_rule,
        "redact_reply" => redact_reply,
        "list_rules" => list_rules,
        _ => return Err(format!("there is no tool `{}`", short(name))),
    };
    Ok(known(name, arguments)
        .and_then(|()| tool(arguments, &Borrowed(checker)))
        .unwrap_or_else(|words| {
            let words = covered_answer(&words);
            json!({"content": [{"type": "text", "text": words}], "isError": true})
        }))
}

/// Runs on arguments; its error is for the model to read.
type Tool = fn(&Map<String, Value>, &dyn Checker) -> Result<Value, String>;

/// A checker behind a pointer, so that the tools are plain functions.
struct Borrowed<'c, C: ?Sized>(&'c C);

impl<C: Checker + ?Sized> Checker for Borrowed<'_, C> {
    fn options(&self) -> read::Options {
        self.0.options()
    }

    fn context(&self) -> Option<&crate::draft::Conversation> {
        self.0.context()
    }

    fn review<'d>(&self, draft: &'d crate::Draft) -> Result<crate::Review<'d>, crate::Error> {
        self.0.review(draft)
    }

    fn rules(&self) -> Result<Vec<(RuleInfo, Option<crate::Severity>)>, crate::Error> {
        self.0.rules()
    }

    fn private(&self) -> Result<Settings, crate::Error> {
        self.0.private()
    }

    fn policy(&self) -> &crate::hook::Policy {
        self.0.policy()
    }
}

/// Refuses arguments that the tool does not declare.
fn known(tool: &str, arguments: &Map<String, Value>) -> Result<(), String> {
    let tools = list();
    let declared = tools
        .as_array()
        .into_iter()
        .flatten()
        .find(|declared| declared["name"] == tool);
    let Some(properties) =
        declared.and_then(|declared| declared["inputSchema"]["properties"].as_object())
    else {
        return Ok(());
    };
    for name in arguments.keys() {
        if !properties.contains_key(name) {
            let names = properties.keys().map(String::as_str);
            return Err(format!(
                "unknown argument `{}`; {}",
                short(name),
                did_you_mean(name, names)
            ));
        }
    }
    Ok(())
}

fn check_reply(arguments: &Map<String, Value>, checker: &dyn Checker) -> Result<Value, String> {
    let reply = text(arguments, "reply")?;
    let mut draft = json!({"text": reply});
    for name in ["format", "subject"] {
        if let Some(value) = arguments.get(name) {
            draft[name] = value.clone();
        }
    }
    let mut request = json!({"draft": draft});
    for name in ["facts", "stage", "channel", "profile"] {
        if let Some(value) = arguments.get(name) {
            request[name] = value.clone();
        }
    }
    match (arguments.get("conversation"), arguments.get("customer")) {
        (Some(_), Some(_)) => {
            return Err(String::from("give `customer` or `conversation`, not both"));
        }
        (Some(messages), None) => request["conversation"] = json!({"messages": messages}),
        (None, Some(said)) => {
            request["conversation"] = json!({"messages": [{"role": "customer", "text": said}]})
        }
        (None, None) => {}
    }
    let options = read::Options {
        as_format: Some(Format::Request),
        ..checker.options()
    };
    // The request is read by the one reader there is, which also words what is wrong with it.
    let drafts = read::read("<arguments>", request.to_string().as_bytes(), &options)
        .map_err(|error| error.message().to_owned())?;
    let drafts = leaving(drafts, checker.context());
    let decision =
        decide_drafts(&drafts, checker, Told::Reviews).map_err(|error| error.to_string())?;
    let structured: Value =
        serde_json::from_str(&decision.to_json(None)).map_err(|error| error.to_string())?;
    Ok(json!({
        "content": [{"type": "text", "text": in_words(&decision)}],
        "structuredContent": structured,
        "isError": false,
    }))
}

/// The decision for a model.
fn in_words(decision: &Decision) -> String {
    if decision.verdict == Verdict::Send {
        return String::from("send: nothing in this reply needs to change.");
    }
    let mut words = String::from("hold: change the reply as follows, then check it again.");
    for held in &decision.held {
        words.push_str("\n- ");
        words.push_str(&held.texts.model);
    }
    words
}

fn explain_rule(arguments: &Map<String, Value>, checker: &dyn Checker) -> Result<Value, String> {
    let name = text(arguments, "rule")?;
    let rules = checker.rules().map_err(|error| error.to_string())?;
    let Some((rule, level)) = rules.iter().find(|(rule, _)| rule.id.as_str() == name) else {
        let names = rules.iter().map(|(rule, _)| rule.id.as_str());
        let help = if nearest(name, names.clone()).is_empty() {
            String::from("list_rules lists them")
        } else {
            did_you_mean(name, names)
        };
        return Err(format!("there is no rule `{}`; {help}", short(name)));
    };
    let examples = |examples: &[crate::ruleset::Example]| -> Vec<String> {
        examples
            .iter()
            .map(|example| example.draft.clone())
            .collect()
    };
    let level = level.map_or("off", |level| level.as_str());
    let mut words = format!("{} ({level}): {}\nWhy: {}", rule.id, rule.say, rule.why);
    for offer in &rule.offer {
        words.push_str(&format!("\nBetter: {offer}"));
    }
    for (title, all) in [("Finds", &rule.bad), ("Leaves alone", &rule.good)] {
        for draft in examples(all) {
            words.push_str(&format!("\n{title}: {draft}"));
        }
    }
    Ok(json!({
        "content": [{"type": "text", "text": words}],
        "structuredContent": {
            "rule": rule.id.as_str(), "level": level, "message": rule.say, "why": rule.why, "better": rule.offer,
            "finds": examples(&rule.bad), "leaves_alone": examples(&rule.good), "needs": rule.needs, "source": rule.source,
        },
        "isError": false,
    }))
}

fn redact_reply(arguments: &Map<String, Value>, checker: &dyn Checker) -> Result<Value, String> {
    let written = text(arguments, "text")?;
    let method = match arguments.get("mode").map(Value::as_str) {
        None | Some(Some("replace")) => Method::Replace,
        Some(Some("mask")) => Method::Mask,
        Some(Some("remove")) => Method::Remove,
        Some(_) => return Err(String::from("`mode` is replace, mask or remove")),
    };
    let settings = checker.private().map_err(|error| error.to_string())?;
    let mut redaction = Redaction::new(method, settings);
    let redacted = redaction.text(written);
    Ok(json!({
        "content": [{"type": "text", "text": &redacted}],
        "structuredContent": {"text": &redacted, "count": redaction.count()},
        "isError": false,
    }))
}

fn list_rules(arguments: &Map<String, Value>, checker: &dyn Checker) -> Result<Value, String> {
    let category = arguments
        .get("category")
        .map(|_| text(arguments, "category"))
        .transpose()?;
    let all = arguments
        .get("all")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    let rules = checker.rules().map_err(|error| error.to_string())?;
    let mut words = String::new();
    let mut rows = Vec::new();
    for (rule, level) in &rules {
        let is_asked = category.is_none_or(|category| rule.id.is_named_by(category));
        if !is_asked || level.is_none() && !all {
            continue;
        }
        let level = level.map_or("off", |level| level.as_str());
        words.push_str(&format!("{} ({level}): {}\n", rule.id, rule.say));
        rows.push(json!({"rule": rule.id.as_str(), "level": level, "message": rule.say, "needs": rule.needs}));
    }
    if let (Some(category), true) = (category, rows.is_empty()) {
        let categories = rules.iter().map(|(rule, _)| rule.id.category());
        return Err(format!(
            "there is no rule of category `{}`; {}",
            short(category),
            did_you_mean(category, categories)
        ));
    }
    Ok(
        json!({"content": [{"type": "text", "text": words}], "structuredContent": {"rules": rows}, "isError": false}),
    )
}

/// A text that must be there.
fn text<'a>(arguments: &'a Map<String, Value>, name: &str) -> Result<&'a str, String> {
    match arguments.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(format!("`{name}` is a string")),
        None => Err(format!("`{name}` is missing")),
    }
}
