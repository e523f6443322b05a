//! What all reviews of a run say together.

use std::collections::BTreeMap;

use crate::finding::{RuleId, Severity};

/// How often something was found, by severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([u64; Severity::ALL.len()]);

impl Counts {
    /// Findings of a severity.
    pub const fn of(self, severity: Severity) -> u64 {
        self.0[severity as usize]
    }

    /// All findings.
    pub fn total(self) -> u64 {
        self.0.iter().sum()
    }

    /// The gravest severity among them.
    pub fn worst(self) -> Option<Severity> {
        Severity::ALL
            .into_iter()
            .rev()
            .find(|severity| 0 < self.of(*severity))
    }

    fn add(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }
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
    pub rules: BTreeMap<RuleId, Counts>,
    /// For each thing that was missing, the most rules that missed it in one draft.
    pub skipped: BTreeMap<&'static str, u64>,
    /// Notes, and the number of drafts each is about; 0 for a note about the run.
    pub notes: BTreeMap<String, u64>,
    /// Acceptances that no longer match anything; the caller fills this in.
    pub stale: Vec<String>,
    /// What could not be checked, a sentence each; the caller fills this in.
    pub failures: Vec<String>,
    /// Shown findings.
    pub findings: Counts,
    /// Drafts that a report with limited room did not show.
    pub(crate) left_out: u64,
}

impl Summary {
    /// “3 errors, 1 warning in 2 of 9 drafts”, or that nothing was found.
    pub fn sentence(&self) -> String {
        if self.findings.total() == 0 {
            return match self.drafts {
                0 => String::from("no drafts found"),
                1 => String::from("nothing to change"),
                drafts => format!("nothing to change in {drafts} drafts"),
            };
        }
        let severities = Severity::ALL.into_iter().rev();
        let counts: Vec<String> = severities
            .filter(|severity| 0 < self.findings.of(*severity))
            .map(|severity| count(self.findings.of(severity), severity.as_str()))
            .collect();
        format!("{}{}", counts.join(", "), self.share())
    }

    /// “ in 2 of 9 drafts”; nothing for a single draft.
    pub(crate) fn share(&self) -> String {
        if self.drafts < 2 {
            return String::new();
        }
        format!(" in {} of {} drafts", self.with_findings, self.drafts)
    }

    /// Shown findings by category, sorted by name.
    pub fn categories(&self) -> BTreeMap<&str, Counts> {
        let mut categories: BTreeMap<&str, Counts> = BTreeMap::new();
        for (rule, counts) in &self.rules {
            categories.entry(rule.category()).or_default().add(*counts);
        }
        categories
    }

    /// Adds the counts of another run.
    pub fn add(&mut self, other: Self) {
        self.drafts += other.drafts;
        self.with_findings += other.with_findings;
        self.held += other.held;
        self.suppressed += other.suppressed;
        self.findings.add(other.findings);
        for (rule, counts) in other.rules {
            self.rules.entry(rule).or_default().add(counts);
        }
        for (needs, count) in other.skipped {
            let most = self.skipped.entry(needs).or_insert(0);
            *most = count.max(*most);
        }
        for (note, count) in other.notes {
            *self.notes.entry(note).or_insert(0) += count;
        }
        self.stale.extend(other.stale);
        self.failures.extend(other.failures);
    }

    /// The counts of one draft, before its findings.
    pub(crate) fn one(has_findings: bool, is_held: bool) -> Self {
        Self {
            drafts: 1,
            with_findings: u64::from(has_findings),
            held: u64::from(is_held),
            ..Self::default()
        }
    }

    /// Counts one shown finding.
    pub(crate) fn count(&mut self, rule: &RuleId, severity: Severity) {
        let mut one = Counts::default();
        one.0[severity as usize] = 1;
        self.findings.add(one);
        match self.rules.get_mut(rule) {
            Some(counts) => counts.add(one),
            None => {
                self.rules.insert(rule.clone(), one);
            }
        }
    }
}

/// A number with its noun: “1 draft”, “2 drafts”.
pub(crate) fn count(number: u64, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

/// A note with the number of drafts it is about.
pub(crate) fn about(note: &str, drafts: u64) -> String {
    match drafts {
        0 => note.to_owned(),
        drafts => format!("{note} ({})", count(drafts, "draft")),
    }
}
