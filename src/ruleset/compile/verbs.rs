//! What a rule looks for.

use super::super::declare::{self, ListOr, Phrase};
use super::super::source::Place;
use super::Builder;
use crate::error::{Error, did_you_mean};
use crate::pattern::Side;
use crate::rules::{
    Again, Answers, Compare, Detail, Issue, MEASURES, OWNERS, PLACEHOLDER_KINDS, PRIVATE_KINDS,
    RELATIONS, REPEATS, SIGNS, SPELLINGS, TIERS, Verb,
};

impl Builder<'_> {
    pub(super) fn verb(
        &mut self,
        name: &str,
        rule: &mut declare::Rule,
        place: Place,
    ) -> Result<Verb, Error> {
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
            if table.phrases.is_empty() && table.cue.is_empty() && table.detect.is_empty() {
                return Err(self
                    .error(place, format!("`avoid` of `{name}` names nothing to avoid"))
                    .help("give it phrases, or a cue"));
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
            if limit.min.is_none() && limit.max.is_none() {
                return Err(self
                    .error(place, format!("the limit of `{name}` allows any number"))
                    .help("give it a max, a min, or both"));
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
            self.known(&what, SPELLINGS, "kind of spelling", file)?;
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
            for kind in &table.kinds {
                self.known(kind, PRIVATE_KINDS, "kind of private value", file)?;
            }
            for owner in &table.owner {
                self.known(owner, OWNERS, "owner", file)?;
            }
            if let Some(tier) = &table.tier {
                self.known(tier, TIERS, "tier", file)?;
            }
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
        for kind in &kinds {
            self.known(kind, PLACEHOLDER_KINDS, "kind of placeholder problem", file)?;
        }
        Ok(Verb::Placeholder {
            kinds: kinds.into_iter().map(toml::Spanned::into_inner).collect(),
        })
    }

    pub(super) fn again(&mut self, repeat: &declare::Repeat, file: usize) -> Result<Again, Error> {
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

    pub(super) fn answers(
        &mut self,
        table: declare::AgreeTable,
        file: usize,
    ) -> Result<Answers, Error> {
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

    pub(super) fn replace(
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
}
