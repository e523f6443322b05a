//! Words that are in no dictionary.

use std::collections::HashMap;

use super::Linter;
use crate::draft::Mask;
use crate::error::{Error, did_you_mean};
use crate::review::Review;
use crate::rules::{Match, Scene, Verb};
use crate::spell::{
    AcceptList, Dialect, Dictionary, LanguageNote, Misspelling, MisspellingKind, Settings,
    Suggestion, check_words, correct_words,
};

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
        let draft = scene.draft;
        let mut settings = self.spelling;
        if let Some(dialect) = draft.language.as_deref().and_then(Dialect::from_tag) {
            settings.dialect = dialect;
        }
        let rules = self.special(1, scene, review);
        let first_look = check_words(&draft.text, mask, &dictionary, &[&self.accepted], settings);
        if first_look.misspellings.is_empty() || rules.is_empty() {
            return is_english(first_look.language, review);
        }
        // The words of the conversation are learned only when some word of the draft needs an excuse.
        let mut own = AcceptList::default();
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
        let accepted = [&self.accepted, &own];
        let suggest = |slip: &Misspelling| self.remember(slip, &draft.text, &dictionary);
        let (corrections, language) =
            correct_words(&draft.text, mask, &dictionary, &accepted, settings, suggest);
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
        is_english(language, review)
    }

    /// What a word may have meant; answers are kept, because the same slips come again and again in an archive.
    fn remember(
        &self,
        slip: &Misspelling,
        text: &str,
        dictionary: &Dictionary<'_>,
    ) -> Vec<Suggestion> {
        let key = (slip.span.of(text).to_owned(), slip.kind);
        let known = |memory: &Memory| memory.get(&key).cloned();
        if let Some(answer) = self.suggested.read().ok().and_then(|memory| known(&memory)) {
            return answer;
        }
        let answer = slip.suggestions(text, dictionary, &[&self.accepted]);
        if let Ok(mut memory) = self.suggested.write() {
            if MOST_REMEMBERED <= memory.len() {
                memory.clear();
            }
            memory.insert(key, answer.clone());
        }
        answer
    }
}

/// Words whose suggestions are kept in memory; beyond it the memory starts anew.
const MOST_REMEMBERED: usize = 20_000;

/// Suggestions by word and kind of slip.
pub(super) type Memory = HashMap<(String, MisspellingKind), Vec<Suggestion>>;

fn is_english(language: Option<LanguageNote>, review: &mut Review<'_>) -> bool {
    let foreign = language.is_some_and(|note| note.most);
    if foreign {
        review.notes.push(
            "the draft does not read as English: rules about English words were left out".into(),
        );
    }
    !foreign
}
