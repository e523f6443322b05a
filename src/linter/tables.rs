//! The compiled rules in memory: views into bytes, decoded piece by piece when needed.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::error::Error;
use crate::pattern::{Matcher, Regexes};
use crate::rules::{Cues, Rule};
use crate::ruleset::{Contents, Document, Names};

/// How many parts there are: the matcher, the contents, the names, the cues, the rules, the documents.
const PARTS: usize = 6;

/// One compiled set of rules.
#[derive(Debug)]
pub(super) struct Tables {
    bytes: Cow<'static, [u8]>,
    matcher: Range<usize>,
    contents: Range<usize>,
    named: Range<usize>,
    records: Range<usize>,
    documents: Range<usize>,
    names: OnceLock<Names>,
    pub(super) cues: Cues,
    pub(super) regexes: Regexes,
    rules: Vec<OnceLock<Option<Box<Rule>>>>,
}

impl Tables {
    /// Views what [`crate::ruleset::compile`] made.
    pub(super) fn new(bytes: Cow<'static, [u8]>) -> Result<Self, Error> {
        let length = |at: usize| {
            bytes
                .get(at * 4..at * 4 + 4)
                .and_then(|four| <[u8; 4]>::try_from(four).ok())
                .map(|four| u32::from_le_bytes(four) as usize)
                .ok_or_else(damaged)
        };
        let mut start = PARTS * 4;
        let mut ranges = Vec::with_capacity(PARTS);
        for part in 0..PARTS {
            let end = start + length(part)?;
            ranges.push(start..end);
            start = end;
        }
        let contents = bytes.get(ranges[1].clone()).and_then(Contents::new);
        let count = contents.ok_or_else(damaged)?.len();
        let regexes = Regexes::of(&Matcher::new(&bytes[ranges[0].clone()]));
        let cue_bytes = match &bytes {
            Cow::Borrowed(bytes) => {
                Cow::Borrowed(bytes.get(ranges[3].clone()).ok_or_else(damaged)?)
            }
            Cow::Owned(bytes) => {
                Cow::Owned(bytes.get(ranges[3].clone()).ok_or_else(damaged)?.to_vec())
            }
        };
        let cues = Cues::new(cue_bytes);
        let rules = (0..count).map(|_| OnceLock::new()).collect();
        Ok(Self {
            matcher: ranges[0].clone(),
            contents: ranges[1].clone(),
            named: ranges[2].clone(),
            records: ranges[4].clone(),
            documents: ranges[5].clone(),
            bytes,
            names: OnceLock::new(),
            cues,
            regexes,
            rules,
        })
    }

    pub(super) fn matcher(&self) -> Matcher<'_> {
        Matcher::new(&self.bytes[self.matcher.clone()])
    }

    /// What is known about rules before they are decoded.
    pub(super) fn contents(&self) -> Contents<'_> {
        Contents::new(&self.bytes[self.contents.clone()])
            .expect("looked at when the tables were made")
    }

    /// Names and sentences for people, decoded when somebody first asks.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let bytes = self.bytes.get(self.named.clone());
            bytes.and_then(decode).unwrap_or_default()
        })
    }

    /// A rule, decoded when it is first needed.
    pub(super) fn rule(&self, index: usize) -> Option<&Rule> {
        self.rules[index]
            .get_or_init(|| {
                let (from, to) = self.contents().rule(index).record();
                let place = self.records.start + from..self.records.start + to;
                decode(self.bytes.get(place)?)
            })
            .as_deref()
    }

    pub(super) fn document(&self, index: usize) -> Document {
        self.document_at(self.contents().rule(index).document())
    }

    /// The examples of a cue: `good` must show it, `bad` must not.
    pub(super) fn cue_document(&self, cue: usize) -> Document {
        self.document_at(self.names().cue_documents[cue])
    }

    fn document_at(&self, (from, to): (u32, u32)) -> Document {
        self.bytes
            .get(self.documents.start + from as usize..self.documents.start + to as usize)
            .and_then(decode)
            .unwrap_or_default()
    }
}

fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

fn damaged() -> Error {
    Error::rule("the compiled rules are damaged")
}
