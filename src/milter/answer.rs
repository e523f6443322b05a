//! From a decision to the replies of SMTP and the header.

use super::Mode;
use super::packet::Reply;
use super::session::TAG;
use crate::hook::{Decision, OnError, Verdict};

/// Longest line of words behind the codes: a reply line of SMTP holds 512 bytes with its codes and its end (RFC 5321, section 4.5.3.1.5).
const LINE: usize = 480;
/// Most rules that the header names.
const NAMED: usize = 10;

/// What goes back for a message; `tags` headers of ours, which somebody else wrote, are removed first.
pub(super) fn replies(decision: &Decision, mode: Mode, tags: u32) -> Vec<Reply> {
    // From the last to the first, as the others move up.
    let mut replies: Vec<Reply> = (1..=tags)
        .rev()
        .map(|index| Reply::RemoveHeader { name: TAG, index })
        .collect();
    let tag = |value: String| Reply::AddHeader { name: TAG, value };
    match (decision.verdict, &decision.failure, mode) {
        (Verdict::Hold, Some(_), _) => {
            return vec![Reply::Refuse(String::from(
                "451 4.7.1 Not sent yet: tactful could not check this message",
            ))];
        }
        (Verdict::Hold, None, Mode::Hold) => {
            return vec![Reply::Refuse(line(&decision.reason()))];
        }
        (Verdict::Hold, None, Mode::Tag) => replies.push(tag(named(decision))),
        (Verdict::Send, Some((_, OnError::Warn)), _) => replies.push(tag("unchecked".into())),
        (Verdict::Send, None, Mode::Tag) => replies.push(tag("send".into())),
        (Verdict::Send, _, _) => {}
    }
    replies.push(Reply::Continue);
    replies
}

/// The line that refuses for good.
fn line(reason: &str) -> String {
    let mut words = ascii(reason);
    words.truncate(LINE);
    format!("550 5.7.1 {words}")
}

/// The rules in the header. Their messages may quote the mail and would travel with it.
fn named(decision: &Decision) -> String {
    let mut rules: Vec<&str> = Vec::new();
    for held in &decision.held {
        if !rules.contains(&&*held.rule) {
            rules.push(&held.rule);
        }
    }
    let more = match rules.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    rules.truncate(NAMED);
    ascii(&format!("hold; {}{more}", rules.join(", ")))
}

/// The same in the characters that every mail server passes on. A percent sign would begin a placeholder in libmilter's replies.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' => out.push_str(" percent"),
            ' '..='~' => out.push(character),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '‘' | '’' | '‚' => out.push('\''),
            '–' | '—' | '‑' => out.push('-'),
            '…' => out.push_str("..."),
            '•' => out.push('*'),
            '€' => out.push_str("EUR"),
            _ if character.is_whitespace() || character.is_control() => out.push(' '),
            _ => out.push('?'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::finding::Severity;
    use crate::hook::Policy;
    use crate::linter::Linter;

    fn decided(text: &str) -> Decision {
        let draft = Draft::new(text);
        let policy = Policy {
            fail_on: crate::config::Threshold::At(Severity::Warning),
            ..Policy::default()
        };
        Decision::of(&mut [Linter::builtin().check(&draft)], &policy)
    }

    #[test]
    fn every_outcome_has_its_replies() {
        let send = || decided("Your parcel is on its way.");
        let hold = || decided("Please calm down.");
        let failed = |on_error| Decision::failed_because("no rules", on_error);
        let add = |value: &str| Reply::AddHeader {
            name: TAG,
            value: value.into(),
        };
        for (decision, mode, expected) in [
            (send(), Mode::Hold, vec![Reply::Continue]),
            (send(), Mode::Tag, vec![add("send"), Reply::Continue]),
            (
                hold(),
                Mode::Tag,
                vec![add("hold; tone/calm-down"), Reply::Continue],
            ),
            (
                failed(OnError::Hold),
                Mode::Tag,
                vec![Reply::Refuse(
                    "451 4.7.1 Not sent yet: tactful could not check this message".into(),
                )],
            ),
            (failed(OnError::Allow), Mode::Hold, vec![Reply::Continue]),
            (
                failed(OnError::Warn),
                Mode::Hold,
                vec![add("unchecked"), Reply::Continue],
            ),
        ] {
            assert_eq!(replies(&decision, mode, 0), expected, "{mode:?}");
        }
        let refused = replies(&hold(), Mode::Hold, 3);
        let [Reply::Refuse(line)] = &*refused else {
            panic!("{refused:?}");
        };
        assert!(
            line.starts_with("550 5.7.1 Not sent: \"") && line.contains("(tone/calm-down)"),
            "{line}"
        );
        assert!(line.is_ascii() && line.len() <= 500);
        let tagged = replies(&send(), Mode::Hold, 2);
        assert_eq!(
            tagged,
            [
                Reply::RemoveHeader {
                    name: TAG,
                    index: 2
                },
                Reply::RemoveHeader {
                    name: TAG,
                    index: 1
                },
                Reply::Continue
            ]
        );
    }

    #[test]
    fn lines_are_short_and_plain() {
        for (reason, expected) in [
            (
                "“Get 10% off” – now…",
                "550 5.7.1 \"Get 10 percent off\" - now...",
            ),
            ("a\r\nb\u{a0}c", "550 5.7.1 a  b c"),
            ("é€•", "550 5.7.1 ?EUR*"),
        ] {
            assert_eq!(line(reason), expected);
        }
        assert_eq!(line(&"…".repeat(400)).len(), LINE + 10);
    }
}
