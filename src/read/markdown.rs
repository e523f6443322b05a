//! Markdown as people read it: marks left out, entities decoded, code and quotations masked, every word with its place.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::content::Rendered;
use super::map::MapBuilder;
use crate::draft::{Mask, MaskKind, Masked, is_html_tag};
use crate::text::Span;

/// Renders Markdown.
pub(super) fn render(markdown: &str) -> Rendered {
    let mut page = Page {
        markdown,
        ..Page::default()
    };
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        page.event(event, range);
    }
    let end = page.builder.text.len();
    let open = page.open.drain(..).map(|(kind, from)| Masked {
        span: Span::new(from, end),
        kind,
    });
    page.masks.extend(open);
    let (text, segments) = page.builder.finish(0);
    let mask = Mask::of_page(&text, page.masks);
    Rendered {
        text,
        segments,
        mask,
        comments: page.comments,
    }
}

/// The dialect: CommonMark with the tables, strike-through and task lists of GitHub, and front matter.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

#[derive(Default)]
struct Page<'a> {
    markdown: &'a str,
    builder: MapBuilder,
    /// Line breaks to show before the next word.
    breaks: usize,
    /// Masks that are open, with the byte of the text they begin at.
    open: Vec<(MaskKind, usize)>,
    masks: Vec<Masked>,
    comments: Vec<(usize, String)>,
    in_metadata: bool,
}

impl Page<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.in_metadata {
            self.in_metadata = !matches!(event, Event::End(TagEnd::MetadataBlock(_)));
            return;
        }
        match event {
            Event::Start(tag) => self.start(&tag, range.start),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) => {
                self.flush(range.start);
                let from = self.builder.text.len();
                self.code(&words, range);
                self.masks.push(Masked {
                    span: Span::new(from, self.builder.text.len()),
                    kind: MaskKind::Code,
                });
            }
            Event::SoftBreak | Event::HardBreak => {
                let mark = self.markdown.get(range.clone()).unwrap_or("");
                if mark == "\n" {
                    self.builder.same("\n", range.start);
                } else {
                    self.builder.piece("\n", Span::new(range.start, range.end));
                }
            }
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, range),
            Event::Rule => self.breaks = 2,
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) => self.breaks = 2,
            Tag::TableRow | Tag::TableHead => self.breaks = self.breaks.max(1),
            Tag::TableCell
                if self.breaks == 0
                    && !self.builder.text.is_empty()
                    && !self.builder.text.ends_with('\n') =>
            {
                self.builder.piece(" ", Span::empty(at));
            }
            Tag::List(_) => self.breaks = self.breaks.max(1),
            Tag::Item => {
                self.breaks = self.breaks.max(1);
                self.flush(at);
                self.builder.piece("- ", Span::new(at, at + 1));
            }
            Tag::BlockQuote(_) => {
                self.breaks = 2;
                self.flush(at);
                self.open.push((MaskKind::Quote, self.builder.text.len()));
            }
            Tag::CodeBlock(_) => {
                self.breaks = 2;
                self.flush(at);
                self.open.push((MaskKind::Code, self.builder.text.len()));
            }
            Tag::MetadataBlock(_) => self.in_metadata = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::CodeBlock => {
                if let Some((kind, from)) = self.open.pop() {
                    self.masks.push(Masked {
                        span: Span::new(from, self.builder.text.len()),
                        kind,
                    });
                }
                self.breaks = 2;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::Table => {
                self.breaks = 2
            }
            TagEnd::Item => self.breaks = 1,
            _ => {}
        }
    }

    /// Adds words; an entity or escape differs from its source and maps as one piece.
    fn words(&mut self, words: &str, range: Range<usize>) {
        self.flush(range.start);
        if self.markdown.get(range.clone()) == Some(words) {
            self.builder.same(words, range.start);
        } else {
            self.builder.piece(words, Span::new(range.start, range.end));
        }
    }

    /// Adds inline code, whose range includes the backticks.
    fn code(&mut self, words: &str, range: Range<usize>) {
        let raw = self.markdown.get(range.clone()).unwrap_or("");
        match raw.find(words) {
            Some(inside) if !words.is_empty() => self.builder.same(words, range.start + inside),
            _ => self.builder.piece(words, Span::new(range.start, range.end)),
        }
    }

    /// Tags are left out; what only looks like a tag, such as `<insert date>`, is shown.
    fn html(&mut self, html: &str, range: Range<usize>) {
        let words = html.trim();
        if let Some(comment) = words.strip_prefix("<!--") {
            let comment = comment.split("-->").next().unwrap_or("");
            self.comments.push((range.start, comment.trim().to_owned()));
            return;
        }
        let name = words.trim_start_matches(['<', '/']);
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let is_closing = words.starts_with("</");
        let is_markup = is_html_tag(&name[..length].to_ascii_lowercase())
            || !words.starts_with('<')
            || is_closing;
        if is_markup {
            let is_break = name
                .get(..2)
                .is_some_and(|name| name.eq_ignore_ascii_case("br"));
            if is_break && !self.builder.text.is_empty() {
                self.builder.piece("\n", Span::new(range.start, range.end));
            }
            return;
        }
        self.words(html, range);
    }

    fn flush(&mut self, at: usize) {
        let breaks = std::mem::take(&mut self.breaks).min(2);
        if 0 < breaks && !self.builder.text.is_empty() {
            let standing = self.builder.text.len() - self.builder.text.trim_end_matches('\n').len();
            self.builder
                .piece(&"\n\n"[..breaks.saturating_sub(standing)], Span::empty(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::SourceMap;
    use proptest::prelude::*;

    #[test]
    fn reads_as_rendered() {
        for (markdown, expected) in [
            (
                "# Hi\n\nIt's **late** &amp; \\*sad\\*.\nSorry.",
                "Hi\n\nIt's late & *sad*.\nSorry.",
            ),
            ("---\ntitle: a\n---\nHi", "Hi"),
            ("- one\n- two\n\nthree", "- one\n- two\n\nthree"),
            (
                "See [our page](https://a.example/x) for {{ticket.id}}",
                "See our page for {{ticket.id}}",
            ),
            (
                "Hi @<reporter>, of #<insert issue>!<br>So",
                "Hi @<reporter>, of #<insert issue>!\nSo",
            ),
            (
                "Hi {{first_name}} and {{last_name}}",
                "Hi {{first_name}} and {{last_name}}",
            ),
            ("a | b\n--|--\nc | d", "a b\nc d"),
            ("line one\\\nline two", "line one\nline two"),
        ] {
            assert_eq!(render(markdown).text, expected, "{markdown}");
        }
    }

    #[test]
    fn masks_and_comments() {
        let markdown = "Run `npm ci`:\n\n```sh\nrm x\n```\n\n> bad words\n\n<!-- tactful-ignore tone/blame: quoted -->\n\nOk";
        let page = render(markdown);
        let masked: Vec<_> = page
            .mask
            .spans()
            .iter()
            .map(|masked| (masked.kind, masked.span.of(&page.text)))
            .collect();
        assert_eq!(
            masked,
            [
                (MaskKind::Code, "npm ci"),
                (MaskKind::Code, "rm x\n"),
                (MaskKind::Quote, "bad words")
            ]
        );
        assert_eq!(page.comments[0].1, "tactful-ignore tone/blame: quoted");
        let map = SourceMap::new(page.segments);
        for word in ["npm ci", "rm x", "bad", "Ok"] {
            let at = page.text.find(word).unwrap();
            assert_eq!(
                map.to_file(Span::new(at, at + word.len())).of(markdown),
                word
            );
        }
    }

    proptest! {
        #[test]
        fn same_bytes_are_the_same(markdown in "(\\PC|[*_`#>|<&\\\\\n -]|- \\[ \\] |&amp;|```|<b>|<!-- x -->|---\n|\\[a\\]\\(b\\)){0,30}") {
            let page = render(&markdown);
            for segment in &page.segments {
                let words = page.text.get(segment.text..segment.text + segment.text_len).unwrap();
                let source = markdown.get(segment.file..segment.file + segment.file_len).unwrap();
                if segment.same {
                    prop_assert_eq!(words, source);
                }
            }
            for masked in page.mask.spans() {
                prop_assert!(page.text.get(masked.span.start..masked.span.end).is_some());
            }
        }
    }
}
