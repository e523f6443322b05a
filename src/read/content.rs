//! How the words of a field are written: plain, Markdown or HTML.

#[cfg(feature = "formats")]
use crate::draft::SourceMap;
use crate::draft::{Mask, Segment};
use crate::error::Error;

#[cfg(feature = "formats")]
use super::map::join;
#[cfg(feature = "formats")]
use super::{html, markdown};
#[cfg(feature = "formats")]
use crate::text::Span;

/// The notation of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    Plain,
    Markdown,
    Html,
    /// HTML where the words hold its tags, else plain.
    Guess,
}

/// The names of notations, as in `draft.format` and behind a path.
pub(super) const NOTATIONS: [(&str, Notation); 5] = [
    ("plain", Notation::Plain),
    ("text", Notation::Plain),
    ("markdown", Notation::Markdown),
    ("md", Notation::Markdown),
    ("html", Notation::Html),
];

/// Words as people read them, made from a notation.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub(super) text: String,
    /// From `text` to the source.
    pub(super) segments: Vec<Segment>,
    /// What is not prose.
    pub(super) mask: Mask,
    /// Comments: where they stand in the source, and what they say.
    pub(super) comments: Vec<(usize, String)>,
}

/// Renders words that `segments` lead to the source.
pub(super) fn render(
    text: &str,
    segments: Vec<Segment>,
    notation: Notation,
) -> Result<Rendered, Error> {
    let notation = if notation == Notation::Guess {
        guess(text)
    } else {
        notation
    };
    if matches!(notation, Notation::Plain | Notation::Guess) {
        return Ok(Rendered {
            mask: Mask::of(text),
            text: text.to_owned(),
            segments,
            comments: Vec::new(),
        });
    }
    #[cfg(not(feature = "formats"))]
    return Err(super::format::not_built_in("Markdown and HTML"));
    #[cfg(feature = "formats")]
    {
        let mut rendered = match notation {
            Notation::Html => html::render(text),
            _ => markdown::render(text),
        };
        let inner = SourceMap::new(segments);
        rendered.segments = join(&rendered.segments, &inner);
        for (at, _) in &mut rendered.comments {
            *at = inner.to_file(Span::empty(*at)).start;
        }
        Ok(rendered)
    }
}

/// HTML when the words hold one of its everyday tags.
fn guess(text: &str) -> Notation {
    const TAGS: [&str; 12] = [
        "p>", "br>", "br/>", "br />", "div", "span", "/b>", "/strong>", "/a>", "/ul>", "/i>",
        "/em>",
    ];
    let is_tag = |at: usize| {
        text.get(at + 1..)
            .is_some_and(|rest| TAGS.iter().any(|tag| rest.starts_with(tag)))
    };
    if text.match_indices('<').any(|(at, _)| is_tag(at)) {
        Notation::Html
    } else {
        Notation::Plain
    }
}
