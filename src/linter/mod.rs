//! Compiles the rules once and checks many drafts. The only room that runs rules.

mod builtin;
mod examples;
#[cfg(test)]
mod laws;
mod levels;
mod placeholders;
mod places;
mod private;
mod quote;
mod special;
mod spelling;
mod tables;
mod timing;
mod wording;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::config::Config;
use crate::draft::{Channel, Draft, Mask};
use crate::error::Error;
use crate::finding::{Finding, RuleId, Severity};
use crate::review::{Review, Skipped, SkippedRules};
use crate::rules::{Scene, is_open, most_allowed, search};
use crate::ruleset::{Change, RuleInfo, Source, compile};
use crate::spell::AcceptList;

pub use builtin::sources;
pub use examples::TestReport;
use levels::Levels;
use tables::Tables;
pub use timing::{Clock, Cost};
use timing::{Part, Timing};

/// The compiled rules. Building can fail; checking cannot. Cheap to share between threads.
#[derive(Debug)]
pub struct Linter {
    tables: Tables,
    levels: Levels,
    ids: Vec<OnceLock<RuleId>>,
    whys: Vec<OnceLock<std::sync::Arc<str>>>,
    accepted: AcceptList,
    spelling: crate::spell::Settings,
    /// Remembered suggestions.
    suggested: std::sync::RwLock<spelling::Memory>,
    company: crate::draft::Company,
    /// Which private values are looked for.
    private: crate::detect::Settings,
    /// The key of fingerprints.
    key: Option<crate::fix::Key>,
    /// Whether the team's own rulesets are part of it.
    own_rulesets: bool,
    /// The rules that drafts of each channel skip without a conversation.
    skipped: [OnceLock<SkippedRules>; Channel::ALL.len()],
    /// What the parts of the work take, where that is measured.
    timing: Option<Timing>,
}

impl Linter {
    /// The built-in rules with their default levels.
    pub fn builtin() -> Self {
        Self::new(&Config::default()).expect("a test holds that the built-in rules compile")
    }

    /// Compiles the rules that a configuration asks for.
    ///
    /// # Errors
    /// A ruleset that does not parse, an unknown rule, list, cue or pack.
    pub fn new(config: &Config) -> Result<Self, Error> {
        let bytes = if Self::must_compile(config) {
            Cow::Owned(Self::compile(config)?)
        } else {
            Cow::Borrowed(builtin::COMPILED)
        };
        Self::assemble(bytes, config)
    }

    /// What to say about a selector such as `tone/calm-dwn` that names no rule: the nearest names. `None` when there is such a rule, category or `*`.
    pub fn unknown_rule(&self, selector: &str) -> Option<String> {
        levels::unknown_rule(&self.tables, selector)
    }

    /// Which build compiles rules: its version and a hash of its built-in rules as it compiles them.
    pub const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "-", env!("TACTFUL_RULES"));

    /// Whether a configuration changes what the rules say. Otherwise there is nothing to compile: the built-in rules come compiled.
    pub fn must_compile(config: &Config) -> bool {
        !config.rulesets.is_empty() || !config.phrases.is_empty()
    }

    /// Compiles the built-in rules with the rulesets and phrases of a configuration, for [`Linter::from_compiled`] of the same build.
    ///
    /// # Errors
    /// As [`Linter::new`].
    pub fn compile(config: &Config) -> Result<Vec<u8>, Error> {
        compiled(config)
    }

    /// Starts from what [`Linter::compile`] made of the same rulesets and phrases with the same [`Linter::BUILD`]; other bytes are not safe from panics.
    ///
    /// # Errors
    /// As [`Linter::new`], and bytes that are damaged where that shows at once.
    pub fn from_compiled(bytes: Vec<u8>, config: &Config) -> Result<Self, Error> {
        Self::assemble(Cow::Owned(bytes), config)
    }

    /// Compiles these rulesets instead of the built-in ones; later ones win over earlier ones of a lower layer.
    ///
    /// # Errors
    /// As [`Linter::new`].
    pub fn from_sources(sources: &[Source], config: &Config) -> Result<Self, Error> {
        Self::assemble(Cow::Owned(compile(sources, &[])?), config)
    }

    fn assemble(bytes: Cow<'static, [u8]>, config: &Config) -> Result<Self, Error> {
        let tables = Tables::new(bytes)?;
        let levels = Levels::new(&tables, config)?;
        let count = tables.contents().len();
        let ids = (0..count).map(|_| OnceLock::new()).collect();
        let whys = (0..count).map(|_| OnceLock::new()).collect();
        let mut accepted = AcceptList::new(config.accept.iter().map(String::as_str));
        for name in config.company.agents.iter().chain(&config.company.products) {
            accepted.add_name(name);
        }
        Ok(Self {
            levels,
            ids,
            whys,
            accepted,
            spelling: spelling::settings(config.language.as_deref())?,
            suggested: std::sync::RwLock::default(),
            company: config.company.clone(),
            private: config.private_settings()?,
            key: config.privacy.key.clone(),
            own_rulesets: !config.rulesets.is_empty(),
            skipped: Default::default(),
            timing: None,
            tables,
        })
    }

    /// Checks one draft. Linear in its length; never fails.
    pub fn check<'d>(&self, draft: &'d Draft) -> Review<'d> {
        let mut review = Review::new(draft);
        self.cover_title(&mut review);
        if draft.internal || draft.text.trim().is_empty() {
            return review;
        }
        let mask = if draft.mask.is_empty() {
            Cow::Owned(Mask::of(&draft.text))
        } else {
            Cow::Borrowed(&draft.mask)
        };
        let matcher = self.tables.matcher();
        let (regexes, cues) = (&self.tables.regexes, &self.tables.cues);
        let scene = self.part(Part::Reading, || {
            Scene::new(draft, &mask, matcher, regexes, cues)
        });
        self.part(Part::Private, || self.find_private(&scene, &mut review));
        let is_english = self.part(Part::Spelling, || {
            self.find_spelling(&scene, &mask, &mut review)
        });
        if is_english {
            self.find_by_rules(&scene, &mut review);
        }
        self.part(Part::Placeholders, || {
            self.find_placeholders(&scene, &mut review)
        });
        self.note_skipped(&scene, &mut review);
        self.estimate_mood(&scene, &mut review);
        wording::leave_values_alone(&mut review);
        places::settle(&mut review.findings, |id| self.swallowed(id));
        review
    }

    fn find_by_rules(&self, scene: &Scene<'_>, review: &mut Review<'_>) {
        // Most rules of packs are off, and to see that costs less than to see whether they could find something.
        let channel = scene.draft.channel;
        let is_on = |rule: u16| self.level_of(usize::from(rule), channel).is_some();
        let words = scene.said.prose.count();
        let asked = self.part(Part::Gates, || self.asked(scene, is_on));
        // Secrets first, so that no other finding quotes them.
        let (secrets, others): (Vec<u16>, Vec<u16>) = asked.into_iter().partition(|rule| {
            is_on(*rule) && (self.tables.rule(usize::from(*rule))).is_some_and(|rule| rule.secret)
        });
        for rule in secrets.into_iter().chain(others) {
            let rule = usize::from(rule);
            self.of_rule(rule, || self.ask(rule, words, scene, review));
        }
    }

    /// The rules among the wanted ones that may find something, in order; all others surely find nothing.
    fn asked(&self, scene: &Scene<'_>, wanted: impl Fn(u16) -> bool) -> Vec<u16> {
        let contents = self.tables.contents();
        let mut asked: Vec<u16> = Vec::new();
        for bank in scene.said.banks() {
            asked.extend(contents.of_bank(bank));
        }
        asked.extend(contents.always().filter(|rule| {
            let head = contents.rule(usize::from(*rule));
            let is_known = matches!(head.needs(), 0 | 2) || scene.has_conversation;
            is_known && wanted(*rule) && is_open(head.gate(), scene)
        }));
        asked.sort_unstable();
        asked.dedup();
        asked
    }

    fn ask(&self, index: usize, words: usize, scene: &Scene<'_>, review: &mut Review<'_>) {
        let Some(severity) = self.level_of(index, scene.draft.channel) else {
            return;
        };
        let Some(rule) = self.tables.rule(index) else {
            return;
        };
        let severity = rule.level_in(severity, words);
        let most = self.levels.most(index, scene.draft.channel);
        let all = search(rule, most, scene);
        if rule.secret {
            quote::keep_private(review, all.iter().map(|found| found.span));
        }
        for found in all {
            let finding = self.finding(index, rule, severity, found, review);
            if finding.private {
                quote::cover(review, finding.span);
            }
            review.findings.push(finding);
        }
    }

    fn note_skipped(&self, scene: &Scene<'_>, review: &mut Review<'_>) {
        if scene.has_conversation {
            return;
        }
        let channel = scene.draft.channel.unwrap_or(Channel::Chat);
        let skipped = self.skipped[channel as usize].get_or_init(|| {
            let contents = self.tables.contents();
            (0..contents.len())
                .filter(|index| {
                    matches!(contents.rule(*index).needs(), 1 | 3)
                        && self.level_of(*index, Some(channel)).is_some()
                })
                .map(|index| Skipped {
                    rule: self.id(index).clone(),
                    needs: "the conversation",
                })
                .collect()
        });
        review.skipped = skipped.clone();
    }

    fn estimate_mood(&self, scene: &Scene<'_>, review: &mut Review<'_>) {
        if let Some(cue) = self.tables.contents().mood() {
            let mut mood = scene.mood(cue);
            for reason in &mut mood.reasons {
                *reason = quote::quote(review, &self.private, reason);
            }
            review.mood = mood;
        }
    }

    fn swallowed(&self, id: &RuleId) -> Vec<String> {
        let index = self.index_of(id.as_str());
        index
            .and_then(|index| self.tables.rule(index))
            .map_or_else(Vec::new, |rule| rule.words.get().swallows.clone())
    }

    fn index_of(&self, rule: &str) -> Option<usize> {
        let contents = self.tables.contents();
        let (mut low, mut high) = (0, contents.len());
        while low < high {
            let middle = (low + high) / 2;
            match contents.rule(middle).id().cmp(rule) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn id(&self, index: usize) -> &RuleId {
        self.ids[index].get_or_init(|| RuleId::new(self.tables.contents().rule(index).id()))
    }

    fn level_of(&self, index: usize, channel: Option<crate::draft::Channel>) -> Option<Severity> {
        self.levels.of(self.tables.contents(), index, channel)
    }

    /// All rules this linter knows, sorted by name, also those that are off.
    pub fn rules(&self) -> Vec<RuleInfo> {
        (0..self.ids.len())
            .filter_map(|index| self.info(index))
            .collect()
    }

    /// All there is to know about one rule.
    pub fn rule(&self, name: &str) -> Option<RuleInfo> {
        self.info(self.index_of(name)?)
    }

    fn info(&self, index: usize) -> Option<RuleInfo> {
        let head = self.tables.contents().rule(index);
        let rule = self.tables.rule(index)?;
        let document = self.tables.document(index);
        let words = rule.words.get();
        Some(RuleInfo {
            id: self.id(index).clone(),
            level: head.level(),
            confidence: head.confidence(),
            on_by_default: head.is_on(),
            pack: if head.pack().is_empty() {
                "default".into()
            } else {
                head.pack().to_owned()
            },
            origin: document.origin,
            verb: rule.verb.as_str(),
            say: words.say.clone(),
            why: words.why.clone(),
            offer: words.offer.clone(),
            source: document.source,
            law: document.law,
            needs: match head.needs() {
                1 => Some("the conversation"),
                2 => Some("ticket facts"),
                3 => Some("timestamps"),
                _ => None,
            },
            bad: document.bad,
            good: document.good,
        })
    }

    /// The packs that can be switched on: name and title, sorted.
    pub fn packs(&self) -> &[(String, String)] {
        &self.tables.names().packs
    }

    /// The level at which a rule runs here; `None` when it is off or unknown.
    pub fn level(&self, rule: &str) -> Option<Severity> {
        self.level_in(rule, None)
    }

    /// The level at which a rule runs for drafts of a channel; `None` when it is off or unknown.
    pub fn level_in(&self, rule: &str, channel: Option<Channel>) -> Option<Severity> {
        self.level_of(self.index_of(rule)?, channel)
    }

    /// The pack or channel whose ruleset gives a rule its level for drafts of a channel; `None` when it has its own.
    pub fn level_origin(&self, rule: &str, channel: Option<Channel>) -> Option<String> {
        self.levels
            .origin(&self.tables, self.index_of(rule)?, channel)
    }

    /// The most that a rule with `limit` allows in drafts of a channel; `None` for rules of other verbs.
    pub fn most_in(&self, rule: &str, channel: Option<Channel>) -> Option<u32> {
        let index = self.index_of(rule)?;
        let most = self.levels.most(index, channel);
        most_allowed(self.tables.rule(index)?, most, channel)
    }

    fn finding(
        &self,
        index: usize,
        rule: &crate::rules::Rule,
        severity: Severity,
        found: crate::rules::Match,
        review: &Review<'_>,
    ) -> Finding {
        wording::finding(
            self.id(index).clone(),
            self.why(index, &rule.words.get().why),
            rule,
            severity,
            found,
            review,
            &self.private,
        )
    }

    fn why(&self, index: usize, why: &str) -> std::sync::Arc<str> {
        self.whys[index]
            .get_or_init(|| std::sync::Arc::from(why))
            .clone()
    }
}

fn compiled(config: &Config) -> Result<Vec<u8>, Error> {
    let mut all = builtin::sources();
    all.extend(
        config
            .rulesets
            .iter()
            .enumerate()
            .map(|(index, source)| Source {
                name: source.name.clone(),
                text: source.text.clone(),
                layer: u8::try_from(index + 1).unwrap_or(u8::MAX),
            }),
    );
    let changes: Vec<Change> = config
        .phrases
        .iter()
        .map(|change| Change {
            target: change.target.clone(),
            add: change.add.clone(),
            remove: change.remove.clone(),
            add_except: change.add_except.clone(),
            origin: change.origin.clone(),
        })
        .collect();
    compile(&all, &changes)
}
