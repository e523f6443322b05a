//! No private value, and no four characters of one, leaves through `Debug`, an error or a redaction.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use tactful::detect::{Settings, scan, validate};
use tactful::fix::{
    Key, Method, Redaction, Scope, redact_csv, redact_json, redact_jsonl, redact_text,
};

/// A small generator (xorshift, Marsaglia 2003), so that the values differ and yet are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn text(&mut self, length: usize, alphabet: &str) -> String {
        (0..length)
            .map(|_| char::from(alphabet.as_bytes()[self.below(alphabet.len())]))
            .collect()
    }

    /// Digits that satisfy a rule, found by trial.
    fn valid(&mut self, rule: &str, start: &str, length: usize) -> String {
        loop {
            let value = format!("{start}{}", self.text(length - start.len(), DIGITS));
            if validate::is_valid(rule, &value) == Some(true) {
                return value;
            }
        }
    }
}

const DIGITS: &str = "0123456789";
const SMALL: &str = "qwzxvkjyptgbmnhd";
const MIXED: &str = "QWZXVKJYPTGBqwzxvkjyptgbmnhd23456789";

/// Sentences with a private value each.
fn canaries(dice: &mut Dice) -> Vec<(String, String)> {
    let card = dice.valid("card", "4", 16);
    let ssn = dice.valid("us-ssn", "5", 9);
    let bsn = dice.valid("nl-bsn", "1", 9);
    let aba = dice.valid("aba", "06", 9);
    let values = [
        (
            "Your card ",
            format!(
                "{} {} {} {}",
                &card[..4],
                &card[4..8],
                &card[8..12],
                &card[12..]
            ),
            " was charged",
        ),
        (
            "SSN ",
            format!("{}-{}-{}", &ssn[..3], &ssn[3..5], &ssn[5..]),
            " is on file",
        ),
        ("BSN ", bsn, " staat vast"),
        ("routing number ", aba, ", thanks"),
        (
            "Your password is ",
            format!("{}7!{}", dice.text(5, MIXED), dice.text(3, SMALL)),
            " now",
        ),
        (
            "Your verification code is ",
            dice.text(6, DIGITS),
            "; enter it",
        ),
        (
            "Write to ",
            format!("{}@{}.net", dice.text(9, SMALL), dice.text(7, SMALL)),
            " please",
        ),
        (
            "our key ",
            format!("ghp_{}", dice.text(36, MIXED)),
            " is new",
        ),
        (
            "log in: ",
            format!(
                "https://{}.com/reset?token={}",
                dice.text(6, SMALL),
                dice.text(30, MIXED)
            ),
            " now",
        ),
        (
            "DB at ",
            format!(
                "postgres://app:{}9x@db.net/{}",
                dice.text(8, MIXED),
                dice.text(5, SMALL)
            ),
            " is down",
        ),
        (
            "API key: ",
            format!("{}472", dice.text(30, MIXED)),
            " works",
        ),
        ("phone ", format!("+4930{}", dice.text(8, DIGITS)), " rings"),
        (
            "passport number ",
            format!("C{}", dice.text(8, DIGITS)),
            " expired",
        ),
        (
            "your username is ",
            format!("{}{}", dice.text(7, SMALL), dice.text(2, DIGITS)),
            " there",
        ),
    ];
    values
        .into_iter()
        .map(|(before, value, after)| (format!("{before}{value}{after}"), value))
        .collect()
}

/// The public parts of values: words that an output may hold for reasons of its own.
const OURS: &str = "https://.com.net/reset?token= postgres://app: ghp_ +4930";

/// Fails when an output holds four characters of a value that are not in `rest`.
fn assert_silent(output: &str, value: &str, rest: &str, what: &str) {
    let characters: Vec<char> = value.chars().collect();
    for window in characters.windows(4) {
        let window: String = window.iter().collect();
        assert!(
            rest.contains(&window) || !output.contains(&window),
            "four characters of a value in {what}"
        );
    }
}

#[test]
fn no_window_of_a_value_leaves() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for _ in 0..40 {
        for (text, value) in canaries(&mut dice) {
            let found = scan(&text, &Settings::default());
            assert!(
                found
                    .iter()
                    .any(|d| d.span.of(&text).contains(&value[value.len() / 2..])),
                "a canary of {} bytes was missed",
                value.len()
            );
            assert_silent(
                &format!("{found:?}{found:#?}"),
                &value,
                OURS,
                "Debug of detections",
            );
            for method in [
                Method::Replace,
                Method::Hash(Key::new(value.repeat(4)).unwrap()),
                Method::Remove,
            ] {
                let mut redaction = Redaction::new(method, Settings::default());
                assert_silent(
                    &without_hashes(&redaction.text(&text)),
                    &value,
                    OURS,
                    "a redacted text",
                );
                assert_silent(
                    &format!("{redaction:?}"),
                    &value,
                    OURS,
                    "Debug of a redaction",
                );
            }
            errors(&text, &value);
        }
    }
}

/// A text without the digits of its hashes, which may spell four digits of a value by chance.
fn without_hashes(text: &str) -> String {
    text.split(':')
        .map(|part| part.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
        .collect()
}

/// Runs each stream on a broken file with the value in it.
fn errors(text: &str, value: &str) {
    let redaction = || Redaction::new(Method::Replace, Settings::default());
    let broken = [
        redact_json(
            format!("{{\"a\": \"{text}").as_bytes(),
            Vec::new(),
            &mut redaction(),
        ),
        redact_json(
            format!("{{\"a\": {text}}}").as_bytes(),
            Vec::new(),
            &mut redaction(),
        ),
        redact_jsonl(
            format!("{{}}\n[\"{text}\"}}\n").as_bytes(),
            Vec::new(),
            Scope::Record,
            &mut redaction(),
        ),
        redact_csv(
            format!("a\n\"{text}").as_bytes(),
            Vec::new(),
            b',',
            Scope::File,
            &mut redaction(),
        ),
        redact_text(
            &[text.as_bytes(), b"\xff"].concat()[..],
            Vec::new(),
            &mut redaction(),
        ),
    ];
    for result in broken {
        let error = result.unwrap_err();
        assert_silent(&format!("{error}{error:?}"), value, OURS, "an error");
    }
    assert_silent(
        &format!("{:?}", Key::new(&value.as_bytes()[..4]).unwrap_err()),
        value,
        OURS,
        "an error about a key",
    );
}
