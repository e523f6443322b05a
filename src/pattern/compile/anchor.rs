//! Which word of a pattern it is looked for by: the rarest, after alternatives are spelled out where that helps.

use super::super::parse::{Node, PatternError};
use super::MatcherBuilder;
use crate::prose::Class;

/// How many branches one pattern may be unrolled into to find a rare anchor.
const MOST_BRANCHES: usize = 600;

/// Cost of an anchor, in thousandths of all words, that is not worth unrolling for.
const CHEAP: u32 = 1;

/// Share of all words, in thousandths, above which an anchor is too common to stand alone.
const TOO_COMMON: u32 = 15;

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
            } else if TOO_COMMON <= best {
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
    pub(super) fn unrolled(&self, row: &[Node], best: u32) -> Option<Vec<Vec<Node>>> {
        let alternatives = row.iter().enumerate().filter_map(|(at, node)| match node {
            Node::Alt(branches) => Some((at, branches)),
            _ => None,
        });
        let mut choices: Vec<(u32, Vec<Vec<Node>>)> = alternatives
            .map(|(at, branches)| {
                let rows: Vec<Vec<Node>> = branches
                    .iter()
                    .map(|branch| {
                        let mut parts = row[..at].to_vec();
                        match branch {
                            Node::Seq(inner) => parts.extend(inner.iter().cloned()),
                            other => parts.push(other.clone()),
                        }
                        parts.extend_from_slice(&row[at + 1..]);
                        parts
                    })
                    .collect();
                let worst = rows.iter().map(|row| self.cheapest(row)).max();
                (worst.unwrap_or(u32::MAX), rows)
            })
            .collect();
        choices.sort_by_key(|(worst, rows)| (*worst, rows.len()));
        let (worst, rows) = choices.into_iter().next()?;
        (worst < best || TOO_COMMON <= best).then_some(rows)
    }

    /// The cost of a row's cheapest anchor; the greatest number when it has none.
    pub(super) fn cheapest(&self, row: &[Node]) -> u32 {
        self.best_anchor(row).map_or(u32::MAX, |(cost, _)| cost)
    }

    pub(super) fn best_anchor(&self, parts: &[Node]) -> Option<(u32, usize)> {
        parts
            .iter()
            .enumerate()
            .filter_map(|(at, node)| self.cost(node).map(|cost| (cost, at)))
            .min()
    }

    pub(super) fn cost(&self, node: &Node) -> Option<u32> {
        match node {
            Node::Word(words) => Some(
                words
                    .iter()
                    .map(|word| self.frequency.get(word.as_str()).copied().unwrap_or(0))
                    .sum::<u32>()
                    + words.len().div_ceil(40) as u32,
            ),
            Node::Surface(word) => Some(self.frequency.get(word.as_str()).copied().unwrap_or(0)),
            Node::Class(Class::Number | Class::Name | Class::Time) => Some(9),
            Node::Class(_) => Some(6),
            _ => None,
        }
    }
}

/// The commonest words of English and of support replies, commonest first (general knowledge of word frequencies).
pub(super) const COMMON: &str = "you the to i a we is your it for and 's of in this have be on can sorry let will that not send see do are my with if our me was as \
    at so please but they all has by or from get an just what up out there no when any how been which were had would more about 'd them us \
    now one he she like am if then thank thanks order help know time account here back also who after want use make need day good \
    sure could did only their some other new 's+ than into over these those where why because very does should may own \
    go got take email check number today work contact look still hi hello issue team refund here's able each well even most right";
