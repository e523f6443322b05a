//! Splits the findings that stand from those that a directive, an allowance or the baseline accepts, and tells which acceptances are stale.

mod allowance;
mod baseline;
mod date;

pub use allowance::{Allowance, Place, glob};
pub use baseline::{Baseline, BaselineEntry};
pub use date::Date;

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::RuleId;
use crate::review::{Fingerprint, Review, Suppressed, fingerprints};

/// Whether a directive in a file may silence a rule without saying why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unexplained {
    /// It may.
    #[default]
    Honoured,
    /// It may not: the finding stands, and the directive is complained about.
    Refused,
}

/// All that may accept findings in one run. Shared between threads; what each thread saw goes into its own [`Usage`].
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The configuration's `[[allow]]` entries.
    pub allowances: Vec<Allowance>,
    /// Known findings that are accepted as they are.
    pub baseline: Option<Baseline>,
    /// The day on which `expires` is judged; the doors read the clock.
    pub today: Option<Date>,
    /// What a directive without a reason does.
    pub unexplained: Unexplained,
}

/// What a run used of its policy. Two usages of the same policy add up, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// Indexes of allowances whose place covered a checked draft.
    covered: BTreeSet<usize>,
    /// Indexes of allowances that accepted a finding.
    used: BTreeSet<usize>,
    /// How often each fingerprint of the baseline was met.
    met: BTreeMap<Fingerprint, usize>,
    /// What is wrong with directives, in order of file and line.
    complaints: BTreeSet<Complaint>,
    /// The rule and fingerprint of every finding that stood before the baseline was asked.
    seen: Vec<(RuleId, Fingerprint)>,
}

/// Something wrong with a silencing, and where it is said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Complaint {
    /// File name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// One sentence.
    pub message: String,
    /// Whether the run fails because of it.
    pub fatal: bool,
}

impl Usage {
    /// Adds what another thread saw.
    pub fn add(&mut self, other: Self) {
        self.covered.extend(other.covered);
        self.used.extend(other.used);
        for (fingerprint, count) in other.met {
            *self.met.entry(fingerprint).or_default() += count;
        }
        self.complaints.extend(other.complaints);
        self.seen.extend(other.seen);
    }

    /// A baseline that accepts every finding this run saw.
    pub fn baseline(&self) -> Baseline {
        Baseline::of(self.seen.iter().cloned())
    }

    /// Complaints about directives and allowances, sorted. Allowances that accepted nothing are named only when a draft at their place was checked.
    pub fn complaints(&self, policy: &Policy) -> Vec<Complaint> {
        let mut complaints: Vec<Complaint> = self.complaints.iter().cloned().collect();
        for (index, allowance) in policy.allowances.iter().enumerate() {
            let message = if allowance.is_expired(policy.today) {
                let day = allowance
                    .expires
                    .map_or_else(String::new, |day| day.to_string());
                format!(
                    "the allowance for `{}` ran out on {day}; its findings are reported again",
                    allowance.rule
                )
            } else if self.covered.contains(&index) && !self.used.contains(&index) {
                format!(
                    "the allowance for `{}` accepts nothing any more; remove it",
                    allowance.rule
                )
            } else {
                continue;
            };
            complaints.push(Complaint {
                file: allowance.file.clone(),
                line: allowance.line,
                message,
                fatal: false,
            });
        }
        complaints.sort();
        complaints
    }

    /// How many findings of the baseline were not met again.
    pub fn stale_in_baseline(&self, policy: &Policy) -> usize {
        let Some(baseline) = &policy.baseline else {
            return 0;
        };
        baseline
            .entries()
            .map(|entry| {
                let met = self.met.get(&entry.fingerprint).copied().unwrap_or(0);
                entry.count.saturating_sub(met)
            })
            .sum()
    }

    /// Whether a complaint fails the run.
    pub fn is_fatal(&self) -> bool {
        self.complaints.iter().any(|complaint| complaint.fatal)
    }
}

/// Moves accepted findings of a review from `findings` to `suppressed`. `path` is the draft's file relative to the configuration's folder, with `/` between names.
pub fn apply(review: &mut Review<'_>, path: &str, policy: &Policy, usage: &mut Usage) {
    let ignores = &review.draft.origin.ignores;
    if ignores.is_empty() && policy.allowances.is_empty() && policy.baseline.is_none() {
        return;
    }
    note_covered(review, path, policy, usage);
    // Taken before anything is moved, so that the count of equal findings does not depend on the other acceptances.
    let marks = fingerprints(review, &review.findings);
    let mut used_ignores = vec![false; ignores.len()];
    let mut kept = Vec::with_capacity(review.findings.len());
    for (finding, mark) in std::mem::take(&mut review.findings).into_iter().zip(marks) {
        let ignore = ignores.iter().position(|ignore| {
            finding.rule.is_named_by(&ignore.rule)
                && (ignore.reason.is_some() || policy.unexplained == Unexplained::Honoured)
        });
        if let Some(index) = ignore {
            used_ignores[index] = true;
            let by = match &ignores[index].reason {
                Some(reason) => format!("line {}: {reason}", ignores[index].line),
                None => format!("line {}", ignores[index].line),
            };
            review.suppressed.push(Suppressed { finding, by });
            continue;
        }
        let allowed = policy.allowances.iter().position(|allowance| {
            finding.rule.is_named_by(&allowance.rule)
                && allowance.covers(path, review.draft)
                && !allowance.is_expired(policy.today)
        });
        if let Some(index) = allowed {
            usage.used.insert(index);
            let by = format!("allow: {}", policy.allowances[index].reason);
            review.suppressed.push(Suppressed { finding, by });
            continue;
        }
        usage.seen.push((finding.rule.clone(), mark));
        if let Some(baseline) = &policy.baseline {
            let met = usage.met.entry(mark).or_default();
            *met += 1;
            if *met <= baseline.count(mark) {
                let by = String::from("baseline");
                review.suppressed.push(Suppressed { finding, by });
                continue;
            }
        }
        kept.push(finding);
    }
    review.findings = kept;
    complain_about_ignores(review, &used_ignores, policy, usage);
}

/// Remembers what stands in a review, for a baseline that is to be written.
pub fn remember(review: &Review<'_>, usage: &mut Usage) {
    let marks = fingerprints(review, &review.findings);
    let rules = review.findings.iter().map(|finding| finding.rule.clone());
    usage.seen.extend(rules.zip(marks));
}

fn note_covered(review: &Review<'_>, path: &str, policy: &Policy, usage: &mut Usage) {
    for (index, allowance) in policy.allowances.iter().enumerate() {
        // An allowance for everywhere is stale only when everything was checked, which one run cannot know.
        if allowance.place.is_some() && allowance.covers(path, review.draft) {
            usage.covered.insert(index);
        }
    }
}

fn complain_about_ignores(review: &Review<'_>, used: &[bool], policy: &Policy, usage: &mut Usage) {
    let origin = &review.draft.origin;
    for (ignore, used) in origin.ignores.iter().zip(used) {
        let refused = policy.unexplained == Unexplained::Refused && ignore.reason.is_none();
        let message = if refused {
            format!("`{}` is silenced here without a reason", ignore.rule)
        } else if !used {
            format!(
                "`{}` is silenced here but finds nothing; remove it",
                ignore.rule
            )
        } else {
            continue;
        };
        usage.complaints.insert(Complaint {
            file: origin.file.to_string(),
            line: ignore.line,
            message,
            fatal: refused,
        });
    }
}

#[cfg(test)]
mod tests;
