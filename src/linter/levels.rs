//! Which rules run, and how grave they are, in each channel.

use crate::config::{Config, Level};
use crate::draft::Channel;
use crate::error::{Error, did_you_mean};
use crate::finding::Severity;
use crate::ruleset::{Index, selects};

/// The level of every rule: without a channel, then per channel where a ruleset says something of it.
#[derive(Debug)]
pub(super) struct Levels {
    plain: Vec<Option<Severity>>,
    channels: [Option<Vec<Option<Severity>>>; 4],
}

impl Levels {
    pub(super) fn new(index: &Index, config: &Config) -> Result<Self, Error> {
        for pack in &config.packs {
            if !index.packs.iter().any(|(name, _)| name == pack) {
                let names: Vec<&str> = index.packs.iter().map(|(name, _)| name.as_str()).collect();
                return Err(Error::config(format!("there is no pack `{pack}`"))
                    .help(did_you_mean(pack, names)));
            }
        }
        for choice in &config.levels {
            if !index
                .heads
                .iter()
                .any(|head| selects(&choice.selector, &head.id))
            {
                let names: Vec<&str> = index.heads.iter().map(|head| head.id.as_str()).collect();
                return Err(
                    Error::config(format!("there is no rule `{}`", choice.selector))
                        .in_source(choice.origin.clone())
                        .help(did_you_mean(&choice.selector, names)),
                );
            }
        }
        let for_channel = |channel: Channel| {
            let scope = format!("channel:{}", channel.as_str());
            index
                .shifts
                .iter()
                .any(|shift| shift.scope == scope)
                .then(|| resolve(index, config, Some(&scope)))
        };
        Ok(Self {
            plain: resolve(index, config, None),
            channels: Channel::ALL.map(for_channel),
        })
    }

    /// The level of a rule; a draft without a channel is judged like chat.
    pub(super) fn of(&self, rule: usize, channel: Option<Channel>) -> Option<Severity> {
        let channel = channel.unwrap_or(Channel::Chat) as usize;
        self.channels[channel].as_ref().unwrap_or(&self.plain)[rule]
    }

    pub(super) fn ever_on(&self, rule: usize) -> bool {
        self.plain[rule].is_some()
            || self
                .channels
                .iter()
                .flatten()
                .any(|levels| levels[rule].is_some())
    }
}

fn resolve(index: &Index, config: &Config, scope: Option<&str>) -> Vec<Option<Severity>> {
    let on = |head: &crate::ruleset::Head| {
        if head.pack.is_empty() {
            head.on
        } else {
            config.packs.contains(&head.pack)
        }
    };
    let mut levels: Vec<Option<Severity>> = index
        .heads
        .iter()
        .map(|head| on(head).then_some(head.level))
        .collect();
    let packs: Vec<String> = config
        .packs
        .iter()
        .map(|pack| format!("pack:{pack}"))
        .collect();
    for shift in &index.shifts {
        if packs.contains(&shift.scope) || scope == Some(shift.scope.as_str()) {
            for (rule, head) in index
                .heads
                .iter()
                .enumerate()
                .filter(|(_, head)| selects(&shift.selector, &head.id))
            {
                // A channel changes rules that run; it switches none on.
                if levels[rule].is_some() || shift.scope.starts_with("pack:") {
                    levels[rule] = shift.level;
                }
                let _ = head;
            }
        }
    }
    for choice in &config.levels {
        for (rule, head) in index
            .heads
            .iter()
            .enumerate()
            .filter(|(_, head)| selects(&choice.selector, &head.id))
        {
            levels[rule] = match choice.level {
                Level::Off => None,
                Level::On => Some(head.level),
                Level::At(severity) => Some(severity),
            };
        }
    }
    levels
}
