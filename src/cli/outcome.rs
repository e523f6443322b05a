//! How a run ends.

use std::io;
use std::process::ExitCode;

use crate::error::Error;

/// How a run ended. Never a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing found, or nothing as grave as the threshold: 0.
    Clean,
    /// Findings at or above the threshold: 1.
    Findings,
    /// Something could not be checked: 2.
    Unchecked,
    /// The code of another host's contract.
    Host(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Unchecked => 2,
            Exit::Host(code) => code,
        })
    }
}

/// Why a run ended early.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads the output any more.
    BrokenPipe,
    /// Help was asked for, or the arguments do not fit.
    Usage(clap::Error),
    /// The same, for a host whose contract has a code of its own for it.
    HostUsage(clap::Error, u8),
    /// Something could not be looked at.
    Failed(Error),
}

impl Stop {
    /// What a failed write means; `name` is the file or stream.
    pub(crate) fn writing(name: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::Failed(Error::io(format!("cannot be written: {error}")).in_source(name))
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<clap::Error> for Stop {
    fn from(error: clap::Error) -> Self {
        Self::Usage(error)
    }
}
