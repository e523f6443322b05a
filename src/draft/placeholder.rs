//! Placeholders of all helpdesks: what a template language, a merge tool or a hurried writer leaves to be filled.

use super::fill_in::{angle_fill_in, bracket_fill_in};
use crate::text::Span;

/// How a placeholder is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Syntax {
    /// `{{path}}`: Liquid, Jinja, Handlebars, Go templates.
    DoubleBrace,
    /// `{{{path}}}`: Salesforce Lightning, raw Handlebars.
    TripleBrace,
    /// `{% if … %}`: a tag of Liquid, Jinja or Twig.
    Tag,
    /// `{%path,fallback=x%}`: Help Scout, FreeScout.
    PercentBrace,
    /// `{# … #}`: a comment of Jinja or Twig.
    Comment,
    /// `{!Object.Field}`: Salesforce Classic.
    BangBrace,
    /// `{$path}`: Smarty.
    Smarty,
    /// `{word}`: Live Helper Chat and home-made tools.
    SingleBrace,
    /// `${path}`: ServiceNow, Velocity.
    Dollar,
    /// `%{path}` or `%7Bpath%7D`: osTicket.
    Percent,
    /// `#{path}`: Zammad.
    Hash,
    /// `[[path|fallback]]`: LeadBI and others.
    DoubleBracket,
    /// `%name%`: LiveChat and others.
    PercentName,
    /// `*|NAME|*`: Mailchimp.
    Merge,
    /// `<%= path %>`: ERB and EJS.
    Erb,
    /// `<<path>>` or `«path»`: mail merge.
    DoubleAngle,
    /// `<attribute key="path" default="x"/>`: Intercom.
    Attribute,
    /// `<OTRS_PATH>`: OTRS and Znuny.
    Otrs,
    /// `[Your Name]`, `<insert date>`: to be filled by hand.
    FillIn,
}

/// One placeholder of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placeholder {
    /// The whole of it, delimiters included.
    pub span: Span,
    /// What stands between the delimiters, trimmed.
    pub inner: Span,
    /// How it is written.
    pub syntax: Syntax,
}

/// The longest placeholder that is recognised, in bytes.
const LONGEST: usize = 400;

/// First words that make `{% … %}` a tag and not a path.
const TAGS: [&str; 32] = [
    "assign",
    "block",
    "break",
    "capture",
    "case",
    "comment",
    "continue",
    "cycle",
    "decrement",
    "echo",
    "else",
    "elsif",
    "elif",
    "endblock",
    "endcapture",
    "endcase",
    "endcomment",
    "endfor",
    "endif",
    "endraw",
    "endunless",
    "extends",
    "for",
    "if",
    "include",
    "increment",
    "liquid",
    "raw",
    "render",
    "set",
    "unless",
    "when",
];

/// The placeholder that opens at byte `at` of `text`, if one does. Looks no further than the next opening delimiter, so that a walk over a text stays linear.
pub fn placeholder_at(text: &str, at: usize) -> Option<Placeholder> {
    let rest = text.get(at..)?;
    let bytes = rest.as_bytes();
    let follows = |mark: &str| rest.starts_with(mark);
    match bytes.first()? {
        b'{' if follows("{{{") => found(rest, at, "{{{", "}}}", Syntax::TripleBrace),
        b'{' if follows("{{") => found(rest, at, "{{", "}}", Syntax::DoubleBrace),
        b'{' if follows("{%") => {
            found(rest, at, "{%", "%}", Syntax::Tag).map(|tag| path_or_tag(text, tag))
        }
        b'{' if follows("{#") => found(rest, at, "{#", "#}", Syntax::Comment),
        b'{' if follows("{!") => found(rest, at, "{!", "}", Syntax::BangBrace),
        b'{' if follows("{$") => found(rest, at, "{$", "}", Syntax::Smarty),
        b'{' if text[..at].ends_with('{') => None,
        b'{' => found(rest, at, "{", "}", Syntax::SingleBrace)
            .filter(|one| is_path(one.inner.of(text)) && !text[one.span.end..].starts_with('}')),
        b'$' if follows("${") => found(rest, at, "${", "}", Syntax::Dollar),
        b'#' if follows("#{") => found(rest, at, "#{", "}", Syntax::Hash),
        b'%' if follows("%{") => found(rest, at, "%{", "}", Syntax::Percent),
        b'%' if follows("%7B") || follows("%7b") => encoded(rest, at),
        b'%' => percent_name(text, at),
        b'[' if follows("[[") => found(rest, at, "[[", "]]", Syntax::DoubleBracket),
        b'[' => bracket_fill_in(text, at),
        b'*' if follows("*|") => found(rest, at, "*|", "|*", Syntax::Merge),
        b'<' if follows("<%") => {
            let mark = if follows("<%=") || follows("<%-") {
                3
            } else {
                2
            };
            found(rest, at, &rest[..mark], "%>", Syntax::Erb)
        }
        b'<' if follows("<<") => found(rest, at, "<<", ">>", Syntax::DoubleAngle),
        b'<' if follows("<attribute ") => found(rest, at, "<attribute", ">", Syntax::Attribute),
        b'<' if follows("<OTRS_") => found(rest, at, "<", ">", Syntax::Otrs),
        b'<' => angle_fill_in(text, at),
        0xC2 if follows("«") => found(rest, at, "«", "»", Syntax::DoubleAngle)
            .filter(|one| is_path(one.inner.of(text)) && one.inner.of(text).contains(['_', '.'])),
        _ => None,
    }
}

/// All placeholders of a text, in order, found in one pass.
pub fn placeholders(text: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = text.as_bytes()[at..]
        .iter()
        .position(|byte| matches!(byte, b'{' | b'$' | b'#' | b'%' | b'[' | b'*' | b'<' | 0xC2))
    {
        at += step;
        match placeholder_at(text, at) {
            Some(placeholder) => {
                at = placeholder.span.end;
                found.push(placeholder);
            }
            None => at += 1,
        }
    }
    found
}

/// Looks for `close`, not past a line break in the middle of a word, another opening or the longest length.
pub(super) fn found(
    rest: &str,
    at: usize,
    open: &str,
    close: &str,
    syntax: Syntax,
) -> Option<Placeholder> {
    let stop = *open.as_bytes().first()?;
    let body = &rest.as_bytes()[open.len()..rest.len().min(LONGEST)];
    let mut end = None;
    let mut index = 0;
    while index < body.len() {
        let byte = body[index];
        if body[index..].starts_with(close.as_bytes()) {
            end = Some(index);
            break;
        }
        // Braze nests `${…}` inside `{{…}}`.
        let is_nested = byte == b'{' && 0 < index && body[index - 1] == b'$' && close.len() == 2;
        if byte == stop && !is_nested {
            return None;
        }
        let is_short = close.len() == 1 && syntax != Syntax::Attribute;
        if byte == b'\n' && is_short {
            return None;
        }
        if is_nested {
            index += body[index..].iter().position(|byte| *byte == b'}')?;
        }
        index += 1;
    }
    let end = open.len() + end?;
    let inner = rest.get(open.len()..end)?;
    if inner.trim().is_empty() {
        return None;
    }
    let start = at + open.len() + (inner.len() - inner.trim_start().len());
    let inner = Span::new(start, start + inner.trim().len());
    Some(Placeholder {
        span: Span::new(at, at + end + close.len()),
        inner,
        syntax,
    })
}

/// `{%…%}` is a tag when its first word is one, else a path of Help Scout.
fn path_or_tag(text: &str, mut tag: Placeholder) -> Placeholder {
    let inner = tag.inner.of(text);
    let word = inner
        .trim_start_matches(['-', '+'])
        .split_whitespace()
        .next()
        .unwrap_or("");
    if !TAGS.contains(&word) && is_path(inner.split(',').next().unwrap_or("").trim()) {
        tag.syntax = Syntax::PercentBrace;
    }
    tag
}

/// `%7Bpath%7D`, as an editor leaves it inside a link.
fn encoded(rest: &str, at: usize) -> Option<Placeholder> {
    let body = rest.get(3..)?;
    let length = body
        .bytes()
        .take(LONGEST)
        .take_while(|byte| is_path_byte(*byte))
        .count();
    let close = body.get(length..length + 3)?;
    (0 < length && close.eq_ignore_ascii_case("%7d")).then(|| Placeholder {
        span: Span::new(at, at + 6 + length),
        inner: Span::new(at + 3, at + 3 + length),
        syntax: Syntax::Percent,
    })
}

/// `%name%`; not the per cent sign behind a number.
fn percent_name(text: &str, at: usize) -> Option<Placeholder> {
    let before = text.as_bytes()[..at].last();
    if before.is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let body = &text[at + 1..];
    let length = body
        .bytes()
        .take(60)
        .take_while(|byte| is_path_byte(*byte))
        .count();
    let is_closed = body.as_bytes().get(length) == Some(&b'%');
    let is_word = 2 <= length && body.starts_with(|first: char| first.is_ascii_alphabetic());
    (is_closed && is_word).then(|| Placeholder {
        span: Span::new(at, at + length + 2),
        inner: Span::new(at + 1, at + 1 + length),
        syntax: Syntax::PercentName,
    })
}

/// Whether the words are a name or a dotted path, as in `user.first_name`.
fn is_path(words: &str) -> bool {
    words.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_' || first == '.')
        && words.bytes().all(is_path_byte)
}

const fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syntax() {
        use Syntax::*;
        for (text, syntax, inner) in [
            ("Hi {{contact.name}},", DoubleBrace, "contact.name"),
            (
                "Hi {{ x | default: \"there\" }},",
                DoubleBrace,
                "x | default: \"there\"",
            ),
            (
                "Hi {{${first_name} | default: 'Friend'}},",
                DoubleBrace,
                "${first_name} | default: 'Friend'",
            ),
            ("Hi {{{Recipient.Name}}},", TripleBrace, "Recipient.Name"),
            ("{% if ticket.open %}yes", Tag, "if ticket.open"),
            ("{%- else -%}yes", Tag, "- else -"),
            (
                "Hi {%customer.firstName,fallback=there%},",
                PercentBrace,
                "customer.firstName,fallback=there",
            ),
            ("a {# note #} b", Comment, "note"),
            ("Hi {!Contact.Name}", BangBrace, "Contact.Name"),
            ("Hi {$ticket.title}", Smarty, "ticket.title"),
            ("Hi {nick}", SingleBrace, "nick"),
            ("Hi ${name}", Dollar, "name"),
            ("Hi %{ticket.name}", Percent, "ticket.name"),
            ("see ?id=%7Bticket.id%7D", Percent, "ticket.id"),
            ("Hi #{ ticket.customer }", Hash, "ticket.customer"),
            ("Hi [[first|Reader]]", DoubleBracket, "first|Reader"),
            ("Hi %name%", PercentName, "name"),
            ("Hi *|FNAME|*", Merge, "FNAME"),
            ("Hi <%= name %>", Erb, "name"),
            ("Hi <<First Name>>", DoubleAngle, "First Name"),
            ("Hi «first_name»", DoubleAngle, "first_name"),
            (
                "Hi <attribute key=\"user.name\" default=\"there\"/>",
                Attribute,
                "key=\"user.name\" default=\"there\"/",
            ),
            (
                "Hi <OTRS_CUSTOMER_REALNAME>",
                Otrs,
                "OTRS_CUSTOMER_REALNAME",
            ),
            ("Hi [NAME]", FillIn, "NAME"),
            ("Best, [Your Name]", FillIn, "Your Name"),
            ("on [insert the date here]", FillIn, "insert the date here"),
            ("your order [order number]", FillIn, "order number"),
            ("a duplicate of #<ISSUE_NUMBER>.", FillIn, "ISSUE_NUMBER"),
            ("Thanks @<reporter>!", FillIn, "reporter"),
            ("of the <PROJECT NAME> project", FillIn, "PROJECT NAME"),
        ] {
            let found = placeholders(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(
                (found[0].syntax, found[0].inner.of(text)),
                (syntax, inner),
                "{text}"
            );
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            "see [1] and [x], [sic] and [ ]",
            "a [link](https://a.example) here",
            "[the order page][1]",
            "![name](a.png)",
            "save 50% off and 20% more",
            "{}",
            "{ }",
            "{ \"a\": 1 }",
            ":{ sad",
            "100%{",
            "Vec<String> and a<b>",
            "<p>Hi</p><br/>",
            "<https://a.example>",
            "<ana@example.com>",
            "# heading",
            "it costs $5 {",
            "{{",
            "{{}}",
            "{{x}",
            "${",
            "[[a",
            "%7B",
            "%",
            "* | *",
            "5 < 6 and 7 > 3",
            "«Guten Tag»",
            "[link]",
            "[OK] [UPDATE]",
            "[he said yesterday]",
            "50%off%",
        ] {
            assert_eq!(placeholders(text), [], "{text}");
        }
    }
}
