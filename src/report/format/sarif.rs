//! SARIF 2.1.0 for code scanning. Source: OASIS, Static Analysis Results Interchange Format 2.1.0, errata 01.
//!
//! Results are written as they come; the tool and its rules follow, since only then is known which rules applied.

use std::borrow::Cow;

use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::report::escape::visible;
use crate::report::view::View;
use crate::report::wire::WirePrivateValue;
use crate::report::{Options, Summary};
use crate::review::{Fingerprint, fingerprints};

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
#[serde(rename_all = "camelCase")]
struct Location<'v> {
    #[serde(skip_serializing_if = "Option::is_none")]
    physical_location: Option<PhysicalLocation<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation<'v>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'v> {
    artifact_location: ArtifactLocation,
    region: Region<'v>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'v> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Message<'v>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation<'v> {
    name: Cow<'v, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fully_qualified_name: Option<&'v str>,
    kind: &'static str,
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

/// Where a finding stands; `None` for a draft that is in no file and has no name.
fn location<'v>(view: &'v View<'_>, finding: &Finding) -> Option<Location<'v>> {
    let origin = &view.review.draft.origin;
    let physical_location = (!origin.file.is_empty()).then(|| {
        let place = view.place(finding.span);
        let snippet = (!finding.span.is_empty()).then(|| Message {
            text: view.short_excerpt(finding),
        });
        PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: uri(&origin.file),
            },
            region: Region {
                start_line: place.start.0,
                start_column: place.start.1,
                end_line: place.end.0,
                end_column: place.end.1,
                snippet,
            },
        }
    });
    let logical_locations: Vec<LogicalLocation<'_>> = view
        .record()
        .map(|name| LogicalLocation {
            name,
            fully_qualified_name: origin.record.as_deref(),
            kind: "member",
        })
        .into_iter()
        .collect();
    if physical_location.is_none() && logical_locations.is_empty() {
        return None;
    }
    Some(Location {
        physical_location,
        logical_locations,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

/// A file name as a relative reference of RFC 3986, or a `file:` URI where it is absolute.
fn uri(file: &str) -> String {
    let file = file.replace('\\', "/");
    let mut uri = String::with_capacity(file.len());
    let has_drive = file.as_bytes().get(1) == Some(&b':');
    if file.starts_with('/') || has_drive {
        uri.push_str(if has_drive { "file:///" } else { "file://" });
    }
    for (at, byte) in file.bytes().enumerate() {
        let is_drive = has_drive && at == 1;
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || is_drive {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
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
    let notes = summary.notes.keys().chain(&summary.stale);
    let notifications = notes.map(|note| Notification {
        level: "note",
        message: Message {
            text: Cow::Owned(visible(note).into_owned()),
        },
    });
    out.extend_from_slice(b"\n],\"tool\":");
    write_json(&Tool { driver }, out);
    out.extend_from_slice(b",\"invocations\":");
    let invocation = Invocation {
        execution_successful: true,
        tool_execution_notifications: notifications.collect(),
    };
    write_json(&[invocation], out);
    out.extend_from_slice(b"}]}\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_become_references() {
        for (file, expected) in [
            ("replies/late parcel.md", "replies/late%20parcel.md"),
            ("/tmp/é.md", "file:///tmp/%C3%A9.md"),
            ("C:\\a\\b.md", "file:///C:/a/b.md"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(uri(file), expected);
        }
    }
}
