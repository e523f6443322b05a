//! Lays out all patterns as one pointer-free table: programs of a small machine, anchored at each pattern's rarest word.
//!
//! The text is read once; a word's anchors name the programs to try there, one to its left and one to its right,
//! so the cost of a text hardly grows with the number of patterns.

use std::collections::{BTreeSet, HashMap};

mod anchor;
mod commonness;
mod emit;
mod layout;
mod needs;

use emit::reverse;

use super::parse::{Node, Pattern, PatternError};
use super::program::{AT_SURFACE, REGEX, WIDEST, WITHIN, op};
use super::regexes;
use crate::prose::{Class, LexiconBuilder, WordId};

/// Whose words a pattern is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Drafts and earlier turns of the company.
    Agent,
    /// The customer's turns.
    Customer,
    /// Both.
    Both,
}

/// The banks that are not looked for in every text.
#[derive(Debug, Clone, Default)]
pub struct LookedFor {
    /// Those looked for in a text only when somebody asks about them there.
    pub late: BTreeSet<u16>,
    /// Those that nobody asks about in a draft without a conversation.
    pub in_conversation: BTreeSet<u16>,
}

#[derive(Debug, Clone, Copy)]
struct Record {
    left: u32,
    right: u32,
    owner: u32,
    /// What must stand behind the anchor, as [`MatcherBuilder::neighbours`] tells it.
    after: u32,
    /// What must stand before the anchor.
    before: u32,
}

impl Record {
    /// Brings those together that want the same words beside them, and among them those with the same programs.
    const fn key(&self) -> [u32; 5] {
        [self.after, self.before, self.left, self.right, self.owner]
    }
}

/// Collects patterns and lays out the table.
#[derive(Debug)]
pub struct MatcherBuilder {
    lexicon: LexiconBuilder,
    code: Vec<u32>,
    programs: HashMap<Vec<u32>, u32>,
    sets: Vec<Vec<WordId>>,
    set_ids: HashMap<Vec<WordId>, u32>,
    /// Anchored records per side: (word, record).
    anchors: [Vec<(WordId, Record)>; 2],
    classes: [Vec<(Class, Record)>; 2],
    regexes: Vec<(String, Vec<String>)>,
    owners: Vec<(u16, u16)>,
}

impl Default for MatcherBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl MatcherBuilder {
    /// An empty table.
    pub fn new() -> Self {
        Self {
            lexicon: LexiconBuilder::new(),
            code: vec![op::MATCH << 24],
            programs: HashMap::from([(vec![op::MATCH << 24], 0)]),
            sets: Vec::new(),
            set_ids: HashMap::new(),
            anchors: [Vec::new(), Vec::new()],
            classes: [Vec::new(), Vec::new()],
            regexes: Vec::new(),
            owners: Vec::new(),
        }
    }

    /// Adds a pattern. Its hits carry `bank` and `phrase`.
    ///
    /// # Errors
    /// A pattern whose words are all so common that it would be tried nearly everywhere, or a regular expression that
    /// does not compile or names no whole word that must be there.
    pub fn add(
        &mut self,
        pattern: &Pattern,
        bank: u16,
        phrase: u16,
        side: Side,
    ) -> Result<(), PatternError> {
        let owner = self.owners.len() as u32;
        self.owners.push((bank, phrase));
        match pattern {
            Pattern::Regex(source) => {
                let gates = regexes::gates(source)?;
                let index = self.regexes.len() as u32;
                self.regexes.push((
                    format!("{}\0{source}", regexes::needs(source)),
                    gates.clone(),
                ));
                for gate in gates {
                    let id = self.lexicon.id(&gate);
                    self.put(
                        side,
                        id,
                        Record {
                            left: REGEX,
                            right: index,
                            owner,
                            after: 0,
                            before: 0,
                        },
                    );
                }
                Ok(())
            }
            Pattern::Words(node) => {
                let parts = match node {
                    Node::Seq(parts) => parts.clone(),
                    other => vec![other.clone()],
                };
                let mut rows = vec![parts];
                self.unroll(&mut rows)?;
                for row in &rows {
                    self.add_row(row, owner, side)?;
                }
                Ok(())
            }
        }
    }

    fn add_row(&mut self, row: &[Node], owner: u32, side: Side) -> Result<(), PatternError> {
        let Some((_, at)) = self.best_anchor(row) else {
            return Err(PatternError::new(
                0,
                "no word of this pattern must be there in every reading; give it one",
            ));
        };
        let mut backwards: Vec<Node> = row[..at].to_vec();
        backwards.reverse();
        for node in &mut backwards {
            reverse(node);
        }
        let left = self.program(&backwards)?;
        let right = self.program(&row[at + 1..])?;
        let after = self.neighbours(&row[at + 1..]);
        let before = self.neighbours(&backwards);
        match &row[at] {
            Node::Word(words) => {
                for word in words {
                    let id = self.lexicon.id(word);
                    self.put(
                        side,
                        id,
                        Record {
                            left,
                            right,
                            owner,
                            after,
                            before,
                        },
                    );
                }
            }
            Node::Surface(word) => {
                let id = self.lexicon.id(word);
                // A contraction is two words, so that what follows it may stand one word farther.
                let is_near = after >> WITHIN < WIDEST;
                let farther = if after == 0 || !is_near {
                    0
                } else {
                    after + (1 << WITHIN)
                };
                self.put(
                    side,
                    id,
                    Record {
                        left: left | AT_SURFACE,
                        right,
                        owner,
                        after: farther,
                        before,
                    },
                );
            }
            Node::Class(class) => {
                for index in sides(side) {
                    self.classes[index].push((
                        *class,
                        Record {
                            left,
                            right,
                            owner,
                            after,
                            before,
                        },
                    ));
                }
            }
            _ => unreachable!("only words and classes have a cost"),
        }
        Ok(())
    }

    fn put(&mut self, side: Side, word: WordId, record: Record) {
        for index in sides(side) {
            self.anchors[index].push((word, record));
        }
    }

    /// The number of a set of words; equal sets are stored once.
    fn set(&mut self, words: &[String]) -> u32 {
        let mut ids: Vec<WordId> = words.iter().map(|word| self.lexicon.id(word)).collect();
        ids.sort_unstable();
        ids.dedup();
        let next = self.sets.len() as u32;
        let index = *self.set_ids.entry(ids.clone()).or_insert(next);
        if index == next {
            self.sets.push(ids);
        }
        index
    }

    /// Whether the lexicon is full, so that further words could not be told apart.
    pub fn is_full(&self) -> bool {
        65_000 < self.lexicon.len()
    }
}

fn sides(side: Side) -> impl Iterator<Item = usize> {
    let range = match side {
        Side::Agent => 0..1,
        Side::Customer => 1..2,
        Side::Both => 0..2,
    };
    range.into_iter()
}
