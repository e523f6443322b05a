//! Dates that have passed in replies that are still sent.

use super::{Check, Found};
use crate::audit::library::Library;
use crate::finding::{Confidence, Severity};

pub(super) const CHECK: Check = Check {
    id: "audit/stale-date",
    title: "a date or year that has passed is spoken of as if it were to come",
    why: "An offer that ended last year, or last year's holiday hours, tells customers that nobody reads these replies.",
    offer: "Delete the reply or the sentence, or give the new date.",
    level: Severity::Warning,
    confidence: Confidence::Medium,
    find,
};

fn find(library: &Library<'_>, found: &mut Found) {
    let Some(today) = library.options.today else {
        return;
    };
    for (draft, reading) in library.in_order() {
        for day in &reading.days {
            let words = library.quote(draft, day.span);
            let message = if day.is_notice {
                format!("the copyright year {words} is not this year's")
            } else {
                format!("“{words}” is over (today is {today})")
            };
            found.push(draft, day.span, message, Vec::new());
            if let Some(finding) = found.last().filter(|_| day.is_notice) {
                finding.severity = Severity::Suggestion;
            }
        }
    }
}
