//! Opening hours and deadlines of the day: “Monday to Friday, 9am–5pm”, “orders before 2 pm”.

use super::clauses::Figure;
use super::facts::{Fact, push};
use super::reading::Page;
use super::value::{Kind, Value};
use crate::prose::{Class, Ending, Sentence, flag, lex};
use crate::text::Span;

/// Words that show that a range of times is when somebody can be reached.
const OPENINGS: [&str; 12] = [
    "open",
    "opening",
    "hours",
    "available",
    "availability",
    "office",
    "phone",
    "lines",
    "chat",
    "staffed",
    "closed",
    "reachable",
];

/// Words before a deadline.
const BOUNDS: [&str; 5] = ["before", "by", "until", "till", "after"];

/// Reads the hours and deadlines of a page.
pub(super) fn read(page: &Page<'_>, facts: &mut Vec<Fact>) {
    let mut clocks = page
        .prose
        .spans
        .iter()
        .filter(|span| span.class == Class::Clock)
        .peekable();
    while let Some(clock) = clocks.next() {
        let at = page.prose.sentence_of(clock.first);
        let sentence = &page.prose.sentences[at];
        while clocks
            .next_if(|other| other.first < sentence.last)
            .is_some()
        {}
        if sentence.ending == Ending::Question {
            continue;
        }
        let times = times(page, sentence);
        let figure = match times.as_slice() {
            [from, to] if is_range(page, from, to) => hours(page, at, from, to),
            [time] => deadline(page, time),
            _ => None,
        };
        if let Some(figure) = figure.filter(|figure| page.is_prose(figure.span)) {
            push(page, at, &[figure], facts);
        }
    }
}

/// A time of day and its words.
struct Time {
    minutes: u16,
    first: usize,
    last: usize,
}

fn times(page: &Page<'_>, sentence: &Sentence) -> Vec<Time> {
    let mut times = Vec::new();
    let mut word = sentence.first as usize;
    while word < sentence.last as usize {
        let text = page.prose.words[word].span().of(page.text()).to_lowercase();
        let next = if word + 1 < sentence.last as usize {
            page.lower(word + 1)
        } else {
            String::new()
        };
        match clock(&text, &next) {
            Some((minutes, used)) if page.has(word, flag::DIGIT) => {
                times.push(Time {
                    minutes,
                    first: word,
                    last: word + used - 1,
                });
                word += used;
            }
            _ => word += 1,
        }
    }
    times
}

/// Minutes since midnight, and how many words say it: `9am`, `9 a.m.`, `17:30`, `5:30 pm`.
fn clock(text: &str, next: &str) -> Option<(u16, usize)> {
    let meridiem = |word: &str| match word.replace('.', "").as_str() {
        "am" => Some(0u16),
        "pm" => Some(12),
        _ => None,
    };
    let digits_end = text
        .find(|c: char| !c.is_ascii_digit() && c != ':')
        .unwrap_or(text.len());
    let (number, tail) = text.split_at(digits_end);
    let (half, used) = match (
        meridiem(tail),
        tail.is_empty().then(|| meridiem(next)).flatten(),
    ) {
        (Some(half), _) => (Some(half), 1),
        (_, Some(half)) => (Some(half), 2),
        _ if tail.is_empty() && number.contains(':') => (None, 1),
        _ => return None,
    };
    let (hour, minute) = match number.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => {
            (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?)
        }
        Some(_) => return None,
        None => (number.parse::<u16>().ok()?, 0),
    };
    if 24 < hour || 59 < minute {
        return None;
    }
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Some((hour * 60 + minute, used))
}

/// Whether only a dash or “to” stands between two times.
fn is_range(page: &Page<'_>, from: &Time, to: &Time) -> bool {
    let end = page.prose.words[from.last].span().end;
    let between = page.text()[end..page.prose.words[to.first].span().start].to_lowercase();
    let between = between.trim_matches(|c: char| c.is_whitespace() || c == '.');
    from.minutes < to.minutes
        && ["-", "–", "—", "to", "and", "until", "till", "through"].contains(&between)
}

fn hours(page: &Page<'_>, at: usize, from: &Time, to: &Time) -> Option<Figure> {
    let sentence = &page.prose.sentences[at];
    let days = days(page, sentence);
    let opens = |at: usize| {
        let sentence = &page.prose.sentences[at];
        (sentence.first as usize..sentence.last as usize)
            .any(|word| OPENINGS.contains(&page.lower(word).as_str()))
    };
    if !opens(at) && (days == 0 || at == 0 || !opens(at - 1)) {
        return None;
    }
    Some(Figure {
        kind: Kind::Hours,
        value: Value::Clock(from.minutes, to.minutes),
        words: (from.first, to.last),
        span: page.prose.span(from.first as u32, to.last as u32),
        detail: days.to_string(),
    })
}

/// The days a sentence names, one bit each, Monday first.
fn days(page: &Page<'_>, sentence: &Sentence) -> u8 {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let words = sentence.first as usize..sentence.last as usize;
    let mut days = 0u8;
    let mut last: Option<(usize, usize)> = None;
    for word in words {
        let lower = page.lower(word);
        days |= match lower.as_str() {
            "daily" | "everyday" => 0b111_1111,
            "weekday" | "weekdays" => 0b1_1111,
            "weekend" | "weekends" => 0b110_0000,
            "day" | "days"
                if word.checked_sub(1).is_some_and(|before| {
                    ["every", "7", "seven"].contains(&page.lower(before).as_str())
                }) =>
            {
                0b111_1111
            }
            _ => 0,
        };
        if page.prose.words[word].classes & lex::WEEKDAY == 0 {
            continue;
        }
        let Some(day) = lower
            .get(..3)
            .and_then(|start| NAMES.iter().position(|name| *name == start))
        else {
            continue;
        };
        match last {
            // “Monday to Friday”, “Mon–Fri”.
            Some((before, from)) if joins(page, before, word) && from < day => {
                days |= (from..=day).fold(0, |days, day| days | 1 << day);
            }
            _ => days |= 1 << day,
        }
        last = Some((word, day));
    }
    days
}

fn joins(page: &Page<'_>, before: usize, word: usize) -> bool {
    let span = Span::new(
        page.prose.words[before].span().end,
        page.prose.words[word].span().start,
    );
    let between = span
        .of(page.text())
        .trim_matches(|c: char| c.is_whitespace() || c == '.')
        .to_lowercase();
    ["-", "–", "—", "to", "through", "thru", "until", "till"].contains(&between.as_str())
}

fn deadline(page: &Page<'_>, time: &Time) -> Option<Figure> {
    let before = page.lower(time.first.checked_sub(1)?);
    let bound = BOUNDS.iter().find(|bound| **bound == before)?;
    Some(Figure {
        kind: Kind::Deadline,
        value: Value::Clock(time.minutes, time.minutes),
        words: (time.first, time.last),
        span: page.prose.span(time.first as u32, time.last as u32),
        detail: (*bound).to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks() {
        for (text, next, minutes) in [
            ("9am", "", Some((540, 1))),
            ("9", "a.m.", Some((540, 2))),
            ("12pm", "", Some((720, 1))),
            ("12:30am", "", Some((30, 1))),
            ("17:00", "", Some((1020, 1))),
            ("17", "", None),
            ("25:00", "", None),
            ("9:5", "", None),
        ] {
            assert_eq!(clock(text, next), minutes, "{text} {next}");
        }
    }
}
