//! One problem, one finding: order, overlaps, and rules that speak for others.

use crate::finding::{Finding, RuleId};
use crate::ruleset::selects;

/// Sorts findings and drops those that another one already tells.
pub(super) fn settle(findings: &mut Vec<Finding>, swallowed: impl Fn(&RuleId) -> Vec<String>) {
    if findings.len() < 2 {
        return;
    }
    let rules: std::collections::BTreeSet<&RuleId> =
        findings.iter().map(|finding| &finding.rule).collect();
    let silenced: Vec<String> = rules.into_iter().flat_map(swallowed).collect();
    findings.retain(|finding| {
        !silenced
            .iter()
            .any(|selector| selects(selector, finding.rule.as_str()))
    });
    // The gravest first, then the surest, then the longest: each later one yields where it overlaps an earlier one.
    findings.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then(b.private.cmp(&a.private))
            .then(b.confidence.cmp(&a.confidence))
            .then(b.span.len().cmp(&a.span.len()))
            .then(a.span.cmp(&b.span))
            .then_with(|| a.rule.cmp(&b.rule))
    });
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    // A slip of writing inside a promise is another problem than the promise: each of the two kinds has its own places.
    let mut taken: [std::collections::BTreeMap<usize, usize>; 2] = Default::default();
    for finding in findings.drain(..) {
        let span = finding.span;
        if span.is_empty() {
            if !kept
                .iter()
                .any(|other| other.rule == finding.rule && other.span == span)
            {
                kept.push(finding);
            }
            continue;
        }
        let writing = usize::from(matches!(finding.category(), "spelling" | "grammar"));
        let overlaps = taken[writing]
            .range(..span.end)
            .next_back()
            .is_some_and(|(_, end)| span.start < *end);
        let same = taken[1 - writing].get(&span.start) == Some(&span.end);
        if !overlaps && !same {
            taken[writing].insert(span.start, span.end);
            kept.push(finding);
        }
    }
    kept.sort_by(|a, b| {
        a.span
            .cmp(&b.span)
            .then(b.severity.cmp(&a.severity))
            .then_with(|| a.rule.cmp(&b.rule))
    });
    *findings = kept;
}
