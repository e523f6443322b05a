//! Digits and separators that are not ASCII but read as if they were.
//!
//! Full-width (U+FF10), Arabic-Indic (U+0660) and Extended Arabic-Indic (U+06F0) digits become ASCII digits; no-break and thin spaces become a space;
//! Unicode hyphens and dashes between digits become `-`; zero-width characters vanish. Spans map back to the original text.

use crate::text::Span;

/// A folded text and the way back.
pub(super) struct Folded {
    text: String,
    /// For each byte of the folded text the byte of the original it came from; one more for the end.
    places: Vec<usize>,
}

impl Folded {
    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The original's bytes for a span of the folded text.
    pub(super) fn original(&self, span: Span) -> Span {
        let start = self.places.get(span.start).copied().unwrap_or(0);
        let end = self.places.get(span.end).copied().unwrap_or(start);
        Span::new(start, end.max(start))
    }
}

/// What a character reads as: itself, another, or nothing.
fn reading(c: char) -> Option<Option<char>> {
    let digit = |base: u32| char::from_digit(c as u32 - base, 10);
    match c {
        '\u{ff10}'..='\u{ff19}' => Some(digit(0xff10)),
        '\u{660}'..='\u{669}' => Some(digit(0x660)),
        '\u{6f0}'..='\u{6f9}' => Some(digit(0x6f0)),
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}' => Some(Some(' ')),
        '\u{2010}'..='\u{2013}' | '\u{2212}' => Some(Some('-')),
        '\u{ff20}' => Some(Some('@')),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => Some(None),
        _ => None,
    }
}

/// Folds a text; `None` when it already reads as it is written.
pub(super) fn fold(text: &str) -> Option<Folded> {
    // All the characters above begin with one of these bytes; few texts have them.
    let may = |byte: u8| matches!(byte, 0xC2 | 0xD9 | 0xDB | 0xE2 | 0xEF);
    if !text.bytes().any(may) || !text.chars().any(|c| reading(c).is_some()) {
        return None;
    }
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        places: Vec::with_capacity(text.len() + 1),
    };
    for (at, c) in text.char_indices() {
        let read = reading(c).unwrap_or(Some(c));
        if let Some(read) = read {
            folded.text.push(read);
            folded.places.resize(folded.text.len(), at);
        }
    }
    folded.places.push(text.len());
    Some(folded)
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, scan};

    #[test]
    fn numbers_in_other_clothes_are_found_where_they_stand() {
        for text in [
            "card ４１１１ １１１１ １１１１ １１１１!",
            "card 4111\u{a0}1111\u{a0}1111\u{a0}1111!",
            "card 4111\u{2011}1111\u{2011}1111\u{2011}1111!",
            "card 4\u{200b}111 1111 1111 1111!",
            "card ٤١١١ ١١١١ ١١١١ ١١١١!",
        ] {
            let found = scan(text, &Settings::default());
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(
                (found[0].span.start, found[0].span.end),
                (5, text.len() - 1),
                "{text}"
            );
        }
    }
}
