//! The rules in force, as one piece that a reload replaces.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use axum::http::HeaderMap;

use super::Tokens;
use crate::config::Threshold;
use crate::detect;
use crate::draft::{Channel, Conversation, Draft};
use crate::error::Error;
use crate::finding::Severity;
use crate::hook::{Checker, Policy};
use crate::linter::Linter;
use crate::read;
use crate::report::Options;
use crate::review::Review;
use crate::ruleset::RuleInfo;
use crate::suppress::{self, Allowance, Date, Usage};

/// The rules in force and all that decides with them.
#[derive(Debug)]
pub struct Rules {
    /// The compiled rules for drafts without a channel, then for each of [`Channel::ALL`].
    pub linters: [Arc<Linter>; 5],
    /// How requests are read where they do not say it themselves.
    pub read: read::Options,
    /// When a message is held.
    pub policy: Policy,
    /// The mildest severity that is reported.
    pub show: Severity,
    /// What the team accepts.
    pub allowances: Vec<Allowance>,
    /// The day on which allowances are judged.
    pub today: fn() -> Option<Date>,
    /// Who may ask; `None` lets everybody who reaches the service.
    pub tokens: Option<Tokens>,
    /// What `/v1/redact` looks for.
    pub private: detect::Settings,
    /// The answer of `/v1/rules`, written when it is first asked for.
    pub(super) list: OnceLock<Bytes>,
}

impl Rules {
    /// Compiled rules with the default choices.
    pub fn new(linters: [Arc<Linter>; 5]) -> Self {
        Self {
            linters,
            read: read::Options::default(),
            policy: Policy::default(),
            show: Severity::Suggestion,
            allowances: Vec::new(),
            today: || None,
            tokens: None,
            private: detect::Settings::default(),
            list: OnceLock::new(),
        }
    }

    /// Whether the headers of a request bring a token, where some are asked for.
    pub(super) fn admits(&self, headers: &HeaderMap) -> bool {
        (self.tokens.as_ref()).is_none_or(|tokens| tokens.admit(headers))
    }

    /// The rules for a channel.
    pub(super) fn linter(&self, channel: Option<Channel>) -> &Linter {
        let index = channel
            .and_then(|channel| Channel::ALL.iter().position(|other| *other == channel))
            .map_or(0, |index| index + 1);
        &self.linters[index]
    }

    /// Checks a draft, with what the team accepts taken out.
    pub(super) fn review<'d>(&self, draft: &'d Draft) -> Review<'d> {
        let mut review = self.linter(draft.channel).check(draft);
        let policy = suppress::Policy {
            allowances: &self.allowances,
            today: (self.today)(),
            ..suppress::Policy::default()
        };
        suppress::apply(&mut review, "", &policy, &mut Usage::default());
        review
    }

    /// How reports look.
    pub(super) fn options(&self) -> Options<'static> {
        Options {
            show: self.show,
            fail_on: match self.policy.fail_on {
                Threshold::At(severity) => severity,
                Threshold::Never => Severity::Error,
            },
            ..Options::default()
        }
    }
}

impl Checker for Rules {
    fn options(&self) -> read::Options {
        self.read.clone()
    }

    fn context(&self) -> Option<&Conversation> {
        None
    }

    fn review<'d>(&self, draft: &'d Draft) -> Result<Review<'d>, Error> {
        Ok(Self::review(self, draft))
    }

    fn rules(&self) -> Result<Vec<(RuleInfo, Option<Severity>)>, Error> {
        let linter = self.linter(None);
        let rules = linter.rules().into_iter().map(|rule| {
            let level = linter.level(rule.id.as_str());
            (rule, level)
        });
        Ok(rules.collect())
    }

    fn private(&self) -> Result<detect::Settings, Error> {
        Ok(self.private.clone())
    }

    fn policy(&self) -> &Policy {
        &self.policy
    }
}
