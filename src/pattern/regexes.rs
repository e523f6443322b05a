//! Regular expressions: checked when rules load, run only where a word they need was seen.

use std::fmt;

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind, Look};

use super::parse::PatternError;

/// Bytes a compiled expression may take; beyond it a rule file is refused.
const SIZE_LIMIT: usize = 1 << 20;

/// Compiles an expression as rules mean it: in any case, bounded in size. Classes such as `\w` hold ASCII only, since those of
/// Unicode take milliseconds to compile, unless the expression cannot be read without Unicode.
pub(super) fn compile(source: &str) -> Result<Regex, PatternError> {
    build(source, false)
        .or_else(|_| build(source, true))
        .map_err(|error| {
            PatternError::new(
                1,
                format!(
                    "the regular expression does not compile: {}",
                    one_line(&error.to_string())
                ),
            )
        })
}

fn build(source: &str, is_unicode: bool) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source)
        .case_insensitive(true)
        .unicode(is_unicode)
        .size_limit(SIZE_LIMIT)
        .build()
}

fn one_line(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The whole words of which one must be in the text for the expression to match.
///
/// # Errors
/// The expression does not compile, or no whole word is needed in every reading.
pub(super) fn gates(source: &str) -> Result<Vec<String>, PatternError> {
    compile(source)?;
    let hir = regex_syntax::parse(source).map_err(|error| {
        PatternError::new(
            1,
            format!(
                "the regular expression does not compile: {}",
                one_line(&error.to_string())
            ),
        )
    })?;
    let mut gates = required(&hir).ok_or_else(|| {
        PatternError::new(
            1,
            "this regular expression needs no whole word, so it would have to run on every message",
        )
        .help(r"put a word between \b marks, as in \bcard\b\D{0,9}\d+")
    })?;
    gates.sort_unstable();
    gates.dedup();
    Ok(gates)
}

/// Most alternatives of one text that a match must hold; more are dearer to look for than the expression is to run.
const MOST_TEXTS: usize = 64;

/// What a text must hold for an expression to match, written for [`may_match`]: a line for each part that has a text of its own. A
/// line begins with the place where the text must end, then come its alternatives in lower case, all with tabs between them.
/// Compiling an expression takes longer than judging a draft without it.
pub(super) fn needs(source: &str) -> String {
    let is_ascii = build(source, false).is_ok();
    let Some(hir) = regex_syntax::parse(source).ok().filter(|_| is_ascii) else {
        return String::new();
    };
    let parts = match hir.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        _ => std::slice::from_ref(&hir),
    };
    let mut place = Place::Anywhere;
    let mut lines = Vec::new();
    for part in parts {
        place = place.after(part);
        if let Some(texts) = texts(part) {
            lines.push((texts.len(), format!("{place}\t{}", texts.join("\t"))));
        }
    }
    // A colon is sooner looked for than one of twenty words.
    lines.sort_by_key(|(alternatives, _)| *alternatives);
    let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
    lines.join("\n")
}

/// Where a part of an expression ends; a text of its own may stand anywhere in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// At most so many bytes behind the start of the text.
    NearStart(usize),
    /// At most so many bytes behind the start of a line.
    NearLine(usize),
}

impl Place {
    /// Where the next part ends.
    fn after(self, part: &Hir) -> Self {
        let longest = part.properties().maximum_len();
        match (part.kind(), self, longest) {
            (HirKind::Look(Look::Start), ..) => Self::NearStart(0),
            (HirKind::Look(Look::StartLF), ..) => Self::NearLine(0),
            (_, Self::NearStart(bytes), Some(longest)) => Self::NearStart(bytes + longest),
            (_, Self::NearLine(bytes), Some(longest)) => Self::NearLine(bytes + longest),
            _ => Self::Anywhere,
        }
    }

    fn read(written: &str) -> Self {
        let bytes = |digits: &str| digits.parse().ok();
        match written.strip_prefix('+') {
            Some(digits) => bytes(digits).map_or(Self::Anywhere, Self::NearLine),
            None => bytes(written).map_or(Self::Anywhere, Self::NearStart),
        }
    }

    /// Whether a text ends here.
    fn holds(self, text: &str, lower: &str) -> bool {
        let near = |bytes: usize, lower: &str| {
            let start = &lower.as_bytes()[..lower.len().min(bytes)];
            start
                .windows(text.len())
                .any(|bytes| bytes == text.as_bytes())
        };
        match self {
            Self::Anywhere => lower.contains(text),
            Self::NearStart(bytes) => near(bytes, lower),
            Self::NearLine(bytes) => lower.split('\n').any(|line| near(bytes, line)),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anywhere => Ok(()),
            Self::NearStart(bytes) => write!(out, "{bytes}"),
            Self::NearLine(bytes) => write!(out, "+{bytes}"),
        }
    }
}

/// Whether a text in lower case holds what [`needs`] wrote.
pub(super) fn may_match(needs: &str, lower: &str) -> bool {
    needs.lines().all(|line| {
        let mut texts = line.split('\t');
        let place = texts.next().map_or(Place::Anywhere, Place::read);
        texts.any(|text| place.holds(text, lower))
    })
}

/// Texts of which one stands in each match of an expression.
fn texts(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let tells = !text.trim().is_empty()
                && !text.contains(char::is_control)
                && text.chars().all(|c| c.is_ascii() || !c.is_alphabetic());
            tells.then(|| vec![text.to_ascii_lowercase()])
        }
        HirKind::Capture(capture) => texts(&capture.sub),
        HirKind::Repetition(repetition) if 0 < repetition.min => texts(&repetition.sub),
        HirKind::Concat(parts) => {
            let shortest = |texts: &Vec<String>| texts.iter().map(String::len).min();
            parts.iter().filter_map(texts).max_by_key(shortest)
        }
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.append(&mut texts(branch)?);
            }
            (all.len() <= MOST_TEXTS).then_some(all)
        }
        _ => None,
    }
}

/// An atom of a concatenation, as far as word edges are concerned.
enum Atom<'a> {
    Text(String),
    Edge,
    Other(&'a Hir),
}

fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if 0 < repetition.min => required(&repetition.sub),
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.append(&mut required(branch)?);
            }
            Some(all)
        }
        HirKind::Concat(parts) => in_row(parts),
        HirKind::Literal(_) => in_row(std::slice::from_ref(hir)),
        _ => None,
    }
}

fn in_row(parts: &[Hir]) -> Option<Vec<String>> {
    let atoms: Vec<Atom<'_>> = parts.iter().map(atom).collect();
    let mut best: Option<Vec<String>> = None;
    for (index, atom) in atoms.iter().enumerate() {
        let found = match atom {
            Atom::Text(text) => {
                let before = index
                    .checked_sub(1)
                    .is_some_and(|at| matches!(atoms[at], Atom::Edge));
                let after = matches!(atoms.get(index + 1), Some(Atom::Edge));
                whole_word(text, before, after).map(|word| vec![word])
            }
            Atom::Edge => None,
            Atom::Other(hir) => {
                let edged = index
                    .checked_sub(1)
                    .is_some_and(|at| matches!(atoms[at], Atom::Edge))
                    && matches!(atoms.get(index + 1), Some(Atom::Edge));
                bare_words(hir).filter(|_| edged).or_else(|| required(hir))
            }
        };
        if let Some(found) = found
            && best.as_ref().is_none_or(|best| found.len() < best.len())
        {
            best = Some(found);
        }
    }
    best
}

/// `(one|two)` between edges: every branch is a word.
fn bare_words(hir: &Hir) -> Option<Vec<String>> {
    let inner = if let HirKind::Capture(capture) = hir.kind() {
        &*capture.sub
    } else {
        hir
    };
    let HirKind::Alternation(branches) = inner.kind() else {
        return None;
    };
    branches
        .iter()
        .map(|branch| match branch.kind() {
            HirKind::Literal(literal) => std::str::from_utf8(&literal.0)
                .ok()
                .and_then(|text| whole_word(text, true, true)),
            _ => None,
        })
        .collect()
}

fn atom(hir: &Hir) -> Atom<'_> {
    match hir.kind() {
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0)
            .map_or(Atom::Other(hir), |text| Atom::Text(text.to_lowercase())),
        HirKind::Look(Look::WordAscii | Look::WordUnicode | Look::Start | Look::End) => Atom::Edge,
        HirKind::Class(class) if is_gap(class) => Atom::Edge,
        HirKind::Repetition(repetition)
            if 0 < repetition.min
                && matches!(repetition.sub.kind(), HirKind::Class(class) if is_gap(class)) =>
        {
            Atom::Edge
        }
        _ => Atom::Other(hir),
    }
}

/// Whether a class holds no letter and no digit, so that a word ends beside it.
fn is_gap(class: &regex_syntax::hir::Class) -> bool {
    match class {
        regex_syntax::hir::Class::Unicode(class) => class.iter().all(|range| {
            !('0'..='z')
                .any(|c| c.is_ascii_alphanumeric() && range.start() <= c && c <= range.end())
        }),
        regex_syntax::hir::Class::Bytes(class) => class.iter().all(|range| {
            !(b'0'..=b'z')
                .any(|c| c.is_ascii_alphanumeric() && range.start() <= c && c <= range.end())
        }),
    }
}

fn whole_word(text: &str, before: bool, after: bool) -> Option<String> {
    let pieces: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let last = pieces.len() - 1;
    pieces
        .iter()
        .enumerate()
        .filter(|(index, piece)| {
            1 < piece.len() && (0 < *index || before) && (*index < last || after)
        })
        .map(|(_, piece)| (*piece).to_owned())
        .max_by_key(String::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_gate() {
        let cases: &[(&str, &[&str])] = &[
            (r"\bcard\b\D{0,9}\d+", &["card"]),
            (r"\b(visa|amex)\b\s+ending", &["amex", "visa"]),
            (r"\bcalm\s+down\b", &["calm"]),
        ];
        for (source, expected) in cases {
            assert_eq!(gates(source).unwrap(), *expected, "{source}");
        }
        assert!(gates(r"\d{3}").is_err());
        assert!(gates(r"card").is_err());
        assert!(gates(r"(unclosed").is_err());
        assert!(gates(r"\bcard\b(\w{9000}){900}").is_err());
    }

    #[test]
    fn texts_that_every_match_holds_are_needed() {
        for (source, needed) in [
            (r"\*\*\bsubject\b(?: line)?\W{0,3}:", "\t**\n\tsubject\n\t:"),
            (r"\b(a:|b)\b", "\ta:\tb"),
            (r"\A\W{0,3}\b(?:Mr|Mrs)\b: ", "17\t: \n15\tmr\tmrs"),
            (r"(?m)^\bto\b: ", "+2\tto\n+4\t: "),
            (r"\b(?:Mr|Mrs) (?:Big|[a-z]+)\b", "\tmr\tmrs"),
            (r"\bcafé\b x", "\t x"),
        ] {
            assert_eq!(needs(source), needed, "{source}");
        }
        assert!(may_match("\t**\n\tsubject\ta", "**a"));
        assert!(!may_match("\t**\n\tsubject", "subject"));
        assert!(may_match("", "anything"));
        assert!(may_match("4\tto", "- to: us") && !may_match("3\tto", "- to: us"));
        assert!(may_match("+2\tto", "dear\nto") && !may_match("+2\tto", "dear\n to"));
    }

    proptest::proptest! {
        #[test]
        fn what_matches_is_never_ruled_out(
            at in 0..9usize,
            text in "[a-cA-C :1é\n]{0,12}",
        ) {
            let source = [
                r"\ba\b: ?(?:b|C c)",
                r"(?m)^\W{0,2}\b(?:a|bb)\b",
                r"\ba\b(?:[bc]+|:)é?",
                r"(?:ab)+ \bc\b",
                r"\bA\b.*:",
                r"\A\W{0,2}\b(?:a|cc)\b ?b",
                r"(?m)^\W{0,1}[bé]?\b(?:a|cc)\b",
                r"\A(?:[bc]{0,3}a1|\bc\b)",
                r"(?m)^(?:b:? ?ca|\ba\b)",
            ][at];
            if compile(source).unwrap().is_match(text.as_bytes()) {
                proptest::prop_assert!(may_match(&needs(source), &text.to_ascii_lowercase()));
            }
        }
    }
}
