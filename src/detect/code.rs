//! One-time codes, card security codes and PINs: short numbers that their label or the words around give away.

use super::credential::is_placeholder;
use super::label::{Beside, Mark, Means};
use super::page::{Page, Word};
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Bytes between a short code and its label.
const NEAR: usize = 14;

/// Finds short codes.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for mark in &page.marks {
        if mark.means == Means::Kind(PrivateKind::OneTimeCode) {
            found.extend(stated_code(page, mark));
        }
    }
    for word in page
        .words
        .iter()
        .filter(|word| word.has_digit && (3..=12).contains(&word.len()))
    {
        found.extend(code(page, *word));
    }
}

/// A code of letters and digits that its label states, as in “backup code: 8f3a-22bd”; codes of digits alone are [`code`]'s.
fn stated_code(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let lead = page.lead(mark.end).filter(|lead| lead.is_stated)?;
    let start = lead.start;
    let length = page.bytes[start..]
        .iter()
        .take(40)
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
        .count();
    let value = page.text.get(start..start + length)?.trim_end_matches('-');
    let count = |test: fn(&u8) -> bool| value.bytes().filter(test).count();
    let (digits, letters) = (count(u8::is_ascii_digit), count(u8::is_ascii_alphabetic));
    let span = Span::new(start, start + value.len());
    // “6-digit”, “10-minute” and “30-day” are measures.
    let is_measure = value.split_once('-').is_some_and(|(count, unit)| {
        count.bytes().all(|byte| byte.is_ascii_digit())
            && unit.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    ((6..=24).contains(&(digits + letters))
        && 2 <= digits
        && 1 <= letters
        && !is_measure
        && !is_placeholder(value)
        && page.stands_alone(span)
        && !page.in_link(span))
    .then(|| Detection::new(PrivateKind::OneTimeCode, span, Tier::Certain).by_label())
}

/// A short code whose nearest label says what it opens.
fn code(page: &Page<'_>, word: Word) -> Option<Detection> {
    let beside = page.beside(word.span());
    let is_behind_brackets = page.tail(word.start).trim_end().ends_with("):");
    let Some(beside) = beside.filter(|beside| beside.distance <= NEAR || is_behind_brackets) else {
        return sent_code(page, word, beside);
    };
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
        // “PIN code” is a postal code in India, where it has six digits.
        (PrivateKind::Postcode, 4)
            if word.all_digits
                && beside.distance <= 6
                && page.tail(word.start).contains("pin code") =>
        {
            PrivateKind::Pin
        }
        (PrivateKind::OneTimeCode, 4..=9) if word.all_digits || is_code(page, word) => {
            PrivateKind::OneTimeCode
        }
        _ => return sent_code(page, word, Some(beside)),
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

/// A code without a label of its own that was sent or that opens something: “use 771204 to verify your account”, “the code we texted you is 7712”.
fn sent_code(page: &Page<'_>, word: Word, beside: Option<Beside>) -> Option<Detection> {
    let (length, span) = joined(page, word);
    let is_other = beside.is_some_and(|beside| {
        !matches!(
            beside.means,
            Means::Kind(
                PrivateKind::OneTimeCode
                    | PrivateKind::CardSecurityCode
                    | PrivateKind::Phone
                    | PrivateKind::UserName
            )
        )
    });
    let near = &page.bytes[word.start.saturating_sub(AROUND)..word.start];
    let ends = |word: &str| {
        let word = word.as_bytes();
        near.len() >= word.len() && near[near.len() - word.len()..].eq_ignore_ascii_case(word)
    };
    let is_used = ["use ", "enter ", "type ", "with ", "code ", "digits "]
        .iter()
        .any(|word| ends(word));
    // Most numbers are told apart here, before anything is copied.
    if !word.all_digits
        || !(4..=8).contains(&length)
        || is_other
        || !(is_used
            || near
                .windows(4)
                .any(|four| four.eq_ignore_ascii_case(b"code")))
    {
        return None;
    }
    let clause = |bytes: &[u8]| -> String {
        bytes
            .iter()
            .filter(|byte| byte.is_ascii())
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect()
    };
    let before = clause(near);
    let after = clause(&page.bytes[span.end..(span.end + AROUND).min(page.bytes.len())]);
    let before = before.rsplit(['.', '!', '?', '\n']).next().unwrap_or("");
    let after = after.split(['.', '!', '?', '\n']).next().unwrap_or("");
    let opens = is_used && OPENS.iter().any(|words| after.starts_with(words));
    let is_sent = before.contains("code")
        && SENT
            .iter()
            .any(|words| before.contains(words) || after.starts_with(words));
    ((opens || is_sent)
        && page.stands_alone(span)
        && !page.in_link(span)
        && !page.is_amount(span)
        && !is_year_or_count(page, word))
    .then(|| Detection::new(PrivateKind::OneTimeCode, span, Tier::Likely).by_label())
}

/// Bytes looked at around a code that was sent.
const AROUND: usize = 60;

/// What a code is for.
const OPENS: [&str; 12] = [
    " to verify",
    " to log in",
    " to login",
    " to sign in",
    " to authenticate",
    " to confirm your identity",
    " to confirm your account",
    " to confirm it's you",
    " to reset your",
    " to unlock",
    " as your verification",
    " as your code",
];

/// How a code came.
const SENT: [&str; 10] = [
    " texted",
    " we texted",
    " we sent",
    " sent to your",
    " sent you",
    " we just sent",
    " by text",
    " by sms",
    " in the text",
    " from the text",
];

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
    let first = page
        .marks
        .partition_point(|mark| mark.end + 60 <= word.start);
    page.marks[first..]
        .iter()
        .take_while(|mark| mark.start < word.end + 60)
        .any(|mark| mark.means == Means::Kind(PrivateKind::CardNumber))
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

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    #[test]
    fn codes_are_told_by_what_they_open() {
        use PrivateKind::{CardSecurityCode, OneTimeCode, Pin};
        for (text, expected) in [
            ("CVV 720, exp soon", vec![(CardSecurityCode, "720")]),
            (
                "Enter the 3 digit code 482",
                vec![(CardSecurityCode, "482")],
            ),
            ("Your new PIN is 4711.", vec![(Pin, "4711")]),
            ("I reset it, the pin's now 7745", vec![(Pin, "7745")]),
            ("PIN code 9031 is set for the card", vec![(Pin, "9031")]),
            (
                "Your verification code is 004787. Enter it",
                vec![(OneTimeCode, "004787")],
            ),
            (
                "117418 is your verification code",
                vec![(OneTimeCode, "117418")],
            ),
            (
                "Verification code (valid 10 min): 771204",
                vec![(OneTimeCode, "771204")],
            ),
            (
                "Use 771204 to verify your account.",
                vec![(OneTimeCode, "771204")],
            ),
            (
                "Enter the code 7712 we texted you",
                vec![(OneTimeCode, "7712")],
            ),
            (
                "The security code we sent to your phone is 901244",
                vec![(OneTimeCode, "901244")],
            ),
            ("Your login code: G-771204", vec![(OneTimeCode, "G-771204")]),
            ("2FA code: 118 204", vec![(OneTimeCode, "118 204")]),
            ("backup codes: 8f3a-22bd", vec![(OneTimeCode, "8f3a-22bd")]),
            (
                "The verification code is valid for a 30-day period.",
                vec![],
            ),
            ("Backup codes: 10-digit numbers that you print", vec![]),
            ("We will send a 6-digit verification code.", vec![]),
            ("The PIN code 560001 is Bengaluru.", vec![]),
            ("Enter promo code 771204 to unlock 10%", vec![]),
            ("Use 771204 to confirm your order", vec![]),
            ("The order we sent to your home is 771204", vec![]),
            ("the promo code SAVE20 and error code 500112", vec![]),
            ("Order PIN cushion 12345 today", vec![]),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .map(|d| (d.kind, d.span.of(text)))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
