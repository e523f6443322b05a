//! A rule with its conditions.

use super::super::declare::{self, LongExample, Phrase};
use super::super::info::Example;
use super::super::source::Place;
use super::{Builder, Declared, Document, Head, selects};
use crate::error::{Error, did_you_mean};
use crate::finding::{Confidence, Severity};
use crate::pattern::Side;
use crate::rules::{
    Compare, Condition, CueRef, Guard, NO_BANK, PARTS, Packed, Rule, RuleWords, Test, Verb,
};

/// Makes a condition of what a key of `when` says.
type Wrap<T> = fn(T) -> Condition;

impl Builder<'_> {
    pub(super) fn rule(
        &mut self,
        name: &str,
        declared: Declared<declare::Rule>,
        names: &[String],
    ) -> Result<(Head, Rule, Document), Error> {
        let (place, pack) = (declared.place, declared.pack);
        let file = place.file;
        let mut rule = declared.value;
        let verb = self.verb(name, &mut rule, place)?;
        self.parts(name, &rule.say, place)?;
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
            preceded_by: self.tests(&rule.preceded_by, file, Side::Agent)?,
            sentence_has: self.bank(&rule.sentence_has, file, Side::Agent)?,
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
                let read = super::super::law::read(law.into_inner());
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
            words: Packed::new(RuleWords {
                say: rule.say,
                why: rule.why,
                offer: rule.offer,
                swallows: rule
                    .swallows
                    .into_iter()
                    .map(toml::Spanned::into_inner)
                    .collect(),
            }),
            most: self.most_by_channel(name),
            put_it: rule.put_it.into(),
            sure_up_to: rule.sure_up_to.unwrap_or(0),
            secret: rule.secret,
        };
        Ok((head, ready, document))
    }

    pub(super) fn conditions(
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
        let measures: [(_, Wrap<Compare>); 4] = [
            (declared.draft_words, Condition::DraftWords),
            (declared.customer_words, Condition::CustomerWords),
            (declared.waited, Condition::Waited),
            (declared.silent, Condition::Silent),
        ];
        add(&mut all, measures, |phrase| self.compare(&phrase, file))?;
        let cues: [(_, Wrap<Vec<CueRef>>); 4] = [
            (declared.customer_shows, Condition::CustomerShows),
            (declared.customer_showed, Condition::CustomerShowed),
            (declared.customer_never, Condition::CustomerNever),
            (declared.customer_lacks, Condition::CustomerLacks),
        ];
        add(&mut all, cues, |cues| self.cue_refs(&cues, file))?;
        let tests: [(_, Wrap<Vec<Test>>); 6] = [
            (declared.draft_has, Condition::DraftHas),
            (declared.draft_lacks, Condition::DraftLacks),
            (declared.agent_said, Condition::AgentSaid),
            (declared.agent_never_said, Condition::AgentNeverSaid),
            (declared.last_reply_has, Condition::LastReplyHas),
            (declared.overdue, Condition::Overdue),
        ];
        add(&mut all, tests, |tests| {
            self.tests(&tests, file, Side::Agent)
        })?;
        Ok(all)
    }

    /// Looks for parts of a message that nothing fills: `{mtch}`. Other braces are the author's own.
    fn parts(&self, name: &str, say: &str, place: Place) -> Result<(), Error> {
        let parts = say
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'));
        for (part, _) in parts {
            let is_part =
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            if is_part && !PARTS.contains(&part) {
                return Err(self
                    .error(
                        place,
                        format!("the message of `{name}` has an unknown part `{{{part}}}`"),
                    )
                    .help(did_you_mean(part, PARTS.iter().copied())));
            }
        }
        Ok(())
    }

    /// `>= 8`, `< 12`, `> 10 min`, `2 h`; times become seconds.
    pub(super) fn compare(&self, phrase: &Phrase, file: usize) -> Result<Compare, Error> {
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

/// Adds a condition for each key that is there.
fn add<K, T, const N: usize>(
    all: &mut Vec<Condition>,
    keys: [(Option<K>, Wrap<T>); N],
    mut read: impl FnMut(K) -> Result<T, Error>,
) -> Result<(), Error> {
    for (key, wrap) in keys {
        if let Some(key) = key {
            all.push(wrap(read(key)?));
        }
    }
    Ok(())
}

pub(super) fn needs(when: &[Condition], verb: &Verb) -> u8 {
    let mut needs = 0;
    for condition in when {
        needs = needs.max(match condition {
            // A first message to somebody who has not written comes without a conversation.
            Condition::CustomerWords(bound) if bound.holds(0) => 0,
            Condition::CustomerShows(_)
            | Condition::CustomerShowed(_)
            | Condition::FirstReply(_)
            | Condition::LastReplyHas(_)
            | Condition::AgentSaid(_) => 1,
            // Who has said nothing has used no words.
            Condition::CustomerWords(words) => u8::from(!words.holds(0)),
            Condition::Fact(..) => 2,
            Condition::Waited(_) | Condition::Silent(_) | Condition::Overdue(_) => 3,
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

pub(super) fn example(declared: declare::Example) -> Example {
    match declared {
        declare::Example::Short(text) => super::super::example::parse(&text),
        declare::Example::Long(long) => long_example(*long),
    }
}

pub(super) fn long_example(long: LongExample) -> Example {
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
