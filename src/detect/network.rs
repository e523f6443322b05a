//! Internet and hardware addresses.
//!
//! Sources: RFC 791 and RFC 4291 (the forms; `std::net` reads them), RFC 1918, 3927, 4193, 6598 (private ranges),
//! RFC 5737 and 3849 (ranges for documentation), IEEE 802 (MAC-48).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::label::{Benign, Means};
use super::page::{Page, is_word};
use super::{Detection, Found, PrivateKind, Tier};
use crate::text::Span;

/// Longest written IPv6 address with an IPv4 tail.
const LONGEST: usize = 45;

/// Finds IPv4, IPv6 and MAC addresses.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for word in &page.words {
        if word.all_digits
            && word.len() <= 3
            && page.at(word.end) == b'.'
            && !b".:".contains(&page.before(word.start))
        {
            found.extend(v4(page, word.start));
        }
    }
    let mut done = 0;
    for colon in &page.colons {
        if done <= *colon {
            let (start, end) = colon_run(page, *colon);
            done = end;
            found.extend(v6(page, start, end));
            found.extend(mac(page, start));
        }
    }
    for mark in &page.marks {
        if mark.means == Means::Kind(PrivateKind::MacAddress) {
            let start = page.value_start(mark.end);
            found.extend(start.and_then(|start| dotted_mac(page, start)));
        }
    }
    for hyphen in &page.hyphens {
        found.extend(mac(page, hyphen - 2));
    }
}

fn v4(page: &Page<'_>, start: usize) -> Option<Detection> {
    let length = page.bytes[start..]
        .iter()
        .take(16)
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
        .count();
    let text = page.text[start..start + length].trim_end_matches('.');
    let address: Ipv4Addr = text.parse().ok()?;
    let end = with_prefix(page, start + text.len(), 32);
    let span = Span::new(start, end);
    if is_word(page.before(start))
        || is_word(page.at(end))
        || page.before(start) == b'-'
        || page.in_link(span)
    {
        return None;
    }
    report(page, IpAddr::V4(address), span)
}

/// The run of hexadecimal digits, colons and dots around a colon.
fn colon_run(page: &Page<'_>, colon: usize) -> (usize, usize) {
    let fits = |byte: &&u8| byte.is_ascii_hexdigit() || **byte == b':' || **byte == b'.';
    let left = page.bytes[..colon]
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_hexdigit() || **byte == b':')
        .count();
    let right = page.bytes[colon..].iter().take_while(fits).count();
    (colon - left, colon + right)
}

fn v6(page: &Page<'_>, mut start: usize, mut end: usize) -> Option<Detection> {
    if start < end && page.bytes[start] == b':' && page.at(start + 1) != b':' {
        start += 1;
    }
    while start < end
        && (page.bytes[end - 1] == b'.'
            || (page.bytes[end - 1] == b':' && !page.bytes[..end].ends_with(b"::")))
    {
        end -= 1;
    }
    let text = page.text.get(start..end)?;
    // `::` alone is more often C++ than an address.
    if LONGEST < text.len()
        || text.len() < 3
        || text.bytes().filter(|byte| *byte == b':').count() < 2
    {
        return None;
    }
    let address: Ipv6Addr = text.parse().ok()?;
    let end = with_prefix(page, end, 128);
    let span = Span::new(start, end);
    if is_word(page.before(start)) || is_word(page.at(end)) || page.in_link(span) {
        return None;
    }
    report(page, IpAddr::V6(address), span)
}

/// Takes a prefix length such as `/24` along.
fn with_prefix(page: &Page<'_>, end: usize, most: u32) -> usize {
    if page.at(end) != b'/' {
        return end;
    }
    let length = page.bytes[end + 1..]
        .iter()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let bits = page
        .text
        .get(end + 1..end + 1 + length)
        .and_then(|text| text.parse::<u32>().ok());
    if bits.is_some_and(|bits| bits <= most) {
        end + 1 + length
    } else {
        end
    }
}

fn report(page: &Page<'_>, address: IpAddr, span: Span) -> Option<Detection> {
    let beside = page.beside(span).map(|beside| beside.means);
    let is_part = [
        "section ",
        "chapter ",
        "clause ",
        "paragraph ",
        "app ",
        "article ",
    ]
    .iter()
    .any(|word| page.tail(span.start).ends_with(word));
    let is_version = || {
        let before = page.tail(span.start);
        address.is_ipv4() && VERSION_LEADS.iter().any(|lead| before.ends_with(lead))
    };
    if matches!(beside, Some(Means::Benign(Benign::Version)))
        || is_part
        || is_version()
        || is_unlikely(address, span.of(page.text))
        || (page.before(span.start) | 0x20) == b'v'
    {
        return None;
    }
    let (kind, tier, reserved) = match address {
        IpAddr::V4(v4) => class_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => class_v4(v4),
            None => class_v6(v6),
        },
    };
    let detection = Detection::new(kind, span, tier).reserved_if(reserved);
    Some(if beside == Some(Means::Kind(PrivateKind::IpAddress)) {
        detection.by_label()
    } else {
        detection
    })
}

/// Words before four numbers that are a program's version.
const VERSION_LEADS: [&str; 17] = [
    "upgrade to ",
    "upgraded to ",
    "upgrading to ",
    "upgrades to ",
    "update to ",
    "updated to ",
    "updating to ",
    "downgrade to ",
    "downgraded to ",
    "downgrading to ",
    "roll back to ",
    "rolled back to ",
    "release ",
    "firmware ",
    "patch ",
    "hotfix ",
    "install ",
];

/// Whether a short form with `::` begins where nothing is allocated (RFC 4291 section 2.4, IANA's registry): `a::b` is more often a name in a program.
fn is_unlikely(address: IpAddr, text: &str) -> bool {
    let IpAddr::V6(address) = address else {
        return false;
    };
    let first = address.segments()[0];
    let is_allocated = matches!(first, 0x2000..=0x3fff | 0x64 | 0xfc00..=0xffff);
    let groups = text.split(':').filter(|group| !group.is_empty()).count();
    text.contains("::") && groups < 4 && !is_allocated && !text.starts_with("::")
}

fn class_v4(address: Ipv4Addr) -> (PrivateKind, Tier, bool) {
    let [a, b, ..] = address.octets();
    // Home routers answer there: the customer's own network, not the company's.
    if HOME.contains(&address.octets()) {
        return (PrivateKind::PrivateAddress, Tier::Possible, true);
    }
    if address.is_private() || address.is_link_local() || (a == 100 && (64..128).contains(&b)) {
        return (PrivateKind::PrivateAddress, Tier::Likely, false);
    }
    let is_nobodys = address.is_loopback()
        || address.is_unspecified()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0;
    // 1.2.3.4 could be a version.
    let tier = if is_nobodys || address.octets().iter().all(|octet| *octet < 10) {
        Tier::Possible
    } else {
        Tier::Likely
    };
    (PrivateKind::IpAddress, tier, is_nobodys)
}

/// Factory addresses of home routers.
const HOME: &[[u8; 4]] = &[
    [192, 168, 0, 1],
    [192, 168, 1, 1],
    [192, 168, 1, 254],
    [192, 168, 2, 1],
    [192, 168, 8, 1],
    [192, 168, 100, 1],
    [192, 168, 178, 1],
    [10, 0, 0, 1],
    [10, 0, 0, 138],
];

fn class_v6(address: Ipv6Addr) -> (PrivateKind, Tier, bool) {
    let first = address.segments()[0];
    if first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80 {
        return (PrivateKind::PrivateAddress, Tier::Likely, false);
    }
    let is_documentation = first == 0x2001 && address.segments()[1] == 0x0db8;
    let is_nobodys = address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || is_documentation;
    (
        PrivateKind::IpAddress,
        if is_nobodys {
            Tier::Possible
        } else {
            Tier::Likely
        },
        is_nobodys,
    )
}

/// Three groups of four hexadecimal digits joined by dots, as Cisco writes addresses; beside a label alone.
fn dotted_mac(page: &Page<'_>, start: usize) -> Option<Detection> {
    let bytes = page.bytes.get(start..start + 14)?;
    let fits = bytes.iter().enumerate().all(|(at, byte)| {
        if at % 5 == 4 {
            *byte == b'.'
        } else {
            byte.is_ascii_hexdigit()
        }
    });
    let span = Span::new(start, start + 14);
    (fits && page.stands_alone(span))
        .then(|| Detection::new(PrivateKind::MacAddress, span, Tier::Certain).by_label())
}

/// Six pairs of hexadecimal digits joined by one kind of separator.
fn mac(page: &Page<'_>, start: usize) -> Option<Detection> {
    let bytes = page.bytes.get(start..start + 17)?;
    let separator = bytes[2];
    let fits = bytes.iter().enumerate().all(|(at, byte)| {
        if at % 3 == 2 {
            *byte == separator
        } else {
            byte.is_ascii_hexdigit()
        }
    });
    let span = Span::new(start, start + 17);
    let is_joined = |byte: u8, beyond: u8| is_word(byte) || (byte == separator && is_word(beyond));
    let beyond = start.checked_sub(2).map_or(b' ', |at| page.bytes[at]);
    if !fits
        || !b":-".contains(&separator)
        || is_joined(page.before(start), beyond)
        || is_joined(page.at(span.end), page.at(span.end + 1))
    {
        return None;
    }
    let is_nobodys = bytes
        .iter()
        .enumerate()
        .all(|(at, byte)| at % 3 == 2 || *byte == bytes[0])
        && matches!(bytes[0], b'0' | b'f' | b'F');
    (!is_nobodys && !page.in_link(span))
        .then(|| Detection::new(PrivateKind::MacAddress, span, Tier::Certain))
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        use PrivateKind::{IpAddress, MacAddress, PrivateAddress};
        for (text, expected) in [
            (
                "came from 129.134.211.199 on",
                vec![(IpAddress, "129.134.211.199")],
            ),
            (
                "from 2c0f:cecc:c527:dd51:c71b:7d82:2c2b:1f3b on",
                vec![(IpAddress, "2c0f:cecc:c527:dd51:c71b:7d82:2c2b:1f3b")],
            ),
            (
                "changed on 10.20.77.3.",
                vec![(PrivateAddress, "10.20.77.3")],
            ),
            (
                "MAC 32:f7:3a:6c:98:8e.",
                vec![(MacAddress, "32:f7:3a:6c:98:8e")],
            ),
            ("MAC b827.ebff.0012", vec![(MacAddress, "b827.ebff.0012")]),
            ("AA-BB-CC-DD-EE-0F", vec![(MacAddress, "AA-BB-CC-DD-EE-0F")]),
            ("type 192.168.1.1 into the address bar", vec![]),
            ("build 12.8.10.50", vec![]),
            ("v12.8.10.50", vec![]),
            ("Upgrade to 4.18.0.1 please.", vec![]),
            ("we rolled back to 14.18.0.1", vec![]),
            ("a::b and abc::def1 are modules", vec![]),
            (
                "fe80::1ff:fe23:4567:890a",
                vec![(PrivateAddress, "fe80::1ff:fe23:4567:890a")],
            ),
            ("from 2a02:8108::1f", vec![(IpAddress, "2a02:8108::1f")]),
            ("127.0.0.1 and 192.0.2.7", vec![]),
            ("at 12:34:56 std::vec", vec![]),
            ("256.256.256.256", vec![]),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .map(|d| (d.kind, d.span.of(text)))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
