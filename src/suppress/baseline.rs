//! Known findings, accepted as they are: hashes and rule names, no words of any message.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::finding::RuleId;
use crate::review::Fingerprint;

/// The version of the file's form.
const VERSION: u64 = 1;

/// Fingerprints of accepted findings, each with its rule. Equal findings in two files share one: a reply may move or be copied.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    entries: BTreeMap<Fingerprint, RuleId>,
}

/// One line of a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineEntry {
    /// The finding's hash.
    pub fingerprint: Fingerprint,
    /// The finding's rule, for people who read the file.
    pub rule: RuleId,
}

impl Baseline {
    /// Accepts these findings.
    pub fn of(findings: impl IntoIterator<Item = (RuleId, Fingerprint)>) -> Self {
        let mut entries = BTreeMap::new();
        for (rule, fingerprint) in findings {
            entries.entry(fingerprint).or_insert(rule);
        }
        Self { entries }
    }

    /// Whether the finding with this hash is accepted.
    pub fn accepts(&self, fingerprint: Fingerprint) -> bool {
        self.entries.contains_key(&fingerprint)
    }

    /// All entries, by rule, then hash.
    pub fn entries(&self) -> impl Iterator<Item = BaselineEntry> {
        let mut entries: Vec<BaselineEntry> = self
            .entries
            .iter()
            .map(|(fingerprint, rule)| BaselineEntry {
                fingerprint: *fingerprint,
                rule: rule.clone(),
            })
            .collect();
        entries.sort_by(|a, b| (&a.rule, a.fingerprint).cmp(&(&b.rule, b.fingerprint)));
        entries.into_iter()
    }

    /// The file: JSON, one finding a line so that version control shows what changed.
    pub fn to_json(&self) -> String {
        let lines: Vec<String> = self
            .entries()
            .map(|entry| {
                // A rule's name is checked when it is loaded: no character in it needs an escape.
                format!(
                    "    {{\"rule\": \"{}\", \"fingerprint\": \"{}\"}}",
                    entry.rule, entry.fingerprint
                )
            })
            .collect();
        let body = if lines.is_empty() {
            String::from("[]")
        } else {
            format!("[\n{}\n  ]", lines.join(",\n"))
        };
        format!("{{\n  \"version\": {VERSION},\n  \"accepted\": {body}\n}}\n")
    }

    /// Reads the file back; `name` is used in errors.
    ///
    /// # Errors
    /// What is no baseline, or one of a later version.
    pub fn from_json(name: &str, text: &str) -> Result<Self, Error> {
        let file: File = serde_json::from_str(text).map_err(|error| {
            Error::input(format!("this is no baseline: {}", bare(&error)))
                .in_source(name)
                .at(error.line().max(1), error.column().max(1))
                .help("`tactful check --write-baseline FILE` makes one")
        })?;
        if file.version != VERSION {
            return Err(Error::input(format!(
                "the baseline has version {}; this tactful reads version {VERSION}",
                file.version
            ))
            .in_source(name)
            .help("write it anew with --write-baseline"));
        }
        let mut entries = BTreeMap::new();
        for line in file.accepted {
            let fingerprint: Fingerprint = line
                .fingerprint
                .parse()
                .map_err(|error: Error| error.in_source(name))?;
            entries.insert(fingerprint, RuleId::new(&line.rule));
        }
        Ok(Self { entries })
    }
}

/// The wire form.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u64,
    accepted: Vec<Line>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    rule: String,
    fingerprint: String,
}

/// The sentence of a JSON error without its place, which we show ourselves.
fn bare(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn written_and_read_is_the_same(marks in prop::collection::vec((0usize..3, any::<u64>()), 0..40)) {
            let rules = ["tone/blame", "clarity/jargon", "privacy/card"];
            let made = Baseline::of(
                marks.iter().map(|(rule, hash)| (RuleId::new(rules[*rule]), Fingerprint(*hash))),
            );
            let again = Baseline::from_json("b.json", &made.to_json()).unwrap();
            prop_assert_eq!(&again, &made);
            prop_assert_eq!(again.to_json(), made.to_json());
        }
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        for (text, says) in [
            ("", "no baseline"),
            ("{\"version\": 1}", "accepted"),
            ("{\"version\": 9, \"accepted\": []}", "version 9"),
            (
                "{\"version\": 1, \"accepted\": [{\"rule\": \"a/b\", \"fingerprint\": \"xyz\"}]}",
                "xyz",
            ),
        ] {
            let error = Baseline::from_json("b.json", text).unwrap_err().to_string();
            assert!(error.starts_with("b.json"), "{error}");
            assert!(error.contains(says), "{error}");
        }
    }
}
