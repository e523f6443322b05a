//! Makes untrusted words harmless: what a terminal or a reader would act on, or not see, is spelled out.

use std::borrow::Cow;

/// One line of text in which every control character, bidirectional override and invisible character can be seen.
/// White space becomes plain spaces.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut before = '\0';
    for character in text.chars() {
        push_visible(before, character, &mut shown);
        before = character;
    }
    Cow::Owned(shown)
}

/// Appends one character so that it can be seen; `before` is the character before it.
pub(crate) fn push_visible(before: char, character: char, shown: &mut String) {
    match character {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => shown.push(' '),
        // The control pictures stand at the same distance from each other as the controls.
        '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(character))),
        '\u{7f}' => shown.push('␡'),
        // Joiners and tags belong to an emoji or a script when they follow one.
        '\u{200c}' | '\u{200d}' if !before.is_ascii() => shown.push(character),
        '\u{e0020}'..='\u{e007f}'
            if before == '🏴' || ('\u{e0020}'..='\u{e007f}').contains(&before) =>
        {
            shown.push(character);
        }
        // One selector may follow a character; a row of them carries a hidden message.
        _ if is_selector(character) && !is_selector(before) => shown.push(character),
        _ if is_hidden(character) => shown.push_str(&format!("<U+{:04X}>", u32::from(character))),
        _ => shown.push(character),
    }
}

/// Whether a character chooses among the shapes of the one before it.
fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character cannot be seen, or changes how its neighbours are seen.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || is_selector(character)
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// One line of text for XML and HTML, in an element or a quoted attribute.
pub(crate) fn xml(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // No XML document may hold these, not even as references.
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Cuts a text to at most `limit` bytes on a character boundary, ending in `…` where something was cut.
pub(crate) fn cut(mut text: String, limit: usize) -> String {
    if text.len() <= limit {
        return text;
    }
    let mut end = limit.saturating_sub('…'.len_utf8());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text.push('…');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_hide() {
        for (text, shown) in [
            ("plain", "plain"),
            ("a\tb\r\nc", "a b  c"),
            ("\u{1b}[2Jx\u{7f}", "␛[2Jx␡"),
            ("pay \u{202e}evil\u{202c}", "pay <U+202E>evil<U+202C>"),
            ("zero\u{200b}width", "zero<U+200B>width"),
            ("👩\u{200d}👧 ok", "👩\u{200d}👧 ok"),
            ("a\u{200d}b", "a<U+200D>b"),
            ("\u{9b}31m", "<U+009B>31m"),
            ("é ü 日本", "é ü 日本"),
            ("1\u{fe0f}\u{20e3} ❤\u{fe0f}", "1\u{fe0f}\u{20e3} ❤\u{fe0f}"),
            ("a\u{e0100}\u{e0101}", "a\u{e0100}<U+E0101>"),
            ("a\u{3164}b", "a<U+3164>b"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(
            xml("<a b='c'>&\u{1}\n\u{ffff}\"</a>"),
            "&lt;a b=&#39;c&#39;&gt;&amp;␁ \u{fffd}&quot;&lt;/a&gt;"
        );
    }

    #[test]
    fn cuts_on_boundaries() {
        assert_eq!(cut(String::from("ééé"), 6), "ééé");
        assert_eq!(cut(String::from("éééé"), 6), "é…");
        assert_eq!(cut(String::from("abc"), 1), "…");
    }
}
