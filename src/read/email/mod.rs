//! Mail (RFC 5322 and MIME): every text part is a draft, with its words led back through base64 and quoted-printable to the bytes of the file.
//!
//! An own reader, because no library keeps places inside an encoded part.

mod decode;
mod headers;

use crate::draft::{Channel, Draft, Mask};
use crate::error::Error;

use super::content::{self, Notation};
use super::source::Source;
use super::{Options, ignore, records};
use headers::{Headers, addresses, parameter};

/// Parts that mail programs add by themselves; no reader would call them attached.
const SIGNATURES: [&str; 3] = [
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
];
/// Character sets whose letters are not those of ASCII: read as another one they hide words. Hardly any mail has them.
const WIDE: [&str; 4] = ["utf-16", "utf-32", "utf-7", "ucs-2"];
/// Deepest nesting of parts that is read.
const DEEPEST: usize = 8;

/// The text parts of a mail. Of two alternatives that say the same, the first is read.
pub(super) fn read(source: &Source<'_>, options: &Options) -> Result<Vec<Draft>, Error> {
    let mut mail = Mail {
        source,
        drafts: Vec::new(),
        attachments: Vec::new(),
    };
    let headers = mail.part(0, source.bytes.len(), 0)?;
    let Mail {
        mut drafts,
        attachments,
        ..
    } = mail;
    let subject = headers.text("subject");
    if drafts.is_empty() {
        if headers.is_empty() {
            return Err(Error::input("there is no mail in it").in_source(&*source.name));
        }
        if subject.trim().is_empty() {
            return Err(Error::nothing("this mail has no text").in_source(&*source.name));
        }
        // The subject is all there is to read.
        drafts.push(source.draft_of_bytes(String::new(), Vec::new(), Mask::default()));
    }
    let sender = addresses(&headers.text("from")).into_iter().next();
    let receivers = addresses(&headers.text("to"));
    for draft in &mut drafts {
        draft.stage = options.stage.unwrap_or_default();
        draft.channel = Some(Channel::Email);
        draft.subject = Some(subject.clone()).filter(|subject| !subject.is_empty());
        draft.author.name = sender.as_ref().and_then(|sender| sender.name.clone());
        draft.customer.name = receivers.first().and_then(|receiver| receiver.name.clone());
        draft.customer.emails = receivers
            .iter()
            .map(|receiver| receiver.address.clone())
            .collect();
        draft.attachments = Some(attachments.clone());
        draft.now = headers::date(&headers.text("date"));
        draft.language =
            Some(headers.text("content-language")).filter(|language| !language.is_empty());
    }
    Ok(drafts)
}

struct Mail<'s, 'a> {
    source: &'s Source<'a>,
    drafts: Vec<Draft>,
    attachments: Vec<String>,
}

impl Mail<'_, '_> {
    /// Reads the part in these bytes of the file and answers its headers.
    fn part(&mut self, start: usize, end: usize, depth: usize) -> Result<Headers, Error> {
        let (headers, body) = Headers::read(self.source.bytes, start, end);
        let kind = headers.text("content-type");
        let media = kind
            .split(';')
            .next()
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase();
        let disposition = headers.text("content-disposition");
        let is_signature = SIGNATURES.contains(&&*media);
        let file = parameter(&disposition, "filename").or_else(|| parameter(&kind, "name"));
        if !is_signature && disposition.to_ascii_lowercase().starts_with("attachment") {
            self.attachments.push(file.unwrap_or_default());
            return Ok(headers);
        }
        match (parameter(&kind, "boundary"), media.as_str()) {
            (_, "multipart/encrypted" | "application/pkcs7-mime" | "application/x-pkcs7-mime") => {
                return Err(self.unread("it is encrypted"));
            }
            (Some(boundary), media) if media.starts_with("multipart/") => {
                if DEEPEST <= depth {
                    return Err(self.unread("its parts are nested too deeply"));
                }
                for (start, end) in parts(self.source.bytes, body, end, boundary.as_bytes()) {
                    self.part(start, end, depth + 1)?;
                }
            }
            (None, media) if media.starts_with("multipart/") => {
                return Err(self.unread("one of its parts names no boundary"));
            }
            (_, "" | "text/plain" | "text/markdown" | "text/enriched") => {
                self.text(&headers, &kind, body, end, Notation::Plain)?;
            }
            // Some mailboxes show the interactive rendering instead of the other two.
            (_, "text/html" | "application/xhtml+xml" | "text/x-amp-html") => {
                self.text(&headers, &kind, body, end, Notation::Html)?;
            }
            _ if is_signature => {}
            // A forwarded mail has no file name, but it is attached.
            (_, "message/rfc822") => self.attachments.push(file.unwrap_or_default()),
            _ => self.attachments.extend(file),
        }
        Ok(headers)
    }

    /// Why the words of this mail cannot be known.
    fn unread(&self, why: &str) -> Error {
        Error::input(format!("this mail cannot be checked: {why}")).in_source(&*self.source.name)
    }

    fn text(
        &mut self,
        headers: &Headers,
        kind: &str,
        start: usize,
        end: usize,
        notation: Notation,
    ) -> Result<(), Error> {
        let encoding = headers.text("content-transfer-encoding");
        let charset = parameter(kind, "charset").unwrap_or_default();
        let charset = charset.to_ascii_lowercase();
        if WIDE.iter().any(|wide| charset.starts_with(wide)) {
            return Err(self.unread("its character set is not one of mail"));
        }
        let (words, segments) = decode::body(self.source.bytes, start, end, &encoding, &charset);
        let page = content::render(&words, segments, notation)
            .map_err(|error| error.in_source(&*self.source.name))?;
        if page.text.trim().is_empty() {
            return Ok(());
        }
        let mut draft = self
            .source
            .draft_of_bytes(page.text, page.segments, page.mask);
        draft.origin.record = Some(
            if notation == Notation::Html {
                "text/html"
            } else {
                "text/plain"
            }
            .to_owned(),
        );
        for (_, comment) in page.comments {
            let line = draft
                .origin
                .position(crate::text::Span::empty(0))
                .map_or(1, |position| position.line);
            draft
                .origin
                .ignores
                .extend(ignore::from_comment(&comment, line));
        }
        if !self
            .drafts
            .iter()
            .any(|other| records::says_the_same(other, &draft))
        {
            self.drafts.push(draft);
        }
        Ok(())
    }
}

/// The parts between lines that begin with two dashes and the boundary.
fn parts(bytes: &[u8], start: usize, end: usize, boundary: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = start;
    for line in bytes[start..end].split_inclusive(|byte| *byte == b'\n') {
        let next = at + line.len();
        let mark = line
            .trim_ascii_end()
            .strip_prefix(b"--")
            .and_then(|rest| rest.strip_prefix(boundary));
        if let Some(rest) = mark.filter(|rest| rest.is_empty() || *rest == b"--") {
            if let Some(from) = open.take() {
                // The line break before the boundary belongs to the boundary.
                let cut = bytes[from..at]
                    .strip_suffix(b"\r\n")
                    .or_else(|| bytes[from..at].strip_suffix(b"\n"));
                found.push((from, from + cut.map_or(at - from, <[u8]>::len)));
            }
            if !rest.is_empty() {
                return found;
            }
            open = Some(next);
        }
        at = next;
    }
    found.extend(open.map(|from| (from, end)));
    found
}

#[cfg(test)]
mod tests {
    use super::super::read as read_file;
    use super::*;
    use crate::draft::MaskKind;
    use crate::text::Span;
    use proptest::prelude::*;

    const MAIL: &str = "From: =?utf-8?Q?Ana_P=C3=A9rez?= <ana@shop.example>\r\nTo: \"Maria Silva\" <maria@mail.example>\r\nSubject: =?UTF-8?B?WW91ciDigqwgcmVmdW5k?=\r\n =?UTF-8?Q?_is_here?=\r\nDate: Fri, 20 Nov 2026 11:31:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"xx\"\r\n\r\npreamble\r\n--xx\r\nContent-Type: multipart/alternative; boundary=yy\r\n\r\n--yy\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nCaf=C3=A9 Maria,\r\nwe are so=\r\nrry.\r\n\r\nOn Thu, 19 Nov 2026 Maria wrote:\r\n> bad\r\n--yy\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+V2UmcnNxdW87cmUgPGI+c29ycnk8L2I+LDwvcD4NCjxw\r\nPkFuYTwvcD4=\r\n--yy--\r\n--xx\r\nContent-Type: application/pdf; name=\"label.pdf\"\r\nContent-Disposition: attachment; filename=\"label.pdf\"\r\n\r\n%PDF\r\n--xx--\r\n";

    #[test]
    fn reads_both_alternatives() {
        let drafts = read_file("m.eml", MAIL.as_bytes(), &Options::default()).unwrap();
        let texts: Vec<&str> = drafts.iter().map(|draft| draft.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Café Maria,\nwe are sorry.\n\nOn Thu, 19 Nov 2026 Maria wrote:\n> bad",
                "We’re sorry,\n\nAna"
            ]
        );
        let draft = &drafts[0];
        assert_eq!(draft.subject.as_deref(), Some("Your € refund is here"));
        assert_eq!(draft.author.name.as_deref(), Some("Ana Pérez"));
        assert_eq!(draft.customer.name.as_deref(), Some("Maria Silva"));
        assert_eq!(draft.customer.emails, ["maria@mail.example"]);
        assert_eq!(draft.attachments, Some(vec!["label.pdf".to_owned()]));
        assert_eq!(draft.now, Some(1_795_170_660));
        assert!(
            draft
                .mask
                .spans()
                .iter()
                .any(|masked| masked.kind == MaskKind::History)
        );
        for (word, raw) in [
            ("Maria", "Maria"),
            ("sorry", "so=\r\nrry"),
            ("Café", "Caf=C3=A9"),
        ] {
            let at = draft.text.find(word).unwrap();
            assert_eq!(
                draft.origin.bytes(Span::new(at, at + word.len())).of(MAIL),
                raw
            );
        }
        let at = drafts[1].text.find("sorry").unwrap();
        let span = drafts[1].origin.bytes(Span::new(at, at + 5));
        assert!(MAIL[..span.start].ends_with("cmUgPGI+"), "{span:?}");
        assert_eq!(span.of(MAIL), "c29ycnk8");
        assert_eq!(
            drafts[1]
                .origin
                .position(Span::new(at, at + 5))
                .unwrap()
                .line,
            27
        );
    }

    #[test]
    fn old_charsets_and_broken_mails() {
        let mail = b"Content-Type: text/plain; charset=iso-8859-1\n\nCaf\xE9 so sorry \x80";
        let drafts = read_file("m.eml", mail, &Options::default()).unwrap();
        assert_eq!(drafts[0].text, "Café so sorry €");
        let at = drafts[0].text.find("sorry").unwrap();
        let span = drafts[0].origin.bytes(Span::new(at, at + 5));
        assert_eq!(&mail[span.start..span.end], b"sorry");
        let error = read_file(
            "m.eml",
            b"Content-Type: image/png\n\nx",
            &Options::default(),
        )
        .unwrap_err();
        assert!(error.to_string().contains("no text"), "{error}");
        let open = "Content-Type: multipart/mixed; boundary=a\n\n".to_owned()
            + &"--a\nContent-Type: multipart/mixed; boundary=a\n\n".repeat(50);
        assert!(read_file("m.eml", open.as_bytes(), &Options::default()).is_err());
    }

    #[test]
    fn what_travels_along_is_told_apart() {
        let attached = "Content-Disposition: attachment; filename=a.pdf\n\n";
        for (parts, texts, attachments) in [
            (
                &["Content-Type: text/x-amp-html\n\n<p>Hi</p>"][..],
                &["Hi"][..],
                &[][..],
            ),
            (
                &["Content-Type: message/rfc822\n\nSubject: a\n\nOld words."],
                &[""],
                &[""],
            ),
            (&[attached], &[""], &["a.pdf"]),
            (
                &[
                    "\nHi",
                    "Content-Type: application/pgp-signature; name=signature.asc\nContent-Disposition: attachment\n\nx",
                ],
                &["Hi"],
                &[],
            ),
        ] {
            let mail = format!(
                "Subject: Yours\nContent-Type: multipart/mixed; boundary=b\n\n--b\n{}\n--b--\n",
                parts.join("\n--b\n")
            );
            let drafts = read_file("m.eml", mail.as_bytes(), &Options::default()).unwrap();
            let found: Vec<&str> = drafts.iter().map(|draft| &*draft.text).collect();
            assert_eq!(found, texts, "{parts:?}");
            let found = drafts[0].attachments.clone().unwrap();
            assert_eq!(found, attachments, "{parts:?}");
        }
    }

    #[test]
    fn what_hides_its_words_is_no_empty_mail() {
        let level =
            |depth| format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n");
        let deep = (0..9).map(level).collect::<String>() + "\nCalm down.";
        for (mail, why) in [
            (
                "Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n",
                "encrypted",
            ),
            ("Content-Type: application/pkcs7-mime\n\nx", "encrypted"),
            ("Content-Type: multipart/mixed\n\nCalm down.", "boundary"),
            (
                "Content-Type: text/plain; charset=UTF-16LE\n\nC\0",
                "character set",
            ),
            (&*deep, "deeply"),
        ] {
            let mail = format!("Subject: a\n{mail}");
            let error = read_file("m.eml", mail.as_bytes(), &Options::default()).unwrap_err();
            let words = error.to_string();
            assert!(!error.is_nothing() && words.contains(why), "{words}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_maps_inside(body in "(\\PC|=[0-9A-F]{2}|=\n|\r\n|--b|--b--|Content-Type: text/html|Content-Transfer-Encoding: (base64|quoted-printable)|charset=latin1|[A-Za-z0-9+/=]{4}|\n\n|\n){0,30}") {
            let mail = format!("Content-Type: multipart/mixed; boundary=b\n\n--b\n{body}");
            if let Ok(drafts) = read_file("m.eml", mail.as_bytes(), &Options::default()) {
                for draft in drafts {
                    for segment in draft.origin.map.segments() {
                        let words = draft.text.get(segment.text..segment.text + segment.text_len).unwrap();
                        let bytes = mail.as_bytes().get(segment.file..segment.file + segment.file_len).unwrap();
                        if segment.same {
                            prop_assert_eq!(words.as_bytes(), bytes);
                        }
                    }
                }
            }
        }
    }
}
