//! The checks, one file each, and their list.

mod contradiction;
mod lone_placeholder;
mod name_spelling;
mod near_duplicate;
mod retired_name;
mod stale_date;
mod unused_reply;
mod variant_drift;

use std::sync::Arc;

use super::library::Library;
use crate::error::{Error, did_you_mean};
use crate::finding::{Confidence, Finding, Related, RuleId, Severity};
use crate::text::Span;

/// One thing to notice in a whole library.
#[derive(Debug)]
pub struct Check {
    /// Its name as a rule, such as `audit/contradiction`.
    pub id: &'static str,
    /// What it notices, in one line.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do about it.
    pub offer: &'static str,
    /// How bad.
    pub level: Severity,
    /// How sure.
    pub confidence: Confidence,
    find: fn(&Library<'_>, &mut Found),
}

/// The checks, sorted by name. A test compares the list with the folder.
const LIST: &[Check] = &[
    contradiction::CHECK,
    lone_placeholder::CHECK,
    name_spelling::CHECK,
    near_duplicate::CHECK,
    retired_name::CHECK,
    stale_date::CHECK,
    unused_reply::CHECK,
    variant_drift::CHECK,
];

/// All checks, sorted by name.
pub const fn checks() -> &'static [Check] {
    LIST
}

/// The checks that `only` and `skip` leave. Each names a check with or without `audit/`, or `*`; an empty `only` is all.
///
/// # Errors
/// A name that no check has.
pub fn chosen(only: &[String], skip: &[String]) -> Result<Vec<&'static Check>, Error> {
    for name in only.iter().chain(skip) {
        if !LIST.iter().any(|check| check.is_named_by(name)) {
            let names = LIST.iter().map(|check| check.short());
            return Err(Error::config(format!("there is no audit check `{name}`"))
                .help(did_you_mean(bare(name), names)));
        }
    }
    let named = |names: &[String], check: &Check| names.iter().any(|name| check.is_named_by(name));
    Ok(LIST
        .iter()
        .filter(|check| (only.is_empty() || named(only, check)) && !named(skip, check))
        .collect())
}

fn bare(name: &str) -> &str {
    name.strip_prefix("audit/").unwrap_or(name)
}

impl Check {
    /// The name without `audit/`.
    pub fn short(&self) -> &'static str {
        self.id.strip_prefix("audit/").unwrap_or(self.id)
    }

    fn is_named_by(&self, name: &str) -> bool {
        matches!(name, "*" | "audit" | "audit/*") || bare(name) == self.short()
    }

    /// What it finds: the index of a draft, and the finding in it.
    pub(super) fn search(&self, library: &Library<'_>) -> Vec<(usize, Finding)> {
        let mut found = Found {
            rule: RuleId::new(self.id),
            why: Arc::from(self.why),
            level: self.level,
            confidence: self.confidence,
            findings: Vec::new(),
        };
        (self.find)(library, &mut found);
        found.findings
    }
}

/// What a check writes to.
pub(super) struct Found {
    rule: RuleId,
    why: Arc<str>,
    level: Severity,
    confidence: Confidence,
    findings: Vec<(usize, Finding)>,
}

impl Found {
    /// Adds a finding at a span of a draft.
    pub(super) fn push(
        &mut self,
        draft: usize,
        span: Span,
        message: String,
        related: Vec<Related>,
    ) {
        let finding = Finding {
            rule: self.rule.clone(),
            severity: self.level,
            confidence: self.confidence,
            message,
            why: Arc::clone(&self.why),
            span,
            private: false,
            fixes: Vec::new(),
            reasons: Vec::new(),
            related,
            value: None,
        };
        self.findings.push((draft, finding));
    }

    /// The finding that was added last, to change what makes it special.
    pub(super) fn last(&mut self) -> Option<&mut Finding> {
        self.findings.last_mut().map(|(_, finding)| finding)
    }
}

/// Sorts the findings of one draft; of a contradiction and a drift at the same words the drift stays, which says more.
pub(super) fn settle(findings: &mut Vec<Finding>) {
    let drifts: Vec<Span> = findings
        .iter()
        .filter(|finding| finding.rule.as_str() == variant_drift::CHECK.id)
        .map(|finding| finding.span)
        .collect();
    findings.retain(|finding| {
        finding.rule.as_str() != contradiction::CHECK.id
            || !drifts.iter().any(|span| span.overlaps(finding.span))
    });
    findings.sort_by(|a, b| {
        (a.span, std::cmp::Reverse(a.severity), &a.rule).cmp(&(
            b.span,
            std::cmp::Reverse(b.severity),
            &b.rule,
        ))
    });
}

/// “1 other reply”, “3 other replies”.
pub(super) fn other_replies(count: usize) -> String {
    match count {
        1 => String::from("another reply"),
        many => format!("{many} other replies"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/audit/checks");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                path.file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .replace('_', "-")
            })
            .filter(|name| name != "mod")
            .collect();
        files.sort();
        let names: Vec<&str> = LIST.iter().map(Check::short).collect();
        assert_eq!(names, files);
    }

    #[test]
    fn names_choose_checks() {
        let names = |only: &[&str], skip: &[&str]| {
            let own = |names: &[&str]| {
                names
                    .iter()
                    .map(|name| (*name).to_owned())
                    .collect::<Vec<_>>()
            };
            chosen(&own(only), &own(skip))
                .map(|checks| {
                    checks
                        .iter()
                        .map(|check| check.short())
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .unwrap_or_else(|error| error.to_string())
        };
        assert_eq!(names(&["contradiction"], &[]), "contradiction");
        assert_eq!(names(&["audit/stale-date"], &["stale-date"]), "");
        assert_eq!(names(&[], &["audit/*"]), "");
        assert!(names(&["contradictions"], &[]).contains("did you mean `contradiction`?"));
        assert!(names(&[], &["audit/near-duplicates"]).contains("did you mean `near-duplicate`?"));
        assert!(names(&["zzz"], &[]).contains("the choices are: contradiction, lone-placeholder"));
    }
}
