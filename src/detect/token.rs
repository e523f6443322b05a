//! Keys and tokens of providers by the prefixes that the providers document, private keys, wallet addresses, and keys beside a label.
//!
//! Sources: the providers' own pages on token formats: GitHub (“Behind GitHub's new authentication token formats”, CRC-32 in the last six characters),
//! GitLab (“Token prefixes”), AWS IAM (“Unique identifiers”), Stripe, Slack, Google, npm, PyPI, OpenAI, Anthropic, Twilio, SendGrid, Shopify and others;
//! RFC 7468 (PEM), RFC 7519 (JWT).

use sha2::{Digest, Sha256};

use super::credential::is_placeholder;
use super::label::{Cue, Mark, Means};
use super::page::{Page, is_word};
use super::{Detection, Found, PrivateKind, Tier, url};
use crate::text::Span;

/// A provider's token: its prefix, and the least number of characters behind it.
struct Prefix {
    provider: &'static str,
    prefix: &'static str,
    least: usize,
}

const fn row(provider: &'static str, prefix: &'static str, least: usize) -> Prefix {
    Prefix {
        provider,
        prefix,
        least,
    }
}

/// Tokens whose prefix ends in or contains a mark, sorted by provider; found by their first word.
const PREFIXES: &[Prefix] = &[
    row("anthropic", "sk-ant-", 32),
    row("asana", "asana_pat_", 16),
    row("contentful", "CFPAT-", 40),
    row("databricks", "dapi-", 32),
    row("digitalocean", "doo_v1_", 64),
    row("digitalocean", "dop_v1_", 64),
    row("digitalocean", "dor_v1_", 64),
    row("docker", "dckr_pat_", 20),
    row("doppler", "dp.pt.", 40),
    row("figma", "figd_", 30),
    row("github", "ghp_", 36),
    row("github", "gho_", 36),
    row("github", "ghu_", 36),
    row("github", "ghs_", 36),
    row("github", "ghr_", 36),
    row("github", "github_pat_", 40),
    row("gitlab", "glpat-", 20),
    row("gitlab", "gldt-", 20),
    row("gitlab", "glrt-", 20),
    row("google", "GOCSPX-", 24),
    row("google", "ya29.", 20),
    row("grafana", "glc_", 32),
    row("grafana", "glsa_", 32),
    row("hashicorp", "hvs.", 24),
    row("hubspot", "pat-", 36),
    row("huggingface", "hf_", 30),
    row("linear", "lin_api_", 32),
    row("mailchimp", "md-", 20),
    row("mailgun", "key-", 32),
    row("newrelic", "NRAK-", 20),
    row("notion", "ntn_", 30),
    row("npm", "npm_", 30),
    row("openai", "sk-proj-", 32),
    row("openai", "sk-", 40),
    row("planetscale", "pscale_tkn_", 30),
    row("postman", "PMAK-", 40),
    row("pulumi", "pul-", 40),
    row("pypi", "pypi-", 50),
    row("rubygems", "rubygems_", 40),
    row("sendgrid", "SG.", 40),
    row("sendinblue", "xkeysib-", 40),
    row("sentry", "sntrys_", 30),
    row("shippo", "shippo_live_", 32),
    row("shopify", "shpat_", 32),
    row("shopify", "shpca_", 32),
    row("shopify", "shppa_", 32),
    row("shopify", "shpss_", 32),
    row("slack", "xapp-", 20),
    row("slack", "xoxa-", 20),
    row("slack", "xoxb-", 20),
    row("slack", "xoxe-", 20),
    row("slack", "xoxp-", 20),
    row("slack", "xoxr-", 20),
    row("slack", "xoxs-", 20),
    row("square", "sq0atp-", 20),
    row("square", "sq0csp-", 40),
    row("stripe", "pk_live_", 20),
    row("stripe", "rk_live_", 20),
    row("stripe", "sk_live_", 20),
    row("stripe", "sk_test_", 20),
    row("stripe", "whsec_", 30),
    row("supabase", "sbp_", 40),
    row("telnyx", "KEY0", 30),
    row("terraform", "atlasv1.", 40),
];

/// First words of the prefixes that have no digit, for the one pass over the text.
pub(super) const SPLIT_STARTS: &[&str] = &[
    "sk", "asana", "CFPAT", "dapi", "doo", "dop", "dor", "dckr", "dp", "figd", "ghp", "gho", "ghu",
    "ghs", "ghr", "github", "glpat", "gldt", "glrt", "GOCSPX", "glc", "glsa", "hvs", "pat", "hf",
    "lin", "md", "key", "NRAK", "ntn", "npm", "pscale", "PMAK", "pul", "pypi", "rubygems", "SG",
    "xkeysib", "sntrys", "shippo", "shpat", "shpca", "shppa", "shpss", "xapp", "xoxa", "xoxb",
    "xoxe", "xoxp", "xoxr", "xoxs", "pk", "rk", "whsec", "sbp",
];

/// Tokens whose prefix and body are one word; the length is that of the whole word.
const WHOLE: &[(&str, &str, std::ops::RangeInclusive<usize>)] = &[
    ("aws", "AKIA", 20..=20),
    ("aws", "ASIA", 20..=20),
    ("aws", "ABIA", 20..=20),
    ("aws", "ACCA", 20..=20),
    ("google", "AIza", 30..=45),
    ("twilio", "SK", 34..=34),
    ("twilio", "AC", 34..=34),
    ("square", "EAAA", 60..=80),
    ("facebook", "EAACEdEose0cBA", 30..=400),
    ("atlassian", "ATATT3", 40..=400),
    ("atlassian", "ATCTT3", 40..=400),
    ("databricks", "dapi", 36..=38),
    ("dynatrace", "dt0c01", 30..=120),
];

/// Finds tokens, private keys, wallet addresses and labelled keys.
pub(super) fn find(page: &Page<'_>, found: &mut Found) {
    for (span, cue) in &page.cues {
        match cue {
            Cue::TokenStart => found.extend(split_token(page, span.start)),
            Cue::PemBegin => found.extend(pem(page, *span)),
            _ => {}
        }
    }
    for word in page
        .words
        .iter()
        .filter(|word| 4 <= word.len() && word.has_digit)
    {
        let bytes = &page.bytes[word.start..word.end];
        match bytes[0] {
            b's' | b'd' | b'K' | b'a' | b'y' => found.extend(split_token(page, word.start)),
            b'1' | b'3' | b'b' if (26..=90).contains(&bytes.len()) => {
                found.extend(wallet(page, word.span()))
            }
            b'0' if bytes.len() == 42 => found.extend(ethereum(page, word.span())),
            _ => {}
        }
        if bytes.len() < 16 {
            continue;
        }
        if bytes.starts_with(b"eyJ") {
            found.extend(jwt(page, word.start));
        }
        found.extend(whole_token(page, word.span()));
    }
    for mark in page
        .marks
        .iter()
        .filter(|mark| mark.means == Means::Kind(PrivateKind::SecretKey))
    {
        found.extend(labelled(page, mark));
    }
}

/// The end of the token characters from `at` on, at most 600.
fn body_end(page: &Page<'_>, at: usize) -> usize {
    let fits = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_-.=".contains(byte);
    let mut end = at + page.bytes[at..].iter().take(600).take_while(fits).count();
    while at < end && b".-=_".contains(&page.bytes[end - 1]) && page.bytes[end - 1] != b'=' {
        end -= 1;
    }
    end
}

fn split_token(page: &Page<'_>, start: usize) -> Option<Detection> {
    if is_word(page.before(start)) || b"_.-/".contains(&page.before(start)) {
        return None;
    }
    let rest = &page.bytes[start..];
    let prefix = PREFIXES
        .iter()
        .filter(|row| rest.starts_with(row.prefix.as_bytes()))
        .max_by_key(|row| row.prefix.len())?;
    let end = body_end(page, start);
    let body = page.text.get(start + prefix.prefix.len()..end)?;
    if body.len() < prefix.least || !is_generated(body) {
        return None;
    }
    Some(
        Detection::new(PrivateKind::SecretKey, Span::new(start, end), Tier::Certain)
            .of(prefix.provider),
    )
}

fn whole_token(page: &Page<'_>, word: Span) -> Option<Detection> {
    let end = body_end(page, word.start);
    let text = page.text.get(word.start..end)?;
    let (provider, _, _) = WHOLE
        .iter()
        .find(|(_, prefix, lengths)| text.starts_with(prefix) && lengths.contains(&text.len()))?;
    let is_upper_only = *provider == "aws";
    if b"_-/".contains(&page.before(word.start))
        || !is_generated(text)
        || (is_upper_only && text.bytes().any(|byte| byte.is_ascii_lowercase()))
    {
        return None;
    }
    if *provider == "twilio"
        && !text[2..]
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    {
        return None;
    }
    Some(
        Detection::new(
            PrivateKind::SecretKey,
            Span::new(word.start, end),
            Tier::Certain,
        )
        .of(provider),
    )
}

/// Three parts in base64url, the first two JSON objects.
fn jwt(page: &Page<'_>, start: usize) -> Option<Detection> {
    let fits = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let end = start
        + page.bytes[start..]
            .iter()
            .take(4096)
            .take_while(fits)
            .count();
    let text = page.text.get(start..end)?.trim_end_matches('.');
    let mut parts = text.split('.');
    let (head, body) = (parts.next()?, parts.next()?);
    let is_jwt = 16 <= head.len() && body.starts_with("eyJ") && !is_word(page.before(start));
    is_jwt.then(|| {
        Detection::new(
            PrivateKind::SecretKey,
            Span::new(start, start + text.len()),
            Tier::Certain,
        )
        .of("jwt")
    })
}

/// From `-----BEGIN … PRIVATE KEY-----` to its end, or to the end of the text when it is cut off.
fn pem(page: &Page<'_>, begin: Span) -> Option<Detection> {
    let start = begin.start.checked_sub(5)?;
    if &page.bytes[start..begin.start] != b"-----" {
        return None;
    }
    let head = page.text[begin.end..].lines().next().unwrap_or("");
    let title = head.get(..head.len().min(60)).unwrap_or("");
    if !title.contains("PRIVATE KEY") {
        return None;
    }
    let body = begin.end + title.find("PRIVATE KEY").unwrap_or(0);
    // A key has a few thousand bytes; a longer search would let hostile input cost a scan for each BEGIN.
    let mut window_end = page.text.len().min(body + 16_384);
    while !page.text.is_char_boundary(window_end) {
        window_end -= 1;
    }
    let window = &page.text[body..window_end];
    let end = match window.find("-----END") {
        Some(at) => {
            let close = at + 8;
            let tail = window[close..]
                .find("-----")
                .filter(|offset| *offset < 60)
                .map_or(close, |offset| close + offset + 5);
            body + tail
        }
        None => {
            let blank = window.find("\n\n").unwrap_or(window.len());
            body + blank
        }
    };
    Some(Detection::new(
        PrivateKind::PrivateKey,
        Span::new(start, end),
        Tier::Certain,
    ))
}

/// A generated value behind “API key:” and the like.
fn labelled(page: &Page<'_>, mark: &Mark) -> Option<Detection> {
    let lead = page.lead(mark.end)?;
    let mut end = page.token_end(lead.start, lead.quote);
    while lead.start < end && b".,;:!?)]}'\"`*".contains(&page.bytes[end - 1]) {
        end -= 1;
    }
    // `access_token=…` in a link: the link is found as a whole.
    let cut = page.text.get(lead.start..end)?.find(['"', '<', '>', '&']);
    end = cut.map_or(end, |cut| lead.start + cut);
    let value = page.text.get(lead.start..end)?;
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let is_long =
        16 <= value.len() && 3 <= digits && value.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_long
        || !is_generated(value)
        || value.contains("://")
        || url::is_secret(page, Span::new(lead.start, end))
    {
        return None;
    }
    Some(
        Detection::new(
            PrivateKind::SecretKey,
            Span::new(lead.start, end),
            Tier::Certain,
        )
        .by_label(),
    )
}

/// Whether a value looks generated: no placeholder, at least eight different characters.
fn is_generated(value: &str) -> bool {
    let mut seen = 0u128;
    for byte in value.bytes() {
        seen |= 1 << (byte & 127);
    }
    8 <= seen.count_ones() && !is_placeholder(value)
}

/// Bitcoin addresses: Base58Check (double SHA-256 is left to the format's own length and alphabet) and Bech32 (BIP 173, checksum verified).
fn wallet(page: &Page<'_>, word: Span) -> Option<Detection> {
    let text = word.of(page.text);
    if !page.stands_alone(word) || page.in_link(word) {
        return None;
    }
    if text.starts_with("bc1") {
        return bech32(text.as_bytes())
            .then(|| Detection::new(PrivateKind::CryptoWallet, word, Tier::Certain).of("bitcoin"));
    }
    let is_base58 = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() && !b"0OIl".contains(&byte));
    let has_mix = text.bytes().any(|byte| byte.is_ascii_lowercase())
        && text.bytes().any(|byte| byte.is_ascii_uppercase());
    if !(26..=35).contains(&text.len()) || !is_base58 || !has_mix {
        return None;
    }
    let is_labelled = || {
        let beside = page.beside(word);
        beside.is_some_and(|beside| beside.means == Means::Kind(PrivateKind::CryptoWallet))
    };
    let tier = if base58check(text.as_bytes()) {
        Tier::Certain
    } else if is_labelled() {
        Tier::Likely
    } else {
        return None;
    };
    Some(Detection::new(PrivateKind::CryptoWallet, word, tier).of("bitcoin"))
}

/// Base58Check of 21 bytes: the last four bytes are the first of the double SHA-256 (Bitcoin Core, `base58.cpp`; FIPS 180-4).
fn base58check(text: &[u8]) -> bool {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut bytes = [0u8; 25];
    for letter in text {
        let Some(value) = ALPHABET.iter().position(|known| known == letter) else {
            return false;
        };
        let mut carry = value as u32;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry != 0 {
            return false;
        }
    }
    let hash = Sha256::digest(Sha256::digest(&bytes[..21]));
    hash[..4] == bytes[21..]
}

/// `0x` and forty hexadecimal digits: an account of Ethereum and its like (EIP-55; its check is one of letter case and often left out).
fn ethereum(page: &Page<'_>, word: Span) -> Option<Detection> {
    let text = word.of(page.text);
    let digits = text.strip_prefix("0x")?;
    let fits = digits.len() == 40
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && is_generated(digits)
        && page.stands_alone(word)
        && !page.in_link(word);
    fits.then(|| Detection::new(PrivateKind::CryptoWallet, word, Tier::Likely).of("ethereum"))
}

/// BIP 173 and BIP 350: the checksum's polynomial over the human part and the data.
fn bech32(text: &[u8]) -> bool {
    const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const GENERATOR: [u32; 5] = [
        0x3b6a_57b2,
        0x2650_8e6d,
        0x1ea1_19fa,
        0x3d42_33dd,
        0x2a14_62b3,
    ];
    let mut check = 1u32;
    let mut feed = |value: u32| {
        let top = check >> 25;
        check = (check & 0x01ff_ffff) << 5 ^ value;
        for (bit, term) in GENERATOR.iter().enumerate() {
            if top >> bit & 1 == 1 {
                check ^= term;
            }
        }
    };
    for value in [3, 3, 0, 2, 3] {
        feed(value);
    }
    for byte in &text[3..] {
        match ALPHABET.iter().position(|letter| letter == byte) {
            Some(value) => feed(value as u32),
            None => return false,
        }
    }
    check == 1 || check == 0x2bc8_30a3
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};
    use super::*;

    /// A generated body of `length` characters; no real token stands in the repository.
    fn body(length: usize, alphabet: &str) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..length)
            .map(|at| letters[(at * 7 + at / 3 + 5) % letters.len()])
            .collect()
    }

    #[test]
    fn every_prefix_is_found() {
        for row in PREFIXES {
            let token = format!(
                "{}{}",
                row.prefix,
                body(row.least.max(8), "a1b2c3d4e5f6g7h8")
            );
            let text = format!("our key {token} is");
            let found = scan(&text, &Settings::default());
            assert!(
                found
                    .iter()
                    .any(|d| d.span.of(&text) == token && d.kind == PrivateKind::SecretKey),
                "{}",
                row.prefix
            );
        }
        for (provider, prefix, lengths) in WHOLE {
            let hex = body(
                lengths.start() - prefix.len(),
                if *provider == "aws" {
                    "A1B2C3D4E5F6G7"
                } else {
                    "a1b2c3d4e5f6"
                },
            );
            let text = format!("key {prefix}{hex}.");
            assert_eq!(scan(&text, &Settings::default()).len(), 1, "{prefix}");
        }
    }

    #[test]
    fn wallets_are_told_by_their_check() {
        // The first block's account, and addresses from BIP 173 and EIP-55.
        for (text, expected) in [
            ("to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", 1),
            ("to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", 0),
            ("my wallet 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", 1),
            ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", 1),
            ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", 1),
            ("0x0000000000000000000000000000000000000000", 0),
        ] {
            assert_eq!(scan(text, &Settings::default()).len(), expected, "{text}");
        }
    }

    #[test]
    fn first_words_of_prefixes_are_listed() {
        for row in PREFIXES {
            let first: String = row
                .prefix
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            assert!(
                first.bytes().any(|byte| byte.is_ascii_digit())
                    || SPLIT_STARTS.contains(&first.as_str()),
                "{}",
                row.prefix
            );
        }
    }

    #[test]
    fn keys_and_labels() {
        let text = format!(
            "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\nbye",
            body(64, "AbCdEf0123456789")
        );
        let found = scan(&text, &Settings::default());
        assert_eq!(
            (found[0].kind, found[0].span.end),
            (PrivateKind::PrivateKey, text.len() - 4)
        );
        let text = format!("API key: {}.", body(24, "a1b2c3d4e5f6g7"));
        assert_eq!(
            scan(&text, &Settings::default())[0].kind,
            PrivateKind::SecretKey
        );
        for text in [
            "The secret key to success is practice",
            "api key: YOUR_API_KEY_HERE_1234",
            "sk-learn is a library",
            "-----BEGIN CERTIFICATE-----",
        ] {
            assert_eq!(scan(text, &Settings::default()), [], "{text}");
        }
    }
}
