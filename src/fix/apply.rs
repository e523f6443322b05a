//! Chooses the fixes that go together and puts their edits into a text.

use crate::finding::{Applicability, Edit, Fix};
use crate::review::Review;

/// Which fixes may be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Boldness {
    /// Those that keep the meaning.
    #[default]
    Safe,
    /// Also those that may change it.
    Unsafe,
}

impl Boldness {
    /// Whether a fix of this applicability may be applied.
    pub const fn allows(self, applicability: Applicability) -> bool {
        match applicability {
            Applicability::Safe => true,
            Applicability::Unsafe => matches!(self, Self::Unsafe),
            Applicability::Display => false,
        }
    }
}

/// The best applicable fix of each finding that has one, in the order of the findings.
pub fn fixes<'r>(review: &'r Review<'_>, boldness: Boldness) -> impl Iterator<Item = &'r Fix> {
    review.findings.iter().filter_map(move |finding| {
        finding
            .fixes
            .iter()
            .find(|fix| boldness.allows(fix.applicability) && !fix.edits.is_empty())
    })
}

/// The fixes that were taken, as edits of one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// The edits, sorted, not overlapping.
    pub edits: Vec<Edit>,
    /// How many fixes they belong to.
    pub fixes: usize,
    /// How many fixes met another one and wait for the next round.
    pub waiting: usize,
}

/// Takes fixes in their order; one that meets an earlier one waits, whole. Edits that do not fit the text are left out.
pub fn apply<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> Applied {
    let mut applied = Applied::default();
    for fix in fixes {
        if fix.edits.is_empty() || !fix.edits.iter().all(|edit| fits(text, edit)) {
            continue;
        }
        let same = fix
            .edits
            .iter()
            .all(|edit| edit.span.of(text) == edit.replacement);
        if same {
            continue;
        }
        let clashes = |edit: &Edit| clashes(&applied.edits, edit);
        if fix.edits.iter().any(clashes) || overlap_each_other(&fix.edits) {
            applied.waiting += 1;
            continue;
        }
        for edit in &fix.edits {
            let at = applied
                .edits
                .partition_point(|other| order(other) < order(edit));
            applied.edits.insert(at, edit.clone());
        }
        applied.fixes += 1;
    }
    applied
}

/// The text with the edits in it. They must be sorted and not overlap, as [`apply`] leaves them.
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        out.push_str(text.get(done..edit.span.start).unwrap_or(""));
        out.push_str(&edit.replacement);
        done = edit.span.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

fn fits(text: &str, edit: &Edit) -> bool {
    edit.span.start <= edit.span.end && text.get(edit.span.start..edit.span.end).is_some()
}

fn order(edit: &Edit) -> (usize, usize) {
    (edit.span.start, edit.span.end)
}

/// Whether an edit meets one of the sorted ones. Edits may touch; an insertion may not touch anything, for its place would be unclear.
fn clashes(edits: &[Edit], edit: &Edit) -> bool {
    let at = edits.partition_point(|other| order(other) < order(edit));
    let before = at.checked_sub(1).and_then(|index| edits.get(index));
    before.is_some_and(|other| meets(other, edit))
        || edits.get(at).is_some_and(|other| meets(edit, other))
}

fn meets(first: &Edit, second: &Edit) -> bool {
    let is_insertion = first.span.is_empty() || second.span.is_empty();
    if is_insertion {
        second.span.start <= first.span.end
    } else {
        second.span.start < first.span.end
    }
}

fn overlap_each_other(edits: &[Edit]) -> bool {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| order(edit));
    sorted.windows(2).any(|pair| meets(pair[0], pair[1]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Span;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        Fix {
            text: String::new(),
            edits: edits
                .iter()
                .map(|(start, end, replacement)| Edit {
                    span: Span::new(*start, *end),
                    replacement: (*replacement).to_owned(),
                })
                .collect(),
            applicability: Applicability::Safe,
        }
    }

    #[test]
    fn fixes_go_together_or_wait() {
        for (fixes, expected, waiting) in [
            (vec![], "calm down now", 0),
            (vec![fix(&[(0, 4, "sit")])], "sit down now", 0),
            (
                vec![fix(&[(0, 4, "sit")]), fix(&[(0, 9, "please")])],
                "sit down now",
                1,
            ),
            (
                vec![fix(&[(5, 9, "up")]), fix(&[(0, 5, "stand ")])],
                "stand up now",
                0,
            ),
            (
                vec![fix(&[(0, 0, "Do ")]), fix(&[(0, 0, "Please ")])],
                "Do calm down now",
                1,
            ),
            (
                vec![fix(&[(0, 4, "a"), (10, 13, "b")]), fix(&[(5, 9, "c")])],
                "a c b",
                0,
            ),
            (vec![fix(&[(0, 4, "a"), (2, 5, "b")])], "calm down now", 1),
            (vec![fix(&[(4, 99, "")])], "calm down now", 0),
            (vec![fix(&[(0, 4, "calm")])], "calm down now", 0),
        ] {
            let text = "calm down now";
            let applied = apply(text, &fixes);
            assert_eq!(edited(text, &applied.edits), expected, "{fixes:?}");
            assert_eq!(applied.waiting, waiting, "{fixes:?}");
        }
    }

    #[test]
    fn boldness_chooses() {
        for (boldness, applicability, allows) in [
            (Boldness::Safe, Applicability::Safe, true),
            (Boldness::Safe, Applicability::Unsafe, false),
            (Boldness::Unsafe, Applicability::Unsafe, true),
            (Boldness::Unsafe, Applicability::Display, false),
        ] {
            assert_eq!(boldness.allows(applicability), allows);
        }
    }

    prop_compose! {
        fn any_fix()(edits in prop::collection::vec((0usize..30, 0usize..6, "[a-cé]{0,3}"), 0..4)) -> Fix {
            let edits: Vec<(usize, usize, &str)> = edits
                .iter()
                .map(|(start, len, words)| (*start, start + len, words.as_str()))
                .collect();
            fix(&edits)
        }
    }

    proptest! {
        #[test]
        fn taken_edits_fit_and_keep_the_rest(text in "[a-zé \n]{0,30}", fixes in prop::collection::vec(any_fix(), 0..8)) {
            let applied = apply(&text, &fixes);
            for pair in applied.edits.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            let out = edited(&text, &applied.edits);
            let removed: usize = applied.edits.iter().map(|edit| edit.span.len()).sum();
            let added: usize = applied.edits.iter().map(|edit| edit.replacement.len()).sum();
            prop_assert_eq!(out.len() + removed, text.len() + added);
            // What no edit touches stands as it stood.
            let mut shift = 0isize;
            let mut done = 0;
            for edit in &applied.edits {
                let at = usize::try_from(isize::try_from(done).unwrap() + shift).unwrap();
                let kept = &text[done..edit.span.start];
                prop_assert_eq!(&out[at..at + kept.len()], kept);
                shift += isize::try_from(edit.replacement.len()).unwrap()
                    - isize::try_from(edit.span.len()).unwrap();
                done = edit.span.end;
            }
            prop_assert!(out.ends_with(&text[done..]));
        }
    }
}
