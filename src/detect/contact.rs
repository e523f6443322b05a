//! E-mail addresses.
//!
//! Source: RFC 5321 and 5322 (the dot-atom form; quoted local parts are not written in messages), RFC 2606 and 6761 (example domains).

use super::page::{Page, is_name};
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Longest local part and domain (RFC 5321 section 4.5.3.1).
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

/// Finds e-mail addresses; masked ones such as `j***@example.com` are left alone.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for at in &page.ats {
        if let Some(detection) = around(page, *at) {
            found.push(detection);
        }
    }
}

fn around(page: &Page<'_>, at: usize) -> Option<Detection> {
    let is_local = |byte: u8| is_name(byte) || b".+-_%'!#$&*/=?^`{|}~".contains(&byte);
    let left = page.bytes[..at]
        .iter()
        .rev()
        .take(LOCAL + 1)
        .take_while(|byte| is_local(**byte))
        .count();
    let mut start = at - left;
    // Quote marks, brackets and the like around an address do not belong to it.
    while start < at
        && !page.bytes[start].is_ascii_alphanumeric()
        && page.bytes[start] != b'_'
        && page.bytes[start] < 0x80
    {
        start += 1;
    }
    while start < at && !page.text.is_char_boundary(start) {
        start += 1;
    }
    // `mailto:` and `user=` stand before.
    if let Some(mark) = page.bytes[start..at]
        .iter()
        .rposition(|byte| b"=/{|}`?".contains(byte))
    {
        start += mark + 1;
    }
    let local = &page.bytes[start..at];
    if local.is_empty()
        || LOCAL < local.len()
        || local.contains(&b'*')
        || page.before(start) == b'*'
        || local.ends_with(b".")
    {
        return None;
    }
    if page.text[..start].ends_with('•')
        || page.text[..start].ends_with('…')
        || local.windows(2).any(|pair| pair == b"..")
    {
        return None;
    }
    let length = page.bytes[at + 1..]
        .iter()
        .take(DOMAIN)
        .take_while(|byte| {
            byte.is_ascii_alphanumeric() || **byte == b'-' || **byte == b'.' || 0x80 <= **byte
        })
        .count();
    let mut end = at + 1 + length;
    while at < end && b".-".contains(&page.bytes[end - 1]) {
        end -= 1;
    }
    while !page.text.is_char_boundary(end) {
        end -= 1;
    }
    let domain = page.text.get(at + 1..end)?;
    if !is_domain(domain) || matches!(page.at(end), b'*' | b'@') || page.before(start) == b'@' {
        return None;
    }
    let span = Span::new(start, end);
    let detection = Detection::new(PrivateKind::EmailAddress, span, Tier::Likely)
        .reserved_if(is_reserved(domain));
    Some(if is_role(local, domain) {
        detection.of(ROLE)
    } else {
        detection
    })
}

/// The variant of an address that belongs to an organisation.
pub(super) const ROLE: &str = "role";

/// Mailboxes of roles, not persons: those of RFC 2142, and what shops and services call theirs.
const ROLES: &[&str] = &[
    "abuse",
    "accessibility",
    "accounts",
    "admin",
    "bookings",
    "billing",
    "care",
    "claims",
    "complaints",
    "contact",
    "customercare",
    "customerservice",
    "customer.service",
    "customer-service",
    "customer.care",
    "data.protection",
    "dataprotection",
    "delivery",
    "dpo",
    "donotreply",
    "enquiries",
    "feedback",
    "hello",
    "help",
    "helpdesk",
    "hi",
    "hostmaster",
    "info",
    "inquiries",
    "legal",
    "mail",
    "marketing",
    "no-reply",
    "noreply",
    "office",
    "orders",
    "parcels",
    "postmaster",
    "press",
    "privacy",
    "refunds",
    "repairs",
    "reservations",
    "returns",
    "sales",
    "security",
    "service",
    "services",
    "shop",
    "support",
    "team",
    "tickets",
    "webmaster",
    "welcome",
];

/// Providers where anybody can have any name.
const PERSONAL: &[&str] = &[
    "aol.com",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mail.com",
    "me.com",
    "msn.com",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "web.de",
    "yahoo.com",
];

/// Whether an address is a role's mailbox at a domain of its own.
fn is_role(local: &[u8], domain: &str) -> bool {
    let is = |name: &&str| local.eq_ignore_ascii_case(name.as_bytes());
    ROLES.iter().any(is)
        && !PERSONAL
            .iter()
            .any(|name| domain.eq_ignore_ascii_case(name))
}

/// Whether a domain has two labels and a plausible top level.
fn is_domain(domain: &str) -> bool {
    let Some((rest, top)) = domain.rsplit_once('.') else {
        return false;
    };
    let is_top = top.starts_with("xn--")
        || (2 <= top.chars().count() && top.chars().all(char::is_alphabetic));
    is_top
        && !FILES.iter().any(|file| file.eq_ignore_ascii_case(top))
        && rest
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

/// Endings of files such as `icon@2x.png`.
const FILES: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "css", "js", "html", "txt", "zip",
];

/// Whether RFC 2606 and 6761 keep the domain for examples.
pub(super) fn is_reserved(domain: &str) -> bool {
    let domain = domain.to_ascii_lowercase();
    ["example.com", "example.net", "example.org"]
        .iter()
        .any(|name| domain == *name || domain.ends_with(&format!(".{name}")))
        || [".example", ".test", ".invalid"]
            .iter()
            .any(|top| domain.ends_with(top))
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};

    #[test]
    fn roles_are_no_persons() {
        for (text, expected) in [
            ("help@acme.co.uk", true),
            ("Customer.Service@acme.com", true),
            ("info@gmail.com", false),
            ("petra.lang@acme.com", false),
            ("0800 626 0144", true),
            ("0345 626 0180", true),
            ("1-888-626-0144", true),
            ("+44 345 626 0180", true),
            ("030 626 01441", false),
            ("07911 443322", false),
            ("303-394-0181", false),
        ] {
            let found = scan(&format!("reach us: {text}"), &Settings::everything());
            assert!(!found.is_empty(), "{text}");
            assert_eq!(found[0].is_organisations(), expected, "{text}");
        }
    }

    #[test]
    fn addresses_are_found_whole() {
        for (text, expected) in [
            (
                "write to maria.silva+shop@mail.acme.co.uk.",
                vec!["maria.silva+shop@mail.acme.co.uk"],
            ),
            ("<a@b.de>, 'c@d.fr'", vec!["a@b.de", "c@d.fr"]),
            ("mailto:a.b@c.io?subject=x", vec!["a.b@c.io"]),
            ("user@xn--80ak6aa92e.com", vec!["user@xn--80ak6aa92e.com"]),
            ("jörg@müller.de", vec!["jörg@müller.de"]),
            ("icon@2x.png", vec![]),
            ("j***@gmail.com", vec![]),
            ("@handle and 5 @ 3.50", vec![]),
            ("a@b", vec![]),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .map(|d| d.span.of(text))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
