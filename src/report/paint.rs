//! Colours of the human report.
//!
//! `colored` decides by global state and the environment whether to colour; a report is a pure function, so its options decide, and only the colour codes are taken from there.

use std::borrow::Cow;

use colored::Color;

use crate::finding::Severity;

/// What a piece of the report is, and so how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The words of the draft and the sentence about them.
    Plain,
    /// Line numbers, rule names, places.
    Dim,
    /// Names of files and records.
    Title,
    /// Suggested wording.
    Offer,
    /// Nothing to change.
    Good,
    /// Words at which a rule applies, and its severity.
    Level(Severity),
}

/// Paints, or leaves the text as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    is_on: bool,
}

impl Paint {
    pub(crate) const fn new(is_on: bool) -> Self {
        Self { is_on }
    }

    /// Appends the text in the colours of its role.
    pub(crate) fn push(self, role: Role, text: &str, out: &mut Vec<u8>) {
        if !self.is_on || role == Role::Plain || text.is_empty() {
            out.extend_from_slice(text.as_bytes());
            return;
        }
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(codes(role).as_bytes());
        out.push(b'm');
        out.extend_from_slice(text.as_bytes());
        out.extend_from_slice(b"\x1b[0m");
    }
}

/// The parameters of the escape sequence: 1 is bold, 2 dim.
fn codes(role: Role) -> Cow<'static, str> {
    let bold = |color: Color| Cow::Owned(format!("1;{}", color.to_fg_str()));
    match role {
        Role::Plain => Cow::Borrowed("0"),
        Role::Dim => Cow::Borrowed("2"),
        Role::Title => Cow::Borrowed("1"),
        Role::Offer | Role::Good => Color::Green.to_fg_str(),
        Role::Level(Severity::Error) => bold(Color::Red),
        Role::Level(Severity::Warning) => bold(Color::Yellow),
        Role::Level(Severity::Suggestion) => bold(Color::Cyan),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(is_on: bool, role: Role) -> String {
        let mut out = Vec::new();
        Paint::new(is_on).push(role, "x", &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn options_decide_not_the_environment() {
        assert_eq!(painted(false, Role::Level(Severity::Error)), "x");
        assert_eq!(
            painted(true, Role::Level(Severity::Error)),
            "\x1b[1;31mx\x1b[0m"
        );
        assert_eq!(painted(true, Role::Plain), "x");
    }
}
