//! Rulesets become one table of bytes: the matcher, the cues, the rules and what people may know about them.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::contents::{self, Names};
use super::declare::{self, LevelWord, ListOr, LongExample, Phrase};
use super::info::{Example, Law};
use super::shift::{Shift, Shifted};
use super::source::{Place, Source};
use crate::error::{Error, did_you_mean};
use crate::finding::{Confidence, Severity};
use crate::pattern::{Lists, MatcherBuilder, Side, parse};
use crate::rules::{
    Again, Answers, BankId, Compare, Condition, Cue, CueRef, Cues, Detail, Guard, Issue, MEASURES,
    NO_BANK, RELATIONS, REPEATS, Rule, SIGNS, Test, Verb, Who, gate,
};

/// What is known about a rule before it is decoded.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Its name.
    pub(super) id: String,
    /// Its declared level.
    pub(super) level: Severity,
    /// How sure it is.
    pub(super) confidence: Confidence,
    /// Whether it runs without being asked for.
    pub(super) on: bool,
    /// The pack it belongs to; empty for none.
    pub(super) pack: String,
    /// The banks of which one must have a hit; empty when it always has to be asked.
    pub(super) banks: Vec<BankId>,
    /// What it needs beside the draft: 0 nothing, 1 the conversation, 2 ticket facts, 3 timestamps.
    pub(super) needs: u8,
    /// Its bytes among the rules.
    pub(super) record: (u32, u32),
    /// Its bytes among the documents.
    pub(super) document: (u32, u32),
    /// 1 for `spell`, 2 for `private`, 3 for `placeholder`, else 0.
    pub(super) special: u8,
}

/// What only people need of a rule.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// Where it is declared.
    pub origin: String,
    /// Where the advice comes from.
    pub source: String,
    /// The law that it reminds of.
    pub law: Option<Law>,
    /// Drafts in which it must fire.
    pub bad: Vec<Example>,
    /// Drafts in which it must stay silent.
    pub good: Vec<Example>,
}

/// Changes that a configuration makes to phrases: target, add, remove, excuses, origin.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// `list.NAME`, `cue.NAME` or a rule.
    pub target: String,
    /// Phrases to add.
    pub add: Vec<String>,
    /// Phrases to take away.
    pub remove: Vec<String>,
    /// Phrases that excuse.
    pub add_except: Vec<String>,
    /// Where it was said.
    pub origin: String,
}

/// Compiles rulesets, later ones winning over earlier ones of a lower layer.
///
/// # Errors
/// A file that does not parse, a name that does not exist, a pattern that cannot be matched.
pub fn compile(sources: &[Source], changes: &[Change]) -> Result<Vec<u8>, Error> {
    let mut builder = Builder::gather(sources)?;
    builder.apply(changes)?;
    builder.finish()
}

struct Declared<T> {
    place: Place,
    value: T,
    pack: String,
    layer: u8,
}

#[derive(Default)]
struct Builder<'s> {
    sources: &'s [Source],
    lists: Lists,
    replacements: BTreeMap<String, Vec<(String, String)>>,
    list_places: BTreeMap<String, Place>,
    cues: BTreeMap<String, Declared<declare::Cue>>,
    rules: BTreeMap<String, Declared<declare::Rule>>,
    shifts: Vec<(Shift, Place)>,
    packs: Vec<(String, String)>,
    categories: BTreeMap<String, declare::Category>,
    matcher: MatcherBuilder,
    next_bank: u16,
    cue_ids: HashMap<String, u16>,
}

impl<'s> Builder<'s> {
    fn gather(sources: &'s [Source]) -> Result<Self, Error> {
        let mut builder = Self {
            sources,
            ..Self::default()
        };
        for (index, source) in sources.iter().enumerate() {
            let file: declare::File = super::source::read(source)?;
            builder.take(index, file)?;
        }
        Ok(builder)
    }

    fn take(&mut self, file: usize, declared: declare::File) -> Result<(), Error> {
        let layer = self.sources[file].layer;
        let pack = declared
            .pack
            .as_ref()
            .map_or_else(String::new, |pack| pack.name.clone());
        if let Some(pack) = declared.pack {
            self.packs.push((pack.name, pack.title));
        }
        if let Some(category) = declared.category {
            self.categories
                .insert(self.sources[file].name.clone(), category);
        }
        for (name, list) in declared.list {
            let place = Place { file, byte: 0 };
            if let Some(other) = self.list_places.get(&name)
                && self.sources[other.file].layer == layer
            {
                return Err(self.error(
                    place,
                    format!(
                        "the list `{name}` is declared twice: here and in {}",
                        self.sources[other.file].name
                    ),
                ));
            }
            let old = self
                .lists
                .phrases(&name)
                .map(<[String]>::to_vec)
                .unwrap_or_default();
            self.lists.remove(&name, &old);
            self.list_places.insert(name.clone(), place);
            self.lists
                .add(&name, list.words.into_iter().map(toml::Spanned::into_inner));
            let pairs: Vec<(String, String)> = list
                .replace
                .into_iter()
                .map(|(phrase, with)| (phrase.into_inner(), with))
                .collect();
            self.lists
                .add(&name, pairs.iter().map(|(phrase, _)| phrase.clone()));
            self.replacements.insert(name, pairs);
        }
        for (name, cue) in declared.cue {
            let place = Place {
                file,
                byte: cue.span().start,
            };
            self.once(
                &name,
                "cue",
                self.cues.get(&name).map(|old| (old.place, old.layer)),
                place,
                layer,
            )?;
            self.cues.insert(
                name,
                Declared {
                    place,
                    value: cue.into_inner(),
                    pack: pack.clone(),
                    layer,
                },
            );
        }
        for rule in declared.rule {
            let rule_place = Place {
                file,
                byte: rule.span().start,
            };
            let rule = rule.into_inner();
            let name = rule.id.get_ref().clone();
            let place = Place {
                file,
                byte: rule.id.span().start,
            };
            let shaped = name.split('/').count() == 2
                && name.bytes().all(|b| {
                    b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'/')
                });
            if !shaped {
                return Err(self
                    .error(place, format!("`{name}` is no rule name"))
                    .help("write category/name in lower case, such as tone/blame"));
            }
            self.once(
                &name,
                "rule",
                self.rules.get(&name).map(|old| (old.place, old.layer)),
                place,
                layer,
            )?;
            self.rules.insert(
                name,
                Declared {
                    place: rule_place,
                    value: rule,
                    pack: pack.clone(),
                    layer,
                },
            );
        }
        for (selector, change) in declared.overrides {
            let place = Place {
                file,
                byte: change.span().start,
            };
            let change = change.into_inner();
            self.check_selector(&selector, place)?;
            if !pack.is_empty() {
                self.shift_by_pack(&pack, &selector, &change, place)?;
                continue;
            }
            self.override_rules(&selector, &change, place)?;
        }
        for (name, channel) in declared.channel {
            let at = channel.span().start;
            let channels = crate::draft::Channel::ALL.map(crate::draft::Channel::as_str);
            if !channels.contains(&name.as_str()) {
                return Err(self
                    .error(
                        Place { file, byte: at },
                        format!("there is no channel `{name}`"),
                    )
                    .help(did_you_mean(&name, channels)));
            }
            let channel = channel.into_inner();
            let levels = channel.levels.into_iter();
            let levels =
                levels.map(|(selector, level)| (selector, Shifted::Level(level.severity())));
            let limits = channel.limits.into_iter();
            let limits = limits.map(|(selector, most)| (selector, Shifted::Max(most)));
            for (selector, to) in levels.chain(limits) {
                let byte = selector.span().start;
                let shift = Shift {
                    pack: pack.clone(),
                    channel: name.clone(),
                    selector: selector.into_inner(),
                    to,
                };
                self.shifts.push((shift, Place { file, byte }));
            }
        }
        Ok(())
    }

    /// A pack changes levels and limits where it is switched on. Phrases stand in the one table of all rules, so it cannot change those.
    fn shift_by_pack(
        &mut self,
        pack: &str,
        selector: &str,
        change: &declare::Override,
        place: Place,
    ) -> Result<(), Error> {
        let phrases = [
            &change.add_phrases,
            &change.remove_phrases,
            &change.add_except,
        ];
        if change.min.is_some() || phrases.iter().any(|phrases| !phrases.is_empty()) {
            return Err(self
                .error(place, format!("the pack `{pack}` changes more than the level or the max of `{selector}`"))
                .help("put phrases, excuses and min into a ruleset without [pack], or make a rule of the pack"));
        }
        let level = change.level.map(|level| Shifted::Level(level.severity()));
        for to in level.into_iter().chain(change.max.map(Shifted::Max)) {
            let shift = Shift {
                pack: pack.to_owned(),
                channel: String::new(),
                selector: selector.to_owned(),
                to,
            };
            self.shifts.push((shift, place));
        }
        Ok(())
    }

    /// Every selector of a pack or channel must name rules, and a limit one that has a `limit`.
    fn check_shifts(&self) -> Result<(), Error> {
        for (shift, place) in &self.shifts {
            self.check_selector(&shift.selector, *place)?;
            let measures = self
                .rules
                .get(&shift.selector)
                .is_some_and(|rule| rule.value.limit.is_some());
            if matches!(shift.to, Shifted::Max(_)) && !measures {
                return Err(self
                    .error(
                        *place,
                        format!("`{}` has no limit to change", shift.selector),
                    )
                    .help("name one rule whose verb is limit"));
            }
        }
        Ok(())
    }

    fn once(
        &self,
        name: &str,
        what: &str,
        old: Option<(Place, u8)>,
        place: Place,
        layer: u8,
    ) -> Result<(), Error> {
        match old {
            Some((other, other_layer)) if other_layer == layer => {
                let (line, _) = self.sources[other.file].position(other.byte);
                Err(self.error(
                    place,
                    format!(
                        "the {what} `{name}` is declared twice: here and in {}:{line}",
                        self.sources[other.file].name
                    ),
                ))
            }
            _ => Ok(()),
        }
    }

    fn check_selector(&self, selector: &str, place: Place) -> Result<(), Error> {
        if self.rules.keys().any(|id| selects(selector, id)) {
            return Ok(());
        }
        let names: Vec<&str> = self.rules.keys().map(String::as_str).collect();
        Err(self
            .error(place, format!("there is no rule `{selector}`"))
            .help(did_you_mean(selector, names)))
    }

    fn override_rules(
        &mut self,
        selector: &str,
        change: &declare::Override,
        place: Place,
    ) -> Result<(), Error> {
        let mut missing = None;
        for (id, declared) in self
            .rules
            .iter_mut()
            .filter(|(id, _)| selects(selector, id))
        {
            let rule = &mut declared.value;
            // What a team says of a rule by its name holds in every channel.
            self.shifts.retain(|(shift, _)| {
                let said = match shift.to {
                    Shifted::Level(_) => change.level.is_some(),
                    Shifted::Max(_) => change.max.is_some(),
                };
                !(said && shift.selector == *id)
            });
            match change.level {
                Some(LevelWord::Off) => rule.on = Some(false),
                Some(level) => {
                    rule.level = level;
                    rule.on = Some(true);
                }
                None => {}
            }
            rule.except.extend(change.add_except.iter().cloned());
            let phrases = rule.phrases_mut();
            if let Some(phrases) = phrases {
                phrases.extend(change.add_phrases.iter().cloned());
                for gone in &change.remove_phrases {
                    let before = phrases.len();
                    phrases.retain(|phrase| phrase.get_ref() != gone.get_ref());
                    if phrases.len() == before {
                        missing = Some((
                            id.clone(),
                            gone.get_ref().clone(),
                            phrases
                                .iter()
                                .map(|p| p.get_ref().clone())
                                .collect::<Vec<_>>(),
                        ));
                    }
                }
            } else if !change.add_phrases.is_empty() || !change.remove_phrases.is_empty() {
                return Err(Error::rule(format!(
                    "the rule `{id}` has no list of phrases to change"
                ))
                .in_source(self.sources[place.file].name.clone()));
            }
            if let Some(limit) = &mut rule.limit {
                limit.max = change.max.or(limit.max);
                limit.min = change.min.or(limit.min);
            }
        }
        if let Some((id, gone, known)) = missing {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            return Err(self
                .error(place, format!("the rule `{id}` has no phrase “{gone}”"))
                .help(did_you_mean(&gone, known)));
        }
        Ok(())
    }

    fn apply(&mut self, changes: &[Change]) -> Result<(), Error> {
        for change in changes {
            let error = |message: String| Error::config(message).in_source(change.origin.clone());
            let phrases = |texts: &[String]| {
                texts
                    .iter()
                    .map(|text| toml::Spanned::new(0..0, text.clone()))
                    .collect::<Vec<Phrase>>()
            };
            if let Some(name) = change.target.strip_prefix("list.") {
                if self.lists.phrases(name).is_none() {
                    return Err(error(format!("there is no list `{name}`"))
                        .help(did_you_mean(name, self.lists.names())));
                }
                if !self.lists.remove(name, &change.remove) {
                    let known: Vec<&str> = self
                        .lists
                        .phrases(name)
                        .unwrap_or_default()
                        .iter()
                        .map(String::as_str)
                        .collect();
                    let gone = change
                        .remove
                        .iter()
                        .find(|phrase| !known.contains(&phrase.as_str()))
                        .map_or("", String::as_str);
                    return Err(error(format!("the list `{name}` has no phrase “{gone}”"))
                        .help(did_you_mean(gone, known)));
                }
                self.lists.add(name, change.add.iter().cloned());
            } else if let Some(name) = change.target.strip_prefix("cue.") {
                let Some(cue) = self.cues.get_mut(name) else {
                    let names: Vec<&str> = self.cues.keys().map(String::as_str).collect();
                    return Err(
                        error(format!("there is no cue `{name}`")).help(did_you_mean(name, names))
                    );
                };
                cue.value
                    .phrases
                    .retain(|phrase| !change.remove.contains(phrase.get_ref()));
                cue.value.phrases.extend(phrases(&change.add));
                cue.value.except.extend(phrases(&change.add_except));
            } else {
                let place = Place { file: 0, byte: 0 };
                if !self.rules.keys().any(|id| selects(&change.target, id)) {
                    let names: Vec<&str> = self.rules.keys().map(String::as_str).collect();
                    return Err(error(format!("there is no rule `{}`", change.target))
                        .help(did_you_mean(&change.target, names)));
                }
                let all = declare::Override {
                    add_phrases: phrases(&change.add),
                    remove_phrases: phrases(&change.remove),
                    add_except: phrases(&change.add_except),
                    ..declare::Override::default()
                };
                self.override_rules(&change.target, &all, place)?;
            }
        }
        Ok(())
    }

    /// A rule with the tightest limit that any pack or channel gives it: a gate must let through what one of them finds.
    fn with_least(&self, rule: &Rule) -> Rule {
        let mut rule = rule.clone();
        if let Verb::Limit { allowed, .. } = &mut rule.verb {
            for (shift, _) in self
                .shifts
                .iter()
                .filter(|(shift, _)| shift.selector == rule.id)
            {
                if let Shifted::Max(to) = shift.to {
                    allowed.to = allowed.to.min(to);
                }
            }
        }
        rule
    }

    /// The limits that channels give to a rule, whatever packs are on; the last word counts.
    fn most_by_channel(&self, id: &str) -> Vec<(String, u32)> {
        let mut most: Vec<(String, u32)> = Vec::new();
        for (shift, _) in &self.shifts {
            if let Shifted::Max(to) = shift.to
                && shift.pack.is_empty()
                && shift.selector == id
            {
                most.retain(|(channel, _)| *channel != shift.channel);
                most.push((shift.channel.clone(), to));
            }
        }
        most
    }

    fn error(&self, place: Place, message: impl Into<String>) -> Error {
        let source = &self.sources[place.file];
        let (line, column) = source.position(place.byte);
        Error::rule(message)
            .in_source(source.name.clone())
            .at(line, column)
    }

    fn finish(mut self) -> Result<Vec<u8>, Error> {
        self.check_shifts()?;
        self.cue_ids = self
            .cues
            .keys()
            .enumerate()
            .map(|(index, name)| (name.clone(), index as u16))
            .collect();
        let cues = std::mem::take(&mut self.cues);
        let mut index = Names {
            shifts: (self.shifts.iter())
                .map(|(shift, _)| shift.clone())
                .collect(),
            packs: std::mem::take(&mut self.packs),
            ..Names::default()
        };
        let mut documents: Vec<u8> = Vec::new();
        let mut cue_bytes: Vec<Vec<u8>> = Vec::new();
        let mut all_cues: Vec<Cue> = Vec::new();
        for (name, declared) in &cues {
            let cue = self.cue(name, declared)?;
            cue_bytes.push(encode(&cue)?);
            index.cue_names.push(name.clone());
            all_cues.push(cue);
            let document = self.cue_document(declared);
            index.cue_documents.push(append(&mut documents, &document)?);
        }
        index.categories = std::mem::take(&mut self.categories)
            .into_iter()
            .map(|(file, category)| (file, category.title, category.intro))
            .collect();
        self.check_circles(&all_cues, &cues)?;
        let rules = std::mem::take(&mut self.rules);
        let names: Vec<String> = rules.keys().cloned().collect();
        let mut records: Vec<u8> = Vec::new();
        let mut heads = Vec::new();
        let mut gates = Vec::new();
        for (name, declared) in rules {
            let (mut head, rule, document) = self.rule(&name, declared, &names)?;
            gates.push(gate(&self.with_least(&rule)));
            head.record = append(&mut records, &rule)?;
            head.document = append(&mut documents, &document)?;
            heads.push(head);
        }
        index.lists = self.lists.names().into_iter().map(str::to_owned).collect();
        if self.matcher.is_full() {
            return Err(
                Error::rule("the rulesets use more than 65,000 different words")
                    .help("split them, or drop lists that nothing uses"),
            );
        }
        let matcher = std::mem::take(&mut self.matcher).finish();
        let contents = contents::lay_out(&heads, &gates, &index);
        let index = encode(&index)?;
        let cue_bytes = Cues::lay_out(&all_cues, &cue_bytes, usize::from(self.next_bank));
        let parts = [matcher, contents, index, cue_bytes, records, documents];
        let mut out = Vec::new();
        for part in &parts {
            out.extend((part.len() as u32).to_le_bytes());
        }
        for part in parts {
            out.extend(part);
        }
        Ok(out)
    }

    fn check_circles(
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
    fn bank(&mut self, phrases: &[Phrase], file: usize, side: Side) -> Result<BankId, Error> {
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

    fn phrase(
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

    fn cue_ref(&self, phrase: &Phrase, file: usize) -> Result<CueRef, Error> {
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

    fn cue_refs(&self, phrases: &[Phrase], file: usize) -> Result<Vec<CueRef>, Error> {
        phrases
            .iter()
            .map(|phrase| self.cue_ref(phrase, file))
            .collect()
    }

    /// Names of cues; classes, lists and phrases of several words stand for themselves.
    fn tests(&mut self, phrases: &[Phrase], file: usize, side: Side) -> Result<Vec<Test>, Error> {
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

    fn cue(&mut self, name: &str, declared: &Declared<declare::Cue>) -> Result<Cue, Error> {
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

    fn cue_document(&self, declared: &Declared<declare::Cue>) -> Document {
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

    fn known(&self, phrase: &Phrase, names: &[&str], what: &str, file: usize) -> Result<(), Error> {
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

    fn rule(
        &mut self,
        name: &str,
        declared: Declared<declare::Rule>,
        names: &[String],
    ) -> Result<(Head, Rule, Document), Error> {
        let (place, pack) = (declared.place, declared.pack);
        let file = place.file;
        let mut rule = declared.value;
        let verb = self.verb(name, &mut rule, place)?;
        let when = self.conditions(std::mem::take(&mut rule.when), file)?;
        let unless = self.conditions(std::mem::take(&mut rule.unless), file)?;
        let guard = Guard {
            only: rule.only.into(),
            place: rule.place.into(),
            not_if_negated: rule.not_if_negated,
            not_if_customer_said: rule.not_if_customer_said,
            quotes: matches!(rule.quotes, Some(declare::QuotesWord::Include)),
            except: self.bank(&rule.except, file, Side::Agent)?,
            shield: self.bank(&rule.shield, file, Side::Agent)?,
            except_before: self.bank(&rule.except_before, file, Side::Agent)?,
            except_after: self.bank(&rule.except_after, file, Side::Agent)?,
            except_message: self.bank(&rule.except_message, file, Side::Agent)?,
            followed_by: self.tests(&rule.followed_by, file, Side::Agent)?,
            at_least: rule.at_least.unwrap_or(1),
            one_clause: rule.one_clause,
            not_if_told: match &rule.not_if_told {
                Some(topics) => Some(self.cue_ref(topics, file)?.cue),
                None => None,
            },
        };
        for swallowed in &rule.swallows {
            if !names.iter().any(|id| selects(swallowed.get_ref(), id)) {
                let place = Place {
                    file,
                    byte: swallowed.span().start,
                };
                return Err(self
                    .error(place, format!("there is no rule `{}`", swallowed.get_ref()))
                    .help(did_you_mean(
                        swallowed.get_ref(),
                        names.iter().map(String::as_str).collect::<Vec<_>>(),
                    )));
            }
        }
        let Some(level) = rule.level.severity() else {
            return Err(self
                .error(place, format!("the rule `{name}` has the level off"))
                .help("write on = false to make it opt-in"));
        };
        let (line, _) = self.sources[file].position(place.byte);
        let head = Head {
            id: name.to_owned(),
            level,
            confidence: rule.confidence.unwrap_or(if level == Severity::Suggestion {
                Confidence::Medium
            } else {
                Confidence::High
            }),
            on: rule.on.unwrap_or(pack.is_empty()),
            pack,
            banks: match &verb {
                Verb::Avoid { bank, cues, signs } if cues.is_empty() && signs.is_empty() => {
                    vec![*bank]
                }
                Verb::Replace { bank, .. } => vec![*bank],
                Verb::Limit {
                    measure,
                    bank,
                    allowed,
                } if measure.is_empty() && *bank != NO_BANK && allowed.holds(0) => {
                    vec![*bank]
                }
                _ => Vec::new(),
            },
            needs: needs(&when, &verb),
            record: (0, 0),
            document: (0, 0),
            special: match verb {
                Verb::Spell { .. } => 1,
                Verb::Private { .. } => 2,
                Verb::Placeholder { .. } => 3,
                _ => 0,
            },
        };
        let law = match rule.law {
            Some(law) => {
                let byte = law.span().start;
                let read = super::law::read(law.into_inner());
                Some(read.map_err(|(message, help)| {
                    self.error(Place { file, byte }, message).help(help)
                })?)
            }
            None => None,
        };
        let document = Document {
            origin: format!("{}:{line}", self.sources[file].name),
            source: rule.source,
            law,
            bad: rule.bad.into_iter().map(example).collect(),
            good: rule.good.into_iter().map(example).collect(),
        };
        let ready = Rule {
            id: name.to_owned(),
            level,
            confidence: head.confidence,
            verb,
            when,
            unless,
            guard,
            say: rule.say,
            why: rule.why,
            offer: rule.offer,
            most: self.most_by_channel(name),
            put_it: rule.put_it.into(),
            swallows: rule
                .swallows
                .into_iter()
                .map(toml::Spanned::into_inner)
                .collect(),
        };
        Ok((head, ready, document))
    }

    fn verb(&mut self, name: &str, rule: &mut declare::Rule, place: Place) -> Result<Verb, Error> {
        let file = place.file;
        let given: Vec<&str> = [
            ("avoid", rule.avoid.is_some()),
            ("replace", rule.replace.is_some()),
            ("require", rule.require.is_some()),
            ("order", rule.order.is_some()),
            ("limit", rule.limit.is_some()),
            ("agree", rule.agree.is_some()),
            ("repeat", rule.repeat.is_some()),
            ("spell", rule.spell.is_some()),
            ("private", rule.private.is_some()),
            ("placeholder", rule.placeholder.is_some()),
        ]
        .into_iter()
        .filter_map(|(verb, there)| there.then_some(verb))
        .collect();
        match given.as_slice() {
            [] => return Err(self.error(place, format!("the rule `{name}` has no verb")).help("give it one of avoid, replace, require, order, limit, agree, repeat, spell, private, placeholder")),
            [_] => {}
            many => return Err(self.error(place, format!("the rule `{name}` has {}: a rule has one verb", many.join(" and "))).help("make two rules")),
        }
        if let Some(avoid) = rule.avoid.take() {
            let table = match avoid {
                ListOr::List(phrases) => declare::AvoidTable {
                    phrases,
                    ..declare::AvoidTable::default()
                },
                ListOr::Table(table) => table,
            };
            for sign in &table.detect {
                self.known(sign, SIGNS, "sign", file)?;
            }
            return Ok(Verb::Avoid {
                bank: self.bank(&table.phrases, file, Side::Agent)?,
                cues: self.cue_refs(&table.cue, file)?,
                signs: table
                    .detect
                    .into_iter()
                    .map(toml::Spanned::into_inner)
                    .collect(),
            });
        }
        if let Some(replace) = rule.replace.take() {
            return self.replace(replace, rule.safe, file);
        }
        if let Some(require) = rule.require.take() {
            return Ok(Verb::Require {
                any: self.tests(&require, file, Side::Agent)?,
                near: rule.near.into(),
            });
        }
        if let Some(order) = rule.order.take() {
            return Ok(Verb::Order {
                first: self.tests(&order.first, file, Side::Agent)?,
                then: self.tests(&order.then, file, Side::Agent)?,
            });
        }
        if let Some(limit) = rule.limit.take() {
            let measure = limit
                .measure
                .as_ref()
                .map_or_else(String::new, |measure| measure.get_ref().clone());
            if let Some(measure) = &limit.measure {
                self.known(measure, MEASURES, "measure", file)?;
            } else if limit.phrases.is_empty() {
                return Err(self
                    .error(place, format!("the limit of `{name}` measures nothing"))
                    .help(format!(
                        "give it phrases, or a measure: {}",
                        MEASURES.join(", ")
                    )));
            }
            let allowed = Compare {
                from: limit.min.unwrap_or(0),
                to: limit.max.unwrap_or(u32::MAX),
            };
            return Ok(Verb::Limit {
                measure,
                bank: self.bank(&limit.phrases, file, Side::Agent)?,
                allowed,
            });
        }
        if let Some(agree) = rule.agree.take() {
            let span = agree.span();
            let (relation, answers) = match agree.into_inner() {
                declare::Agree::Relation(relation) => (toml::Spanned::new(span, relation), None),
                declare::Agree::Table(table) => {
                    let what = table.what.clone();
                    (what, Some(Box::new(self.answers(table, file)?)))
                }
            };
            self.known(&relation, RELATIONS, "relation", file)?;
            return Ok(Verb::Agree {
                relation: relation.into_inner(),
                answers,
            });
        }
        if let Some(repeat) = rule.repeat.take() {
            self.known(&repeat.what, REPEATS, "kind of repetition", file)?;
            let again = Box::new(self.again(&repeat, file)?);
            return Ok(Verb::Repeat {
                what: repeat.what.into_inner(),
                again,
            });
        }
        if let Some(what) = rule.spell.take() {
            return Ok(Verb::Spell {
                what: what.into_inner(),
            });
        }
        if let Some(private) = rule.private.take() {
            let table = match private {
                ListOr::List(kinds) => declare::PrivateTable {
                    kinds,
                    owner: Vec::new(),
                    tier: None,
                },
                ListOr::Table(table) => table,
            };
            let plain = |phrases: Vec<Phrase>| {
                phrases
                    .into_iter()
                    .map(toml::Spanned::into_inner)
                    .collect::<Vec<_>>()
            };
            return Ok(Verb::Private {
                kinds: plain(table.kinds),
                owners: plain(table.owner),
                tier: table
                    .tier
                    .map_or_else(|| "likely".to_owned(), toml::Spanned::into_inner),
            });
        }
        let kinds = rule.placeholder.take().unwrap_or_default();
        Ok(Verb::Placeholder {
            kinds: kinds.into_iter().map(toml::Spanned::into_inner).collect(),
        })
    }

    fn again(&mut self, repeat: &declare::Repeat, file: usize) -> Result<Again, Error> {
        let mut details = Vec::new();
        for detail in &repeat.details {
            details.push(Detail {
                name: detail.name.clone(),
                names: self.bank(&detail.names, file, Side::Agent)?,
                given: self.bank(&detail.given, file, Side::Customer)?,
            });
        }
        Ok(Again {
            details,
            requests: self.bank(&repeat.requests, file, Side::Agent)?,
            steps: self.bank(&repeat.steps, file, Side::Both)?,
            reports: self.bank(&repeat.reports, file, Side::Customer)?,
            reports_in_questions: self.bank(&repeat.reports_in_questions, file, Side::Customer)?,
            knows: self.bank(&repeat.knows, file, Side::Agent)?,
        })
    }

    fn answers(&mut self, table: declare::AgreeTable, file: usize) -> Result<Answers, Error> {
        let mut issues = Vec::new();
        for issue in &table.issues {
            issues.push(Issue {
                asks: self.bank(&issue.asks, file, Side::Customer)?,
                except: self.bank(&issue.except, file, Side::Customer)?,
                answers: self.bank(&issue.answers, file, Side::Agent)?,
                only: issue.only.into(),
                same_topic: issue.same_topic,
                general: issue.general,
            });
        }
        Ok(Answers {
            topics: self.cue_ref(&table.topics, file)?.cue,
            issues,
            any: self.bank(&table.any, file, Side::Agent)?,
            off: self.bank(&table.off, file, Side::Agent)?,
            courtesy: self.bank(&table.courtesy, file, Side::Agent)?,
            aside: self.bank(&table.aside, file, Side::Agent)?,
            every: matches!(table.must, declare::MustWord::Every),
            strict: table.strict,
        })
    }

    fn replace(
        &mut self,
        replace: declare::Replace,
        safe: bool,
        file: usize,
    ) -> Result<Verb, Error> {
        let bank = self.next_bank;
        self.next_bank += 1;
        let mut with = Vec::new();
        let pairs: Vec<(Phrase, String)> = match replace {
            ListOr::Table(table) => table.into_iter().collect(),
            ListOr::List(lists) => {
                let mut pairs = Vec::new();
                for list in lists {
                    let name = list.get_ref().trim_start_matches('@');
                    let Some(more) = self.replacements.get(name) else {
                        let names: Vec<&str> =
                            self.replacements.keys().map(String::as_str).collect();
                        let place = Place {
                            file,
                            byte: list.span().start,
                        };
                        return Err(self
                            .error(place, format!("there is no list `{name}` with wordings"))
                            .help(did_you_mean(name, names)));
                    };
                    pairs.extend(more.iter().map(|(phrase, with)| {
                        (
                            toml::Spanned::new(list.span(), phrase.clone()),
                            with.clone(),
                        )
                    }));
                }
                pairs
            }
        };
        for (index, (phrase, wording)) in pairs.iter().enumerate() {
            self.phrase(phrase, bank, index as u16, file, Side::Agent)?;
            with.push(wording.clone());
        }
        Ok(Verb::Replace { bank, with, safe })
    }

    fn conditions(
        &mut self,
        declared: declare::Conditions,
        file: usize,
    ) -> Result<Vec<Condition>, Error> {
        let mut all = Vec::new();
        let plain = |phrases: Vec<Phrase>| {
            phrases
                .into_iter()
                .map(toml::Spanned::into_inner)
                .collect::<Vec<_>>()
        };
        if let Some(channels) = declared.channel {
            for channel in &channels {
                self.known(
                    channel,
                    &crate::draft::Channel::ALL.map(crate::draft::Channel::as_str),
                    "channel",
                    file,
                )?;
            }
            all.push(Condition::Channel(plain(channels)));
        }
        if let Some(stages) = declared.stage {
            for stage in &stages {
                self.known(
                    stage,
                    &crate::draft::Stage::ALL.map(crate::draft::Stage::as_str),
                    "stage",
                    file,
                )?;
            }
            all.push(Condition::Stage(plain(stages)));
        }
        if let Some(fact) = declared.fact {
            all.extend(
                fact.into_iter()
                    .map(|(name, values)| Condition::Fact(name, values.into_vec())),
            );
        }
        if let Some(echoes) = declared.draft_echoes {
            all.push(Condition::DraftEchoes(
                self.cue_ref(&echoes.topics, file)?.cue,
                self.bank(&echoes.with, file, Side::Agent)?,
            ));
        }
        if let Some(echoes) = declared.draft_lacks_echo {
            all.push(Condition::DraftLacksEcho(
                self.cue_ref(&echoes.topics, file)?.cue,
                self.bank(&echoes.with, file, Side::Agent)?,
            ));
        }
        if let Some(first) = declared.first_reply {
            all.push(Condition::FirstReply(first));
        }
        if let Some(phrase) = declared.draft_words {
            all.push(Condition::DraftWords(self.compare(&phrase, file)?));
        }
        if let Some(phrase) = declared.customer_words {
            all.push(Condition::CustomerWords(self.compare(&phrase, file)?));
        }
        if let Some(phrase) = declared.waited {
            all.push(Condition::Waited(self.compare(&phrase, file)?));
        }
        if let Some(cues) = declared.customer_shows {
            all.push(Condition::CustomerShows(self.cue_refs(&cues, file)?));
        }
        if let Some(cues) = declared.customer_showed {
            all.push(Condition::CustomerShowed(self.cue_refs(&cues, file)?));
        }
        if let Some(cues) = declared.customer_never {
            all.push(Condition::CustomerNever(self.cue_refs(&cues, file)?));
        }
        if let Some(cues) = declared.customer_lacks {
            all.push(Condition::CustomerLacks(self.cue_refs(&cues, file)?));
        }
        if let Some(tests) = declared.draft_has {
            all.push(Condition::DraftHas(self.tests(
                &tests,
                file,
                Side::Agent,
            )?));
        }
        if let Some(tests) = declared.draft_lacks {
            all.push(Condition::DraftLacks(self.tests(
                &tests,
                file,
                Side::Agent,
            )?));
        }
        if let Some(tests) = declared.agent_said {
            all.push(Condition::AgentSaid(self.tests(
                &tests,
                file,
                Side::Agent,
            )?));
        }
        if let Some(tests) = declared.agent_never_said {
            all.push(Condition::AgentNeverSaid(self.tests(
                &tests,
                file,
                Side::Agent,
            )?));
        }
        Ok(all)
    }

    /// `>= 8`, `< 12`, `> 10 min`, `2 h`; times become seconds.
    fn compare(&self, phrase: &Phrase, file: usize) -> Result<Compare, Error> {
        let text = phrase.get_ref().trim();
        let sign: String = text
            .chars()
            .take_while(|c| matches!(c, '<' | '>' | '='))
            .collect();
        let rest = text[sign.len()..].trim();
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let unit = match rest[digits.len()..].trim() {
            "" => Some(1),
            "s" | "sec" | "seconds" => Some(1),
            "min" | "minutes" | "minute" => Some(60),
            "h" | "hours" | "hour" => Some(3_600),
            "d" | "days" | "day" => Some(86_400),
            _ => None,
        };
        let (Ok(number), Some(unit)) = (digits.parse::<u32>(), unit) else {
            let place = Place {
                file,
                byte: phrase.span().start,
            };
            return Err(self
                .error(place, format!("“{text}” is no comparison"))
                .help("write such as \">= 8\" or \"> 10 min\""));
        };
        let value = number.saturating_mul(unit);
        Ok(match sign.as_str() {
            ">" => Compare {
                from: value.saturating_add(1),
                to: u32::MAX,
            },
            ">=" => Compare {
                from: value,
                to: u32::MAX,
            },
            "<" => Compare {
                from: 0,
                to: value.saturating_sub(1),
            },
            "<=" => Compare { from: 0, to: value },
            _ => Compare {
                from: value,
                to: value,
            },
        })
    }
}

impl declare::Rule {
    fn phrases_mut(&mut self) -> Option<&mut Vec<Phrase>> {
        match (&mut self.avoid, &mut self.limit, &mut self.require) {
            (Some(ListOr::List(phrases)), _, _) | (_, _, Some(phrases)) => Some(phrases),
            (Some(ListOr::Table(table)), _, _) => Some(&mut table.phrases),
            (_, Some(limit), _) => Some(&mut limit.phrases),
            _ => None,
        }
    }
}

/// Whether a selector names a rule: the rule, its category, `category/*` or `*`.
pub fn selects(selector: &str, id: &str) -> bool {
    selector == "*"
        || selector == id
        || id.split('/').next() == Some(selector.strip_suffix("/*").unwrap_or(selector))
}

fn needs(when: &[Condition], verb: &Verb) -> u8 {
    let mut needs = 0;
    for condition in when {
        needs = needs.max(match condition {
            Condition::CustomerShows(_)
            | Condition::CustomerShowed(_)
            | Condition::CustomerWords(_)
            | Condition::FirstReply(_)
            | Condition::AgentSaid(_) => 1,
            Condition::Fact(..) => 2,
            Condition::Waited(_) => 3,
            _ => 0,
        });
    }
    match verb {
        Verb::Agree { relation, .. }
            if matches!(relation.as_str(), "name" | "facts" | "actions") =>
        {
            needs.max(2)
        }
        Verb::Agree { .. } => needs.max(1),
        Verb::Repeat { what, .. } if what != "same sentence twice" => needs.max(1),
        _ => needs,
    }
}

fn example(declared: declare::Example) -> Example {
    match declared {
        declare::Example::Short(text) => super::example::parse(&text),
        declare::Example::Long(long) => long_example(*long),
    }
}

fn long_example(long: LongExample) -> Example {
    let mut turns: Vec<(String, String)> = Vec::new();
    let mut facts: Vec<(String, String)> = long.facts.into_iter().collect();
    for (index, turn) in long.turns.into_iter().enumerate() {
        if let Some(at) = turn.at {
            facts.push((format!("turn_{index}_at"), at));
        }
        match (turn.customer, turn.agent) {
            (Some(text), _) => turns.push(("customer".into(), text)),
            (_, Some(text)) => turns.push(("agent".into(), text)),
            _ => {}
        }
    }
    if let Some(text) = long.customer {
        turns.push(("customer".into(), text));
    }
    if let Some(now) = long.now {
        facts.push(("now".into(), now));
    }
    Example {
        turns,
        facts,
        draft: long.draft,
    }
}

fn append<T: Serialize>(bytes: &mut Vec<u8>, value: &T) -> Result<(u32, u32), Error> {
    let start = bytes.len() as u32;
    bytes.extend(encode(value)?);
    Ok((start, bytes.len() as u32))
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    postcard::to_allocvec(value)
        .map_err(|error| Error::rule(format!("a ruleset could not be laid out: {error}")))
}
