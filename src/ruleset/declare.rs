//! A ruleset as its author writes it; serde names unknown keys and their place.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use crate::finding::{Confidence, Severity};
use crate::rules::{Near, Only, PutIt, Where, Who};

/// A phrase with its place in the file.
pub(super) type Phrase = Spanned<String>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) category: Option<Category>,
    pub(super) pack: Option<Pack>,
    #[serde(default)]
    pub(super) list: BTreeMap<String, List>,
    #[serde(default)]
    pub(super) cue: BTreeMap<String, Spanned<Cue>>,
    #[serde(default)]
    pub(super) rule: Vec<Spanned<Rule>>,
    /// Changes to rules of earlier rulesets, by rule or `category/*`.
    #[serde(default, rename = "override")]
    pub(super) overrides: BTreeMap<String, Spanned<Override>>,
    /// Levels and limits per channel.
    #[serde(default)]
    pub(super) channel: BTreeMap<String, Spanned<Channel>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    pub(super) title: String,
    #[serde(default)]
    pub(super) intro: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pack {
    pub(super) name: String,
    pub(super) title: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    #[serde(default)]
    pub(super) words: Vec<Phrase>,
    #[serde(default)]
    pub(super) replace: BTreeMap<Spanned<String>, String>,
    /// A remark for people.
    #[serde(default)]
    #[allow(dead_code, reason = "a remark for people")]
    pub(super) note: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    pub(super) words: Vec<Phrase>,
    #[serde(default = "one")]
    pub(super) points: u8,
}

const fn one() -> u8 {
    1
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cue {
    pub(super) title: String,
    #[serde(default)]
    pub(super) who: Who,
    #[serde(default)]
    pub(super) phrases: Vec<Phrase>,
    #[serde(default)]
    pub(super) strong: Vec<Phrase>,
    #[serde(default)]
    pub(super) weak: Vec<Phrase>,
    #[serde(default)]
    pub(super) families: BTreeMap<String, Family>,
    #[serde(default)]
    pub(super) detect: Vec<Phrase>,
    #[serde(default)]
    pub(super) includes: Vec<Phrase>,
    #[serde(default)]
    pub(super) not_with: Vec<Phrase>,
    #[serde(default)]
    pub(super) except: Vec<Phrase>,
    #[serde(default)]
    pub(super) shield: Vec<Phrase>,
    #[serde(default)]
    pub(super) not_if_negated: bool,
    #[serde(default)]
    pub(super) only: OnlyWord,
    #[serde(default = "two")]
    pub(super) needs: u8,
    #[serde(default = "four")]
    pub(super) strong_needs: u8,
    #[serde(default)]
    pub(super) good: Vec<Phrase>,
    #[serde(default)]
    pub(super) bad: Vec<Phrase>,
}

const fn two() -> u8 {
    2
}

const fn four() -> u8 {
    4
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum OnlyWord {
    #[default]
    Any,
    Statement,
    Question,
}

impl From<OnlyWord> for Only {
    fn from(word: OnlyWord) -> Self {
        match word {
            OnlyWord::Any => Self::Any,
            OnlyWord::Statement => Self::Statement,
            OnlyWord::Question => Self::Question,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub(super) enum WhereWord {
    #[default]
    #[serde(rename = "anywhere")]
    Anywhere,
    #[serde(rename = "first sentence")]
    FirstSentence,
    #[serde(rename = "start")]
    Start,
    #[serde(rename = "end")]
    End,
}

impl From<WhereWord> for Where {
    fn from(word: WhereWord) -> Self {
        match word {
            WhereWord::Anywhere => Self::Anywhere,
            WhereWord::FirstSentence => Self::FirstSentence,
            WhereWord::Start => Self::Start,
            WhereWord::End => Self::End,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum NearWord {
    #[default]
    Message,
    Sentence,
    Next,
}

impl From<NearWord> for Near {
    fn from(word: NearWord) -> Self {
        match word {
            NearWord::Message => Self::Message,
            NearWord::Sentence => Self::Sentence,
            NearWord::Next => Self::Next,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub(super) enum PutWord {
    #[default]
    #[serde(rename = "at the trigger")]
    Trigger,
    #[serde(rename = "at the start")]
    Start,
    #[serde(rename = "at the end")]
    End,
}

impl From<PutWord> for PutIt {
    fn from(word: PutWord) -> Self {
        match word {
            PutWord::Trigger => Self::Trigger,
            PutWord::Start => Self::Start,
            PutWord::End => Self::End,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conditions {
    pub(super) customer_shows: Option<Vec<Phrase>>,
    pub(super) customer_showed: Option<Vec<Phrase>>,
    pub(super) customer_never: Option<Vec<Phrase>>,
    pub(super) customer_lacks: Option<Vec<Phrase>>,
    pub(super) agent_said: Option<Vec<Phrase>>,
    pub(super) agent_never_said: Option<Vec<Phrase>>,
    pub(super) draft_has: Option<Vec<Phrase>>,
    pub(super) draft_lacks: Option<Vec<Phrase>>,
    pub(super) draft_echoes: Option<Echoes>,
    pub(super) draft_lacks_echo: Option<Echoes>,
    pub(super) first_reply: Option<bool>,
    pub(super) channel: Option<Vec<Phrase>>,
    pub(super) stage: Option<Vec<Phrase>>,
    pub(super) draft_words: Option<Phrase>,
    pub(super) customer_words: Option<Phrase>,
    pub(super) waited: Option<Phrase>,
    pub(super) silent: Option<Phrase>,
    pub(super) last_reply_has: Option<Vec<Phrase>>,
    pub(super) overdue: Option<Vec<Phrase>>,
    pub(super) fact: Option<BTreeMap<String, OneOrMany>>,
}

/// A statement of the draft with one of the phrases that speaks of what the customer spoke of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Echoes {
    /// The cue whose families of words are the topics.
    pub(super) topics: Phrase,
    pub(super) with: Vec<Phrase>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(super) fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

/// `avoid` as a list of phrases, or as a table of phrases, cues and signs.
pub(super) type Avoid = ListOr<AvoidTable>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AvoidTable {
    #[serde(default)]
    pub(super) phrases: Vec<Phrase>,
    #[serde(default)]
    pub(super) cue: Vec<Phrase>,
    #[serde(default)]
    pub(super) detect: Vec<Phrase>,
}

/// `replace` as a table of wordings, or as the names of lists that hold them.
pub(super) type Replace = ListOr<BTreeMap<Spanned<String>, String>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    pub(super) first: Vec<Phrase>,
    pub(super) then: Vec<Phrase>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limit {
    pub(super) measure: Option<Phrase>,
    #[serde(default)]
    pub(super) phrases: Vec<Phrase>,
    pub(super) max: Option<u32>,
    pub(super) min: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeat {
    pub(super) what: Phrase,
    /// Details that a customer can have given already.
    #[serde(default)]
    pub(super) details: Vec<Detail>,
    /// How the draft asks without a question mark.
    #[serde(default)]
    pub(super) requests: Vec<Phrase>,
    /// Steps that can be tried, one to a phrase.
    #[serde(default)]
    pub(super) steps: Vec<Phrase>,
    /// How the customer reports a step as tried.
    #[serde(default)]
    pub(super) reports: Vec<Phrase>,
    /// Those that report it in a question too.
    #[serde(default)]
    pub(super) reports_in_questions: Vec<Phrase>,
    /// How the draft shows that it knows of the trial.
    #[serde(default)]
    pub(super) knows: Vec<Phrase>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Detail {
    pub(super) name: String,
    /// How the draft names it.
    pub(super) names: Vec<Phrase>,
    /// How the customer gives it.
    pub(super) given: Vec<Phrase>,
}

/// `agree` as the name of a relation, or as a table for the relation that needs more.
#[derive(Debug)]
pub(super) enum Agree {
    Relation(String),
    Table(AgreeTable),
}

impl<'de> Deserialize<'de> for Agree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Agree;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("the name of a relation or a table")
            }

            fn visit_str<E: serde::de::Error>(self, relation: &str) -> Result<Agree, E> {
                Ok(Agree::Relation(relation.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Agree, A::Error> {
                AgreeTable::deserialize(MapAccessDeserializer::new(map)).map(Agree::Table)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgreeTable {
    pub(super) what: Phrase,
    /// The cue whose families of words are the topics.
    pub(super) topics: Phrase,
    /// What customers raise, each with what answers it.
    pub(super) issues: Vec<Issue>,
    /// Enough in a sentence of the draft, whatever was raised.
    #[serde(default)]
    pub(super) any: Vec<Phrase>,
    /// A sentence of the draft with one of these talks about something else, unless `any` stands in it.
    #[serde(default)]
    pub(super) off: Vec<Phrase>,
    /// A sentence of the draft with one of these says nothing either way, unless `any` stands in it.
    #[serde(default)]
    pub(super) courtesy: Vec<Phrase>,
    /// A sentence of the draft with one of these is about something else, whatever else it says.
    #[serde(default)]
    pub(super) aside: Vec<Phrase>,
    /// Which issues must be answered.
    #[serde(default)]
    pub(super) must: MustWord,
    /// Whether a single plain statement that fits no issue already counts as beside the point.
    #[serde(default)]
    pub(super) strict: bool,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum MustWord {
    #[default]
    One,
    Every,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Issue {
    /// None: every sentence of the kind that `only` names.
    #[serde(default)]
    pub(super) asks: Vec<Phrase>,
    #[serde(default)]
    pub(super) answers: Vec<Phrase>,
    #[serde(default)]
    pub(super) except: Vec<Phrase>,
    #[serde(default)]
    pub(super) only: OnlyWord,
    /// Whether a sentence about the same topic answers it too.
    #[serde(default)]
    pub(super) same_topic: bool,
    /// Whether general talk about the same topic can hold the answer.
    #[serde(default)]
    pub(super) general: bool,
}

pub(super) type Private = ListOr<PrivateTable>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrivateTable {
    pub(super) kinds: Vec<Phrase>,
    #[serde(default)]
    pub(super) owner: Vec<Phrase>,
    pub(super) tier: Option<Phrase>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Example {
    Short(String),
    Long(Box<LongExample>),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LongExample {
    pub(super) customer: Option<String>,
    #[serde(default)]
    pub(super) turns: Vec<TurnExample>,
    #[serde(default)]
    pub(super) facts: BTreeMap<String, String>,
    pub(super) now: Option<String>,
    pub(super) draft: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TurnExample {
    pub(super) customer: Option<String>,
    pub(super) agent: Option<String>,
    pub(super) at: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) id: Phrase,
    pub(super) level: LevelWord,
    pub(super) confidence: Option<Confidence>,
    /// `false` makes the rule opt-in.
    pub(super) on: Option<bool>,
    pub(super) avoid: Option<Avoid>,
    pub(super) replace: Option<Replace>,
    pub(super) require: Option<Vec<Phrase>>,
    pub(super) order: Option<Order>,
    pub(super) limit: Option<Limit>,
    pub(super) agree: Option<Spanned<Agree>>,
    pub(super) repeat: Option<Repeat>,
    pub(super) spell: Option<Phrase>,
    pub(super) private: Option<Private>,
    pub(super) placeholder: Option<Vec<Phrase>>,
    #[serde(default)]
    pub(super) when: Conditions,
    #[serde(default)]
    pub(super) unless: Conditions,
    #[serde(default)]
    pub(super) only: OnlyWord,
    #[serde(default, rename = "where")]
    pub(super) place: WhereWord,
    #[serde(default)]
    pub(super) near: NearWord,
    #[serde(default)]
    pub(super) put_it: PutWord,
    #[serde(default)]
    pub(super) not_if_negated: bool,
    #[serde(default)]
    pub(super) not_if_customer_said: bool,
    pub(super) quotes: Option<QuotesWord>,
    #[serde(default)]
    pub(super) except: Vec<Phrase>,
    #[serde(default)]
    pub(super) shield: Vec<Phrase>,
    #[serde(default)]
    pub(super) except_before: Vec<Phrase>,
    #[serde(default)]
    pub(super) except_after: Vec<Phrase>,
    #[serde(default)]
    pub(super) except_message: Vec<Phrase>,
    #[serde(default)]
    pub(super) followed_by: Vec<Phrase>,
    #[serde(default)]
    pub(super) preceded_by: Vec<Phrase>,
    /// A match counts only beside one of these.
    #[serde(default)]
    pub(super) sentence_has: Vec<Phrase>,
    pub(super) at_least: Option<u8>,
    #[serde(default)]
    pub(super) one_clause: bool,
    /// In drafts of more words, a finding is no more than a suggestion.
    pub(super) sure_up_to: Option<u32>,
    /// What it finds is a secret, which no report shows.
    #[serde(default)]
    pub(super) secret: bool,
    /// Excused when the customer spoke of what the clause goes on to say; names the cue with the topics.
    pub(super) not_if_told: Option<Phrase>,
    #[serde(default)]
    pub(super) safe: bool,
    #[serde(default)]
    pub(super) swallows: Vec<Phrase>,
    pub(super) say: String,
    pub(super) why: String,
    #[serde(default)]
    pub(super) offer: Vec<String>,
    #[serde(default)]
    pub(super) source: String,
    /// The law that the rule reminds of.
    pub(super) law: Option<Spanned<Law>>,
    #[serde(default)]
    pub(super) bad: Vec<Example>,
    #[serde(default)]
    pub(super) good: Vec<Example>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Law {
    pub(super) article: String,
    pub(super) link: String,
    pub(super) checked: String,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum QuotesWord {
    #[default]
    Skip,
    Include,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LevelWord {
    Off,
    Suggestion,
    #[default]
    Warning,
    Error,
}

impl LevelWord {
    pub(super) const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Suggestion => Some(Severity::Suggestion),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Override {
    pub(super) level: Option<LevelWord>,
    #[serde(default)]
    pub(super) add_phrases: Vec<Phrase>,
    #[serde(default)]
    pub(super) remove_phrases: Vec<Phrase>,
    #[serde(default)]
    pub(super) add_except: Vec<Phrase>,
    pub(super) max: Option<u32>,
    pub(super) min: Option<u32>,
    #[serde(default)]
    #[allow(dead_code, reason = "a remark for people")]
    pub(super) reason: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Channel {
    #[serde(default)]
    pub(super) levels: BTreeMap<Spanned<String>, LevelWord>,
    /// The most that a rule with `limit` allows there.
    #[serde(default)]
    pub(super) limits: BTreeMap<Spanned<String>, u32>,
}

/// A list of phrases, or a table. Told apart by hand, because serde's untagged enums forget where things stand.
#[derive(Debug)]
pub(super) enum ListOr<T> {
    List(Vec<Phrase>),
    Table(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ListOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = ListOr<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a list of phrases or a table")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(ListOr::List)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(ListOr::Table)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}
