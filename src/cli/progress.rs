//! One line on standard error that shows a person that long work goes on.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Work shorter than this needs no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two updates.
const PACE: Duration = Duration::from_millis(200);

/// Counts drafts for a person who waits.
#[derive(Debug)]
pub(crate) struct Progress {
    next: Option<Instant>,
    is_shown: bool,
}

impl Progress {
    /// Shows something only where nobody else reads it and the report itself does not already move.
    pub(crate) fn new() -> Self {
        let is_watched = io::stderr().is_terminal() && !io::stdout().is_terminal();
        Self {
            next: is_watched.then(|| Instant::now() + PATIENCE),
            is_shown: false,
        }
    }

    /// Says how many drafts are done.
    pub(crate) fn at(&mut self, drafts: usize) {
        let Some(next) = self.next else {
            return;
        };
        let now = Instant::now();
        if now < next {
            return;
        }
        self.next = Some(now + PACE);
        self.is_shown = true;
        // A line that cannot be shown is no failure.
        let _ = write!(io::stderr().lock(), "\r{drafts} drafts checked …");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_shown {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[2K");
        }
    }
}
