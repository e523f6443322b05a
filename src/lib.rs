//! An etiquette and ethics linter for the messages that support agents send to customers.
#![deny(missing_docs)]

pub mod draft;
pub mod error;
pub mod finding;
pub mod review;
pub mod text;

pub use draft::Draft;
pub use error::Error;
pub use finding::{Finding, Severity};
pub use review::Review;
