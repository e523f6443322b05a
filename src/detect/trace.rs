//! Stack traces and file paths: signs that a program's inside was pasted into a message.

use super::label::Cue;
use super::page::{Page, is_name, is_word};
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Finds frames of stack traces, names of exceptions, and absolute paths.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    let mut done = 0;
    for (span, cue) in &page.cues {
        let hit = match cue {
            Cue::Trace => trace_word(page, *span),
            Cue::SourceFile => frame(page, *span),
            Cue::PathRoot => unix_path(page, *span),
            _ => None,
        };
        found.extend(hit);
    }
    for at in &page.backslashes {
        if done <= *at
            && let Some(span) = windows_path(page, *at)
        {
            done = span.end;
            found.push(Detection::new(PrivateKind::FilePath, span, Tier::Likely));
        }
    }
    for word in page.words.iter().filter(|word| 16 <= word.len()) {
        let text = &page.text[word.start..word.end];
        let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
        if text.ends_with("Exception") && 3 <= capitals && capitals * 2 < text.len() {
            let left = page.bytes[..word.start]
                .iter()
                .rev()
                .take(120)
                .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'.')
                .count();
            found.push(Detection::new(
                PrivateKind::StackTrace,
                Span::new(word.start - left, word.end),
                Tier::Likely,
            ));
        }
    }
}

/// `Traceback (most recent call last)`, `goroutine 1 [running]`, `thread 'main' panicked at`.
fn trace_word(page: &Page<'_>, span: Span) -> Option<Detection> {
    let rest = &page.text[span.end..];
    let word = span.of(page.text);
    let is_trace = match word.to_ascii_lowercase().as_str() {
        "traceback" => rest.starts_with(" (most recent"),
        "goroutine" => rest.trim_start().starts_with(|c: char| c.is_ascii_digit()),
        "panicked" => rest.starts_with(" at"),
        _ => false,
    };
    is_trace.then(|| Detection::new(PrivateKind::StackTrace, line(page, span), Tier::Certain))
}

/// `(Bar.java:12)`, `app.js:10:5`, `File "x.py", line 12`.
fn frame(page: &Page<'_>, extension: Span) -> Option<Detection> {
    if page.before(extension.start) != b'.' || !is_word(page.before(extension.start - 1)) {
        return None;
    }
    let rest = &page.bytes[extension.end..];
    let numbered = rest.first() == Some(&b':') && rest.get(1).is_some_and(u8::is_ascii_digit);
    let lined = rest.starts_with(b"\", line ")
        || rest.starts_with(b"', line ")
        || rest.starts_with(b" on line ");
    (numbered || lined).then(|| {
        Detection::new(
            PrivateKind::StackTrace,
            line(page, extension),
            Tier::Certain,
        )
    })
}

/// The line around a span, at most 200 bytes to each side.
fn line(page: &Page<'_>, span: Span) -> Span {
    let left = page.bytes[..span.start]
        .iter()
        .rev()
        .take(200)
        .take_while(|byte| **byte != b'\n')
        .count();
    let right = page.bytes[span.end..]
        .iter()
        .take(200)
        .take_while(|byte| **byte != b'\n')
        .count();
    let (mut start, mut end) = (span.start - left, span.end + right);
    while !page.text.is_char_boundary(start) {
        start += 1;
    }
    while !page.text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &page.text[start..end];
    let trimmed = text.trim();
    let start = start + (text.len() - text.trim_start().len());
    Span::new(start, start + trimmed.len())
}

/// `/home/ana/report.csv`: a known first folder and something below it.
fn unix_path(page: &Page<'_>, root: Span) -> Option<Detection> {
    let slash = root
        .start
        .checked_sub(1)
        .filter(|at| page.bytes[*at] == b'/')?;
    let before = page.before(slash);
    if is_word(before) || b"/.:-_}~".contains(&before) || page.at(root.end) != b'/' {
        return None;
    }
    let is_path = |byte: &&u8| is_name(**byte) || b"/._-+@%~".contains(byte);
    let length = page.bytes[root.end..]
        .iter()
        .take(400)
        .take_while(is_path)
        .count();
    let mut end = root.end + length;
    while root.end < end && b"./-".contains(&page.bytes[end - 1]) {
        end -= 1;
    }
    while !page.text.is_char_boundary(end) {
        end -= 1;
    }
    let span = Span::new(slash, end);
    (root.end + 1 < end && !page.in_link(span))
        .then(|| Detection::new(PrivateKind::FilePath, span, Tier::Likely))
}

/// `C:\Users\ana\x.log` or `\\server\share`.
fn windows_path(page: &Page<'_>, at: usize) -> Option<Span> {
    let is_drive = page.bytes[at] == b':';
    let start = if is_drive { at.checked_sub(1)? } else { at };
    if is_word(page.before(start))
        || page.before(start) == b'\\'
        || (is_drive && !page.bytes[start].is_ascii_alphabetic())
    {
        return None;
    }
    let is_path = |byte: &&u8| is_name(**byte) || b"\\._-+@%~$:".contains(byte);
    let length = page.bytes[at..]
        .iter()
        .take(400)
        .take_while(is_path)
        .count();
    let mut end = at + length;
    while at < end && b".\\-:".contains(&page.bytes[end - 1]) {
        end -= 1;
    }
    while !page.text.is_char_boundary(end) {
        end -= 1;
    }
    let least = if is_drive { 3 } else { 5 };
    (at + least <= end && page.bytes[at + 2..end].iter().any(|byte| is_word(*byte)))
        .then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    #[test]
    fn traces_and_paths_are_found() {
        use PrivateKind::{FilePath, StackTrace};
        for (text, expected) in [
            (
                "at com.acme.Shop.pay(Shop.java:12)",
                vec![(StackTrace, "at com.acme.Shop.pay(Shop.java:12)")],
            ),
            (
                "Traceback (most recent call last):",
                vec![(StackTrace, "Traceback (most recent call last):")],
            ),
            (
                "  File \"/srv/app/x.py\", line 12, in pay",
                vec![(StackTrace, "File \"/srv/app/x.py\", line 12, in pay")],
            ),
            (
                "It threw NullPointerException again",
                vec![(StackTrace, "NullPointerException")],
            ),
            (
                "see /home/ana/report.csv.",
                vec![(FilePath, "/home/ana/report.csv")],
            ),
            (
                r"open C:\Users\ana\x.log now",
                vec![(FilePath, r"C:\Users\ana\x.log")],
            ),
            ("We use Node.js and and/or home/office", vec![]),
            ("Visit acme.com/home/offers", vec![]),
            ("An exception was made", vec![]),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .map(|d| (d.kind, d.span.of(text)))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
