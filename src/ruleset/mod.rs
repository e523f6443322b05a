//! TOML becomes checked rules: the built-in sets, packs and a team's own files.

mod compile;
mod contents;
mod declare;
mod example;
mod info;
mod source;

pub use compile::{Change, Document, Shift, compile, selects};
pub use contents::{Contents, Names, RuleHead};
pub use info::{Example, RuleInfo};
pub use source::Source;
