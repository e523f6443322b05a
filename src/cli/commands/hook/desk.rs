//! Where a decision is made: the project's choices, its acceptances, the rules.

use std::path::Path;
use std::sync::Arc;

use crate::cli::complain;
use crate::cli::projects::Place;
use crate::cli::session::{Session, today};
use crate::detect::Settings;
use crate::draft::{Channel, Conversation, Draft, Stage};
use crate::error::{Error, did_you_mean};
use crate::finding::Severity;
use crate::hook::{Checker, Policy};
use crate::read;
use crate::review::Review;
use crate::ruleset::RuleInfo;
use crate::suppress::{self, Unexplained, Usage};

use super::arguments::{DecisionArgs, MessageArgs};

/// Everything a decision needs, opened once.
#[derive(Debug)]
pub(crate) struct Desk {
    session: Arc<Session>,
    place: Place,
    policy: Policy,
    /// What was typed; a file's project may say more.
    typed: DecisionArgs,
    /// The stage of messages that name none; a file of canned replies knows better.
    stage: Option<Stage>,
}

impl Desk {
    /// For a message that is about to leave.
    pub(crate) fn open(message: &MessageArgs, decision: &DecisionArgs) -> Result<Self, Error> {
        let desk = Self::at(None, message, decision)?;
        desk.mind_overrides()?;
        Ok(Self {
            stage: Some(Stage::Final),
            ..desk
        })
    }

    /// Tells of overrides that are about no rule. They are no failure, as a message must not pass because of a slip.
    fn mind_overrides(&self) -> Result<(), Error> {
        if self.policy.overrides.is_empty() {
            return Ok(());
        }
        let linter = self.session.projects.linter(&self.place, None)?;
        let rules = linter.rules();
        for given in &self.policy.overrides {
            if !rules.iter().any(|rule| given.covers(&rule.id)) {
                let names = rules.iter().map(|rule| rule.id.as_str());
                let error = Error::config(format!("there is no rule `{}`", given.rule))
                    .in_source("--override")
                    .help(did_you_mean(&given.rule, names));
                complain(&error);
            }
        }
        Ok(())
    }

    /// For a file.
    pub(crate) fn at(
        path: Option<&Path>,
        message: &MessageArgs,
        decision: &DecisionArgs,
    ) -> Result<Self, Error> {
        let session = Arc::new(Session::new(&message.input(), &decision.rules)?);
        let place = session.projects.place(path)?;
        let policy = super::policy(decision, place.compiled.project.defaults.fail_on);
        Ok(Self {
            session,
            place,
            policy,
            typed: decision.clone(),
            stage: None,
        })
    }
}

impl Desk {
    /// The same for a file with its project's choices; rules that are compiled stay compiled.
    pub(crate) fn for_file(&self, path: &Path) -> Result<Self, Error> {
        let place = self.session.projects.place(Some(path))?;
        let policy = super::policy(&self.typed, place.compiled.project.defaults.fail_on);
        Ok(Self {
            session: Arc::clone(&self.session),
            place,
            policy,
            typed: self.typed.clone(),
            stage: None,
        })
    }

    /// Loads the rules for a medium before the first message comes.
    pub(crate) fn prepare(&self, channel: Option<Channel>) -> Result<(), Error> {
        self.session
            .projects
            .linter(&self.place, channel)
            .map(|_| ())
    }
}

impl Checker for Desk {
    fn options(&self) -> read::Options {
        let mut options = self.session.options(&self.place);
        options.stage = options.stage.or(self.stage);
        options
    }

    fn context(&self) -> Option<&Conversation> {
        self.session.context()
    }

    fn review<'d>(&self, draft: &'d Draft) -> Result<Review<'d>, Error> {
        let linter = self.session.projects.linter(&self.place, draft.channel)?;
        let mut review = linter.check(draft);
        let project = &self.place.compiled.project;
        let policy = suppress::Policy {
            allowances: &project.allowances,
            baseline: None,
            earlier: None,
            // A process that stays sees days go by.
            today: today(),
            unexplained: Unexplained::Honoured,
            is_recording: false,
            scope: suppress::Scope::Check,
        };
        suppress::apply(
            &mut review,
            &self.place.path,
            &policy,
            &mut Usage::default(),
        );
        Ok(review)
    }

    fn rules(&self) -> Result<Vec<(RuleInfo, Option<Severity>)>, Error> {
        let linter = self.session.projects.linter(&self.place, None)?;
        Ok(linter
            .rules()
            .into_iter()
            .map(|rule| {
                let level = linter.level(rule.id.as_str());
                (rule, level)
            })
            .collect())
    }

    fn private(&self) -> Result<Settings, Error> {
        let config = self.session.projects.config(&self.place, None);
        config.private_settings()
    }

    fn policy(&self) -> &Policy {
        &self.policy
    }
}
