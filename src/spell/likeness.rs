//! How unlike a slip and a word are: optimal string alignment with weights learnt from real misspellings.
//!
//! The weights were fitted by coordinate descent on a list of known misspellings (see `benches/spelling.md`);
//! the evaluation lists were not used.

/// Two neighbouring letters swapped.
const TRANSPOSED: f32 = 0.65;
/// One letter of a pair too many or too few.
const DOUBLED: f32 = 0.34;
/// A vowel for another.
const VOWEL: f32 = 0.65;
/// A consonant for one that sounds or looks like it.
const SIMILAR: f32 = 0.93;
/// Any other letter for another.
const OTHER: f32 = 1.71;
/// A letter too many.
const EXTRA: f32 = 1.0;
/// A letter missing.
const MISSING: f32 = 0.54;
/// A silent `e` too many at the end.
const SILENT: f32 = 0.5;
/// The `d`, `r` or `s` of an ending missing.
const ENDING: f32 = 0.85;
/// An apostrophe too many or too few.
const APOSTROPHE: f32 = 0.25;
/// Added when the first letters differ; writers seldom miss the first.
const FIRST: f32 = 0.80;

/// Reused rows of the alignment table.
#[derive(Debug, Default)]
pub(super) struct Rows {
    word: Vec<char>,
    cells: [Vec<f32>; 3],
}

/// The weighted distance from a slip to a word, both in lower case; 0 when equal. Linear in the product of lengths.
pub(super) fn distance(slip: &[char], word: &str, rows: &mut Rows) -> f32 {
    rows.word.clear();
    rows.word.extend(word.chars());
    let word = &rows.word;
    let [before, last, this] = &mut rows.cells;
    last.clear();
    last.push(0.0);
    for at in 0..word.len() {
        last.push(last[at] + missing(word, at));
    }
    for row in 0..slip.len() {
        this.clear();
        this.push(last[0] + extra(slip, row));
        for at in 0..word.len() {
            let mut best = last[at] + substitution(slip[row], word[at]);
            best = best
                .min(last[at + 1] + extra(slip, row))
                .min(this[at] + missing(word, at));
            if 0 < row
                && 0 < at
                && slip[row] == word[at - 1]
                && slip[row - 1] == word[at]
                && slip[row] != slip[row - 1]
            {
                best = best.min(before[at - 1] + TRANSPOSED);
            }
            this.push(best);
        }
        std::mem::swap(before, last);
        std::mem::swap(last, this);
    }
    let first = if slip.first() == word.first() {
        0.0
    } else {
        FIRST
    };
    last.last().copied().unwrap_or(0.0) + first
}

/// The cost of the letter at `at`, which only the slip has.
fn extra(slip: &[char], at: usize) -> f32 {
    // A silent `e` at the end: `develope`, `stomache`.
    let silent = at + 1 == slip.len() && slip[at] == 'e';
    single(slip, at, if silent { SILENT } else { EXTRA })
}

/// The cost of the letter at `at`, which only the word has.
fn missing(word: &[char], at: usize) -> f32 {
    // Endings are seldom lost; a slip without one more likely means the word without one.
    let ending = at + 1 == word.len() && matches!(word[at], 'd' | 'r' | 's');
    single(word, at, if ending { ENDING } else { MISSING })
}

fn single(letters: &[char], at: usize, other: f32) -> f32 {
    if letters[at] == '\'' {
        APOSTROPHE
    } else if 0 < at && letters[at - 1] == letters[at] {
        DOUBLED
    } else {
        other
    }
}

fn substitution(a: char, b: char) -> f32 {
    if a == b {
        0.0
    } else if is_vowel(a) && is_vowel(b) {
        VOWEL
    } else if is_similar(a, b) || is_similar(b, a) {
        SIMILAR
    } else {
        OTHER
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn is_similar(a: char, b: char) -> bool {
    matches!(
        (a, b),
        ('c', 's' | 'k' | 'q' | 'x' | 't')
            | ('s', 'z' | 'x' | 't')
            | ('g', 'j' | 'q' | 'k')
            | ('d', 't' | 'b')
            | ('b', 'p' | 'v')
            | ('f', 'v' | 'p' | 'h')
            | ('m', 'n')
            | ('v', 'w')
            | ('l', 'r')
            | ('k', 'q')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(slip: &str, word: &str) -> f32 {
        distance(
            &slip.chars().collect::<Vec<_>>(),
            word,
            &mut Rows::default(),
        )
    }

    #[test]
    fn weighs_common_slips_less() {
        assert_eq!(of("refund", "refund"), 0.0);
        assert_eq!(of("", ""), 0.0);
        for (slip, near, far) in [
            ("reciept", "receipt", "recipe"),
            ("adress", "address", "dress"),
            ("teh", "the", "ted"),
            ("dont", "don't", "dint"),
            ("seperate", "separate", "operate"),
        ] {
            assert!(
                of(slip, near) < of(slip, far),
                "{slip}: {near} before {far}"
            );
        }
    }
}
