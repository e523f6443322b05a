//! Who may ask. Tokens are kept as digests, so that a comparison takes the same time whatever was sent.

use std::fmt;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use crate::error::Error;

/// Least bytes of a token: 128 bits, were they random.
const SHORTEST: usize = 16;
/// The user name under which a host that knows only user and password sends a token.
const USER: &str = "tactful";
/// The digits of RFC 4648, section 4.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The tokens of a file. `Debug` shows nothing of them.
#[derive(Clone)]
pub struct Tokens {
    bearer: Vec<[u8; 32]>,
    basic: Vec<[u8; 32]>,
}

impl Tokens {
    /// Reads one token a line; blank lines and lines with `#` at the start count for nothing. Several let one be replaced without a gap.
    ///
    /// # Errors
    /// No token, or one under 16 bytes.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let help = "make one with `openssl rand -hex 32`";
        let mut tokens = Self {
            bearer: Vec::new(),
            basic: Vec::new(),
        };
        let lines = text.lines().map(str::trim);
        for token in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if token.len() < SHORTEST {
                return Err(
                    Error::config(format!("a token needs at least {SHORTEST} bytes")).help(help),
                );
            }
            tokens.bearer.push(digest(token));
            let pair = base64(format!("{USER}:{token}").as_bytes());
            tokens.basic.push(digest(&pair));
        }
        if tokens.bearer.is_empty() {
            return Err(Error::config("there is no token in it").help(help));
        }
        Ok(tokens)
    }

    /// Whether the headers bring a token: `Bearer TOKEN`, or `Basic` with the user `tactful` and the token as password.
    pub(super) fn admit(&self, headers: &HeaderMap) -> bool {
        let Some((scheme, sent)) = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
        else {
            return false;
        };
        let known = if scheme.eq_ignore_ascii_case("bearer") {
            &self.bearer
        } else if scheme.eq_ignore_ascii_case("basic") {
            &self.basic
        } else {
            return false;
        };
        let sent = digest(sent.trim());
        // Every token is compared, so that the time does not tell which one was near.
        let mut is_known = Choice::from(0);
        for token in known {
            is_known |= token.ct_eq(&sent);
        }
        is_known.into()
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Tokens({})", self.bearer.len())
    }
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Base64 with padding, RFC 4648 section 4.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            text.push(if digit <= group.len() {
                char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_agrees_with_the_rfc() {
        // The test vectors of RFC 4648, section 10.
        for (bytes, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn only_whole_tokens_are_admitted() {
        let tokens =
            Tokens::parse("# ours\nfirst-token-of-ours\n\nsecond-token-of-ours\n").unwrap();
        let basic = |pair: &str| format!("Basic {}", base64(pair.as_bytes()));
        for (header, expected) in [
            ("Bearer first-token-of-ours", true),
            ("bearer  second-token-of-ours", true),
            ("Bearer first-token-of-our", false),
            ("Bearer first-token-of-ours2", false),
            ("Bearer ", false),
            ("first-token-of-ours", false),
            ("Digest first-token-of-ours", false),
            (&basic("tactful:first-token-of-ours"), true),
            (&basic("other:first-token-of-ours"), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, header.parse().unwrap());
            assert_eq!(tokens.admit(&headers), expected, "{header}");
        }
        assert!(!tokens.admit(&HeaderMap::new()));
        assert!(!format!("{tokens:?}").contains("ours"));
    }

    #[test]
    fn weak_files_are_refused() {
        assert!(Tokens::parse("\n# nothing\n").is_err());
        let error = Tokens::parse("hunter2").unwrap_err().to_string();
        assert!(!error.contains("hunter2"), "{error}");
    }
}
