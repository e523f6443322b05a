//! Blanks that people fill in by hand: `[Your Name]`, `<insert date>`.

use super::placeholder::{Placeholder, Syntax, found};

/// Things that people are told to fill in by hand; one of them makes bracketed words a fill-in.
const BLANKS: [&str; 63] = [
    "account",
    "address",
    "agent",
    "amount",
    "appointment",
    "brand",
    "business",
    "city",
    "client",
    "code",
    "company",
    "contact",
    "country",
    "customer",
    "customer's",
    "date",
    "day",
    "days",
    "deadline",
    "department",
    "description",
    "details",
    "discount",
    "email",
    "feature",
    "first",
    "firstname",
    "hours",
    "initials",
    "insert",
    "invoice",
    "issue",
    "item",
    "job",
    "last",
    "lastname",
    "link",
    "month",
    "name",
    "names",
    "number",
    "order",
    "organisation",
    "organization",
    "phone",
    "position",
    "price",
    "problem",
    "product",
    "project",
    "reason",
    "recipient",
    "reference",
    "service",
    "signature",
    "surname",
    "team",
    "ticket",
    "time",
    "title",
    "tracking",
    "url",
    "website",
];

/// First words that ask for filling in.
const ASKS: [&str; 8] = [
    "add", "enter", "fill", "insert", "put", "replace", "your", "specify",
];

/// `[Your Name]`, `[ORDER NUMBER]`; not a link, a footnote, a tick box or `[sic]`.
pub(super) fn bracket_fill_in(text: &str, at: usize) -> Option<Placeholder> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '\\' | '!' | ']')) {
        return None;
    }
    let found = found(&text[at..], at, "[", "]", Syntax::FillIn)?;
    if text[found.span.end..].starts_with(['(', '[', ':']) {
        return None;
    }
    let inner = found.inner.of(text);
    (asks_for_filling(inner, true) || is_choice(inner)).then_some(found)
}

/// `[he/she]`, `[one/two]`: words of which the writer had to choose one; not the names of two buttons.
fn is_choice(inner: &str) -> bool {
    let mut count = 0;
    let is_written = inner.split('/').all(|word| {
        count += 1;
        2 <= word.len()
            && word.bytes().all(|byte| byte.is_ascii_lowercase())
            && !matches!(word, "on" | "off" | "yes" | "no" | "true" | "false")
    });
    is_written && (2..=4).contains(&count)
}

/// `<insert date>`, `<PROJECT NAME>`, `<reporter>`; not a tag of HTML, an address or a type parameter.
pub(super) fn angle_fill_in(text: &str, at: usize) -> Option<Placeholder> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '\\' | ':' | '_')) {
        return None;
    }
    let found = found(&text[at..], at, "<", ">", Syntax::FillIn)?;
    let inner = found.inner.of(text);
    let is_words = inner
        .chars()
        .all(|letter| letter.is_alphanumeric() || " _-'’#".contains(letter));
    let first = inner
        .split([' ', '_'])
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    if !is_words || found.inner.len() + 2 != found.span.len() || is_html_tag(&first) {
        return None;
    }
    let is_name =
        !inner.contains(' ') && 3 <= inner.len() && inner.starts_with(char::is_alphabetic);
    (is_name || asks_for_filling(inner, false)).then_some(found)
}

/// Whether words in brackets ask to be replaced: they begin with an order to do so, or name something that differs from customer to customer.
fn asks_for_filling(inner: &str, strict: bool) -> bool {
    if inner.len() < 3 || 60 < inner.len() {
        return false;
    }
    let is_shouted = !inner.chars().any(char::is_lowercase);
    let lower = inner.to_lowercase().replace(['_', '-', '/', '’'], " ");
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(['#', '.', ',', '\'']))
        .collect();
    if 7 < words.len() {
        return false;
    }
    if words.first().is_some_and(|first| ASKS.contains(first)) && 1 < words.len() {
        return true;
    }
    let blanks = words.iter().filter(|word| BLANKS.contains(word)).count();
    let is_capitalised = inner
        .split_whitespace()
        .all(|word| word.starts_with(char::is_uppercase));
    match words.len() {
        1 => blanks == 1 && (is_shouted || !matches!(words[0], "link" | "issue" | "url")),
        length => blanks == length || (0 < blanks && (is_shouted || is_capitalised || !strict)),
    }
}

/// Whether a lower-case word is an element of HTML that replies hold.
pub(crate) fn is_html_tag(name: &str) -> bool {
    const ELEMENTS: [&str; 62] = [
        "a",
        "abbr",
        "address",
        "article",
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "link",
        "main",
        "mark",
        "meta",
        "nav",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "s",
        "samp",
        "script",
        "section",
        "small",
        "source",
        "span",
    ];
    const MORE: [&str; 20] = [
        "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td",
        "tfoot", "th", "thead", "time", "title", "tr", "tt", "u", "ul", "video",
    ];
    ELEMENTS.binary_search(&name).is_ok() || MORE.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_tags_are_sorted_for_search() {
        for tag in ["a", "br", "span", "strong", "video", "section", "h3", "img"] {
            assert!(is_html_tag(tag), "{tag}");
        }
        assert!(!is_html_tag("reporter"));
    }
}
