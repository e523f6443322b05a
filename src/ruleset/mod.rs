//! TOML becomes checked rules: the built-in sets, packs and a team's own files.

mod compile;
mod contents;
mod declare;
mod example;
mod info;
mod law;
mod shift;
mod source;

pub use compile::{Change, Document, compile, selects};
pub use contents::{Contents, Names, RuleHead};
pub use info::{Example, Law, RuleInfo};
pub use shift::{Shift, Shifted};
pub use source::Source;
