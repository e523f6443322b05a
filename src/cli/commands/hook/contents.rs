//! `tactful hook git` and `tactful hook pre-commit`: decides about files.

use std::path::{Path, PathBuf};

use crate::cli::projects::read_bytes;
use crate::cli::{Exit, Stop};
use crate::error::Error;
use crate::hook::{self, Decision, files};
use crate::read;

use super::arguments::{DecisionArgs, MessageArgs};
use super::desk::Desk;
use super::log::Log;
use super::{GitArgs, PreCommitArgs, git, give, limit};

pub(super) fn run_git(arguments: GitArgs) -> Result<Exit, Stop> {
    let paths = arguments.paths;
    let others = if paths.is_empty() {
        Others::LeftAlone
    } else {
        Others::Held
    };
    run_files(arguments.decision, "git", others, move || {
        git::staged(&paths)
    })
}

pub(super) fn run_pre_commit(arguments: PreCommitArgs) -> Result<Exit, Stop> {
    let files = arguments.files;
    run_files(arguments.decision, "pre-commit", Others::Held, move || {
        Ok(files
            .into_iter()
            .map(|path| read_bytes(&path).map(|bytes| (path, bytes)))
            .collect())
    })
}

/// Files and their bytes, or why one cannot be read.
pub(super) type Contents = Vec<Result<(PathBuf, Vec<u8>), Error>>;

/// What becomes of files that cannot be read as replies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    /// They count as what tactful could not look at.
    Held,
    /// A repository is full of files that are none.
    LeftAlone,
}

fn run_files(
    arguments: DecisionArgs,
    host: &'static str,
    others: Others,
    contents: impl FnOnce() -> Result<Contents, Error> + Send + 'static,
) -> Result<Exit, Stop> {
    let (log, on_error, limit) = (
        Log::new(&arguments, host),
        arguments.on_error(),
        arguments.timeout,
    );
    let decisions = limit::run(limit, move || -> Result<Vec<Decision>, Error> {
        let mut decisions = Vec::new();
        let desk = Desk::at(None, &MessageArgs::default(), &arguments)?;
        for content in contents()? {
            let decided =
                content.and_then(|(path, bytes)| decide_file(&desk, &path, &bytes, others));
            match decided {
                Ok(decision) => decisions.extend(decision),
                Err(error) => {
                    decisions.push(Decision::failed_because(&error.to_string(), on_error))
                }
            }
        }
        Ok(decisions)
    });
    let decisions = decisions
        .unwrap_or_else(|error| vec![Decision::failed_because(&error.to_string(), on_error)]);
    let decisions: Vec<Decision> = decisions
        .into_iter()
        .map(|decision| log.write(decision, on_error))
        .collect();
    give(&files::answer(&decisions))
}

/// `None` for a file in which no drafts are kept.
fn decide_file(
    desk: &Desk,
    path: &Path,
    bytes: &[u8],
    others: Others,
) -> Result<Option<Decision>, Error> {
    let name = path.display().to_string();
    if read::detect(&name, bytes).is_none() {
        return Ok(None);
    }
    let desk = desk.for_file(path)?;
    let drafts = match read::read(&name, bytes, &hook::Checker::options(&desk)) {
        Ok(drafts) => drafts,
        Err(_) if others == Others::LeftAlone => return Ok(None),
        Err(error) => return Err(error),
    };
    hook::decide_drafts(&drafts, &desk, hook::Told::Reasons).map(Some)
}
