//! Lines of at most so many columns.

use unicode_width::UnicodeWidthStr;

/// Breaks a text at spaces into lines of at most `columns`; a longer word stands alone. An empty text is no line.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let width = word.width();
        match lines.last_mut() {
            Some(line) if used + 1 + width <= columns => {
                line.push(' ');
                line.push_str(word);
                used += 1 + width;
            }
            _ => {
                lines.push(word.to_owned());
                used = width;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_at_spaces() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("日本 語", 5), ["日本", "語"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert!(wrap(" ", 4).is_empty());
    }
}
