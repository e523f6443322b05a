//! What every process that stays and answers needs: a place to listen, the signals that stop it and load its rules again, words for the person who runs it.

mod signals;
mod unix;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::error::Error;

pub(crate) use signals::{reload, stop, stopped};
pub(crate) use unix::open;

/// Where a service listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// A TCP address; port 0 takes any free one.
    Tcp(SocketAddr),
    /// A socket in the file system.
    Unix(PathBuf),
}

/// Something the person who runs a service should know. None holds a word of a message.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Notice {
    /// The service answers here.
    Listening(String),
    /// The rules were loaded again.
    Reloaded,
    /// The rules could not be loaded again; the old ones hold.
    KeptRules(Error),
    /// A message could not be checked, and why.
    Unchecked(String),
    /// Nobody new is let in; what is under way is answered.
    Stopping,
    /// Something took too long to be waited for.
    GaveUp,
}

impl fmt::Display for Notice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listening(place) => write!(out, "listening on {place}"),
            Self::Reloaded => out.write_str("loaded the rules again"),
            Self::KeptRules(error) => write!(out, "the old rules stay: {error}"),
            Self::Unchecked(reason) => write!(out, "a message could not be checked: {reason}"),
            Self::Stopping => out.write_str("stopping; what is under way is answered"),
            Self::GaveUp => out.write_str("stopped before everything under way was answered"),
        }
    }
}

/// Why a runtime for a service does not start.
pub(crate) fn no_threads(error: &std::io::Error) -> Error {
    Error::io(format!("the service cannot start its threads: {error}"))
}
