//! Values that replies state, made comparable: “two weeks” is “14 days”, “$5.00” is “$5”.

use crate::prose::Class;

/// What a value measures. Only values of one kind can contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// A stretch of time.
    Period,
    /// An amount of money.
    Amount,
    /// A percentage.
    Share,
    /// From one time of day to another.
    Hours,
    /// A time of day before or after which something holds.
    Deadline,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A postal address.
    Address,
    /// The address of a page.
    Link,
    /// The person who holds an office.
    Holder,
}

impl Kind {
    /// What such values are called when they must not be quoted.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Amount => "amount",
            Self::Share => "percentage",
            Self::Hours => "opening hours",
            Self::Deadline => "time",
            Self::Phone => "phone number",
            Self::Email => "e-mail address",
            Self::Address => "postal address",
            Self::Link => "link",
            Self::Holder => "name",
        }
    }

    /// Whether such a value says where to write or call. It is private unless it is the company's, so no message quotes it.
    pub(super) const fn is_contact(self) -> bool {
        matches!(self, Self::Phone | Self::Email | Self::Address | Self::Link)
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Value {
    /// Minutes; the second number counts five working days as a week, and is the same where no working days are meant.
    Minutes(u64, u64),
    /// Hundredths of a currency.
    Money(String, u64),
    /// Hundredths.
    Hundredths(u64),
    /// Minutes since midnight.
    Clock(u16, u16),
    /// Words, folded.
    Words(String),
}

impl Value {
    /// Whether two values say the same. Months and years are not exact, so periods have seven percent of room.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Minutes(plain, whole), Self::Minutes(plain_too, whole_too)) => {
                near(*plain, *plain_too) || near(*whole, *whole_too)
            }
            // Another currency is another market.
            (Self::Money(currency, _), Self::Money(other_currency, _))
                if currency != other_currency =>
            {
                true
            }
            _ => self == other,
        }
    }
}

fn near(a: u64, b: u64) -> bool {
    u128::from(a.abs_diff(b)) * 100 <= u128::from(a.max(b)) * 7
}

const MINUTE: u64 = 1;
const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

/// Units of time in the languages of the figures, and their minutes.
const UNITS: &[(u64, &[&str])] = &[
    (
        MINUTE,
        &[
            "minute", "minutes", "min", "mins", "minuten", "minuto", "minutos", "minuti", "minuut",
        ],
    ),
    (
        HOUR,
        &[
            "hour", "hours", "h", "hr", "hrs", "stunde", "stunden", "std", "heure", "heures",
            "hora", "horas", "ora", "ore", "uur", "uren",
        ],
    ),
    (
        DAY,
        &[
            "day",
            "days",
            "d",
            "night",
            "nights",
            "tag",
            "tage",
            "tagen",
            "werktage",
            "werktagen",
            "arbeitstage",
            "arbeitstagen",
            "jour",
            "jours",
            "día",
            "días",
            "dia",
            "dias",
            "giorno",
            "giorni",
            "dag",
            "dagen",
            "werkdagen",
            "dni",
        ],
    ),
    (
        7 * DAY,
        &[
            "week",
            "weeks",
            "wk",
            "wks",
            "woche",
            "wochen",
            "semaine",
            "semaines",
            "semana",
            "semanas",
            "settimana",
            "settimane",
            "weken",
        ],
    ),
    (14 * DAY, &["fortnight", "fortnights"]),
    (
        30 * DAY,
        &[
            "month", "months", "monat", "monate", "monaten", "mois", "mes", "meses", "mês", "mese",
            "mesi", "maand", "maanden",
        ],
    ),
    (
        365 * DAY,
        &[
            "year", "years", "yr", "yrs", "jahr", "jahre", "jahren", "an", "ans", "année",
            "années", "año", "años", "ano", "anos", "anno", "anni", "jaar",
        ],
    ),
];

/// The minutes of a unit; `word` is in lower case.
pub(super) fn unit(word: &str) -> Option<u64> {
    UNITS
        .iter()
        .find(|(_, words)| words.contains(&word))
        .map(|(minutes, _)| *minutes)
}

/// Whether a unit counts working days alone.
fn is_working(text: &str) -> bool {
    [
        "business",
        "working",
        "werkt",
        "arbeitst",
        "ouvr",
        "hábil",
        "habil",
        "úteis",
        "lavorativ",
        "werkd",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// Reads a value from the words of a span of a class. `text` may hold a currency sign on either side.
pub(super) fn parse(class: Class, text: &str) -> Option<(Kind, Value)> {
    let text = text.to_lowercase();
    let numbers = numbers(&text);
    // Of a range, the end is what people count on.
    let most = *numbers.last()?;
    match class {
        Class::Duration => {
            let word = |part: &str| part.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
            let minutes = text
                .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '\u{2011}'))
                .rev()
                .find_map(|part| {
                    unit(&word(part))
                        .or_else(|| unit(part.trim_start_matches(|c: char| c.is_ascii_digit())))
                })?;
            period(most, minutes, is_working(&text))
        }
        Class::Money => Some((Kind::Amount, Value::Money(currency(&text)?, most))),
        Class::Percent => Some((Kind::Share, Value::Hundredths(most))),
        _ => None,
    }
}

/// A period of a number of units; the number in hundredths.
pub(super) fn period(hundredths: u64, minutes: u64, is_working: bool) -> Option<(Kind, Value)> {
    let plain = hundredths.checked_mul(minutes)? / 100;
    let whole = if is_working && minutes == DAY {
        plain.checked_mul(7)? / 5
    } else {
        plain
    };
    (0 < plain).then_some((Kind::Period, Value::Minutes(plain, whole)))
}

/// The currency that a sign or a word names.
pub(super) fn currency(text: &str) -> Option<String> {
    const SIGNS: &[(&str, &[&str])] = &[
        ("EUR", &["€", "eur"]),
        ("GBP", &["£", "gbp", "pound", "pence"]),
        ("JPY", &["¥", "yen", "jpy"]),
        ("INR", &["₹", "inr", "rupee"]),
        ("CAD", &["ca$", "c$", "cad"]),
        ("AUD", &["au$", "a$", "aud"]),
        ("CHF", &["chf"]),
        ("USD", &["us$", "usd", "$", "dollar", "buck"]),
    ];
    SIGNS
        .iter()
        .find(|(_, signs)| signs.iter().any(|sign| text.contains(sign)))
        .map(|(code, _)| (*code).to_owned())
}

/// The numbers of a text in hundredths, in digits or in English words.
pub(super) fn numbers(text: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        words_of_numbers(&rest[..start], &mut numbers);
        let tail = &rest[start..];
        let end = tail
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '\'' | '’'))
            .unwrap_or(tail.len());
        numbers.extend(digits(tail[..end].trim_end_matches(['.', ',', '\'', '’'])));
        rest = &tail[end..];
    }
    words_of_numbers(rest, &mut numbers);
    numbers
}

/// `1,000.50`, `1.000,50`, `4.99` and `4,99` in hundredths; `None` when too long to be a figure.
fn digits(text: &str) -> Option<u64> {
    let last = text.rfind(['.', ',']);
    let (whole, decimals) = match last {
        Some(at)
            if text.len() - at - 1 <= 2
                || text[at..].starts_with('.')
                    && text.matches('.').count() == 1
                    && text.len() - at - 1 != 3 =>
        {
            (&text[..at], &text[at + 1..])
        }
        _ => (text, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if whole.is_empty() || 12 < whole.len() {
        return None;
    }
    let decimals: String = decimals.chars().chain("00".chars()).take(2).collect();
    Some(whole.parse::<u64>().ok()? * 100 + decimals.parse::<u64>().ok()?)
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// Numbers in English words: “two”, “twenty-one”, “a”, “half”.
fn words_of_numbers(text: &str, numbers: &mut Vec<u64>) {
    let mut tens: Option<u64> = None;
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        let small = SMALL
            .iter()
            .position(|name| *name == word)
            .map(|at| at as u64);
        let ten = TENS
            .iter()
            .position(|name| *name == word)
            .map(|at| (at as u64 + 2) * 10);
        let value = match (small, ten) {
            (Some(small), _) => Some(tens.take().unwrap_or(0) + small),
            (_, Some(ten)) => {
                numbers.extend(tens.replace(ten).map(|tens| tens * 100));
                continue;
            }
            _ => {
                numbers.extend(tens.take().map(|tens| tens * 100));
                match word {
                    "a" | "an" if numbers.is_empty() => Some(1),
                    "dozen" => Some(12),
                    "half" => {
                        numbers.push(50);
                        None
                    }
                    "hundred" => numbers.pop().map(|last| last.max(100)),
                    _ => None,
                }
            }
        };
        numbers.extend(value.map(|value| value * 100));
    }
    numbers.extend(tens.map(|tens| tens * 100));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_agree_or_differ() {
        for (class, one, other, agree) in [
            (Class::Duration, "14 days", "two weeks", true),
            (Class::Duration, "30-day", "1 month", true),
            (Class::Duration, "30 days", "14 days", false),
            (Class::Duration, "48 hours", "2 business days", true),
            (Class::Duration, "10 business days", "two weeks", true),
            (Class::Duration, "3-5 business days", "5 days", true),
            (Class::Duration, "3–5 days", "5–7 days", false),
            (Class::Duration, "24h", "1 day", true),
            (Class::Duration, "twenty-one days", "3 weeks", true),
            (Class::Duration, "a year", "12 months", true),
            (Class::Money, "$5", "$5.00", true),
            (Class::Money, "$5", "5 dollars", true),
            (Class::Money, "$5", "€7", true),
            (Class::Money, "$1,000", "$100", false),
            (Class::Money, "€4,99", "4.99 EUR", true),
            (Class::Money, "€1.000", "€1000", true),
            (Class::Percent, "10%", "10.0 percent", true),
            (Class::Percent, "10%", "15%", false),
        ] {
            let (a, b) = (parse(class, one).unwrap(), parse(class, other).unwrap());
            assert_eq!(a.1.agrees(&b.1), agree, "{one} {other} {a:?} {b:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_asked(text in "\\PC{0,40}") {
            for class in Class::ALL {
                parse(class, &text);
            }
        }
    }
}
