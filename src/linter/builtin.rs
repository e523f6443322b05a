//! The rulesets that come with tactful: their compiled form, and their text for teams that change them.

use crate::ruleset::Source;

/// The built-in rulesets as the build script compiled them.
pub(super) static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

include!(concat!(env!("OUT_DIR"), "/rulesets.rs"));

/// The built-in rulesets as text, in the order in which they are compiled.
pub fn sources() -> Vec<Source> {
    RULESETS
        .iter()
        .map(|(name, text)| Source {
            name: (*name).to_owned(),
            text: (*text).to_owned(),
            layer: 0,
        })
        .collect()
}
