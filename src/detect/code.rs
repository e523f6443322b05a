//! One-time codes, card security codes and PINs: short numbers that their label or the words around give away.

use super::code_label::{FAR, NEAR, goes_over, is_of_a_plug, is_stated, is_told_behind, label};
use super::credential::is_placeholder;
use super::label::{Beside, Mark, Means};
use super::page::{Page, Word};
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Finds short codes.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for mark in &page.marks {
        if mark.means == Means::Kind(PrivateKind::OneTimeCode) {
            found.extend(stated_code(page, mark));
        }
    }
    // Codes in groups as short as “90 12 44” are looked for only where something speaks of a code.
    let is_code = |mark: &Mark| {
        matches!(
            mark.means,
            Means::Kind(PrivateKind::OneTimeCode | PrivateKind::Pin)
        )
    };
    let least = if page.marks.iter().any(is_code) { 1 } else { 3 };
    let words = page.words.iter().enumerate();
    let words = words.filter(|(_, word)| word.has_digit && (least..=12).contains(&word.len()));
    for (index, word) in words {
        found.extend(code(page, index, *word));
    }
}

/// A code of letters and digits that its label states, as in “backup code: 8f3a-22bd”; codes of digits alone are [`code`]'s.
fn stated_code(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let lead = page.lead(mark.end)?;
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
    // Without “is” or a colon only capitals right behind the label: “access code A7K-2Q9”.
    let is_told = lead.is_stated
        || start == mark.end + 1 && !value.bytes().any(|byte| byte.is_ascii_lowercase());
    (is_told
        && (6..=24).contains(&(digits + letters))
        && 2 <= digits
        && 1 <= letters
        && !is_measure
        && !is_placeholder(value)
        && page.stands_alone(span)
        && !page.in_link(span))
    .then(|| Detection::new(PrivateKind::OneTimeCode, span, Tier::Certain).by_label())
}

/// A short code whose nearest label says what it opens.
fn code(page: &Page<'_>, index: usize, word: Word) -> Option<Detection> {
    let (length, span) = joined(page, index)?;
    let beside = label(page, span);
    let is_stated = || is_stated(page, word);
    let is_near = |beside: &Beside| {
        beside.distance <= NEAR
            || beside.distance <= FAR
                && (is_stated() || page.text[span.end..].starts_with(" is your "))
            || page.text[..word.start].trim_end().ends_with("):")
    };
    let Some(beside) = beside.filter(is_near) else {
        return sent_code(page, span, length, beside);
    };
    let Means::Kind(label) = beside.means else {
        return None;
    };
    if beside.distance <= NEAR && !goes_over(page, span) {
        return sent_code(page, span, length, Some(beside));
    }
    let kind = match (label, length) {
        (PrivateKind::CardSecurityCode, 3 | 4) if word.all_digits => PrivateKind::CardSecurityCode,
        (PrivateKind::CardSecurityCode, 5..=8) if word.all_digits && !is_card_code(page, word) => {
            PrivateKind::OneTimeCode
        }
        (PrivateKind::Pin, 4..=6)
            if word.all_digits
                && (beside.distance <= 6 && !is_of_a_plug(page, word)
                    || is_stated()
                    || is_told_behind(page, span)) =>
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
        _ => return sent_code(page, span, length, Some(beside)),
    };
    if !page.stands_alone(span)
        || page.in_link(span)
        || page.is_amount(span)
        || is_year_or_count(page, span)
    {
        return None;
    }
    Some(Detection::new(kind, span, Tier::Certain).by_label())
}

/// A code without a label of its own that was sent or that opens something: “use 771204 to verify your account”, “the code we texted you is 7712”.
fn sent_code(
    page: &Page<'_>,
    span: Span,
    length: usize,
    beside: Option<Beside>,
) -> Option<Detection> {
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
    let near = &page.bytes[span.start.saturating_sub(AROUND)..span.start];
    let ends = |word: &str| {
        let word = word.as_bytes();
        near.len() >= word.len() && near[near.len() - word.len()..].eq_ignore_ascii_case(word)
    };
    let is_used = ["use ", "enter ", "type ", "with ", "code ", "digits "]
        .iter()
        .any(|word| ends(word));
    // Most numbers are told apart here, before anything is copied.
    let all_digits = span
        .of(page.text)
        .bytes()
        .all(|byte| !byte.is_ascii_alphabetic());
    if !all_digits
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
        && !is_year_or_count(page, span))
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

/// The digits of a code and where it stands, with all groups of those that are written in groups: `123 456`, `90-12-44`, `G-123456`.
/// `None` for the later groups, and for a row of groups that is too long for a code.
fn joined(page: &Page<'_>, index: usize) -> Option<(usize, Span)> {
    let word = page.words[index];
    let is_group = |other: &Word| other.all_digits && other.len() == word.len();
    let mark = page.at(word.end);
    if is_group(&word) && word.len() <= 4 {
        let is_joined = |first: &Word, second: &Word, mark: u8| {
            second.start == first.end + 1 && page.at(first.end) == mark && b" -.".contains(&mark)
        };
        let goes_before = index.checked_sub(1).is_some_and(|before| {
            let before = &page.words[before];
            is_group(before) && is_joined(before, &word, page.at(before.end))
        });
        let row = page.words[index..].windows(2);
        let more = row
            .take(9)
            .take_while(|two| is_group(&two[1]) && is_joined(&two[0], &two[1], mark))
            .count();
        // Two groups of two are a time, a price or a range more often than a code.
        let digits = word.len() * (more + 1);
        if goes_before || 0 < more && !(6..=9).contains(&digits) && word.len() < 4 {
            return if word.len() < 3 || goes_before && 0 < more {
                None
            } else {
                Some((word.len(), word.span()))
            };
        }
        if 0 < more && (6..=9).contains(&digits) {
            return Some((digits, Span::new(word.start, page.words[index + more].end)));
        }
        if word.len() < 3 {
            return None;
        }
    }
    if page.before(word.start) == b'-'
        && 2 <= word.start
        && page.before(word.start - 1) == b'G'
        && !super::page::is_word(page.before(word.start.saturating_sub(2)))
    {
        return Some((word.len(), Span::new(word.start - 2, word.end)));
    }
    (3 <= word.len()).then(|| (word.len(), word.span()))
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
fn is_year_or_count(page: &Page<'_>, span: Span) -> bool {
    let rest = page.text[span.end..].trim_start_matches([' ', '-']);
    let next = rest
        .split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    matches!(
        next.as_str(),
        "digit"
            | "words"
            | "sheets"
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
            (
                "G-482913 is your Google verification code.",
                vec![(OneTimeCode, "G-482913")],
            ),
            ("pin: 8241", vec![(Pin, "8241")]),
            ("Card details, pin: 8241", vec![(Pin, "8241")]),
            ("pins: 8241 and 8242 are bent", vec![]),
            ("bowling pin 8241", vec![]),
            ("2FA code: 118 204", vec![(OneTimeCode, "118 204")]),
            (
                "90 12 44 is your verification code",
                vec![(OneTimeCode, "90 12 44")],
            ),
            ("SMS code: 55-02-19", vec![(OneTimeCode, "55-02-19")]),
            (
                "the login code is 8 8 1 2 0 4.",
                vec![(OneTimeCode, "8 8 1 2 0 4")],
            ),
            ("access code A7K-2Q9", vec![(OneTimeCode, "A7K-2Q9")]),
            ("your pin is now 5512", vec![(Pin, "5512")]),
            ("4417 is your new PIN", vec![(Pin, "4417")]),
            (
                "The PIN of your new debit card is 4821",
                vec![(Pin, "4821")],
            ),
            ("<td>CVV</td><td>318</td>", vec![(CardSecurityCode, "318")]),
            ("I've reset your PIN. It is now 7391", vec![(Pin, "7391")]),
            ("the pin we made: 3194", vec![(Pin, "3194")]),
            ("your PIN will be 9024", vec![(Pin, "9024")]),
            ("the pin 3194 of the plug is bent", vec![]),
            ("use PIN or 1234 words", vec![]),
            ("our security code policy 2024", vec![]),
            ("You can change your PIN in 2026", vec![]),
            ("voucher code 90 12 44", vec![]),
            ("the OTP came at 10 12 and 14 30", vec![]),
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
