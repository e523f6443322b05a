//! SARIF 2.1.0 for code scanning. Source: OASIS, Static Analysis Results Interchange Format 2.1.0, errata 01.
//!
//! Results are written as they come; the tool and its rules follow, since only then is known which rules applied.

mod fixes;
mod places;

use std::borrow::Cow;

use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::report::escape::visible;
use crate::report::view::View;
use crate::report::wire::WirePrivateValue;
use crate::report::{Options, Summary};
use crate::review::{Fingerprint, fingerprints};

use self::fixes::{Fix, fixes};
use self::places::{Location, location, related};
use super::{Head, Layout, write_json};

const HEAD: &[u8] = b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":[\n";

pub(super) const LAYOUT: Layout = Layout {
    head: Head::Stream(|_, out| out.extend_from_slice(HEAD)),
    item,
    separator: b",\n",
    tail,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'v> {
    rule_id: &'v str,
    level: &'static str,
    message: Message<'v>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'v>>,
    partial_fingerprints: PartialFingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'v>>,
    properties: ResultProperties<'v>,
}

#[derive(Serialize)]
struct Message<'v> {
    text: Cow<'v, str>,
}

#[derive(Serialize)]
struct PartialFingerprints {
    /// A reader takes equal values of one name as the same result; the name carries its version.
    #[serde(rename = "tactful/v1")]
    tactful: String,
}

#[derive(Serialize)]
struct Suppression<'v> {
    kind: &'static str,
    justification: &'v str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultProperties<'v> {
    confidence: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    private_value: Option<WirePrivateValue<'v>>,
}

#[derive(Serialize)]
struct Tool<'v> {
    driver: Driver<'v>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'v> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule<'v>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'v> {
    id: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Message<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Message<'v>>,
    default_configuration: Configuration,
    properties: RuleProperties<'v>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties<'v> {
    tags: [&'v str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message<'static>,
}

fn item(view: &View<'_>, out: &mut Vec<u8>) {
    let suppressed = &view.review.suppressed;
    let accepted = suppressed.iter().map(|suppressed| &suppressed.finding);
    let prints = fingerprints(view.review, view.findings.iter().copied().chain(accepted));
    let (shown, others) = prints.split_at(view.findings.len());
    let mut is_first = true;
    let mut write = |result: &SarifResult<'_>| {
        if !is_first {
            out.extend_from_slice(LAYOUT.separator);
        }
        is_first = false;
        write_json(result, out);
    };
    for (finding, print) in view.findings.iter().zip(shown) {
        write(&result(view, finding, *print, Vec::new()));
    }
    for (suppressed, print) in suppressed.iter().zip(others) {
        let suppression = Suppression {
            kind: "external",
            justification: &suppressed.by,
        };
        write(&result(
            view,
            &suppressed.finding,
            *print,
            vec![suppression],
        ));
    }
}

fn result<'v>(
    view: &'v View<'_>,
    finding: &'v Finding,
    print: Fingerprint,
    suppressions: Vec<Suppression<'v>>,
) -> SarifResult<'v> {
    SarifResult {
        rule_id: finding.rule.as_str(),
        level: level(finding.severity),
        message: Message {
            text: Cow::Owned(view.texts(finding).agent),
        },
        locations: location(view, finding).into_iter().collect(),
        related_locations: related(finding),
        fixes: fixes(view, finding),
        partial_fingerprints: PartialFingerprints {
            tactful: print.to_string(),
        },
        suppressions,
        properties: ResultProperties {
            confidence: finding.confidence.as_str(),
            private_value: WirePrivateValue::of(finding),
        },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

fn tail(options: &Options<'_>, summary: &Summary, out: &mut Vec<u8>) {
    let rules = summary.rules.iter().map(|(id, counts)| {
        let help = options
            .help
            .and_then(|help| help(id.as_str()))
            .unwrap_or_default();
        let mut more = help.why.clone();
        for (head, part) in [
            ("Instead: ", help.offer.first()),
            ("For example, not: ", help.bad.as_ref()),
            ("But: ", help.good.as_ref()),
            ("Source: ", Some(&help.source)),
        ] {
            if let Some(part) = part.filter(|part| !part.is_empty()) {
                more = format!("{more}\n{head}{part}");
            }
        }
        let message = |text: String| {
            (!text.is_empty()).then_some(Message {
                text: Cow::Owned(text),
            })
        };
        Rule {
            id: id.as_str(),
            short_description: message(help.title),
            full_description: message(help.why),
            help: message(more),
            default_configuration: Configuration {
                level: level(
                    help.level
                        .unwrap_or(counts.worst().unwrap_or(Severity::Suggestion)),
                ),
            },
            properties: RuleProperties {
                tags: [id.category()],
            },
        }
    });
    let driver = Driver {
        name: "tactful",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.collect(),
    };
    let failures = summary.failures.iter().map(|failure| ("error", failure));
    let notes = summary.notes.keys().chain(&summary.stale);
    let notes = notes.map(|note| ("note", note));
    let notifications = failures.chain(notes).map(|(level, text)| Notification {
        level,
        message: Message {
            text: Cow::Owned(visible(text).into_owned()),
        },
    });
    out.extend_from_slice(b"\n],\"tool\":");
    write_json(&Tool { driver }, out);
    out.extend_from_slice(b",\"invocations\":");
    let invocation = Invocation {
        execution_successful: summary.failures.is_empty(),
        tool_execution_notifications: notifications.collect(),
    };
    write_json(&[invocation], out);
    out.extend_from_slice(b"}]}\n");
}
