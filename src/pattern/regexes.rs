//! Regular expressions: checked when rules load, run only where a word they need was seen.

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind, Look};

use super::parse::PatternError;

/// Bytes a compiled expression may take; beyond it a rule file is refused.
const SIZE_LIMIT: usize = 1 << 20;

/// Compiles an expression as rules mean it: in any case, bounded in size. Classes such as `\w` hold ASCII only, since those of
/// Unicode take milliseconds to compile, unless the expression cannot be read without Unicode.
pub(super) fn compile(source: &str) -> Result<Regex, PatternError> {
    let build = |is_unicode| {
        RegexBuilder::new(source)
            .case_insensitive(true)
            .unicode(is_unicode)
            .size_limit(SIZE_LIMIT)
            .build()
    };
    build(false).or_else(|_| build(true)).map_err(|error| {
        PatternError::new(
            1,
            format!(
                "the regular expression does not compile: {}",
                one_line(&error.to_string())
            ),
        )
    })
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

/// Marks such as `:` or `#` that every match must hold; a text without one of them needs no run.
pub(super) fn marks(source: &str) -> String {
    let mut marks = String::new();
    if let Ok(hir) = regex_syntax::parse(source) {
        collect_marks(&hir, &mut marks);
    }
    marks
}

fn collect_marks(hir: &Hir, marks: &mut String) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            for character in std::str::from_utf8(&literal.0).unwrap_or("").chars() {
                let mark = !character.is_alphanumeric() && !character.is_whitespace();
                if mark && !marks.contains(character) {
                    marks.push(character);
                }
            }
        }
        HirKind::Capture(capture) => collect_marks(&capture.sub, marks),
        HirKind::Repetition(repetition) if 0 < repetition.min => {
            collect_marks(&repetition.sub, marks)
        }
        HirKind::Concat(parts) => parts.iter().for_each(|part| collect_marks(part, marks)),
        _ => {}
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
        assert_eq!(marks(r"\*\*\bsubject\b(?: line)?\W{0,3}:"), "*:");
        assert_eq!(marks(r"\b(a:|b)\b"), "");
        assert!(gates(r"\d{3}").is_err());
        assert!(gates(r"card").is_err());
        assert!(gates(r"(unclosed").is_err());
        assert!(gates(r"\bcard\b(\w{9000}){900}").is_err());
    }
}
