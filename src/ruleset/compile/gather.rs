//! What all files declare, put together: later layers win, packs and settings change levels, phrases come and go.

use super::super::declare::{self, LevelWord, ListOr, Phrase};
use super::super::shift::{Shift, Shifted};
use super::super::source::Place;
use super::{Builder, Change, Declared, selects};
use crate::error::{Error, did_you_mean};
use crate::pattern::parse;
use crate::rules::{Rule, Verb};

impl Builder<'_> {
    pub(super) fn take(&mut self, file: usize, declared: declare::File) -> Result<(), Error> {
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
    pub(super) fn shift_by_pack(
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
    pub(super) fn check_shifts(&self) -> Result<(), Error> {
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

    pub(super) fn once(
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

    pub(super) fn check_selector(&self, selector: &str, place: Place) -> Result<(), Error> {
        if self.rules.keys().any(|id| selects(selector, id)) {
            return Ok(());
        }
        let names: Vec<&str> = self.rules.keys().map(String::as_str).collect();
        Err(self
            .error(place, format!("there is no rule `{selector}`"))
            .help(did_you_mean(selector, names)))
    }

    pub(super) fn override_rules(
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

    pub(super) fn apply(&mut self, changes: &[Change]) -> Result<(), Error> {
        for change in changes {
            let error = |message: String| Error::config(message).in_source(change.origin.clone());
            let phrases = |texts: &[String]| {
                texts
                    .iter()
                    .map(|text| toml::Spanned::new(0..0, text.clone()))
                    .collect::<Vec<Phrase>>()
            };
            // Tried out here, where it is known who wrote them.
            for phrase in change.add.iter().chain(&change.add_except) {
                if let Err(wrong) = parse(phrase, &mut self.lists) {
                    let failed = error(format!("in the phrase “{phrase}”: {}", wrong.message));
                    return Err(match wrong.help {
                        Some(help) => failed.help(help),
                        None => failed,
                    });
                }
            }
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

    /// The limits that channels give to a rule, whatever packs are on; the last word counts.
    pub(super) fn most_by_channel(&self, id: &str) -> Vec<(String, u32)> {
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

    /// A rule with the tightest limit that any pack or channel gives it: a gate must let through what one of them finds.
    pub(super) fn with_least(&self, rule: &Rule) -> Rule {
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
