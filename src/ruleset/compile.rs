//! Rulesets become one table of bytes: the matcher, the cues, the rules and what people may know about them.

mod cues;
mod gather;
mod rules;
mod verbs;

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::contents::{self, Names};
use super::declare;
use super::info::{Example, Law};
use super::shift::Shift;
use super::source::{Place, Source};
use crate::error::Error;
use crate::finding::{Confidence, Severity};
use crate::pattern::{Lists, LookedFor, MatcherBuilder};
use crate::rules::{BankId, Cue, Cues, gate};

/// What is known about a rule before it is decoded.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Its name.
    pub(super) id: String,
    /// Its declared level.
    pub(super) level: Severity,
    /// How sure it is.
    pub(super) confidence: Confidence,
    /// Whether it runs without being asked for.
    pub(super) on: bool,
    /// The pack it belongs to; empty for none.
    pub(super) pack: String,
    /// The banks of which one must have a hit; empty when it always has to be asked.
    pub(super) banks: Vec<BankId>,
    /// What it needs beside the draft: 0 nothing, 1 the conversation, 2 ticket facts, 3 timestamps.
    pub(super) needs: u8,
    /// Its bytes among the rules.
    pub(super) record: (u32, u32),
    /// Its bytes among the documents.
    pub(super) document: (u32, u32),
    /// 1 for `spell`, 2 for `private`, 3 for `placeholder`, else 0.
    pub(super) special: u8,
}

impl Head {
    /// Whether the rule finds nothing where no conversation is given.
    const fn needs_conversation(&self) -> bool {
        matches!(self.needs, 1 | 3)
    }
}

/// What only people need of a rule.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    /// Where it is declared.
    pub origin: String,
    /// Where the advice comes from.
    pub source: String,
    /// The law that it reminds of.
    pub law: Option<Law>,
    /// Drafts in which it must fire.
    pub bad: Vec<Example>,
    /// Drafts in which it must stay silent.
    pub good: Vec<Example>,
}

/// Changes that a configuration makes to phrases: target, add, remove, excuses, origin.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// `list.NAME`, `cue.NAME` or a rule.
    pub target: String,
    /// Phrases to add.
    pub add: Vec<String>,
    /// Phrases to take away.
    pub remove: Vec<String>,
    /// Phrases that excuse.
    pub add_except: Vec<String>,
    /// Where it was said.
    pub origin: String,
}

/// Compiles rulesets, later ones winning over earlier ones of a lower layer.
///
/// # Errors
/// A file that does not parse, a name that does not exist, a pattern that cannot be matched.
pub fn compile(sources: &[Source], changes: &[Change]) -> Result<Vec<u8>, Error> {
    let mut builder = Builder::gather(sources)?;
    builder.apply(changes)?;
    builder.finish()
}

struct Declared<T> {
    place: Place,
    value: T,
    pack: String,
    layer: u8,
}

#[derive(Default)]
struct Builder<'s> {
    sources: &'s [Source],
    lists: Lists,
    replacements: BTreeMap<String, Vec<(String, String)>>,
    list_places: BTreeMap<String, Place>,
    cues: BTreeMap<String, Declared<declare::Cue>>,
    rules: BTreeMap<String, Declared<declare::Rule>>,
    shifts: Vec<(Shift, Place)>,
    packs: Vec<(String, String)>,
    categories: BTreeMap<String, declare::Category>,
    matcher: MatcherBuilder,
    next_bank: u16,
    cue_ids: HashMap<String, u16>,
}

impl<'s> Builder<'s> {
    fn gather(sources: &'s [Source]) -> Result<Self, Error> {
        let mut builder = Self {
            sources,
            ..Self::default()
        };
        for (index, source) in sources.iter().enumerate() {
            let file: declare::File = super::source::read(source)?;
            builder.take(index, file)?;
        }
        Ok(builder)
    }

    fn error(&self, place: Place, message: impl Into<String>) -> Error {
        let source = &self.sources[place.file];
        let (line, column) = source.position(place.byte);
        Error::rule(message)
            .in_source(source.name.clone())
            .at(line, column)
    }

    fn finish(mut self) -> Result<Vec<u8>, Error> {
        self.check_shifts()?;
        self.cue_ids = self
            .cues
            .keys()
            .enumerate()
            .map(|(index, name)| (name.clone(), index as u16))
            .collect();
        let cues = std::mem::take(&mut self.cues);
        let mut index = Names {
            shifts: (self.shifts.iter())
                .map(|(shift, _)| shift.clone())
                .collect(),
            packs: std::mem::take(&mut self.packs),
            ..Names::default()
        };
        let mut documents: Vec<u8> = Vec::new();
        let mut cue_bytes: Vec<Vec<u8>> = Vec::new();
        let mut all_cues: Vec<Cue> = Vec::new();
        for (name, declared) in &cues {
            let cue = self.cue(name, declared)?;
            cue_bytes.push(encode(&cue)?);
            index.cue_names.push(name.clone());
            all_cues.push(cue);
            let document = self.cue_document(declared);
            index.cue_documents.push(append(&mut documents, &document)?);
        }
        index.categories = std::mem::take(&mut self.categories)
            .into_iter()
            .map(|(file, category)| (file, category.title, category.intro))
            .collect();
        self.check_circles(&all_cues, &cues)?;
        let rules = std::mem::take(&mut self.rules);
        let names: Vec<String> = rules.keys().cloned().collect();
        let mut records: Vec<u8> = Vec::new();
        let mut heads = Vec::new();
        let mut gates = Vec::new();
        let mut looked_for = LookedFor::default();
        for (name, declared) in rules {
            let first_bank = self.next_bank;
            let (mut head, rule, document) = self.rule(&name, declared, &names)?;
            gates.push(gate(&self.with_least(&rule)));
            looked_for.late.extend(rule.late_banks());
            if head.needs_conversation() {
                looked_for
                    .in_conversation
                    .extend(first_bank..self.next_bank);
            }
            head.record = append(&mut records, &rule)?;
            head.document = append(&mut documents, &document)?;
            heads.push(head);
        }
        index.lists = self.lists.names().into_iter().map(str::to_owned).collect();
        if self.matcher.is_full() {
            return Err(
                Error::rule("the rulesets use more than 65,000 different words")
                    .help("split them, or drop lists that nothing uses"),
            );
        }
        let matcher = std::mem::take(&mut self.matcher).finish(&looked_for);
        let contents = contents::lay_out(&heads, &gates, &index);
        let index = encode(&index)?;
        let cue_bytes = Cues::lay_out(&all_cues, &cue_bytes, usize::from(self.next_bank));
        let parts = [matcher, contents, index, cue_bytes, records, documents];
        let mut out = Vec::new();
        for part in &parts {
            out.extend((part.len() as u32).to_le_bytes());
        }
        for part in parts {
            out.extend(part);
        }
        Ok(out)
    }
}

/// Whether a selector names a rule: the rule, its category, `category/*` or `*`.
pub fn selects(selector: &str, id: &str) -> bool {
    selector == "*"
        || selector == id
        || id.split('/').next() == Some(selector.strip_suffix("/*").unwrap_or(selector))
}

fn append<T: Serialize>(bytes: &mut Vec<u8>, value: &T) -> Result<(u32, u32), Error> {
    let start = bytes.len() as u32;
    bytes.extend(encode(value)?);
    Ok((start, bytes.len() as u32))
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    postcard::to_allocvec(value)
        .map_err(|error| Error::rule(format!("a ruleset could not be laid out: {error}")))
}
