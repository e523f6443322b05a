//! `GET /`: a page to try drafts on, complete in itself.

use std::sync::LazyLock;

use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::access::base64;
use crate::read::profiles;

/// The page, its style and its script.
const PAGE: &str = include_str!("page.html");

/// What the page may do: its own style and script, known by their hashes, and requests to this service. Nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = hash(between(PAGE, "<style>", "</style>"));
    let script = hash(between(PAGE, "<script>", "</script>"));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// The page with the names of the helpdesks.
static FILLED: LazyLock<String> = LazyLock::new(|| {
    let mut options = String::new();
    for profile in profiles() {
        let (name, product) = (profile.name, profile.product);
        // Names of our own list, without characters of markup; a test holds it.
        options.push_str(&format!("<option value=\"{name}\">{product}</option>"));
    }
    PAGE.replace("<!-- profiles -->", &options)
});

pub(super) async fn page() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY.as_str()),
        (REFERRER_POLICY, "no-referrer"),
    ];
    (headers, FILLED.as_str()).into_response()
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).map_or("", |(_, rest)| rest);
    rest.split_once(end).map_or("", |(inside, _)| inside)
}

fn hash(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_one_style_and_one_script_and_asks_nobody_else() {
        for part in ["<style>", "<script>"] {
            assert_eq!(PAGE.matches(part).count(), 1, "{part}");
            let end = part.replace('<', "</");
            assert!(!between(PAGE, part, &end).is_empty());
        }
        assert!(FILLED.contains("<option value=\"zendesk\">"));
        for profile in profiles() {
            assert!(
                !profile.product.contains(['<', '&', '"']),
                "{}",
                profile.product
            );
        }
        for foreign in [
            "http://",
            "https://",
            " style=\"",
            " onclick=",
            "eval(",
            "innerHTML",
        ] {
            assert!(!PAGE.contains(foreign), "{foreign}");
        }
    }
}
