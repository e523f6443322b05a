//! All cues of a set of rules, decoded one by one when a text first asks for them.

use std::borrow::Cow;
use std::ops::{Index, Range};
use std::sync::OnceLock;

use super::rule::{Cue, NO_BANK, Only, Who};

/// The cues of a set of rules by number.
#[derive(Debug, Default)]
pub struct Cues {
    bytes: Cow<'static, [u8]>,
    cells: Vec<(Range<usize>, OnceLock<Box<Cue>>)>,
}

impl Cues {
    /// Views encoded cues: `places` are their bytes, in the order of their numbers.
    pub fn new(bytes: Cow<'static, [u8]>, places: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let cells = places
            .into_iter()
            .map(|(from, to)| (from as usize..to as usize, OnceLock::new()))
            .collect();
        Self { bytes, cells }
    }

    /// How many cues there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A cue by number.
    pub fn get(&self, cue: usize) -> Option<&Cue> {
        let (place, cell) = self.cells.get(cue)?;
        let decoded = cell.get_or_init(|| {
            let bytes = self.bytes.get(place.clone()).unwrap_or_default();
            Box::new(postcard::from_bytes(bytes).unwrap_or_else(|_| never()))
        });
        Some(decoded)
    }
}

impl Index<usize> for Cues {
    type Output = Cue;

    fn index(&self, cue: usize) -> &Cue {
        self.get(cue).expect("rules name only cues that exist")
    }
}

/// A cue that nothing shows; stands for bytes that are damaged.
fn never() -> Cue {
    Cue {
        name: String::new(),
        title: String::new(),
        who: Who::Both,
        phrases: NO_BANK,
        strong: NO_BANK,
        weak: NO_BANK,
        families: Vec::new(),
        detect: Vec::new(),
        includes: Vec::new(),
        not_with: Vec::new(),
        except: NO_BANK,
        shield: NO_BANK,
        not_if_negated: false,
        only: Only::Any,
        needs: u8::MAX,
        strong_needs: u8::MAX,
    }
}
