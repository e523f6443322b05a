//! Guardrails AI: the fields of its `PassResult` and `FailResult` (0.11.0), so that a validator hands the answer on: `FailResult(**answer)`.
//!
//! Error spans count code points, as Python does; `fix_value` is the text with the fixes that keep the meaning, and with tags such as `[CARD_1]`
//! where private values were found: a guard that sends the mended text must not send them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::with_context;
use crate::detect::{Detection, Settings, scan};
use crate::finding::{Applicability, Edit, Fix};
use crate::fix::{Boldness, Method, Redaction, apply, edited, fixes};
use crate::hook::Decision;
use crate::report::texts;
use crate::review::Review;
use crate::serve::Rules;
use crate::serve::answer::{Problem, Whole, json};
use crate::serve::service::Service;
use crate::text::Positions;

/// The shape of the body, in words.
const SHAPE: &str = "{\"value\": \"…\", \"metadata\": {}}";

#[derive(Deserialize)]
struct Asked {
    value: String,
    #[serde(default)]
    metadata: Option<Map<String, Value>>,
}

#[derive(Serialize)]
#[serde(tag = "outcome", rename_all = "lowercase")]
enum Validation {
    Pass {},
    Fail {
        error_message: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        fix_value: Option<String>,
        error_spans: Vec<ErrorSpan>,
    },
}

#[derive(Serialize)]
struct ErrorSpan {
    start: usize,
    end: usize,
    reason: String,
}

/// Does the value pass?
pub(in crate::serve) async fn validate(
    State(service): State<Arc<Service>>,
    body: Whole,
) -> Result<Response, Problem> {
    let asked: Asked = body.json(SHAPE)?;
    let size = body.0.len();
    let validation = service
        .work(size, move |service, rules| {
            validation(service, rules, &asked)
        })
        .await??;
    Ok(json(StatusCode::OK, &validation))
}

fn validation(service: &Service, rules: &Rules, asked: &Asked) -> Result<Validation, Problem> {
    if asked.value.trim().is_empty() {
        return Ok(Validation::Pass {});
    }
    let metadata = asked.metadata.clone().unwrap_or_default();
    let drafts = with_context(&asked.value, &metadata, rules)?;
    let mut reviews: Vec<_> = drafts.iter().map(|draft| rules.review(draft)).collect();
    let decision = Decision::of(&mut reviews, &rules.policy);
    service.metrics.decided(&decision);
    let mut error_spans = Vec::new();
    let mut mended = None;
    for review in &reviews {
        let draft = review.draft;
        let positions = Positions::new(&draft.text);
        let at = |byte| positions.at(&draft.text, byte).code_point;
        for finding in review
            .findings
            .iter()
            .filter(|finding| rules.policy.fail_on.is_reached_by(Some(finding.severity)))
        {
            error_spans.push(ErrorSpan {
                start: at(finding.span.start),
                end: at(finding.span.end),
                reason: texts(review, finding, &rules.options()).short,
            });
        }
        let covering = covering(review, &rules.private);
        let applied = apply(
            &draft.text,
            covering.iter().chain(fixes(review, Boldness::Safe)),
        );
        if 0 < applied.fixes {
            mended = Some(edited(&draft.text, &applied.edits));
        }
    }
    Ok(if decision.is_held() {
        Validation::Fail {
            error_message: decision.for_model(),
            fix_value: mended,
            error_spans,
        }
    } else {
        Validation::Pass {}
    })
}

/// Tags in the place of the private values that were found, also of those that another finding about privacy stands on.
fn covering(review: &Review<'_>, settings: &Settings) -> Vec<Fix> {
    let mut redaction = Redaction::new(Method::Replace, settings.clone());
    let text = &review.draft.text;
    let is_found = |found: &Detection| {
        review.findings.iter().any(|finding| match &finding.value {
            Some(_) => finding.span == found.span,
            None => finding.category() == "privacy" && finding.span.overlaps(found.span),
        })
    };
    let found = scan(text, settings).into_iter();
    let tagged = found
        .filter(|found| !found.reserved && review.private.contains(&found.span) && is_found(found))
        .map(|found| Fix {
            text: String::new(),
            edits: vec![Edit {
                span: found.span,
                replacement: redaction.stand_in(found.kind, found.span.of(text)),
            }],
            applicability: Applicability::Safe,
        });
    tagged.collect()
}
