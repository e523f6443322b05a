//! Passwords, user names, one-time codes, card security codes and PINs: values that only their label gives away.

use super::label::{Mark, Means};
use super::page::{Page, Word};
use super::value::Lead;
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Bytes between a short code and its label.
const NEAR: usize = 14;

/// Finds what labels give away.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for mark in &page.marks {
        match mark.means {
            Means::Kind(PrivateKind::Password) => found.extend(password(page, mark)),
            Means::Kind(PrivateKind::UserName) => found.extend(user(page, mark)),
            _ => {}
        }
    }
    if page.marks.is_empty() {
        return;
    }
    for word in page
        .words
        .iter()
        .filter(|word| word.has_digit && word.len() <= 12)
    {
        found.extend(code(page, *word));
    }
}

/// A password: stated (“is”, a colon, an equals sign) and with a digit or symbol among letters, or quoted.
fn password(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let near = page
        .lead(mark.end)
        .filter(|lead| lead.is_stated)
        .and_then(|lead| password_at(page, lead));
    let strong = |detection: &Detection| {
        let value = detection.span.of(page.text);
        value.bytes().any(|byte| byte.is_ascii_digit())
            && value.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    near.or_else(|| {
        page.later_lead(mark.end)
            .and_then(|lead| password_at(page, lead))
            .filter(strong)
    })
    .or_else(|| password_before(page, mark))
}

/// Words between a password and its label, as in “x7Kp29q is your new temporary password”.
const BETWEEN: [&str; 9] = [
    "your",
    "the",
    "my",
    "a",
    "new",
    "temporary",
    "current",
    "initial",
    "first",
];

/// A password before its label: “… is your new password”.
fn password_before(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let mut before = page.text.get(..mark.start)?.strip_suffix(' ')?;
    for _ in 0..4 {
        let Some((rest, word)) = before.rsplit_once(' ') else {
            break;
        };
        if !BETWEEN.contains(&word.to_ascii_lowercase().as_str()) {
            break;
        }
        before = rest;
    }
    let before = before.strip_suffix(" is")?;
    let start = before
        .bytes()
        .rev()
        .take(LONGEST_PASSWORD + 1)
        .position(|byte| byte.is_ascii_whitespace())
        .map_or_else(
            || (before.len() <= LONGEST_PASSWORD).then_some(0),
            |length| Some(before.len() - length),
        )?;
    let value = before.get(start..)?;
    let is_strong = 6 <= value.len()
        && value.bytes().any(|byte| byte.is_ascii_digit())
        && value.bytes().any(|byte| byte.is_ascii_alphabetic())
        && value.bytes().all(|byte| byte.is_ascii_graphic())
        && !value.contains("://")
        && !value.contains('@')
        && !is_placeholder(value);
    is_strong.then(|| {
        let span = Span::new(start, before.len());
        Detection::new(PrivateKind::Password, span, Tier::Certain).by_label()
    })
}

/// Longest password that is looked for, in bytes.
const LONGEST_PASSWORD: usize = 64;

/// Whether five consonants stand together, as in no common word that follows “password:”.
fn is_unspeakable(value: &str) -> bool {
    let is_consonant =
        |byte: &u8| byte.is_ascii_alphabetic() && !b"aeiouy".contains(&byte.to_ascii_lowercase());
    8 <= value.len()
        && value
            .as_bytes()
            .windows(5)
            .any(|five| five.iter().all(is_consonant))
}

fn password_at(page: &Page<'_>, lead: Lead) -> Option<Detection> {
    let start = lead.start;
    let mut end = page.token_end(start, lead.quote);
    while lead.quote.is_none() && start < end && b".,;:)]}'\"`*".contains(&page.bytes[end - 1]) {
        end -= 1;
    }
    let value = &page.text[start..end];
    if !lead.is_stated
        || value.len() < 4
        || LONGEST_PASSWORD < value.len()
        || is_placeholder(value)
        || value.contains("://")
    {
        return None;
    }
    let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
    let has_symbol = value
        .bytes()
        .any(|byte| byte.is_ascii_punctuation() && !b"-'/.,!?:;()\"".contains(&byte));
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    // “30-day”, “24h”, “2x” are measures; “https”, “case-sensitive” are words.
    let is_measure = value.split_once('-').is_some_and(|(count, unit)| {
        !count.is_empty()
            && count.bytes().all(|byte| byte.is_ascii_digit())
            && unit.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    let is_sentence = value.contains(' ') && 3 < value.split(' ').count();
    let tells = (has_digit && (4 <= value.len()))
        || (has_symbol && 2 <= letters)
        || is_unspeakable(value)
        || (lead.quote.is_some() && 6 <= value.len() && !value.contains(' '));
    if !tells || is_measure || is_sentence {
        return None;
    }
    Some(Detection::new(PrivateKind::Password, Span::new(start, end), Tier::Certain).by_label())
}

/// A user name: stated, with a digit, or one word in small letters that is no ordinary word behind “is”.
fn user(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let lead = page.lead(mark.end)?;
    let start = lead.start;
    let mut end = page.token_end(start, lead.quote);
    while start < end && b".,;:!?)]}'\"`*".contains(&page.bytes[end - 1]) {
        end -= 1;
    }
    let value = &page.text[start..end];
    if !lead.is_stated
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
    let is_likely = has_digit
        || value.contains(['_', '.'])
        || lead.quote.is_some()
        || !PLAIN.contains(&value.to_ascii_lowercase().as_str());
    let tier = if has_digit || lead.quote.is_some() {
        Tier::Certain
    } else {
        Tier::Likely
    };
    (is_name && is_likely && value.bytes().any(|byte| byte.is_ascii_alphabetic()))
        .then(|| Detection::new(PrivateKind::UserName, Span::new(start, end), tier).by_label())
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
];

/// A short code whose nearest label says what it opens.
fn code(page: &Page<'_>, word: Word) -> Option<Detection> {
    let beside = page
        .beside(word.span())
        .filter(|beside| beside.distance <= NEAR)?;
    let Means::Kind(label) = beside.means else {
        return None;
    };
    let (length, span) = joined(page, word);
    let kind = match (label, length) {
        (PrivateKind::CardSecurityCode, 3 | 4) if word.all_digits => PrivateKind::CardSecurityCode,
        (PrivateKind::CardSecurityCode, 5..=8) if word.all_digits && !is_card_code(page, word) => {
            PrivateKind::OneTimeCode
        }
        (PrivateKind::Pin, 4..=6)
            if word.all_digits && (beside.distance <= 6 || is_stated(page, word)) =>
        {
            PrivateKind::Pin
        }
        (PrivateKind::OneTimeCode, 4..=9) if word.all_digits || is_code(page, word) => {
            PrivateKind::OneTimeCode
        }
        _ => return None,
    };
    if !page.stands_alone(span)
        || page.in_link(span)
        || page.is_amount(span)
        || is_year_or_count(page, word)
    {
        return None;
    }
    Some(Detection::new(kind, span, Tier::Certain).by_label())
}

/// Whether “is”, “to”, a colon or an equals sign stands right before the word.
fn is_stated(page: &Page<'_>, word: Word) -> bool {
    let before = page.text[..word.start].trim_end_matches(' ');
    [" is", " to", ":", "="]
        .iter()
        .any(|lead| before.ends_with(lead))
}

/// Two groups of three, as codes are written: `123 456`, `123-456`, `G-123456`.
fn joined(page: &Page<'_>, word: Word) -> (usize, Span) {
    let next = page
        .words
        .partition_point(|other| other.start <= word.start);
    let is_three = |word: &Word| word.len() == 3 && word.all_digits;
    if let Some(second) = page.words.get(next)
        && is_three(&word)
        && is_three(second)
        && second.start == word.end + 1
        && b" -".contains(&page.at(word.end))
    {
        return (6, Span::new(word.start, second.end));
    }
    if page.before(word.start) == b'-'
        && 2 <= word.start
        && page.before(word.start - 1) == b'G'
        && !super::page::is_word(page.before(word.start.saturating_sub(2)))
    {
        return (word.len(), Span::new(word.start - 2, word.end));
    }
    (word.len(), word.span())
}

/// Whether a code of letters and digits: capitals only, at least two digits.
fn is_code(page: &Page<'_>, word: Word) -> bool {
    let bytes = &page.bytes[word.start..word.end];
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    2 <= digits
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether the text near the word speaks of a card, so that its security code is meant.
fn is_card_code(page: &Page<'_>, word: Word) -> bool {
    page.marks.iter().any(|mark| {
        mark.means == Means::Kind(PrivateKind::CardNumber)
            && mark.start < word.end + 60
            && word.start < mark.end + 60
    })
}

/// Whether “4 digits”, “6-digit”, “10 minutes”: a count, not a code.
fn is_year_or_count(page: &Page<'_>, word: Word) -> bool {
    let rest = page.text[word.end..].trim_start_matches([' ', '-']);
    let next = rest
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    matches!(
        next.as_str(),
        "digit"
            | "digits"
            | "characters"
            | "minutes"
            | "minute"
            | "hours"
            | "hour"
            | "times"
            | "attempts"
            | "seconds"
            | "days"
    )
}

/// Whether a value is a placeholder, already masked, or an instruction: nothing to hide.
pub(super) fn is_placeholder(value: &str) -> bool {
    value.starts_with(['<', '{', '['])
        || value.starts_with("${")
        || (value.starts_with('%') && value.ends_with('%'))
        || (value.starts_with('$')
            && value[1..]
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'_'))
        || value.contains("{{")
        || value.contains("***")
        || value.contains("•")
        || value.contains("...")
        || value.contains('…')
        || value.bytes().all(|byte| b"xX*.-_#".contains(&byte))
        || [
            "redacted", "hidden", "removed", "your_", "your-", "example", "changeme", "xxxx",
        ]
        .iter()
        .any(|word| contains_ignoring_case(value, word))
}

/// Whether ASCII `needle`, in small letters, occurs in `value` in any case.
fn contains_ignoring_case(value: &str, needle: &str) -> bool {
    value.len() <= 256 && value.to_ascii_lowercase().contains(needle)
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    fn found(text: &str) -> Vec<(PrivateKind, &str)> {
        scan(text, &Settings::default())
            .iter()
            .map(|d| (d.kind, d.span.of(text)))
            .collect()
    }

    #[test]
    fn labels_give_values_away() {
        use PrivateKind::{CardSecurityCode, OneTimeCode, Password, Pin, UserName};
        for (text, expected) in [
            (
                "Your temporary password is Hx7!pqrst and your username is mmustermann.",
                vec![(Password, "Hx7!pqrst"), (UserName, "mmustermann")],
            ),
            (
                "the password we have down is Linden#42.",
                vec![(Password, "Linden#42")],
            ),
            ("password: abc12345.", vec![(Password, "abc12345")]),
            (
                "Your new password is \"Sunflower\"",
                vec![(Password, "Sunflower")],
            ),
            (
                "Your verification code is 004787. Enter it",
                vec![(OneTimeCode, "004787")],
            ),
            (
                "117418 is your verification code",
                vec![(OneTimeCode, "117418")],
            ),
            (
                "x7Kp29qw is your new password",
                vec![(Password, "x7Kp29qw")],
            ),
            (
                "Here is your new password: ggbszawojpk",
                vec![(Password, "ggbszawojpk")],
            ),
            ("CVV 720, exp soon", vec![(CardSecurityCode, "720")]),
            ("Your new PIN is 4711.", vec![(Pin, "4711")]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn talk_about_secrets_is_not_a_secret() {
        for text in [
            "Your password is case-sensitive.",
            "Can I get your username as well?",
            "The password page of the shop is down",
            "Your password must have 8 characters.",
            "The password is valid for 30 days.",
            "Your password is {{password}}",
            "Your password is ********",
            "We will send a 6-digit verification code.",
            "Your username is the email address you signed up with.",
            "the promo code SAVE20 and error code 500112",
            "Reset2024 is your best friend, then choose a password",
            "Choose a password: letters and digits",
            "Order PIN cushion 12345 today",
            "You can reset your password: https://acme.example/reset",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
