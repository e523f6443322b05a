//! Takes private values out of a text: by a numbered tag, a mask, a keyed hash, or altogether.

use std::collections::HashMap;
use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::detect::{Detection, PrivateKind, Settings, Tier, normalise, scan};
use crate::error::Error;
use crate::text::Span;

/// Least bytes of a key: 128 bits, the security strength that NIST SP 800-107 section 5.3.4 asks of an HMAC key at the least.
const LEAST_KEY: usize = 16;
/// Bytes of a hash that are shown, as hexadecimal digits: 128 bits.
const SHOWN: usize = 16;
/// Rounds until the output re-scans clean; a removed value can bring a label nearer to another number.
const ROUNDS: usize = 8;

/// A secret key for hashes. Its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Vec<u8>);

impl Key {
    /// Wraps a key of at least 16 bytes; there is no default, as a known key makes hashes of short numbers reversible by trial.
    pub fn new(key: impl Into<Vec<u8>>) -> Result<Self, Error> {
        let key = key.into();
        if key.len() < LEAST_KEY {
            return Err(Error::config(format!(
                "a key needs at least {LEAST_KEY} bytes, this one has {}",
                key.len()
            ))
            .help("make one with `openssl rand -hex 32` and keep it out of the repository"));
        }
        Ok(Self(key))
    }

    /// The HMAC-SHA-256 (RFC 2104, FIPS 180-4) of a value and its kind as 32 hexadecimal digits. Two writings of one value give one fingerprint.
    pub fn fingerprint(&self, kind: PrivateKind, value: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(kind.as_str().as_bytes());
        mac.update(&[0]);
        mac.update(normalise(kind, value).as_bytes());
        hexadecimal(&mac.finalize().into_bytes()[..SHOWN])
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(…)")
    }
}

/// What stands where a private value stood.
#[derive(Debug, Clone)]
pub enum Method {
    /// A tag such as `[CARD_1]`; the same value has the same number in one conversation.
    Replace,
    /// Asterisks, with the last four digits of long numbers left: `**** **** **** 1111`, `j***@d***.com`.
    Mask,
    /// A tag with a keyed hash, `[CARD:…]`; the same value has the same hash under the same key.
    Hash(Key),
    /// Nothing.
    Remove,
}

/// One redaction going on: how, what to look for, and the numbers given so far in this conversation.
///
/// Values are remembered as digests only.
#[derive(Clone)]
pub struct Redaction {
    method: Method,
    settings: Settings,
    numbers: HashMap<(&'static str, [u8; 16]), usize>,
    last: HashMap<&'static str, usize>,
    count: usize,
    /// Whether values are told apart by number; a trial does not.
    is_numbered: bool,
}

impl fmt::Debug for Redaction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Redaction")
            .field("method", &self.method)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

impl Redaction {
    /// Begins a redaction.
    pub fn new(method: Method, settings: Settings) -> Self {
        Self {
            method,
            settings,
            numbers: HashMap::new(),
            last: HashMap::new(),
            count: 0,
            is_numbered: true,
        }
    }

    /// A redaction alike that remembers nothing and gives every value the number 1.
    pub(super) fn trial(&self) -> Self {
        Self {
            is_numbered: false,
            ..Self::new(self.method.clone(), self.settings.clone())
        }
    }

    /// Whether a text may be cut at `at`: both parts are redacted alone as they are together.
    pub(super) fn may_cut(&mut self, text: &str, at: usize) -> bool {
        let (before, after) = text.split_at(at);
        let mut apart = self.text(before);
        apart.push_str(&self.text(after));
        apart == self.text(text)
    }

    /// Whether a line holds an internal note, whose words go up to its end.
    pub(super) fn ends_in_note(&self, line: &str) -> bool {
        let found = with_whole_notes(line, scan(line, &self.settings));
        found.last().is_some_and(|last| {
            last.kind == PrivateKind::InternalNote && last.span.end == line.len()
        })
    }

    /// How many values were taken out so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Begins a new conversation: numbers start again at 1.
    pub fn begin_conversation(&mut self) {
        self.numbers.clear();
        self.last.clear();
    }

    /// Takes out what a scan finds, until a scan finds nothing more. A clean text comes back as it was.
    ///
    /// ```
    /// use tactful::detect::Settings;
    /// use tactful::fix::{Method, Redaction};
    /// let mut redaction = Redaction::new(Method::Replace, Settings::default());
    /// let text = "Card 4111 1111 1111 1111, again 4111-1111-1111-1111.";
    /// assert_eq!(redaction.text(text), "Card [CARD_1], again [CARD_1].");
    /// ```
    pub fn text(&mut self, text: &str) -> String {
        self.value("", text)
    }

    /// As [`Redaction::text`], with a label that stands beside the text elsewhere, such as a JSON key or a column's head.
    pub fn value(&mut self, label: &str, text: &str) -> String {
        self.see_tags(text);
        let mut current = text.to_owned();
        for round in 0.. {
            let found = with_whole_notes(&current, scan_beside(label, &current, &self.settings));
            if found.is_empty() {
                break;
            }
            current = if round < ROUNDS {
                self.apply(&current, &found)
            } else {
                without(&current, &found)
            };
        }
        current
    }

    /// Takes out the given values. `detections` must be sorted and apart, as [`scan`] gives them; others are skipped.
    pub fn apply(&mut self, text: &str, detections: &[Detection]) -> String {
        let mut redacted = String::with_capacity(text.len());
        let mut end = 0;
        for detection in detections {
            let span = detection.span;
            let (Some(between), Some(value)) =
                (text.get(end..span.start), text.get(span.start..span.end))
            else {
                continue;
            };
            redacted.push_str(between);
            redacted.push_str(&self.stand_in(detection.kind, value));
            end = span.end;
            self.count += 1;
        }
        redacted.push_str(text.get(end..).unwrap_or(""));
        redacted
    }

    /// What stands in the place of one value, such as `[CARD_1]`.
    pub fn stand_in(&mut self, kind: PrivateKind, value: &str) -> String {
        match &self.method {
            Method::Replace => format!("[{}_{}]", kind.tag(), self.number(kind, value)),
            Method::Mask => mask(kind, value),
            Method::Hash(key) => format!("[{}:{}]", kind.tag(), key.fingerprint(kind, value)),
            Method::Remove => String::new(),
        }
    }

    /// The number of a value among those with its tag, from 1.
    fn number(&mut self, kind: PrivateKind, value: &str) -> usize {
        if !self.is_numbered {
            return 1;
        }
        let digest = Sha256::digest(normalise(kind, value).as_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(&digest[..16]);
        let last = self.last.entry(kind.tag()).or_default();
        *self.numbers.entry((kind.tag(), short)).or_insert_with(|| {
            *last += 1;
            *last
        })
    }

    /// Numbers on behind the tags that an earlier redaction left in the text.
    fn see_tags(&mut self, text: &str) {
        if !matches!(self.method, Method::Replace) {
            return;
        }
        for (at, _) in text.match_indices('[') {
            // The window keeps the search short whatever the text; tags are ASCII.
            let window = &text.as_bytes()[at + 1..text.len().min(at + 41)];
            let Some(end) = window.iter().position(|byte| *byte == b']') else {
                continue;
            };
            let inside = std::str::from_utf8(&window[..end]).unwrap_or("");
            let Some((tag, number)) = inside.rsplit_once('_') else {
                continue;
            };
            let Ok(number) = number.parse::<usize>() else {
                continue;
            };
            if let Some(kind) = PrivateKind::ALL.iter().find(|kind| kind.tag() == tag) {
                let last = self.last.entry(kind.tag()).or_default();
                *last = number.min(1 << 40).max(*last);
            }
        }
    }
}

/// Scans a text behind its label; spans are those of the text. A value that begins in the label is cut to the text.
fn scan_beside(label: &str, text: &str, settings: &Settings) -> Vec<Detection> {
    if label.is_empty() {
        return scan(text, settings);
    }
    let lead = format!("{label}: ");
    let whole = format!("{lead}{text}");
    let mut found = scan(&whole, settings);
    found.retain(|detection| lead.len() < detection.span.end);
    for detection in &mut found {
        detection.span.start = detection.span.start.saturating_sub(lead.len());
        detection.span.end -= lead.len();
    }
    if label == "password" {
        return whole_secret(text, found);
    }
    // A name such as “order” speaks of a bare value; what a sentence says, it says by itself.
    if is_prose(text) {
        for detection in scan(text, settings) {
            if !found
                .iter()
                .any(|known| known.span.overlaps(detection.span))
            {
                found.push(detection);
            }
        }
        found.sort_by_key(|detection| detection.span.start);
    }
    found
}

/// The value of a cell that is named as a secret: all of it where it is one word that is long or begins with what was found.
fn whole_secret(text: &str, found: Vec<Detection>) -> Vec<Detection> {
    let is_word = !text.is_empty()
        && !text.contains(char::is_whitespace)
        && !text.starts_with(['[', '{', '<', '$', '•'])
        && !text.contains("://");
    let begins = found.first().is_some_and(|first| first.span.start == 0);
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    if !is_word || !begins && (text.len() < LONG_SECRET || !has_digit || !found.is_empty()) {
        return found;
    }
    let kind = match found.first() {
        Some(first) => first.kind,
        None => PrivateKind::SecretKey,
    };
    let span = Span::new(0, text.len());
    vec![Detection::new(kind, span, Tier::Certain).by_label()]
}

/// Least bytes of a secret that its cell's name alone tells.
const LONG_SECRET: usize = 16;

/// The same detections, but with the words of an internal note where only its heading was found: what stands behind “Internal note:” must go, too.
fn with_whole_notes(text: &str, found: Vec<Detection>) -> Vec<Detection> {
    let is_note = |detection: &Detection| detection.kind == PrivateKind::InternalNote;
    if !found.iter().any(is_note) {
        return found;
    }
    let mut whole: Vec<Detection> = Vec::with_capacity(found.len());
    for mut detection in found {
        if whole
            .last()
            .is_some_and(|note| detection.span.start < note.span.end)
        {
            continue;
        }
        let rest = &text[detection.span.end..];
        if is_note(&detection) && rest.starts_with([':', ']', ')', '-', '–', '—']) {
            let line = rest.find('\n').unwrap_or(rest.len());
            detection.span.end += line;
            let opening = text[..detection.span.start].ends_with(['[', '(']);
            detection.span.start -= usize::from(opening);
        }
        whole.push(detection);
    }
    whole
}

/// Whether a value has several words.
fn is_prose(text: &str) -> bool {
    let is_word =
        |word: &&str| 1 < word.len() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    1 < text
        .split_ascii_whitespace()
        .filter(is_word)
        .take(2)
        .count()
}

/// The text without the spans: the last resort, so that nothing private stays.
fn without(text: &str, found: &[Detection]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut end = 0;
    for detection in found {
        kept.push_str(text.get(end..detection.span.start).unwrap_or(""));
        kept.push('•');
        end = detection.span.end;
    }
    kept.push_str(text.get(end..).unwrap_or(""));
    kept
}

/// Asterisks in place of letters and digits. The last four digits stay only where enough others are hidden: twelve digits of a card or IBAN,
/// ten of a phone number, eight of an account (PCI DSS 4.0 requirement 3.4.1 allows the last four of a card).
fn mask(kind: PrivateKind, value: &str) -> String {
    use PrivateKind as K;
    if kind == K::EmailAddress {
        return mask_email(value);
    }
    let enough = match kind {
        K::CardNumber | K::Iban => 12,
        K::Phone => 10,
        K::BankAccount => 8,
        _ => usize::MAX,
    };
    let keeps_marks = enough < usize::MAX
        || matches!(
            kind,
            K::UsSsn | K::UsItin | K::NationalId | K::IpAddress | K::MacAddress | K::DateOfBirth
        );
    if !keeps_marks {
        return "********".to_owned();
    }
    let total = value.chars().filter(|c| c.is_alphanumeric()).count();
    let shown = if enough <= total { total - 4 } else { total };
    let mut seen = 0;
    value
        .chars()
        .map(|c| {
            if !c.is_alphanumeric() {
                return c;
            }
            seen += 1;
            if seen <= shown { '*' } else { c }
        })
        .collect()
}

/// `j***@d***.com`.
fn mask_email(value: &str) -> String {
    let (local, domain) = value.rsplit_once('@').unwrap_or((value, ""));
    let first = |part: &str| part.chars().next().map(String::from).unwrap_or_default();
    let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
    format!("{}***@{}***.{top}", first(local), first(domain))
}

fn hexadecimal(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn methods() -> Vec<Method> {
        vec![
            Method::Replace,
            Method::Mask,
            Method::Hash(Key::new(*b"0123456789abcdef").unwrap()),
            Method::Remove,
        ]
    }

    #[test]
    fn a_note_goes_with_its_words() {
        for (text, redacted) in [
            (
                "Hello\n[internal note] call him on 303-394-0181, he is rude\nBye",
                "Hello\n[NOTE_1]\nBye",
            ),
            ("Internal only: do not refund", "[NOTE_1]"),
            ("see our internal notes page", "see our internal notes page"),
        ] {
            let mut redaction = Redaction::new(Method::Replace, Settings::default());
            assert_eq!(redaction.text(text), redacted);
            assert_eq!(redaction.text(redacted), redacted);
        }
    }

    #[test]
    fn values_are_numbered_from_the_left_and_remembered() {
        let mut redaction = Redaction::new(Method::Replace, Settings::default());
        assert_eq!(
            redaction.text("a@b.de wrote to c@d.fr and A@B.de"),
            "[EMAIL_1] wrote to [EMAIL_2] and [EMAIL_1]"
        );
        assert_eq!(
            redaction.text("c@d.fr again, and e@f.it"),
            "[EMAIL_2] again, and [EMAIL_3]"
        );
        redaction.begin_conversation();
        assert_eq!(
            redaction.text("[EMAIL_4] and c@d.fr"),
            "[EMAIL_4] and [EMAIL_5]"
        );
    }

    #[test]
    fn masks_keep_four_digits_only_of_long_numbers() {
        for (kind, value, masked) in [
            (
                PrivateKind::CardNumber,
                "4111 1111 1111 1234",
                "**** **** **** 1234",
            ),
            (PrivateKind::Phone, "(303) 394-0181", "(***) ***-0181"),
            (PrivateKind::BankAccount, "1234567", "*******"),
            (PrivateKind::BankAccount, "12345678", "****5678"),
            (PrivateKind::EmailAddress, "jo@acme.com", "j***@a***.com"),
            (PrivateKind::Password, "hunter2!", "********"),
            (PrivateKind::CardSecurityCode, "123", "********"),
            (PrivateKind::UsSsn, "123-45-6789", "***-**-****"),
        ] {
            assert_eq!(mask(kind, value), masked);
        }
    }

    #[test]
    fn hashes_need_a_key_and_depend_on_it() {
        assert!(Key::new("short").unwrap_err().is_config());
        let (a, b) = (Key::new([1; 32]).unwrap(), Key::new([2; 32]).unwrap());
        let card = |key: &Key, value| key.fingerprint(PrivateKind::CardNumber, value);
        assert_eq!(
            card(&a, "4111 1111 1111 1111"),
            card(&a, "4111111111111111")
        );
        assert_ne!(card(&a, "4111111111111111"), card(&b, "4111111111111111"));
        assert_eq!(card(&a, "4111111111111111").len(), 32);
        assert_eq!(format!("{a:?}"), "Key(…)");
    }

    proptest! {
        #[test]
        fn output_is_clean_and_settles(
            text in "(card |ssn |pin |password is |iban |[0-9]{3}-[0-9]{2}-[0-9]{4}|4111 1111 1111 1111|a@b\\.de|\\+44 20 7123 4567|x9!aB2|[0-9]{1,12}|[ ,.:\\[\\]]|\\PC){0,14}"
        ) {
            for method in methods() {
                let settings = Settings::default();
                let mut redaction = Redaction::new(method.clone(), settings.clone());
                let once = redaction.text(&text);
                prop_assert!(scan(&once, &settings).is_empty(), "{:?} left something", method);
                let mut again = Redaction::new(method, settings);
                prop_assert_eq!(&again.text(&once), &once);
            }
        }
    }
}
