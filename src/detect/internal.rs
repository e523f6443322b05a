//! What only the company's own people should see: internal hosts and notes that were not meant for the customer.
//!
//! Sources: RFC 6762 (`.local`), RFC 8375 (`home.arpa`), ICANN board resolution 2024.07.29.06 (`.internal`).

use super::contact;
use super::label::{Cue, Means};
use super::page::Page;
use super::{Detection, Found, PrivateKind, Settings, Tier};
use crate::text::Span;

/// Finds internal hosts and notes.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    let mut done = 0;
    for (span, cue) in &page.cues {
        if *cue == Cue::HostPart
            && done <= span.start
            && let Some(host) = host_around(page, *span)
        {
            done = host.end;
            found.push(Detection::new(
                PrivateKind::InternalHost,
                host,
                Tier::Certain,
            ));
        }
    }
    for mark in page
        .marks
        .iter()
        .filter(|mark| mark.means == Means::Kind(PrivateKind::InternalNote))
    {
        // “Internal note:” is certain; in the middle of a sentence it is talk about notes.
        let stands_first = matches!(page.before(mark.start), b'\n' | b'[' | b'(' | b'*')
            || mark.start == 0
            || b".!?".contains(&page.before(mark.start.saturating_sub(1)));
        let after = page.at(mark.end);
        let is_dash = after == b'-' && !super::page::is_word(page.at(mark.end + 1));
        let is_stated = b":]".contains(&after) || is_dash || mark.end - mark.start > 20;
        if stands_first || is_stated {
            let tier = if is_stated {
                Tier::Certain
            } else {
                Tier::Likely
            };
            found.push(
                Detection::new(
                    PrivateKind::InternalNote,
                    Span::new(mark.start, mark.end),
                    tier,
                )
                .by_label(),
            );
        }
    }
    for (span, cue) in &page.cues {
        if *cue == Cue::HostPart && is_heading(page, *span) {
            found.push(Detection::new(
                PrivateKind::InternalNote,
                *span,
                Tier::Likely,
            ));
        }
    }
    for host in &page.settings.internal_hosts {
        named(page, host, found);
    }
}

/// Whether `[internal]` or a line that begins with “Internal:”.
fn is_heading(page: &Page<'_>, span: Span) -> bool {
    let is_word = page.bytes[span.start..span.end].eq_ignore_ascii_case(b"internal");
    let (before, after) = (page.before(span.start), page.at(span.end));
    let is_bracketed = before == b'[' && after == b']';
    let is_line =
        (span.start == 0 || before == b'\n') && after == b':' && page.at(span.end + 1) == b' ';
    is_word && (is_bracketed || is_line)
}

/// The host name around a word such as `internal`, if the word stands at its end or is its `corp` part.
fn host_around(page: &Page<'_>, word: Span) -> Option<Span> {
    if page.before(word.start) != b'.' {
        return None;
    }
    let is_host = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-._".contains(byte);
    let left = page.bytes[..word.start]
        .iter()
        .rev()
        .take(200)
        .take_while(is_host)
        .count();
    let right = page.bytes[word.end..]
        .iter()
        .take(200)
        .take_while(is_host)
        .count();
    let mut start = word.start - left;
    while start < word.start && !page.bytes[start].is_ascii_alphanumeric() {
        start += 1;
    }
    let text = page.text[start..word.end + right].trim_end_matches(['.', '-', '_']);
    let span = Span::new(start, start + text.len());
    let at_end = span.end == word.end;
    let is_inner = matches!(
        word.of(page.text).to_ascii_lowercase().as_str(),
        "corp" | "intranet" | "svc" | "internal" | "intra"
    );
    let is_path = page.before(start) == b'/' || page.before(start) == b'@';
    // `com.sun.org.apache.xerces.internal.impl` is a package of a program.
    let is_package = ["com.", "org.", "net.", "io.", "java", "sun.", "jdk."]
        .iter()
        .any(|root| text.starts_with(root))
        || text.ends_with(|c: char| c.is_uppercase());
    (!is_package
        && (at_end || is_inner)
        && start < word.start - 1
        && !is_path
        && !page.in_link(span)
        && !text.contains(".."))
    .then_some(span)
}

/// Whether a host is internal by its name or by configuration.
pub(super) fn is_internal(host: &str, settings: &Settings) -> bool {
    let host = host.to_ascii_lowercase();
    let mut labels = host.split('.');
    let is_named = labels.clone().count() > 1
        && (labels.next_back().is_some_and(|top| {
            matches!(
                top,
                "internal" | "local" | "corp" | "lan" | "intranet" | "localdomain"
            )
        }) || labels
            .skip(1)
            .any(|label| matches!(label, "corp" | "internal" | "intra" | "intranet" | "svc")));
    (is_named
        || settings
            .internal_hosts
            .iter()
            .any(|wanted| is_below(&host, &wanted.to_ascii_lowercase())))
        && !contact::is_reserved(&host)
}

/// Whether a host is a domain or one of its subdomains.
fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Mentions of a configured host, whole.
fn named(page: &Page<'_>, host: &str, found: &mut Found) {
    if host.is_empty() {
        return;
    }
    for (start, _) in page.text.match_indices(host) {
        let is_host = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-._".contains(byte);
        let left = page.bytes[..start]
            .iter()
            .rev()
            .take(200)
            .take_while(is_host)
            .count();
        let end = start + host.len();
        if is_below(&page.text[start - left..end], host)
            && !super::page::is_word(page.at(end))
            && !page.in_link(Span::new(start, end))
        {
            found.push(Detection::new(
                PrivateKind::InternalHost,
                Span::new(start - left, end),
                Tier::Certain,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;

    #[test]
    fn internal_things_are_found() {
        let mut settings = Settings::default();
        settings.internal_hosts.push("ops.acme.com".into());
        for (text, expected) in [
            (
                "see db-prod-03.internal before",
                vec!["db-prod-03.internal"],
            ),
            ("on jenkins.acme.local.", vec!["jenkins.acme.local"]),
            (
                "on admin.corp.acme-shop.com.",
                vec!["admin.corp.acme-shop.com"],
            ),
            ("open grafana.ops.acme.com", vec!["grafana.ops.acme.com"]),
            ("Internal note: customer is a risk", vec!["Internal note"]),
            ("Internal note - customer is a risk", vec!["Internal note"]),
            ("a big, internal note-taking app", vec![]),
            ("[Internal] refuse the refund", vec!["Internal"]),
            ("Note to agents: refuse it", vec!["Note to agents"]),
            ("Memory, internal: 128 GB", vec![]),
            ("I left an internal note about it", vec![]),
            ("uses com.sun.xerces.internal.impl.Reader", vec![]),
            ("our local team and internal review", vec![]),
            ("That is local. Internal teams agree.", vec![]),
        ] {
            let found: Vec<_> = scan(text, &settings)
                .iter()
                .map(|d| d.span.of(text))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
