//! Names a finding by a hash, so that an acceptance of it survives moves and edits elsewhere.
//!
//! The hash takes the rule, the words at the finding and a few beside it (folded to lower case, without punctuation), and the record's id without list indexes.
//! It contains no text, and private words enter it only as a mark: from a 64-bit hash a phone number could be guessed back.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crate::finding::Finding;
use crate::text::Span;

use super::{Excerpts, Review};

/// Words of the same line that count on each side of a finding.
const BESIDE: usize = 2;
/// Words that count at each end of a long finding; what is between may be edited.
const WITHIN: usize = 6;
/// Bytes looked at on each side, so that a text without spaces costs no more.
const REACH: usize = 96;

/// The hash of one finding; shown as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = crate::Error;

    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        let wrong = || {
            crate::Error::input(format!("`{digits}` is no fingerprint"))
                .help("16 hexadecimal digits are expected")
        };
        if digits.len() != 16 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        u64::from_str_radix(digits, 16)
            .map(Self)
            .map_err(|_| wrong())
    }
}

/// The fingerprints of findings of one review, in their order.
/// Equal words under one rule are told apart by counting them, so that accepting one does not accept the next.
pub fn fingerprints<'f>(
    review: &Review<'_>,
    findings: impl IntoIterator<Item = &'f Finding>,
) -> Vec<Fingerprint> {
    let excerpts = review.excerpts();
    let mut seen: HashMap<u64, u64> = HashMap::new();
    findings
        .into_iter()
        .map(|finding| {
            let base = hash_of(review, &excerpts, finding);
            let count = seen.entry(base).or_insert(0);
            *count += 1;
            if *count == 1 {
                return Fingerprint(base);
            }
            let mut hash = Hash(base);
            hash.eat(&count.to_le_bytes());
            Fingerprint(hash.end())
        })
        .collect()
}

fn hash_of(review: &Review<'_>, excerpts: &Excerpts<'_>, finding: &Finding) -> u64 {
    let text = &review.draft.text;
    let Span { start, end } = finding.span;
    let mut hash = Hash::START;
    hash.eat(finding.rule.as_str().as_bytes());
    hash.eat(b"\0");
    if let Some(record) = &review.draft.origin.record {
        let mut inside = false;
        for byte in record.bytes() {
            let index = inside && byte.is_ascii_digit();
            inside = byte == b'[' || index;
            if !index {
                hash.eat(&[byte]);
            }
        }
    }
    hash.eat(b"\0");

    let left = Span::new(boundary(text, start.saturating_sub(REACH)), start);
    let left = excerpts.of(left);
    let line = left.rsplit('\n').next().unwrap_or("");
    let mut before = line.rsplit(is_gap).filter(|word| is_word(word));
    let [last, second] = [before.next(), before.next()];
    hash.words(second.into_iter().chain(last));
    hash.eat(b"\0");

    if end - start <= 4 * REACH {
        hash.ends(&words(&excerpts.of(finding.span)).collect::<Vec<_>>());
    } else {
        let head = excerpts.of(Span::new(start, boundary(text, start + 2 * REACH)));
        let tail = excerpts.of(Span::new(boundary(text, end - 2 * REACH), end));
        hash.ends(
            &words(&head)
                .take(WITHIN)
                .chain(words(&tail))
                .collect::<Vec<_>>(),
        );
    }
    hash.eat(b"\0");

    let right = Span::new(end, boundary(text, (end + REACH).min(text.len())));
    let right = excerpts.of(right);
    hash.words(words(right.split('\n').next().unwrap_or("")).take(BESIDE));
    hash.end()
}

/// The words of a text as they stand.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_gap).filter(|word| is_word(word))
}

/// Whether a character stands between words.
fn is_gap(character: char) -> bool {
    !(character.is_alphanumeric() || matches!(character, '\'' | '’' | '•'))
}

/// Whether there is more than apostrophes.
fn is_word(word: &str) -> bool {
    word.chars()
        .any(|character| character.is_alphanumeric() || character == '•')
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// FNV-1a over 64 bits with the finisher of `MurmurHash3`; both are public domain and stable across machines and releases.
struct Hash(u64);

impl Hash {
    const START: Self = Self(0xcbf2_9ce4_8422_2325);

    fn eat(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Eats words in lower case, without apostrophes; a word with a private character is only a mark.
    fn words<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            if word.contains('•') {
                self.eat("•".as_bytes());
            } else {
                let letters = word.chars().filter(|character| character.is_alphanumeric());
                for letter in letters.flat_map(char::to_lowercase) {
                    self.eat(letter.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
            self.eat(b" ");
        }
    }

    /// The first and the last words.
    fn ends(&mut self, words: &[&str]) {
        if words.len() <= 2 * WITHIN {
            return self.words(words.iter().copied());
        }
        let (first, last) = (&words[..WITHIN], &words[words.len() - WITHIN..]);
        self.words(first.iter().chain(last).copied());
    }

    const fn end(self) -> u64 {
        let mut hash = self.0;
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ (hash >> 33)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::draft::Draft;
    use crate::finding::{Confidence, RuleId, Severity};

    fn finding(span: Span) -> Finding {
        Finding {
            rule: RuleId::new("tone/blame"),
            severity: Severity::Warning,
            confidence: Confidence::High,
            message: String::new(),
            why: Arc::from(""),
            span,
            private: false,
            value: None,
            fixes: Vec::new(),
            reasons: Vec::new(),
            related: Vec::new(),
        }
    }

    fn of(text: &str, words: &str, record: &str, private: bool) -> Fingerprint {
        let mut draft = Draft::new(text);
        draft.origin.record = Some(record.to_owned());
        let start = text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        let mut review = Review::new(&draft);
        if private {
            review.private.push(span);
        }
        fingerprints(&review, &[finding(span)])[0]
    }

    #[test]
    fn survives_moves_and_edits_elsewhere() {
        let first = of(
            "Hi Ann,\nPlease calm down now, ok?",
            "calm down",
            "macros[3].body",
            false,
        );
        for (text, record) in [
            (
                "Hello dear Ann!\nPlease “calm  down” now, ok? Bye",
                "macros[3].body",
            ),
            ("Please Calm down now, OK.", "macros[17].body"),
        ] {
            let words = if text.contains("calm  down") {
                "calm  down"
            } else {
                "Calm down"
            };
            assert_eq!(of(text, words, record, false), first, "{text}");
        }
        for (text, record) in [
            ("Do calm down then, ok?", "macros[3].body"),
            ("Please calm down now, ok?", "macros[3].subject"),
        ] {
            assert_ne!(of(text, "calm down", record, false), first, "{text}");
        }
    }

    #[test]
    fn private_words_leave_no_trace() {
        assert_eq!(
            of("Card 4111 ok", "4111", "", true),
            of("Card 5500 ok", "5500", "", true)
        );
        assert_ne!(
            of("Card 4111 ok", "4111", "", false),
            of("Card 5500 ok", "5500", "", false)
        );
    }

    #[test]
    fn equal_words_are_counted() {
        let draft = Draft::new("asap asap asap asap asap asap asap");
        let review = Review::new(&draft);
        let findings = [
            finding(Span::new(10, 14)),
            finding(Span::new(15, 19)),
            finding(Span::new(20, 24)),
        ];
        let all = fingerprints(&review, &findings);
        assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
    }

    #[test]
    fn reads_back() {
        let fingerprint = Fingerprint(0x00ab);
        assert_eq!(
            fingerprint.to_string().parse::<Fingerprint>().unwrap(),
            fingerprint
        );
        assert!("xyz".parse::<Fingerprint>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,600}", a in 0usize..600, b in 0usize..600) {
            let draft = Draft::new(text);
            let at = |byte: usize| boundary(&draft.text, byte.min(draft.text.len()));
            let span = Span::new(at(a.min(b)), at(a.max(b)));
            let review = Review::new(&draft);
            fingerprints(&review, &[finding(span)]);
        }
    }
}
