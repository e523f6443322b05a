//! The record of what somebody overrode: one JSON object a line, without a word of the message.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::error::Error;
use crate::hook::{Decision, OnError, Overridden};

use super::arguments::DecisionArgs;

/// Where overrides are written down.
#[derive(Debug, Clone)]
pub(crate) struct Log {
    file: Option<PathBuf>,
    host: &'static str,
}

/// One line.
#[derive(Serialize)]
struct Line<'l> {
    version: u32,
    /// Seconds since 1970.
    at: u64,
    hook: &'static str,
    #[serde(flatten)]
    overridden: &'l Overridden,
}

impl Log {
    pub(crate) fn new(arguments: &DecisionArgs, host: &'static str) -> Self {
        Self {
            file: arguments.log.clone(),
            host,
        }
    }

    /// Writes down what was overridden. A decision whose overrides cannot be written down counts as a failure: nothing is overridden in secret.
    pub(crate) fn write(&self, decision: Decision, on_error: OnError) -> Decision {
        match self.append(&decision.overridden) {
            Ok(()) => decision,
            Err(error) => Decision::failed_because(&error.to_string(), on_error),
        }
    }

    /// Appends lines, in one write so that processes do not mix theirs.
    pub(crate) fn append(&self, overridden: &[Overridden]) -> Result<(), Error> {
        if overridden.is_empty() {
            return Ok(());
        }
        let at = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let mut lines = String::new();
        for overridden in overridden {
            let line = Line {
                version: 1,
                at,
                hook: self.host,
                overridden,
            };
            lines.push_str(&serde_json::to_string(&line).unwrap_or_default());
            lines.push('\n');
        }
        let (name, written) = match &self.file {
            Some(path) => {
                let opened = File::options().create(true).append(true).open(path);
                (
                    path.display().to_string(),
                    opened.and_then(|mut file| file.write_all(lines.as_bytes())),
                )
            }
            None => (
                String::from("<stderr>"),
                io::stderr().lock().write_all(lines.as_bytes()),
            ),
        };
        written.map_err(|error| {
            Error::io(format!("the override cannot be logged: {error}")).in_source(name)
        })
    }
}
