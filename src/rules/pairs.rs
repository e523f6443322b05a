//! Signs of brackets and quotation marks that are not closed, or do not match.

use super::said::Said;
use super::sign::Place;
use super::spacing::word_before;
use crate::prose::flag;

/// Whether a byte lies inside a URL, placeholder or code.
fn is_opaque(said: &Said<'_>, byte: usize) -> bool {
    word_before(said, byte + 1).is_some_and(|index| {
        let word = &said.prose.words[index as usize];
        word.has(flag::OPAQUE) && byte < word.end as usize
    })
}

/// The place of the word nearest to a mark.
fn near(said: &Said<'_>, byte: usize, length: usize) -> Option<Place> {
    let index = word_before(said, byte).or_else(|| (!said.prose.words.is_empty()).then_some(0))?;
    Some(Place::of(index, index).over(byte, byte + length))
}

/// Whether the bracket belongs to a face: `:)`, `(-:`, `;-(`, `:'(`.
fn is_face(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let eyes = |byte: u8| {
        matches!(
            byte,
            b':' | b';' | b'=' | b'8' | b'x' | b'X' | b'^' | b'_' | b'<'
        )
    };
    let before = at.checked_sub(1).map(|index| bytes[index]);
    let earlier = at.checked_sub(2).map(|index| bytes[index]);
    let colon = |byte: Option<u8>| byte.is_some_and(|byte| matches!(byte, b':' | b';' | b'='));
    colon(before)
        || matches!(
            before,
            Some(b'-' | b'\'' | b'o' | b'^' | b'_' | b')' | b'(')
        ) && earlier.is_some_and(eyes)
        || matches!(before, Some(b'-' | b'\'' | b'o')) && colon(earlier)
        || colon(bytes.get(at + 1).copied())
        || bytes.get(at + 1) == Some(&b'-') && colon(bytes.get(at + 2).copied())
}

/// Whether a closing bracket belongs to a list mark at the start of a line or clause: `1)`, `b)`, `iv)`.
fn is_list_mark(text: &str, at: usize) -> bool {
    // Longer ones are no list marks; a megabyte of brackets must not be gone back over for each of them.
    let mut start = at;
    for (index, character) in text[..at].char_indices().rev() {
        if character.is_whitespace() {
            break;
        }
        if 3 < at - index {
            return false;
        }
        start = index;
    }
    let mark = &text[start..at];
    (1..=3).contains(&mark.len())
        && mark.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && (mark.len() == 1
            || mark
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'i' | b'v' | b'x')))
}

/// A round or square bracket without its partner.
pub(super) fn unclosed_bracket(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    if !text.contains(['(', ')', '[', ']']) {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if !matches!(byte, b'(' | b')' | b'[' | b']') || is_opaque(said, at) {
            continue;
        }
        match byte {
            b'(' | b'[' => {
                if !is_face(text, at) {
                    open.push((byte, at));
                }
            }
            closing => {
                let partner = if closing == b')' { b'(' } else { b'[' };
                if open.last().is_some_and(|(opened, _)| *opened == partner) {
                    open.pop();
                } else if closing == b']' || !is_face(text, at) && !is_list_mark(text, at) {
                    places.extend(near(said, at, 1));
                }
            }
        }
    }
    places.extend(open.into_iter().filter_map(|(_, at)| near(said, at, 1)));
    places
}

/// The straight double quotation marks of a text that quote something: no inches, none in code.
fn straight(said: &Said<'_>) -> Vec<usize> {
    let bytes = said.text.as_bytes();
    let mut open = false;
    let mut places = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'"' || is_opaque(said, at) {
            continue;
        }
        let inches = at
            .checked_sub(1)
            .is_some_and(|index| bytes[index].is_ascii_digit());
        if inches && !open {
            continue;
        }
        open = !open;
        places.push(at);
    }
    places
}

/// A double quotation mark without its partner, or a lone single one at the very end.
pub(super) fn unclosed_quote(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    if !text.contains(['"', '“', '”', '\'']) {
        return Vec::new();
    }
    let marks = straight(said);
    let mut places = Vec::new();
    if marks.len() % 2 == 1
        && !text.contains(['“', '”'])
        && let Some(last) = marks.last()
    {
        places.extend(near(said, *last, 1));
    }
    if marks.is_empty() {
        let opened = text.matches('“').count();
        let closed = text.matches('”').count();
        let odd = if closed < opened {
            text.rfind('“')
        } else {
            text.rfind('”')
        };
        if opened != closed
            && (opened == 0 || closed == 0 || opened.abs_diff(closed) == 1)
            && let Some(at) = odd
        {
            places.extend(near(said, at, '“'.len_utf8()));
        }
    }
    let end = text.trim_end();
    if let Some(before) = end.strip_suffix('\'')
        && before.ends_with(['.', '!', '?'])
        && !before.starts_with('\'')
        && !before.contains(" '")
    {
        places.extend(near(said, end.len() - 1, 1));
    }
    places
}

/// Straight and typographic double quotation marks in one text.
pub(super) fn mixed_quotes(said: &Said<'_>) -> Vec<Place> {
    let text: &str = &said.text;
    if !text.contains(['“', '”']) {
        return Vec::new();
    }
    straight(said)
        .first()
        .and_then(|at| near(said, *at, 1))
        .into_iter()
        .collect()
}
