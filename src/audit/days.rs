//! Days and years that have passed, where the reply still speaks of them as of something to come or in force.

use super::reading::Page;
use crate::prose::{Sentence, flag, lex};
use crate::suppress::Date;
use crate::text::Span;

/// A day or a year that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PastDay {
    pub(super) span: Span,
    /// Whether it only dates a copyright notice.
    pub(super) is_notice: bool,
}

/// Words shortly before a date that make it an end.
const ENDS: [&str; 16] = [
    "until", "till", "by", "before", "through", "thru", "ends", "ending", "end", "expires",
    "expire", "deadline", "closes", "latest", "than", "valid",
];

/// Words of a sentence that looks ahead.
const AHEAD: [&str; 18] = [
    "will",
    "ll",
    "shall",
    "upcoming",
    "soon",
    "scheduled",
    "planned",
    "going",
    "reopen",
    "reopens",
    "resume",
    "resumes",
    "starting",
    "launching",
    "estimated",
    "expected",
    "closed",
    "open",
];

/// Words of a sentence that looks back.
const BACK: [&str; 22] = [
    "since",
    "was",
    "were",
    "had",
    "did",
    "founded",
    "established",
    "introduced",
    "launched",
    "released",
    "changed",
    "act",
    "regulation",
    "directive",
    "version",
    "edition",
    "born",
    "ago",
    "history",
    "law",
    "iso",
    "formerly",
];

/// Nouns beside a year that name something current.
const SEASONS: [&str; 30] = [
    "christmas",
    "holiday",
    "holidays",
    "easter",
    "summer",
    "winter",
    "spring",
    "autumn",
    "fall",
    "season",
    "friday",
    "monday",
    "sale",
    "calendar",
    "catalogue",
    "catalog",
    "price",
    "prices",
    "pricing",
    "list",
    "schedule",
    "hours",
    "rates",
    "tariff",
    "guide",
    "collection",
    "tax",
    "promotion",
    "offer",
    "offers",
];

/// Reads the passed days of a page; none without a known today.
pub(super) fn read(page: &Page<'_>) -> Vec<PastDay> {
    let mut days = Vec::new();
    let Some(today) = page.options.today else {
        return days;
    };
    let text = page.text();
    let has_year = text
        .as_bytes()
        .windows(4)
        .any(|four| four.iter().all(u8::is_ascii_digit));
    if !has_year {
        return days;
    }
    for sentence in &page.prose.sentences {
        for word in sentence.first as usize..sentence.last as usize {
            let span = page.prose.words[word].span();
            if !page.is_prose(span) {
                continue;
            }
            if let Some(day) = written_day(span.of(text)) {
                if day.iter().all(|day| *day < today) && looks_ahead(page, sentence, word, word) {
                    days.push(PastDay {
                        span,
                        is_notice: false,
                    });
                }
                continue;
            }
            let Some(year) = year(span.of(text)) else {
                continue;
            };
            days.extend(of_year(page, sentence, word, year, today));
        }
    }
    days
}

/// A passed day that ends in the year at `word`.
fn of_year(
    page: &Page<'_>,
    sentence: &Sentence,
    word: usize,
    year: i32,
    today: Date,
) -> Option<PastDay> {
    let text = page.text();
    let (first, day, month) = month_before(page, sentence, word);
    let span = Span::new(
        page.prose.words[first].span().start,
        page.prose.words[word].span().end,
    );
    if let Some(month) = month {
        let last = Date::new(year, month, day.unwrap_or_else(|| last_day(year, month)))?;
        let is_past = last < today && looks_ahead(page, sentence, first, word);
        return is_past.then_some(PastDay {
            span,
            is_notice: false,
        });
    }
    if Date::new(year, 12, 31)? >= today {
        return None;
    }
    let before = text[..span.start]
        .trim_end()
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | ' '));
    let before = before.trim_end().to_lowercase();
    if before.ends_with('©') || before.ends_with("(c)") || before.ends_with("copyright") {
        // Of a range such as 2019–2024 the last year counts.
        let goes_on = text[span.end..].trim_start().starts_with(['-', '–']);
        return (!goes_on).then_some(PastDay {
            span,
            is_notice: true,
        });
    }
    let neighbour = |word: Option<usize>| {
        word.filter(|word| (sentence.first as usize..sentence.last as usize).contains(word))
            .is_some_and(|word| SEASONS.contains(&page.lower(word).as_str()))
    };
    let is_current = neighbour(word.checked_sub(1)) || neighbour(Some(word + 1));
    let is_over = (is_current && !looks_back(page, sentence)) || is_ended(page, sentence, word);
    (is_over && !is_model(page, word)).then_some(PastDay {
        span,
        is_notice: false,
    })
}

/// A capitalised name before a year makes a model, a law or a standard: “Office 2019”.
fn is_model(page: &Page<'_>, word: usize) -> bool {
    let Some(before) = word.checked_sub(1) else {
        return false;
    };
    let lower = page.lower(before);
    page.has(before, flag::CAPITALISED)
        && !page.has(before, flag::SENTENCE_START)
        && !SEASONS.contains(&lower.as_str())
        && !ENDS.contains(&lower.as_str())
        || page.has(before, flag::UPPER)
}

/// The first word of the date that ends at a year, its day and its month: “31 December 2024”, “Dec 31st, 2024”, “March 2024”.
fn month_before(
    page: &Page<'_>,
    sentence: &Sentence,
    year: usize,
) -> (usize, Option<u8>, Option<u8>) {
    let floor = sentence.first as usize;
    let word = |back: usize| year.checked_sub(back).filter(|word| floor <= *word);
    let month = |word: Option<usize>| {
        word.filter(|word| page.prose.words[*word].classes & lex::MONTH != 0)
            .and_then(|word| month(&page.lower(word)))
    };
    let day = |word: Option<usize>| word.and_then(|word| day(&page.lower(word)));
    let of = |word: Option<usize>| word.is_some_and(|word| page.lower(word) == "of");
    if let Some(found) = month(word(1)) {
        return match (day(word(2)), of(word(2)), day(word(3))) {
            (Some(day), _, _) => (year - 2, Some(day), Some(found)),
            (_, true, Some(day)) => (year - 3, Some(day), Some(found)),
            _ => (year - 1, None, Some(found)),
        };
    }
    if let (Some(day), Some(found)) = (day(word(1)), month(word(2))) {
        return (year - 2, Some(day), Some(found));
    }
    (year, None, None)
}

fn month(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let at = MONTHS
        .iter()
        .position(|month| word.get(..3) == Some(month))?;
    u8::try_from(at + 1).ok()
}

fn day(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &word[digits.len()..];
    let day: u8 = digits.parse().ok()?;
    (["", "st", "nd", "rd", "th"].contains(&tail) && (1..=31).contains(&day)).then_some(day)
}

fn year(word: &str) -> Option<i32> {
    let year = word.strip_suffix("'s").unwrap_or(word);
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    year.parse()
        .ok()
        .filter(|year| is_year && (1990..=2099).contains(year))
}

fn last_day(year: i32, month: u8) -> u8 {
    (28..=31)
        .rev()
        .find(|day| Date::new(year, month, *day).is_some())
        .unwrap_or(28)
}

/// A date in digits in every reading of it: `2024-12-31`, `31/12/2024`, `3.4.2025`.
fn written_day(word: &str) -> Option<Vec<Date>> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| part.parse::<u8>().ok();
    let days: Vec<Date> = if let Some(year) = year(a) {
        Date::new(year, number(b)?, number(c)?)
            .into_iter()
            .collect()
    } else {
        let year = year(c)?;
        let (a, b) = (number(a)?, number(b)?);
        [Date::new(year, a, b), Date::new(year, b, a)]
            .into_iter()
            .flatten()
            .collect()
    };
    (!days.is_empty()).then_some(days)
}

/// Whether a date is an end, or the sentence looks ahead from it.
fn looks_ahead(page: &Page<'_>, sentence: &Sentence, first: usize, last: usize) -> bool {
    let _ = last;
    is_ended(page, sentence, first) || has(page, sentence, &AHEAD) && !looks_back(page, sentence)
}

/// Whether a word of an end stands shortly before: “until 31 December 2024”, “valid through March 2025”.
fn is_ended(page: &Page<'_>, sentence: &Sentence, first: usize) -> bool {
    let floor = sentence.first as usize;
    (first.saturating_sub(4).max(floor)..first)
        .any(|word| ENDS.contains(&page.lower(word).as_str()))
        && !has(page, sentence, &BACK[..1])
        && !has(
            page,
            sentence,
            &[
                "was",
                "were",
                "had",
                "ended",
                "ordered",
                "purchased",
                "bought",
                "placed",
            ],
        )
}

fn looks_back(page: &Page<'_>, sentence: &Sentence) -> bool {
    has(page, sentence, &BACK)
}

fn has(page: &Page<'_>, sentence: &Sentence, words: &[&str]) -> bool {
    (sentence.first as usize..sentence.last as usize).any(|word| {
        let lower = page.lower(word);
        words.contains(&lower.as_str()) || lower.ends_with("'ll") && words.contains(&"ll")
    })
}
