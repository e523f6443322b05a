//! From a match to a finding: the message's parts filled in, private values hidden.

use std::sync::Arc;

use crate::finding::{Applicability, Edit, Finding, Fix, RuleId, Severity};
use crate::review::{Excerpts, Review};
use crate::rules::{Match, Rule};
use crate::text::Span;

/// Longest quotation in a message, in characters.
const LONGEST_QUOTE: usize = 60;

pub(super) fn finding(
    id: RuleId,
    why: Arc<str>,
    rule: &Rule,
    severity: Severity,
    found: Match,
    review: &Review<'_>,
) -> Finding {
    let value = |name: &str| {
        found
            .parts
            .iter()
            .find(|(part, _)| *part == name)
            .map(|(part, value)| {
                if *part == "match" && !found.span.is_empty() && value.len() == found.span.len() {
                    excerpt(review, found.span)
                } else {
                    hide(value)
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
    fixes.extend(rule.offer.iter().map(|offer| Fix {
        text: fill(offer, &value),
        edits: Vec::new(),
        applicability: Applicability::Display,
    }));
    let reasons = found.reasons.iter().map(|reason| hide(reason)).collect();
    Finding {
        rule: id,
        severity,
        confidence: rule.confidence,
        message: fill(&rule.say, &value),
        why,
        span: found.span,
        private: is_private(review, found.span),
        value: None,
        fixes,
        reasons,
        related: Vec::new(),
    }
}

/// The words at a span as they may be shown.
fn excerpt(review: &Review<'_>, span: Span) -> String {
    // Most drafts hold nothing private, and then there is nothing to look for in each quote.
    if review.private.is_empty() {
        return span.of(&review.draft.text).to_owned();
    }
    // Only what touches the words can hide them; a long draft has too many others to go over them for each quote.
    let near: Vec<Span> = touching(&review.private, span)
        .chain((review.covered.iter()).filter(|covered| covered.overlaps(span)))
        .copied()
        .collect();
    Excerpts::new(&review.draft.text, &near)
        .of(span)
        .into_owned()
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

/// Adds places to the private ones, which stay sorted and apart.
pub(super) fn keep_private(review: &mut Review<'_>, places: impl Iterator<Item = Span>) {
    let mut all = std::mem::take(&mut review.private);
    all.extend(places);
    all.sort_unstable();
    for span in all {
        match review.private.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => review.private.push(span),
        }
    }
}

/// Whether a private value lies in a span.
fn is_private(review: &Review<'_>, span: Span) -> bool {
    touching(&review.private, span).next().is_some()
}

/// The private places that share a byte with a span; they are sorted and apart, so that a long draft's others need no look.
fn touching(private: &[Span], span: Span) -> impl Iterator<Item = &Span> {
    let first = private.partition_point(|value| value.end <= span.start);
    private[first..]
        .iter()
        .take_while(move |value| value.start < span.end)
        .filter(move |value| value.overlaps(span))
}

/// Fills `{name}` parts; a part without a value is left out together with the quotation marks around it.
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
            None if name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') => {
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

fn shorten(text: &str) -> String {
    let one_line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= LONGEST_QUOTE {
        return one_line;
    }
    let mut short: String = one_line.chars().take(LONGEST_QUOTE - 1).collect();
    short.push('…');
    short
}

/// Hides what could be private in words quoted from the conversation, where no scan has said what is: everything around an @,
/// every word with digits that is no short number, measure, amount or time of day, and numbers in a row that are one together.
pub(super) fn hide(text: &str) -> String {
    if !text
        .bytes()
        .any(|byte| byte.is_ascii_digit() || byte == b'@')
    {
        return text.to_owned();
    }
    let digits_of = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
    let digits = digits_of(text);
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let is_number = |word: &str| 0 < digits_of(word) && !word.contains(char::is_alphabetic);
    let mut out = String::with_capacity(text.len());
    for row in words.chunk_by(|a, b| is_number(a) && is_number(b)) {
        let is_row = 1 < row.len() && LONGEST_ROW < row.iter().map(|word| digits_of(word)).sum();
        for word in row {
            let has_digit = 0 < digits_of(word);
            let is_secret =
                is_row || word.contains('@') || has_digit && (10 <= digits || !is_plain(word));
            if is_secret {
                out.extend(word.chars().map(|c| {
                    if c.is_alphanumeric() || c == '@' {
                        '•'
                    } else {
                        c
                    }
                }));
            } else {
                out.push_str(word);
            }
        }
    }
    out
}

/// The most digits of numbers in a row that are still taken for numbers of their own, as in “2 30”.
const LONGEST_ROW: usize = 4;

/// Whether a word with digits is a short number alone, with a unit, or a time of day: `45`, `1st`, `30min`, `£40`, `10:30`.
fn is_plain(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = word.len() - number.len();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_clock = number.split_once(':').is_some_and(|(hours, minutes)| {
        hours.len() <= 2 && minutes.len() == 2 && digits == number.len() - 1
    });
    let is_number = number
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits < 4;
    // A group of an address, such as `684D`, is no measure; what is shorter tells nothing.
    let is_measure = word.len() <= 3
        || word.ends_with(|c: char| c.is_ascii_lowercase()) && !(digits == 3 && unit == 1)
        || ["AM", "PM"].contains(&&word[number.len()..])
        || unit == 0;
    (is_number && unit <= 7 && is_measure) || (is_clock && (unit == 0 || unit == 2))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            review
                .covered
                .iter()
                .any(|span| span.of(&draft.text).contains("4711"))
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

    #[test]
    fn numbers_and_addresses_are_hidden() {
        assert_eq!(
            hide("order 3348917502 from ana@acme.com is late"),
            "order •••••••••• from ••••••••.••• is late"
        );
        for plain in [
            "three 45 days",
            "the 1st of 2",
            "“10:30am”",
            "£40, 30min",
            "no",
        ] {
            assert_eq!(hide(plain), plain);
        }
        for (private, hidden) in [
            ("wait: “684D”", "wait: “••••”"),
            ("wait: “96:1d”", "wait: “••:••”"),
            ("pin 4711", "pin ••••"),
            ("my SSN 525 48 1204 is", "my SSN ••• •• •••• is"),
            ("card 41 11 22", "card •• •• ••"),
            ("use x9!aB2", "use ••!•••"),
        ] {
            assert_eq!(hide(private), hidden);
        }
    }
}
