//! Splits the findings that stand from those that a directive, an allowance or the baseline accepts, and tells which acceptances are stale.

mod allowance;
mod baseline;
mod date;

pub use allowance::{Allowance, Place, glob};
pub use baseline::{Baseline, BaselineEntry};
pub use date::Date;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::num::NonZeroU64;

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

/// Which command looks: a directive about what the other one finds is not its business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// One draft at a time.
    #[default]
    Check,
    /// A whole library; its findings are those of the category `audit`.
    Audit,
}

impl Scope {
    /// Whether findings that a directive names may come up here; `*` may come up everywhere.
    fn covers(self, rule: &str) -> bool {
        let is_audit = rule == "audit" || rule.starts_with("audit/");
        rule == "*" || is_audit == (self == Self::Audit)
    }
}

/// All that may accept findings of one project.
#[derive(Debug, Clone, Copy, Default)]
pub struct Policy<'p> {
    /// The configuration's `[[allow]]` entries.
    pub allowances: &'p [Allowance],
    /// Known findings that are accepted as they are.
    pub baseline: Option<&'p Baseline>,
    /// What earlier drafts used of the baseline; `None` when the usage that is handed on knows it.
    pub earlier: Option<&'p Usage>,
    /// The day on which `expires` is judged; the doors read the clock.
    pub today: Option<Date>,
    /// What a directive without a reason does.
    pub unexplained: Unexplained,
    /// Whether findings are remembered for a baseline that is to be written.
    pub is_recording: bool,
    /// Which command looks.
    pub scope: Scope,
}

/// What a run used of what may accept findings. Usages add up in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// Allowances, by file and line, whose place covered a checked draft.
    covered: BTreeSet<(String, usize)>,
    /// Allowances that accepted a finding.
    used: BTreeSet<(String, usize)>,
    /// Findings of the baseline that were met, and how often.
    met: BTreeMap<Fingerprint, u64>,
    /// What is wrong with directives.
    complaints: BTreeSet<Complaint>,
    /// The findings that stood before the baseline was asked.
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
    /// What is wrong.
    pub kind: ComplaintKind,
    /// The rule, category or `*` that is silenced.
    pub rule: String,
}

/// What is wrong with a silencing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComplaintKind {
    /// It accepts nothing any more.
    Stale,
    /// Its last day is over.
    Expired,
    /// It gives no reason although it must; the run fails.
    Unexplained,
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl Usage {
    /// Adds what another thread saw.
    pub fn add(&mut self, other: Self) {
        self.covered.extend(other.covered);
        self.used.extend(other.used);
        for (mark, times) in other.met {
            *self.met.entry(mark).or_insert(0) += times;
        }
        self.complaints.extend(other.complaints);
        self.seen.extend(other.seen);
    }

    /// Whether the baseline was asked for more than it accepts when all of this comes after what others used.
    pub fn overdraws(&self, baseline: &Baseline, earlier: &Self) -> bool {
        self.met
            .iter()
            .any(|(mark, times)| !baseline.accepts(*mark, earlier.met(*mark) + times - 1))
    }

    /// Whether the baseline accepted anything.
    pub fn has_met(&self) -> bool {
        !self.met.is_empty()
    }

    fn met(&self, mark: Fingerprint) -> u64 {
        self.met.get(&mark).copied().unwrap_or(0)
    }

    /// A baseline that accepts every finding this run saw.
    pub fn baseline(&self) -> Baseline {
        Baseline::of(self.seen.iter().cloned())
    }

    /// Complaints about directives and about these allowances, sorted. An allowance that accepted nothing is named only when a draft at its place was checked.
    pub fn complaints<'a>(
        &self,
        allowances: impl IntoIterator<Item = &'a Allowance>,
        today: Option<Date>,
    ) -> Vec<Complaint> {
        let mut complaints = self.complaints.clone();
        for allowance in allowances {
            let (kind, message) = if let Some(day) = allowance.expires
                && allowance.is_expired(today)
            {
                let message = format!(
                    "the allowance for `{}` ran out on {day}; its findings are reported again",
                    allowance.rule
                );
                (ComplaintKind::Expired, message)
            } else if self.covered.contains(&key(allowance)) && !self.used.contains(&key(allowance))
            {
                let message = format!(
                    "the allowance for `{}` accepts nothing any more; remove it",
                    allowance.rule
                );
                (ComplaintKind::Stale, message)
            } else {
                continue;
            };
            complaints.insert(Complaint {
                file: allowance.file.clone(),
                line: allowance.line,
                message,
                kind,
                rule: allowance.rule.clone(),
            });
        }
        complaints.into_iter().collect()
    }

    /// How many findings of a baseline that could come up were not met again.
    pub fn stale_in(&self, baseline: &Baseline, scope: Scope) -> u64 {
        baseline
            .entries()
            .filter(|entry| scope.covers(entry.rule.as_str()))
            .map(|entry| {
                let accepted = entry.count.map_or(1, NonZeroU64::get);
                accepted.saturating_sub(self.met(entry.fingerprint))
            })
            .sum()
    }

    /// Whether a complaint fails the run.
    pub fn is_fatal(&self) -> bool {
        self.complaints
            .iter()
            .any(|complaint| complaint.kind == ComplaintKind::Unexplained)
    }
}

/// Moves accepted findings of a review from `findings` to `suppressed`. `path` is the draft's file relative to the configuration's folder, with `/` between names.
pub fn apply(review: &mut Review<'_>, path: &str, policy: &Policy<'_>, usage: &mut Usage) {
    let ignores = &review.draft.origin.ignores;
    let asks_marks = policy.baseline.is_some() || policy.is_recording;
    if ignores.is_empty() && policy.allowances.is_empty() && !asks_marks {
        return;
    }
    for allowance in policy.allowances {
        // An allowance for everywhere is stale only when everything was checked, which one run cannot know.
        if allowance.place.is_some() && allowance.covers(path, review.draft) {
            usage.covered.insert(key(allowance));
        }
    }
    // Taken before anything is moved, so that the count of equal findings does not depend on the other acceptances.
    let marks = if asks_marks {
        fingerprints(review, &review.findings)
    } else {
        Vec::new()
    };
    let mut used_ignores = vec![false; ignores.len()];
    let mut kept = Vec::with_capacity(review.findings.len());
    let findings = std::mem::take(&mut review.findings);
    for (index, finding) in findings.into_iter().enumerate() {
        let by = if let Some(at) = ignores.iter().position(|ignore| {
            finding.rule.is_named_by(&ignore.rule)
                && (ignore.reason.is_some() || policy.unexplained == Unexplained::Honoured)
        }) {
            used_ignores[at] = true;
            match &ignores[at].reason {
                Some(reason) => format!("line {}: {reason}", ignores[at].line),
                None => format!("line {}", ignores[at].line),
            }
        } else if let Some(allowance) = policy.allowances.iter().find(|allowance| {
            finding.rule.is_named_by(&allowance.rule)
                && allowance.covers(path, review.draft)
                && !allowance.is_expired(policy.today)
        }) {
            usage.used.insert(key(allowance));
            format!("allow: {}", allowance.reason)
        } else {
            let mark = marks.get(index).copied();
            if policy.is_recording {
                usage
                    .seen
                    .extend(mark.map(|mark| (finding.rule.clone(), mark)));
            }
            match (mark, policy.baseline) {
                (Some(mark), Some(baseline))
                    if baseline.accepts(
                        mark,
                        usage.met(mark) + policy.earlier.map_or(0, |earlier| earlier.met(mark)),
                    ) =>
                {
                    *usage.met.entry(mark).or_insert(0) += 1;
                    String::from("baseline")
                }
                _ => {
                    kept.push(finding);
                    continue;
                }
            }
        };
        review.suppressed.push(Suppressed { finding, by });
    }
    review.findings = kept;
    complain_about_ignores(review, &used_ignores, policy, usage);
}

/// What tells allowances of a run apart.
fn key(allowance: &Allowance) -> (String, usize) {
    (allowance.file.clone(), allowance.line)
}

fn complain_about_ignores(
    review: &Review<'_>,
    used: &[bool],
    policy: &Policy<'_>,
    usage: &mut Usage,
) {
    let origin = &review.draft.origin;
    for (ignore, used) in origin.ignores.iter().zip(used) {
        let refused = policy.unexplained == Unexplained::Refused && ignore.reason.is_none();
        // `*` is looked for by both commands, so neither knows that it finds nothing.
        let is_elsewhere = !policy.scope.covers(&ignore.rule)
            || policy.scope == Scope::Audit && ignore.rule == "*";
        if is_elsewhere {
            continue;
        }
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
            kind: if refused {
                ComplaintKind::Unexplained
            } else {
                ComplaintKind::Stale
            },
            rule: ignore.rule.clone(),
        });
    }
}

#[cfg(test)]
mod tests;
