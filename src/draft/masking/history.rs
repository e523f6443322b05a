//! Whole lines that are not the agent's own: quoted lines, fences, signatures and earlier messages.

use super::{Notation, Pass};
use crate::draft::MaskKind;

impl Pass<'_> {
    /// Looks at the start of a line for quoted lines, fences, signatures and earlier messages.
    pub(super) fn line(&mut self) {
        let start = self.at;
        let indent = self.text.as_bytes()[start..]
            .iter()
            .take(3)
            .take_while(|byte| **byte == b' ')
            .count();
        let rest = &self.text[start + indent..];
        match rest.as_bytes().first() {
            Some(b'>' | b'`' | b'~') if self.notation == Notation::Read => {}
            Some(b'>') => self.quoted_lines(start, MaskKind::Quote),
            Some(b'`') if rest.starts_with("```") => self.fence(start, "```"),
            Some(b'~') if rest.starts_with("~~~") => self.fence(start, "~~~"),
            Some(b'-') => self.dashes(start, rest),
            Some(b'_') if rest.starts_with("________") => self.separator(start, rest),
            Some(
                b'O' | b'A' | b'L' | b'E' | b'F' | b'I' | b'H' | b'D' | b'V' | b'N' | b'P' | b'W'
                | b'\xD0',
            ) => self.attribution(start, rest),
            _ => {}
        }
    }

    fn quoted_lines(&mut self, start: usize, kind: MaskKind) {
        let mut end = start;
        while let Some(line) = self.text[end..].split_inclusive('\n').next() {
            if !line.trim_start().starts_with('>') {
                break;
            }
            end += line.len();
        }
        self.mask(start, end, kind);
        self.resume(end);
    }

    /// Goes on at `end`, a line's start, which is looked at as such.
    fn resume(&mut self, end: usize) {
        self.at = end;
        self.is_line_start = end < self.text.len();
    }

    fn fence(&mut self, start: usize, mark: &str) {
        let mut end = start;
        for (index, line) in self.text[start..].split_inclusive('\n').enumerate() {
            end += line.len();
            let trimmed = line.trim();
            if 0 < index && trimmed.starts_with(mark) && trimmed.trim_matches(['`', '~']).is_empty()
            {
                break;
            }
            // One line such as ```code``` is inline code.
            if index == 0 && mark == "```" && trimmed[3..].trim_start_matches('`').contains('`') {
                return;
            }
        }
        self.mask(start, end, MaskKind::Code);
        self.resume(end);
    }

    /// `-- ` opens a signature, `-----Original Message-----` the earlier message.
    fn dashes(&mut self, start: usize, rest: &str) {
        let line = rest.split(['\n', '\r']).next().unwrap_or("");
        if line == "-- " || (line == "--" && rest.len() < 600) {
            self.mask(start, self.text.len(), MaskKind::Signature);
            self.at = self.text.len();
            return;
        }
        let lower = line.trim_matches(['-', ' ']).to_lowercase();
        let is_original = line.starts_with("---")
            && [
                "original message",
                "original-nachricht",
                "ursprüngliche nachricht",
                "message d'origine",
                "mensaje original",
                "forwarded message",
                "reply above this line",
                "mensagem original",
                "messaggio originale",
            ]
            .iter()
            .any(|words| lower == *words);
        if is_original {
            self.mask(start, self.text.len(), MaskKind::History);
            self.at = self.text.len();
        }
    }

    /// Outlook's line of underscores before `From:`.
    fn separator(&mut self, start: usize, rest: &str) {
        let mut lines = rest.lines();
        let is_line = lines
            .next()
            .is_some_and(|line| line.trim().bytes().all(|byte| byte == b'_'));
        if is_line && lines.next().is_some_and(is_header) {
            self.mask(start, self.text.len(), MaskKind::History);
            self.at = self.text.len();
        }
    }

    /// `On … wrote:` and the like, and Outlook's `From: … Sent: …`.
    fn attribution(&mut self, start: usize, rest: &str) {
        let mut lines = rest.split_inclusive('\n');
        let first = lines.next().unwrap_or("");
        if 400 < first.len() {
            return;
        }
        let second = lines.next().unwrap_or("");
        let third = lines.next().unwrap_or("");
        if is_header(first) && is_sent(second) && is_header(third) {
            self.mask(start, self.text.len(), MaskKind::History);
            self.at = self.text.len();
            return;
        }
        let length = if is_attribution(first) {
            first.len()
        } else if opens_attribution(first)
            && second.len() < 400
            && is_attribution(&format!("{} {second}", first.trim_end()))
        {
            first.len() + second.len()
        } else {
            return;
        };
        let end = start + (rest.as_ptr() as usize - self.text[start..].as_ptr() as usize) + length;
        let next = self.text[end..]
            .lines()
            .find(|line| !line.trim().is_empty());
        match next {
            // The reply may go on below lines that are marked as quoted.
            Some(next) if next.trim_start().starts_with('>') => {
                self.mask(start, end, MaskKind::History);
                self.at = end;
                let blank = self.text[end..].len() - self.text[end..].trim_start().len();
                let line = self.text[..end + blank]
                    .rfind('\n')
                    .map_or(end, |at| at + 1);
                self.quoted_lines(line.max(end), MaskKind::History);
            }
            _ => {
                self.mask(start, self.text.len(), MaskKind::History);
                self.at = self.text.len();
            }
        }
    }
}

fn is_header(line: &str) -> bool {
    [
        "From:",
        "To:",
        "Sent:",
        "Date:",
        "Subject:",
        "Cc:",
        "*From:*",
        "**From:**",
        "Von:",
        "De:",
        "An:",
        "Gesendet:",
        "Envoyé :",
        "Enviado:",
        "Para:",
    ]
    .iter()
    .any(|header| line.trim_start().starts_with(header))
}

fn is_sent(line: &str) -> bool {
    [
        "Sent:",
        "Date:",
        "To:",
        "*Sent:*",
        "**Sent:**",
        "Gesendet:",
        "Envoyé",
        "Enviado",
    ]
    .iter()
    .any(|header| line.trim_start().starts_with(header))
}

/// Words that mail programs put before and behind the date and the name of the earlier writer.
const ATTRIBUTIONS: [(&str, &str); 8] = [
    ("On ", "wrote:"),
    ("Am ", "schrieb"),
    ("Le ", "a écrit"),
    ("El ", "escribió"),
    ("Il ", "ha scritto"),
    ("Em ", "escreveu"),
    ("Op ", "schreef"),
    ("W dniu ", "napisał"),
];

fn opens_attribution(line: &str) -> bool {
    ATTRIBUTIONS.iter().any(|(open, _)| line.starts_with(open))
        && line.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_attribution(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with(':')
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && ATTRIBUTIONS
            .iter()
            .any(|(open, close)| line.starts_with(open) && line.contains(close))
}
