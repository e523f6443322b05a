//! What is wrong with a draft's placeholders: broken, misspelt, of another helpdesk, left unfilled, or filled with nothing.

mod blanks;
mod judge;
mod profile;
#[cfg(test)]
mod tests;
mod unbalanced;

use crate::draft::{Draft, MaskKind, placeholders};
use crate::text::Span;

use judge::{is_formula, judge};
use unbalanced::unbalanced;

pub use profile::{Fallback, Missing, Profile, known_profile, profile, profiles};

/// One thing that is wrong with a placeholder, or with the place where one was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceholderProblem {
    /// The bytes of the draft's text.
    pub span: Span,
    /// What kind of mistake it is.
    pub kind: PlaceholderProblemKind,
    /// What was seen, in one sentence without a full stop.
    pub message: String,
    /// The words to write instead, where they are known.
    pub suggestion: Option<String>,
}

/// The kinds of mistakes with placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PlaceholderProblemKind {
    /// `{{x}`: the delimiters do not match, and customers see the raw characters.
    Unbalanced,
    /// The helpdesk knows no such name.
    UnknownName,
    /// The name is nearly one that the helpdesk knows.
    NearMissName,
    /// Written as another helpdesk writes it.
    WrongSyntax,
    /// The fallback is written in a way that does not work here.
    BrokenFallback,
    /// A name in the greeting that may be missing, without a fallback.
    MissingFallback,
    /// In code, where this helpdesk fills nothing in.
    InCode,
    /// Still there in a final message.
    Unrendered,
    /// Still there in a draft that answers somebody.
    InReply,
    /// To be filled in by hand, as `[Your Name]` or `TODO`.
    FillIn,
    /// The value was missing, as in `Hi ,`.
    RenderedBlank,
    /// The value is no name, as in `Hi noreply,`.
    ImplausibleName,
}

impl PlaceholderProblemKind {
    /// The word used in rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unbalanced => "unbalanced",
            Self::UnknownName => "unknown-name",
            Self::NearMissName => "near-miss-name",
            Self::WrongSyntax => "wrong-syntax",
            Self::BrokenFallback => "broken-fallback",
            Self::MissingFallback => "missing-fallback",
            Self::InCode => "in-code",
            Self::Unrendered => "unrendered",
            Self::InReply => "in-reply",
            Self::FillIn => "fill-in",
            Self::RenderedBlank => "rendered-blank",
            Self::ImplausibleName => "implausible-name",
        }
    }

    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Unbalanced,
        Self::UnknownName,
        Self::NearMissName,
        Self::WrongSyntax,
        Self::BrokenFallback,
        Self::MissingFallback,
        Self::InCode,
        Self::Unrendered,
        Self::InReply,
        Self::FillIn,
        Self::RenderedBlank,
        Self::ImplausibleName,
    ];
}

/// Everything that is wrong with the placeholders of a draft, by its stage and profile, sorted by place. One pass over the text; without a known profile, names and syntaxes are not judged.
pub fn placeholder_problems(draft: &Draft) -> Vec<PlaceholderProblem> {
    let text = draft.text.as_str();
    let known = draft.profile.as_deref().and_then(profile);
    let earlier = Places::of(draft, &[MaskKind::History, MaskKind::Markup]);
    let code = Places::of(draft, &[MaskKind::Code]);
    let mut problems = Vec::new();
    for placeholder in placeholders(text) {
        if !earlier.overlap(placeholder.span) && !is_formula(text, placeholder.span.start) {
            judge(
                draft,
                known,
                &placeholder,
                code.overlap(placeholder.span),
                &mut problems,
            );
        }
    }
    unbalanced(draft, &mut problems);
    blanks::find(draft, &mut problems);
    problems.retain(|problem| {
        let is_judged_there = problem.kind == PlaceholderProblemKind::InCode;
        !earlier.overlap(problem.span) && (is_judged_there || !code.overlap(problem.span))
    });
    problems.sort_by_key(|problem| (problem.span, problem.kind));
    problems.dedup_by(|later, first| later.span.overlaps(first.span));
    problems
}

/// Places of a text that do not overlap, sorted.
struct Places(Vec<Span>);

impl Places {
    /// The masked places of some kinds.
    fn of(draft: &Draft, kinds: &[MaskKind]) -> Self {
        let mut places: Vec<Span> = Vec::new();
        for masked in draft
            .mask
            .spans()
            .iter()
            .filter(|masked| kinds.contains(&masked.kind))
        {
            match places
                .last_mut()
                .filter(|last| masked.span.start <= last.end)
            {
                Some(last) => *last = last.cover(masked.span),
                None => places.push(masked.span),
            }
        }
        Self(places)
    }

    fn overlap(&self, span: Span) -> bool {
        let index = self.0.partition_point(|place| place.end <= span.start);
        self.0.get(index).is_some_and(|place| place.overlaps(span))
    }
}
