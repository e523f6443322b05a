//! The measures that `limit` knows, by the names rule files use.

use super::scene::Scene;
use crate::prose::{Class, Ending, flag};
use crate::text::Span;

/// The number of sentences in which none of the rule's phrases stands.
pub(super) const SENTENCES_WITHOUT: &str = "sentences without";

/// The names of all measures, sorted.
pub const MEASURES: &[&str] = &[
    "emoji",
    "exclamation marks",
    "longest paragraph",
    "longest sentence",
    "questions",
    "reading grade",
    SENTENCES_WITHOUT,
    "steps in one paragraph",
    "words",
    "words compared with the customer",
];

/// A measured value and the place that shows it.
pub(super) struct Measured {
    pub(super) value: u32,
    pub(super) span: Span,
}

pub(super) fn take(name: &str, scene: &Scene<'_>) -> Option<Measured> {
    let prose = &scene.said.prose;
    let text = &*scene.said.text;
    if prose.words.is_empty() {
        return None;
    }
    let whole = |value: usize| {
        Some(Measured {
            value: value as u32,
            span: Span::empty(text.len() - text.trim_start().len()),
        })
    };
    match name {
        "words" => whole(prose.count()),
        "longest sentence" => {
            let longest = prose
                .sentences
                .iter()
                .flat_map(|sentence| prose.parts_of(sentence, text))
                .filter_map(|part| {
                    let span = Span::new(part.first()?.start as usize, part.last()?.end as usize);
                    Some((words_in(part), span))
                })
                .max_by_key(|(count, span)| (*count, std::cmp::Reverse(span.start)))?;
            Some(Measured {
                value: longest.0 as u32,
                span: longest.1,
            })
        }
        "longest paragraph" => {
            let mut best = (0, Span::default());
            let mut count = 0;
            let mut start = 0;
            for word in &prose.words {
                if word.has(flag::PARAGRAPH_START) {
                    count = 0;
                    start = word.start as usize;
                }
                count += usize::from(!word.has(flag::JOINED) && !word.has(flag::OPAQUE));
                if best.0 < count {
                    best = (count, Span::new(start, word.end as usize));
                }
            }
            Some(Measured {
                value: best.0 as u32,
                span: best.1,
            })
        }
        "reading grade" => whole(grade(scene)),
        "questions" => {
            let questions: Vec<_> = prose
                .sentences
                .iter()
                .filter(|sentence| sentence.ending == Ending::Question)
                .collect();
            let last = questions.last()?;
            Some(Measured {
                value: questions.len() as u32,
                span: last.span,
            })
        }
        "exclamation marks" => {
            let count = text.bytes().filter(|byte| *byte == b'!').count();
            let at = text.rfind('!')?;
            Some(Measured {
                value: count as u32,
                span: Span::new(at, at + 1),
            })
        }
        "emoji" => {
            let found: Vec<_> = prose
                .spans
                .iter()
                .filter(|span| span.class == Class::Emoji)
                .collect();
            let last = found.last()?;
            Some(Measured {
                value: found.len() as u32,
                span: prose.span(last.first, last.last),
            })
        }
        "steps in one paragraph" => steps(scene),
        "words compared with the customer" => {
            let theirs = scene.asked.prose.count();
            (prose.count() * 100).checked_div(theirs).and_then(whole)
        }
        _ => None,
    }
}

fn words_in(words: &[crate::prose::Word]) -> usize {
    words
        .iter()
        .filter(|word| !word.has(flag::JOINED) && !word.has(flag::OPAQUE))
        .count()
}

/// The Automated Readability Index (Senter and Smith, 1967): 4.71 characters per word + 0.5 words per sentence − 21.43.
/// Texts of fewer than 30 words have no grade.
fn grade(scene: &Scene<'_>) -> usize {
    let prose = &scene.said.prose;
    let words: Vec<_> = prose
        .words
        .iter()
        .filter(|word| !word.has(flag::JOINED) && !word.has(flag::OPAQUE))
        .collect();
    if words.len() < 30 {
        return 0;
    }
    let characters: usize = words
        .iter()
        .map(|word| word.span().of(&scene.said.text).chars().count())
        .sum();
    let per_word = characters as f64 / words.len() as f64;
    let per_sentence = words.len() as f64 / prose.sentences.len().max(1) as f64;
    (4.71 * per_word + 0.5 * per_sentence - 21.43)
        .max(0.0)
        .round() as usize
}

/// Sequence words such as first, then, next in one paragraph without a list.
fn steps(scene: &Scene<'_>) -> Option<Measured> {
    const MARKS: [&str; 8] = [
        "then",
        "next",
        "after",
        "afterwards",
        "finally",
        "once",
        "first",
        "lastly",
    ];
    let prose = &scene.said.prose;
    let mut best: Option<Measured> = None;
    let mut count = 0;
    let mut start = 0;
    for word in &prose.words {
        if word.has(flag::LINE_START) {
            count = 0;
            start = word.start as usize;
        }
        let typed = word.span().of(&scene.said.text);
        let marks = MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(typed));
        if marks
            && (word.has(flag::SENTENCE_START)
                || word.has(flag::CLAUSE_START)
                || !word.has(flag::CAPITALISED))
        {
            count += 1;
            if best.as_ref().is_none_or(|best| best.value < count) {
                best = Some(Measured {
                    value: count,
                    span: Span::new(start, word.end as usize),
                });
            }
        }
    }
    best
}
