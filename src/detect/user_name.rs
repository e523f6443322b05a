//! User names beside their label; passwords and tests of both are in `credential`.

use super::credential::is_placeholder;
use super::label::Mark;
use super::page::Page;
use super::value::Lead;
use super::{Detection, PrivateKind, Tier};
use crate::text::Span;

/// A user name: stated, with a digit, or one word in small letters that is no ordinary word behind “is”.
pub(super) fn find(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let lead = page.lead(mark.end)?;
    // “your username, dora22, …” and “the username on file is jkim88”
    let is_comma = page
        .text
        .get(mark.end..)
        .is_some_and(|rest| rest.starts_with(", "));
    let comma = 2 * usize::from(is_comma);
    let lead = if 0 < comma {
        Lead {
            start: mark.end + comma,
            is_stated: false,
            quote: None,
        }
    } else {
        lead
    };
    let start = lead.start;
    let mut end = page.token_end(start, lead.quote);
    let tag = page.text.get(start..end).and_then(|value| value.find('<'));
    end = tag.map_or(end, |tag| start + tag);
    while start < end && b".,;:!?)]}'\"`*".contains(&page.bytes[end - 1]) {
        end -= 1;
    }
    let value = &page.text[start..end];
    // “login name k.schmidt” needs no “is”.
    let is_near = start == mark.end + 1 || 0 < comma;
    let is_told = lead.is_stated || is_near && is_account_name(value);
    if !is_told
        || !(3..=64).contains(&value.len())
        || is_placeholder(value)
        || value.contains('@')
        || value.contains("://")
    {
        return None;
    }
    let is_name = value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
    // “Login: see the e-mail we sent” goes on as a sentence.
    if page.at(mark.end) == b':' && !has_digit && lead.quote.is_none() && goes_on(page, end) {
        return None;
    }
    let is_likely = has_digit
        || value.contains(['_', '.'])
        || lead.quote.is_some()
        || !is_plain(page, start, value);
    let tier = if has_digit || lead.quote.is_some() {
        Tier::Certain
    } else {
        Tier::Likely
    };
    (is_name && is_likely && value.bytes().any(|byte| byte.is_ascii_alphabetic()))
        .then(|| Detection::new(PrivateKind::UserName, Span::new(start, end), tier).by_label())
}

/// Whether a word is written as only names of accounts are: with a digit, a low line or a dot among letters.
fn is_account_name(value: &str) -> bool {
    let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
    let is_parted = value.split(['_', '.']).all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    });
    5 <= value.len()
        && value.starts_with(|c: char| c.is_ascii_lowercase())
        && (has_digit || value.contains(['_', '.']))
        && is_parted
}

/// Whether another word follows that belongs to the same sentence.
fn goes_on(page: &Page<'_>, end: usize) -> bool {
    let next = page.word_end(end + 1);
    let word = page.text.get(end + 1..next).unwrap_or("");
    page.at(end) == b' '
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && !["and", "with", "pw", "pwd", "pass", "password"].contains(&word)
}

/// Whether a word is ordinary English behind “your username is”: “your e-mail address”, “locked”, “being checked”.
fn is_plain(page: &Page<'_>, start: usize, value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let before = page.tail(start);
    ["your ", "the ", "an ", "not "]
        .iter()
        .any(|word| before.ends_with(word))
        || [
            "ed", "ing", "able", "ible", "tive", "ful", "ally", "ently", "ably", "ibly", "ately",
            "arily",
        ]
        .iter()
        .any(|ending| ending.len() + 3 < value.len() && value.ends_with(ending))
        || PLAIN.contains(&value.as_str())
}

/// Words that follow “your username is” without being one.
const PLAIN: &[&str] = &[
    "the",
    "not",
    "your",
    "case",
    "correct",
    "incorrect",
    "required",
    "invalid",
    "already",
    "taken",
    "available",
    "wrong",
    "missing",
    "also",
    "usually",
    "typically",
    "now",
    "still",
    "different",
    "being",
    "linked",
    "tied",
    "associated",
    "associate",
    "either",
    "always",
    "just",
    "an",
    "you",
    "that",
    "this",
    "what",
    "whatever",
    "valid",
    "unique",
    "same",
    "listed",
    "shown",
    "needed",
    "optional",
    "located",
    "found",
    "used",
    "email",
    "both",
    "what's",
    "well",
    "sent",
    "only",
    "our",
    "one",
    "and",
    "for",
    "then",
    "visible",
    "changed",
    "please",
    "displayed",
    "blank",
    "active",
    "again",
    "all",
    "as",
    "back",
    "bad",
    "broken",
    "down",
    "email-address",
    "e-mail",
    "empty",
    "fine",
    "free",
    "good",
    "gone",
    "here",
    "his",
    "her",
    "in",
    "long",
    "lost",
    "mail",
    "my",
    "new",
    "ok",
    "okay",
    "old",
    "on",
    "out",
    "ready",
    "right",
    "safe",
    "set",
    "short",
    "simply",
    "so",
    "slow",
    "stuck",
    "their",
    "there",
    "too",
    "unknown",
    "up",
    "usable",
    "very",
    "working",
];
