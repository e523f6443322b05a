//! Lines and columns of a file that is not kept in memory.

/// Where the lines of a file begin and how wide they are. Built in one pass; takes no more than an eighth of the file's size, and nothing but the line starts when the file is ASCII.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// First byte of each line; the first is 0, or 3 behind a byte-order mark.
    starts: Vec<usize>,
    /// One bit for each byte: whether it continues a character. Empty for ASCII.
    inner: Vec<u64>,
    /// Bits set before each word of `inner`.
    before: Vec<usize>,
}

impl Lines {
    /// Reads the bytes once. Lines end at `\n`; a leading byte-order mark takes no column.
    pub fn new(bytes: &[u8]) -> Self {
        let mark = if bytes.starts_with(b"\xEF\xBB\xBF") {
            3
        } else {
            0
        };
        let mut starts = vec![mark];
        starts.extend(
            bytes
                .iter()
                .enumerate()
                .filter(|(_, byte)| **byte == b'\n')
                .map(|(at, _)| at + 1),
        );
        if bytes.is_ascii() {
            return Self {
                starts,
                inner: Vec::new(),
                before: Vec::new(),
            };
        }
        let mut inner = Vec::with_capacity(bytes.len().div_ceil(64));
        let mut before = Vec::with_capacity(inner.capacity());
        let mut total = 0;
        for chunk in bytes.chunks(64) {
            let word = chunk.iter().enumerate().fold(0u64, |word, (at, byte)| {
                word | (u64::from(byte & 0xC0 == 0x80) << at)
            });
            inner.push(word);
            before.push(total);
            total += word.count_ones() as usize;
        }
        Self {
            starts,
            inner,
            before,
        }
    }

    /// The line and the column in code points, both from 1, of a byte of the file.
    pub fn at(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let inside = self.inner_before(byte) - self.inner_before(start.min(byte));
        (line, byte.saturating_sub(start) - inside + 1)
    }

    /// First byte of a line counted from 1; `None` behind the last.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    /// Continuation bytes before `byte`.
    fn inner_before(&self, byte: usize) -> usize {
        match self.inner.get(byte / 64) {
            Some(word) => {
                self.before[byte / 64] + (word & ((1u64 << (byte % 64)) - 1)).count_ones() as usize
            }
            None => match (self.before.last(), self.inner.last()) {
                (Some(total), Some(word)) => total + word.count_ones() as usize,
                _ => 0,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Positions;

    #[test]
    fn agrees_with_positions() {
        for text in [
            "",
            "a",
            "a\nb",
            "añ😀b\n\n\r\nçç 1\n",
            &"añ😀b\n".repeat(90),
            &"é".repeat(200),
        ] {
            let lines = Lines::new(text.as_bytes());
            let positions = Positions::new(text);
            for byte in (0..=text.len()).filter(|byte| text.is_char_boundary(*byte)) {
                let expected = positions.at(text, byte);
                assert_eq!(
                    lines.at(byte),
                    (expected.line, expected.column),
                    "{text:?} at {byte}"
                );
            }
        }
    }

    #[test]
    fn a_byte_order_mark_has_no_width() {
        let lines = Lines::new(b"\xEF\xBB\xBFab\nc");
        assert_eq!(lines.at(0), (1, 1));
        assert_eq!(lines.at(4), (1, 2));
        assert_eq!(lines.at(6), (2, 1));
        assert_eq!(
            (lines.start(2), lines.start(3), lines.start(0)),
            (Some(6), None, None)
        );
    }
}
