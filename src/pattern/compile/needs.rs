//! What must stand near an anchor before its programs are worth a run.

use super::super::parse::Node;
use super::super::program::{WIDEST, WITHIN};
use super::MatcherBuilder;
use super::commonness::per_million;

/// Words of which one must be there, and how many others may stand before it at most.
pub(super) type Needed = (Vec<String>, u32);

impl MatcherBuilder {
    /// The set of which a word must stand next to the anchor, or near it, before these parts can match: its number plus 1,
    /// and above [`WITHIN`] how many words may stand between. Of several, the one that the fewest texts have. 0 when that cannot be told.
    pub(super) fn neighbours(&mut self, parts: &[Node]) -> u32 {
        let mut words = Vec::new();
        let beside = begins(&Node::Seq(parts.to_vec()), &mut words).then_some((words, 0));
        let best = self.rarest(beside.into_iter().chain(self.needed(parts)));
        best.map_or(0, |(words, between)| {
            between << WITHIN | (self.set(&words) + 1)
        })
    }

    /// Words of which one must be there for these parts to match, and how many words may stand before it at most.
    pub(super) fn needed(&self, parts: &[Node]) -> Option<Needed> {
        let mut between = 0;
        let mut choices = Vec::new();
        for part in parts {
            if let Some((words, inner)) = self.needed_by(part)
                && between + inner <= WIDEST
            {
                choices.push((words, between + inner));
            }
            match longest(part) {
                Some(length) if between + length <= WIDEST => between += length,
                _ => break,
            }
        }
        self.rarest(choices)
    }

    pub(super) fn needed_by(&self, node: &Node) -> Option<Needed> {
        match node {
            Node::Word(words) => Some((words.clone(), 0)),
            Node::Seq(parts) => self.needed(parts),
            Node::Alt(branches) => {
                let mut all = (Vec::new(), 0);
                for branch in branches {
                    let (words, between) = self.needed_by(branch)?;
                    all.0.extend(words);
                    all.1 = all.1.max(between);
                }
                Some(all)
            }
            _ => None,
        }
    }

    pub(super) fn rarest(&self, choices: impl IntoIterator<Item = Needed>) -> Option<Needed> {
        let chance = |(words, between): &Needed| Self::share(words) * (u64::from(*between) + 1);
        choices.into_iter().min_by_key(chance)
    }

    /// How many of a million words are one of these, roughly.
    fn share(words: &[String]) -> u64 {
        words.iter().map(|word| u64::from(per_million(word))).sum()
    }
}

/// Collects the words that a node can begin with; false when that cannot be told, or when it can match nothing.
pub(super) fn begins(node: &Node, words: &mut Vec<String>) -> bool {
    match node {
        Node::Word(more) => {
            words.extend_from_slice(more);
            true
        }
        Node::Alt(branches) => branches.iter().all(|branch| begins(branch, words)),
        Node::Seq(parts) => {
            for part in parts {
                match part {
                    Node::Opt(inner) => {
                        if !begins(inner, words) {
                            return false;
                        }
                    }
                    other => return begins(other, words),
                }
            }
            false
        }
        _ => false,
    }
}

/// The most words that a node can take; `None` when there is no telling.
fn longest(node: &Node) -> Option<u32> {
    match node {
        Node::Word(_) | Node::Any => Some(1),
        // A contraction is two words.
        Node::Surface(_) => Some(2),
        Node::Gap(most) => Some(u32::from(*most)),
        Node::Seq(parts) => parts.iter().map(longest).sum(),
        Node::Alt(branches) => branches
            .iter()
            .map(longest)
            .try_fold(0, |most, length| length.map(|length| length.max(most))),
        Node::Opt(inner) => longest(inner),
        Node::Class(_) => None,
        Node::Start | Node::End | Node::Question | Node::Exclamation => Some(0),
    }
}
