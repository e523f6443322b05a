//! Private values known by their parts, so that a cut or reworded quotation of one is covered as well as a whole one.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// So many characters in a row count as a part of a value; a shorter value counts as a whole.
const WINDOW: usize = 4;

/// The least number of letters and digits in a part that tells something.
const TELLING: usize = 3;

/// Every four characters in a row of some private values. It holds them only to compare, and shows none.
#[derive(Clone, Default)]
pub(crate) struct ValueParts {
    windows: HashSet<[char; WINDOW]>,
    /// Values shorter than a window, such as a card's security code.
    short: HashSet<String>,
}

impl fmt::Debug for ValueParts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ValueParts({} windows)", self.windows.len())
    }
}

impl ValueParts {
    /// Adds a value.
    pub(crate) fn add(&mut self, value: &str) {
        let characters = folded(value);
        if characters.len() < WINDOW {
            self.short.insert(characters.iter().collect());
        }
        let windows = windows(&characters).map(|(_, window)| window);
        self.windows.extend(windows.filter(is_telling));
    }

    /// A text with every part of a value replaced by `•`.
    pub(crate) fn cover<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.windows.is_empty() && self.short.is_empty() {
            return Cow::Borrowed(text);
        }
        let characters = folded(text);
        let mut hidden = vec![false; characters.len()];
        for (at, window) in windows(&characters) {
            if self.windows.contains(&window) {
                hidden[at..at + WINDOW].fill(true);
            }
        }
        let mut at = 0;
        for word in characters.chunk_by(|a, b| a.is_alphanumeric() == b.is_alphanumeric()) {
            if word.len() < WINDOW && self.short.contains(&word.iter().collect::<String>()) {
                hidden[at..at + word.len()].fill(true);
            }
            at += word.len();
        }
        if !hidden.contains(&true) {
            return Cow::Borrowed(text);
        }
        let shown = text.chars().zip(hidden);
        let shown = shown.map(|(c, is_hidden)| match c {
            c if is_hidden && !c.is_whitespace() => '•',
            c => c,
        });
        Cow::Owned(shown.collect())
    }
}

/// The characters of a text with ASCII letters in small, as rules fold what they quote.
fn folded(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_ascii_lowercase()).collect()
}

fn windows(characters: &[char]) -> impl Iterator<Item = (usize, [char; WINDOW])> {
    let all = characters.windows(WINDOW).enumerate();
    all.filter_map(|(at, window)| Some((at, window.try_into().ok()?)))
}

fn is_telling(window: &[char; WINDOW]) -> bool {
    TELLING <= window.iter().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_values_are_covered() {
        let mut parts = ValueParts::default();
        for value in ["48 Elm Grove, 2010 Sydney", "Tulip!88x", "720"] {
            parts.add(value);
        }
        for (text, shown) in [
            ("I live at 48 Elm Gro", "I live at •• ••• •••"),
            ("is it tulip", "is it •••••"),
            ("the code 720 or 7201", "the code ••• or 7201"),
            ("why is my parcel late", "why is my parcel late"),
            ("élan grove", "élan •••••"),
        ] {
            assert_eq!(parts.cover(text), shown);
        }
        assert!(!format!("{parts:?}").contains("tuli"));
    }
}
