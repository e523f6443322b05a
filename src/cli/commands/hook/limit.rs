//! Ends the waiting when something takes too long.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::error::Error;
use crate::hook::{Decision, OnError};

/// Does a job; gives up on it after the limit, although the job itself goes on until the process ends.
///
/// # Errors
/// The job's own, and that it took too long or broke off.
pub(super) fn run<T: Send + 'static>(
    limit: Option<Duration>,
    job: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let Some(limit) = limit else {
        return job();
    };
    let (done, waiting) = mpsc::sync_channel(1);
    thread::spawn(move || {
        // Nobody waits any more when the limit has passed.
        let _ = done.send(job());
    });
    match waiting.recv_timeout(limit) {
        Ok(result) => result,
        Err(error) => Err(gave_up(error, limit)),
    }
}

/// The same for a decision, with what the policy makes of a failure.
pub(super) fn within(
    limit: Option<Duration>,
    on_error: OnError,
    job: impl FnOnce() -> Result<Decision, Error> + Send + 'static,
) -> Decision {
    run(limit, job).unwrap_or_else(|error| Decision::failed_because(&error.to_string(), on_error))
}

/// Why nobody waits any longer.
pub(super) fn gave_up(error: mpsc::RecvTimeoutError, limit: Duration) -> Error {
    match error {
        mpsc::RecvTimeoutError::Timeout => {
            Error::io(format!("the check took longer than {limit:?}"))
        }
        mpsc::RecvTimeoutError::Disconnected => Error::io("the check broke off"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_jobs_are_given_up() {
        let limit = Some(Duration::from_millis(20));
        let late = run(limit, || {
            thread::sleep(Duration::from_secs(2));
            Ok(())
        });
        assert_eq!(
            late.unwrap_err().message(),
            "the check took longer than 20ms"
        );
        assert_eq!(run(Some(Duration::from_secs(5)), || Ok(7)).ok(), Some(7));
        assert_eq!(run(None, || Ok(7)).ok(), Some(7));
    }
}
