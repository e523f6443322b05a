//! Private values in a link's query: `?pan=4532…`, `?email=a%40b.de`.
//!
//! A parameter's name is the label of its value, percent signs decoded (RFC 3986 section 2.1); ids that links carry for the site and for
//! counting have no name that is a label, and stay silent.

use std::borrow::Cow;

use super::credential::is_placeholder;
use super::label::Means;
use super::page::Page;
use super::{Found, PrivateKind, scan_page};
use crate::text::Span;

/// Longest value looked at, in bytes, so that a link inside a link is no deep descent.
const LONGEST: usize = 200;
/// Longest name looked at, in bytes.
const LONGEST_NAME: usize = 40;

/// Finds the values of a query, which is `query` of the text with its question mark.
pub(super) fn find(page: &Page<'_>, query: Span, found: &mut Found) {
    let mut start = query.start;
    for pair in query.of(page.text).split(['?', '&', ';', '#']) {
        if let Some((name, value)) = pair.split_once('=') {
            let from = start + name.len() + 1;
            let span = Span::new(from, from + value.len());
            if name.len() <= LONGEST_NAME && (3..=LONGEST).contains(&value.len()) {
                found.extend(value_of(page, name, span));
            }
        }
        start += pair.len() + 1;
    }
}

/// What the value is, when its name or an address in it says so.
fn value_of(page: &Page<'_>, name: &str, span: Span) -> Option<super::Detection> {
    let value = span.of(page.text);
    let has_at = value.contains('@') || value.contains("%40");
    let mut label = label(name);
    // A token of a few digits was sent to be typed in.
    if label == "token" && value.len() <= 8 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        label = String::from("otp");
    }
    let is_secret = || label == "password";
    if !has_at && !value.bytes().any(|byte| byte.is_ascii_digit()) && !is_secret() {
        return None;
    }
    let decoded = decoded(value);
    // A plus stands for a space, but a phone number's first one for itself.
    let plain = decoded.char_indices().map(|(at, c)| {
        if c == '+' && 0 < at && !value.contains("%20") {
            ' '
        } else {
            c
        }
    });
    let line: String = label.chars().chain(": ".chars()).chain(plain).collect();
    let inner = Page::read(&line, page.settings);
    // A password needs no digit where it stands in its own parameter; these are words about one.
    let is_word = [
        "true",
        "false",
        "reset",
        "forgot",
        "forgotten",
        "change",
        "changed",
        "update",
        "lost",
        "new",
        "null",
        "none",
        "required",
    ];
    if label == "password"
        && 3 < decoded.len()
        && !is_word.contains(&&*decoded.to_ascii_lowercase())
        && !is_placeholder(&decoded)
    {
        let found = super::Detection::new(PrivateKind::Password, span, super::Tier::Certain);
        return Some(found.by_label());
    }
    let is_label = inner
        .marks
        .iter()
        .any(|mark| mark.end == label.len() && !matches!(mark.means, Means::Benign(_)));
    if !is_label && !has_at {
        return None;
    }
    let within = |found: &super::Detection| label.len() + 2 <= found.span.start;
    let is_wanted = |found: &super::Detection| match found.kind {
        PrivateKind::EmailAddress => true,
        // Sites number their own accounts.
        PrivateKind::BankAccount => is_label && !label.ends_with("account"),
        kind => is_label && KINDS.contains(&kind),
    };
    let found = scan_page(&inner);
    let first = found
        .iter()
        .find(|found| within(found) && is_wanted(found))?;
    Some(super::Detection { span, ..*first })
}

/// What parameters carry of people; names of users and hosts are ordinary there.
const KINDS: [PrivateKind; 14] = [
    PrivateKind::CardNumber,
    PrivateKind::CardSecurityCode,
    PrivateKind::CardExpiry,
    PrivateKind::Pin,
    PrivateKind::Password,
    PrivateKind::OneTimeCode,
    PrivateKind::SecretKey,
    PrivateKind::Iban,
    PrivateKind::UsSsn,
    PrivateKind::UsItin,
    PrivateKind::NationalId,
    PrivateKind::Passport,
    PrivateKind::DateOfBirth,
    PrivateKind::Phone,
];

/// A parameter's name as label words: `cardNumber`, `card_number` and `card[number]` read “card number”.
fn label(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut was_small = false;
    for c in decoded(name).chars() {
        if !c.is_alphanumeric() {
            was_small = false;
            if !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
            continue;
        }
        if was_small && c.is_uppercase() {
            words.push(' ');
        }
        was_small = c.is_lowercase();
        words.extend(c.to_lowercase());
    }
    let words = words.trim_end();
    match words {
        "pan" | "cc" | "ccn" | "ccnum" | "cardno" | "cardnum" | "cardnumber" => "card number",
        "pin" => "PIN",
        "mobile" | "cell" | "tel" | "msisdn" | "phonenumber" => "phone",
        "pass" | "pwd" | "passwd" | "pw" => "password",
        other => other,
    }
    .to_owned()
}

/// The text with `%40` as `@`; what is no UTF-8 then stays as it was.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| {
        bytes
            .get(at)
            .and_then(|byte| char::from(*byte).to_digit(16))
    };
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high << 4 | low) as u8);
                at += 3;
            }
            (byte, ..) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, normalise, scan};
    use super::*;

    #[test]
    fn parameters_are_labels_of_their_values() {
        use PrivateKind::*;
        for (query, expected) in [
            (
                "pan=4532148796301253&cvv=713",
                vec![(CardNumber, "4532148796301253"), (CardSecurityCode, "713")],
            ),
            (
                "cardNumber=4532+1487+9630+1253",
                vec![(CardNumber, "4532+1487+9630+1253")],
            ),
            ("ssn=536-22-8847#top", vec![(UsSsn, "536-22-8847")]),
            (
                "x=1&iban=DE53370400440532019274",
                vec![(Iban, "DE53370400440532019274")],
            ),
            ("email=a%40b.de", vec![(EmailAddress, "a%40b.de")]),
            ("email=a@b.de&x=2", vec![(EmailAddress, "a@b.de")]),
            (
                "customer%5Bemail%5D=a%40b.de",
                vec![(EmailAddress, "a%40b.de")],
            ),
            ("otp=481920", vec![(OneTimeCode, "481920")]),
            ("pin=8241", vec![(Pin, "8241")]),
            ("phone=%2B4915112345678", vec![(Phone, "%2B4915112345678")]),
            ("phone=+4915112345678", vec![(Phone, "+4915112345678")]),
            ("password=Sommer%21", vec![(Password, "Sommer%21")]),
            ("pwd=sommerzeit", vec![(Password, "sommerzeit")]),
            ("token=481920", vec![(OneTimeCode, "481920")]),
            ("password=reset&x=1", vec![]),
            ("x=1&new_password=Som!24&y=2", vec![(Password, "Som!24")]),
            ("dob=1984-03-12", vec![(DateOfBirth, "1984-03-12")]),
            ("order=4532148796301253", vec![]),
            ("id=4532148796301253&gclid=Cj0KCQjw", vec![]),
            ("utm_source=mail2025&utm_campaign=20250101", vec![]),
            ("fbclid=IwAR0abc123&ref=536228847", vec![]),
            ("user=jdoe99&account=12345678", vec![]),
            ("page=12&sort=price&q=iphone+15", vec![]),
            ("lat=48.2082&lng=16.3738", vec![]),
            ("password={{password}}&email=[EMAIL_1]&pan=", vec![]),
        ] {
            let text = format!("see https://pay.acme.com/x?{query}, then go");
            let found: Vec<_> = scan(&text, &Settings::default())
                .iter()
                .map(|d| (d.kind, d.span.of(&text)))
                .collect();
            assert_eq!(found, expected, "{query}");
        }
        assert_eq!(normalise(EmailAddress, "A%40b.de"), "a@b.de");
        assert_eq!(decoded("%4%zz%ff"), "%4%zz%ff");
    }
}
