//! Plain text, in pieces that end where no value and no label goes over.

use std::io::{BufRead, Write};

use super::{LARGEST, reading, write, writing};
use crate::error::Error;
use crate::fix::redact::Redaction;

/// Bytes on both sides of a cut that are redacted together and apart to see whether it is safe. Labels reach 48 bytes, lines of an address and
/// of a stack trace a few hundred, the longest token 4,096.
const AROUND: usize = 5 << 10;
/// The same where a private key begins near by: a key is looked for over 16 KiB.
const AROUND_KEY: usize = 20 << 10;
/// The first step back from a piece's end to the next place that is tried; each next one is half as long again.
const STEP: usize = 24;

/// Redacts in pieces of about `piece` bytes.
pub(super) fn redact_pieces(
    mut input: impl BufRead,
    mut output: impl Write,
    redaction: &mut Redaction,
    piece: usize,
) -> Result<(), Error> {
    let mut trial = redaction.trial();
    let mut held = String::new();
    // The first bytes of a character whose others are still to come.
    let mut begun: Vec<u8> = Vec::new();
    let mut wanted = piece;
    let mut is_in_note = false;
    loop {
        let read = input.fill_buf().map_err(|error| reading(&error))?;
        let length = read.len();
        begun.extend_from_slice(read);
        input.consume(length);
        let is_end = length == 0;
        take_whole(&mut begun, &mut held, is_end)?;
        while if is_end {
            !held.is_empty()
        } else {
            wanted + AROUND_KEY <= held.len()
        } {
            if is_in_note {
                // The words of an internal note that began in the piece before.
                let end = held.find('\n');
                held.drain(..end.unwrap_or(held.len()));
                is_in_note = end.is_none();
                continue;
            }
            let cut = match cut(&held, wanted, piece, &mut trial) {
                Some(cut) => cut,
                None if is_end && held.len() <= wanted => held.len(),
                None if LARGEST < wanted => {
                    return Err(Error::input("no place to cut within 16 MiB of text")
                        .help("break the text into lines, or say with --as what it is"));
                }
                None => {
                    wanted += piece;
                    continue;
                }
            };
            let rest = held.split_off(cut);
            let line = held.rfind('\n').map_or(0, |at| at + 1);
            is_in_note = !rest.is_empty() && line < held.len() && trial.ends_in_note(&held[line..]);
            write(&mut output, redaction.text(&held).as_bytes())?;
            held = rest;
            wanted = piece;
        }
        if is_end {
            return output.flush().map_err(|error| writing(&error));
        }
    }
}

/// Moves the whole characters of what was read to the text.
fn take_whole(begun: &mut Vec<u8>, held: &mut String, is_end: bool) -> Result<(), Error> {
    if begun.contains(&0) {
        return Err(Error::input("the text holds NUL bytes; is it UTF-16?")
            .help("save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8"));
    }
    let length = match std::str::from_utf8(begun) {
        Ok(text) => {
            held.push_str(text);
            text.len()
        }
        Err(error) if error.error_len().is_none() && !is_end => {
            let length = error.valid_up_to();
            held.push_str(std::str::from_utf8(&begun[..length]).unwrap_or(""));
            length
        }
        Err(_) => {
            let is_utf16 = begun.starts_with(&[0xFF, 0xFE]) || begun.starts_with(&[0xFE, 0xFF]);
            let error = Error::input("the text is not UTF-8");
            return Err(if held.is_empty() && is_utf16 {
                error.help("it looks like UTF-16; convert it: iconv -f UTF-16 -t UTF-8")
            } else {
                error
            });
        }
    };
    begun.drain(..length);
    Ok(())
}

/// A safe place to cut in the last `piece` bytes before `wanted`: behind a blank line, else behind a line, else behind a space.
fn cut(held: &str, wanted: usize, piece: usize, trial: &mut Redaction) -> Option<usize> {
    if held.len() <= wanted {
        return None;
    }
    let bytes = held.as_bytes();
    let floor = wanted.saturating_sub(piece);
    let behind = |byte: u8, from: usize| {
        let window = &bytes[floor..from];
        window
            .iter()
            .rposition(|other| *other == byte)
            .map(|at| floor + at + 1)
    };
    let blank = bytes[floor..wanted]
        .windows(2)
        .rposition(|pair| pair == b"\n\n")
        .map(|at| floor + at + 2);
    if let Some(at) = blank.filter(|at| is_safe(held, *at, trial)) {
        return Some(at);
    }
    for mark in [b'\n', b' '] {
        let (mut from, mut step) = (wanted, STEP);
        while let Some(at) = behind(mark, from) {
            if is_safe(held, at, trial) {
                return Some(at);
            }
            from = (at - 1).min(wanted.saturating_sub(step)).max(floor);
            step += step / 2;
        }
    }
    None
}

/// Whether the text around a place is redacted alike whether it is cut there or not.
fn is_safe(held: &str, at: usize, trial: &mut Redaction) -> bool {
    let near = |width: usize| {
        let (mut start, mut end) = (at.saturating_sub(width), held.len().min(at + width));
        while !held.is_char_boundary(start) {
            start -= 1;
        }
        while !held.is_char_boundary(end) {
            end += 1;
        }
        (start, end)
    };
    let (start, _) = near(AROUND_KEY);
    let has_key = held[start..at].contains("-----BEGIN");
    let (start, end) = near(if has_key { AROUND_KEY } else { AROUND });
    trial.may_cut(&held[start..end], at - start)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::detect::Settings;
    use crate::fix::Method;

    fn redacted(text: &str, method: &Method, piece: usize) -> String {
        let mut output = Vec::new();
        let mut redaction = Redaction::new(method.clone(), Settings::default());
        redact_pieces(text.as_bytes(), &mut output, &mut redaction, piece).unwrap();
        String::from_utf8(output).unwrap()
    }

    fn whole(text: &str, method: &Method) -> String {
        Redaction::new(method.clone(), Settings::default()).text(text)
    }

    fn key() -> String {
        let line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDX8vJ4kq1Zt0Ah\n";
        format!(
            "-----BEGIN PRIVATE KEY-----\n{}-----END PRIVATE KEY-----\n",
            line.repeat(26)
        )
    }

    #[test]
    fn values_go_whole_wherever_a_piece_would_end() {
        let key = key();
        for value in [
            "4532 1487 9630 1253",
            "DE53 3704 0044 0532 0192 74",
            "Password:\nSommer2024!",
            "My SSN is 536-22-8847",
            "Internal note: he is rude and owes us a lot",
            "Dee Ray\n12 Acacia Avenue\nLeeds LS1 4AP",
            &key,
        ] {
            for before in (2_000..2_000 + value.len() + 40).step_by(1 + value.len() / 16) {
                let text = format!(
                    "{}{value} x {}",
                    "x ".repeat(before / 2),
                    "y ".repeat(9_000)
                );
                assert!(
                    redacted(&text, &Method::Replace, 2_000) == whole(&text, &Method::Replace),
                    "{before} {}",
                    &value[..12]
                );
            }
        }
    }

    #[test]
    fn a_note_without_end_goes_in_all_its_pieces() {
        let text = format!("Hello\nInternal note: {}\nBye", "he is rude ".repeat(9_000));
        assert_eq!(
            redacted(&text, &Method::Replace, 3_000),
            "Hello\n[NOTE_1]\nBye"
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, message) in [
            (
                &b"c\0a\0r\0d\0"[..],
                "the text holds NUL bytes; is it UTF-16?",
            ),
            (b"\xff\xfec\0", "the text holds NUL bytes; is it UTF-16?"),
            (b"a\xffb", "the text is not UTF-8"),
            (b"a\xc3", "the text is not UTF-8"),
        ] {
            let mut redaction = Redaction::new(Method::Mask, Settings::default());
            let error = redact_pieces(bytes, Vec::new(), &mut redaction, 100).unwrap_err();
            assert_eq!(error.message(), message);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn pieces_are_redacted_as_the_whole(
            before in 0..160_usize,
            words in prop::collection::vec("(hello |order |card: |my password is |\\n|\\n\\n|4111 1111 1111 1111|a@b\\.de|DE53 3704 0044 0532 0192 74|\\+44 20 7123 4567|536-22-8847|x9!aB2|[0-9]{1,9}|[ ,.:]|é|see |it )", 40..160),
        ) {
            let text = format!("{}{} {}", "x ".repeat(before), words.concat(), "y ".repeat(11_000));
            for method in [Method::Mask, Method::Remove] {
                prop_assert_eq!(redacted(&text, &method, 160), whole(&text, &method));
            }
        }
    }
}
