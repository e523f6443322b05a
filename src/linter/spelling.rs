//! The kinds of rule that other rooms search for: spelling, private values, placeholders.

use super::Linter;
use crate::draft::Mask;
use crate::error::{Error, did_you_mean};
use crate::review::Review;
use crate::rules::{Match, Scene, Verb};
use crate::spell::{AcceptList, Dialect, Dictionary, MisspellingKind, Settings, correct_words};

/// Spelling settings of a configuration.
pub(super) fn settings(language: Option<&str>) -> Result<Settings, Error> {
    let mut settings = Settings::default();
    if let Some(tag) = language {
        let Some(dialect) = Dialect::from_tag(tag) else {
            return Err(Error::config(format!("there is no language `{tag}`"))
                .help(did_you_mean(tag, ["en", "en-US", "en-GB"])));
        };
        settings.dialect = dialect;
    }
    Ok(settings)
}

impl Linter {
    /// Rules whose verb other rooms carry out, with their decoded verbs.
    fn special(&self, kind: u8, review: &Review<'_>) -> Vec<usize> {
        let channel = review.draft.channel;
        let heads = self.tables.index.heads.iter().enumerate();
        heads
            .filter(|(index, head)| {
                head.special == kind && self.levels.of(*index, channel).is_some()
            })
            .map(|(index, _)| index)
            .collect()
    }

    fn push(&self, index: usize, found: Match, review: &mut Review<'_>) {
        let (Some(rule), Some(severity)) = (
            self.tables.rule(index),
            self.levels.of(index, review.draft.channel),
        ) else {
            return;
        };
        let finding = self.finding(index, rule, severity, found, review);
        review.findings.push(finding);
    }

    /// Checks words; tells whether the draft is English, so that rules about English words apply.
    pub(super) fn find_spelling(
        &self,
        scene: &Scene<'_>,
        mask: &Mask,
        review: &mut Review<'_>,
    ) -> bool {
        if let Some(tag) = scene
            .draft
            .language
            .as_deref()
            .filter(|tag| !tag.to_ascii_lowercase().starts_with("en"))
        {
            review.notes.push(format!(
                "the draft is marked as {tag}: rules about English words were left out"
            ));
            return false;
        }
        let dictionary = Dictionary::builtin();
        let mut own = AcceptList::default();
        let draft = scene.draft;
        for name in draft
            .customer
            .name
            .iter()
            .chain(&draft.author.name)
            .chain(&draft.company.agents)
            .chain(&draft.company.products)
        {
            own.add_name(name);
        }
        if let Some(conversation) = &draft.conversation {
            for turn in &conversation.turns {
                if let Some(name) = &turn.name {
                    own.add_name(name);
                }
                own.learn(&turn.text, &dictionary);
            }
        }
        let mut settings = self.spelling;
        if let Some(dialect) = draft.language.as_deref().and_then(Dialect::from_tag) {
            settings.dialect = dialect;
        }
        let accepted = [&self.accepted, &own];
        let (corrections, language) = correct_words(&draft.text, mask, &dictionary, &accepted, settings);
        let rules = self.special(1, review);
        for correction in corrections {
            let slip = correction.misspelling;
            let kind = match slip.kind {
                MisspellingKind::MixedDialect | MisspellingKind::WrongDialect => "dialect",
                MisspellingKind::Case => "case",
                _ => "words",
            };
            let rule = rules.iter().find(|index| matches!(self.tables.rule(**index).map(|rule| &rule.verb), Some(Verb::Spell { what }) if what == kind));
            let Some(rule) = rule else { continue };
            let suggestions = correction.suggestions;
            let mut found = Match::at(slip.span).with("match", slip.span.of(&draft.text));
            if let Some(best) = suggestions.first() {
                found = found.with("instead", best.word.clone());
                found.safe = best.safe;
            }
            found.instead = suggestions
                .into_iter()
                .map(|suggestion| suggestion.word)
                .collect();
            self.push(*rule, found, review);
        }
        match language {
            Some(note) if note.most => {
                review.notes.push(
                    "the draft does not read as English: rules about English words were left out"
                        .into(),
                );
                false
            }
            _ => true,
        }
    }

    pub(super) fn find_private(&self, _scene: &Scene<'_>, _mask: &Mask, _review: &mut Review<'_>) {}

    pub(super) fn find_placeholders(
        &self,
        _scene: &Scene<'_>,
        _mask: &Mask,
        _review: &mut Review<'_>,
    ) {
    }
}
