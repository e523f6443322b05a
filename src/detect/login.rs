//! Passwords that stand beside a user's name, in a cell, behind “the password we set:”, in a command or in a header.
//!
//! Sources: RFC 7617 (the Basic scheme), the manual of curl (`-u`, `--user`).

use super::credential::{is_mixed, is_placeholder, password_at};
use super::label::Mark;
use super::page::Page;
use super::value::Lead;
use super::{Detection, PrivateKind, Tier};
use crate::text::Span;

/// Bytes of a command or of a header that are looked at.
const LINE: usize = 400;
/// Bytes between a label and the colon that announces its value.
const CLAUSE: usize = 48;

/// The other half of “Login: plang86 / Sommer2024!”.
pub(super) fn password_beside(page: &Page<'_>, name: Span) -> Option<Detection> {
    let rest = page.text.get(name.end..)?;
    let mark = [" / ", "/", " | ", " - ", " – ", ":"]
        .iter()
        .find(|mark| rest.starts_with(**mark))?;
    let found = password_at(page, stated(name.end + mark.len()))?;
    is_mixed(page, &found).then_some(found)
}

/// The next cell of a row: `Password | Sommer2024!`, or a tab between them.
pub(super) fn cell(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let rest = page.text.get(mark.end..)?;
    let length = ["\t", " | ", "|", "** | ", "\" | \""]
        .iter()
        .find(|mark| rest.starts_with(**mark))?
        .len();
    let found = password_at(page, stated(mark.end + length))?;
    (7 <= found.span.len()).then_some(found)
}

/// The value that a colon announces further on in the clause: “the temporary password we set for you: Sommer2024!”.
pub(super) fn announced(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let rest = page.bytes.get(mark.end..)?;
    let colon = rest.iter().take(CLAUSE).position(|byte| *byte == b':')?;
    let between = page.text.get(mark.end..mark.end + colon)?;
    let is_known = |word: &str| ANNOUNCING.contains(&word.to_ascii_lowercase().as_str());
    if !between.split_ascii_whitespace().all(is_known) {
        return None;
    }
    let space = rest[colon + 1..]
        .iter()
        .take(3)
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    (0 < space)
        .then(|| password_at(page, stated(mark.end + colon + 1 + space)))
        .flatten()
}

/// Words between a password's label and the colon before it.
const ANNOUNCING: [&str; 44] = [
    "we",
    "i",
    "you",
    "they",
    "it",
    "set",
    "made",
    "chose",
    "gave",
    "created",
    "assigned",
    "sent",
    "have",
    "has",
    "had",
    "is",
    "was",
    "for",
    "now",
    "below",
    "here",
    "as",
    "follows",
    "the",
    "your",
    "this",
    "account",
    "new",
    "temporary",
    "just",
    "on",
    "file",
    "up",
    "that",
    "login",
    "them",
    "him",
    "her",
    "reset",
    "generated",
    "of",
    "today",
    "and",
    "following",
];

/// The password of `curl -u name:password`.
pub(super) fn of_command(page: &Page<'_>, command: Span) -> Option<Detection> {
    let mut limit = page.text.len().min(command.end + LINE);
    while !page.text.is_char_boundary(limit) {
        limit -= 1;
    }
    let line = page.text[command.end..limit].split('\n').next()?;
    let at = [" -u ", " --user ", " --user="]
        .iter()
        .find_map(|flag| line.find(flag).map(|at| at + flag.len()))?;
    let value = line[at..].trim_start_matches(['"', '\'', '`']);
    let start = command.end + line.len() - value.len();
    let value = value
        .split(|c: char| c.is_whitespace() || "\"'`".contains(c))
        .next()?;
    let (name, password) = value.split_once(':')?;
    let password = password.trim_end_matches(['.', ',', ')']);
    let is_example = ["pass", "password", "passwd", "pw", "secret", "token"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(password));
    let is_secret =
        !name.is_empty() && 3 < password.len() && !is_placeholder(password) && !is_example;
    let start = start + name.len() + 1;
    (is_secret && !password.starts_with('$')).then(|| {
        let span = Span::new(start, start + password.len());
        Detection::new(PrivateKind::Password, span, Tier::Certain).by_label()
    })
}

/// The credentials of `Authorization: Basic …`: a name, a colon and a password in base64.
pub(super) fn of_header(page: &Page<'_>, header: Span) -> Option<Detection> {
    let rest = page.text.get(header.end..)?;
    let scheme = rest.trim_start_matches(['"', '\'', ' ', ':', '=']);
    let lead = rest.len() - scheme.len();
    let is_basic = scheme.get(..6)?.eq_ignore_ascii_case("basic ") && (1..8).contains(&lead);
    let start = header.end + lead + 6;
    let length = page
        .bytes
        .get(start..)?
        .iter()
        .take(LINE)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte))
        .count();
    let span = Span::new(start, start + length);
    (is_basic && 8 <= length && has_colon(span.of(page.text).as_bytes()))
        .then(|| Detection::new(PrivateKind::SecretKey, span, Tier::Certain).by_label())
}

/// Whether base64 (RFC 4648) stands for printable text with a colon.
fn has_colon(text: &[u8]) -> bool {
    let body = text
        .strip_suffix(b"==")
        .or_else(|| text.strip_suffix(b"="))
        .unwrap_or(text);
    let (mut held, mut bits, mut is_found) = (0u32, 0, false);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return false,
        };
        held = (held << 6 | u32::from(value)) & 0xffff;
        bits += 6;
        if 8 <= bits {
            bits -= 8;
            let plain = (held >> bits & 0xff) as u8;
            if plain.is_ascii_control() {
                return false;
            }
            is_found |= plain == b':';
        }
    }
    is_found
}

/// A value that begins at `start`.
const fn stated(start: usize) -> Lead {
    Lead {
        start,
        is_stated: true,
        quote: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    #[test]
    fn passwords_stand_in_many_places() {
        use PrivateKind::{Password, SecretKey};
        for (text, expected) in [
            (
                "Login: plang86 / Sommer2024!",
                vec![(Password, "Sommer2024!")],
            ),
            (
                "the temporary password we set: Sommer2024!",
                vec![(Password, "Sommer2024!")],
            ),
            (
                "the new password for your account:\nSommer2024!",
                vec![(Password, "Sommer2024!")],
            ),
            (
                "| Password | Sommer2024! |",
                vec![(Password, "Sommer2024!")],
            ),
            ("Password\tSommer2024!\n", vec![(Password, "Sommer2024!")]),
            (
                "run curl -u plang:Sommer2024! https://a.acme.com/x",
                vec![(Password, "Sommer2024!")],
            ),
            (
                "curl -X POST --user 'plang:sommer' a",
                vec![(Password, "sommer")],
            ),
            (
                "-H \"Authorization: Basic cGxhbmc6U29tbWVyMjAyNCE=\"",
                vec![(SecretKey, "cGxhbmc6U29tbWVyMjAyNCE=")],
            ),
            ("curl -u user:password https://a.acme.com/x", vec![]),
            ("curl -u $NAME:$PASSWORD x", vec![]),
            ("curl -u plang https://a.acme.com:8080", vec![]),
            ("Authorization: Basic authentication12 is off", vec![]),
            ("Your authorization: basic information1", vec![]),
            ("| Username | Password | Role2 |", vec![]),
            ("choose a password with these rules: Min8Chars", vec![]),
            ("the password reset guide: KB12345x", vec![]),
            ("Login: plang86 / other", vec![]),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .filter(|d| d.kind != PrivateKind::UserName)
                .map(|d| (d.kind, d.span.of(text)))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
