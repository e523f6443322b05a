//! Addresses of links.

use super::Pass;
use crate::draft::MaskKind;

impl Pass<'_> {
    /// `https://…`, `mailto:…`: from the scheme to white space or a closing mark.
    pub(super) fn scheme(&mut self) {
        let colon = self.at;
        self.at += 1;
        let before = &self.text.as_bytes()[..colon];
        let after = &self.text.as_bytes()[colon + 1..];
        for (scheme, needs_slashes) in [
            ("https", true),
            ("http", true),
            ("ftp", true),
            ("mailto", false),
            ("tel", false),
        ] {
            let is_here = ends_with_word(before, scheme.as_bytes());
            let is_address = if needs_slashes {
                after.starts_with(b"//")
            } else {
                after.first().is_some_and(u8::is_ascii_alphanumeric)
            };
            if is_here && is_address {
                self.address(colon - scheme.len(), colon + 1);
                return;
            }
        }
    }

    pub(super) fn www(&mut self) {
        let dot = self.at;
        self.at += 1;
        let bytes = self.text.as_bytes();
        if ends_with_word(&bytes[..dot], b"www")
            && bytes.get(dot + 1).is_some_and(u8::is_ascii_alphanumeric)
        {
            self.address(dot - 3, dot + 1);
        }
    }

    fn address(&mut self, start: usize, from: usize) {
        let rest = &self.text[from..];
        let end = rest
            .find(|mark: char| mark.is_whitespace() || "<>\"`“”«»|\\^".contains(mark))
            .unwrap_or(rest.len());
        // Marks at the end belong to the sentence, as does a bracket that the address did not open.
        let mut address = &rest[..end];
        // The bound keeps an address of nothing but brackets linear.
        for _ in 0..64 {
            let cut =
                address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_', '…']);
            let is_open = |open: char, close: char| {
                cut.ends_with(close) && cut.matches(open).count() < cut.matches(close).count()
            };
            let inner = if is_open('(', ')') || is_open('[', ']') || is_open('{', '}') {
                &cut[..cut.len() - 1]
            } else {
                cut
            };
            if inner.len() == address.len() {
                break;
            }
            address = inner;
        }
        self.at = from + address.len();
        self.mask(start, self.at, MaskKind::Url);
    }

    /// The target of a Markdown link, `](…)`.
    pub(super) fn link(&mut self) {
        let start = self.at;
        self.at += 1;
        let rest = &self.text[self.at..];
        if !rest.starts_with('(') {
            return;
        }
        let end = rest
            .bytes()
            .take(2_000)
            .position(|byte| matches!(byte, b')' | b'\n' | b' '));
        if let Some(end) = end.filter(|end| rest.as_bytes()[*end] == b')') {
            self.at += end + 1;
            self.mask(start + 1, self.at, MaskKind::Url);
        }
    }
}

/// Whether the bytes end with `word`, in any case, at a word's start.
fn ends_with_word(bytes: &[u8], word: &[u8]) -> bool {
    let Some(start) = bytes.len().checked_sub(word.len()) else {
        return false;
    };
    bytes[start..].eq_ignore_ascii_case(word)
        && !bytes[..start].last().is_some_and(u8::is_ascii_alphanumeric)
}
