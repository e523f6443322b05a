//! What checking costs, part by part and rule by rule; measured only when somebody asks.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::Linter;

/// Tells the time that passed since some fixed moment. The library has no clock of its own.
pub type Clock = fn() -> Duration;

/// What one part of checking took, over all drafts and threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// A rule's name, or a part of the work in brackets, such as `(spelling)`.
    pub what: String,
    /// How long it took.
    pub took: Duration,
    /// How often it was done.
    pub times: u64,
}

/// The parts that are no rules.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Reading,
    Private,
    Spelling,
    Gates,
    Placeholders,
}

impl Part {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Reading, "(words, sentences and phrases)"),
        (Self::Private, "(private values)"),
        (Self::Spelling, "(spelling)"),
        (Self::Gates, "(choosing the rules to ask)"),
        (Self::Placeholders, "(placeholders)"),
    ];
}

/// Sums of what was measured.
#[derive(Debug)]
pub(super) struct Timing {
    clock: Clock,
    /// Nanoseconds and times, first of the parts, then of the rules.
    sums: Vec<(AtomicU64, AtomicU64)>,
}

impl Linter {
    /// Measures from now on what each part of checking takes; see [`Linter::costs`]. Measuring itself takes some time.
    #[must_use]
    pub fn measured(mut self, clock: Clock) -> Self {
        let count = Part::ALL.len() + self.tables.contents().len();
        self.timing = Some(Timing {
            clock,
            sums: (0..count).map(|_| Default::default()).collect(),
        });
        self
    }

    /// What was measured, the dearest first; empty for a linter that does not measure.
    pub fn costs(&self) -> Vec<Cost> {
        let Some(timing) = &self.timing else {
            return Vec::new();
        };
        let mut costs: Vec<Cost> = (timing.sums.iter().enumerate())
            .map(|(slot, (nanoseconds, times))| Cost {
                what: match slot.checked_sub(Part::ALL.len()) {
                    None => Part::ALL[slot].1.to_owned(),
                    Some(rule) => self.tables.contents().rule(rule).id().to_owned(),
                },
                took: Duration::from_nanos(nanoseconds.load(Ordering::Relaxed)),
                times: times.load(Ordering::Relaxed),
            })
            .filter(|cost| 0 < cost.times)
            .collect();
        costs.sort_by(|a, b| (b.took, &a.what).cmp(&(a.took, &b.what)));
        costs
    }

    /// Does a part of the work.
    pub(super) fn part<T>(&self, part: Part, work: impl FnOnce() -> T) -> T {
        match &self.timing {
            None => work(),
            Some(timing) => timing.measure(part as usize, work),
        }
    }

    /// Asks a rule.
    pub(super) fn of_rule<T>(&self, rule: usize, work: impl FnOnce() -> T) -> T {
        match &self.timing {
            None => work(),
            Some(timing) => timing.measure(Part::ALL.len() + rule, work),
        }
    }
}

impl Timing {
    fn measure<T>(&self, slot: usize, work: impl FnOnce() -> T) -> T {
        let begun = (self.clock)();
        let done = work();
        let took = (self.clock)().saturating_sub(begun);
        if let Some((nanoseconds, times)) = self.sums.get(slot) {
            let took = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
            nanoseconds.fetch_add(took, Ordering::Relaxed);
            times.fetch_add(1, Ordering::Relaxed);
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;

    /// A clock that goes on by a microsecond each time it is looked at.
    fn clock() -> Duration {
        static LOOKS: AtomicU64 = AtomicU64::new(0);
        Duration::from_micros(LOOKS.fetch_add(1, Ordering::Relaxed))
    }

    #[test]
    fn costs_name_the_parts_and_the_rules_that_were_asked() {
        let draft = Draft::new("Calm down. As I already said, act now!!!");
        let plain = Linter::builtin();
        assert!(plain.costs().is_empty());
        let linter = Linter::builtin().measured(clock);
        let review = linter.check(&draft);
        let costs = linter.costs();
        let cost = |what: &str| costs.iter().find(|cost| cost.what == what);
        for (part, name) in Part::ALL {
            assert_eq!(Part::ALL[part as usize].1, name);
            assert!(cost(name).is_some_and(|cost| cost.times == 1 && !cost.took.is_zero()));
        }
        for finding in &review.findings {
            if !matches!(finding.category(), "spelling" | "privacy" | "placeholder") {
                assert!(cost(finding.rule.as_str()).is_some(), "{}", finding.rule);
            }
        }
        assert!(costs.is_sorted_by(|a, b| b.took <= a.took));
        // Only what may find something is asked.
        assert!(costs.len() < linter.rules().len() / 2);
        assert_eq!(review.findings, plain.check(&draft).findings);
    }
}
