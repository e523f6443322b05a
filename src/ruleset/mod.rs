//! TOML becomes checked rules: the built-in sets, packs and a team's own files.

mod info;

pub use info::{Example, RuleInfo};
