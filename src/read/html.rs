//! HTML as people read it: tags left out, entities decoded, white space as a browser shows it, every word with its place.

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

use super::content::Rendered;
use super::map::MapBuilder;
use crate::draft::{Mask, MaskKind, Masked, is_html_tag};
use crate::text::Span;

/// How many open elements an end tag is compared with; keeps hostile nesting linear.
const OPEN_ELEMENTS: usize = 64;

/// Renders HTML.
pub(super) fn render(html: &str) -> Rendered {
    let mut page = Page {
        html,
        ..Page::default()
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::String(words) => page.words(words.span.start, words.span.end),
            Token::StartTag(tag) => page.open(&tag),
            Token::EndTag(tag) => page.close(&String::from_utf8_lossy(&tag.name)),
            Token::Comment(comment) => {
                let words = String::from_utf8_lossy(&comment.value).trim().to_owned();
                page.comments
                    .push((comment.span.start.min(html.len()), words));
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finish()
}

#[derive(Default)]
struct Page<'a> {
    html: &'a str,
    builder: MapBuilder,
    /// White space seen since the last word.
    space: Option<Span>,
    /// Line breaks to show before the next word, at most two.
    breaks: usize,
    /// Where the breaks stand.
    break_at: usize,
    /// Open elements: name, and what they mask from which byte of the text on.
    stack: Vec<(String, Option<(MaskKind, usize)>)>,
    /// Open elements whose words nobody reads.
    hidden: usize,
    preformatted: usize,
    masks: Vec<Masked>,
    /// Where the head of an earlier message begins that stands beside its words instead of around them, as Outlook has it.
    earlier: Option<usize>,
    comments: Vec<(usize, String)>,
}

impl Page<'_> {
    fn words(&mut self, start: usize, end: usize) {
        if 0 < self.hidden {
            return;
        }
        let html = self.html;
        let Some(raw) = html.get(start..end) else {
            return;
        };
        let mut at = 0;
        while at < raw.len() {
            let rest = &raw[at..];
            let length = match rest.as_bytes()[0] {
                b'&' => self.entity(rest, start + at),
                byte if byte.is_ascii_whitespace() && self.preformatted == 0 => {
                    let length = rest.bytes().take_while(u8::is_ascii_whitespace).count();
                    let here = Span::new(start + at, start + at + length);
                    self.space = Some(self.space.map_or(here, |space| space.cover(here)));
                    length
                }
                _ => {
                    let stops = |byte: &u8| {
                        *byte == b'&' || (byte.is_ascii_whitespace() && self.preformatted == 0)
                    };
                    let length = rest
                        .bytes()
                        .position(|byte| stops(&byte))
                        .unwrap_or(rest.len());
                    self.flush();
                    self.builder.same(&rest[..length], start + at);
                    length
                }
            };
            at += length;
        }
    }

    /// Adds a decoded entity; answers its length in the source.
    fn entity(&mut self, rest: &str, at: usize) -> usize {
        self.flush();
        let end = rest.bytes().take(40).position(|byte| byte == b';');
        if let Some(words) = end.and_then(|end| decode(&rest[..=end])) {
            let length = end.unwrap_or(0) + 1;
            self.builder.piece(&words, Span::new(at, at + length));
            return length;
        }
        self.builder.same("&", at);
        1
    }

    /// Writes the white space that stands before the next word.
    fn flush(&mut self) {
        let space = self.space.take();
        let breaks = std::mem::take(&mut self.breaks);
        if self.builder.text.is_empty() {
            return;
        }
        if 0 < breaks {
            self.builder
                .piece(&"\n\n"[..breaks], Span::empty(self.break_at));
        } else if let Some(space) = space {
            if space.of(self.html) == " " {
                self.builder.same(" ", space.start);
            } else {
                self.builder.piece(" ", space);
            }
        }
    }

    fn at_least(&mut self, breaks: usize, at: usize) {
        self.break_at = at;
        self.breaks = self.breaks.max(breaks);
    }

    fn open(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let (start, end) = (tag.span.start, tag.span.end);
        match name.as_str() {
            "br" => {
                self.break_at = end.min(self.html.len());
                self.breaks = (self.breaks + 1).min(2);
                return;
            }
            "img" | "input" | "hr" | "meta" | "link" | "col" | "source" | "wbr" => {
                self.at_least(usize::from(name == "hr") * 2, end.min(self.html.len()));
                return;
            }
            _ => {}
        }
        if !is_html_tag(&name) && !name.contains(['-', ':']) {
            // Not HTML: a placeholder such as <attribute …/> or <insert date>, which people would see as it is.
            let raw = self.html.get(start..end).unwrap_or("");
            if raw.starts_with('<') && raw.ends_with('>') && self.hidden == 0 {
                self.flush();
                self.builder.same(raw, start);
            }
            return;
        }
        self.at_least(breaks_around(&name), start);
        if name == "li" && self.hidden == 0 {
            self.flush();
            self.builder
                .piece("- ", Span::new(start, end.min(self.html.len())));
        }
        if matches!(name.as_str(), "td" | "th") {
            let here = Span::new(start, end.min(self.html.len()));
            self.space.get_or_insert(here);
        }
        if tag.self_closing {
            return;
        }
        self.hidden += usize::from(is_hidden(&name));
        self.preformatted += usize::from(name == "pre");
        let kind = mask_of(&name, tag);
        let from = self.builder.text.len();
        if tag
            .attributes
            .get(&b"id"[..])
            .is_some_and(|id| id.value.to_ascii_lowercase().ends_with(b"divrplyfwdmsg"))
        {
            self.earlier.get_or_insert(from);
        }
        self.stack.push((name, kind.map(|kind| (kind, from))));
    }

    fn close(&mut self, name: &str) {
        let lowest = self.stack.len().saturating_sub(OPEN_ELEMENTS);
        let Some(index) = self.stack[lowest..]
            .iter()
            .rposition(|(open, _)| open == name)
        else {
            return;
        };
        for (name, mask) in self.stack.drain(lowest + index..) {
            self.hidden -= usize::from(is_hidden(&name));
            self.preformatted -= usize::from(name == "pre");
            if let Some((kind, from)) = mask {
                self.masks.push(Masked {
                    span: Span::new(from, self.builder.text.len()),
                    kind,
                });
            }
        }
        let breaks = breaks_around(name);
        if 0 < breaks {
            self.break_at = self.builder_end();
            self.breaks = self.breaks.max(breaks);
        }
    }

    /// Where the words so far end in the source.
    fn builder_end(&self) -> usize {
        self.builder.end()
    }

    fn finish(mut self) -> Rendered {
        let end = self.builder.text.len();
        let open = self.stack.drain(..).filter_map(|(_, mask)| mask);
        self.masks.extend(open.map(|(kind, from)| Masked {
            span: Span::new(from, end),
            kind,
        }));
        self.masks.extend(self.earlier.map(|from| Masked {
            span: Span::new(from, end),
            kind: MaskKind::History,
        }));
        let (text, segments) = self.builder.finish(0);
        // A mask that begins before a break begins at the word behind it.
        for masked in &mut self.masks {
            let words = masked.span.of(&text);
            masked.span.start += words.len() - words.trim_start().len();
        }
        let mask = Mask::of_page(&text, self.masks);
        Rendered {
            text,
            segments,
            mask,
            comments: self.comments,
        }
    }
}

/// Line breaks before and behind an element.
fn breaks_around(name: &str) -> usize {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "table" | "ul"
        | "ol" | "dl" | "figure" => 2,
        "div" | "li" | "tr" | "dt" | "dd" | "section" | "article" | "header" | "footer"
        | "main" | "nav" | "address" | "center" | "details" | "summary" | "caption"
        | "figcaption" | "body" => 1,
        _ => 0,
    }
}

fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "head" | "title" | "svg" | "iframe" | "button"
    )
}

fn mask_of(name: &str, tag: &StartTag<usize>) -> Option<MaskKind> {
    match name {
        "code" | "pre" | "kbd" | "samp" | "tt" => return Some(MaskKind::Code),
        "q" => return Some(MaskKind::Quote),
        _ => {}
    }
    for attribute in [&b"class"[..], &b"id"[..]] {
        let Some(value) = tag.attributes.get(attribute) else {
            continue;
        };
        let value = String::from_utf8_lossy(&value.value).to_lowercase();
        let has = |marks: &[&str]| marks.iter().any(|mark| value.contains(mark));
        if has(&[
            "gmail_quote",
            "yahoo_quoted",
            "moz-cite-prefix",
            "protonmail_quote",
            "gmail_attr",
            "zmail_extra",
        ]) {
            return Some(MaskKind::History);
        }
        if has(&["gmail_signature", "moz-signature", "protonmail_signature"]) {
            return Some(MaskKind::Signature);
        }
    }
    // Mail programs mark an earlier message so; an author's own quotation has no such mark.
    let is = |attribute: &[u8], value: &[u8]| {
        let found = tag.attributes.get(attribute);
        found.is_some_and(|found| found.value.eq_ignore_ascii_case(value))
    };
    if (name == "blockquote" && is(b"type", b"cite")) || (name == "div" && is(b"name", b"quote")) {
        return Some(MaskKind::History);
    }
    (name == "blockquote").then_some(MaskKind::Quote)
}

/// The characters that `&name;` or `&#1234;` stands for.
fn decode(entity: &str) -> Option<String> {
    let name = entity.strip_prefix('&')?.strip_suffix(';')?;
    let common = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" | "#39" => "'",
        "nbsp" => "\u{A0}",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        _ => "",
    };
    if !common.is_empty() {
        return Some(common.to_owned());
    }
    if name.is_empty()
        || !name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
    {
        return None;
    }
    // The tokenizer knows all names of the standard.
    let mut words = String::new();
    for token in Tokenizer::new(entity) {
        let Ok(token) = token;
        if let Token::String(part) = token {
            words.push_str(std::str::from_utf8(&part.value).ok()?);
        }
    }
    (words != entity && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::SourceMap;
    use proptest::prelude::*;

    #[test]
    fn reads_as_a_browser_shows() {
        for (html, expected) in [
            (
                "<p>Hi&nbsp;Ana,</p><p>it&rsquo;s   <b>late</b>.<br>Sorry&#33;</p>",
                "Hi\u{A0}Ana,\n\nit’s late.\nSorry!",
            ),
            ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
            (
                "<ul><li>one</li><li>two</li></ul>three",
                "- one\n- two\n\nthree",
            ),
            ("<style>p{}</style><script>x()</script>Hi", "Hi"),
            (
                "a &lt;b&gt; &amp; c &unknown; & d",
                "a <b> & c &unknown; & d",
            ),
            (
                "Hi <attribute key=\"user.name\" default=\"there\"/>,",
                "Hi <attribute key=\"user.name\" default=\"there\"/>,",
            ),
            ("#{<b>user</b>.firstname}", "#{user.firstname}"),
            (
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
                "a b\nc",
            ),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("caf&eacute; &#128512;", "café 😀"),
        ] {
            assert_eq!(render(html).text, expected, "{html}");
        }
    }

    #[test]
    fn masks_and_comments() {
        let html = "<p>Ok <code>x</code></p><!-- tactful-ignore tone/blame: quoted --><blockquote>bad words</blockquote>More<div class=\"gmail_quote\"><div>old</div>er</div>";
        let page = render(html);
        let masked: Vec<_> = page
            .mask
            .spans()
            .iter()
            .map(|masked| (masked.kind, masked.span.of(&page.text)))
            .collect();
        assert_eq!(
            masked,
            [
                (MaskKind::Code, "x"),
                (MaskKind::Quote, "bad words"),
                (MaskKind::History, "old\ner")
            ]
        );
        assert_eq!(page.comments[0].1, "tactful-ignore tone/blame: quoted");
        assert!(html[page.comments[0].0..].starts_with("<!--"));
    }

    #[test]
    fn earlier_messages_of_mail_programs_are_history() {
        let head = "From: Ann &lt;ann@x.example&gt;<br>Sent: Monday<br>To: Ana<br>";
        let wrote = "On 3 Nov 2026, Ann &lt;ann@x.example&gt; wrote:";
        for (html, expected) in [
            (
                format!("<hr><div id=\"x_divRplyFwdMsg\">{head}</div><div>old</div>"),
                "new",
            ),
            (
                format!("<div style=\"border-top\"><p>{head}</p></div><p>old</p>"),
                "new",
            ),
            (
                format!("<blockquote type=\"cite\"><div>{wrote}</div><div>old</div></blockquote>"),
                "new",
            ),
            (
                format!("<div>{wrote}</div><blockquote>old</blockquote><p>below</p>"),
                "new below",
            ),
            (
                format!(
                    "<div class=\"gmail_quote\"><div class=\"gmail_attr\">{wrote}</div><blockquote class=\"gmail_quote\">old</blockquote></div><p>below</p>"
                ),
                "new below",
            ),
            (
                String::from(
                    "<div name=\"quote\">Gesendet: 3.11.2026<br>Von: Ann<br>An: Ana<div>old</div></div>",
                ),
                "new",
            ),
            (
                String::from(
                    "<p>Ann &lt;ann@x.example&gt; schrieb:</p><blockquote type=\"cite\">old</blockquote>below",
                ),
                "new below",
            ),
        ] {
            let page = render(&format!("<p>new</p>{html}"));
            let mut left = page.text.clone();
            for masked in page.mask.spans().iter().rev() {
                if masked.kind == MaskKind::History && masked.span.end <= left.len() {
                    let blank = "\0".repeat(masked.span.end - masked.span.start);
                    left.replace_range(masked.span.start..masked.span.end, &blank);
                }
            }
            let left = left.replace('\0', "");
            let words: Vec<&str> = left.split_whitespace().collect();
            assert_eq!(words.join(" "), expected, "{html}");
        }
    }

    #[test]
    fn words_map_back() {
        let html =
            "<p>Dear &Eacute;lo&iuml;se,</p>\n<p>we are  <i>so</i>\n  sorry &amp; sad 😀 now.</p>";
        let page = render(html);
        let map = SourceMap::new(page.segments);
        for word in ["Dear", "sorry", "sad", "now", "so"] {
            let at = page.text.find(word).unwrap();
            assert_eq!(map.to_file(Span::new(at, at + word.len())).of(html), word);
        }
        let at = page.text.find("Éloïse").unwrap();
        assert_eq!(
            map.to_file(Span::new(at, at + "Éloïse".len())).of(html),
            "&Eacute;lo&iuml;se"
        );
    }

    proptest! {
        #[test]
        fn same_bytes_are_the_same(html in "(\\PC|</?(p|br|b|li|pre|script|x|div)( class=\"gmail_quote\")?/?>|&(amp|#65|nbsp|x);|<!--|-->|[ \n<>&]){0,30}") {
            let page = render(&html);
            for segment in &page.segments {
                let words = page.text.get(segment.text..segment.text + segment.text_len).unwrap();
                let source = html.get(segment.file..segment.file + segment.file_len).unwrap();
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
