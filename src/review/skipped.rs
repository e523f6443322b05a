//! The rules that could not be judged. Without a conversation they are a hundred, the same ones for every draft, so that they are listed once.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde_json::value::RawValue;

use crate::finding::RuleId;

/// A rule that could not be judged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The rule.
    pub rule: RuleId,
    /// What was missing, such as `the conversation`.
    pub needs: &'static str,
}

/// All rules that could not be judged for a draft, sorted. Cheap to clone: reviews that miss the same share one list.
#[derive(Debug, Clone, Default)]
pub struct SkippedRules(Option<Arc<Shared>>);

#[derive(Debug)]
struct Shared {
    rules: Vec<Skipped>,
    /// What reports write of the list; made once.
    written: OnceLock<Option<Box<RawValue>>>,
}

impl SkippedRules {
    /// What `write` makes of the rules, from the first time on remembered with the list; `None` when there are none, or nothing was made of them.
    pub(crate) fn written(
        &self,
        write: impl FnOnce(&[Skipped]) -> Option<Box<RawValue>>,
    ) -> Option<&RawValue> {
        let shared = self.0.as_ref()?;
        (shared.written)
            .get_or_init(|| write(&shared.rules))
            .as_deref()
    }
}

impl Deref for SkippedRules {
    type Target = [Skipped];

    fn deref(&self) -> &[Skipped] {
        self.0.as_ref().map_or(&[], |shared| &shared.rules)
    }
}

impl FromIterator<Skipped> for SkippedRules {
    fn from_iter<I: IntoIterator<Item = Skipped>>(rules: I) -> Self {
        let rules: Vec<Skipped> = rules.into_iter().collect();
        Self((!rules.is_empty()).then(|| {
            Arc::new(Shared {
                rules,
                written: OnceLock::new(),
            })
        }))
    }
}
