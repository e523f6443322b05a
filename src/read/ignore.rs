//! `tactful-ignore` in comments, fields and columns: which rules a team silences for one reply, and why.

use crate::draft::Ignore;

use super::node::{Node, Value};
use super::source::Source;

/// The keys and columns that silence rules for their record.
pub(super) const KEYS: [&str; 3] = ["tactful-ignore", "tactful_ignore", "tactfulIgnore"];

/// What a comment says: `tactful-ignore tone/blame, spelling/*: reason`. Empty when it says something else.
pub(super) fn from_comment(comment: &str, line: usize) -> Vec<Ignore> {
    let Some(rest) = comment.trim().strip_prefix("tactful-ignore") else {
        return Vec::new();
    };
    if !rest.is_empty() && !rest.starts_with([' ', ':', '\t']) {
        return Vec::new();
    }
    from_words(rest.trim_start_matches(':'), line)
}

/// What the fields of a record say.
pub(super) fn from_record(source: &Source<'_>, record: &Node<'_>) -> Vec<Ignore> {
    let mut ignores = Vec::new();
    let entries = record.entries().unwrap_or_default();
    for entry in entries.iter().filter(|entry| KEYS.contains(&&*entry.key)) {
        let line = source.line(entry.node.span.start);
        match &entry.node.value {
            Value::Text(text) => {
                let parts = text.text.split(['\n', ';']);
                ignores.extend(
                    parts
                        .filter(|part| !part.trim().is_empty())
                        .flat_map(|part| from_words(part, line)),
                );
            }
            Value::Bool(true) => ignores.extend(from_words("", line)),
            Value::List(items) => {
                for item in items {
                    ignores.extend(from_words(
                        item.as_str().unwrap_or(""),
                        source.line(item.span.start),
                    ));
                }
            }
            // { "tone/blame" = "reason" }
            Value::Table(rules) => ignores.extend(rules.iter().map(|rule| Ignore {
                rule: rule.key.to_string(),
                reason: rule.node.as_str().map(str::to_owned),
                line: source.line(rule.key_span.start),
            })),
            _ => {}
        }
    }
    ignores
}

/// `rule, rule: reason`; all rules when none is named.
fn from_words(words: &str, line: usize) -> Vec<Ignore> {
    let (rules, reason) = match words.split_once(':') {
        Some((rules, reason)) => (rules, Some(reason.trim())),
        None => match words.split_once(" -- ") {
            Some((rules, reason)) => (rules, Some(reason.trim())),
            None => (words, None),
        },
    };
    let reason = reason
        .filter(|reason| !reason.is_empty())
        .map(str::to_owned);
    let mut names: Vec<&str> = rules
        .split([',', ' ', '\t'])
        .filter(|name| !name.is_empty())
        .collect();
    if names.is_empty() {
        names.push("*");
    }
    names
        .iter()
        .map(|rule| Ignore {
            rule: (*rule).to_owned(),
            reason: reason.clone(),
            line,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_name_rules_and_reasons() {
        for (comment, expected) in [
            (
                "tactful-ignore tone/blame: quotes the policy",
                vec![("tone/blame", Some("quotes the policy"))],
            ),
            (
                "tactful-ignore tone/*, spelling/typo -- names",
                vec![("tone/*", Some("names")), ("spelling/typo", Some("names"))],
            ),
            ("tactful-ignore tone/blame", vec![("tone/blame", None)]),
            ("tactful-ignore", vec![("*", None)]),
            (
                "tactful-ignore: legal wording",
                vec![("legal", None), ("wording", None)],
            ),
            ("tactful-ignored: x", vec![]),
            ("a note", vec![]),
        ] {
            let found: Vec<_> = from_comment(comment, 3)
                .into_iter()
                .map(|ignore| (ignore.rule, ignore.reason))
                .collect();
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(rule, reason)| (rule.to_owned(), reason.map(str::to_owned)))
                .collect();
            assert_eq!(found, expected, "{comment}");
        }
    }
}
