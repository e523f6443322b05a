#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

pub mod audit;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
#[cfg(any(feature = "milter", feature = "serve"))]
mod daemon;
pub mod detect;
pub mod draft;
pub mod error;
pub mod finding;
pub mod fix;
pub mod hook;
pub mod linter;
#[cfg(feature = "milter")]
pub mod milter;
pub mod pattern;
pub mod prose;
pub mod read;
pub mod report;
pub mod review;
pub mod rules;
pub mod ruleset;
#[cfg(feature = "serve")]
pub mod serve;
pub mod spell;
pub mod suppress;
pub mod text;

pub use config::Config;
pub use draft::Draft;
pub use error::Error;
pub use finding::{Finding, Severity};
pub use linter::Linter;
pub use review::Review;
