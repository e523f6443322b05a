//! What all reviews of a run say together.

use std::collections::BTreeMap;

use crate::finding::{RuleId, Severity};

/// How often a rule applied, and how badly at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleCount {
    /// Findings.
    pub findings: u64,
    /// The gravest severity among them.
    pub worst: Severity,
}

/// Counts over all reviews of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Drafts checked.
    pub drafts: u64,
    /// Drafts with at least one shown finding.
    pub with_findings: u64,
    /// Drafts that should not be sent as they are.
    pub held: u64,
    /// Findings that were accepted.
    pub suppressed: u64,
    /// The rules that applied.
    pub rules: BTreeMap<RuleId, RuleCount>,
    /// For each thing that was missing, the most rules that missed it in one draft.
    pub skipped: BTreeMap<&'static str, u64>,
    /// Notes, and the number of drafts each is about.
    pub notes: BTreeMap<String, u64>,
    /// Acceptances that no longer match anything; the caller fills this in.
    pub stale: Vec<String>,
    findings: [u64; Severity::ALL.len()],
}

impl Summary {
    /// Shown findings of a severity.
    pub const fn findings(&self, severity: Severity) -> u64 {
        self.findings[severity as usize]
    }

    /// All shown findings.
    pub fn total(&self) -> u64 {
        self.findings.iter().sum()
    }

    /// Shown findings by category, sorted by name.
    pub fn categories(&self) -> BTreeMap<&str, u64> {
        let mut categories = BTreeMap::new();
        for (rule, count) in &self.rules {
            *categories.entry(rule.category()).or_insert(0) += count.findings;
        }
        categories
    }

    /// Adds the counts of another run.
    pub fn add(&mut self, other: Self) {
        self.drafts += other.drafts;
        self.with_findings += other.with_findings;
        self.held += other.held;
        self.suppressed += other.suppressed;
        for (mine, theirs) in self.findings.iter_mut().zip(other.findings) {
            *mine += theirs;
        }
        for (rule, count) in other.rules {
            let mine = self.rules.entry(rule).or_insert(RuleCount {
                findings: 0,
                worst: count.worst,
            });
            mine.findings += count.findings;
            mine.worst = mine.worst.max(count.worst);
        }
        for (needs, count) in other.skipped {
            let most = self.skipped.entry(needs).or_insert(0);
            *most = count.max(*most);
        }
        for (note, count) in other.notes {
            *self.notes.entry(note).or_insert(0) += count;
        }
        self.stale.extend(other.stale);
    }

    /// Counts one shown finding.
    pub(crate) fn count(&mut self, rule: &RuleId, severity: Severity) {
        self.findings[severity as usize] += 1;
        match self.rules.get_mut(rule) {
            Some(count) => {
                count.findings += 1;
                count.worst = count.worst.max(severity);
            }
            None => {
                let first = RuleCount {
                    findings: 1,
                    worst: severity,
                };
                self.rules.insert(rule.clone(), first);
            }
        }
    }
}
