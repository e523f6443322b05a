//! Which rules run, and how grave they are, in each channel.

use super::tables::Tables;
use crate::config::{Config, Level};
use crate::draft::Channel;
use crate::error::{Error, did_you_mean};
use crate::finding::Severity;
use crate::ruleset::{Contents, Names, RuleHead, selects};

/// The level of every rule.
#[derive(Debug)]
pub(super) enum Levels {
    /// As the rulesets declare them; nothing is worked out before it is asked for.
    Declared,
    /// By a configuration: without a channel, then per channel where a ruleset says something of it.
    Chosen {
        plain: Vec<Option<Severity>>,
        channels: [Option<Vec<Option<Severity>>>; 4],
    },
}

impl Levels {
    pub(super) fn new(tables: &Tables, config: &Config) -> Result<Self, Error> {
        if config.packs.is_empty() && config.levels.is_empty() {
            return Ok(Self::Declared);
        }
        let (contents, names) = (tables.contents(), tables.names());
        for pack in &config.packs {
            if !names.packs.iter().any(|(name, _)| name == pack) {
                let known: Vec<&str> = names.packs.iter().map(|(name, _)| name.as_str()).collect();
                return Err(Error::config(format!("there is no pack `{pack}`"))
                    .help(did_you_mean(pack, known)));
            }
        }
        let ids: Vec<&str> = (0..contents.len())
            .map(|rule| contents.rule(rule).id())
            .collect();
        for choice in &config.levels {
            if !ids.iter().any(|id| selects(&choice.selector, id)) {
                return Err(
                    Error::config(format!("there is no rule `{}`", choice.selector))
                        .in_source(choice.origin.clone())
                        .help(did_you_mean(&choice.selector, ids)),
                );
            }
        }
        let for_channel = |channel: Channel| {
            let scope = format!("channel:{}", channel.as_str());
            names
                .shifts
                .iter()
                .any(|shift| shift.scope == scope)
                .then(|| resolve(contents, names, config, Some(&scope)))
        };
        Ok(Self::Chosen {
            plain: resolve(contents, names, config, None),
            channels: Channel::ALL.map(for_channel),
        })
    }

    /// The level of a rule; a draft without a channel is judged like chat.
    pub(super) fn of(
        &self,
        contents: Contents<'_>,
        rule: usize,
        channel: Option<Channel>,
    ) -> Option<Severity> {
        let channel = channel.unwrap_or(Channel::Chat);
        match self {
            Self::Declared => contents.rule(rule).default_level(Some(channel)),
            Self::Chosen { plain, channels } => {
                channels[channel as usize].as_ref().unwrap_or(plain)[rule]
            }
        }
    }
}

fn resolve(
    contents: Contents<'_>,
    names: &Names,
    config: &Config,
    scope: Option<&str>,
) -> Vec<Option<Severity>> {
    let heads = || (0..contents.len()).map(|rule| contents.rule(rule));
    let on = |head: RuleHead<'_>| {
        if head.pack().is_empty() {
            head.is_on()
        } else {
            config.packs.iter().any(|pack| pack == head.pack())
        }
    };
    let mut levels: Vec<Option<Severity>> = heads()
        .map(|head| on(head).then_some(head.level()))
        .collect();
    let packs: Vec<String> = config
        .packs
        .iter()
        .map(|pack| format!("pack:{pack}"))
        .collect();
    for shift in &names.shifts {
        if packs.contains(&shift.scope) || scope == Some(shift.scope.as_str()) {
            for (rule, _) in heads()
                .enumerate()
                .filter(|(_, head)| selects(&shift.selector, head.id()))
            {
                // A channel changes rules that run; it switches none on.
                if levels[rule].is_some() || shift.scope.starts_with("pack:") {
                    levels[rule] = shift.level;
                }
            }
        }
    }
    for choice in &config.levels {
        for (rule, head) in heads()
            .enumerate()
            .filter(|(_, head)| selects(&choice.selector, head.id()))
        {
            levels[rule] = match choice.level {
                Level::Off => None,
                Level::On => Some(head.level()),
                Level::At(severity) => Some(severity),
            };
        }
    }
    levels
}
