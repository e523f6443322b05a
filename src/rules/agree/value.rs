//! Amounts, shares, periods and dates, as far as a fact and a draft can be compared by them.

use crate::prose::Class;

/// A value whose notation no longer matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// A plain number, an amount or a share, in hundredths.
    Hundredths(u64),
    /// A period of minutes, hours, days or weeks.
    Minutes(u64),
    /// A period of months or years.
    Months(u64),
    /// The day and the month of a date.
    Date(u64, u64),
}

impl Value {
    /// Whether both say how much of the same, and not as much: a month is neither four weeks nor something else.
    pub(super) fn differs(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other) && self != other
    }
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Units with their minutes, or with their months.
const UNITS: [(&str, u64, bool); 6] = [
    ("minute", 1, false),
    ("hour", 60, false),
    ("day", 24 * 60, false),
    ("week", 7 * 24 * 60, false),
    ("month", 1, true),
    ("year", 12, true),
];

/// Words and signs of money.
const MONEY: [&str; 14] = [
    "$", "€", "£", "¥", "₹", "usd", "eur", "gbp", "chf", "dollar", "euro", "pound", "franc", "yen",
];

/// The class and the value of a fact such as `30 days`, `$20`, `5 May` or `2026-05-05`; `None` for anything else.
pub(super) fn of_fact(text: &str) -> Option<(Class, Value)> {
    let lower = text.trim().to_lowercase();
    let class = if lower.contains('%') || lower.contains("percent") {
        Class::Percent
    } else if MONEY.iter().any(|name| lower.contains(name)) {
        Class::Money
    } else if UNITS.iter().any(|(unit, ..)| lower.contains(unit)) {
        Class::Duration
    } else if date(&lower).is_some() {
        Class::Date
    } else if lower
        .bytes()
        .all(|b| b.is_ascii_digit() || b".,".contains(&b))
    {
        Class::Number
    } else {
        return None;
    };
    Some((class, of(class, &lower)?))
}

/// The value of the words at a place of a class.
pub(super) fn of(class: Class, text: &str) -> Option<Value> {
    let lower = text.to_lowercase();
    match class {
        Class::Date => date(&lower).map(|(day, month)| Value::Date(day, month)),
        Class::Duration => {
            let (_, length, in_months) =
                UNITS.into_iter().find(|(unit, ..)| lower.contains(unit))?;
            let hundredths = number(&lower)?.checked_mul(length)?;
            Some(if in_months {
                Value::Months(hundredths / 100)
            } else {
                Value::Minutes(hundredths / 100)
            })
        }
        Class::Number | Class::Money | Class::Percent => number(&lower).map(Value::Hundredths),
        _ => None,
    }
}

/// The only number of a text, in hundredths: `1,299.00`, `1.299,00`, `45`. `None` where there are several, as in a range.
fn number(text: &str) -> Option<u64> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let mut numbers = text
        .split(|c| !is_part(c))
        .map(|part| part.trim_matches(['.', ',']))
        .filter(|part| !part.is_empty());
    let (only, None) = (numbers.next()?, numbers.next()) else {
        return None;
    };
    let decimals = only.rfind(['.', ',']).filter(|at| only.len() - at <= 3);
    let (whole, rest) = only.split_at(decimals.unwrap_or(only.len()));
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let (whole, rest) = (digits(whole), digits(rest));
    format!("{whole}{rest:0<2}").parse().ok()
}

/// The day and the month of a date with the month in letters, or in the order of ISO 8601.
fn date(text: &str) -> Option<(u64, u64)> {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    if let [year, month, day, ..] = parts[..]
        && year.len() == 4
        && text.as_bytes().get(4) == Some(&b'-')
    {
        let day: String = day.chars().take_while(char::is_ascii_digit).collect();
        return Some((day.parse().ok()?, month.parse().ok()?))
            .filter(|(day, month)| (1..=31).contains(day) && (1..=12).contains(month));
    }
    let month = parts.iter().find_map(|part| {
        let index = MONTHS.iter().position(|month| part.starts_with(month))?;
        is_month(part).then_some(index as u64 + 1)
    })?;
    let day = parts.iter().find_map(|part| {
        part.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h'])
            .parse()
            .ok()
            .filter(|day| (1..=31).contains(day))
    })?;
    Some((day, month))
}

/// Whether a word in lower case that begins like a month is one.
fn is_month(word: &str) -> bool {
    const NAMES: &str = " january february march april may june july august september october november december sept ";
    word.len() == 3 || NAMES.contains(&format!(" {word} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_and_drafts_are_compared_by_value() {
        for (fact, said, differs) in [
            ("€54.00", "45.00", true),
            ("54 €", "54,00", false),
            ("$1,299.00", "1299", false),
            ("$1,299.00", "1.299,00", false),
            ("20 EUR", "EUR 25", true),
            ("30 days", "14 days", true),
            ("14 days", "2 weeks", false),
            ("1 month", "30 days", false),
            ("2 years", "24 months", false),
            ("30 days", "3-5 days", false),
            ("10%", "12 percent", true),
            ("5 May", "8 May", true),
            ("5 May", "May 5", false),
            ("2026-05-05", "5th May", false),
            ("2026-05-05T10:00", "6 May 2026", true),
            ("5512", "5513", true),
        ] {
            let (class, fact_value) = of_fact(fact).unwrap_or_else(|| panic!("{fact}"));
            let value = of(class, said);
            assert_eq!(
                value.is_some_and(|value| fact_value.differs(value)),
                differs,
                "{fact} {said}: {fact_value:?} {value:?}"
            );
        }
    }

    #[test]
    fn other_facts_are_not_compared() {
        for fact in [
            "gold",
            "RMA-20771",
            "5 seats",
            "",
            "marble",
            "2026",
            "v3.2 beta",
        ] {
            let found = of_fact(fact);
            assert!(
                matches!(found, None | Some((Class::Number, _))),
                "{fact}: {found:?}"
            );
        }
        assert_eq!(of_fact("5 seats"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_asked(text in "\\PC{0,40}") {
            let _ = of_fact(&text);
            for class in Class::ALL {
                let _ = of(class, &text);
            }
        }
    }
}
