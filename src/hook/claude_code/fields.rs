//! Where a tool's input keeps the words of a message.

use serde_json::Value;

use crate::read::Format;

/// Names under which tools take the words of a message, wherever they stand in the tool's input.
pub const FIELDS: [&str; 14] = [
    "body",
    "body_html",
    "body_text",
    "comment",
    "content",
    "draft",
    "formatted_body",
    "html",
    "html_body",
    "markdown",
    "message",
    "reply",
    "subject",
    "text",
];
/// Deepest nesting of a tool's input that is looked into.
const DEEPEST: usize = 16;
/// How a field is written, by its name.
pub(super) fn notation(field: &str) -> Format {
    let last = field.rsplit('.').next().unwrap_or(field);
    match last {
        "formatted_body" => Format::Html,
        name if name.contains("html") => Format::Html,
        "markdown" => Format::Markdown,
        _ => Format::Text,
    }
}

/// The texts of a tool's input.
pub(super) fn texts(input: &Value, fields: &[String]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if fields.is_empty() {
        walk(input, "tool_input", false, 0, &mut found);
        return found;
    }
    for field in fields {
        let steps: Vec<&str> = field
            .strip_prefix("tool_input.")
            .unwrap_or(field)
            .split('.')
            .collect();
        follow(input, &steps, String::from("tool_input"), &mut found);
    }
    found
}

/// Every string below a name of a message.
fn walk(
    value: &Value,
    path: &str,
    is_message: bool,
    depth: usize,
    found: &mut Vec<(String, String)>,
) {
    match value {
        Value::String(text) if is_message => found.push((path.to_owned(), text.clone())),
        Value::Array(items) if depth < DEEPEST => {
            for (index, item) in items.iter().enumerate() {
                walk(
                    item,
                    &format!("{path}.{index}"),
                    is_message,
                    depth + 1,
                    found,
                );
            }
        }
        Value::Object(entries) if depth < DEEPEST => {
            for (name, item) in entries {
                let is_message = FIELDS
                    .binary_search(&name.to_ascii_lowercase().as_str())
                    .is_ok();
                walk(
                    item,
                    &format!("{path}.{name}"),
                    is_message,
                    depth + 1,
                    found,
                );
            }
        }
        _ => {}
    }
}

/// The strings at the end of a path; `*` is every entry.
fn follow(value: &Value, steps: &[&str], path: String, found: &mut Vec<(String, String)>) {
    let Some((step, rest)) = steps.split_first() else {
        match value {
            Value::String(text) => found.push((path, text.clone())),
            Value::Array(items) => {
                for (index, item) in items
                    .iter()
                    .enumerate()
                    .filter(|(_, item)| item.is_string())
                {
                    follow(item, &[], format!("{path}.{index}"), found);
                }
            }
            _ => {}
        }
        return;
    };
    match value {
        Value::Object(entries) => {
            for (name, item) in entries
                .iter()
                .filter(|(name, _)| *step == "*" || name == step)
            {
                follow(item, rest, format!("{path}.{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items
                .iter()
                .enumerate()
                .filter(|(index, _)| *step == "*" || index.to_string() == *step)
            {
                follow(item, rest, format!("{path}.{index}"), found);
            }
        }
        _ => {}
    }
}
