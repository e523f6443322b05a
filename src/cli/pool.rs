//! Does many jobs on a few threads and hands the results over in the order of the jobs, holding only a few at a time.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Results that may wait for an earlier one, for each thread. Bounds the memory of a stream; more would only hide very uneven jobs.
const AHEAD: usize = 8;

/// Works on every job and takes every result, in order. Stops early when `take` fails.
/// A single job runs on the calling thread: starting others would cost more than it.
pub(crate) fn in_order<J: Send, R: Send, E: Send>(
    jobs: impl Iterator<Item = J> + Send,
    threads: Option<NonZeroUsize>,
    work: impl Fn(J) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E> {
    let mut jobs = jobs;
    let Some(first) = jobs.next() else {
        return Ok(());
    };
    let Some(second) = jobs.next() else {
        return take(work(first));
    };
    let jobs = [first, second].into_iter().chain(jobs);
    let threads = threads
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    if threads == 1 {
        for job in jobs {
            take(work(job))?;
        }
        return Ok(());
    }

    let queue = Mutex::new(jobs.enumerate());
    let desk = Desk {
        tray: Mutex::new(Tray {
            next: 0,
            waiting: BTreeMap::new(),
            take,
            failure: None,
        }),
        moved: Condvar::new(),
        room: threads * AHEAD,
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((index, job)) = lock(&queue).next() {
                    if !desk.hand_in(index, work(job)) {
                        break;
                    }
                }
            });
        }
    });
    match lock(&desk.tray).failure.take() {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

/// Where results are put back in order.
struct Desk<T, R, E> {
    tray: Mutex<Tray<T, R, E>>,
    moved: Condvar,
    room: usize,
}

struct Tray<T, R, E> {
    next: usize,
    waiting: BTreeMap<usize, R>,
    take: T,
    failure: Option<E>,
}

impl<T: FnMut(R) -> Result<(), E>, R, E> Desk<T, R, E> {
    /// Hands in one result; whether work goes on.
    fn hand_in(&self, index: usize, result: R) -> bool {
        let mut tray = lock(&self.tray);
        // The job that is next never waits, so the others get their turn.
        while tray.next + self.room <= index && tray.failure.is_none() {
            tray = self
                .moved
                .wait(tray)
                .unwrap_or_else(PoisonError::into_inner);
        }
        tray.waiting.insert(index, result);
        let before = tray.next;
        while tray.failure.is_none() {
            let next = tray.next;
            let Some(result) = tray.waiting.remove(&next) else {
                break;
            };
            tray.next += 1;
            if let Err(failure) = (tray.take)(result) {
                tray.failure = Some(failure);
            }
        }
        if before < tray.next || tray.failure.is_some() {
            self.moved.notify_all();
        }
        tray.failure.is_none()
    }
}

/// A poisoned lock means that another thread panicked; the scope hands that panic on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whoever_is_faster() {
        for jobs in [0usize, 1, 2, 3, 500] {
            for threads in [1, 2, 7] {
                let mut taken = Vec::new();
                let done: Result<(), ()> = in_order(
                    0..jobs,
                    NonZeroUsize::new(threads),
                    |job| {
                        if job % 97 == 0 {
                            thread::sleep(std::time::Duration::from_millis(2));
                        }
                        job * 2
                    },
                    |result| {
                        taken.push(result);
                        Ok(())
                    },
                );
                assert!(done.is_ok());
                assert_eq!(taken, (0..jobs).map(|job| job * 2).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_failure_ends_an_endless_stream() {
        let mut taken = 0;
        let done = in_order(
            0u64..,
            NonZeroUsize::new(3),
            |job| job,
            |job| {
                taken += 1;
                if job == 100 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!(done, Err("enough"));
        assert_eq!(taken, 101);
    }
}
