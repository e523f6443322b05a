//! Words that a person forgot to fill in, and places where a missing value was filled in.

use super::{PlaceholderProblem, PlaceholderProblemKind};
use crate::draft::{Draft, Stage};
use crate::text::Span;

/// Words that open a greeting, lower case.
const GREETINGS: [&str; 14] = [
    "bonjour", "ciao", "dear", "estimado", "hallo", "hello", "hey", "hi", "hola", "liebe",
    "lieber", "olá", "salut", "thanks",
];

/// Whether the word opens a greeting.
pub(super) fn is_greeting(word: &str) -> bool {
    GREETINGS.contains(&word.trim_matches([',', '!']).to_lowercase().as_str())
}

/// A word between white space, marks included.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    /// Without the marks around it.
    core: &'t str,
    at: usize,
}

impl<'t> Word<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        // Nearly all words begin and end with a letter or have one mark behind.
        let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = text.as_bytes();
        let core = match bytes.split_last() {
            Some((last, _)) if is_letter(bytes.first()) && last.is_ascii_alphanumeric() => text,
            Some((b',' | b'.', rest)) if is_letter(rest.first()) && is_letter(rest.last()) => {
                &text[..rest.len()]
            }
            _ => text.trim_matches([
                ',', '.', '!', '?', ';', ':', '(', ')', '"', '“', '”', '*', '\'',
            ]),
        };
        Self { text, core, at }
    }

    fn core_span(&self) -> Span {
        let start = self.at + (self.core.as_ptr() as usize - self.text.as_ptr() as usize);
        Span::new(start, start + self.core.len())
    }

    fn is(&self, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| word.eq_ignore_ascii_case(self.core))
    }

    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// Looks at every word once, with the words beside it.
pub(super) fn find<'d>(draft: &'d Draft, problems: &mut Vec<PlaceholderProblem>) {
    let text = draft.text.as_str();
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let seen = |word: &'d str| Word::new(word, place(word));
    let mut words = text.split_whitespace().peekable();
    let mut before: Option<&str> = None;
    while let Some(word) = words.next() {
        let last = before.replace(word);
        if is_plain(word) && !last.is_some_and(|last| opens_line(text, place(last))) {
            continue;
        }
        let next = words.peek().copied().map(seen);
        if let Some((span, kind)) = look(text, last.map(seen), seen(word), next) {
            let is_rendered = matches!(
                kind,
                PlaceholderProblemKind::RenderedBlank | PlaceholderProblemKind::ImplausibleName
            );
            let is_due = !is_rendered || draft.stage != Stage::Template;
            if is_due && draft.mask.covering(span).is_none() {
                problems.push(problem(text, span, kind));
            }
        }
    }
}

/// Whether a word is of small letters, with one mark behind or none, and stands for nothing else. Nearly all words are; only behind a greeting do they tell something.
fn is_plain(word: &str) -> bool {
    let core = word.strip_suffix([',', '.']).unwrap_or(word);
    1 < core.len()
        && core.bytes().all(|byte| byte.is_ascii_lowercase())
        && !matches!(core, "null" | "undefined" | "nil" | "lorem")
}

fn problem(text: &str, span: Span, kind: PlaceholderProblemKind) -> PlaceholderProblem {
    let words = span.of(text);
    let message = match kind {
        PlaceholderProblemKind::FillIn => format!("“{words}” is still to be filled in"),
        PlaceholderProblemKind::ImplausibleName => {
            format!("“{words}” is no name to greet somebody by")
        }
        _ => format!("a value is missing at “{words}”"),
    };
    PlaceholderProblem {
        span,
        kind,
        message,
        suggestion: None,
    }
}

fn look(
    text: &str,
    before: Option<Word<'_>>,
    word: Word<'_>,
    next: Option<Word<'_>>,
) -> Option<(Span, PlaceholderProblemKind)> {
    use PlaceholderProblemKind::{FillIn, RenderedBlank};
    let greeted = before.filter(|before| {
        before.text == before.core && opens_line(text, before.at) && is_greeting(before.text)
    });
    if let Some(greeting) = greeted
        && let Some(kind) = greeted_kind(greeting, word)
    {
        let span = if word.core.is_empty() || word.core == "-" {
            greeting_span(greeting, word)
        } else {
            name_span(word)
        };
        return Some((span, kind));
    }
    if is_plain(word.core) {
        return None;
    }
    let follows = |words: &[&str]| before.is_some_and(|before| before.is(words));
    let precedes = |words: &[&str]| next.is_some_and(|next| next.is(words));
    match word.core {
        "null" | "undefined" | "NaN" | "nil" | "None"
            if before.is_some_and(|before| is_label(before.text))
                || follows(&VALUED) && !speaks_of_values(text, word.at) =>
        {
            Some((word.core_span(), RenderedBlank))
        }
        core if is_blank_amount(core) && !speaks_of_values(text, word.at) => {
            let end = next.filter(|next| core.ends_with("[object") && next.core == "Object]");
            let end = end.map_or(word.core_span().end, |next| next.core_span().end);
            Some((Span::new(word.core_span().start, end), RenderedBlank))
        }
        "[object" if precedes(&["Object]"]) => Some((
            Span::new(word.core_span().start, next?.core_span().end),
            RenderedBlank,
        )),
        "<no" if precedes(&["value>"]) => Some((
            Span::new(word.core_span().start, next?.core_span().end),
            RenderedBlank,
        )),
        "Invalid" if next.is_some_and(|next| next.core == "Date") => Some((
            Span::new(word.core_span().start, next?.core_span().end),
            RenderedBlank,
        )),
        "01/01/1970" | "1/1/1970" | "1970-01-01" | "01.01.1970" | "31/12/1969" | "12/31/1969"
        | "1969-12-31" | "31.12.1969" | "0001-01-01" | "01/01/0001" | "00/00/0000"
        | "0000-00-00" | "#N/A" | "#REF"
            if !speaks_of_values(text, word.at) =>
        {
            Some((word.core_span(), RenderedBlank))
        }
        "#" => {
            let before = before.filter(|before| before.is(&NUMBERED))?;
            let is_blank = word.text != "#" || precedes(&VERBS);
            is_blank.then(|| (Span::new(before.at, word.core_span().end), RenderedBlank))
        }
        "" if word.text == "." && follows(&PREPOSITIONS) => {
            let before = before?;
            let is_one_space = word.at == before.end() + 1;
            is_one_space.then(|| (Span::new(before.at, word.end()), RenderedBlank))
        }
        "$" | "€" | "£"
            if follows(&["of", "is", "for"]) && (word.text != word.core || precedes(&VERBS)) =>
        {
            Some((Span::new(before?.at, word.core_span().end), RenderedBlank))
        }
        "TODO" | "TBD" | "FIXME" | "TBC"
            if !precedes(&["list", "lists", "app", "item", "items"]) =>
        {
            Some((word.core_span(), FillIn))
        }
        "DD/MM/YYYY" | "MM/DD/YYYY" | "YYYY-MM-DD" | "DD.MM.YYYY"
            if !speaks_of_format(text, word.at) =>
        {
            Some((word.core_span(), FillIn))
        }
        "HERE"
            if follows(&FIELDS)
                && before.is_some_and(|before| before.core.chars().all(char::is_uppercase)) =>
        {
            Some((
                Span::new(before?.core_span().start, word.core_span().end),
                FillIn,
            ))
        }
        core if core.eq_ignore_ascii_case("lorem") && precedes(&["ipsum"]) => Some((
            Span::new(word.core_span().start, next?.core_span().end),
            FillIn,
        )),
        core if core.starts_with("____")
            && core.bytes().all(|byte| byte == b'_')
            && before.is_some()
            && core.len() < 30 =>
        {
            Some((word.core_span(), FillIn))
        }
        core if is_crosses(core.trim_start_matches(['#', '$', '€', '£'])) => {
            crosses(before, word, next).map(|span| (span, FillIn))
        }
        _ => None,
    }
}

/// What a word behind a greeting shows, when it is no name.
fn greeted_kind(greeting: Word<'_>, word: Word<'_>) -> Option<PlaceholderProblemKind> {
    let is_dash = matches!(word.text, "-," | "-" | "-!" | "–,");
    if is_dash && word.text != "-" {
        return Some(PlaceholderProblemKind::RenderedBlank);
    }
    // French sets a space before an exclamation mark.
    let is_french = greeting.is(&["bonjour", "salut"]);
    if matches!(word.text, "," | "!" | ":" | ",,") && !(is_french && word.text == "!") {
        return Some(PlaceholderProblemKind::RenderedBlank);
    }
    let ends = word.text.ends_with([',', '!', ':']);
    if !ends {
        return None;
    }
    if matches!(
        word.core,
        "null" | "undefined" | "None" | "nil" | "NaN" | "N/A" | "(null"
    ) {
        return Some(PlaceholderProblemKind::RenderedBlank);
    }
    let lower = word.core.to_lowercase();
    let is_shouted = 3 <= word.core.len() && word.core.chars().all(char::is_uppercase);
    let is_everybody = matches!(
        lower.as_str(),
        "all" | "team" | "everyone" | "folks" | "again" | "both"
    );
    let is_no_name = NO_NAMES.contains(&lower.as_str());
    ((is_shouted && !is_everybody) || is_no_name).then_some(PlaceholderProblemKind::ImplausibleName)
}

fn greeting_span(greeting: Word<'_>, word: Word<'_>) -> Span {
    Span::new(greeting.at, word.end())
}

/// The name without the comma, but with the dot of a title.
fn name_span(word: Word<'_>) -> Span {
    Span::new(
        word.core_span().start,
        word.at + word.text.trim_end_matches([',', '!', ':']).len(),
    )
}

fn opens_line(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .rev()
        .take_while(|character| *character != '\n')
        .all(char::is_whitespace)
}

/// `XXX` where a number or a name belongs; not a masked card number and not a brand.
fn crosses(before: Option<Word<'_>>, word: Word<'_>, next: Option<Word<'_>>) -> Option<Span> {
    let has_digit = |word: Word<'_>| word.text.bytes().any(|byte| byte.is_ascii_digit());
    if next.is_some_and(has_digit) || before.is_some_and(has_digit) {
        return None;
    }
    let unit = next.filter(|next| next.is(&UNITS));
    if let Some(unit) = unit.filter(|_| word.text == word.core) {
        return Some(Span::new(word.at, unit.core_span().end));
    }
    let is_amount = word.core.starts_with(['$', '€', '£', '#']);
    let is_number = 3 <= word.core.len()
        && before.is_some_and(|before| before.is(&NUMBERED) || is_greeting(before.core));
    (is_amount || is_number).then(|| word.core_span())
}

fn is_crosses(word: &str) -> bool {
    !word.is_empty()
        && word.len() < 20
        && word.bytes().all(|byte| matches!(byte, b'X' | b'.'))
        && word.starts_with('X')
}

/// A sign of money before what a program writes for nothing: `£undefined`, `$NaN`, `€[object`.
fn is_blank_amount(core: &str) -> bool {
    let value = core.trim_start_matches(['$', '€', '£', '#']);
    value.len() < core.len() && matches!(value, "null" | "undefined" | "NaN" | "nil" | "[object")
}

/// Whether the words around explain what a program shows or stores.
fn speaks_of_values(text: &str, at: usize) -> bool {
    let around = around(text, at);
    [
        "mean", "field", "value", "column", "cell", "error", "formula", "export", "function",
        "code", "show", "returns", "display", "\u{201c}", "\"", "born", "birth",
    ]
    .iter()
    .any(|word| around.contains(word))
}

/// Whether the words just before or behind explain how to write a date.
fn speaks_of_format(text: &str, at: usize) -> bool {
    let around = around(text, at);
    ["format", "form ", "e.g.", "example", "such as", "(", " as "]
        .iter()
        .any(|word| around.contains(word))
}

/// Some fifty bytes before a place and forty behind: enough of a sentence to know what it speaks of, and a bound that keeps long texts linear.
fn around(text: &str, at: usize) -> &str {
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    &text[floor(at.saturating_sub(50))..floor((at + 40).min(text.len()))]
}

/// A word before a value that was to be filled in.
fn is_label(word: &str) -> bool {
    word.ends_with('#')
        || word.ends_with('$')
        || matches!(
            word.to_lowercase().as_str(),
            "mr." | "mrs." | "ms." | "dr." | "order:" | "name:"
        )
}

/// Words before a value.
const VALUED: [&str; 19] = [
    "is",
    "are",
    "was",
    "of",
    "on",
    "at",
    "by",
    "until",
    "for",
    "from",
    "costs",
    "to",
    "reference",
    "order",
    "number",
    "code",
    "ref",
    "till",
    "dear",
];
/// Things that carry a number.
const NUMBERED: [&str; 14] = [
    "order",
    "ticket",
    "invoice",
    "case",
    "reference",
    "tracking",
    "booking",
    "number",
    "code",
    "ref",
    "amount",
    "id",
    "account",
    "parcel",
];
const VERBS: [&str; 16] = [
    "has", "is", "was", "will", "have", "had", "shipped", "to", "and", "for", "on", "been",
    "arrived", "left", "by", "can",
];
const PREPOSITIONS: [&str; 11] = [
    "on", "by", "until", "before", "of", "for", "to", "from", "with", "at", "is",
];
const UNITS: [&str; 12] = [
    "day", "days", "hour", "hours", "minute", "minutes", "week", "weeks", "month", "months",
    "business", "working",
];
const FIELDS: [&str; 10] = [
    "name",
    "date",
    "link",
    "amount",
    "number",
    "order",
    "email",
    "address",
    "text",
    "signature",
];

/// Mailbox names, titles and the like that a sender's name was taken from.
const NO_NAMES: [&str; 22] = [
    "admin",
    "contact",
    "donotreply",
    "dr",
    "firstname",
    "info",
    "mr",
    "mrs",
    "ms",
    "no-reply",
    "noreply",
    "office",
    "sales",
    "support",
    "test",
    "the",
    "unknown",
    "user",
    "webmaster",
    "first_name",
    "first",
    "customer_name",
];
