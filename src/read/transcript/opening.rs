//! The lines that open a turn: `[10:32] Ana (Agent): …`.

use super::super::time::{parse_clock, parse_timestamp};

/// The longest label before the colon, in bytes.
const LONGEST: usize = 60;

/// A line that may open a turn.
#[derive(Debug)]
pub(super) struct Opening<'a> {
    /// The time before or behind the label.
    pub(super) at: Option<i64>,
    /// The words before the colon, without time and decoration.
    pub(super) label: &'a str,
    /// What stands in brackets behind the name, such as `Agent`.
    pub(super) aside: Option<&'a str>,
    /// Where the turn's words begin, counted from the line's start.
    pub(super) words: usize,
}

pub(super) fn openings(text: &str) -> Vec<(usize, Opening<'_>)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        found.extend(opening(line).map(|opening| (at, opening)));
        at += line.len();
    }
    found
}

/// Splits `[10:32] Ana (Agent): words` into its parts.
pub(super) fn opening(line: &str) -> Option<Opening<'_>> {
    let rest = line.trim_start_matches([' ', '\t', '*', '_', '>', '-']);
    let (stamp, rest) = leading_stamp(rest);
    let rest = rest.trim_start_matches([' ', '\t', '*', '_', '-', '–', '—', '|', ',']);
    let colon = rest
        .bytes()
        .take(LONGEST)
        .position(|byte| byte == b':' || byte == b'\n');
    // A clock inside brackets, as in `Agent (10:32): …`, has a colon of its own.
    let colon = match colon {
        Some(colon)
            if rest
                .as_bytes()
                .get(colon + 1)
                .is_some_and(u8::is_ascii_digit)
                && rest[..colon].contains(['(', '[']) =>
        {
            let close = rest.find([')', ']'])?;
            rest[close..]
                .starts_with([')', ']'])
                .then(|| rest[close..].find(':').map(|colon| close + colon))??
        }
        other => other?,
    };
    if rest.as_bytes().get(colon) != Some(&b':') || LONGEST < colon {
        return None;
    }
    let after = &rest[colon + 1..];
    let after = after.trim_start_matches(['*', '_']);
    if !after.is_empty() && !after.starts_with(|character: char| character.is_whitespace()) {
        return None;
    }
    let (label, aside) = split_aside(rest[..colon].trim_end_matches(['*', '_', ' ']));
    let label = label
        .strip_suffix(" wrote")
        .or_else(|| label.strip_suffix(" said"))
        .unwrap_or(label);
    let is_label = label.starts_with(char::is_alphabetic)
        && label.split_whitespace().count() <= 5
        && label
            .chars()
            .all(|letter| letter.is_alphanumeric() || " .'’-_#@&+".contains(letter));
    if !is_label {
        return None;
    }
    let aside_stamp = aside.and_then(parse_stamp);
    let aside = if aside_stamp.is_some() { None } else { aside };
    Some(Opening {
        at: stamp.or(aside_stamp),
        label,
        aside,
        words: line.len() - after.len(),
    })
}

/// `Ana (Agent)` into its name and what stands in brackets.
fn split_aside(label: &str) -> (&str, Option<&str>) {
    for (open, close) in [('(', ')'), ('[', ']'), ('<', '>')] {
        if let Some((name, aside)) = label
            .strip_suffix(close)
            .and_then(|label| label.split_once(open))
        {
            return (name.trim_end(), Some(aside.trim()));
        }
    }
    (label.trim_end(), None)
}

/// Takes a time in brackets or bare from the front of a line.
fn leading_stamp(line: &str) -> (Option<i64>, &str) {
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some((stamp, rest)) = line
            .strip_prefix(open)
            .and_then(|line| line.split_once(close))
            && let Some(at) = parse_stamp(stamp)
        {
            return (Some(at), rest);
        }
    }
    if !line.starts_with(|first: char| first.is_ascii_digit()) {
        return (None, line);
    }
    let ends: Vec<usize> = line
        .match_indices([' ', '\t'])
        .map(|(at, _)| at)
        .take(3)
        .collect();
    for end in ends.into_iter().rev() {
        if let Some(at) = parse_stamp(&line[..end]) {
            return (Some(at), &line[end..]);
        }
    }
    (None, line)
}

/// RFC 3339, a clock time, or a day and a clock time as messengers export them, `20/11/2026, 10:32`.
fn parse_stamp(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches([',', '-', ':']).trim_end();
    if let Some(at) = parse_timestamp(text).or_else(|| parse_clock(text)) {
        return Some(at);
    }
    let (day, clock) = text.split_once([',', ' '])?;
    let mut parts = day.split(['/', '.', '-']).map(str::parse::<u32>);
    let (first, second, year) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    // Which of two small numbers is the month cannot be known; within one transcript only differences matter.
    let (day, month) = if 12 < second {
        (second, first)
    } else {
        (first, second)
    };
    let year = if year < 100 { 2000 + year } else { year };
    let date = parse_timestamp(&format!("{year:04}-{month:02}-{day:02}"))?;
    Some(date + parse_clock(clock.trim())?)
}
