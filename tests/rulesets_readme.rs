//! `rulesets/README.md` says what the rulesets say. `TACTFUL_UPDATE=1 cargo test` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use tactful::Linter;
use tactful::ruleset::{Example, Law, selects};

/// The points of good etiquette that the rules must cover, and the rules that do.
const POINTS: &[(&str, &[&str])] = &[
    (
        "knowledge of the product",
        &[
            "honesty/guessing",
            "honesty/fact-mismatch",
            "honesty/unsure-status",
        ],
    ),
    ("honest answers", &["honesty"]),
    ("clear answers", &["clarity"]),
    (
        "calm, also towards aggression",
        &[
            "tone/calm-down",
            "tone/matching-aggression",
            "tone/shouting",
            "tone/sarcasm",
        ],
    ),
    ("polite, respectful", &["tone", "inclusive"]),
    (
        "listening: restating, answering what was asked",
        &[
            "complaint/question-unanswered",
            "complaint/not-addressed",
            "complaint/beside-the-point",
        ],
    ),
    (
        "not asking for what was already given",
        &["complaint/asks-again", "transfer/make-them-repeat"],
    ),
    (
        "reassurance on transfer that the details go along",
        &[
            "transfer/no-reassurance",
            "transfer/no-reason",
            "transfer/no-recap",
        ],
    ),
    (
        "no technical jargon",
        &[
            "clarity/tech-jargon",
            "clarity/internal-terms",
            "clarity/unexplained-acronym",
        ],
    ),
    ("proper spelling and grammar", &["spelling", "grammar"]),
    ("real name", &["greeting/real-name", "greeting/role-name"]),
    ("greeting and goodbye", &["greeting"]),
    (
        "transparency about policies, procedures, limitations",
        &[
            "honesty/policy-wall",
            "honesty/no-alternative",
            "honesty/trial-terms",
        ],
    ),
    ("empathy", &["empathy"]),
    (
        "feelings acknowledged",
        &[
            "empathy/missing-acknowledgement",
            "empathy/feelings-before-fixes",
            "tone/minimizing",
        ],
    ),
    ("confidentiality", &["privacy"]),
    (
        "promptness, apology for a late answer",
        &["promptness/wait-unacknowledged", "promptness/late-mail"],
    ),
    ("complaints never ignored or dismissed", &["complaint"]),
    ("assumptions replaced by clarifying questions", &["assume"]),
    (
        "no pressure to buy: urgency, scarcity, social proof",
        &[
            "pressure/urgency",
            "pressure/scarcity",
            "pressure/hard-sell",
        ],
    ),
    ("no guilt and confirm-shaming", &["pressure/shaming"]),
    (
        "no obstructed cancellation",
        &["pressure/cancel-obstruction"],
    ),
    (
        "no upsell inside an unsolved complaint",
        &["pressure/upsell-in-trouble"],
    ),
    ("no personal opinions", &["opinion"]),
    (
        "solutions instead of blame",
        &["tone/blame", "tone/blaming-others"],
    ),
    (
        "clear expectations: what happens next, by when",
        &[
            "expectations/no-next-step",
            "expectations/no-time-frame",
            "expectations/who-acts",
        ],
    ),
    (
        "follow-up",
        &["expectations/no-follow-up", "complaint/closing-unresolved"],
    ),
    (
        "no dismissive replies",
        &["tone/dismissive", "tone/read-the-manual"],
    ),
    (
        "no inaccurate certainty or over-promise",
        &["honesty/over-promise", "honesty/bare-forecast"],
    ),
    (
        "invitations that are clearly a chat offer",
        &["proactive/looks-like-ad", "proactive/unclear-who"],
    ),
    ("as easy to decline as to accept", &["proactive/no-easy-no"]),
    (
        "never repeated after a decline, not stacked, not too soon",
        &[
            "proactive/invite-after-no",
            "proactive/second-invite",
            "proactive/too-soon",
        ],
    ),
    (
        "never revealing what the agent can see",
        &[
            "privacy/watching-customer",
            "privacy/unsent-text",
            "privacy/customer-location",
        ],
    ),
    (
        "never revealing internal notes",
        &["privacy/internal-label", "template/internal-note"],
    ),
    (
        "ending a chat, transcripts and blocking announced properly",
        &[
            "greeting/abrupt-goodbye",
            "promptness/quick-close",
            "expectations/instant-transcript",
            "tone/threat",
        ],
    ),
    (
        "warmth for the upset",
        &[
            "rapport/too-terse-for-upset",
            "empathy/missing-acknowledgement",
        ],
    ),
    (
        "brevity for the brisk, no flood of warmth where the customer is formal",
        &["rapport/formality-mismatch", "rapport/breezy"],
    ),
    (
        "no cheer for the distressed",
        &["rapport/cheer-mismatch", "rapport/exclaiming"],
    ),
    (
        "genuine, not scripted",
        &["rapport/scripted-feel", "empathy/hollow-phrase"],
    ),
    (
        "placeholders, unfilled or rendered blank, at each stage",
        &[
            "template/placeholder",
            "template/rendered-blank",
            "template/unknown-placeholder",
        ],
    ),
    (
        "right customer, right brand",
        &["greeting/wrong-name", "template/wrong-brand"],
    ),
    (
        "promised attachments attached",
        &["template/attachment-missing"],
    ),
    ("the customer's language", &["rapport/language-mismatch"]),
    (
        "no canned reply twice",
        &["template/same-answer", "template/pasted-twice"],
    ),
    (
        "a request for a human heard",
        &["complaint/manager-ignored"],
    ),
    (
        "no AI debris, no false human claims",
        &["template/ai-leftover", "honesty/human-or-bot"],
    ),
    (
        "claims fit the given facts and actions",
        &["honesty/fact-mismatch", "honesty/action-mismatch"],
    ),
];

#[test]
fn every_point_has_rules() {
    let rules = Linter::builtin().rules();
    let bare: Vec<_> = POINTS
        .iter()
        .filter(|(_, selectors)| {
            !selectors
                .iter()
                .all(|selector| rules.iter().any(|rule| selects(selector, rule.id.as_str())))
        })
        .map(|(point, _)| *point)
        .collect();
    assert!(bare.is_empty(), "points without rules: {bare:?}");
}

/// Reminders of a law name the article, where to read it and when somebody last looked; nothing claims that a law is kept.
#[test]
fn every_law_is_complete_and_nothing_claims_compliance() {
    let claims = [
        "complian",
        "ensures that you comply",
        "legally safe",
        "makes it legal",
        "certified",
        "guarantees that the law",
    ];
    for rule in Linter::builtin().rules() {
        if let Some(law) = &rule.law {
            assert!(
                law.article.bytes().any(|byte| byte.is_ascii_digit()),
                "{}: {}",
                rule.id,
                law.article
            );
            assert!(
                law.link.starts_with("https://"),
                "{}: {}",
                rule.id,
                law.link
            );
            assert_eq!(law.checked.len(), 10, "{}: {}", rule.id, law.checked);
        }
        if rule.pack == "default" {
            continue;
        }
        let told = [&rule.say, &rule.why, &rule.source];
        for text in told.into_iter().chain(&rule.offer) {
            let text = text.to_lowercase();
            // “Ask your compliance team” names people, not a promise.
            let text = text.replace("compliance team", "");
            assert!(
                !claims.iter().any(|claim| text.contains(claim)),
                "{}: {text}",
                rule.id
            );
        }
        assert!(
            3 <= rule.bad.len() && 3 <= rule.good.len(),
            "{}: a rule of a pack has three examples of each kind",
            rule.id
        );
    }
}

#[test]
fn the_readme_is_fresh() {
    let wanted = readme();
    let path = "rulesets/README.md";
    if std::env::var_os("TACTFUL_UPDATE").is_some() {
        fs::write(path, &wanted).unwrap();
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == wanted,
        "{path} is stale: run TACTFUL_UPDATE=1 cargo test --test rulesets_readme"
    );
}

fn readme() -> String {
    let linter = Linter::builtin();
    let rules = linter.rules();
    let mut out = String::from(
        "# The built-in rules\n\nMade from the rulesets in this folder; do not edit.\n\
         How to write and change rules is in [guide.md](guide.md); `tactful explain RULE` shows the same as below.\n\n\
         ## What is covered\n\n| point | rules |\n|---|---|\n",
    );
    for (point, selectors) in POINTS {
        let named: Vec<String> = selectors
            .iter()
            .map(|selector| {
                if selector.contains('/') {
                    format!("[`{selector}`](#{})", anchor(selector))
                } else {
                    format!("[`{selector}/…`](#{selector})")
                }
            })
            .collect();
        writeln!(out, "| {point} | {} |", named.join(", ")).unwrap();
    }
    out.push_str(
        "\n## Packs\n\nA pack runs where it is switched on: `packs = [\"retail\"]` in `tactful.toml`, or `--pack retail`.\n\
         Where a rule names a law, it is a reminder, no legal advice: silence does not mean that the law is kept.\n\n\
         | pack | for | rules |\n|---|---|---|\n",
    );
    for (name, title) in linter.packs() {
        let named: Vec<String> = rules
            .iter()
            .filter(|rule| rule.pack == *name)
            .map(|rule| format!("[`{}`](#{})", rule.id, anchor(rule.id.as_str())))
            .collect();
        writeln!(out, "| `{name}` | {title} | {} |", named.join(", ")).unwrap();
    }
    let mut categories: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for rule in &rules {
        categories.entry(rule.id.category()).or_default().push(rule);
    }
    for (category, rules) in categories {
        writeln!(out, "\n## {category}\n").unwrap();
        for rule in rules {
            writeln!(out, "### {}\n", rule.id).unwrap();
            let mut facts = format!(
                "{}, {} confidence, `{}`",
                rule.level,
                rule.confidence.as_str(),
                rule.verb
            );
            if rule.pack != "default" {
                write!(facts, ", pack `{}`", rule.pack).unwrap();
            } else if !rule.on_by_default {
                facts.push_str(", off by default");
            }
            if let Some(needs) = rule.needs {
                write!(facts, ", needs {needs}").unwrap();
            }
            writeln!(out, "{facts}.\n{}\n", rule.why).unwrap();
            list(&mut out, "Found", &rule.bad);
            list(&mut out, "Fine", &rule.good);
            if !rule.source.is_empty() {
                writeln!(out, "Source: {}.", rule.source.trim_end_matches('.')).unwrap();
            }
            if let Some(law) = &rule.law {
                let Law {
                    article,
                    link,
                    checked,
                } = law;
                writeln!(
                    out,
                    "Reminds of: [{article}]({link}), checked on {checked}. No legal advice."
                )
                .unwrap();
            }
        }
    }
    out
}

fn anchor(rule: &str) -> String {
    rule.replace('/', "")
}

fn list(out: &mut String, title: &str, examples: &[Example]) {
    writeln!(out, "{title}:\n").unwrap();
    for example in examples.iter().take(3) {
        let mut line = String::new();
        for (role, text) in &example.turns {
            write!(line, "{role}: “{text}” → ").unwrap();
        }
        writeln!(
            out,
            "- {line}“{}”",
            example
                .draft
                .replace('\n', " / ")
                .replace('|', "\\|")
                .replace('<', "&lt;")
        )
        .unwrap();
    }
    out.push('\n');
}
