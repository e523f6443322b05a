//! From byte offsets to lines, columns, code points and UTF-16 units.

/// One place of a text in every unit that a reader or a host counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Offset in bytes of UTF-8, from 0.
    pub byte: usize,
    /// Offset in code points, from 0 (Python, Guardrails).
    pub code_point: usize,
    /// Offset in UTF-16 units, from 0 (JavaScript, LSP).
    pub utf16: usize,
    /// Line, from 1. Lines end at `\n`.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Bytes between two remembered places; bounds the work of one look-up.
const STRIDE: usize = 512;

/// Answers where a byte stands. Building is one pass; a look-up costs at most one stride.
#[derive(Debug, Clone)]
pub struct Positions {
    marks: Vec<Position>,
}

impl Positions {
    /// Reads the text once and remembers a place about every 512 bytes.
    pub fn new(text: &str) -> Self {
        let mut here = Position {
            byte: 0,
            code_point: 0,
            utf16: 0,
            line: 1,
            column: 1,
        };
        let mut marks = vec![here];
        while here.byte < text.len() {
            let mut stop = (here.byte + STRIDE).min(text.len());
            while !text.is_char_boundary(stop) {
                stop += 1;
            }
            here = advance(here, &text[here.byte..stop]);
            marks.push(here);
        }
        Self { marks }
    }

    /// The position of a byte of the same text. A byte inside a character counts as that character's start.
    pub fn at(&self, text: &str, byte: usize) -> Position {
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let index = self.marks.partition_point(|mark| mark.byte <= byte) - 1;
        let mark = self.marks[index];
        advance(mark, &text[mark.byte..byte])
    }
}

fn advance(mut here: Position, part: &str) -> Position {
    if part.is_ascii() {
        return advance_ascii(here, part.as_bytes());
    }
    for character in part.chars() {
        here.byte += character.len_utf8();
        here.code_point += 1;
        here.utf16 += character.len_utf16();
        if character == '\n' {
            here.line += 1;
            here.column = 1;
        } else {
            here.column += 1;
        }
    }
    here
}

/// The same where every byte is a character.
fn advance_ascii(mut here: Position, part: &[u8]) -> Position {
    here.byte += part.len();
    here.code_point += part.len();
    here.utf16 += part.len();
    match part.iter().rposition(|byte| *byte == b'\n') {
        Some(last) => {
            here.line += part.iter().filter(|byte| **byte == b'\n').count();
            here.column = part.len() - last;
        }
        None => here.column += part.len(),
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_every_unit() {
        let text = "😀 So\nsorry";
        let positions = Positions::new(text);
        let at = positions.at(text, text.find("sorry").unwrap());
        assert_eq!(
            at,
            Position {
                byte: 8,
                code_point: 5,
                utf16: 6,
                line: 2,
                column: 1
            }
        );
    }

    #[test]
    fn long_texts_agree_with_counting_from_the_start() {
        let text = "añ😀b\n".repeat(400) + &"plain line\n".repeat(200);
        let positions = Positions::new(&text);
        let start = Position {
            byte: 0,
            code_point: 0,
            utf16: 0,
            line: 1,
            column: 1,
        };
        for (byte, _) in text.char_indices().step_by(37) {
            assert_eq!(positions.at(&text, byte), advance(start, &text[..byte]));
        }
    }
}
