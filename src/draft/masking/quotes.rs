//! Words quoted from somebody.

use super::Pass;
use crate::draft::MaskKind;

/// The longest quotation that is looked for, in bytes.
const LONGEST_QUOTE: usize = 2_000;

/// Words that lost their first letters, so that the mark before them is an apostrophe.
const CLIPPED: [&str; 10] = [
    "til", "till", "tis", "twas", "em", "cause", "cos", "bout", "n", "round",
];

impl Pass<'_> {
    /// `"two words"`; a single quoted word is a name of something, not speech.
    pub(super) fn straight_quote(&mut self) {
        let start = self.at;
        self.at += 1;
        let before = self.text[..start].chars().next_back();
        let after = self.text[start + 1..].chars().next();
        let opens = before
            .is_none_or(|before| before.is_whitespace() || "([{-—–:/*_>".contains(before))
            && after.is_some_and(|after| !after.is_whitespace() && after != '"');
        if !opens {
            return;
        }
        let text = self.text;
        let from = self.at.max(self.closers.straight);
        let close = |at: usize| {
            let before = text[..at].chars().next_back();
            let after = text[at + 1..].chars().next();
            !before.is_some_and(char::is_whitespace) && !after.is_some_and(char::is_alphanumeric)
        };
        match find_close(text, from, start, "\"", close) {
            Ok(end) => self.quote(start, end),
            Err(tried) => self.closers.straight = tried,
        }
    }

    /// `'two words'`, of one line; the same mark is an apostrophe in `'til`, `don't` and `the boys'`.
    pub(super) fn single_quote(&mut self) {
        let start = self.at;
        self.at += 1;
        let text = self.text;
        let rest = &text[start + 1..];
        let opens = text[..start]
            .chars()
            .next_back()
            .is_none_or(|before| before.is_whitespace() || "([{—–:".contains(before))
            && rest.starts_with(char::is_alphabetic);
        let word = rest
            .split(|letter: char| !letter.is_alphabetic())
            .next()
            .unwrap_or_default();
        if !opens
            || CLIPPED
                .iter()
                .any(|clipped| clipped.eq_ignore_ascii_case(word))
        {
            return;
        }
        let from = self.at.max(self.closers.single);
        let close = |at: usize| {
            let before = text[..at].chars().next_back();
            let after = text[at + 1..].chars().next();
            !before.is_some_and(char::is_whitespace) && !after.is_some_and(char::is_alphanumeric)
        };
        match find_close(text, from, start, "'", close) {
            Ok(end) if !text[start..end].contains('\n') => self.quote(start, end),
            Ok(_) => {}
            Err(tried) => self.closers.single = tried,
        }
    }

    /// `“two words”`, `„zwei Wörter“`.
    pub(super) fn curly_quote(&mut self) {
        let start = self.at;
        self.at += 1;
        let rest = &self.text[start..];
        if !rest.starts_with(['“', '„', '‟']) {
            return;
        }
        self.at = start + '“'.len_utf8();
        let is_low = rest.starts_with('„');
        let from = self.at.max(self.closers.curly);
        let found = find_close(self.text, from, start, "”", |_| true);
        let found = match found {
            Err(_) if is_low => find_close(self.text, from, start, "“", |_| true),
            found => found,
        };
        match found {
            Ok(end) => self.quote(start, end),
            Err(tried) => self.closers.curly = tried,
        }
    }

    /// `«deux mots»`, or a mail-merge field.
    pub(super) fn angle_quote(&mut self) {
        let start = self.at;
        if !self.text[start..].starts_with('«') {
            self.at += 1;
            return;
        }
        self.placeholder();
        if self.at != start + 1 {
            return;
        }
        let from = (start + '«'.len_utf8()).max(self.closers.angle);
        match find_close(self.text, from, start, "»", |_| true) {
            Ok(end) => self.quote(start, end),
            Err(tried) => self.closers.angle = tried,
        }
    }

    fn quote(&mut self, start: usize, end: usize) {
        if self.text[start..end].split_whitespace().nth(1).is_some() {
            self.mask(start, end, MaskKind::Quote);
        }
    }
}

/// Looks for a closing mark from `from` on, within the paragraph and the longest length behind `start`. `Ok` is the byte behind the mark, `Err` the byte up to which there is none.
fn find_close(
    text: &str,
    from: usize,
    start: usize,
    mark: &str,
    is_close: impl Fn(usize) -> bool,
) -> Result<usize, usize> {
    let mut limit = (start + LONGEST_QUOTE).min(text.len()).max(from);
    while !text.is_char_boundary(limit) {
        limit += 1;
    }
    let Some(part) = text.get(from..limit) else {
        return Err(from);
    };
    let end = part
        .find("\n\n")
        .or_else(|| part.find("\r\n\r\n"))
        .unwrap_or(part.len());
    part[..end]
        .match_indices(mark)
        .map(|(at, _)| from + at)
        .find(|at| is_close(*at))
        .map(|at| at + mark.len())
        .ok_or(from + end)
}
