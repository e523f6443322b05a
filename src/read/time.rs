//! Points in time as hosts write them.

/// Seconds since 1970 of an RFC 3339 timestamp such as `2026-11-20T10:31:00Z`; also with a space for the `T`, without seconds, and with ` UTC` or no zone (read as UTC). Fractions are cut off.
///
/// ```
/// assert_eq!(tactful::read::parse_timestamp("1970-01-02T01:00:00+01:00"), Some(86_400));
/// ```
pub fn parse_timestamp(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, rest) = (text.get(..10)?, text.get(10..)?);
    let mut parts = date.split('-');
    let (year, month, day) = (
        digits(parts.next()?, 4)?,
        digits(parts.next()?, 2)?,
        digits(parts.next()?, 2)?,
    );
    if !(1..=12).contains(&month) || day < 1 || days_in(year, month) < day {
        return None;
    }
    let start = days_since_1970(year, month, day) * 86_400;
    if rest.is_empty() {
        return Some(start);
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let zone = rest.find(['Z', 'z', '+', '-', ' ']).unwrap_or(rest.len());
    let clock = rest[..zone].split('.').next().unwrap_or("");
    Some(start + clock_24(clock)? - offset(rest[zone..].trim())?)
}

/// Seconds since midnight of a clock time such as `10:05`, `10:32:07` or `9:05 pm`.
pub fn parse_clock(text: &str) -> Option<i64> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let (clock, half) = if let Some(clock) = lower.strip_suffix("am") {
        (clock, Some(0))
    } else if let Some(clock) = lower.strip_suffix("pm") {
        (clock, Some(12))
    } else {
        (lower.as_str(), None)
    };
    let seconds = clock_24(clock.trim())?;
    let Some(half) = half else {
        return Some(seconds);
    };
    let hour = seconds / 3600;
    (1..=12)
        .contains(&hour)
        .then(|| seconds - hour * 3600 + (hour % 12 + half) * 3600)
}

/// `H:MM` or `H:MM:SS`, a leap second counting as the last one.
fn clock_24(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    let second = parts.next().unwrap_or("00");
    if parts.next().is_some() || hour.is_empty() || 2 < hour.len() {
        return None;
    }
    let (hour, minute, second) = (
        digits(hour, hour.len())?,
        digits(minute, 2)?,
        digits(second, 2)?,
    );
    (hour < 24 && minute < 60 && second <= 60).then(|| hour * 3600 + minute * 60 + second.min(59))
}

fn offset(zone: &str) -> Option<i64> {
    if matches!(zone, "" | "Z" | "z" | "UTC" | "GMT") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let zone = zone.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match zone.split_once(':') {
        Some(parts) => parts,
        None => (zone.get(..2)?, zone.get(2..)?),
    };
    let minutes = if minutes.is_empty() {
        0
    } else {
        digits(minutes, 2)?
    };
    Some(sign * (digits(hours, 2)? * 3600 + minutes * 60))
}

fn digits(text: &str, length: usize) -> Option<i64> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 of the Gregorian calendar, after Howard Hinnant, "chrono-compatible low-level date algorithms" (`days_from_civil`).
pub(super) const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2026-11-20T10:31:00Z", Some(1_795_170_660)),
            ("2026-11-20 10:31", Some(1_795_170_660)),
            ("2026-11-20T12:31:00.25+02:00", Some(1_795_170_660)),
            ("2026-11-20 10:31:00 UTC", Some(1_795_170_660)),
            ("2026-11-20T05:31:00-0500", Some(1_795_170_660)),
            ("2024-02-29", Some(1_709_164_800)),
            ("2023-02-29", None),
            ("2026-13-01T00:00:00Z", None),
            ("2026-11-20T25:00:00Z", None),
            ("tomorrow at ten", None),
            ("", None),
        ] {
            assert_eq!(parse_timestamp(text), expected, "{text}");
        }
    }

    #[test]
    fn clocks() {
        for (text, expected) in [
            ("10:05", Some(36_300)),
            ("9:05 pm", Some(75_900)),
            ("12:00 AM", Some(0)),
            ("12:30PM", Some(45_000)),
            ("10:32:07", Some(37_927)),
            ("24:00", None),
            ("13:00 pm", None),
            ("10", None),
        ] {
            assert_eq!(parse_clock(text), expected, "{text}");
        }
    }
}
