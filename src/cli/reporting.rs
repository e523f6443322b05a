//! How a report looks, where it goes and what is accepted: shared by `check` and `audit`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::Stop;
use super::colour::Colour;
use super::lines::Lines;
use super::projects::read_text;
use super::sink::NewFile;
use crate::config::Threshold;
use crate::error::Error;
use crate::finding::Severity;
use crate::report::Format;
use crate::suppress::{Baseline, Unexplained};

// How the answer looks. No doc comment: clap would show it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct ReportArgs {
    /// The form of the report
    #[arg(long, short, value_name = "FORMAT", default_value = Format::Human.as_str(), value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.as_str())))]
    format: String,
    /// Write the report to a file, which appears whole or, when nothing could be read, not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The mildest severity that makes the exit code 1 [default: warning]
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(Threshold::WORDS))]
    fail_on: Option<String>,
    /// The mildest severity that is shown; milder findings are neither shown nor counted [default: suggestion]
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(Severity::ALL.map(Severity::as_str)))]
    min_severity: Option<String>,
    /// Paint the report
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Colour,
    /// Show what led to each finding, and what was accepted
    #[arg(long)]
    pub(crate) explain: bool,
    /// Say nothing when nothing was found
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Say on standard error how long it took, and which parts took most of it
    #[arg(long)]
    pub(crate) timing: bool,
    /// Threads [default: one for each processor]
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

impl ReportArgs {
    pub(crate) fn format(&self) -> Result<Format, Error> {
        self.format.parse()
    }

    pub(crate) fn fail_on(&self) -> Option<Threshold> {
        self.fail_on.as_deref().and_then(Threshold::from_word)
    }

    pub(crate) fn min_severity(&self) -> Option<Severity> {
        Severity::ALL
            .into_iter()
            .find(|level| self.min_severity.as_deref() == Some(level.as_str()))
    }

    /// Makes sure that what is to fail the run is shown. `here` is the mildest shown severity of the project, for runs that name none.
    pub(crate) fn suit(&self, here: Option<Severity>) -> Result<(), Error> {
        let Some(shown) = self.min_severity().or(here) else {
            return Ok(());
        };
        match self.fail_on() {
            Some(Threshold::At(fails)) if fails < shown => Err(Error::config(format!(
                "--fail-on {fails} asks for findings that are not looked at: the mildest severity shown is {shown}"
            ))
            .help(format!(
                "write --min-severity {fails}, or --fail-on {shown}"
            ))),
            _ => Ok(()),
        }
    }

    /// Whether the report has colours. A file has them only when they were asked for.
    pub(crate) fn paints(&self) -> bool {
        self.output.is_none() && self.color.for_stdout() || self.color == Colour::Always
    }
}

// What is accepted, and which lines count. No doc comment: clap would show it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Accepting")]
pub(crate) struct AcceptArgs {
    /// Accept the findings that this file knows
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Accept all findings of this run from now on: write them, without any text, to this file; a run that could not check everything writes nothing
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Report only findings in lines that git says were changed since this revision
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// Report only findings in these lines, such as replies.yml:10-20
    #[arg(long, value_name = "FILE:FROM-TO")]
    only_lines: Vec<String>,
    /// Fail when a file silences a finding without saying why
    #[arg(long)]
    forbid_unexplained: bool,
}

impl AcceptArgs {
    /// The files that it names for tactful itself.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.baseline.iter().chain(&self.write_baseline)
    }

    /// The lines that count; `None` when all do.
    pub(crate) fn lines(&self) -> Result<Option<Lines>, Error> {
        Lines::asked(self.changed_since.as_deref(), &self.only_lines)
    }

    /// The findings accepted before.
    pub(crate) fn baseline(&self) -> Result<Option<Baseline>, Error> {
        let Some(path) = &self.baseline else {
            return Ok(None);
        };
        Baseline::from_json(&path.display().to_string(), &read_text(path)?).map(Some)
    }

    /// The file that the accepted findings of this run go to. Opened before the work, so that an unwritable one is known at once.
    pub(crate) fn new_baseline(&self) -> Result<Option<NewFile>, Stop> {
        self.write_baseline
            .as_deref()
            .map(NewFile::create)
            .transpose()
    }

    pub(crate) const fn is_recording(&self) -> bool {
        self.write_baseline.is_some()
    }

    pub(crate) const fn unexplained(&self) -> Unexplained {
        if self.forbid_unexplained {
            Unexplained::Refused
        } else {
            Unexplained::Honoured
        }
    }
}
