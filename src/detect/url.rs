//! Links that carry a password, a token or a signature, and links that reset or log in.
//!
//! Sources: RFC 3986 (parts of a URL); AWS Signature Version 4 query parameters, Azure shared access signatures (`sig`),
//! Google Cloud signed URLs (`X-Goog-Signature`), RFC 6750 section 2.3 (`access_token`).

use super::credential::is_placeholder;
use super::internal;
use super::page::Page;
use super::{Detection, Found, PrivateKind, Tier, query};
use crate::text::Span;

/// Longest scheme looked for before `://`.
const SCHEME: usize = 24;

/// The link around `://` at `colon`, without the punctuation that ends a sentence.
pub(super) fn grow(text: &str, colon: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let left = bytes[..colon]
        .iter()
        .rev()
        .take(SCHEME)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(byte))
        .count();
    let mut start = colon - left;
    while start < colon && !bytes[start].is_ascii_alphabetic() {
        start += 1;
    }
    if start == colon {
        return None;
    }
    let stop = |byte: u8| byte.is_ascii_whitespace() || b"<>\"`|".contains(&byte);
    let mut end = colon
        + bytes[colon..]
            .iter()
            .take_while(|byte| !stop(**byte))
            .count();
    while colon + 3 < end {
        let last = bytes[end - 1];
        let opens = last == b')' && bytes[start..end].contains(&b'(');
        if !b".,;:!?)]}'*".contains(&last)
            || opens
            || (last == b'}' && bytes[start..end].windows(2).any(|pair| pair == b"{{"))
        {
            break;
        }
        end -= 1;
    }
    Some(Span::new(start, end))
}

/// Finds links that must not be passed on.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for link in &page.links {
        judge(page, *link, found);
    }
    // Links without a scheme: a long word with digits behind a slash, as in `acme.com/reset/abc…`.
    for word in page
        .words
        .iter()
        .filter(|word| 16 <= word.len() && b"/=".contains(&page.before(word.start)))
    {
        if !page.in_link(word.span()) {
            bare(page, word.span(), found);
        }
    }
}

/// Whether a span lies in a link that is found as a whole.
pub(super) fn is_secret(page: &Page<'_>, span: Span) -> bool {
    let index = page.links.partition_point(|link| link.end <= span.start);
    let link = page.links.get(index).filter(|link| link.contains(span));
    let parts = link.and_then(|link| split(link.of(page.text)));
    parts.is_some_and(|parts| token_kind(&parts).is_some())
}

/// The parts of a link that matter here.
struct Parts<'t> {
    scheme: &'t str,
    /// User and password before the host.
    user: Option<&'t str>,
    host: &'t str,
    path: &'t str,
    query: &'t str,
}

fn split(link: &str) -> Option<Parts<'_>> {
    let parts = link.split_once("://").or_else(|| link.split_once(":/"));
    let (scheme, rest) = parts.unwrap_or(("https", link));
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(authority_end);
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    let query_at = rest.find(['?', '#']).unwrap_or(rest.len());
    let (path, query) = rest.split_at(query_at);
    Some(Parts {
        scheme,
        user,
        host: host.split(':').next().unwrap_or(host),
        path,
        query,
    })
}

fn judge(page: &Page<'_>, link: Span, found: &mut Found) {
    let Some(parts) = split(link.of(page.text)) else {
        return;
    };
    if let Some((_, password)) = parts.user.and_then(|user| user.split_once(':'))
        && !password.is_empty()
        && !is_placeholder(password)
    {
        let is_web = matches!(
            parts.scheme.to_ascii_lowercase().as_str(),
            "http" | "https" | "ftp" | "ftps"
        );
        let kind = if is_web {
            PrivateKind::UrlWithCredentials
        } else {
            PrivateKind::ConnectionString
        };
        found.push(Detection::new(kind, link, Tier::Certain));
        return;
    }
    if let Some(kind) = token_kind(&parts) {
        found.push(Detection::new(kind, link, Tier::Certain));
        return;
    }
    if internal::is_internal(parts.host, page.settings) {
        found.push(Detection::new(
            PrivateKind::InternalHost,
            link,
            Tier::Certain,
        ));
        return;
    }
    let query = Span::new(link.end - parts.query.len(), link.end);
    query::find(page, query, found);
}

fn bare(page: &Page<'_>, word: Span, found: &mut Found) {
    let is_link = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-._~/?=&%+".contains(byte);
    let left = page.bytes[..word.start]
        .iter()
        .rev()
        .take(200)
        .take_while(is_link)
        .count();
    let right = page.bytes[word.end..]
        .iter()
        .take(200)
        .take_while(is_link)
        .count();
    let span = Span::new(word.start - left, word.end + right);
    let text = span.of(page.text).trim_end_matches(['.', '?', '/']);
    let Some(parts) = split(text) else { return };
    let is_host = parts.host.split('.').count() >= 2
        && parts.host.len() < text.len()
        && parts.host.bytes().any(|byte| byte.is_ascii_alphabetic());
    if let Some(kind) = token_kind(&parts).filter(|_| is_host) {
        found.push(Detection::new(
            kind,
            Span::new(span.start, span.start + text.len()),
            Tier::Certain,
        ));
    }
}

/// What a link's path or parameters give away.
fn token_kind(parts: &Parts<'_>) -> Option<PrivateKind> {
    let opens = parts
        .path
        .split('/')
        .any(|segment| OPENING.iter().any(|word| is_segment(segment, word)));
    for pair in parts
        .query
        .trim_start_matches(['?', '#'])
        .split(['&', ';', '#'])
    {
        let Some((name, value)) = pair.split_once('=') else {
            continue;
        };
        if is_placeholder(value) {
            continue;
        }
        let name = name.to_ascii_lowercase();
        let is_token = TOKEN_NAMES.contains(&name.as_str())
            || name.ends_with("token")
            || name.ends_with("signature")
            || name.ends_with("_key");
        let is_weak = matches!(
            name.as_str(),
            "code" | "t" | "key" | "k" | "id" | "hash" | "h" | "auth" | "s" | "u" | "c"
        );
        if is_token && 8 <= value.len() && looks_random(value, 8) {
            return Some(if opens {
                PrivateKind::ResetLink
            } else {
                PrivateKind::UrlWithToken
            });
        }
        let is_opening = OPENING.iter().any(|word| is_segment(&name, word));
        if is_opening && looks_random(value, 16) {
            return Some(PrivateKind::ResetLink);
        }
        if is_weak && opens && looks_random(value, 8) {
            return Some(PrivateKind::ResetLink);
        }
        if matches!(name.as_str(), "code" | "key" | "hash" | "auth") && looks_random(value, 20) {
            return Some(PrivateKind::UrlWithToken);
        }
    }
    let last = parts
        .path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or("");
    // Whoever knows the address of an incoming webhook may post (Slack, Discord, Microsoft Teams).
    let is_hook = parts.host.starts_with("hooks.")
        || parts.path.split('/').any(|segment| {
            matches!(
                segment,
                "webhook" | "webhooks" | "webhookb2" | "IncomingWebhook"
            )
        });
    if is_hook && looks_random(last, 16) {
        return Some(PrivateKind::UrlWithToken);
    }
    (opens && looks_random(last, 16)).then_some(PrivateKind::ResetLink)
}

/// Whether a path segment is a word or begins or ends with it, as in `magic-login`.
fn is_segment(segment: &str, word: &str) -> bool {
    let segment = segment.to_ascii_lowercase();
    segment.split(['-', '_', '.']).any(|part| part == word)
}

/// Path words of links that open something once.
const OPENING: &[&str] = &[
    "reset",
    "resetpassword",
    "passwordreset",
    "magic",
    "login",
    "signin",
    "invite",
    "invitation",
    "verify",
    "verification",
    "confirm",
    "confirmation",
    "activate",
    "activation",
    "auth",
    "sso",
    "unlock",
    "recover",
    "recovery",
    "set",
    "password",
    "onetime",
    "otp",
    "claim",
    "accept",
];

/// Query parameters that are secrets by name.
const TOKEN_NAMES: &[&str] = &[
    "token",
    "access_token",
    "id_token",
    "refresh_token",
    "auth_token",
    "api_key",
    "apikey",
    "api-key",
    "secret",
    "client_secret",
    "sig",
    "signature",
    "x-amz-signature",
    "x-amz-security-token",
    "x-goog-signature",
    "password",
    "passwd",
    "pwd",
    "session",
    "sessionid",
    "session_id",
    "sid",
    "jwt",
    "otp",
    "ticket",
    "nonce_token",
    "credential",
    "assertion",
    "samlresponse",
];

/// Whether a value of at least `least` characters mixes letters and digits as generated ones do.
fn looks_random(value: &str, least: usize) -> bool {
    let value = value.split('%').next().unwrap_or(value);
    if value.len() < least
        || !value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.~+=/:".contains(&byte))
    {
        return false;
    }
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    let upper = value.bytes().filter(u8::is_ascii_uppercase).count();
    let has_mix =
        (2 <= digits && 2 <= letters) || (2 <= upper && 2 <= letters - upper && 16 <= value.len());
    // Words joined by hyphens are an article's name.
    let words = value
        .split(['-', '_', '.'])
        .filter(|part| 2 <= part.len() && part.bytes().all(|byte| byte.is_ascii_lowercase()))
        .count();
    has_mix && (words < 2 || 24 <= digits)
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    #[test]
    fn only_links_that_open_something_are_private() {
        use PrivateKind::{
            ConnectionString, InternalHost, ResetLink, UrlWithCredentials, UrlWithToken,
        };
        for (text, expected) in [
            (
                "go to https://acme.com/account/reset/2ki8uhjgj6n24wf6cyo9zapa0d now",
                vec![ResetLink],
            ),
            (
                "https://acme.com/magic-login?code=4jr1lujy7qeqwvw4coanghm9fapq.",
                vec![ResetLink],
            ),
            (
                "https://x.s3.amazonaws.com/a.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=29de7c25ffe37406a409b63eaf5633ff",
                vec![UrlWithToken],
            ),
            ("https://bob:s3cretpw@acme.com/", vec![UrlWithCredentials]),
            (
                "postgres://app:pa55word@db.acme.com:5432/shop",
                vec![ConnectionString],
            ),
            ("see https://wiki.acme.internal/page", vec![InternalHost]),
            ("acme.com/reset/2ki8uhjgj6n24wf6cyo9zapa0d", vec![ResetLink]),
            // A path joined from a link keeps one slash.
            (
                "https:/acme.com/account/reset/2ki8uhjgj6n24wf6cyo9zapa0d: there is no such file",
                vec![ResetLink],
            ),
            (
                "<a href=\"https://acme.com/x?access_token=2ki8uhjgj6n24wf6cyo9zapa0d\">",
                vec![UrlWithToken],
            ),
            ("https://acme-shop.com/reset", vec![]),
            ("https://help.acme.com/articles/234261038826", vec![]),
            ("https://acme.com/reset?token={{token}}", vec![]),
            ("https://acme.com/login?lang=en&utm_source=mail2025", vec![]),
            (
                "https://help.acme.com/verify/how-to-verify-your-account-in-2-steps",
                vec![],
            ),
        ] {
            let found: Vec<_> = scan(text, &Settings::default())
                .iter()
                .map(|d| d.kind)
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
