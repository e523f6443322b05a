//! Phrases, cues and the tests that name them.

use super::super::declare::{self, Phrase};
use super::super::info::Example;
use super::super::source::Place;
use super::{Builder, Declared, Document};
use crate::error::{Error, did_you_mean};
use crate::pattern::{Side, parse};
use crate::rules::{BankId, Cue, CueRef, NO_BANK, SIGNS, Test, Who};
use std::collections::BTreeMap;

impl Builder<'_> {
    pub(super) fn check_circles(
        &self,
        cues: &[Cue],
        declared: &BTreeMap<String, Declared<declare::Cue>>,
    ) -> Result<(), Error> {
        fn reaches(cues: &[Cue], from: usize, target: usize, depth: usize) -> bool {
            depth < cues.len()
                && cues[from]
                    .includes
                    .iter()
                    .chain(&cues[from].not_with)
                    .any(|next| {
                        *next as usize == target || reaches(cues, *next as usize, target, depth + 1)
                    })
        }
        for (index, cue) in cues.iter().enumerate() {
            if reaches(cues, index, index, 0) {
                return Err(self.error(
                    declared[&cue.name].place,
                    format!("the cue `{}` includes itself", cue.name),
                ));
            }
        }
        Ok(())
    }

    /// Adds phrases as a new bank; none give no bank.
    pub(super) fn bank(
        &mut self,
        phrases: &[Phrase],
        file: usize,
        side: Side,
    ) -> Result<BankId, Error> {
        if phrases.is_empty() {
            return Ok(NO_BANK);
        }
        let bank = self.next_bank;
        self.next_bank += 1;
        for (index, phrase) in phrases.iter().enumerate() {
            self.phrase(phrase, bank, index as u16, file, side)?;
        }
        Ok(bank)
    }

    pub(super) fn phrase(
        &mut self,
        phrase: &Phrase,
        bank: BankId,
        index: u16,
        file: usize,
        side: Side,
    ) -> Result<(), Error> {
        let place = |at: usize| Place {
            file,
            byte: phrase.span().start + 1 + at,
        };
        let failed = |error: crate::pattern::PatternError, builder: &Self| {
            let failed = if phrase.span().is_empty() {
                Error::rule(format!(
                    "in the phrase “{}”: {}",
                    phrase.get_ref(),
                    error.message
                ))
            } else {
                builder.error(
                    place(error.at),
                    format!("in the phrase “{}”: {}", phrase.get_ref(), error.message),
                )
            };
            match error.help {
                Some(help) => failed.help(help),
                None => failed,
            }
        };
        let patterns =
            parse(phrase.get_ref(), &mut self.lists).map_err(|error| failed(error, self))?;
        for pattern in patterns {
            if let Err(error) = self.matcher.add(&pattern, bank, index, side) {
                return Err(failed(error, self));
            }
        }
        Ok(())
    }

    pub(super) fn cue_ref(&self, phrase: &Phrase, file: usize) -> Result<CueRef, Error> {
        let (name, level) = phrase
            .get_ref()
            .split_once(':')
            .map_or((phrase.get_ref().as_str(), "1"), |(name, level)| {
                (name, level)
            });
        let Some(cue) = self.cue_ids.get(name) else {
            let names: Vec<&str> = self.cue_ids.keys().map(String::as_str).collect();
            let place = Place {
                file,
                byte: phrase.span().start,
            };
            return Err(self
                .error(place, format!("there is no cue `{name}`"))
                .help(did_you_mean(name, names)));
        };
        Ok(CueRef {
            cue: *cue,
            level: level.parse().unwrap_or(1),
        })
    }

    pub(super) fn cue_refs(&self, phrases: &[Phrase], file: usize) -> Result<Vec<CueRef>, Error> {
        phrases
            .iter()
            .map(|phrase| self.cue_ref(phrase, file))
            .collect()
    }

    /// Names of cues; classes, lists and phrases of several words stand for themselves.
    pub(super) fn tests(
        &mut self,
        phrases: &[Phrase],
        file: usize,
        side: Side,
    ) -> Result<Vec<Test>, Error> {
        let mut tests = Vec::new();
        let mut own: Vec<Phrase> = Vec::new();
        for phrase in phrases {
            let text = phrase.get_ref();
            let is_pattern = text.contains([' ', '<', '@', '(', '~', '^', '/', '=', '[']);
            if is_pattern && !self.cue_ids.contains_key(text.as_str()) {
                own.push(phrase.clone());
            } else {
                tests.push(Test::Cue(self.cue_ref(phrase, file)?));
            }
        }
        if !own.is_empty() {
            tests.push(Test::Bank(self.bank(&own, file, side)?));
        }
        Ok(tests)
    }

    pub(super) fn cue(
        &mut self,
        name: &str,
        declared: &Declared<declare::Cue>,
    ) -> Result<Cue, Error> {
        let (cue, file) = (&declared.value, declared.place.file);
        let side = match cue.who {
            Who::Agent => Side::Agent,
            Who::Customer => Side::Customer,
            Who::Both => Side::Both,
        };
        for sign in &cue.detect {
            self.known(sign, SIGNS, "sign", file)?;
        }
        let mut families = Vec::new();
        for (family, words) in &cue.families {
            families.push((
                family.clone(),
                self.bank(&words.words, file, side)?,
                words.points,
            ));
        }
        Ok(Cue {
            name: name.to_owned(),
            title: cue.title.clone(),
            who: cue.who,
            phrases: self.bank(&cue.phrases, file, side)?,
            strong: self.bank(&cue.strong, file, side)?,
            weak: self.bank(&cue.weak, file, side)?,
            families,
            detect: cue
                .detect
                .iter()
                .map(|sign| sign.get_ref().clone())
                .collect(),
            includes: self
                .cue_refs(&cue.includes, file)?
                .into_iter()
                .map(|cue| cue.cue)
                .collect(),
            not_with: self
                .cue_refs(&cue.not_with, file)?
                .into_iter()
                .map(|cue| cue.cue)
                .collect(),
            except: self.bank(&cue.except, file, side)?,
            shield: self.bank(&cue.shield, file, side)?,
            not_if_negated: cue.not_if_negated,
            only: cue.only.into(),
            needs: cue.needs,
            strong_needs: cue.strong_needs,
        })
    }

    pub(super) fn cue_document(&self, declared: &Declared<declare::Cue>) -> Document {
        let (line, _) = self.sources[declared.place.file].position(declared.place.byte);
        let examples = |phrases: &[Phrase]| {
            phrases
                .iter()
                .map(|phrase| Example {
                    draft: phrase.get_ref().clone(),
                    ..Example::default()
                })
                .collect()
        };
        Document {
            origin: format!("{}:{line}", self.sources[declared.place.file].name),
            source: String::new(),
            law: None,
            bad: examples(&declared.value.bad),
            good: examples(&declared.value.good),
        }
    }

    pub(super) fn known(
        &self,
        phrase: &Phrase,
        names: &[&str],
        what: &str,
        file: usize,
    ) -> Result<(), Error> {
        if names.contains(&phrase.get_ref().as_str()) {
            return Ok(());
        }
        let place = Place {
            file,
            byte: phrase.span().start,
        };
        Err(self
            .error(place, format!("there is no {what} `{}`", phrase.get_ref()))
            .help(did_you_mean(phrase.get_ref(), names.iter().copied())))
    }
}
