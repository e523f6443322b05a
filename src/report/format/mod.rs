//! The formats, one file each.

mod checkstyle;
mod csv;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod sarif;

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crate::error::{Error, did_you_mean};

use super::view::View;
use super::{Options, Summary};

/// What a report looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands that GitHub shows beside the changed lines.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// JUnit's XML, for build servers.
    Junit,
    /// Checkstyle's XML, for build servers and review bots.
    Checkstyle,
    /// A comment on a pull request.
    Markdown,
    /// A page to read in a browser, complete in itself.
    Html,
    /// A table for spreadsheets.
    Csv,
}

/// How one format writes a document.
#[derive(Debug)]
pub(crate) struct Layout {
    /// What stands before the first item.
    pub(crate) head: Head,
    /// One review; nothing is written where the format has nothing to say.
    pub(crate) item: fn(&View<'_>, &mut Vec<u8>),
    /// What stands between two items.
    pub(crate) separator: &'static [u8],
    /// What stands after the last item.
    pub(crate) tail: fn(&Options<'_>, &Summary, &mut Vec<u8>),
}

/// What stands before the first item, and so whether items can be written as they come.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Head {
    /// Known before any review; items are written as they come.
    Stream(fn(&Options<'_>, &mut Vec<u8>)),
    /// As [`Head::Stream`], but what may stand only once in the document is numbered when it comes again.
    Numbered {
        /// Writes the head.
        write: fn(&Options<'_>, &mut Vec<u8>),
        /// Numbers what came in earlier items.
        number: fn(&[u8], &mut Seen) -> Vec<u8>,
    },
    /// Tells of all reviews; items are kept, and written the gravest first.
    Whole {
        /// Writes the head.
        write: fn(&Options<'_>, &Summary, &mut Vec<u8>),
        /// Most bytes of all items together; what is over is left out and counted.
        room: usize,
    },
}

/// How often each thing that may stand only once was written.
pub(crate) type Seen = HashMap<Vec<u8>, u64>;

impl Format {
    /// All formats, those for people first.
    pub const ALL: &'static [Self] = &[
        Self::Human,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Checkstyle,
        Self::Markdown,
        Self::Html,
        Self::Csv,
    ];

    /// The name on the command line and of the format's file in this folder.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Csv => "csv",
        }
    }

    pub(crate) const fn layout(self) -> &'static Layout {
        match self {
            Self::Human => &human::LAYOUT,
            Self::Json => &json::LAYOUT,
            Self::Jsonl => &jsonl::LAYOUT,
            Self::Sarif => &sarif::LAYOUT,
            Self::Github => &github::LAYOUT,
            Self::Gitlab => &gitlab::LAYOUT,
            Self::Junit => &junit::LAYOUT,
            Self::Checkstyle => &checkstyle::LAYOUT,
            Self::Markdown => &markdown::LAYOUT,
            Self::Html => &html::LAYOUT,
            Self::Csv => &csv::LAYOUT,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if let Some(format) = Self::ALL.iter().find(|format| format.as_str() == name) {
            return Ok(*format);
        }
        let names = Self::ALL.iter().map(|format| format.as_str());
        Err(Error::config(format!("there is no report format `{name}`"))
            .help(did_you_mean(name, names)))
    }
}

/// A document without a beginning, written as it comes.
pub(crate) const NO_HEAD: Head = Head::Stream(|_, _| {});

/// Appends a wire value as JSON on one line.
pub(crate) fn write_json(value: &impl serde::Serialize, out: &mut Vec<u8>) {
    let written = serde_json::to_writer(out, value);
    debug_assert!(
        written.is_ok(),
        "wire values have string keys and a vector takes every byte"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report/format");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .filter(|name| name != "mod")
            .collect();
        files.sort();
        let mut names: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, files);
    }

    #[test]
    fn wrong_names_get_a_hint() {
        assert_eq!("jsonl".parse::<Format>().unwrap(), Format::Jsonl);
        let error = "jsno".parse::<Format>().unwrap_err().to_string();
        assert!(error.contains("did you mean `json`"), "{error}");
    }
}
