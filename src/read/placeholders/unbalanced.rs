//! Delimiters that do not match.

use super::{PlaceholderProblem, PlaceholderProblemKind};
use crate::draft::Draft;
use crate::text::Span;

/// Delimiters that do not match: customers would see them.
pub(super) fn unbalanced(draft: &Draft, problems: &mut Vec<PlaceholderProblem>) {
    let text = draft.text.as_str();
    let mut at = 0;
    while let Some(step) = text.as_bytes()[at..]
        .iter()
        .position(|byte| matches!(byte, b'{' | b'}'))
    {
        let here = at + step;
        at = here + 1;
        let Some(span) = broken_at(text, here) else {
            continue;
        };
        at = span.end.max(at);
        problems.push(PlaceholderProblem {
            span,
            kind: PlaceholderProblemKind::Unbalanced,
            message: format!(
                "the brackets of “{}” do not match, so it is not filled in",
                span.of(text)
            ),
            suggestion: None,
        });
    }
}

/// The broken placeholder that opens or closes at a brace.
fn broken_at(text: &str, at: usize) -> Option<Span> {
    let rest = &text[at..];
    for open in ["{{", "{ {", "{%"] {
        let Some(inside) = rest.strip_prefix(open) else {
            continue;
        };
        if crate::draft::placeholder_at(text, at).is_some() {
            return None;
        }
        let name = inside.trim_start_matches(' ');
        let length = path_length(name);
        if length < 2 || !name.starts_with(char::is_alphabetic) {
            return None;
        }
        let end = open.len() + (inside.len() - name.len()) + length;
        let closing = rest[end..]
            .bytes()
            .take(4)
            .take_while(|byte| matches!(byte, b'}' | b'%' | b' '))
            .count();
        let closing = rest[end..end + closing].trim_end().len();
        return Some(Span::new(at, at + end + closing));
    }
    // `{x}}`: one brace too few in front.
    if rest.starts_with('{') && !text[..at].ends_with(['{', '#', '$', '%']) {
        let length = path_length(&rest[1..]);
        let is_closed = rest[1 + length..].starts_with("}}");
        return (2 <= length && is_closed).then(|| Span::new(at, at + length + 3));
    }
    None
}

/// Length of a dotted name at the start.
fn path_length(text: &str) -> usize {
    text.bytes()
        .take(60)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
        .count()
}
