//! A phonetic key: words that sound alike share it. A short cousin of Metaphone (Philips, 1990), made for spelling
//! slips rather than names: vowels keep only their place at the start, voiced and voiceless pairs stay apart.

/// The key of a lower-case word; other characters than `a` to `z` are passed over.
pub(crate) fn key(word: &str) -> Vec<u8> {
    let letters: Vec<u8> = word.bytes().filter(u8::is_ascii_lowercase).collect();
    let mut key = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let (sound, taken) = sound(&letters, at);
        if sound != 0 && key.last() != Some(&sound) {
            key.push(sound);
        }
        at += taken;
    }
    key
}

/// The sound at `at` (0 for none) and how many letters it takes.
fn sound(letters: &[u8], at: usize) -> (u8, usize) {
    let rest = &letters[at..];
    let next = rest.get(1).copied().unwrap_or(0);
    let soft = matches!(next, b'e' | b'i' | b'y');
    let starts = |prefix: &[u8]| rest.starts_with(prefix);
    match rest[0] {
        b'a' | b'e' | b'i' | b'o' | b'u' => (if at == 0 { b'A' } else { 0 }, 1),
        b'y' | b'w' | b'h' if at == 0 && !starts(b"wr") && !starts(b"who") => {
            (rest[0], if starts(b"wh") { 2 } else { 1 })
        }
        b'w' if starts(b"wr") => (b'r', 2),
        b'w' if at == 0 => (b'h', 2),
        b'y' | b'w' | b'h' => (0, 1),
        b'k' if at == 0 && next == b'n' => (b'n', 2),
        b'g' if at == 0 && next == b'n' => (b'n', 2),
        b'p' if at == 0 && matches!(next, b's' | b'n') => (next, 2),
        b'p' if next == b'h' => (b'f', 2),
        b'g' if starts(b"ght") => (b't', 3),
        b'g' if next == b'h' => (if at == 0 { b'g' } else { 0 }, 2),
        b'd' if starts(b"dge") || starts(b"dgi") => (b'j', 2),
        b'g' if soft => (b'j', 1),
        b't' if starts(b"tch") => (b'c', 3),
        b't' if starts(b"tio") || starts(b"tia") => (b'x', 1),
        b's' if starts(b"sio") || starts(b"sia") => (b'x', 1),
        b'c' if starts(b"cio") || starts(b"cia") => (b'x', 1),
        b's' if starts(b"ssio") => (b'x', 2),
        b's' if next == b'h' => (b'x', 2),
        b's' if starts(b"sch") => (b's', 3),
        b's' if next == b'c' && matches!(rest.get(2), Some(b'e' | b'i' | b'y')) => (b's', 2),
        b'c' if next == b'h' => (b'c', 2),
        b'c' if soft => (b's', 1),
        b'c' if next == b'k' => (b'k', 2),
        b'c' | b'q' | b'k' => (b'k', 1),
        b'm' if starts(b"mb") && rest.len() == 2 => (b'm', 2),
        b'z' => (b's', 1),
        b'x' => (b'K', 1),
        b'v' | b'b' | b'd' | b'f' | b'g' | b'j' | b'l' | b'm' | b'n' | b'p' | b'r' | b's'
        | b't' => (rest[0], 1),
        _ => (0, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn alike_words_share_a_key() {
        for (slip, word) in [
            ("definately", "definitely"),
            ("seperate", "separate"),
            ("fone", "phone"),
            ("nife", "knife"),
            ("rong", "wrong"),
            ("sincerly", "sincerely"),
            ("comming", "coming"),
            ("busness", "business"),
            ("recieve", "receive"),
        ] {
            assert_eq!(key(slip), key(word), "{slip} and {word}");
        }
        assert_ne!(key("card"), key("cart"));
        assert!(key("").is_empty());
        assert!(key("é").is_empty());
    }
}
