//! `tactful fix`: apply the fixes that keep the meaning, and leave every other byte alone.

mod rounds;
mod show;

use std::path::Path;

use clap::{Args, FromArgMatches};

use crate::cli::arguments::{InputArgs, RuleArgs};
use crate::cli::colour::Colour;
use crate::cli::inputs::{Cut, Piece, pieces};
use crate::cli::projects::read_bytes;
use crate::cli::session::Session;
use crate::cli::sink::{NewFile, Sink};
use crate::cli::{Exit, Stop, Subcommand, complain};
use crate::config::Threshold;
use crate::error::Error;
use crate::finding::Severity;
use crate::fix::Boldness;

use rounds::{Mended, mend};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "fix",
    about: "Apply the fixes that keep the meaning",
    arguments: FixArgs::augment_args,
    run: |matches| run(&FixArgs::from_arg_matches(matches)?),
};

// What was typed. No doc comment: clap would show it.
#[derive(Debug, Args)]
struct FixArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
    /// Show what would change as a unified diff, and change nothing
    #[arg(long)]
    diff: bool,
    /// Apply also the fixes that may change the meaning
    #[arg(long = "unsafe")]
    is_unsafe: bool,
    /// Show private values in the diff, so that it can be used as a patch
    #[arg(long, requires = "diff")]
    show_values: bool,
    /// Paint the diff
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Colour,
    /// The mildest severity that makes the exit code 1 when it is left over [default: warning]
    #[arg(long, value_name = "LEVEL", value_parser = clap::builder::PossibleValuesParser::new(Threshold::WORDS))]
    fail_on: Option<String>,
    /// Say nothing but the diff, or the mended text
    #[arg(long, short)]
    quiet: bool,
}

/// What one run did.
#[derive(Debug, Default)]
struct Tally {
    files: usize,
    fixes: usize,
    left: usize,
    unwritable: usize,
    is_reached: bool,
    has_failed: bool,
}

fn run(arguments: &FixArgs) -> Result<Exit, Stop> {
    let session = Session::new(&arguments.input, &arguments.rules)?;
    let boldness = if arguments.is_unsafe {
        Boldness::Unsafe
    } else {
        Boldness::Safe
    };
    let fail_on = arguments.fail_on.as_deref().and_then(Threshold::from_word);
    let mut out = Sink::open(None)?;
    let mut tally = Tally::default();
    for piece in pieces(&arguments.input, Cut::Whole)? {
        let is_stream = matches!(piece, Piece::Whole { .. });
        let mended = match mend(&session, piece, boldness) {
            Ok(Some(mended)) => mended,
            Ok(None) => continue,
            Err(error) => {
                complain(&error);
                tally.has_failed = true;
                continue;
            }
        };
        let threshold = fail_on
            .or(mended.opened.place.compiled.project.defaults.fail_on)
            .unwrap_or(Threshold::At(Severity::Warning));
        if arguments.diff {
            let diff = show::diff(&mended, arguments.show_values, arguments.color.for_stdout());
            out.write(diff.as_bytes())?;
        } else if is_stream {
            out.write(mended.bytes())?;
        } else if let Err(error) = put_back(&mended) {
            match error {
                Stop::Failed(error) => complain(&error),
                other => return Err(other),
            }
            tally.has_failed = true;
            continue;
        }
        tally.add(&mended, threshold);
    }
    out.finish()?;
    if !arguments.quiet {
        complain(&tally.sentence(arguments.diff));
    }
    Ok(if tally.has_failed {
        Exit::Unchecked
    } else if tally.is_reached || arguments.diff && 0 < tally.fixes {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// Replaces a file that was mended, unless somebody else wrote to it meanwhile.
fn put_back(mended: &Mended) -> Result<(), Stop> {
    let (Some(path), Some(bytes)) = (&mended.opened.path, &mended.changed) else {
        return Ok(());
    };
    let mut file = NewFile::create(path)?;
    file.write(bytes)?;
    refuse_if_changed(path, &mended.original)?;
    file.finish()
}

fn refuse_if_changed(path: &Path, original: &[u8]) -> Result<(), Error> {
    if read_bytes(path)? == original {
        return Ok(());
    }
    Err(
        Error::io("was changed by somebody else meanwhile and stays as it is")
            .in_source(path.display().to_string())
            .help("run `tactful fix` again"),
    )
}

impl Tally {
    fn add(&mut self, mended: &Mended, threshold: Threshold) {
        self.files += usize::from(mended.changed.is_some());
        self.fixes += mended.fixes;
        self.left += mended.left;
        self.unwritable += mended.unwritable;
        self.is_reached |= threshold.is_reached_by(mended.worst_left);
    }

    fn sentence(&self, is_diff: bool) -> String {
        let count = |number: usize, noun: &str| match number {
            1 => format!("1 {noun}"),
            many => format!("{many} {noun}s"),
        };
        let mut sentence = if self.fixes == 0 {
            String::from("nothing to fix")
        } else {
            let done = if is_diff {
                "would be applied"
            } else {
                "applied"
            };
            let fixes = match self.fixes {
                1 => String::from("1 fix"),
                many => format!("{many} fixes"),
            };
            format!("{fixes} {done} in {}", count(self.files, "file"))
        };
        if 0 < self.unwritable {
            sentence.push_str(&format!(
                "; {} could not be written in the file's format",
                self.unwritable
            ));
        }
        if 0 < self.left {
            sentence.push_str(&format!("; {} left", count(self.left, "finding")));
            sentence.push_str(", `tactful check` shows them");
        }
        sentence
    }
}
