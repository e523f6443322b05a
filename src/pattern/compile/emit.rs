//! Programs: what is matched to the left and to the right of an anchor, step by step.

use std::collections::BTreeMap;

use super::super::parse::{Node, PatternError};
use super::super::program::{SPAN, op};
use super::MatcherBuilder;
use super::needs::begins;
use crate::prose::WordId;

/// Alternatives up to this number are tried one by one; more are asked for their first words together.
const FEW: usize = 2;

/// From this number of alternatives with known first words on, they are sorted by them.
const MANY: usize = 5;

impl MatcherBuilder {
    /// The place of a program in the code; equal programs are stored once.
    pub(super) fn program(&mut self, nodes: &[Node]) -> Result<u32, PatternError> {
        let mut code = Vec::new();
        self.emit_row(nodes, &mut code)?;
        code.push(op::MATCH << 24);
        if let Some(at) = self.programs.get(&code) {
            return Ok(*at);
        }
        let at = self.code.len() as u32;
        self.code.extend(&code);
        self.programs.insert(code, at);
        Ok(at)
    }

    /// One after the other. Of a run of `[_]` each may be there or not, which is tried by their number, not by each choice;
    /// a run of gaps is one long gap.
    pub(super) fn emit_row(
        &mut self,
        parts: &[Node],
        code: &mut Vec<u32>,
    ) -> Result<(), PatternError> {
        let is_any = |node: &Node| matches!(node, Node::Opt(inner) if **inner == Node::Any);
        let gap = |node: &Node| match node {
            Node::Gap(most) => Some(u32::from(*most)),
            _ => None,
        };
        let is_run =
            |a: &Node, b: &Node| is_any(a) && is_any(b) || gap(a).is_some() && gap(b).is_some();
        let mut rest = parts;
        for run in parts.chunk_by(is_run) {
            if is_any(&run[0]) && 1 < run.len() || gap(&run[0]).is_some() {
                self.emit_needed(rest, run.len(), code);
            }
            rest = &rest[run.len()..];
            if run.len() == 1 {
                self.emit(&run[0], code)?;
            } else if let Some(most) = run.iter().map(gap).sum::<Option<u32>>() {
                code.push(op::GAP << 24 | most);
            } else {
                code.push(op::MOST << 24 | run.len() as u32);
            }
        }
        Ok(())
    }

    /// Asks for what must stand behind a gap before the gap is looked over, where the step behind it does not ask the same.
    pub(super) fn emit_needed(&mut self, parts: &[Node], gap: usize, code: &mut Vec<u32>) {
        let Some((words, between)) = self.needed(parts) else {
            return;
        };
        let is_asked_anyway = matches!(parts.get(gap), Some(Node::Word(next)) if *next == words);
        let set = self.set(&words);
        if !is_asked_anyway && set >> SPAN == 0 {
            code.push(op::NEEDED << 24 | between << SPAN | set);
        }
    }

    /// Jumps are relative to their own place, so that equal programs are equal.
    pub(super) fn emit(&mut self, node: &Node, code: &mut Vec<u32>) -> Result<(), PatternError> {
        match node {
            Node::Word(words) if words.len() == 1 => {
                code.push(op::WORD << 24 | u32::from(self.lexicon.id(&words[0])))
            }
            Node::Word(words) => {
                let index = self.set(words);
                code.push(op::SET << 24 | index);
            }
            Node::Surface(word) => code.push(op::SURFACE << 24 | u32::from(self.lexicon.id(word))),
            Node::Class(class) => code.push(op::CLASS << 24 | *class as u32),
            Node::Any => code.push(op::ANY << 24),
            Node::Gap(most) => code.push(op::GAP << 24 | u32::from(*most)),
            Node::Start => code.push(op::START << 24),
            Node::End => code.push(op::END << 24),
            Node::Question => code.push(op::QUESTION << 24),
            Node::Exclamation => code.push(op::EXCLAMATION << 24),
            Node::Seq(parts) => self.emit_row(parts, code)?,
            Node::Opt(inner) => {
                let split = code.len();
                code.push(0);
                self.emit(inner, code)?;
                code[split] = op::SPLIT << 24 | (code.len() - split) as u32;
            }
            Node::Alt(branches) => {
                if self.emit_switch(branches, code)? {
                    return Ok(());
                }
                let mut firsts = Vec::new();
                let is_known = FEW < branches.len()
                    && branches.iter().all(|branch| begins(branch, &mut firsts));
                if is_known {
                    let index = self.set(&firsts);
                    code.push(op::FILTER << 24 | index);
                }
                let mut jumps = Vec::new();
                for (index, branch) in branches.iter().enumerate() {
                    let last = index + 1 == branches.len();
                    let split = code.len();
                    if !last {
                        code.push(0);
                    }
                    self.emit(branch, code)?;
                    if !last {
                        jumps.push(code.len());
                        code.push(0);
                        code[split] = op::SPLIT << 24 | (code.len() - split) as u32;
                    }
                }
                for jump in jumps {
                    code[jump] = op::JUMP << 24 | (code.len() - jump) as u32;
                }
            }
        }
        if 1 << 20 < code.len() {
            return Err(
                PatternError::new(0, "this pattern unrolls to more than a million steps")
                    .help("split it"),
            );
        }
        Ok(())
    }

    /// Alternatives sorted by the words that they can begin with; false when they are too few or too many for that.
    fn emit_switch(
        &mut self,
        branches: &[Node],
        code: &mut Vec<u32>,
    ) -> Result<bool, PatternError> {
        let mut by_word: BTreeMap<WordId, Vec<usize>> = BTreeMap::new();
        let mut others = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let mut words = Vec::new();
            if begins(branch, &mut words) {
                for word in words {
                    by_word
                        .entry(self.lexicon.id(&word))
                        .or_default()
                        .push(index);
                }
            } else {
                others.push(index);
            }
        }
        if branches.len() < MANY + others.len() {
            return Ok(false);
        }
        let mut list: Vec<usize> = Vec::new();
        let mut places: Vec<u32> = Vec::new();
        for (word, own) in &by_word {
            places.push(u32::from(*word) << 16 | list.len() as u32);
            let mut all = [own.as_slice(), &others].concat();
            all.sort_unstable();
            all.dedup();
            list.extend(all);
        }
        places.push(list.len() as u32);
        list.extend(others);
        places.push(list.len() as u32);
        if u16::try_from(list.len()).is_err() {
            return Ok(false);
        }
        let at = code.len();
        code.push(op::SWITCH << 24 | by_word.len() as u32);
        code.extend(places);
        let first = code.len();
        code.resize(first + list.len(), 0);
        let mut jumps = Vec::new();
        let mut starts = Vec::new();
        for branch in branches {
            starts.push((code.len() - at) as u32);
            self.emit(branch, code)?;
            jumps.push(code.len());
            code.push(0);
        }
        for jump in jumps {
            code[jump] = op::JUMP << 24 | (code.len() - jump) as u32;
        }
        for (index, branch) in list.into_iter().enumerate() {
            code[first + index] = starts[branch];
        }
        Ok(true)
    }
}

pub(super) fn reverse(node: &mut Node) {
    match node {
        Node::Seq(parts) => {
            parts.reverse();
            parts.iter_mut().for_each(reverse);
        }
        Node::Alt(parts) => parts.iter_mut().for_each(reverse),
        Node::Opt(inner) => reverse(inner),
        _ => {}
    }
}
