//! Which word of a pattern it is looked for by: the rarest, after alternatives are spelled out where that helps.

use super::super::parse::{Node, PatternError};
use super::MatcherBuilder;
use super::commonness::per_million;
use crate::prose::Class;

/// How many branches one pattern may be unrolled into to find a rare anchor.
const MOST_BRANCHES: usize = 600;

/// Cost of an anchor, in millionths of all words, that is not worth unrolling for.
const CHEAP: u32 = 1_000;

/// Words that stand in nearly every sentence: no anchors.
const TOO_COMMON: [&str; 5] = ["you", "the", "to", "i", "a"];

/// The cost of an anchor with a word that is too common.
const TOO_DEAR: u32 = u32::MAX - 1;

impl MatcherBuilder {
    /// Unrolls alternatives of several words while a row has no good anchor.
    pub(super) fn unroll(&self, rows: &mut Vec<Vec<Node>>) -> Result<(), PatternError> {
        let mut index = 0;
        while index < rows.len() {
            let best = self.cheapest(&rows[index]);
            if CHEAP < best
                && rows.len() < MOST_BRANCHES
                && let Some(unrolled) = self.unrolled(&rows[index], best)
            {
                rows.swap_remove(index);
                rows.extend(unrolled);
            } else if best == u32::MAX {
                return Err(PatternError::new(
                    0,
                    "no word of this pattern must be there in every reading; give it one",
                ));
            } else if best == TOO_DEAR {
                return Err(PatternError::new(
                    0,
                    "all words of this pattern are so common that it would be tried nearly everywhere",
                )
                .help("add a rarer word next to them"));
            } else {
                index += 1;
            }
        }
        Ok(())
    }

    /// The row with one of its alternatives spelled out, when that gives every branch a rarer anchor, or any at all.
    fn unrolled(&self, row: &[Node], best: u32) -> Option<Vec<Vec<Node>>> {
        let worst = |rows: &Vec<Vec<Node>>| rows.iter().map(|row| self.promise(row)).max();
        let choices = spelled_out(row).map(|rows| (worst(&rows).unwrap_or(u32::MAX), rows));
        let (worst, rows) = choices.min_by_key(|(worst, rows)| (*worst, rows.len()))?;
        (worst < best || TOO_DEAR <= best).then_some(rows)
    }

    /// The cost of a row's cheapest anchor, now or when one more of its alternatives is spelled out.
    fn promise(&self, row: &[Node]) -> u32 {
        let now = self.cheapest(row);
        if now <= CHEAP {
            return now;
        }
        let worst = |rows: Vec<Vec<Node>>| rows.iter().map(|row| self.cheapest(row)).max();
        spelled_out(row).filter_map(worst).fold(now, u32::min)
    }

    /// The cost of a row's cheapest anchor; the greatest number when it has none.
    pub(super) fn cheapest(&self, row: &[Node]) -> u32 {
        self.best_anchor(row).map_or(u32::MAX, |(cost, _)| cost)
    }

    pub(super) fn best_anchor(&self, parts: &[Node]) -> Option<(u32, usize)> {
        parts
            .iter()
            .enumerate()
            .filter_map(|(at, node)| Self::cost(node).map(|cost| (cost, at)))
            .min()
    }

    /// How many of a million words a part is tried at; `None` for a part that no anchor can be.
    fn cost(node: &Node) -> Option<u32> {
        let of_word = |word: &String| {
            if TOO_COMMON.contains(&word.as_str()) {
                TOO_DEAR
            } else {
                per_million(word)
            }
        };
        match node {
            Node::Word(words) => Some(
                (words.iter().map(of_word))
                    .fold(0, |sum, cost| TOO_DEAR.min(cost.saturating_add(sum))),
            ),
            Node::Surface(word) => Some(of_word(word)),
            Node::Class(Class::Number | Class::Name | Class::Time) => Some(9_000),
            Node::Class(_) => Some(6_000),
            _ => None,
        }
    }
}

/// A row with each of its alternatives spelled out in turn.
fn spelled_out(row: &[Node]) -> impl Iterator<Item = Vec<Vec<Node>>> + '_ {
    row.iter().enumerate().filter_map(|(at, node)| {
        let Node::Alt(branches) = node else {
            return None;
        };
        let rows = branches.iter().map(|branch| {
            let mut parts = row[..at].to_vec();
            match branch {
                Node::Seq(inner) => parts.extend(inner.iter().cloned()),
                other => parts.push(other.clone()),
            }
            parts.extend_from_slice(&row[at + 1..]);
            parts
        });
        Some(rows.collect())
    })
}
