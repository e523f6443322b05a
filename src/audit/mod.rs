//! What only a whole library of replies shows: duplicates, contradictions, drift between variants, dates that have passed.
//!
//! Every draft is read once (by a pure function, so threads can share the work); then each check looks at all readings together.
//! Findings do not depend on the order in which the drafts are given: files and places decide what is called the first.
//!
//! ```
//! use tactful::audit::{Options, audit};
//! use tactful::Draft;
//!
//! let drafts = [
//!     Draft::new("You can return any item within 30 days of delivery."),
//!     Draft::new("Returns? You can return items within 14 days."),
//!     Draft::new("You can return your item within 30 days of purchase."),
//! ];
//! let reviews = audit(&drafts, &Options::default());
//! assert_eq!(reviews[1].findings[0].rule.as_str(), "audit/contradiction");
//! assert_eq!(reviews[1].findings[0].span.of(&drafts[1].text), "14 days");
//! ```

mod checks;
mod clauses;
mod contacts;
mod days;
mod facts;
mod figures;
mod hours;
mod library;
mod names;
mod reading;
mod shingles;
mod value;
mod variants;
mod words;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

use crate::detect::Settings;
use crate::draft::{Company, Draft};
use crate::review::Review;
use crate::suppress::Date;

pub use checks::{Check, checks, chosen};
pub use reading::{Reader, Reading};

use library::Library;

/// How to look at a library.
#[derive(Debug, Clone)]
pub struct Options {
    /// The checks that run, as [`chosen`] or [`checks`] gives them.
    pub checks: Vec<&'static Check>,
    /// The day on which dates are judged; without it no date is stale.
    pub today: Option<Date>,
    /// What belongs to the company: its contacts are no private values, its products have one spelling, its retired names are looked for.
    pub company: Company,
    /// What is private beside what everybody takes for private, such as employees' ids: reports cover it.
    pub private: Settings,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            checks: checks().iter().collect(),
            today: None,
            company: Company::default(),
            private: Settings::default(),
        }
    }
}

/// Looks at all drafts together. One review for each draft, in the order of the drafts.
pub fn audit<'d>(drafts: &'d [Draft], options: &Options) -> Vec<Review<'d>> {
    let mut reader = Reader::new(options);
    let readings = drafts.iter().map(|draft| reader.read(draft)).collect();
    audit_read(drafts, readings, options)
}

/// The same with readings that were made before, one for each draft, perhaps by several threads.
pub fn audit_read<'d>(
    drafts: &'d [Draft],
    readings: Vec<Reading>,
    options: &Options,
) -> Vec<Review<'d>> {
    let library = Library::new(drafts, readings, options);
    let mut reviews: Vec<Review<'d>> = drafts.iter().map(Review::new).collect();
    for check in &options.checks {
        for (draft, finding) in check.search(&library) {
            if let Some(review) = reviews.get_mut(draft) {
                review.findings.push(finding);
            }
        }
    }
    for (index, review) in reviews.iter_mut().enumerate() {
        review.title = library.covered_title(index);
        if !review.findings.is_empty() {
            review.private = library.private(index);
            checks::settle(&mut review.findings);
        }
    }
    reviews
}
