//! Passwords: values that only their label gives away.

use super::label::{Cue, Mark, Means};
use super::page::Page;
use super::value::Lead;
use super::{Detection, Found, PrivateKind, Tier, login, user_name};
use crate::text::Span;

/// Finds what labels give away.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for mark in &page.marks {
        match mark.means {
            // The parameters of a link are looked at one by one, see `query`.
            Means::Kind(PrivateKind::Password)
                if page.at(mark.end) == b'=' && page.in_link(Span::new(mark.start, mark.end)) => {}
            Means::Kind(PrivateKind::Password) => {
                let password = password(page, mark);
                found.extend(password.map(|found| connection(page, mark, found).unwrap_or(found)));
            }
            Means::Kind(PrivateKind::UserName) => {
                let name = user_name::find(page, mark);
                found.extend(name.and_then(|name| login::password_beside(page, name.span)));
                found.extend(name);
            }
            _ => {}
        }
    }
    for (span, cue) in &page.cues {
        match cue {
            Cue::Command => found.extend(login::of_command(page, *span)),
            Cue::Header => found.extend(login::of_header(page, *span)),
            _ => {}
        }
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
    near.or_else(|| password_right_behind(page, mark))
        .or_else(|| login::cell(page, mark).filter(strong))
        .or_else(|| login::announced(page, mark).filter(strong))
        .or_else(|| {
            page.later_lead(mark.end)
                .and_then(|lead| password_at(page, lead))
                .filter(strong)
        })
        .or_else(|| password_before(page, mark))
}

/// A password that nothing leads to, as in “the temporary password Xk9#rT2p”: mixed as no word is.
fn password_right_behind(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let rest = page.text.get(mark.end..)?.strip_prefix(' ')?;
    // It may stand in brackets, in quotation marks or both.
    let inner = rest.strip_prefix('(').unwrap_or(rest);
    let quote = inner.bytes().next().filter(|byte| b"\"'`".contains(byte));
    let start = page.text.len() - inner.len() + usize::from(quote.is_some());
    let lead = Lead {
        start,
        is_stated: true,
        quote,
    };
    password_at(page, lead).filter(|detection| is_mixed(page, detection))
}

/// Whether a value is mixed as no word is.
pub(super) fn is_mixed(page: &Page<'_>, detection: &Detection) -> bool {
    let value = detection.span.of(page.text).as_bytes();
    let has = |test: fn(&u8) -> bool| value.iter().any(test);
    let is_inner_symbol = value[1..].iter().any(|byte| SYMBOLS.contains(byte));
    7 <= value.len()
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_lowercase)
        && (has(u8::is_ascii_uppercase) || is_inner_symbol)
        && value
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || SYMBOLS.contains(byte))
        && value[0].is_ascii_alphanumeric()
}

/// The whole row of `Server=…;User Id=…;Password=…`, whose password was found (Microsoft, “Connection string syntax”, ADO.NET).
fn connection(page: &Page<'_>, mark: &Mark, password: Detection) -> Option<Detection> {
    let before = page.text.get(..mark.start)?.strip_suffix(';')?;
    let mut floor = before.len().saturating_sub(LONGEST_ROW);
    while !before.is_char_boundary(floor) {
        floor += 1;
    }
    let row = before[floor..]
        .rsplit(['\n', '"', '\'', '`', '<', '>'])
        .next()?;
    let lower = row.to_ascii_lowercase();
    let server = ["server=", "data source=", "host=", "endpoint="]
        .iter()
        .filter_map(|key| lower.find(key))
        .min()?;
    let rest = page.text.get(password.span.end..)?;
    let length = rest
        .find(|c: char| c.is_whitespace() || "\"'`<".contains(c))
        .unwrap_or(rest.len());
    let start = before.len() - row.len() + server;
    let span = Span::new(
        start,
        password.span.end + rest[..length].trim_end_matches(['.', ',', ')']).len(),
    );
    Some(Detection::new(
        PrivateKind::ConnectionString,
        span,
        Tier::Certain,
    ))
}

/// Bytes of a connection string before its password.
const LONGEST_ROW: usize = 240;

/// What passwords have between letters and words have not; `58892.","Call` is a row of cells.
const SYMBOLS: &[u8] = b"!#$%&*+=?@^~";

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

/// A password before its label: “… is your new password”, “use … as your password”.
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
    let before = before
        .strip_suffix(" is")
        .or_else(|| before.strip_suffix(" as"))?;
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

pub(super) fn password_at(page: &Page<'_>, lead: Lead) -> Option<Detection> {
    let start = lead.start;
    let mut end = page.token_end(start, lead.quote);
    // The page around the value is none of it.
    let tag = page
        .text
        .get(start..end)
        .and_then(|value| value.find("</").or_else(|| value.find("<br")));
    end = tag.map_or(end, |tag| start + tag);
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
    let is_sentence =
        value.contains(' ') && 3 < value.split(' ').count() && !is_phrase(page, start);
    let tells = (has_digit && (4 <= value.len()))
        || (has_symbol && 2 <= letters)
        || is_unspeakable(value)
        || (lead.quote.is_some()
            && 6 <= value.len()
            && (!value.contains(' ') || is_phrase(page, start)));
    if !tells || is_measure || is_sentence {
        return None;
    }
    Some(Detection::new(PrivateKind::Password, Span::new(start, end), Tier::Certain).by_label())
}

/// Whether the label before a value speaks of a phrase, which has several words.
fn is_phrase(page: &Page<'_>, start: usize) -> bool {
    page.tail(start).contains("phrase")
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
        use PrivateKind::{Password, UserName};
        for (text, expected) in [
            (
                "Your temporary password is Hx7!pqrst and your username is mmustermann.",
                vec![(Password, "Hx7!pqrst"), (UserName, "mmustermann")],
            ),
            (
                "the password we have down is Linden#42.",
                vec![(Password, "Linden#42")],
            ),
            (
                "set Server=db1;Database=x;User Id=sa;Password=Pa55w0rd!;Encrypt=true now",
                vec![(
                    PrivateKind::ConnectionString,
                    "Server=db1;Database=x;User Id=sa;Password=Pa55w0rd!;Encrypt=true",
                )],
            ),
            ("password: abc12345.", vec![(Password, "abc12345")]),
            (
                "Your new password is \"Sunflower\"",
                vec![(Password, "Sunflower")],
            ),
            (
                "x7Kp29qw is your new password",
                vec![(Password, "x7Kp29qw")],
            ),
            (
                "Here is your new password: ggbszawojpk",
                vec![(Password, "ggbszawojpk")],
            ),
            (
                "Use Winter2026! as your password",
                vec![(Password, "Winter2026!")],
            ),
            (
                "your password was changed to Tulip88x",
                vec![(Password, "Tulip88x")],
            ),
            ("The password's Tulip88x.", vec![(Password, "Tulip88x")]),
            ("the password’s Tulip88x.", vec![(Password, "Tulip88x")]),
            (
                "login: mjones / pw: Sunflower22",
                vec![(UserName, "mjones"), (Password, "Sunflower22")],
            ),
            (
                "User: jdoe99 | Pass: Winter#24",
                vec![(UserName, "jdoe99"), (Password, "Winter#24")],
            ),
            (
                "the temporary password Xk9#rT2p works",
                vec![(Password, "Xk9#rT2p")],
            ),
            ("Password: <b>hunter2x</b>", vec![(Password, "hunter2x")]),
            (
                "The passphrase is \"green tea cup\"",
                vec![(Password, "green tea cup")],
            ),
            (
                "<td>Username</td><td>bo_lee</td>",
                vec![(UserName, "bo_lee")],
            ),
            (
                "the password (\"BlueSky9\") is active",
                vec![(Password, "BlueSky9")],
            ),
            ("your username, dora22, is", vec![(UserName, "dora22")]),
            ("the username on file is jkim88", vec![(UserName, "jkim88")]),
            ("your login name k.schmidt", vec![(UserName, "k.schmidt")]),
            (
                "The wifi key is CoffeeTime88",
                vec![(Password, "CoffeeTime88")],
            ),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn talk_about_secrets_is_not_a_secret() {
        for text in [
            "Your password is case-sensitive.",
            "May I have the user name too?",
            "The password page of the shop is down",
            "Your password must have 8 characters.",
            "The password is valid for 30 days.",
            "North Town, PW 58892.\",\"Call us",
            "the password (\"strong\") is long enough",
            "your password for Office365 expired",
            "Your password is {{password}}",
            "Your password is ********",
            "Your username is the email address you signed up with.",
            "Your username is your e-mail address.",
            "Your login is locked.",
            "Your username is being checked.",
            "The login page is slow: blame us",
            "Login: see the email we sent",
            "login: click here",
            "Your boarding pass: A12B34",
            "The boarding pass is A12B34",
            "Your credentials are case-sensitive.",
            "the promo code SAVE20 and error code 500112",
            "Reset2024 is your best friend, then choose a password",
            "Choose a password: letters and digits",
            "You can reset your password: https://acme.example/reset",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
