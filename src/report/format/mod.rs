//! The formats, one file each.

mod human;
mod json;
mod jsonl;

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
}

/// How one format writes a document.
#[derive(Debug)]
pub(crate) struct Layout {
    /// What stands before the first item.
    pub(crate) head: fn(&Options<'_>, &mut Vec<u8>),
    /// One review; nothing is written where the format has nothing to say.
    pub(crate) item: fn(&View<'_>, &mut Vec<u8>),
    /// What stands between two items.
    pub(crate) separator: &'static [u8],
    /// What stands after the last item.
    pub(crate) tail: fn(&Options<'_>, &Summary, &mut Vec<u8>),
    /// Whether the items are written at the end, the gravest first.
    pub(crate) worst_first: bool,
}

impl Format {
    /// All formats, those for people first.
    pub const ALL: &'static [Self] = &[Self::Human, Self::Json, Self::Jsonl];

    /// The name on the command line and of the format's file in this folder.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        }
    }

    pub(crate) const fn layout(self) -> &'static Layout {
        match self {
            Self::Human => &human::LAYOUT,
            Self::Json => &json::LAYOUT,
            Self::Jsonl => &jsonl::LAYOUT,
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

/// Writes nothing, for formats without a beginning.
pub(crate) fn no_head(_: &Options<'_>, _: &mut Vec<u8>) {}

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
