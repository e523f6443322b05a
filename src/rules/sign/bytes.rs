//! What the bytes of a text alone can tell: most signs are not there, and nobody has to look for them.

use super::mask;

/// Classes of bytes by which [`possible`] sees that a sign cannot be there.
mod byte {
    pub(super) const UPPER: u8 = 1;
    pub(super) const LOWER: u8 = 2;
    pub(super) const SPACE: u8 = 3;
    /// `!` and `?`.
    pub(super) const CRY: u8 = 4;
    pub(super) const DOT: u8 = 5;
    /// `,` and `;`.
    pub(super) const COMMA: u8 = 6;
    /// `'` and `_`, which stand inside words.
    pub(super) const JOINER: u8 = 7;
    pub(super) const BRACKET: u8 = 8;
    pub(super) const QUOTE: u8 = 9;
    pub(super) const DIGIT: u8 = 10;
    pub(super) const HIGH: u8 = 11;
    /// `i` in lower case.
    pub(super) const SMALL_I: u8 = 12;
    pub(super) const OTHER: u8 = 0;
}

const BYTES: [u8; 256] = {
    let mut table = [byte::OTHER; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = match at as u8 {
            b'i' => byte::SMALL_I,
            b'a'..=b'z' => byte::LOWER,
            b'A'..=b'Z' => byte::UPPER,
            b'0'..=b'9' => byte::DIGIT,
            b' ' => byte::SPACE,
            b'!' | b'?' => byte::CRY,
            b'.' => byte::DOT,
            b',' | b';' => byte::COMMA,
            b'\'' | b'_' => byte::JOINER,
            b'(' | b')' | b'[' | b']' => byte::BRACKET,
            b'"' => byte::QUOTE,
            0x80.. => byte::HIGH,
            _ => byte::OTHER,
        };
        at += 1;
    }
    table
};

/// Signs that two neighbouring bytes make possible, by their classes.
const PAIRS: [[u32; 16]; 16] = {
    let mut table = [[0; 16]; 16];
    let mut first = 0;
    while first < 16 {
        let mut second = 0;
        while second < 16 {
            table[first][second] = pair(first as u8, second as u8);
            second += 1;
        }
        first += 1;
    }
    table
};

const fn pair(first: u8, second: u8) -> u32 {
    let mut signs = 0;
    let first_mark = matches!(first, byte::CRY | byte::DOT | byte::COMMA);
    let second_mark = matches!(second, byte::CRY | byte::DOT | byte::COMMA);
    if first == byte::UPPER && matches!(second, byte::UPPER | byte::JOINER | byte::HIGH) {
        signs |= mask("acronym") | mask("shouting") | mask("stressed-words");
    }
    if first == byte::SPACE && second == byte::SPACE {
        signs |= mask("double-space");
    }
    if first == byte::SPACE && second_mark {
        signs |= mask("space-before-punctuation");
    }
    if first_mark && second_mark {
        signs |= mask("stray-punctuation") | mask("two-dots");
    }
    if first == byte::CRY && second == byte::CRY {
        signs |= mask("piled-punctuation") | mask("tripled-punctuation");
    }
    if first_mark
        && matches!(
            second,
            byte::LOWER | byte::SMALL_I | byte::UPPER | byte::HIGH | byte::JOINER
        )
    {
        signs |= mask("missing-space");
    }
    if matches!(first, byte::LOWER | byte::SMALL_I | byte::UPPER) && second == byte::DIGIT {
        signs |= mask("password-like");
    }
    if first == byte::SMALL_I
        && !matches!(
            second,
            byte::LOWER | byte::SMALL_I | byte::UPPER | byte::DIGIT
        )
    {
        signs |= mask("small-i");
    }
    signs | single(first) | single(second)
}

/// Signs that one byte makes possible.
const fn single(class: u8) -> u32 {
    match class {
        byte::BRACKET => mask("unclosed-bracket"),
        byte::QUOTE => mask("unclosed-quote"),
        byte::HIGH => {
            mask("emoji")
                | mask("cheerful-emoji")
                | mask("mixed-quotes")
                | mask("unclosed-quote")
                | mask("missing-space")
                | mask("small-i")
        }
        _ => 0,
    }
}

/// Signs that the bytes of a text can rule out; all others are looked for among its words.
const BY_BYTES: u32 = mask("acronym")
    | mask("cheerful-emoji")
    | mask("double-space")
    | mask("elongation")
    | mask("emoji")
    | mask("missing-space")
    | mask("mixed-quotes")
    | mask("password-like")
    | mask("piled-punctuation")
    | mask("shouting")
    | mask("small-i")
    | mask("space-before-punctuation")
    | mask("stray-punctuation")
    | mask("stressed-words")
    | mask("tripled-punctuation")
    | mask("two-dots")
    | mask("unclosed-bracket")
    | mask("unclosed-quote");

/// The signs that the bytes of a text do not rule out, in one pass.
pub(in crate::rules) fn possible(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let mut signs = !BY_BYTES;
    // As if blanks stood around the text.
    let (mut before, mut run) = (0u8, 0u32);
    let mut class = byte::OTHER;
    for byte in bytes {
        let next = BYTES[usize::from(*byte)];
        signs |= PAIRS[usize::from(class)][usize::from(next)];
        class = next;
        run = if byte | 0x20 == before { run + 1 } else { 0 };
        if 2 <= run && byte.is_ascii_alphabetic() {
            signs |= mask("elongation");
        }
        before = byte | 0x20;
    }
    signs |= PAIRS[usize::from(class)][usize::from(byte::OTHER)];
    let end = text.trim_end();
    if end.ends_with(['/', '\\']) {
        signs |= mask("stray-punctuation");
    }
    if end.ends_with('\'') {
        signs |= mask("unclosed-quote");
    }
    signs
}
