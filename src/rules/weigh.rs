//! How far a text shows a cue: its phrases, families and signs weighed against what excuses them.

use std::rc::Rc;

use super::cues::Cues;
use super::rule::{BankId, Cue, CueRef, NO_BANK};
use super::said::Said;
use super::sign;
use crate::pattern::Hit;

/// How far a cue holds in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    pub(super) points: u8,
    /// The words that weigh most.
    pub(super) words: Option<(u32, u32)>,
}

impl Said<'_> {
    /// The unexcused hits of a cue's own phrases and of the cues it includes, in order of place.
    pub(super) fn cue_hits(&self, cues: &Cues, cue: u16) -> Rc<[Hit]> {
        let known = self
            .by_cue
            .borrow()
            .iter()
            .find_map(|(known, hits)| (*known == cue).then(|| Rc::clone(hits)));
        known.unwrap_or_else(|| {
            let mut found = Vec::new();
            self.collect(cues, cue, &mut found, 0);
            found.sort_unstable_by_key(|hit| (hit.first, hit.last));
            let found: Rc<[Hit]> = found.into();
            self.by_cue.borrow_mut().push((cue, Rc::clone(&found)));
            found
        })
    }

    fn collect(&self, cues: &Cues, cue: u16, found: &mut Vec<Hit>, depth: u8) {
        if !self.may_show(cues, cue) {
            return;
        }
        let Some(declared) = cues.get(cue as usize) else {
            return;
        };
        let before = found.len();
        for bank in [declared.phrases, declared.strong] {
            found.extend(
                self.hits(bank)
                    .iter()
                    .filter(|hit| self.counts(declared, hit)),
            );
        }
        // Signs that only count together have no place of their own: the first family's stands for all.
        if found.len() == before && declared.needs <= self.shown(cues, cue).points {
            found.extend(declared.families.iter().find_map(|(_, bank, _)| {
                let mut hits = self.hits(*bank).iter();
                hits.find(|hit| self.counts(declared, hit)).copied()
            }));
        }
        if depth < 4 {
            for included in &declared.includes {
                self.collect(cues, *included, found, depth + 1);
            }
        }
    }

    fn counts(&self, cue: &Cue, hit: &Hit) -> bool {
        !self.quoted(hit)
            && self.is_kind(cue.only, hit.first)
            && !(cue.not_if_negated && self.negated(hit.first))
            && (cue.except == NO_BANK || !self.in_sentence(cue.except, hit.first))
            && (cue.shield == NO_BANK || !self.overlapping(cue.shield, hit.first, hit.last))
    }

    /// The words behind a cue, by family, each once.
    pub(super) fn reasons(&self, cues: &Cues, cue: u16) -> Vec<String> {
        let declared = &cues[cue as usize];
        let mut reasons = Vec::new();
        let mut tell = |name: &str, bank: BankId| {
            if let Some(hit) = self
                .hits(bank)
                .iter()
                .find(|hit| self.counts(declared, hit))
            {
                let words = self.span((hit.first, hit.last)).of(&self.text).to_owned();
                reasons.push(if name.is_empty() {
                    format!("“{words}”")
                } else {
                    format!("{name}: “{words}”")
                });
            }
        };
        tell("", declared.strong);
        tell("", declared.phrases);
        for (name, bank, _) in &declared.families {
            tell(name, *bank);
        }
        for included in &declared.includes {
            let other = &cues[*included as usize];
            let shown = self.shown(cues, *included);
            if other.needs <= shown.points {
                reasons.push(match shown.words {
                    Some(words) => {
                        format!("{}: “{}”", other.title, self.span(words).of(&self.text))
                    }
                    None => other.title.clone(),
                });
            }
        }
        reasons
    }

    /// How far a cue holds here.
    pub(super) fn shown(&self, cues: &Cues, cue: u16) -> Shown {
        if !self.may_show(cues, cue) {
            return Shown::default();
        }
        let known = self
            .shown
            .borrow()
            .iter()
            .find_map(|(known, shown)| (*known == cue).then_some(*shown));
        known.unwrap_or_else(|| {
            let shown = self.weigh(cues, cue, 0);
            self.shown.borrow_mut().push((cue, shown));
            shown
        })
    }

    fn weigh(&self, cues: &Cues, cue: u16, depth: u8) -> Shown {
        if self.is_empty() || !self.may_show(cues, cue) {
            return Shown::default();
        }
        let declared = &cues[cue as usize];
        let mut shown = Shown::default();
        let mut best = 0;
        let mut add = |shown: &mut Shown, points: u8, words: Option<(u32, u32)>| {
            shown.points = shown.points.saturating_add(points);
            if best < points && words.is_some() {
                best = points;
                shown.words = words;
            }
        };
        let first = |bank: BankId| {
            self.hits(bank)
                .iter()
                .find(|hit| self.counts(declared, hit))
        };
        if let Some(hit) = first(declared.strong) {
            add(
                &mut shown,
                declared.strong_needs,
                Some((hit.first, hit.last)),
            );
        }
        if let Some(hit) = first(declared.phrases) {
            add(&mut shown, declared.needs, Some((hit.first, hit.last)));
            // A second place of another phrase adds to the weight.
            let more = self
                .hits(declared.phrases)
                .iter()
                .filter(|other| {
                    other.phrase != hit.phrase
                        && !(other.first <= hit.last && hit.first <= other.last)
                        && self.counts(declared, other)
                })
                .count();
            add(&mut shown, more.min(2) as u8, None);
        }
        for (_, bank, points) in &declared.families {
            if let Some(hit) = first(*bank) {
                add(&mut shown, *points, Some((hit.first, hit.last)));
            }
        }
        let mut last_phrase = None;
        for hit in self
            .hits(declared.weak)
            .iter()
            .filter(|hit| self.counts(declared, hit))
        {
            if last_phrase != Some(hit.phrase) {
                last_phrase = Some(hit.phrase);
                add(&mut shown, 1, Some((hit.first, hit.last)));
            }
        }
        for name in &declared.detect {
            if let Some(place) = sign::find(name, self).first() {
                add(&mut shown, 2, Some((place.first, place.last)));
            }
        }
        if depth < 4 {
            for included in &declared.includes {
                if !self.may_show(cues, *included) {
                    continue;
                }
                let inner = self.weigh(cues, *included, depth + 1);
                let other = &cues[*included as usize];
                if other.needs <= inner.points {
                    let points = if other.strong_needs <= inner.points {
                        declared.strong_needs
                    } else {
                        declared.needs
                    };
                    add(&mut shown, points, inner.words);
                }
            }
            if declared.not_with.iter().any(|other| {
                self.may_show(cues, *other)
                    && cues[*other as usize].needs <= self.weigh(cues, *other, depth + 1).points
            }) {
                return Shown::default();
            }
        }
        shown
    }

    /// The words that show a cue at the wanted level, if it holds here.
    pub(super) fn shows(&self, cues: &Cues, wanted: CueRef) -> Option<Option<(u32, u32)>> {
        if !self.may_show(cues, wanted.cue) {
            return None;
        }
        let declared = &cues[wanted.cue as usize];
        let shown = self.shown(cues, wanted.cue);
        let needed = if 2 <= wanted.level {
            declared.strong_needs
        } else {
            declared.needs
        };
        (needed <= shown.points).then_some(shown.words)
    }
}
