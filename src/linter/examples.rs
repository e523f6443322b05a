//! Rules carry their tests: every `bad` must fire, every `good` must stay silent.

use super::Linter;
use crate::detect::{Settings, covered};
use crate::draft::{Channel, Conversation, Draft, Role, Stage, Turn};
use crate::ruleset::Example;

/// What running the examples of rulesets showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestReport {
    /// Examples run.
    pub examples: usize,
    /// Rules they belong to.
    pub rules: usize,
    /// One sentence per example that did not do what it should.
    pub failures: Vec<String>,
    /// Good examples of one rule on which another rule of level warning or error fires.
    pub crossed: Vec<String>,
}

impl Linter {
    /// Runs the examples of the team's own rulesets, or of the built-in ones when there are none; one sentence per failure.
    pub fn test(&self) -> TestReport {
        let mut report = TestReport::default();
        let builtin = super::builtin::sources();
        let is_wanted = |origin: &str| {
            let is_builtin = builtin
                .iter()
                .any(|source| origin.starts_with(&format!("{}:", source.name)));
            !self.own_rulesets || !is_builtin
        };
        for index in 0..self.tables.contents().len() {
            if is_wanted(&self.tables.document(index).origin) {
                self.test_rule(index, &mut report);
            }
        }
        for cue in 0..self.tables.cues.len() {
            if is_wanted(&self.tables.cue_document(cue).origin) {
                self.test_cue(cue, &mut report);
            }
        }
        report
    }

    /// A cue's `good` examples must show it, its `bad` ones must not.
    fn test_cue(&self, index: usize, report: &mut TestReport) {
        let document = self.tables.cue_document(index);
        let cue = &self.tables.cues[index];
        for (examples, should_show) in [(&document.good, true), (&document.bad, false)] {
            for example in examples {
                report.examples += 1;
                let draft = match cue.who {
                    crate::rules::Who::Customer => {
                        Draft::new("Hello").with_customer(example.draft.clone())
                    }
                    _ => Draft::new(example.draft.clone()),
                };
                let matcher = self.tables.matcher();
                let (regexes, cues) = (&self.tables.regexes, &self.tables.cues);
                let scene = crate::rules::Scene::new(&draft, &draft.mask, matcher, regexes, cues);
                if scene.shows(index as u16) != should_show {
                    let should = if should_show {
                        "should show it, but does not"
                    } else {
                        "should not show it, but does"
                    };
                    report.failures.push(format!(
                        "{}: cue {}: “{}” {should}",
                        document.origin,
                        cue.name,
                        covered(&example.draft, &Settings::default())
                    ));
                }
            }
        }
    }

    fn test_rule(&self, index: usize, report: &mut TestReport) {
        let document = self.tables.document(index);
        let id = self.id(index);
        report.rules += 1;
        for (examples, should_fire) in [(&document.bad, true), (&document.good, false)] {
            if examples.is_empty() {
                report.failures.push(format!(
                    "{}: {id}: has no `{}` example",
                    document.origin,
                    if should_fire { "bad" } else { "good" }
                ));
            }
            for example in examples {
                report.examples += 1;
                let draft = draft(example);
                let fired = self.alone(index, &draft);
                if fired != should_fire {
                    let should = if should_fire {
                        "should be found, but the rule is silent"
                    } else {
                        "should be silent, but the rule fires"
                    };
                    report.failures.push(format!(
                        "{}: {id}: “{}” {should}",
                        document.origin,
                        covered(&example.draft, &Settings::default())
                    ));
                }
                if !should_fire {
                    let review = self.check(&draft);
                    for finding in &review.findings {
                        if crate::finding::Severity::Warning <= finding.severity
                            && finding.rule != *id
                        {
                            report.crossed.push(format!(
                                "{}: {id}: its good example “{}” is flagged by {}",
                                document.origin,
                                covered(&example.draft, &Settings::default()),
                                finding.rule
                            ));
                        }
                    }
                }
            }
        }
    }

    /// Whether one rule fires on a draft, whatever its level and its neighbours.
    fn alone(&self, index: usize, draft: &Draft) -> bool {
        let mask = crate::draft::Mask::of(&draft.text);
        let matcher = self.tables.matcher();
        let scene = crate::rules::Scene::new(
            draft,
            &mask,
            matcher,
            &self.tables.regexes,
            &self.tables.cues,
        );
        if self.tables.contents().rule(index).special() != 0 {
            let mut review = crate::review::Review::new(draft);
            self.find_private(&scene, &mut review);
            self.find_spelling(&scene, &mask, &mut review);
            self.find_placeholders(&scene, &mut review);
            return review
                .findings
                .iter()
                .any(|finding| finding.rule == *self.id(index));
        }
        self.tables.rule(index).is_some_and(|rule| {
            let most = self.levels.most(index, draft.channel);
            !crate::rules::search(rule, most, &scene).is_empty()
        })
    }
}

/// The draft that an example describes.
pub(super) fn draft(example: &Example) -> Draft {
    let mut draft = Draft::new(example.draft.clone());
    let fact = |name: &str| {
        example
            .facts
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    if !example.turns.is_empty() {
        let turns = example
            .turns
            .iter()
            .enumerate()
            .map(|(index, (role, text))| {
                let role = if role == "customer" {
                    Role::Customer
                } else {
                    Role::Agent
                };
                Turn {
                    at: fact(&format!("turn_{index}_at")).and_then(clock),
                    ..Turn::new(role, text.clone())
                }
            });
        draft.conversation = Some(Conversation {
            id: None,
            turns: turns.collect(),
        });
    }
    for (name, value) in &example.facts {
        match name.as_str() {
            "channel" => {
                draft.channel = Channel::ALL
                    .into_iter()
                    .find(|channel| channel.as_str() == value);
                let told = fact("visibility").is_some();
                draft.public |= draft.channel == Some(Channel::Social) && !told;
            }
            "stage" => {
                draft.stage = Stage::ALL
                    .into_iter()
                    .find(|stage| stage.as_str() == value)
                    .unwrap_or_default()
            }
            "customer_name" => draft.customer.name = Some(value.clone()),
            "customer_email" => draft.customer.emails.push(value.clone()),
            "customer_phone" => draft.customer.phones.push(value.clone()),
            "agent_name" => draft.author.name = Some(value.clone()),
            "author" => draft.author.is_bot = Some(value == "bot"),
            "language" => draft.language = Some(value.clone()),
            "visibility" => draft.public = value == "public",
            "profile" => draft.profile = Some(value.clone()),
            "attachments" => {
                draft.attachments = Some(if value == "none" {
                    Vec::new()
                } else {
                    value.split(';').map(str::to_owned).collect()
                })
            }
            "now" => draft.now = clock(value),
            _ => {
                if let Some(action) = name.strip_prefix("action_") {
                    draft.actions.push(crate::draft::Action {
                        name: action.to_owned(),
                        status: value.clone(),
                    });
                } else if let Some(fact) = name.strip_prefix("fact_") {
                    draft.facts.push(crate::draft::Fact {
                        id: fact.to_owned(),
                        text: value.clone(),
                    });
                } else {
                    draft.ticket.push((name.clone(), value.clone()));
                }
            }
        }
    }
    draft
}

/// Seconds of a clock time such as `10:05`.
fn clock(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    Some(hours.parse::<i64>().ok()? * 3_600 + minutes.parse::<i64>().ok()? * 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Scene, search};

    /// Gates save asking rules that find nothing; they must never save more than that.
    #[test]
    fn every_rule_that_fires_is_asked() {
        let linter = Linter::builtin();
        let contents = linter.tables.contents();
        let (matcher, regexes, cues) = (
            linter.tables.matcher(),
            &linter.tables.regexes,
            &linter.tables.cues,
        );
        let rules = 0..contents.len();
        let drafts = rules.clone().flat_map(|index| {
            let document = linter.tables.document(index);
            let examples = document.bad.into_iter().chain(document.good);
            examples.map(|example| super::draft(&example))
        });
        let mut fired = 0;
        for draft in drafts {
            let mask = crate::draft::Mask::of(&draft.text);
            let scene = Scene::new(&draft, &mask, matcher, regexes, cues);
            let asked = linter.asked(&scene, |_| true);
            for index in rules.clone() {
                let head = contents.rule(index);
                let is_unknown = matches!(head.needs(), 1 | 3) && !scene.has_conversation;
                let rule = linter.tables.rule(index).unwrap();
                if is_unknown
                    || asked.contains(&(index as u16))
                    || search(rule, linter.levels.most(index, draft.channel), &scene).is_empty()
                {
                    continue;
                }
                panic!("{} fires on “{}” but is not asked", head.id(), draft.text);
            }
            fired += asked.len();
        }
        assert!(0 < fired);
    }
}
