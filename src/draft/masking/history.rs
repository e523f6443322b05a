//! Whole lines that are not the agent's own: quoted lines, fences, signatures and earlier messages.

use super::{Notation, Pass};
use crate::draft::MaskKind;
use crate::text::Span;

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
            Some(b'>') => {
                self.led_in(start);
                self.quoted_lines(start, MaskKind::Quote);
            }
            Some(b'`') if rest.starts_with("```") => self.fence(start, "```"),
            Some(b'~') if rest.starts_with("~~~") => self.fence(start, "~~~"),
            Some(b'-') => self.dashes(start, rest),
            Some(b'_') if rest.starts_with("________") => self.separator(start, rest),
            Some(
                b'O' | b'A' | b'L' | b'E' | b'F' | b'I' | b'H' | b'D' | b'V' | b'N' | b'P' | b'W'
                | b'G' | b'S' | b'*' | b'\xD0',
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

    /// Masks the line before quoted words that says whose they are, such as `Ann <ann@x.example> wrote:` or `2026-11-19 Ann <ann@x.example>:`.
    pub(super) fn led_in(&mut self, start: usize) {
        let before = self.text[..start].trim_end();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let words = &before[line..];
        let names = words.contains('@') && words.bytes().any(|byte| byte.is_ascii_digit());
        let says = |close: &str| words.contains(close) && words.contains('@');
        if words.len() <= LONGEST_LINE
            && words.ends_with(':')
            && ((words.ends_with(">:") && names)
                || ATTRIBUTIONS.iter().any(|(_, close)| says(close)))
        {
            self.mask(line, before.len(), MaskKind::History);
        }
    }

    /// Masks from `start` to the end of the quoted block that it stands in; without one to the end of the text.
    fn rest(&mut self, start: usize, kind: MaskKind) {
        let end = self.block(start).map_or(self.text.len(), |block| block.end);
        self.mask(start, end, kind);
        self.resume(end);
    }

    /// The quoted block of the page around a byte.
    fn block(&self, at: usize) -> Option<Span> {
        let index = self.blocks.partition_point(|block| block.end <= at);
        self.blocks
            .get(index)
            .copied()
            .filter(|block| block.start <= at)
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
            return self.rest(start, MaskKind::Signature);
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
            self.rest(start, MaskKind::History);
        }
    }

    /// Outlook's line of underscores before `From:`.
    fn separator(&mut self, start: usize, rest: &str) {
        let mut lines = rest.lines();
        let is_line = lines
            .next()
            .is_some_and(|line| line.trim().bytes().all(|byte| byte == b'_'));
        if is_line && lines.next().and_then(header).is_some() {
            self.rest(start, MaskKind::History);
        }
    }

    /// `On … wrote:` and the like, and Outlook's `From: … Sent: …`.
    fn attribution(&mut self, start: usize, rest: &str) {
        let mut lines = rest.split_inclusive('\n');
        let first = lines.next().unwrap_or("");
        if LONGEST_LINE < first.len() {
            return;
        }
        let second = lines.next().unwrap_or("");
        let third = lines.next().unwrap_or("");
        if is_head([first, second, third].map(header)) {
            return self.rest(start, MaskKind::History);
        }
        let length = if is_attribution(first) {
            first.len()
        } else if opens_attribution(first)
            && second.len() < LONGEST_LINE
            && is_attribution(&format!("{} {second}", first.trim_end()))
        {
            first.len() + second.len()
        } else {
            return;
        };
        let end = self.text.len() - rest.len() + length;
        let next = end + self.text[end..].len() - self.text[end..].trim_start().len();
        if self.text[next..].starts_with('>') {
            // The reply may go on below lines that are marked as quoted.
            self.mask(start, end, MaskKind::History);
            self.at = end;
            let line = self.text[..next].rfind('\n').map_or(end, |at| at + 1);
            self.quoted_lines(line.max(end), MaskKind::History);
        } else if let Some(block) = self.block(next) {
            // And below a block that the page shows as quoted.
            self.mask(start, end, MaskKind::History);
            self.mask(block.start, block.end, MaskKind::History);
            self.resume(block.end);
        } else {
            self.rest(start, MaskKind::History);
        }
    }
}

/// Longest line that may say whose the words below it are, in bytes.
const LONGEST_LINE: usize = 400;

/// A line of the head that mail programs put before an earlier message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Header {
    From,
    Sent,
    /// The day, which other lists name too.
    Date,
    Other,
}

/// The head's lines in the languages of mail programs, in lower case.
const HEADERS: [(&str, Header); 38] = [
    ("a", Header::Other),
    ("aan", Header::Other),
    ("an", Header::Other),
    ("asunto", Header::Other),
    ("assunto", Header::Other),
    ("betreff", Header::Other),
    ("cc", Header::Other),
    ("da", Header::From),
    ("data", Header::Date),
    ("date", Header::Date),
    ("datum", Header::Date),
    ("de", Header::From),
    ("do", Header::Other),
    ("enviada em", Header::Sent),
    ("enviado", Header::Sent),
    ("enviado el", Header::Sent),
    ("enviado em", Header::Sent),
    ("envoyé", Header::Sent),
    ("fecha", Header::Date),
    ("from", Header::From),
    ("gesendet", Header::Sent),
    ("inviato", Header::Sent),
    ("kopie", Header::Other),
    ("objet", Header::Other),
    ("od", Header::From),
    ("oggetto", Header::Other),
    ("onderwerp", Header::Other),
    ("para", Header::Other),
    ("reply-to", Header::Other),
    ("sent", Header::Sent),
    ("subject", Header::Other),
    ("temat", Header::Other),
    ("to", Header::Other),
    ("van", Header::From),
    ("verzonden", Header::Sent),
    ("von", Header::From),
    ("wysłano", Header::Sent),
    ("à", Header::Other),
];

/// What a line of a head is: `From:`, `*Sent:*`, `Envoyé :`.
fn header(line: &str) -> Option<Header> {
    let (name, _) = line.split_once(':')?;
    let name = name.trim_matches(|letter: char| letter == '*' || letter.is_whitespace());
    if name.is_empty() || 12 < name.len() {
        return None;
    }
    let name = name.to_lowercase();
    HEADERS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, header)| *header)
}

/// Whether three lines open a head: who wrote, when it was sent or to whom, and one more.
fn is_head(lines: [Option<Header>; 3]) -> bool {
    matches!(
        lines,
        [
            Some(Header::From),
            Some(Header::Sent | Header::Date | Header::Other),
            Some(_)
        ] | [Some(Header::Sent), Some(Header::From), Some(_)]
    )
}

/// Words that mail programs put before and behind the date and the name of the earlier writer.
const ATTRIBUTIONS: [(&str, &str); 11] = [
    ("On ", "wrote:"),
    ("Am ", "schrieb"),
    ("Le ", "a écrit"),
    ("El ", "escribió"),
    ("Il ", "ha scritto"),
    ("Em ", "escreveu"),
    ("Op ", "schreef"),
    ("Op ", "geschreven"),
    ("Den ", "skrev"),
    ("W dniu ", "napisał"),
    ("W dniu ", "pisze"),
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
