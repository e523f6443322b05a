//! The headers of a mail: unfolded, encoded words decoded (RFC 2047), addresses and parameters taken apart.

use super::super::time::days_since_1970;
use super::decode;

/// The headers of one part, names in lower case.
#[derive(Debug, Default)]
pub(super) struct Headers {
    fields: Vec<(String, String)>,
}

/// A person of an address list.
#[derive(Debug)]
pub(super) struct Mailbox {
    pub(super) name: Option<String>,
    pub(super) address: String,
}

impl Headers {
    /// Reads the headers at `start`; answers them and where the body begins.
    pub(super) fn read(bytes: &[u8], start: usize, end: usize) -> (Self, usize) {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut at = start;
        for line in bytes[start..end].split_inclusive(|byte| *byte == b'\n') {
            at += line.len();
            let words = String::from_utf8_lossy(line);
            let words = words.trim_end_matches(['\n', '\r']);
            if words.is_empty() {
                break;
            }
            if words.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(words.trim());
                }
            } else if let Some((name, value)) = words.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        (Self { fields }, at)
    }

    /// Whether there is none at all.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The decoded value of the first header of a name; empty when there is none.
    pub(super) fn text(&self, name: &str) -> String {
        let value = self
            .fields
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value);
        encoded_words(value)
    }
}

/// Decodes `=?charset?Q?words?=`; white space between two of them is left out.
fn encoded_words(value: &str) -> String {
    let mut decoded = String::new();
    let mut rest = value;
    let mut was_encoded = false;
    while let Some(open) = rest.find("=?") {
        let Some((words, length)) = encoded_word(&rest[open..]) else {
            decoded.push_str(&rest[..open + 2]);
            rest = &rest[open + 2..];
            was_encoded = false;
            continue;
        };
        if !(was_encoded && rest[..open].trim().is_empty()) {
            decoded.push_str(&rest[..open]);
        }
        decoded.push_str(&words);
        rest = &rest[open + length..];
        was_encoded = true;
    }
    decoded.push_str(rest);
    decoded
}

/// The words of an encoded word at the start, and its length.
fn encoded_word(text: &str) -> Option<(String, usize)> {
    let mut parts = text.get(2..)?.splitn(4, '?');
    let (charset, encoding, body) = (parts.next()?, parts.next()?, parts.next()?);
    let length = 2 + charset.len() + 1 + encoding.len() + 1 + body.len() + 2;
    if body.contains(' ') || !text.get(..length)?.ends_with("?=") {
        return None;
    }
    let (bytes, transfer) = match encoding {
        "Q" | "q" => (body.replace('_', " "), "quoted-printable"),
        "B" | "b" => (body.to_owned(), "base64"),
        _ => return None,
    };
    Some((
        decode::body(bytes.as_bytes(), 0, bytes.len(), transfer, charset).0,
        length,
    ))
}

/// A parameter such as `boundary` of a header's value.
pub(super) fn parameter(value: &str, name: &str) -> Option<String> {
    for part in value.split(';').skip(1) {
        let Some((key, word)) = part.split_once('=') else {
            continue;
        };
        let key = key.trim().trim_end_matches('*');
        if key.eq_ignore_ascii_case(name) {
            let word = word.trim().trim_matches('"');
            return Some(
                word.strip_prefix("utf-8''")
                    .or_else(|| word.strip_prefix("UTF-8''"))
                    .unwrap_or(word)
                    .to_owned(),
            );
        }
    }
    None
}

/// The people of `Ana <ana@a.example>, b@b.example`.
pub(super) fn addresses(value: &str) -> Vec<Mailbox> {
    let mut people = Vec::new();
    let mut part = String::new();
    let mut is_quoted = false;
    for character in value.chars().chain([',']) {
        match character {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => {
                people.extend(mailbox(&part));
                part.clear();
            }
            _ => part.push(character),
        }
    }
    people
}

fn mailbox(part: &str) -> Option<Mailbox> {
    let part = part.trim();
    let (name, address) = match part.split_once('<') {
        Some((name, rest)) => (name.trim(), rest.trim_end_matches('>').trim()),
        None => ("", part),
    };
    let name = Some(name.to_owned()).filter(|name| !name.is_empty());
    address.contains('@').then(|| Mailbox {
        name,
        address: address.to_owned(),
    })
}

/// Seconds since 1970 of `Fri, 20 Nov 2026 11:31:00 +0100` (RFC 5322).
pub(super) fn date(value: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let value = value.split_once(',').map_or(value, |(_, rest)| rest);
    let mut parts = value.split_whitespace();
    let day: i64 = parts.next()?.parse().ok()?;
    let month = parts.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| month.starts_with(name))? as i64 + 1;
    let year: i64 = parts.next()?.parse().ok()?;
    let clock = parts.next()?;
    let zone = parts.next().unwrap_or("+0000");
    if !(1..=31).contains(&day) || !(1900..=9999).contains(&year) {
        return None;
    }
    let hours: i64 = zone
        .get(..3)
        .and_then(|hours| hours.parse().ok())
        .unwrap_or(0);
    let minutes: i64 = zone
        .get(3..5)
        .and_then(|minutes| minutes.parse().ok())
        .unwrap_or(0);
    let offset = hours * 3600 + if hours < 0 { -minutes } else { minutes } * 60;
    Some(days_since_1970(year, month, day) * 86_400 + super::super::parse_clock(clock)? - offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_people() {
        assert_eq!(
            encoded_words("a =?utf-8?Q?b=C3=A9?= =?utf-8?B?Yw==?= d"),
            "a béc d"
        );
        assert_eq!(encoded_words("=?x"), "=?x");
        let people = addresses("\"Silva, Maria\" <m@a.example>, b@b.example");
        assert_eq!(people[0].name.as_deref(), Some("Silva, Maria"));
        assert_eq!(people[1].address, "b@b.example");
        assert_eq!(
            parameter("text/plain; Charset=\"utf-8\"; x=y", "charset").as_deref(),
            Some("utf-8")
        );
        assert_eq!(date("20 Nov 2026 10:31:00 GMT"), Some(1_795_170_660));
        assert_eq!(date("soon"), None);
    }
}
