//! A rule as it runs: names are resolved to numbers of banks and cues.

use serde::{Deserialize, Serialize};

use super::packed::Packed;
use crate::finding::{Confidence, Severity};

/// The number of a bank: the phrases of one key of one rule or cue.
pub type BankId = u16;
/// No bank: the key was not given.
pub const NO_BANK: BankId = u16::MAX;

/// A cue by number, with the level it must reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueRef {
    /// Index among the cues.
    pub cue: u16,
    /// 1, or 2 for the strong form (`upset:2`).
    pub level: u8,
}

/// Something that can be there or missing in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// A cue.
    Cue(CueRef),
    /// Any phrase of a bank.
    Bank(BankId),
}

/// A comparison with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compare {
    /// The least value that counts.
    pub from: u32,
    /// The greatest value that counts.
    pub to: u32,
}

impl Compare {
    /// Whether a value lies inside.
    pub const fn holds(self, value: u32) -> bool {
        self.from <= value && value <= self.to
    }
}

/// One key of `when` or `unless`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// In the customer's messages since our last reply.
    CustomerShows(Vec<CueRef>),
    /// In any message of the customer.
    CustomerShowed(Vec<CueRef>),
    /// In no message of the customer.
    CustomerNever(Vec<CueRef>),
    /// Not in the messages since our last reply.
    CustomerLacks(Vec<CueRef>),
    /// In our earlier replies.
    AgentSaid(Vec<Test>),
    /// Not in our earlier replies.
    AgentNeverSaid(Vec<Test>),
    /// In this draft.
    DraftHas(Vec<Test>),
    /// Not in this draft.
    DraftLacks(Vec<Test>),
    /// Whether this is our first reply.
    FirstReply(bool),
    /// One of these channels; a draft without a channel counts as chat.
    Channel(Vec<String>),
    /// One of these stages.
    Stage(Vec<String>),
    /// A sentence of this draft has a phrase of the bank and speaks of what the customer spoke of; the cue holds the topics.
    DraftEchoes(u16, BankId),
    /// No sentence of this draft does.
    DraftLacksEcho(u16, BankId),
    /// Words of the draft.
    DraftWords(Compare),
    /// Words of the customer's messages since our last reply.
    CustomerWords(Compare),
    /// Seconds since the first unanswered message.
    Waited(Compare),
    /// Seconds since our last reply.
    Silent(Compare),
    /// In our last reply.
    LastReplyHas(Vec<Test>),
    /// A sentence of our earlier replies with one of these named a time that is over.
    Overdue(Vec<Test>),
    /// A ticket fact with one of these values; `*` is any.
    Fact(String, Vec<String>),
}

/// Which sentences count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Only {
    /// All.
    #[default]
    Any,
    /// Those that ask nothing.
    Statement,
    /// Those that ask.
    Question,
}

/// Which part of the draft counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Where {
    /// All of it.
    #[default]
    Anywhere,
    /// The first sentence.
    FirstSentence,
    /// The first two sentences.
    Start,
    /// The last two sentences.
    End,
}

/// What excuses a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// Which sentences count.
    pub only: Only,
    /// Which part counts.
    pub place: Where,
    /// Excused when negated within three words before.
    pub not_if_negated: bool,
    /// Excused when the customer said the same words first.
    pub not_if_customer_said: bool,
    /// Counts inside quotation marks too.
    pub quotes: bool,
    /// Excused by these in the same sentence.
    pub except: BankId,
    /// Excused by these overlapping the match.
    pub shield: BankId,
    /// Excused by these ending within five words before.
    pub except_before: BankId,
    /// Excused by these beginning within five words after.
    pub except_after: BankId,
    /// Excused by these anywhere in the draft.
    pub except_message: BankId,
    /// Excused by these in the rest of the sentence or in the next two.
    pub followed_by: Vec<Test>,
    /// Excused by these earlier in the sentence or in the one before.
    pub preceded_by: Vec<Test>,
    /// Counts only in sentences with one of these.
    pub sentence_has: BankId,
    /// Matches needed before anything is reported.
    pub at_least: u8,
    /// Matches only within one clause: no comma, bracket or dash may stand between its words.
    pub one_clause: bool,
    /// Excused when the customer spoke of what stands from the match to the end of its clause; the cue holds the topics.
    pub not_if_told: Option<u16>,
}

impl Default for Guard {
    fn default() -> Self {
        Self {
            only: Only::Any,
            place: Where::Anywhere,
            not_if_negated: false,
            not_if_customer_said: false,
            quotes: false,
            except: NO_BANK,
            shield: NO_BANK,
            except_before: NO_BANK,
            except_after: NO_BANK,
            except_message: NO_BANK,
            followed_by: Vec::new(),
            preceded_by: Vec::new(),
            sentence_has: NO_BANK,
            at_least: 1,
            one_clause: false,
            not_if_told: None,
        }
    }
}

/// How near a required thing must stand to what asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Near {
    /// Anywhere in the draft.
    #[default]
    Message,
    /// In the same sentence.
    Sentence,
    /// In the same sentence or the one before or after.
    Next,
}

/// The words by which a repetition is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// Details that a customer can have given already.
    pub details: Vec<Detail>,
    /// Phrases of the draft that ask without a question mark.
    pub requests: BankId,
    /// Steps that can be tried; each phrase is one step.
    pub steps: BankId,
    /// Phrases of the customer that report a step as tried.
    pub reports: BankId,
    /// Those of them that report it in a question too.
    pub reports_in_questions: BankId,
    /// Phrases of the draft that show it knows of the trial.
    pub knows: BankId,
}

/// A detail that a customer can have given already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// Its name in the message.
    pub name: String,
    /// Phrases of the draft that name it.
    pub names: BankId,
    /// Phrases of the customer that give it.
    pub given: BankId,
}

/// What a reply owes to what the customer raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The cue whose families of words are the topics.
    pub topics: u16,
    /// What customers raise, each with what answers it.
    pub issues: Vec<Issue>,
    /// Enough in a sentence of the draft, whatever was raised.
    pub any: BankId,
    /// A sentence of the draft with one of these talks about something else, unless `any` stands in it.
    pub off: BankId,
    /// A sentence of the draft with one of these says nothing either way, unless `any` stands in it.
    pub courtesy: BankId,
    /// A sentence of the draft with one of these is about something else, whatever else it says.
    pub aside: BankId,
    /// Whether every issue needs an answer of its own; else one answer to any of them will do.
    pub every: bool,
    /// Whether a single plain statement that fits no issue already counts as beside the point.
    pub strict: bool,
}

/// One kind of question, request or complaint, and what answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Phrases of the customer that raise it; none, and every sentence does that is of the kind `only` names.
    pub asks: BankId,
    /// Excused by these in the same sentence of the customer.
    pub except: BankId,
    /// Phrases of the draft that answer it.
    pub answers: BankId,
    /// Whether a sentence about the same topic answers it too.
    pub same_topic: bool,
    /// Whether general talk about the same topic can hold the answer.
    pub general: bool,
    /// Which sentences of the customer count.
    pub only: Only,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Verb {
    /// These words, cues or signs should not be there.
    Avoid {
        /// Phrases.
        bank: BankId,
        /// Cues.
        cues: Vec<CueRef>,
        /// Signs by name.
        signs: Vec<String>,
    },
    /// Say the other words instead.
    Replace {
        /// Phrases.
        bank: BankId,
        /// The wording per phrase; alternatives apart by ` / `, remarks in round brackets.
        with: Vec<String>,
        /// Whether the wording may be put in without asking.
        safe: bool,
    },
    /// One of these must be there.
    Require {
        /// Any one will do.
        any: Vec<Test>,
        /// How near to the trigger.
        near: Near,
    },
    /// The first must stand before the second.
    Order {
        /// What should come first.
        first: Vec<Test>,
        /// What should come after it.
        then: Vec<Test>,
    },
    /// A count or measure must stay inside bounds.
    Limit {
        /// The measure's name; empty for a count of phrases.
        measure: String,
        /// The phrases counted.
        bank: BankId,
        /// The bounds that are allowed.
        allowed: Compare,
    },
    /// The draft must agree with the conversation or the ticket.
    Agree {
        /// The relation's name.
        relation: String,
        /// What counts as an answer, for the relation that looks for one.
        answers: Option<Box<Answers>>,
    },
    /// Something already said or given comes again.
    Repeat {
        /// What comes again.
        what: String,
        /// The words by which it is known.
        again: Box<Again>,
    },
    /// Words that are in no dictionary.
    Spell {
        /// Which kind of slip.
        what: String,
    },
    /// Private values.
    Private {
        /// Kinds of values, such as `card-number`.
        kinds: Vec<String>,
        /// Whose values count; empty for everybody's.
        owners: Vec<String>,
        /// The least tier that counts.
        tier: String,
    },
    /// Checks of placeholders against the profile and stage.
    Placeholder {
        /// Kinds of problems.
        kinds: Vec<String>,
    },
}

impl Verb {
    /// The key of the verb in rule files.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Avoid { .. } => "avoid",
            Self::Replace { .. } => "replace",
            Self::Require { .. } => "require",
            Self::Order { .. } => "order",
            Self::Limit { .. } => "limit",
            Self::Agree { .. } => "agree",
            Self::Repeat { .. } => "repeat",
            Self::Spell { .. } => "spell",
            Self::Private { .. } => "private",
            Self::Placeholder { .. } => "placeholder",
        }
    }
}

/// Where a finding about something missing is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PutIt {
    /// At the trigger in the draft if there is one, else at the start.
    #[default]
    Trigger,
    /// At the start.
    Start,
    /// At the end.
    End,
}

/// One rule, ready to run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// How bad.
    pub level: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// What it does.
    pub verb: Verb,
    /// All must hold.
    pub when: Vec<Condition>,
    /// When all hold, the rule is silent.
    pub unless: Vec<Condition>,
    /// What excuses a match.
    pub guard: Guard,
    /// What a finding says, and what it silences.
    pub words: Packed<RuleWords>,
    /// The upper bound of a `limit` by channel, where a channel has its own.
    pub most: Vec<(String, u32)>,
    /// Where something missing is shown.
    pub put_it: PutIt,
    /// Words that a draft may have before a finding is no more than a suggestion; 0 when the length does not matter.
    pub sure_up_to: u32,
    /// Whether what it finds is a secret: no report shows it, nor does another finding quote it.
    pub secret: bool,
}

/// What only a finding needs to know of its rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleWords {
    /// The message with its `{…}` parts.
    pub say: String,
    /// Why it matters.
    pub why: String,
    /// Suggested wordings.
    pub offer: Vec<String>,
    /// Rules that are silent when this one fires.
    pub swallows: Vec<String>,
}

impl Rule {
    /// The banks that this rule asks about only when something else was found, such as those that excuse it. No gate knows them.
    pub fn late_banks(&self) -> Vec<BankId> {
        let guard = &self.guard;
        let mut banks = vec![
            guard.except,
            guard.shield,
            guard.except_before,
            guard.except_after,
            guard.except_message,
            guard.sentence_has,
        ];
        let mut tests = vec![&guard.followed_by, &guard.preceded_by];
        for condition in &self.unless {
            match condition {
                Condition::DraftHas(of)
                | Condition::DraftLacks(of)
                | Condition::AgentSaid(of)
                | Condition::AgentNeverSaid(of)
                | Condition::LastReplyHas(of) => tests.push(of),
                _ => {}
            }
        }
        for condition in &self.when {
            if let Condition::DraftLacks(of) | Condition::AgentNeverSaid(of) = condition {
                tests.push(of);
            }
        }
        match &self.verb {
            Verb::Require { any, .. } => tests.push(any),
            Verb::Agree {
                answers: Some(answers),
                ..
            } => banks.extend(answers.issues.iter().map(|issue| issue.answers)),
            Verb::Repeat { again, .. } => {
                banks.extend(again.details.iter().map(|detail| detail.given));
                banks.extend([
                    again.requests,
                    again.reports,
                    again.reports_in_questions,
                    again.knows,
                ]);
            }
            _ => {}
        }
        let of_test = |test: &Test| match test {
            Test::Bank(bank) => Some(*bank),
            Test::Cue(_) => None,
        };
        banks.extend(tests.into_iter().flatten().filter_map(of_test));
        banks.retain(|bank| *bank != NO_BANK);
        banks
    }

    /// How bad a finding of this rule is in a draft of so many words.
    ///
    /// A rule that goes by wording alone meets more innocent sentences the longer a draft is, so it is less sure there.
    /// Another level that somebody chose stays as it is.
    #[must_use]
    pub fn level_in(&self, chosen: Severity, words: usize) -> Severity {
        let is_long =
            0 < self.sure_up_to && self.sure_up_to < u32::try_from(words).unwrap_or(u32::MAX);
        if is_long && chosen == self.level {
            chosen.min(Severity::Suggestion)
        } else {
            chosen
        }
    }
}

/// Who can show a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// The company.
    Agent,
    /// The customer.
    Customer,
    /// Both.
    #[default]
    Both,
}

/// A named thing that somebody does with words, ready to run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// Its name.
    pub name: String,
    /// What it means, for explanations.
    pub title: String,
    /// Who shows it.
    pub who: Who,
    /// Enough alone: two points.
    pub phrases: BankId,
    /// Enough for the strong form: four points.
    pub strong: BankId,
    /// One point per different phrase.
    pub weak: BankId,
    /// Families of signs: name, phrases, points; each family counts once.
    pub families: Vec<(String, BankId, u8)>,
    /// Signs by name (`shouting`), two points each.
    pub detect: Vec<String>,
    /// Cues that count as this one.
    pub includes: Vec<u16>,
    /// Cues that must not hold.
    pub not_with: Vec<u16>,
    /// Excused by these in the same sentence.
    pub except: BankId,
    /// Excused by these overlapping the match.
    pub shield: BankId,
    /// Excused when negated within three words before.
    pub not_if_negated: bool,
    /// Which sentences count.
    pub only: Only,
    /// Points needed.
    pub needs: u8,
    /// Points needed for the strong form.
    pub strong_needs: u8,
}
