//! The word classes that patterns name: numbers, amounts, dates, times, durations, names.

use super::{Prose, Word, flag, lex};

/// A class of words or word groups, written `<class>` in patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A number in digits or letters.
    Number,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A day: 4 March, Friday, tomorrow, next week.
    Date,
    /// A time of day: 4 pm, 16:30, noon.
    Clock,
    /// A stretch of time: three days, an hour, 24h.
    Duration,
    /// Any of date, clock time and duration.
    Time,
    /// A capitalised word inside a sentence, such as a person's or product's name.
    Name,
    /// A template's placeholder.
    Placeholder,
    /// A link.
    Url,
    /// An emoji.
    Emoji,
    /// An e-mail address.
    Email,
}

impl Class {
    /// All classes.
    pub const ALL: [Self; 12] = [
        Self::Number,
        Self::Money,
        Self::Percent,
        Self::Date,
        Self::Clock,
        Self::Duration,
        Self::Time,
        Self::Name,
        Self::Placeholder,
        Self::Url,
        Self::Emoji,
        Self::Email,
    ];

    /// The word written between `<` and `>`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::Clock => "clock",
            Self::Duration => "duration",
            Self::Time => "time",
            Self::Name => "name",
            Self::Placeholder => "placeholder",
            Self::Url => "url",
            Self::Emoji => "emoji",
            Self::Email => "email",
        }
    }

    /// The class's bit in [`Word::begins`] and [`Word::ends`].
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// Whether a span of class `other` counts as this class.
    pub fn covers(self, other: Self) -> bool {
        self == other
            || self == Self::Time && matches!(other, Self::Date | Self::Clock | Self::Duration)
    }
}

/// One place of a class: the words from `first` to `last`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassSpan {
    /// The class.
    pub class: Class,
    /// Index of the first word.
    pub first: u32,
    /// Index of the last word.
    pub last: u32,
}

/// Words of the longest number in letters, less one.
const LONGEST_NUMBER: usize = 15;

const STARTERS: u32 = lex::NUMBER
    | lex::VAGUE_NUMBER
    | lex::ONE
    | lex::MONTH
    | lex::WEEKDAY
    | lex::DAY
    | lex::PART_OF_DAY
    | lex::WHEN
    | lex::CURRENCY;

/// Finds all class spans and marks the words where they begin and end.
pub(super) fn recognise(prose: &mut Prose, text: &str) {
    let mut spans = std::mem::take(&mut prose.spans);
    let words = &prose.words;
    for index in 0..words.len() {
        let word = &words[index];
        if word.flags & (flag::DIGIT | flag::CAPITALISED | flag::CURRENCY_BEFORE) == 0
            && word.classes & STARTERS == 0
            || word.has(flag::JOINED)
        {
            continue;
        }
        begin_here(words, index, text, &mut spans);
    }
    spans.sort_by_key(|span| (span.first, span.last, span.class));
    for span in &spans {
        let bits = if matches!(span.class, Class::Date | Class::Clock | Class::Duration) {
            span.class.bit() | Class::Time.bit()
        } else {
            span.class.bit()
        };
        prose.words[span.first as usize].begins |= bits;
        prose.words[span.last as usize].ends |= bits;
    }
    prose.spans = spans;
}

fn begin_here(words: &[Word], index: usize, text: &str, spans: &mut Vec<ClassSpan>) {
    let word = &words[index];
    let mut add = |class: Class, last: usize| {
        spans.push(ClassSpan {
            class,
            first: index as u32,
            last: last as u32,
        })
    };
    let continues = |at: usize| words.get(at).filter(|next| !next.has(flag::SENTENCE_START));
    let has = |at: usize, class: u32| continues(at).is_some_and(|next| next.classes & class != 0);
    let digits = word.has(flag::DIGIT);
    if digits || word.classes & lex::NUMBER != 0 {
        let mut last = index;
        while has(last + 1, lex::NUMBER) && last - index < LONGEST_NUMBER {
            last += 1;
        }
        add(Class::Number, last);
        let range = range_end(words, last);
        amount(words, index, range, text, &mut add);
        clock(words, index, range, text, &mut add);
        duration(words, range, &mut add);
        if digits {
            dates_of_digits(words, index, text, &mut add);
        }
    } else if word.classes & (lex::VAGUE_NUMBER | lex::ONE | lex::ARTICLE) != 0 {
        vague(words, index, &mut add);
    }
    // “EUR 20”, “CHF 1,200”
    if word.classes & lex::CURRENCY != 0
        && word.has(flag::UPPER)
        && continues(index + 1).is_some_and(|next| next.has(flag::DIGIT))
    {
        add(Class::Money, range_end(words, index + 1));
    }
    if word.classes & lex::WEEKDAY != 0
        && (word.flags & (flag::CAPITALISED | flag::UPPER) != 0 || 3 < word.end - word.start)
        || word.classes & lex::DAY != 0
    {
        let last = if has(index + 1, lex::PART_OF_DAY) {
            index + 1
        } else {
            index
        };
        add(Class::Date, last);
    }
    if word.classes & lex::MONTH != 0 {
        let named = word.flags & (flag::CAPITALISED | flag::UPPER) != 0;
        let may = word.end - word.start == 3
            && text[word.span().start..word.span().end].eq_ignore_ascii_case("may")
            || text[word.span().start..word.span().end].eq_ignore_ascii_case("march");
        let numbered = continues(index + 1).is_some_and(|next| next.has(flag::DIGIT));
        if numbered {
            add(Class::Date, index + 1);
        } else if !may || named && !word.has(flag::SENTENCE_START) {
            add(Class::Date, index);
        }
    }
    if word.classes & lex::WHEN != 0 {
        let far = continues(index + 1)
            .is_some_and(|next| next.classes & (lex::PART_OF_DAY | lex::WEEKDAY | lex::MONTH) != 0);
        if far {
            add(Class::Date, index + 1);
        }
    }
    if word.classes & lex::PART_OF_DAY != 0
        && matches!(
            text[word.span().start..word.span().end]
                .to_ascii_lowercase()
                .as_str(),
            "noon" | "midnight" | "midday" | "lunchtime" | "eod" | "cob" | "eow"
        )
    {
        add(Class::Clock, index);
    }
    if word.has(flag::CAPITALISED)
        && !word.has(flag::SENTENCE_START)
        && word.classes & lex::CLOSED == 0
        && 1 < word.end - word.start
    {
        let mut last = index;
        while continues(last + 1).is_some_and(|next| {
            next.has(flag::CAPITALISED)
                && next.classes & lex::CLOSED == 0
                && !next.has(flag::CLAUSE_START)
                && last - index < 3
        }) {
            last += 1;
        }
        add(Class::Name, last);
    }
}

/// The last word of a range such as “3-5”, “two to three”, “2 or 3”, that begins with the number ending at `last`.
fn range_end(words: &[Word], last: usize) -> usize {
    let number = |at: usize| {
        words.get(at).is_some_and(|w| {
            !w.has(flag::SENTENCE_START) && (w.has(flag::DIGIT) || w.classes & lex::NUMBER != 0)
        })
    };
    if words
        .get(last + 1)
        .is_some_and(|w| w.flags & (flag::HYPHENATED | flag::CLAUSE_START) != 0)
        && number(last + 1)
        && words[last].end + 4 > words[last + 1].start
    {
        return last + 1;
    }
    let short = words.get(last + 1).is_some_and(|w| {
        w.end - w.start <= 3
            && w.classes & lex::UNIT == 0
            && !w.has(flag::SENTENCE_START | flag::OPAQUE)
    });
    if short && number(last + 2) && words[last + 1].end - words[last + 1].start <= 3 {
        last + 2
    } else {
        last
    }
}

fn amount(
    words: &[Word],
    index: usize,
    last: usize,
    text: &str,
    add: &mut impl FnMut(Class, usize),
) {
    let next = words.get(last + 1).filter(|w| !w.has(flag::SENTENCE_START));
    let first = &words[index];
    if first.has(flag::CURRENCY_BEFORE) || words[last].has(flag::CURRENCY_AFTER) {
        add(Class::Money, last);
    } else if next.is_some_and(|w| w.classes & lex::CURRENCY != 0) {
        add(Class::Money, last + 1);
    }
    if words[last].has(flag::PERCENT_AFTER) {
        add(Class::Percent, last);
    } else if next.is_some_and(|w| w.classes & lex::PERCENT != 0) {
        add(Class::Percent, last + 1);
    }
    let _ = text;
}

fn clock(
    words: &[Word],
    index: usize,
    last: usize,
    text: &str,
    add: &mut impl FnMut(Class, usize),
) {
    let word = words[last].span().of(text);
    let next = words.get(last + 1).filter(|w| !w.has(flag::SENTENCE_START));
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let tail = &word[digits..];
    let minutes =
        tail.len() == 3 && tail.starts_with(':') && tail[1..].bytes().all(|b| b.is_ascii_digit());
    let meridiem = matches!(tail.to_ascii_lowercase().as_str(), "am" | "pm");
    let spoken = next.is_some_and(|w| {
        w.classes & lex::MERIDIEM != 0
            && w.span().of(text).trim_end_matches('.').len() <= 3
            && !w.span().of(text).contains('\'')
    });
    let o_clock = next.is_some_and(|w| {
        w.span().of(text).eq_ignore_ascii_case("o'clock") || w.span().of(text) == "o’clock"
    });
    if meridiem
        || digits > 0 && digits <= 2 && minutes
        || word.len() <= 7 && word.contains(':') && (word.ends_with("am") || word.ends_with("pm"))
    {
        add(Class::Clock, last);
    } else if (spoken || o_clock) && (0 < digits || words[index].classes & lex::NUMBER != 0) {
        add(Class::Clock, last + 1);
    }
}

fn duration(words: &[Word], last: usize, add: &mut impl FnMut(Class, usize)) {
    let mut at = last + 1;
    let plain = |at: usize| words.get(at).filter(|w| !w.has(flag::SENTENCE_START));
    for _ in 0..2 {
        if plain(at)
            .is_some_and(|w| w.classes & lex::UNIT_ADJECTIVE != 0 && w.classes & lex::UNIT == 0)
        {
            at += 1;
        }
    }
    if plain(at).is_some_and(|w| w.classes & lex::UNIT != 0) {
        add(Class::Duration, at);
    }
}

/// “a couple of days”, “an hour”, “another week”, “a few minutes”, “half an hour”, “several days”.
fn vague(words: &[Word], index: usize, add: &mut impl FnMut(Class, usize)) {
    for at in index + 1..index + 5 {
        let Some(next) = words.get(at).filter(|w| !w.has(flag::SENTENCE_START)) else {
            return;
        };
        if next.classes & lex::UNIT != 0 {
            add(Class::Duration, at);
            return;
        }
        let of = next.end - next.start == 2 && next.classes & lex::CLOSED == 0 && at == index + 2;
        if next.classes & (lex::VAGUE_NUMBER | lex::ONE | lex::UNIT_ADJECTIVE | lex::ARTICLE) == 0
            && !of
        {
            return;
        }
    }
}

fn dates_of_digits(words: &[Word], index: usize, text: &str, add: &mut impl FnMut(Class, usize)) {
    let word = words[index].span().of(text);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let seps = word
        .bytes()
        .filter(|b| matches!(b, b'/' | b'-' | b'.'))
        .count();
    let short = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if 2 == seps
        && (4..=8).contains(&digits)
        && word
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'.'))
    {
        add(Class::Date, index);
        return;
    }
    if short.len() <= 2 && short.bytes().all(|b| b.is_ascii_digit()) {
        let ordinal =
            short.len() < word.len() && matches!(&word[short.len()..], "st" | "nd" | "rd" | "th");
        let of = |at: usize| {
            words
                .get(at)
                .is_some_and(|w| w.end - w.start == 2 && !w.has(flag::SENTENCE_START))
        };
        let month = |at: usize| {
            words
                .get(at)
                .is_some_and(|w| w.classes & lex::MONTH != 0 && !w.has(flag::SENTENCE_START))
        };
        if month(index + 1) {
            add(Class::Date, index + 1);
        } else if of(index + 1) && month(index + 2) {
            add(Class::Date, index + 2);
        } else if ordinal {
            add(Class::Date, index);
        }
    }
    // 24h, 48hrs, 3wks: number and unit written together.
    let unit = &word[short.len()..];
    if !unit.is_empty()
        && matches!(
            unit.to_ascii_lowercase().as_str(),
            "h" | "hr" | "hrs" | "min" | "mins" | "d" | "days" | "wk" | "wks" | "hours" | "minutes"
        )
    {
        add(Class::Duration, index);
    }
}
