//! From a match to a finding: the message's parts filled in, private values hidden.

use std::sync::Arc;

use super::quote::{excerpt, is_private, quote, touching};
use crate::detect::Settings;
use crate::finding::{Applicability, Edit, Finding, Fix, RuleId, Severity};
use crate::review::Review;
use crate::rules::{Match, Rule, Verb};

/// Longest quotation in a message, in characters.
const LONGEST_QUOTE: usize = 60;

pub(super) fn finding(
    id: RuleId,
    why: Arc<str>,
    rule: &Rule,
    severity: Severity,
    found: Match,
    review: &Review<'_>,
    settings: &Settings,
) -> Finding {
    // What is said of a private value is its kind and whose it is, never words of anybody.
    let is_told = matches!(rule.verb, Verb::Private { .. });
    let shown = |words: &str| match is_told {
        true => words.to_owned(),
        false => quote(review, settings, words),
    };
    let value = |name: &str| {
        found
            .parts
            .iter()
            .find(|(part, _)| *part == name)
            .map(|(part, value)| {
                if *part == "match" && !found.span.is_empty() && value.len() == found.span.len() {
                    excerpt(review, found.span)
                } else {
                    shown(value)
                }
            })
    };
    let mut fixes: Vec<Fix> = found
        .instead
        .iter()
        .map(|wording| Fix {
            text: wording.clone(),
            edits: vec![Edit {
                span: found.span,
                replacement: wording.clone(),
            }],
            applicability: if found.safe {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            },
        })
        .collect();
    fixes.extend(rule.words.get().offer.iter().map(|offer| Fix {
        text: fill(offer, &|name| {
            let known = || review.draft.fact(name).map(shown);
            let gap = || is_part(name).then(|| "…".to_owned());
            value(name).or_else(known).or_else(gap)
        }),
        edits: Vec::new(),
        applicability: Applicability::Display,
    }));
    let reasons = found.reasons.iter().map(|reason| shown(reason)).collect();
    Finding {
        rule: id,
        severity,
        confidence: rule.confidence,
        message: fill(&rule.words.get().say, &value),
        why,
        span: found.span,
        private: is_private(review, found.span),
        value: None,
        fixes,
        reasons,
        related: Vec::new(),
    }
}

/// Drops what grammar and spelling say about a private value or a part of one: a password has no commas to mend, and the mended wording would show it.
/// Inside a value without spaces there are no words at all: the `af` of a hardware address is no swearing.
pub(super) fn leave_values_alone(review: &mut Review<'_>) {
    let private = std::mem::take(&mut review.private);
    if !private.is_empty() {
        let text = &review.draft.text;
        review.findings.retain(|finding| {
            let category = finding.rule.category();
            let is_form = matches!(category, "grammar" | "spelling");
            let is_left = matches!(category, "privacy" | "template" | "placeholder");
            !touching(&private, finding.span).any(|value| {
                let both = value.cover(finding.span);
                let is_inside = both == *value;
                let is_torn = both != finding.span;
                (is_form && (is_torn || is_inside))
                    || (!is_left && is_inside && !value.of(text).contains(' '))
            })
        });
    }
    review.private = private;
}

/// Fills `{name}` parts; a part without a value is left out together with the quotation marks around it. Suggested wording leaves a
/// gap instead, for the agent to fill.
pub(super) fn fill(template: &str, value: &impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|close| open + close) else {
            break;
        };
        out.push_str(&rest[..open]);
        let name = &rest[open + 1..close];
        rest = &rest[close + 1..];
        match value(name) {
            Some(text) => out.push_str(&shorten(&text)),
            None if is_part(name) => {
                // “…” or (“…”) around nothing reads badly.
                if out.ends_with('“') && rest.starts_with('”') {
                    out.truncate(out.len() - '“'.len_utf8());
                    rest = &rest['”'.len_utf8()..];
                    if out.ends_with(" (") && rest.starts_with(')') {
                        out.truncate(out.len() - 2);
                        rest = &rest[1..];
                    }
                }
            }
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether this is how parts are named; other braces are the author's own.
fn is_part(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

fn shorten(text: &str) -> String {
    let one_line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= LONGEST_QUOTE {
        return one_line;
    }
    let mut short: String = one_line.chars().take(LONGEST_QUOTE - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Channel, Draft};
    use crate::linter::Linter;

    #[test]
    fn suggested_wording_names_the_customer_or_leaves_a_gap() {
        for (name, wanted) in [
            (Some("Maria Lopez"), "Dear Maria Lopez,"),
            (None, "Dear …,"),
        ] {
            let mut draft =
                Draft::new("Your parcel left our depot today and comes on Friday at noon.")
                    .with_customer("Where is my parcel?");
            draft.channel = Some(Channel::Email);
            draft.customer.name = name.map(str::to_owned);
            let review = Linter::builtin().check(&draft);
            let offers = |rule: &str| {
                let found = review
                    .findings
                    .iter()
                    .find(|found| found.rule.as_str() == rule);
                found.map(|found| found.fixes[0].text.clone())
            };
            assert_eq!(
                offers("greeting/missing-email-greeting").as_deref(),
                Some(wanted)
            );
        }
    }

    #[test]
    fn parts_are_filled_and_empty_quotes_left_out() {
        let value = |name: &str| (name == "match").then(|| "calm down".to_owned());
        assert_eq!(fill("“{match}” is rude", &value), "“calm down” is rude");
        assert_eq!(
            fill(
                "The customer sounds upset (“{customer_match}”). Start",
                &value
            ),
            "The customer sounds upset. Start"
        );
        assert_eq!(fill("use {{name}} here", &value), "use {{name}} here");
    }

    #[test]
    fn what_a_rule_calls_a_secret_is_quoted_by_no_rule() {
        let rule = |id: &str, avoid: &str, more: &str| {
            format!(
                "[[rule]]\nid = \"{id}\"\nlevel = \"warning\"\navoid = [\"{avoid}\"]\n{more}\nsay = \"“{{match}}” is not right here.\"\nwhy = \"x\"\nbad = [\"a\"]\ngood = [\"b\"]\n"
            )
        };
        let text = format!(
            "{}{}",
            rule("a/quotes", "door is <number>", ""),
            rule("b/secret", "is <number>", "secret = true")
        );
        let source = crate::ruleset::Source {
            name: "own.toml".into(),
            text,
            layer: 0,
        };
        let config = crate::Config::default();
        let linter = crate::Linter::from_sources(&[source], &config).unwrap();
        let draft = crate::Draft::new("The back door is 4711 today.");
        let review = linter.check(&draft);
        assert!(!review.findings.is_empty());
        for finding in &review.findings {
            assert!(finding.private, "{}", finding.rule);
            assert!(!finding.message.contains("4711"), "{}", finding.message);
        }
        assert!(
            (review.covered.iter()).any(|(start, end)| draft.text[*start..*end].contains("4711"))
        );
    }

    #[test]
    fn nobody_mends_a_password() {
        let linter = crate::Linter::new(&crate::Config::default()).unwrap();
        let draft =
            crate::Draft::new("Your new password is dv!ZChb^FNw2 and your username is mmendez.");
        let review = linter.check(&draft);
        let rules: Vec<&str> = review.findings.iter().map(|f| f.category()).collect();
        assert!(rules.contains(&"privacy"), "{rules:?}");
        assert!(
            !rules.contains(&"grammar") && !rules.contains(&"spelling"),
            "{rules:?}"
        );
    }
}
