//! One private value found: what, where and how sure, never which.

use super::PrivateKind;
use crate::text::Span;

/// How sure a recogniser is. Tiers, not scores: each has a meaning that can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tier {
    /// The shape fits, but an order number could have it too; off by default.
    Possible,
    /// The structure is telling: an e-mail address, a written-out phone number, `123-45-6789`.
    #[default]
    Likely,
    /// A strong checksum, a provider's prefix, or a label beside a value of the right shape.
    Certain,
}

impl Tier {
    /// The word used in files and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// One private value in a text. It does not hold the value, so it can be shown, logged and compared freely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Detection {
    /// What it is.
    pub kind: PrivateKind,
    /// Bytes of the text.
    pub span: Span,
    /// How sure.
    pub tier: Tier,
    /// Whether a label beside the value said so.
    pub labelled: bool,
    /// Which number or provider, where the kind has several, such as `nl-bsn` or `github`.
    pub variant: Option<&'static str>,
    /// Whether it is a published example (555-01xx, example.com, 4111…1111, 192.0.2.0/24): harmless, perhaps left over.
    pub reserved: bool,
}

impl Detection {
    /// A detection without a label.
    pub const fn new(kind: PrivateKind, span: Span, tier: Tier) -> Self {
        Self {
            kind,
            span,
            tier,
            labelled: false,
            variant: None,
            reserved: false,
        }
    }

    /// Whether it belongs to an organisation by its form: a phone number that callers reach free of charge or at a shared cost,
    /// an e-mail address of a role such as `support@`.
    pub fn is_organisations(&self) -> bool {
        let ours = [super::phone::SERVICE, super::contact::ROLE];
        self.variant.is_some_and(|variant| ours.contains(&variant))
    }

    /// The same, decided by a label.
    #[must_use]
    pub const fn by_label(mut self) -> Self {
        self.labelled = true;
        self
    }

    /// The same, with the name of the number or provider.
    #[must_use]
    pub const fn of(mut self, variant: &'static str) -> Self {
        self.variant = Some(variant);
        self
    }

    /// The same, marked as a published example when `reserved`.
    #[must_use]
    pub const fn reserved_if(mut self, reserved: bool) -> Self {
        self.reserved = reserved;
        self
    }
}
