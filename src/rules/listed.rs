//! Sorted lists of words, searched where they stand: nothing is built before the first draft.

/// Whether a list of words, sorted by their bytes and one blank apart, holds a word.
pub(super) fn holds(list: &str, word: &str) -> bool {
    let bytes = list.as_bytes();
    let is_blank = |byte: &u8| *byte == b' ';
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = bytes[low..middle].iter().rposition(is_blank);
        let start = start.map_or(low, |at| low + at + 1);
        let end = bytes[middle..high].iter().position(is_blank);
        let end = end.map_or(high, |at| middle + at);
        match list[start..end].cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start.saturating_sub(1),
        }
    }
    false
}

/// Fails unless a list is sorted and each of its words is found.
#[cfg(test)]
pub(super) fn assert_sorted(list: &str) {
    let words: Vec<&str> = list.split(' ').collect();
    assert!(words.is_sorted_by(|a, b| a < b), "{list}");
    for word in words {
        assert!(holds(list, word), "{word}");
        assert!(!holds(list, &format!("{word}q")), "{word}");
    }
    assert!(!holds(list, "") && !holds(list, "zzz"));
}
