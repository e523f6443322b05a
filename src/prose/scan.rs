//! The one pass over the bytes: words, opaque things, and where sentences end.

use unicode_segmentation::UnicodeSegmentation;

use super::lexicon::{Entry, Lexicon, WordId, hash_ascii, hash_word};
use super::sentences::Breaks;
use super::{Class, ClassSpan, Ending, Prose, Word, flag};
use crate::draft::{Mask, MaskKind, Masked};

/// Reads ASCII letters by their bytes; equal to the Unicode path, as a property test holds.
pub(super) const FAST: bool = true;

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const SPACE: u8 = 3;
const NEWLINE: u8 = 4;
const HIGH: u8 = 5;
const MARK: u8 = 0;

const KINDS: [u8; 256] = {
    let mut table = [MARK; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => LETTER,
            b'0'..=b'9' => DIGIT,
            b' ' | b'\t' | b'\r' | 0x0B | 0x0C => SPACE,
            b'\n' => NEWLINE,
            0x80.. => HIGH,
            _ => MARK,
        };
        byte += 1;
    }
    table
};

/// One scan of one text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    masked: &'a [Masked],
    next_mask: usize,
    lexicon: &'a Lexicon<'a>,
    fast: bool,
    at: usize,
    /// End of the run of non-blank bytes that was last measured.
    chunk_end: usize,
    quoted_until: usize,
    pending: u16,
    newlines: u32,
    breaks: Breaks,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, mask: &'a Mask, lexicon: &'a Lexicon<'a>, fast: bool) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            masked: mask.spans(),
            next_mask: 0,
            lexicon,
            fast,
            at: 0,
            chunk_end: 0,
            quoted_until: 0,
            pending: flag::LINE_START | flag::PARAGRAPH_START,
            newlines: 2,
            breaks: Breaks::default(),
        }
    }

    pub(super) fn run(mut self, prose: &mut Prose) {
        while self.at < self.bytes.len() {
            if self
                .masked
                .get(self.next_mask)
                .is_some_and(|masked| masked.span.start <= self.at)
            {
                self.enter_mask(prose);
                continue;
            }
            let byte = self.bytes[self.at];
            match KINDS[byte as usize] {
                LETTER => self.letters(prose),
                DIGIT => self.digits(prose),
                SPACE => {
                    self.at += 1;
                    self.pending &= !flag::GLUED;
                }
                NEWLINE => {
                    self.newlines += 1;
                    self.at += 1;
                    self.pending &= !flag::GLUED;
                }
                HIGH => self.high(prose),
                _ => self.mark(prose, byte),
            }
        }
        self.breaks.finish(prose, self.bytes.len());
    }

    fn enter_mask(&mut self, prose: &mut Prose) {
        let masked = self.masked[self.next_mask];
        self.next_mask += 1;
        let (start, end) = (masked.span.start, masked.span.end.min(self.bytes.len()));
        if end <= self.at || !self.text.is_char_boundary(end) {
            return;
        }
        match masked.kind {
            MaskKind::Quote => self.quoted_until = self.quoted_until.max(end),
            MaskKind::Markup => self.at = end,
            MaskKind::History | MaskKind::Signature => {
                self.newlines += 2;
                self.at = end;
            }
            MaskKind::Placeholder => {
                self.opaque(prose, start.max(self.at), end, Some(Class::Placeholder))
            }
            MaskKind::Url => self.opaque(prose, start.max(self.at), end, Some(Class::Url)),
            MaskKind::Code => self.opaque(prose, start.max(self.at), end, None),
        }
    }

    fn opaque(&mut self, prose: &mut Prose, start: usize, end: usize, class: Option<Class>) {
        self.at = end;
        self.pending |= flag::OPAQUE;
        self.push(prose, start, end, 0, 0, 0);
        if let Some(class) = class {
            let index = prose.words.len() as u32 - 1;
            prose.spans.push(ClassSpan {
                class,
                first: index,
                last: index,
            });
        }
        self.pending |= flag::GLUED;
    }

    /// Adds a word with the flags collected since the last one.
    fn push(
        &mut self,
        prose: &mut Prose,
        start: usize,
        end: usize,
        id: WordId,
        surface: WordId,
        classes: u32,
    ) {
        let first = self.bytes[start];
        let mut flags = self.pending;
        if 0 < self.newlines {
            flags |= flag::LINE_START;
            if 1 < self.newlines {
                flags |= flag::PARAGRAPH_START;
            }
        }
        if start < self.quoted_until {
            flags |= flag::QUOTED;
        }
        if flags & flag::OPAQUE == 0 {
            flags |= case_flags(&self.bytes[start..end], first);
        }
        self.pending = 0;
        if self
            .breaks
            .starts_here(prose, self.text, start, flags, self.newlines)
        {
            flags |= flag::SENTENCE_START;
        }
        self.newlines = 0;
        prose.words.push(Word {
            start: start as u32,
            end: end as u32,
            id,
            surface,
            flags,
            begins: 0,
            ends: 0,
            classes,
        });
    }

    fn look_up(&mut self, prose: &mut Prose, start: usize, end: usize, hash: u64) {
        self.at = end;
        match self.lexicon.find(hash) {
            None => self.push(prose, start, end, 0, 0, 0),
            Some(entry) => match entry.parts {
                None => self.push(prose, start, end, entry.id, entry.id, entry.classes),
                Some((first, second)) => {
                    self.push(
                        prose,
                        start,
                        end,
                        first,
                        entry.id,
                        self.lexicon.classes(first),
                    );
                    self.join(prose, second);
                }
            },
        }
        self.pending |= flag::GLUED;
    }

    /// Adds the second part of a contraction.
    fn join(&mut self, prose: &mut Prose, id: WordId) {
        let Some(whole) = prose.words.last().copied() else {
            return;
        };
        let flags = whole.flags & (flag::QUOTED | flag::UPPER) | flag::JOINED;
        let classes = self.lexicon.classes(id);
        prose.words.push(Word {
            id,
            surface: 0,
            flags,
            begins: 0,
            ends: 0,
            classes,
            ..whole
        });
    }

    fn letters(&mut self, prose: &mut Prose) {
        let start = self.at;
        let end = if self.fast {
            self.letters_end_fast(start)
        } else {
            self.letters_end_unicode(start)
        };
        self.word(prose, start, end);
    }

    fn word(&mut self, prose: &mut Prose, start: usize, end: usize) {
        if end < self.bytes.len() && self.goes_on(start, end) {
            if let Some((stop, class)) = self.address(start) {
                self.at = stop;
                self.opaque(prose, start, stop, Some(class));
                return;
            }
            if let Some(stop) = self.dotted(start, end) {
                let letters: String = self.text[start..stop]
                    .chars()
                    .filter(|c| *c != '.')
                    .collect();
                self.look_up(prose, start, stop, hash_word(&letters));
                return;
            }
        }
        let word = &self.text[start..end];
        if word.is_ascii() {
            let hash = hash_ascii(word.as_bytes());
            if word.contains('\'') && self.whole(hash).is_none() {
                self.clitic(prose, start, end, hash);
            } else {
                self.look_up(prose, start, end, hash);
            }
        } else {
            let hash = hash_word(word);
            if word.contains('’') && self.whole(hash).is_none() {
                self.clitic(prose, start, end, hash);
            } else {
                self.look_up(prose, start, end, hash);
            }
        }
    }

    /// The contraction of this hash. A word that is only known as typed, for a pattern such as `=courier's`, is none.
    fn whole(&self, hash: u64) -> Option<Entry> {
        self.lexicon
            .find(hash)
            .filter(|entry| entry.parts.is_some())
    }

    /// A word with an apostrophe that is no known contraction: `courier's`, `Maria'll`.
    fn clitic(&mut self, prose: &mut Prose, start: usize, end: usize, hash: u64) {
        let word = &self.text[start..end];
        let cut = word.rfind(['\'', '’']).unwrap_or(0);
        let tail = word[cut..]
            .trim_start_matches(['\'', '’'])
            .to_ascii_lowercase();
        let second = match tail.as_str() {
            "s" => "'s+",
            "ll" => "will",
            "d" => "'d",
            "ve" => "have",
            "re" => "are",
            "t" => "not",
            _ => "",
        };
        let Some(part) = self
            .lexicon
            .find_word(second)
            .filter(|_| !second.is_empty())
        else {
            self.look_up(prose, start, end, hash);
            return;
        };
        let stem = if second == "not" {
            word[..cut].trim_end_matches(['n', 'N'])
        } else {
            &word[..cut]
        };
        let entry = self.lexicon.find_word(stem).unwrap_or_default();
        let surface = self.lexicon.find(hash).map_or(0, |whole| whole.id);
        self.at = end;
        self.push(prose, start, end, entry.id, surface, entry.classes);
        self.join(prose, part.id);
        self.pending |= flag::GLUED;
    }

    fn letters_end_fast(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            while at < self.bytes.len() && matches!(KINDS[self.bytes[at] as usize], LETTER | DIGIT)
            {
                at += 1;
            }
            let Some(byte) = self.bytes.get(at) else {
                return at;
            };
            match byte {
                b'\'' if self.is_letter(at + 1) => at += 1,
                0x80.. => {
                    if self.text[at..].starts_with('’') && self.is_letter(at + 3) {
                        at += 3;
                    } else {
                        return self.letters_end_unicode(start).max(at);
                    }
                }
                _ => return at,
            }
        }
    }

    /// The end of a word by Unicode's word boundaries, cut where our words end earlier.
    fn letters_end_unicode(&self, start: usize) -> usize {
        let mut end = start;
        let window = &self.text[start..self.window_end(start)];
        let mut previous_joins = true;
        for segment in window.split_word_bounds() {
            if !previous_joins && !segment.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                break;
            }
            let mut whole = true;
            for (offset, character) in segment.char_indices() {
                let next_is_letter = || {
                    let rest = &window[end - start + offset + character.len_utf8()..];
                    rest.starts_with(|c: char| c.is_alphabetic())
                };
                let inside = character.is_alphanumeric()
                    || character == '_'
                    || is_mark(character) && 0 < offset;
                if inside
                    || matches!(character, '\'' | '’')
                        && (0 < offset || start < end)
                        && next_is_letter()
                {
                    continue;
                }
                end += offset;
                whole = false;
                break;
            }
            if !whole {
                break;
            }
            end += segment.len();
            previous_joins = segment.ends_with(|c: char| {
                c.is_alphanumeric() || c == '_' || c == '\'' || c == '’' || is_mark(c)
            });
            if !previous_joins {
                break;
            }
            let rest = &window[end - start..];
            let joins_next = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
                || rest.starts_with(['\'', '’'])
                    && rest[rest.chars().next().map_or(0, char::len_utf8)..]
                        .starts_with(char::is_alphabetic);
            if !joins_next {
                break;
            }
        }
        end.max(start + self.text[start..].chars().next().map_or(1, char::len_utf8))
    }

    /// Words longer than this are cut, so that a megabyte without a space stays linear.
    fn window_end(&self, start: usize) -> usize {
        let mut end = (start + 256).min(self.bytes.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        end
    }

    fn is_letter(&self, at: usize) -> bool {
        match self.bytes.get(at) {
            Some(byte) if byte.is_ascii_alphabetic() => true,
            Some(0x80..) => self
                .text
                .get(at..)
                .is_some_and(|rest| rest.starts_with(char::is_alphabetic)),
            _ => false,
        }
    }

    fn digits(&mut self, prose: &mut Prose) {
        let start = self.at;
        let mut at = start;
        loop {
            while at < self.bytes.len() && matches!(KINDS[self.bytes[at] as usize], LETTER | DIGIT)
            {
                at += 1;
            }
            let joins = at < self.bytes.len()
                && matches!(self.bytes[at], b'.' | b',' | b':' | b'/')
                && self.bytes[at - 1].is_ascii_digit()
                && self.bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            let iso_date = at == start + 4
                && self.bytes[at..].len() >= 6
                && self.bytes[at] == b'-'
                && self.bytes[at + 3] == b'-'
                && self.bytes[start..at].iter().all(u8::is_ascii_digit);
            if joins {
                at += 1;
            } else if iso_date
                && [1, 2, 4, 5]
                    .iter()
                    .all(|offset| self.bytes[at + offset].is_ascii_digit())
            {
                at += 6;
                break;
            } else {
                break;
            }
        }
        if at < self.bytes.len() && 0x80 <= self.bytes[at] && self.is_letter(at) {
            at = self.letters_end_unicode(start).max(at);
        }
        self.word(prose, start, at);
        if self.text[after_blank(self.text, self.at)..].starts_with('%')
            && let Some(word) = prose.words.last_mut()
        {
            word.flags |= flag::PERCENT_AFTER;
        }
    }

    /// Whether something that can join addresses or abbreviations follows the word directly.
    fn goes_on(&self, start: usize, end: usize) -> bool {
        let next = self.bytes[end];
        matches!(next, b'.' | b'@' | b':' | b'/' | b'+' | b'-')
            && self
                .bytes
                .get(end + 1)
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'/')
            && (start == 0 || self.bytes[start - 1] != b'.')
    }

    /// A URL, domain or e-mail address that begins here.
    fn address(&mut self, start: usize) -> Option<(usize, Class)> {
        if self.chunk_end <= start {
            let rest = &self.bytes[start..];
            let length = rest
                .iter()
                .position(|byte| {
                    byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>' | b'"' | b')' | b']')
                })
                .unwrap_or(rest.len());
            self.chunk_end = start + length;
        }
        let stop = (start + 2048).min(self.chunk_end);
        let stop = (start..=stop)
            .rev()
            .find(|at| self.text.is_char_boundary(*at))?;
        let chunk = self.text[start..stop]
            .trim_end_matches(['.', ',', '!', '?', ':', ';', '\'', '’', '*', '_', '…']);
        let class = address_class(chunk)?;
        Some((start + chunk.len(), class))
    }

    /// The end of an abbreviation of single letters with full stops, such as `a.m.`
    fn dotted(&self, start: usize, end: usize) -> Option<usize> {
        if end != start + 1 || self.bytes[end] != b'.' {
            return None;
        }
        let mut at = end;
        let mut letters = 1;
        while self.bytes.get(at) == Some(&b'.')
            && self.bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
            && !self.is_letter(at + 2)
        {
            at += 2;
            letters += 1;
        }
        (1 < letters).then_some(at)
    }

    fn high(&mut self, prose: &mut Prose) {
        let Some(character) = self.text[self.at..].chars().next() else {
            return;
        };
        match character {
            '’' | '‘' | '“' | '”' | '«' | '»' | '\u{200B}' | '\u{200D}' | '\u{FEFF}'
            | '\u{FE0F}' => self.at += character.len_utf8(),
            '…' => self.stop(prose, character.len_utf8()),
            '—' | '–' => {
                self.at += character.len_utf8();
                self.pending |= flag::CLAUSE_START;
            }
            '€' | '£' | '¥' | '₹' => {
                self.currency(prose, character.len_utf8());
            }
            '？' | '！' | '。' => self.stop(prose, character.len_utf8()),
            '•' | '●' | '▪' => {
                self.at += character.len_utf8();
                self.breaks.end(prose, self.at, Ending::Open);
            }
            _ if character.is_whitespace() => self.at += character.len_utf8(),
            _ if character.is_alphanumeric() => {
                let start = self.at;
                let end = self.letters_end_unicode(start);
                self.word(prose, start, end);
            }
            _ if is_emoji(character) => self.emoji(prose),
            _ => self.at += character.len_utf8(),
        }
    }

    /// A sign of money: it belongs to the number behind it, or to the one before: “20€”, “20 €”.
    fn currency(&mut self, prose: &mut Prose, length: usize) {
        let after = self.at + length;
        let is_before = (self.bytes.get(after)).is_some_and(u8::is_ascii_digit);
        let number = prose.words.last_mut().filter(|word| {
            let end = word.end as usize;
            word.has(flag::DIGIT)
                && (end == self.at || !is_before && after_blank(self.text, end) == self.at)
        });
        self.at = after;
        if let Some(word) = number {
            word.flags |= flag::CURRENCY_AFTER;
            if !is_before {
                return;
            }
        }
        self.pending |= flag::CURRENCY_BEFORE;
    }

    fn emoji(&mut self, prose: &mut Prose) {
        let start = self.at;
        let window = &self.text[start..self.window_end(start)];
        let length = window.graphemes(true).next().map_or(1, str::len);
        self.opaque(prose, start, start + length, Some(Class::Emoji));
        self.breaks.after_emoji();
    }

    fn mark(&mut self, prose: &mut Prose, byte: u8) {
        match byte {
            b'.' | b'!' | b'?' => self.stop(prose, 0),
            b',' | b';' | b':' | b'(' | b')' | b'[' | b']' => {
                if let Some(length) = self.emoticon(byte) {
                    self.at += length;
                    return;
                }
                self.at += 1;
                self.pending |= flag::CLAUSE_START;
            }
            b'-' => {
                let glued = self.pending & flag::GLUED != 0
                    && self
                        .bytes
                        .get(self.at + 1)
                        .is_some_and(u8::is_ascii_alphanumeric);
                self.at += 1;
                self.pending |= if glued {
                    flag::HYPHENATED
                } else {
                    flag::CLAUSE_START
                };
            }
            b'$' => self.currency(prose, 1),
            b'*' => {
                self.at += 1;
            }
            _ => self.at += 1,
        }
    }

    /// The length of a smiley such as `:)` that begins here.
    fn emoticon(&self, byte: u8) -> Option<usize> {
        if !matches!(byte, b':' | b';') {
            return None;
        }
        let rest = &self.bytes[self.at + 1..];
        let nose = usize::from(rest.first() == Some(&b'-'));
        matches!(
            rest.get(nose),
            Some(b')' | b'(' | b'D' | b'P' | b'p' | b'/' | b'|')
        )
        .then_some(2 + nose)
    }

    /// A run of marks that may end a sentence.
    fn stop(&mut self, prose: &mut Prose, first_len: usize) {
        let start = self.at;
        let mut at = start + first_len;
        let mut question = self.text[start..].starts_with('？');
        let mut exclaim = self.text[start..].starts_with('！');
        let mut dots = usize::from(self.text[start..].starts_with('…')) * 3;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'.' => dots += 1,
                b'?' => question = true,
                b'!' => exclaim = true,
                _ => break,
            }
            at += 1;
        }
        self.at = at;
        let ending = if question {
            Ending::Question
        } else if exclaim {
            Ending::Exclamation
        } else {
            Ending::Stop
        };
        let closing = self.text[at..]
            .chars()
            .take(3)
            .take_while(|c| matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '*' | '_'))
            .map(char::len_utf8)
            .sum::<usize>();
        self.breaks
            .stop(prose, self.text, at + closing, ending, dots);
        self.at = at;
        self.pending &= !flag::GLUED;
    }
}

/// What a run of non-blank characters is, when it is an address.
fn address_class(chunk: &str) -> Option<Class> {
    if chunk.contains("://") || chunk.starts_with("www.") || chunk.starts_with("mailto:") {
        return Some(Class::Url);
    }
    if let Some((local, domain)) = chunk.split_once('@') {
        let plain = !local.is_empty()
            && domain.contains('.')
            && domain
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
        return plain.then_some(Class::Email);
    }
    let host = chunk.split(['/', '?', '#', ':']).next().unwrap_or("");
    let (name, top) = host.rsplit_once('.')?;
    const TOPS: &[&str] = &[
        "com", "org", "net", "io", "co", "uk", "de", "fr", "eu", "app", "dev", "ai", "gov", "edu",
        "info", "example", "test", "ca", "au", "nl", "shop", "store",
    ];
    let known = TOPS.contains(&top)
        && 1 < name.len()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    (known
        && !name.ends_with('.')
        && (chunk.len() > host.len()
            || name.bytes().all(|b| !b.is_ascii_uppercase())
            || name.contains('.')))
    .then_some(Class::Url)
}

fn case_flags(word: &[u8], first: u8) -> u16 {
    if first.is_ascii_digit() {
        return flag::DIGIT;
    }
    if first.is_ascii_lowercase() {
        return 0;
    }
    let mut letters = 0;
    let mut lower = 0;
    for byte in word {
        letters += u32::from(byte.is_ascii_alphabetic());
        lower += u32::from(byte.is_ascii_lowercase());
    }
    if first.is_ascii_uppercase() {
        return if lower == 0 && 1 < letters {
            flag::UPPER
        } else {
            flag::CAPITALISED
        };
    }
    let character = std::str::from_utf8(word)
        .ok()
        .and_then(|word| word.chars().next());
    if character.is_some_and(char::is_uppercase) {
        flag::CAPITALISED
    } else {
        0
    }
}

fn is_mark(character: char) -> bool {
    matches!(character as u32, 0x300..=0x36F | 0x200D | 0xFE00..=0xFE0F | 0x1AB0..=0x1AFF | 0x20D0..=0x20FF)
}

/// Whether a character is drawn as a picture (main emoji blocks of Unicode 16).
fn is_emoji(character: char) -> bool {
    matches!(character as u32, 0x1F300..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1F2FF | 0x231A..=0x231B | 0x23E9..=0x23FA)
}

/// The place behind a blank, which may be one that does not break; the same place where there is none.
fn after_blank(text: &str, at: usize) -> usize {
    let blank = text[at..]
        .chars()
        .next()
        .filter(|character| matches!(character, ' ' | '\u{A0}' | '\u{202F}'));
    at + blank.map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::LexiconBuilder;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_fast_path_equals_the_unicode_path(text in "[a-zA-Z0-9_'’.,:!? \\n@/éñ😀ß日-]{0,80}") {
            let bytes = LexiconBuilder::new().finish();
            let lexicon = Lexicon::new(&bytes);
            let mask = Mask::default();
            let (mut fast, mut slow) = (Prose::default(), Prose::default());
            Scanner::new(&text, &mask, &lexicon, true).run(&mut fast);
            Scanner::new(&text, &mask, &lexicon, false).run(&mut slow);
            prop_assert_eq!(fast.words, slow.words);
            prop_assert_eq!(fast.sentences, slow.sentences);
        }

        #[test]
        fn any_text_is_taken_apart_without_panic(text in "\\PC{0,120}") {
            let bytes = LexiconBuilder::new().finish();
            let prose = Prose::new(&text, &Mask::default(), &Lexicon::new(&bytes));
            let mut last = 0;
            for word in &prose.words {
                prop_assert!(text.get(word.start as usize..word.end as usize).is_some());
                prop_assert!(last <= word.start || word.has(flag::JOINED));
                last = word.end;
            }
            let covered: u32 = prose.sentences.iter().map(|s| s.last - s.first).sum();
            prop_assert_eq!(covered as usize, prose.words.len());
        }
    }
}
