//! Known findings, accepted as they are: hashes and rule names, no words of any message.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use crate::error::Error;
use crate::finding::RuleId;
use crate::review::Fingerprint;

/// The version of the file's form. In version 1 nothing was counted: an entry accepts any number of equal findings.
const VERSION: u64 = 2;
const UNCOUNTED: u64 = 1;

/// Fingerprints of accepted findings, each with its rule and how often it was found. Equal findings in two files share one:
/// a reply may move; a copy of it is one finding more than was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    entries: BTreeMap<Fingerprint, Accepted>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Accepted {
    rule: RuleId,
    /// How many equal findings; `None` for any number.
    count: Option<NonZeroU64>,
}

/// One line of a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineEntry {
    /// The finding's hash.
    pub fingerprint: Fingerprint,
    /// The finding's rule, for people who read the file.
    pub rule: RuleId,
    /// How many equal findings are accepted; `None` for any number, as in files of version 1.
    pub count: Option<NonZeroU64>,
}

impl Baseline {
    /// Accepts these findings.
    pub fn of(findings: impl IntoIterator<Item = (RuleId, Fingerprint)>) -> Self {
        let mut entries: BTreeMap<Fingerprint, Accepted> = BTreeMap::new();
        for (rule, fingerprint) in findings {
            entries
                .entry(fingerprint)
                .and_modify(|entry| entry.count = entry.count.map(|count| count.saturating_add(1)))
                .or_insert(Accepted {
                    rule,
                    count: Some(NonZeroU64::MIN),
                });
        }
        Self { entries }
    }

    /// Whether one more finding with this hash is accepted, after so many.
    pub fn accepts(&self, fingerprint: Fingerprint, met: u64) -> bool {
        self.entries
            .get(&fingerprint)
            .is_some_and(|entry| entry.count.is_none_or(|count| met < count.get()))
    }

    /// All entries, by rule, then hash.
    pub fn entries(&self) -> impl Iterator<Item = BaselineEntry> {
        let mut entries: Vec<BaselineEntry> = self
            .entries
            .iter()
            .map(|(fingerprint, accepted)| BaselineEntry {
                fingerprint: *fingerprint,
                rule: accepted.rule.clone(),
                count: accepted.count,
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
                let count = match entry.count {
                    Some(count) if 1 < count.get() => format!(", \"count\": {count}"),
                    _ => String::new(),
                };
                // A rule's name is checked when it is loaded: no character in it needs an escape.
                format!(
                    "    {{\"rule\": \"{}\", \"fingerprint\": \"{}\"{count}}}",
                    entry.rule, entry.fingerprint
                )
            })
            .collect();
        let body = if lines.is_empty() {
            String::from("[]")
        } else {
            format!("[\n{}\n  ]", lines.join(",\n"))
        };
        let is_counted = self.entries.values().all(|entry| entry.count.is_some());
        let version = if is_counted { VERSION } else { UNCOUNTED };
        format!("{{\n  \"version\": {version},\n  \"accepted\": {body}\n}}\n")
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
        if !(UNCOUNTED..=VERSION).contains(&file.version) {
            return Err(Error::input(format!(
                "the baseline has version {}; this tactful reads versions {UNCOUNTED} and {VERSION}",
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
            let accepted = Accepted {
                rule: RuleId::new(&line.rule),
                count: (file.version != UNCOUNTED).then(|| line.count.unwrap_or(NonZeroU64::MIN)),
            };
            entries.insert(fingerprint, accepted);
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
    /// One when it is not said.
    count: Option<NonZeroU64>,
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
    fn accepts_as_many_as_were_counted() {
        let entry = "\"rule\": \"a/b\", \"fingerprint\": \"00000000000000ab\"";
        for (version, count, most) in [
            (1, "", None),
            (2, "", Some(1)),
            (2, ", \"count\": 3", Some(3)),
        ] {
            let text = format!("{{\"version\": {version}, \"accepted\": [{{{entry}{count}}}]}}");
            let baseline = Baseline::from_json("b.json", &text).unwrap();
            let accepted = (0..9).filter(|met| baseline.accepts(Fingerprint(0xab), *met));
            assert_eq!(accepted.count(), most.unwrap_or(9), "{text}");
            assert!(!baseline.accepts(Fingerprint(0xac), 0), "{text}");
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
