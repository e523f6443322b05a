//! Which rules run, how grave they are and how much they allow, in each channel.

use std::ops::Range;
use std::sync::OnceLock;

use super::tables::Tables;
use crate::config::{Config, Level};
use crate::draft::Channel;
use crate::error::{Error, did_you_mean};
use crate::finding::Severity;
use crate::ruleset::{Contents, Shift, Shifted, selects};

/// The level of every rule.
#[derive(Debug)]
pub(super) enum Levels {
    /// As the rulesets declare them; nothing is worked out before it is asked for.
    Declared,
    /// By a configuration.
    Chosen(Box<Chosen>),
}

/// What a configuration chose, worked out for a channel when a draft of it comes.
#[derive(Debug)]
pub(super) struct Chosen {
    /// The declared level of every rule, and the one it starts from here.
    declared: Vec<(Severity, Option<Severity>)>,
    /// What packs that are on change, then what channels change.
    shifts: Vec<(Shift, Range<usize>)>,
    /// What the team's configuration says last: rules and their level; `None` for the declared one.
    choices: Vec<(Range<usize>, Option<Option<Severity>>)>,
    channels: [OnceLock<Resolved>; 4],
}

/// The rules as they stand in one channel.
#[derive(Debug)]
struct Resolved {
    levels: Vec<Option<Severity>>,
    /// The shift that gave a rule its level, where one did; sorted by rule.
    by: Vec<(usize, usize)>,
    /// The most that a rule with `limit` allows, where a shift says so; sorted by rule.
    most: Vec<(usize, u32)>,
}

/// The nearest names when a selector names no rule of these rulesets; `None` when it names some.
pub(super) fn unknown_rule(tables: &Tables, selector: &str) -> Option<String> {
    let contents = tables.contents();
    let ids: Vec<&str> = (0..contents.len())
        .map(|rule| contents.rule(rule).id())
        .collect();
    (!ids.iter().any(|id| selects(selector, id))).then(|| did_you_mean(selector, ids))
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
                let error = Error::config(format!("there is no pack `{pack}`"))
                    .help(did_you_mean(pack, known));
                let origin = config.pack_origins.iter().find(|(name, _)| name == pack);
                return Err(match origin {
                    Some((_, origin)) => error.in_source(origin.clone()),
                    None => error,
                });
            }
        }
        let ids: Vec<&str> = (0..contents.len())
            .map(|rule| contents.rule(rule).id())
            .collect();
        let mut choices = Vec::with_capacity(config.levels.len());
        for choice in &config.levels {
            let rules = selected(&ids, &choice.selector);
            if rules.is_empty() {
                return Err(
                    Error::config(format!("there is no rule `{}`", choice.selector))
                        .in_source(choice.origin.clone())
                        .help(did_you_mean(&choice.selector, ids)),
                );
            }
            let level = match choice.level {
                Level::Off => Some(None),
                Level::On => None,
                Level::At(severity) => Some(Some(severity)),
            };
            choices.push((rules, level));
        }
        let declared = (0..contents.len())
            .map(|rule| {
                let head = contents.rule(rule);
                let on = if head.pack().is_empty() {
                    head.is_on()
                } else {
                    config.packs.iter().any(|pack| pack == head.pack())
                };
                (head.level(), on.then_some(head.level()))
            })
            .collect();
        let by_pack = config.packs.iter().flat_map(|pack| {
            let shifts = names.shifts.iter();
            shifts.filter(move |shift| shift.pack == *pack && shift.channel.is_empty())
        });
        let by_channel = names.shifts.iter().filter(|shift| {
            !shift.channel.is_empty()
                && (shift.pack.is_empty() || config.packs.contains(&shift.pack))
        });
        let shifts = by_pack
            .chain(by_channel)
            .map(|shift| (shift.clone(), selected(&ids, &shift.selector)))
            .collect();
        Ok(Self::Chosen(Box::new(Chosen {
            declared,
            shifts,
            choices,
            channels: Default::default(),
        })))
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
            Self::Chosen(chosen) => chosen.resolved(channel).levels[rule],
        }
    }

    /// The most that a rule with `limit` allows, where a pack that is on or a channel says so.
    pub(super) fn most(&self, rule: usize, channel: Option<Channel>) -> Option<u32> {
        let Self::Chosen(chosen) = self else {
            return None;
        };
        let most = &chosen.resolved(channel.unwrap_or(Channel::Chat)).most;
        let found = most.binary_search_by_key(&rule, |(of, _)| *of).ok()?;
        Some(most[found].1)
    }

    /// The pack or channel that gave a rule its level.
    pub(super) fn origin(
        &self,
        tables: &Tables,
        rule: usize,
        channel: Option<Channel>,
    ) -> Option<String> {
        let channel = channel.unwrap_or(Channel::Chat);
        match self {
            Self::Declared => {
                let head = tables.contents().rule(rule);
                head.default_level(None)?;
                let shifts = tables.names().shifts.iter().rev();
                shifts
                    .filter(|shift| shift.pack.is_empty() && shift.channel == channel.as_str())
                    .filter(|shift| matches!(shift.to, Shifted::Level(_)))
                    .find(|shift| selects(&shift.selector, head.id()))
                    .map(Shift::origin)
            }
            Self::Chosen(chosen) => {
                let by = &chosen.resolved(channel).by;
                let found = by.binary_search_by_key(&rule, |(of, _)| *of).ok()?;
                Some(chosen.shifts[by[found].1].0.origin())
            }
        }
    }
}

impl Chosen {
    fn resolved(&self, channel: Channel) -> &Resolved {
        self.channels[channel as usize].get_or_init(|| self.resolve(channel))
    }

    fn resolve(&self, channel: Channel) -> Resolved {
        let mut levels: Vec<Option<Severity>> = self.declared.iter().map(|(_, on)| *on).collect();
        let mut by: Vec<Option<usize>> = vec![None; levels.len()];
        let mut most: Vec<(usize, u32)> = Vec::new();
        for (at, (shift, rules)) in self.shifts.iter().enumerate() {
            if !shift.channel.is_empty() && shift.channel != channel.as_str() {
                continue;
            }
            for rule in rules.clone() {
                match shift.to {
                    Shifted::Max(to) => {
                        most.retain(|(of, _)| *of != rule);
                        most.push((rule, to));
                    }
                    // A channel changes rules that run; it switches none on.
                    Shifted::Level(level) if levels[rule].is_some() || shift.channel.is_empty() => {
                        levels[rule] = level;
                        by[rule] = Some(at);
                    }
                    Shifted::Level(_) => {}
                }
            }
        }
        for (rules, level) in &self.choices {
            for rule in rules.clone() {
                levels[rule] = level.unwrap_or(Some(self.declared[rule].0));
                by[rule] = None;
            }
        }
        most.sort_unstable();
        let by = by.into_iter().enumerate();
        Resolved {
            levels,
            by: by.filter_map(|(rule, at)| Some((rule, at?))).collect(),
            most,
        }
    }
}

/// The rules that a selector names. They are sorted by name, so those of a category stand together.
fn selected(ids: &[&str], selector: &str) -> Range<usize> {
    if let Ok(one) = ids.binary_search(&selector) {
        return one..one + 1;
    }
    let first = ids.iter().position(|id| selects(selector, id));
    let Some(first) = first else {
        return 0..0;
    };
    let rest = ids[first..].iter();
    first..first + rest.take_while(|id| selects(selector, id)).count()
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Level, LevelChoice};
    use crate::draft::{Channel, Draft};
    use crate::finding::Severity;
    use crate::linter::Linter;
    use crate::ruleset::Source;

    const RULES: &str = r#"
[[rule]]
id = "a/words"
level = "suggestion"
limit = { measure = "words", max = 6 }
say = "{value} words"
why = "short"
bad = ["one two three four five six seven"]
good = ["one"]
[[rule]]
id = "a/calm"
level = "warning"
avoid = ["calm down"]
say = "“{match}”"
why = "kind"
bad = ["calm down"]
good = ["calm"]
[channel.sms]
limits = { "a/words" = 3 }
[channel.social]
levels = { "a/*" = "off" }
"#;
    const PACK: &str = r#"
[pack]
name = "brief"
title = "Brief"
[override."a/words"]
level = "warning"
max = 5
[channel.email]
limits = { "a/words" = 2 }
levels = { "a/calm" = "error" }
[[rule]]
id = "b/please"
level = "suggestion"
avoid = ["kindly"]
say = "“{match}”"
why = "plain"
bad = ["kindly wait"]
good = ["please wait"]
"#;

    fn linter(packs: &[&str], choice: Option<(&str, Level)>, own: &str) -> Linter {
        let source = |name: &str, text: &str, layer| Source {
            name: name.into(),
            text: text.into(),
            layer,
        };
        let sources = [
            source("rules.toml", RULES, 0),
            source("pack.toml", PACK, 0),
            source("own.toml", own, 1),
        ];
        let config = Config {
            packs: packs.iter().map(|name| (*name).to_owned()).collect(),
            levels: choice
                .into_iter()
                .map(|(selector, level)| LevelChoice {
                    selector: selector.into(),
                    level,
                    origin: "tactful.toml:1".into(),
                })
                .collect(),
            ..Config::default()
        };
        Linter::from_sources(&sources, &config).unwrap()
    }

    #[test]
    fn packs_and_channels_change_levels_and_limits() {
        use Severity::{Error, Suggestion, Warning};
        let on = &["brief"][..];
        for (packs, channel, rule, level, most, origin) in [
            (&[][..], None, "a/words", Some(Suggestion), Some(6), None),
            (
                &[],
                Some(Channel::Sms),
                "a/words",
                Some(Suggestion),
                Some(3),
                None,
            ),
            (
                &[],
                Some(Channel::Email),
                "a/words",
                Some(Suggestion),
                Some(6),
                None,
            ),
            (
                &[],
                Some(Channel::Social),
                "a/calm",
                None,
                None,
                Some("channel social"),
            ),
            (&[], None, "b/please", None, None, None),
            (on, None, "b/please", Some(Suggestion), None, None),
            (
                on,
                Some(Channel::Chat),
                "a/words",
                Some(Warning),
                Some(5),
                Some("pack brief"),
            ),
            (
                on,
                Some(Channel::Sms),
                "a/words",
                Some(Warning),
                Some(3),
                Some("pack brief"),
            ),
            (
                on,
                Some(Channel::Email),
                "a/words",
                Some(Warning),
                Some(2),
                Some("pack brief"),
            ),
            (
                on,
                Some(Channel::Email),
                "a/calm",
                Some(Error),
                None,
                Some("pack brief, channel email"),
            ),
            (
                on,
                Some(Channel::Social),
                "a/words",
                None,
                Some(5),
                Some("channel social"),
            ),
        ] {
            let linter = linter(packs, None, "");
            let told = format!("{packs:?} {channel:?} {rule}");
            assert_eq!(linter.level_in(rule, channel), level, "{told}");
            assert_eq!(linter.most_in(rule, channel), most, "{told}");
            assert_eq!(
                linter.level_origin(rule, channel).as_deref(),
                origin,
                "{told}"
            );
        }
    }

    #[test]
    fn the_team_has_the_last_word() {
        let off = linter(&["brief"], Some(("a/*", Level::Off)), "");
        assert_eq!(off.level_in("a/words", Some(Channel::Sms)), None);
        let on = linter(&[], Some(("b/please", Level::On)), "");
        assert_eq!(on.level("b/please"), Some(Severity::Suggestion));
        let own = linter(&[], None, "[override.\"a/words\"]\nmax = 9\n");
        assert_eq!(own.most_in("a/words", Some(Channel::Sms)), Some(9));
    }

    #[test]
    fn a_limit_counts_by_channel() {
        let linter = linter(&[], None, "");
        for (channel, found) in [(Channel::Chat, 0), (Channel::Sms, 1), (Channel::Social, 0)] {
            let mut draft = Draft::new("one two three four five");
            draft.channel = Some(channel);
            assert_eq!(linter.check(&draft).findings.len(), found, "{channel:?}");
        }
    }

    #[test]
    fn slips_in_rulesets_are_errors() {
        let rule = |verb: &str| {
            format!(
                "[[rule]]\nid = \"b/own\"\nlevel = \"warning\"\nsay = \"{{match}} no\"\n{verb}\nwhy = \"w\"\nbad = [\"a\"]\ngood = [\"b\"]\n"
            )
        };
        for (own, told) in [
            ("[channel.fax]\nlevels = {}", "there is no channel `fax`"),
            (
                "[channel.sms]\nlevels = { \"a/wodrs\" = \"off\" }",
                "there is no rule `a/wodrs`",
            ),
            (
                "[channel.sms]\nlimits = { \"a/calm\" = 3 }",
                "no limit to change",
            ),
            (
                "[pack]\nname = \"x\"\ntitle = \"X\"\n[override.\"a/calm\"]\nadd_except = [\"sea\"]",
                "changes more than the level",
            ),
            (
                &*rule("private = [\"card-numbr\"]"),
                "own.toml:5:12: there is no kind of private value `card-numbr`\n  help: did you mean `card-number`",
            ),
            (
                &*rule("private = { kinds = [\"phone\"], owner = [\"unknwn\"] }"),
                "there is no owner `unknwn`",
            ),
            (
                &*rule("placeholder = [\"unrenderd\"]"),
                "did you mean `unrendered`",
            ),
            (
                &*rule("spell = \"wrds\""),
                "there is no kind of spelling `wrds`",
            ),
            (
                &*rule("limit = { measure = \"words\" }"),
                "own.toml:1:1: the limit of `b/own` allows any number",
            ),
            (&*rule("avoid = []"), "`avoid` of `b/own` names nothing"),
            (
                &*rule("avoid = [\"sea\"]").replace("{match}", "{mtch}"),
                "the message of `b/own` has an unknown part `{mtch}`\n  help: did you mean `match`",
            ),
        ] {
            let source = |text: &str, layer| Source {
                name: "own.toml".into(),
                text: text.into(),
                layer,
            };
            let error =
                Linter::from_sources(&[source(RULES, 0), source(own, 1)], &Config::default())
                    .unwrap_err()
                    .to_string();
            assert!(error.contains(told), "{error}");
        }
    }

    #[test]
    fn an_unknown_pack_is_named_with_its_line() {
        let config = Config {
            packs: vec![String::from("retai")],
            pack_origins: vec![(String::from("retai"), String::from("tactful.toml:3"))],
            ..Config::default()
        };
        let error = Linter::new(&config).unwrap_err().to_string();
        assert!(
            error.starts_with("tactful.toml:3: there is no pack `retai`"),
            "{error}"
        );
        assert!(error.contains("`retail`"), "{error}");
    }

    #[test]
    fn a_rule_of_wording_alone_is_less_sure_in_long_drafts() {
        let rules = RULES.replace(
            "avoid = [\"calm down\"]",
            "avoid = [\"calm down\"]\nsure_up_to = 8",
        );
        let source = Source {
            name: "own.toml".into(),
            text: rules,
            layer: 0,
        };
        let chosen = Config {
            levels: vec![LevelChoice {
                selector: "a/calm".into(),
                level: Level::At(Severity::Error),
                origin: String::new(),
            }],
            ..Config::default()
        };
        for (filler, config, told) in [
            (5, &Config::default(), Severity::Warning),
            (7, &Config::default(), Severity::Suggestion),
            (7, &chosen, Severity::Error),
        ] {
            let linter = Linter::from_sources(std::slice::from_ref(&source), config).unwrap();
            let draft = Draft::new(format!("{}please calm down", "word ".repeat(filler)));
            let review = linter.check(&draft);
            let calm = review
                .findings
                .iter()
                .find(|found| found.rule.as_str() == "a/calm");
            assert_eq!(calm.unwrap().severity, told, "{filler} words before");
        }
    }
}
