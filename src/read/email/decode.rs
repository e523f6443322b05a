//! Bodies: transfer encodings and character sets undone, every character with its bytes.

use crate::draft::Segment;
use crate::text::Span;

use super::super::map::MapBuilder;

/// Bytes with the places they came from.
#[derive(Default)]
struct Bytes {
    bytes: Vec<u8>,
    places: Vec<(usize, usize)>,
}

impl Bytes {
    fn push(&mut self, byte: u8, start: usize, end: usize) {
        self.bytes.push(byte);
        self.places.push((start, end));
    }
}

/// The words of a body, line breaks as `\n`, and where they stand in `file`.
pub(super) fn body(
    file: &[u8],
    start: usize,
    end: usize,
    encoding: &str,
    charset: &str,
) -> (String, Vec<Segment>) {
    let bytes = match encoding.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(file, start, end),
        "base64" => base64(file, start, end),
        _ => identity(file, start, end),
    };
    characters(file, &bytes, charset, start)
}

fn identity(file: &[u8], start: usize, end: usize) -> Bytes {
    let places = (start..end).map(|at| (at, at + 1)).collect();
    Bytes {
        bytes: file[start..end].to_vec(),
        places,
    }
}

/// RFC 2045, section 6.7. A broken escape stays as it is.
fn quoted_printable(file: &[u8], start: usize, end: usize) -> Bytes {
    let mut found = Bytes::default();
    let mut at = start;
    while at < end {
        let rest = &file[at..end];
        if rest[0] != b'=' {
            found.push(rest[0], at, at + 1);
            at += 1;
            continue;
        }
        let blank = rest[1..]
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        let behind = &rest[1 + blank..];
        if behind.starts_with(b"\r\n") {
            at += blank + 3;
        } else if behind.starts_with(b"\n") {
            at += blank + 2;
        } else if let Some(byte) = rest.get(1..3).and_then(hex) {
            found.push(byte, at, at + 3);
            at += 3;
        } else {
            found.push(b'=', at, at + 1);
            at += 1;
        }
    }
    found
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits)
        .ok()
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

/// RFC 4648; anything that is no digit is skipped.
fn base64(file: &[u8], start: usize, end: usize) -> Bytes {
    let mut found = Bytes::default();
    let mut bits = 0u32;
    let mut held: Vec<usize> = Vec::with_capacity(4);
    for (at, byte) in file[start..end]
        .iter()
        .enumerate()
        .map(|(at, byte)| (start + at, *byte))
    {
        let Some(digit) = digit(byte) else {
            continue;
        };
        bits = (bits << 6) | u32::from(digit);
        held.push(at);
        if held.len() == 4 {
            let place = (held[0], at + 1);
            for shift in [16, 8, 0] {
                found.push((bits >> shift) as u8, place.0, place.1);
            }
            held.clear();
            bits = 0;
        }
    }
    if let (Some(first), Some(last)) = (held.first(), held.last()) {
        bits <<= 6 * (4 - held.len());
        for shift in [16, 8].into_iter().take(held.len() - 1) {
            found.push((bits >> shift) as u8, *first, last + 1);
        }
    }
    found
}

const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

fn characters(file: &[u8], found: &Bytes, charset: &str, start: usize) -> (String, Vec<Segment>) {
    let charset = charset.to_ascii_lowercase();
    let is_latin = [
        "iso-8859-1",
        "iso-8859-15",
        "latin1",
        "latin-1",
        "windows-1252",
        "cp1252",
        "us-ascii",
    ]
    .contains(&charset.as_str());
    let is_utf_8 = std::str::from_utf8(&found.bytes).is_ok();
    let mut builder = MapBuilder::default();
    let mut at = 0;
    // A mail that names an old character set but holds UTF-8 is common, the other way round too.
    if is_utf_8 || !is_latin {
        for chunk in found.bytes.utf8_chunks() {
            for character in chunk.valid().chars() {
                add(
                    &mut builder,
                    file,
                    found,
                    at,
                    character.len_utf8(),
                    character,
                );
                at += character.len_utf8();
            }
            if !chunk.invalid().is_empty() {
                add(
                    &mut builder,
                    file,
                    found,
                    at,
                    chunk.invalid().len(),
                    '\u{FFFD}',
                );
                at += chunk.invalid().len();
            }
        }
    } else {
        for byte in &found.bytes {
            let character = match (*byte, charset.as_str()) {
                (0xA4, "iso-8859-15") => '€',
                (0x80..=0x9F, _) => WINDOWS[usize::from(byte - 0x80)],
                _ => char::from(*byte),
            };
            add(&mut builder, file, found, at, 1, character);
            at += 1;
        }
    }
    trim(builder, start)
}

/// Adds one character that was made of `length` decoded bytes at `at`.
fn add(
    builder: &mut MapBuilder,
    file: &[u8],
    found: &Bytes,
    at: usize,
    length: usize,
    character: char,
) {
    // Mails end their lines by two characters; one is enough for a reader.
    if character == '\r' && found.bytes.get(at + 1) == Some(&b'\n') {
        return;
    }
    let is_break = character == '\n' && 0 < at && found.bytes[at - 1] == b'\r';
    let from = if is_break { at - 1 } else { at };
    let place = Span::new(found.places[from].0, found.places[at + length - 1].1);
    let mut bytes = [0; 4];
    let shown = character.encode_utf8(&mut bytes);
    if file.get(place.start..place.end) == Some(shown.as_bytes()) {
        builder.same(shown, place.start);
    } else {
        builder.piece(shown, place);
    }
}

/// Leaves out the blank end of a body.
fn trim(builder: MapBuilder, start: usize) -> (String, Vec<Segment>) {
    let (mut text, mut segments) = builder.finish(start);
    text.truncate(text.trim_end().len());
    while let Some(last) = segments.last_mut() {
        if last.text + last.text_len <= text.len() {
            break;
        }
        if last.text < text.len() && last.same {
            last.text_len = text.len() - last.text;
            last.file_len = last.text_len;
            break;
        }
        segments.pop();
    }
    (text, segments)
}

/// The characters 0x80 to 0x9F of Windows-1252, as the WHATWG encoding standard decodes them.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        for (file, encoding, charset, expected) in [
            ("a=C3=A9 =\n b=3D", "quoted-printable", "utf-8", "aé  b="),
            ("a=E9=ZZ", "Quoted-Printable", "iso-8859-1", "aé=ZZ"),
            ("SGk=", "base64", "", "Hi"),
            ("SGkgw6k=\r\n", "base64", "utf-8", "Hi é"),
            ("SGkgeW91", "base64", "", "Hi you"),
            ("Hi\r\nyou\r\n\r\n", "7bit", "", "Hi\nyou"),
            ("", "base64", "", ""),
        ] {
            assert_eq!(
                body(file.as_bytes(), 0, file.len(), encoding, charset).0,
                expected,
                "{file}"
            );
        }
    }
}
