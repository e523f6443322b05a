//! One draft, read for what the checks compare: its shingles, the figures it states, its dates, names and placeholders.

use super::Options;
use super::contacts;
use super::days::{self, PastDay};
use super::facts::{self, Fact};
use super::figures;
use super::hours;
use super::names::{self, FormerName, NameUse};
use super::shingles::{self, Shingles};
use super::words;
use crate::detect::Settings;
use crate::draft::{Draft, Mask, MaskKind, Syntax, placeholders};
use crate::prose::{Lexicon, LexiconBuilder, Prose, flag};
use crate::spell::Dictionary;
use crate::text::Span;

/// What one draft says, as far as others can agree or disagree with it. Holds no reference to the draft.
#[derive(Debug, Default)]
pub struct Reading {
    pub(super) shingles: Shingles,
    /// What it states, in the order of its text.
    pub(super) facts: Vec<Fact>,
    pub(super) days: Vec<PastDay>,
    pub(super) names: Vec<NameUse>,
    pub(super) former: Vec<FormerName>,
    /// Names of placeholders, each at its first place.
    pub(super) placeholders: Vec<(String, Span)>,
}

/// Reads drafts; holds what is made once for all of them. Each thread has its own.
pub struct Reader<'o> {
    options: &'o Options,
    lexicon: Vec<u8>,
    prose: Prose,
    settings: Settings,
    dictionary: Dictionary<'static>,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Reader")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// One draft while it is read.
pub(super) struct Page<'p> {
    pub(super) draft: &'p Draft,
    pub(super) mask: &'p Mask,
    pub(super) prose: &'p Prose,
    pub(super) options: &'p Options,
    pub(super) settings: &'p Settings,
    pub(super) dictionary: &'p Dictionary<'static>,
    /// Words of the title that limit what the reply is about.
    pub(super) scope: Vec<String>,
}

impl<'p> Page<'p> {
    pub(super) fn text(&self) -> &'p str {
        &self.draft.text
    }

    /// Whether the words are the company's own prose: not quoted, not code, not history.
    pub(super) fn is_prose(&self, span: Span) -> bool {
        matches!(self.mask.covering(span), None | Some(MaskKind::Url))
    }

    /// A word of the prose in lower case.
    pub(super) fn lower(&self, word: usize) -> String {
        self.prose.words[word].span().of(self.text()).to_lowercase()
    }

    /// Whether a word stands for nothing of its own: the second half of a contraction, or past the end.
    pub(super) fn has(&self, word: usize, flag: u16) -> bool {
        self.prose
            .words
            .get(word)
            .is_some_and(|word| word.has(flag))
    }
}

impl<'o> Reader<'o> {
    /// Makes what all drafts share.
    pub fn new(options: &'o Options) -> Self {
        Self {
            options,
            lexicon: LexiconBuilder::new().finish(),
            prose: Prose::default(),
            settings: Settings::default(),
            dictionary: Dictionary::builtin(),
        }
    }

    /// Reads one draft. Linear in its length; never fails.
    pub fn read(&mut self, draft: &Draft) -> Reading {
        let mut reading = Reading::default();
        if draft.internal || draft.text.trim().is_empty() {
            return reading;
        }
        let made;
        let mask = if draft.mask.is_empty() {
            made = Mask::of(&draft.text);
            &made
        } else {
            &draft.mask
        };
        self.prose
            .read(&draft.text, mask, &Lexicon::new(&self.lexicon));
        let page = Page {
            draft,
            mask,
            prose: &self.prose,
            options: self.options,
            settings: &self.settings,
            dictionary: &self.dictionary,
            scope: scope(draft.origin.title.as_deref().unwrap_or("")),
        };
        reading.shingles = shingles::of(&page);
        reading.placeholders = placeholder_names(&draft.text);
        if is_english(draft) {
            facts::read(&page, &mut reading.facts);
            hours::read(&page, &mut reading.facts);
            contacts::read(&page, &mut reading.facts);
            reading.facts.sort_by_key(|fact| (fact.span, fact.kind));
            reading.days = days::read(&page);
            (reading.names, reading.former) = names::read(&page);
        } else {
            figures::read(&page, &mut reading.facts);
        }
        reading
    }
}

/// Whether the draft says, or does not deny, that it is in English.
pub(super) fn is_english(draft: &Draft) -> bool {
    draft
        .language
        .as_deref()
        .is_none_or(|language| language.to_ascii_lowercase().starts_with("en"))
}

/// The words of a title that limit whom or what the reply is for.
pub(super) fn scope(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric());
    let mut scope: Vec<String> = words
        .filter(|word| {
            let is_sign = word.starts_with(char::is_alphabetic)
                && word
                    .chars()
                    .skip(1)
                    .any(|c| c.is_uppercase() || c.is_ascii_digit());
            is_sign || words::is_scope(&word.to_lowercase())
        })
        .map(str::to_lowercase)
        .collect();
    scope.sort_unstable();
    scope.dedup();
    scope
}

/// The paths of the placeholders, without filters, fallbacks and tags.
fn placeholder_names(text: &str) -> Vec<(String, Span)> {
    let mut names: Vec<(String, Span)> = Vec::new();
    for placeholder in placeholders(text) {
        if matches!(
            placeholder.syntax,
            Syntax::Tag | Syntax::Comment | Syntax::FillIn | Syntax::Attribute | Syntax::Erb
        ) {
            continue;
        }
        let inner = placeholder.inner.of(text);
        let name = inner
            .split(|c: char| c == '|' || c == ',' || c.is_whitespace())
            .next()
            .unwrap_or("");
        let is_path = name
            .chars()
            .all(|c| c.is_alphanumeric() || "._-@:[]'\"$".contains(c));
        if 2 <= name.len() && is_path && !names.iter().any(|(known, _)| known == name) {
            names.push((name.to_owned(), placeholder.span));
        }
    }
    names
}

/// Words that open a contraction's second half carry nothing.
pub(super) const SILENT: u16 = flag::JOINED;
