//! CSV (RFC 4180): fields are redacted one by one, with the column's head as their label; quoting is kept.

use std::io::{BufRead, Write};

use super::{LARGEST, Scope, label_words, reading, write, writing};
use crate::error::Error;
use crate::fix::redact::Redaction;

/// Redacts a CSV file whose fields are separated by `delimiter`, usually `,`, `;` or a tab. The first row is taken for the heads and is redacted too;
/// a line such as `sep=;` above it, as Excel writes it, names the delimiter.
pub fn redact_csv(
    mut input: impl BufRead,
    mut output: impl Write,
    mut delimiter: u8,
    scope: Scope,
    redaction: &mut Redaction,
) -> Result<(), Error> {
    let mut head_row = 1usize;
    let mut heads: Vec<String> = Vec::new();
    let (mut row, mut column) = (1usize, 0usize);
    let mut field = Vec::new();
    let mut is_quoted = false;
    loop {
        let read = input.fill_buf().map_err(|error| reading(&error))?;
        let length = read.len();
        if length == 0 {
            break;
        }
        for byte in read.iter().copied() {
            if byte == b'"' {
                // A doubled quote closes and opens again, so counting is enough.
                is_quoted = !is_quoted;
            }
            if is_quoted || (byte != delimiter && byte != b'\n') {
                field.push(byte);
                if LARGEST < field.len() {
                    return Err(Error::input("a CSV field is longer than 16 MiB")
                        .at(row, column + 1)
                        .help("check the quotes"));
                }
                continue;
            }
            let text = finish(&field, row, column, heads.get(column), redaction)?;
            if row == 1 && column == 0 && head_row == 1 {
                // The delimiter that is named may be the one that ended the field.
                let named = text
                    .trim_start_matches('\u{feff}')
                    .trim_end()
                    .strip_prefix("sep=");
                if let Some(named) = named.filter(|named| named.len() <= 1) {
                    head_row = 2;
                    delimiter = named.bytes().next().unwrap_or(delimiter);
                }
            }
            if row == head_row {
                heads.push(label_words(unquoted(text.trim()).as_str()));
            }
            write(&mut output, text.as_bytes())?;
            write(&mut output, &[byte])?;
            field.clear();
            column += 1;
            if byte == b'\n' {
                (row, column) = (row + 1, 0);
                if scope == Scope::Record {
                    redaction.begin_conversation();
                }
            }
        }
        input.consume(length);
    }
    if is_quoted {
        return Err(Error::input("a quote is never closed").at(row, column + 1));
    }
    let text = finish(&field, row, column, heads.get(column), redaction)?;
    write(&mut output, text.as_bytes())?;
    output.flush().map_err(|error| writing(&error))
}

/// One field as it is written out.
fn finish(
    field: &[u8],
    row: usize,
    column: usize,
    head: Option<&String>,
    redaction: &mut Redaction,
) -> Result<String, Error> {
    if field.contains(&0) {
        return Err(Error::input("a CSV field holds NUL bytes; is it UTF-16?")
            .at(row, column + 1)
            .help("save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8"));
    }
    let raw = std::str::from_utf8(field)
        .map_err(|_| Error::input("a CSV field is not UTF-8").at(row, column + 1))?;
    let body = raw.strip_suffix('\r').unwrap_or(raw);
    let end = &raw[body.len()..];
    let value = unquoted(body);
    let redacted = redaction.value(head.map_or("", String::as_str), &value);
    if redacted == value {
        return Ok(raw.to_owned());
    }
    let needs_quotes =
        body.starts_with('"') || redacted.contains(['"', ',', ';', '\t', '\n', '\r']);
    Ok(if needs_quotes {
        format!("\"{}\"{end}", redacted.replace('"', "\"\""))
    } else {
        format!("{redacted}{end}")
    })
}

/// The value of a field without its quotes.
fn unquoted(field: &str) -> String {
    match field
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        Some(inner) => inner.replace("\"\"", "\""),
        None => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Settings;
    use crate::fix::Method;

    fn redacted(text: &str, scope: Scope) -> String {
        let mut output = Vec::new();
        redact_csv(
            text.as_bytes(),
            &mut output,
            b',',
            scope,
            &mut Redaction::new(Method::Replace, Settings::default()),
        )
        .unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn columns_and_quotes_are_kept() {
        let text = "id,SSN,note\r\n1,123456789,\"Call \"\"Bob\"\", 303-394-0181\"\r\n2,,\"plain, quoted\"\r\n";
        let expected =
            "id,SSN,note\r\n1,[SSN_1],\"Call \"\"Bob\"\", [PHONE_1]\"\r\n2,,\"plain, quoted\"\r\n";
        assert_eq!(redacted(text, Scope::File), expected);
    }

    #[test]
    fn a_line_that_names_the_delimiter_is_no_head() {
        let text = "sep=;\r\nname;password\r\nAna;hunter22!\r\n";
        let expected = "sep=;\r\nname;password\r\nAna;[PASSWORD_1]\r\n";
        assert_eq!(redacted(text, Scope::File), expected);
        for delimiter in [b';', b','] {
            let mut output = Vec::new();
            let mut redaction = Redaction::new(Method::Replace, Settings::default());
            let input = text.as_bytes();
            redact_csv(input, &mut output, delimiter, Scope::File, &mut redaction).unwrap();
            assert_eq!(String::from_utf8(output).unwrap(), expected);
        }
    }

    #[test]
    fn numbers_begin_again_where_asked() {
        let text = "mail\na@b.de\nc@d.fr";
        assert_eq!(redacted(text, Scope::File), "mail\n[EMAIL_1]\n[EMAIL_2]");
        assert_eq!(redacted(text, Scope::Record), "mail\n[EMAIL_1]\n[EMAIL_1]");
    }

    #[test]
    fn an_open_quote_is_an_error_without_the_words() {
        let mut redaction = Redaction::new(Method::Replace, Settings::default());
        let error = redact_csv(
            &b"a\n\"4111 1111 1111 1111"[..],
            Vec::new(),
            b',',
            Scope::File,
            &mut redaction,
        )
        .unwrap_err();
        assert_eq!(
            (error.message(), error.place()),
            ("a quote is never closed", Some((2, 1)))
        );
    }
}
