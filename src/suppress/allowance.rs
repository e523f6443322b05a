//! A rule that the team accepts at a place, with a reason.

use globset::{GlobBuilder, GlobMatcher};

use super::Date;
use crate::draft::Draft;
use crate::error::Error;

/// One `[[allow]]` entry of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// A rule, a category such as `tone/*`, or `*`.
    pub rule: String,
    /// Where it holds; `None` everywhere.
    pub place: Option<Place>,
    /// Why, in the team's words.
    pub reason: String,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// The configuration file that says so.
    pub file: String,
    /// The line of that file, from 1.
    pub line: usize,
}

impl Allowance {
    /// Whether a draft of the file at `path` is at the allowance's place.
    pub fn covers(&self, path: &str, draft: &Draft) -> bool {
        self.place
            .as_ref()
            .is_none_or(|place| place.covers(path, draft.origin.record.as_deref()))
    }

    /// Whether it has run out. It holds on its last day; without a known day it always holds.
    pub fn is_expired(&self, today: Option<Date>) -> bool {
        match (self.expires, today) {
            (Some(last), Some(today)) => last < today,
            _ => false,
        }
    }
}

/// Files, and perhaps one record in them: `replies/**` or `macros.json#greeting`.
#[derive(Debug, Clone)]
pub struct Place {
    written: String,
    files: Option<GlobMatcher>,
    record: Option<String>,
}

impl Place {
    /// Reads `FILES`, `FILES#RECORD` or `#RECORD`.
    ///
    /// # Errors
    /// A glob that is not one.
    pub fn new(written: &str) -> Result<Self, Error> {
        let (files, record) = match written.split_once('#') {
            Some((files, record)) => (files, Some(record.to_owned())),
            None => (written, None),
        };
        let files = if files.is_empty() {
            None
        } else {
            Some(glob(files)?)
        };
        Ok(Self {
            written: written.to_owned(),
            files,
            record,
        })
    }

    /// Whether the record of the file at `path` is at this place.
    pub fn covers(&self, path: &str, record: Option<&str>) -> bool {
        self.files.as_ref().is_none_or(|files| files.is_match(path))
            && self
                .record
                .as_deref()
                .is_none_or(|wanted| record == Some(wanted))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for Place {}

/// Compiles a glob as ripgrep understands it: `*` stays within a folder, `**` crosses folders, a trailing `/` means everything below.
/// A glob without `/` counts at any depth, as in `.gitignore`.
///
/// # Errors
/// A glob that is not one.
pub fn glob(written: &str) -> Result<GlobMatcher, Error> {
    let mut pattern = String::new();
    let bare = written.strip_prefix("./").unwrap_or(written);
    if !bare.trim_end_matches('/').contains('/') {
        pattern.push_str("**/");
    }
    pattern.push_str(bare.trim_start_matches('/'));
    if pattern.ends_with('/') {
        pattern.push_str("**");
    }
    GlobBuilder::new(&pattern)
        .literal_separator(true)
        .build()
        .map(|glob| glob.compile_matcher())
        .map_err(|error| {
            Error::config(format!(
                "`{written}` is not a file pattern: {}",
                error.kind()
            ))
            .help("write it as in .gitignore, such as `replies/**` or `*.md`")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_cover() {
        for (place, path, record, covers) in [
            ("replies/**", "replies/a/b.md", None, true),
            ("replies/*", "replies/a/b.md", None, false),
            ("replies/", "replies/a/b.md", None, true),
            ("*.md", "replies/a/b.md", None, true),
            ("./macros.json", "macros.json", None, true),
            (
                "macros.json#greeting",
                "macros.json",
                Some("greeting"),
                true,
            ),
            ("macros.json#greeting", "macros.json", Some("bye"), false),
            ("#greeting", "any.csv", Some("greeting"), true),
            ("macros.json", "other.json", None, false),
        ] {
            let made = Place::new(place).unwrap();
            assert_eq!(made.covers(path, record), covers, "{place} {path}");
        }
        assert!(Place::new("a[").is_err());
    }
}
