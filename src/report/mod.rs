//! Reviews become output, one file per format.
//!
//! A [`Reporter`] renders one review into an [`Item`]; that is pure, so threads can do it side by side.
//! An [`Assembly`] takes the items in the order they should be read and writes what stands before, between and after them.
//!
//! ```
//! use tactful::report::{Format, Options, render};
//! use tactful::{Draft, Review};
//!
//! let draft = Draft::new("Thanks for waiting!");
//! let (json, summary) = render(Format::Json, &Options::default(), [&Review::new(&draft)]);
//! assert!(json.starts_with(b"{\"version\":1,"));
//! assert_eq!(summary.drafts, 1);
//! ```

mod assembly;
mod escape;
mod format;
mod options;
mod paint;
mod summary;
mod texts;
mod view;
mod wire;
mod wire_places;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod samples;

pub use assembly::{Assembly, Item, Reporter, object, render};
pub use format::Format;
pub use options::{HelpSource, Options, RuleHelp};
pub use summary::{Counts, Summary};
pub use texts::{Texts, texts};
pub use wire::WIRE_VERSION;
