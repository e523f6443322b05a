//! Does many jobs on a few threads and hands the results over in the order of the jobs, holding only a few at a time.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Results that may wait for an earlier one, for each thread. Bounds the memory of a stream; more would only hide very uneven jobs.
const AHEAD: usize = 4;

/// Works on every job and takes every result, in order. Stops early when `take` fails.
///
/// Unless two jobs are surely there, the first one runs on the calling thread before the next is asked for: starting threads would
/// cost more than a single short job, and on a slow stream the answer to the first block must not wait for the second.
pub(crate) fn in_order<J: Send, R: Send, E: Send>(
    jobs: impl Iterator<Item = J> + Send,
    threads: Option<NonZeroUsize>,
    work: impl Fn(J) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E> {
    let mut jobs = jobs;
    let mut second = None;
    if jobs.size_hint().0 < 2 {
        let Some(first) = jobs.next() else {
            return Ok(());
        };
        take(work(first))?;
        second = jobs.next();
        if second.is_none() {
            return Ok(());
        }
    }
    let jobs = second.into_iter().chain(jobs);
    let threads = threads
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    if threads == 1 {
        for job in jobs {
            take(work(job))?;
        }
        return Ok(());
    }

    let queue = Mutex::new(jobs.fuse().enumerate());
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
                loop {
                    // Bound to a name, so that the lock is free again while the job runs: what stands in the head of a
                    // `while let` lives until the end of its body.
                    let next = lock(&queue).next();
                    let Some((index, job)) = next else {
                        break;
                    };
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
    fn two_jobs_run_at_the_same_time() {
        // Each of the two waits until the other has begun; on one thread at a time this would never end.
        let both = std::sync::Barrier::new(2);
        let mut taken = Vec::new();
        let done: Result<(), ()> = in_order(
            0..2,
            NonZeroUsize::new(2),
            |job| {
                both.wait();
                job
            },
            |job| {
                taken.push(job);
                Ok(())
            },
        );
        assert!(done.is_ok());
        assert_eq!(taken, [0, 1]);
    }

    #[test]
    fn an_answer_does_not_wait_for_the_next_job() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        for threads in [1, 3] {
            let taken = AtomicUsize::new(0);
            // Brings a job only when all earlier ones were answered, as somebody does who waits for each answer.
            let mut given = 0;
            let jobs = std::iter::from_fn(|| {
                let begun = std::time::Instant::now();
                while taken.load(Ordering::SeqCst) < given {
                    assert!(begun.elapsed().as_secs() < 60, "job {given} has no answer");
                    thread::yield_now();
                }
                given += 1;
                (given <= 4).then_some(given)
            });
            let done: Result<(), ()> = in_order(
                jobs,
                NonZeroUsize::new(threads),
                |job| job,
                |job| {
                    taken.store(job, Ordering::SeqCst);
                    Ok(())
                },
            );
            assert!(done.is_ok());
            assert_eq!(taken.into_inner(), 4);
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
