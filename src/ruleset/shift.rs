//! What packs and channels change of rules: levels and limits.

use serde::{Deserialize, Serialize};

use crate::finding::Severity;

/// One change that holds in a pack, in a channel, or in a channel where a pack is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// The pack that must be switched on; empty for none.
    pub pack: String,
    /// The channel that the draft must travel by; empty for any.
    pub channel: String,
    /// A rule, `category/*` or `*`.
    pub selector: String,
    /// What is changed.
    pub to: Shifted,
}

/// What a shift changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shifted {
    /// The level; `None` switches off.
    Level(Option<Severity>),
    /// The most that a rule with `limit` allows.
    Max(u32),
}

impl Shift {
    /// Where the change comes from, for people: `pack retail`, `channel email`, or both.
    pub fn origin(&self) -> String {
        match (self.pack.as_str(), self.channel.as_str()) {
            (pack, "") => format!("pack {pack}"),
            ("", channel) => format!("channel {channel}"),
            (pack, channel) => format!("pack {pack}, channel {channel}"),
        }
    }
}
