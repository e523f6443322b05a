//! Building and joining maps from a draft's text to the file.

use crate::draft::{Segment, SourceMap};
use crate::text::Span;

/// Collects the text of a draft piece by piece, with the place each piece came from.
#[derive(Debug, Default)]
pub(super) struct MapBuilder {
    /// The text so far.
    pub(super) text: String,
    segments: Vec<Segment>,
}

impl MapBuilder {
    /// Adds words that stand in the source byte by byte from `at` on.
    pub(super) fn same(&mut self, words: &str, at: usize) {
        if words.is_empty() {
            return;
        }
        let text = self.text.len();
        self.text.push_str(words);
        match self.segments.last_mut() {
            Some(last) if last.same && last.file + last.file_len == at => {
                last.text_len += words.len();
                last.file_len += words.len();
            }
            _ => self.segments.push(Segment {
                text,
                file: at,
                text_len: words.len(),
                file_len: words.len(),
                same: true,
            }),
        }
    }

    /// Adds words that stand for a whole range of the source, such as a decoded escape.
    pub(super) fn piece(&mut self, words: &str, from: Span) {
        if words.is_empty() {
            return;
        }
        self.segments.push(Segment {
            text: self.text.len(),
            file: from.start,
            text_len: words.len(),
            file_len: from.len(),
            same: false,
        });
        self.text.push_str(words);
    }

    /// Where the words so far end in the source.
    #[cfg(feature = "formats")]
    pub(super) fn end(&self) -> usize {
        self.segments
            .last()
            .map_or(0, |last| last.file + last.file_len)
    }

    /// The text and its map. An empty text maps to `at`.
    pub(super) fn finish(mut self, at: usize) -> (String, Vec<Segment>) {
        if self.segments.is_empty() {
            self.segments.push(Segment {
                text: 0,
                file: at,
                text_len: 0,
                file_len: 0,
                same: true,
            });
        }
        (self.text, self.segments)
    }
}

/// Joins two maps: `outer` leads from the text to a middle, `inner` from that middle to the file. Linear in both.
pub(super) fn join(outer: &[Segment], inner: &SourceMap) -> Vec<Segment> {
    if inner.segments().is_empty() {
        return outer.to_vec();
    }
    let mut joined: Vec<Segment> = Vec::with_capacity(outer.len());
    for segment in outer {
        if !segment.same || segment.text_len == 0 {
            let span = inner.to_file(Span::new(segment.file, segment.file + segment.file_len));
            joined.push(Segment {
                file: span.start,
                file_len: span.len(),
                ..*segment
            });
            continue;
        }
        let (start, end) = (segment.file, segment.file + segment.file_len);
        let first = inner
            .segments()
            .partition_point(|part| part.text + part.text_len <= start);
        for part in &inner.segments()[first..] {
            let (from, to) = (part.text.max(start), (part.text + part.text_len).min(end));
            if to <= from {
                break;
            }
            let whole = (part.file, part.file_len);
            let (file, file_len) = if part.same {
                (part.file + from - part.text, to - from)
            } else {
                whole
            };
            joined.push(Segment {
                text: segment.text + from - start,
                file,
                text_len: to - from,
                file_len,
                same: part.same,
            });
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_widen_and_runs_stay_exact() {
        // The file holds `say \"hi\" now` inside quotes.
        let mut builder = MapBuilder::default();
        builder.same("say ", 1);
        builder.piece("\"", Span::new(5, 7));
        builder.same("hi", 7);
        builder.piece("\"", Span::new(9, 11));
        builder.same(" now", 11);
        let (text, segments) = builder.finish(1);
        assert_eq!(text, "say \"hi\" now");
        let map = SourceMap::new(segments);
        assert_eq!(map.to_file(Span::new(4, 8)), Span::new(5, 11));
        assert_eq!(map.to_file(Span::new(5, 7)), Span::new(7, 9));
        assert_eq!(map.to_file(Span::new(9, 12)), Span::new(12, 15));
    }

    #[test]
    fn joined_maps_equal_two_steps() {
        let mut inner = MapBuilder::default();
        inner.same("ab", 10);
        inner.piece("cd", Span::new(12, 20));
        inner.same("efgh", 20);
        let inner = SourceMap::new(inner.finish(10).1);
        let mut outer = MapBuilder::default();
        outer.same("b", 1);
        outer.piece("X", Span::new(2, 5));
        outer.same("fg", 5);
        let outer = outer.finish(0).1;
        let joined = SourceMap::new(join(&outer, &inner));
        let outer = SourceMap::new(outer);
        for start in 0..4 {
            for end in start + 1..=4 {
                let span = Span::new(start, end);
                assert_eq!(
                    joined.to_file(span),
                    inner.to_file(outer.to_file(span)),
                    "{span:?}"
                );
            }
        }
    }
}
