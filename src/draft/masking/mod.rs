//! Finding what of a text is not the agent's own prose, in one linear pass.

mod history;
mod quotes;
mod url;

use super::fill_in::is_html_tag;
use super::mask::{MaskKind, Masked};
use super::placeholder::{Syntax, placeholder_at};
use crate::text::Span;

/// Where the pass has to look closer; all other bytes are skipped.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let marks = b"\n{$#%[]*<`\"':.\xC2\xE2";
    let mut index = 0;
    while index < marks.len() {
        stops[marks[index] as usize] = true;
        index += 1;
    }
    stops
};

/// The masked spans of a text: placeholders, quoted speech and lines, earlier messages, signatures, code, addresses of links and tags. They may overlap; `Mask::new` sorts them.
///
/// `blocks` are the quoted blocks of a rendered page: whole lines, sorted, apart from each other.
pub(super) fn masks(text: &str, notation: Notation, blocks: &[Span]) -> Vec<Masked> {
    let mut pass = Pass {
        text,
        blocks,
        found: Vec::new(),
        at: 0,
        closers: Closers::default(),
        is_line_start: true,
        notation,
    };
    for block in blocks {
        pass.led_in(block.start);
    }
    pass.lines();
    while let Some(step) = text.as_bytes()[pass.at..]
        .iter()
        .position(|byte| STOPS[usize::from(*byte)])
    {
        pass.at += step;
        pass.stop();
        pass.lines();
    }
    pass.found
}

/// Whether marks such as backticks and `>` may still be notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// As written: the marks of Markdown and HTML mean something.
    Written,
    /// As read: whatever they meant was taken out, and what is left are characters.
    Read,
}

/// Up to which byte a closing mark was looked for in vain; keeps hostile texts linear.
#[derive(Default)]
struct Closers {
    straight: usize,
    single: usize,
    curly: usize,
    angle: usize,
    backtick: [usize; 4],
    /// Whether no `{% endcomment %}` follows.
    no_comment_ends: bool,
}

struct Pass<'a> {
    text: &'a str,
    blocks: &'a [Span],
    found: Vec<Masked>,
    at: usize,
    closers: Closers,
    /// Whether `at` is the start of a line that was not looked at yet.
    is_line_start: bool,
    notation: Notation,
}

impl Pass<'_> {
    /// Looks at line starts until one holds nothing to mask as a whole.
    fn lines(&mut self) {
        while std::mem::take(&mut self.is_line_start) {
            self.line();
        }
    }

    /// Looks at the stop byte at `at` and moves on by one byte at least.
    fn stop(&mut self) {
        match self.text.as_bytes()[self.at] {
            b'\n' => {
                self.at += 1;
                self.is_line_start = true;
            }
            b'`' if self.notation == Notation::Written => self.code(),
            b'`' => self.at += 1,
            b'"' => self.straight_quote(),
            b'\'' => self.single_quote(),
            b':' => self.scheme(),
            b'.' => self.www(),
            b']' => self.link(),
            0xE2 => self.curly_quote(),
            0xC2 => self.angle_quote(),
            _ => self.placeholder(),
        }
    }

    fn mask(&mut self, start: usize, end: usize, kind: MaskKind) {
        self.found.push(Masked {
            span: Span::new(start, end),
            kind,
        });
    }

    fn placeholder(&mut self) {
        let start = self.at;
        self.at += 1;
        if let Some(found) = placeholder_at(self.text, start) {
            self.at = found.span.end;
            self.mask(start, self.at, MaskKind::Placeholder);
            let is_comment = found.syntax == Syntax::Tag && found.inner.of(self.text) == "comment";
            if is_comment && !self.closers.no_comment_ends {
                let end = self.text[self.at..].find("{% endcomment");
                self.closers.no_comment_ends = end.is_none();
                let end = self.at + end.unwrap_or(0);
                self.mask(self.at, end, MaskKind::Markup);
                self.at = end;
            }
        } else if self.text.as_bytes()[start] == b'<' {
            self.tag(start);
        }
    }

    /// A tag or comment of HTML.
    fn tag(&mut self, start: usize) {
        let rest = &self.text[start..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
            self.at = start + end;
            self.mask(start, self.at, MaskKind::Markup);
            return;
        }
        let name = rest[1..].trim_start_matches('/');
        let length = name
            .bytes()
            .take(12)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        if length == 0 || !is_html_tag(&name[..length].to_ascii_lowercase()) {
            return;
        }
        let end = rest
            .bytes()
            .skip(1)
            .take(2_000)
            .position(|byte| matches!(byte, b'<' | b'>'));
        if let Some(end) = end.filter(|end| rest.as_bytes()[end + 1] == b'>') {
            self.at = start + end + 2;
            self.mask(start, self.at, MaskKind::Markup);
        }
    }

    /// Inline code between runs of one to three backticks in one paragraph.
    fn code(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let length = bytes[start..]
            .iter()
            .take_while(|byte| **byte == b'`')
            .count();
        self.at += length;
        let is_word_before = self.text[..start]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        if 3 < length || is_word_before {
            return;
        }
        let mut index = self.at.max(self.closers.backtick[length]);
        while let Some(byte) = bytes.get(index) {
            if *byte == b'\n'
                && bytes[index + 1..]
                    .iter()
                    .find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'))
                    == Some(&b'\n')
            {
                break;
            }
            if *byte != b'`' {
                index += 1;
                continue;
            }
            let run = bytes[index..]
                .iter()
                .take_while(|byte| **byte == b'`')
                .count();
            index += run;
            let is_word_after = self.text[index..]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric);
            if run == length && !is_word_after {
                self.at = index;
                self.mask(start, index, MaskKind::Code);
                return;
            }
        }
        self.closers.backtick[length] = index;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Mask;
    use proptest::prelude::*;

    fn masked(text: &str) -> Vec<(MaskKind, &str)> {
        let mask = Mask::of(text);
        mask.spans()
            .iter()
            .map(|masked| (masked.kind, masked.span.of(text)))
            .collect()
    }

    #[test]
    fn what_is_not_prose() {
        use MaskKind::*;
        for (text, expected) in [
            (
                "Hi {{name}}, see https://a.example/x?y=1.",
                vec![(Placeholder, "{{name}}"), (Url, "https://a.example/x?y=1")],
            ),
            (
                "(see www.a.example/b_(c))",
                vec![(Url, "www.a.example/b_(c)")],
            ),
            (
                "mail mailto:a@b.example, or [here](../faq.md)",
                vec![(Url, "mailto:a@b.example"), (Url, "(../faq.md)")],
            ),
            (
                "You said \"it never works\" and \"broken\".",
                vec![(Quote, "\"it never works\"")],
            ),
            (
                "The boys' coats: 'use your eyes' isn't 'kind', see you 'til the boys' day.",
                vec![(Quote, "'use your eyes'")],
            ),
            (
                "('it's the kids' room' - don't 'start what\nothers' end)",
                vec![(Quote, "'it's the kids'")],
            ),
            (
                "You said “it never works”, not „gar nichts mehr“.",
                vec![(Quote, "“it never works”"), (Quote, "„gar nichts mehr“")],
            ),
            (
                "Run `npm ci` or ``a ` b``",
                vec![(Code, "`npm ci`"), (Code, "``a ` b``")],
            ),
            ("I don`t and you can`t", vec![]),
            ("a 5\" screen and a 6\" one", vec![]),
            (
                "So:\n```sh\nrm -rf\n```\nDone",
                vec![(Code, "```sh\nrm -rf\n```\n")],
            ),
            (
                "> you are late\n> again\nSorry",
                vec![(Quote, "> you are late\n> again\n")],
            ),
            (
                "Thanks\n-- \nAna\nActing CEO",
                vec![(Signature, "-- \nAna\nActing CEO")],
            ),
            (
                "Hi\n\nOn Mon, 3 Nov 2026 at 10:00, Bo <bo@x.example> wrote:\n> bad\n> words\nMore",
                vec![
                    (
                        History,
                        "On Mon, 3 Nov 2026 at 10:00, Bo <bo@x.example> wrote:\n",
                    ),
                    (History, "> bad\n> words\n"),
                ],
            ),
            (
                "Hi\nOn 3 Nov 2026 Bo <bo@x.example>\nwrote:\n\nbad words",
                vec![(
                    History,
                    "On 3 Nov 2026 Bo <bo@x.example>\nwrote:\n\nbad words",
                )],
            ),
            (
                "Hi\nAm 3.11.2026 um 10:00 schrieb Bo:\nschlecht",
                vec![(History, "Am 3.11.2026 um 10:00 schrieb Bo:\nschlecht")],
            ),
            (
                "Hi\n-----Original Message-----\nFrom: Bo",
                vec![(History, "-----Original Message-----\nFrom: Bo")],
            ),
            (
                "Hi\nFrom: Bo\nSent: Monday\nTo: Ana\nbad",
                vec![(History, "From: Bo\nSent: Monday\nTo: Ana\nbad")],
            ),
            (
                "Hi\nGesendet: 3.11.2026\nVon: Bo\nAn: Ana\nbad",
                vec![(History, "Gesendet: 3.11.2026\nVon: Bo\nAn: Ana\nbad")],
            ),
            (
                "Hi\nBo <bo@x.example> wrote:\n\n> bad\nMore",
                vec![(History, "Bo <bo@x.example> wrote:"), (Quote, "> bad\n")],
            ),
            (
                "Hi\n2026-11-03 10:00 Bo <bo@x.example>:\n> bad\nMore",
                vec![
                    (History, "2026-11-03 10:00 Bo <bo@x.example>:"),
                    (Quote, "> bad\n"),
                ],
            ),
            ("Try these:\n> bad", vec![(Quote, "> bad")]),
            ("Date: 3 May\nFrom: Lisbon\nTo: Porto", vec![]),
            ("On Monday I wrote: hello", vec![]),
            (
                "Bold <b>words</b><br> a < b",
                vec![(Markup, "<b>"), (Markup, "</b>"), (Markup, "<br>")],
            ),
            (
                "{% comment %}secret{% endcomment %}Hi",
                vec![
                    (Placeholder, "{% comment %}"),
                    (Markup, "secret"),
                    (Placeholder, "{% endcomment %}"),
                ],
            ),
            ("Hi there. It's 10:30, all right? Ratio 1:2...", vec![]),
        ] {
            assert_eq!(masked(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_texts_are_linear() {
        for part in [
            "\"a ",
            "“a ",
            "`",
            "` ",
            "``` `` ` ",
            "{{",
            "{%",
            "[",
            "<",
            "<a",
            "\n>",
            "\n--",
            "*|",
            "http://",
            "«a ",
            "\nOn 1 a",
            "{% comment %}",
        ] {
            let text = part.repeat(300_000 / part.len());
            let start = std::time::Instant::now();
            let _ = Mask::of(&text);
            assert!(
                start.elapsed().as_secs_f64() < 3.0,
                "{part:?} took {:?}",
                start.elapsed()
            );
        }
    }

    proptest! {
        #[test]
        fn spans_slice(text in "(\\PC|[\"“”„«»`{}%#$<>\\[\\]*|:/.\n >-]|On 1|wrote:|http://|-- \n|```|~~~|From:\nSent:\nTo:){0,30}") {
            for masked in Mask::of(&text).spans() {
                prop_assert!(text.get(masked.span.start..masked.span.end).is_some());
            }
        }
    }
}
