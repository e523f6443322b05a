//! Sorted lists of words, searched where they stand: nothing is built before the first draft.

use std::cmp::Ordering;

/// Whether a list of words, sorted by their bytes and one blank apart, holds a word.
pub(crate) fn holds(list: &str, word: &str) -> bool {
    find(list, |entry| entry.cmp(word)).is_some()
}

/// The entry of such a list that compares as equal; `compare` must follow the order of the list.
pub(crate) fn find(list: &str, compare: impl Fn(&str) -> Ordering) -> Option<&str> {
    let bytes = list.as_bytes();
    let is_blank = |byte: &u8| *byte == b' ';
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = bytes[low..middle].iter().rposition(is_blank);
        let start = start.map_or(low, |at| low + at + 1);
        let end = bytes[middle..high].iter().position(is_blank);
        let end = end.map_or(high, |at| middle + at);
        match compare(&list[start..end]) {
            Ordering::Equal => return Some(&list[start..end]),
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start.saturating_sub(1),
        }
    }
    None
}

/// Fails unless a list is sorted and each of its words is found.
#[cfg(test)]
pub(crate) fn assert_sorted(list: &str) {
    let words: Vec<&str> = list.split(' ').collect();
    assert!(words.is_sorted_by(|a, b| a < b), "{list}");
    for word in words {
        assert!(holds(list, word), "{word}");
        assert!(!holds(list, &format!("{word}q")), "{word}");
    }
    assert!(!holds(list, "") && !holds(list, "zzz"));
}
