//! May this message go out? One decision in the contract of each host: bytes in, exit code and words out.
//!
//! The contracts are pure: files, clocks, streams and time limits are the door's.
//!
//! ```
//! use tactful::hook::{Decision, Policy, exec};
//! use tactful::{Draft, Linter};
//!
//! let draft = Draft::new("Thanks for waiting! Your refund is on its way.");
//! let mut reviews = [Linter::builtin().check(&draft)];
//! let decision = Decision::of(&mut reviews, &Policy::default());
//! assert_eq!(exec::answer(&decision).code, 0);
//! ```

pub mod claude_code;
pub mod exec;
pub mod files;
pub mod jsonl;
pub mod mcp;
pub mod sendmail;

mod decision;
mod leaving;
mod policy;

pub use decision::{Answer, Decision, HeldBack, Overridden, Verdict};
pub use leaving::{keep_present, leaving, subject};
pub use policy::{OnError, Override, Policy};

use crate::detect::Settings;
use crate::draft::{Conversation, Draft};
use crate::error::Error;
use crate::finding::Severity;
use crate::read;
use crate::review::Review;
use crate::ruleset::RuleInfo;

/// What a long-lived host asks of its surroundings: how to read, which rules run.
pub trait Checker {
    /// How messages are read where they do not say it themselves.
    fn options(&self) -> read::Options;

    /// What was said before, for messages that do not bring their own conversation.
    fn context(&self) -> Option<&Conversation>;

    /// Checks one draft, acceptances of the project applied.
    ///
    /// # Errors
    /// Rules that do not load.
    fn review<'d>(&self, draft: &'d Draft) -> Result<Review<'d>, Error>;

    /// All rules and the level at which each runs here; `None` when it is off.
    ///
    /// # Errors
    /// Rules that do not load.
    fn rules(&self) -> Result<Vec<(RuleInfo, Option<Severity>)>, Error>;

    /// What is taken out of texts.
    ///
    /// # Errors
    /// Patterns of the project that do not compile.
    fn private(&self) -> Result<Settings, Error> {
        Ok(Settings::default())
    }

    /// When a message is held.
    fn policy(&self) -> &Policy;
}

/// How much a host is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Send or hold, and why.
    Reasons,
    /// The reviews, too.
    Reviews,
}

/// Reads, checks and decides about everything in one input. What keeps it from looking becomes a decision, too.
pub fn decide(
    name: &str,
    bytes: &[u8],
    options: &read::Options,
    checker: &(impl Checker + ?Sized),
    told: Told,
) -> Decision {
    match drafts_and_decision(name, bytes, options, checker, told) {
        Ok(decision) => decision,
        // A mail that only carries a file may leave.
        Err(error) if error.is_nothing() => Decision::of(&mut [], checker.policy()),
        Err(error) => Decision::failed(&error, checker.policy()),
    }
}

fn drafts_and_decision(
    name: &str,
    bytes: &[u8],
    options: &read::Options,
    checker: &(impl Checker + ?Sized),
    told: Told,
) -> Result<Decision, Error> {
    let drafts = leaving(read::read(name, bytes, options)?, checker.context());
    decide_drafts(&drafts, checker, told)
}

/// Checks and decides about drafts that are already read.
///
/// # Errors
/// Rules that do not load.
pub fn decide_drafts(
    drafts: &[Draft],
    checker: &(impl Checker + ?Sized),
    told: Told,
) -> Result<Decision, Error> {
    let mut reviews = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut review = checker.review(draft)?;
        keep_present(&mut review);
        reviews.push(review);
    }
    let decided = match told {
        Told::Reasons => Decision::of,
        Told::Reviews => Decision::with_reviews,
    };
    Ok(decided(&mut reviews, checker.policy()))
}
