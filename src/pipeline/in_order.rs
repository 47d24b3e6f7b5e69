//! Work on several threads whose results come in the order of its inputs: the same bytes whatever their number.
//!
//! What is under way is bounded in bytes, so that a stream of any length is worked through in bounded memory.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

/// How many bytes of input may be under way: enough that one long source does not keep the other threads idle, and
/// little beside the tables.
const MOST_BYTES: usize = 8 << 20;

/// What the smallest input counts for, so that very many empty ones are bounded too.
const LEAST_BYTES: usize = 1 << 10;

/// Does `work` on each of `inputs` on `threads` threads, and gives the results to `each` on the calling thread, in the
/// order of the inputs, until it breaks off. `bytes` is the size of an input.
///
/// Where there are several threads, one more draws the inputs, so that no result waits for the next input.
pub(super) fn in_order<I: Send, O: Send>(
    threads: NonZero<usize>,
    mut inputs: impl Iterator<Item = I> + Send,
    bytes: impl Fn(&I) -> usize + Sync,
    work: impl Fn(I) -> O + Sync,
    mut each: impl FnMut(O) -> ControlFlow<()>,
) {
    if threads.get() == 1 {
        let _ = inputs.try_for_each(|input| each(work(input)));
        return;
    }
    let gate = Gate::default();
    let (jobs, queue) = mpsc::channel::<Job<I>>();
    let queue = Mutex::new(queue);
    let (results, returned) = mpsc::channel::<Job<O>>();
    thread::scope(|scope| {
        let (gate, queue, work, bytes) = (&gate, &queue, &work, &bytes);
        // Whoever breaks down lets the others go home; the scope then tells of it.
        let _guard = Guard(gate);
        scope.spawn(move || {
            let _guard = Guard(gate);
            for (number, payload) in inputs.enumerate() {
                let bytes = bytes(&payload).max(LEAST_BYTES);
                if !gate.enter(bytes) || jobs.send(Job { number, bytes, payload }).is_err() {
                    break;
                }
            }
        });
        for _ in 0..threads.get() {
            let results = results.clone();
            scope.spawn(move || {
                let _guard = Guard(gate);
                // The lock is held while waiting: whoever holds it is the next to get a job.
                while let Ok(Job { number, bytes, payload }) = { lock(queue).recv() } {
                    let done = !gate.is_open()
                        || results.send(Job { number, bytes, payload: work(payload) }).is_err();
                    if done {
                        break;
                    }
                }
            });
        }
        drop(results);
        give(&returned, gate, &mut each);
        gate.close();
    });
}

/// An input or its result on the way.
struct Job<T> {
    number: usize,
    bytes: usize,
    payload: T,
}

/// Gives what was returned to `each`, by number.
fn give<O>(
    returned: &mpsc::Receiver<Job<O>>,
    gate: &Gate,
    each: &mut impl FnMut(O) -> ControlFlow<()>,
) {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for job in returned {
        early.insert(job.number, job);
        while let Some(Job { bytes, payload, .. }) = early.remove(&next) {
            if each(payload).is_break() {
                return;
            }
            gate.leave(bytes);
            next += 1;
        }
    }
}

/// Lets in as much as may be under way.
#[derive(Default)]
struct Gate {
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    bytes: usize,
    closed: bool,
}

impl Gate {
    /// Waits until there is room for `bytes`; whatever is too large for any room enters alone. False where closed.
    fn enter(&self, bytes: usize) -> bool {
        let full = |inside: &mut Inside| {
            !inside.closed && inside.bytes > 0 && inside.bytes + bytes > MOST_BYTES
        };
        let waited = self.changed.wait_while(lock(&self.inside), full);
        let mut inside = waited.unwrap_or_else(PoisonError::into_inner);
        inside.bytes += bytes;
        !inside.closed
    }

    fn leave(&self, bytes: usize) {
        lock(&self.inside).bytes -= bytes;
        self.changed.notify_all();
    }

    fn close(&self) {
        lock(&self.inside).closed = true;
        self.changed.notify_all();
    }

    fn is_open(&self) -> bool {
        !lock(&self.inside).closed
    }
}

/// Closes the gate where its thread breaks down.
struct Guard<'g>(&'g Gate);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.close();
        }
    }
}

/// No lock is held where code may break down but that of the queue, which stays whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn threads(number: usize) -> NonZero<usize> {
        NonZero::new(number).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_inputs_whatever_the_number_of_threads() {
        let expected: Vec<usize> = (0..500).map(|n| n * n).collect();
        for number in [1, 2, 3, 8] {
            let mut got = Vec::new();
            let work = |n: usize| {
                // The first of every ten takes longest.
                thread::sleep(Duration::from_micros(if n.is_multiple_of(10) { 300 } else { 1 }));
                n * n
            };
            in_order(
                threads(number),
                0..500,
                |_| 1,
                work,
                |square| {
                    got.push(square);
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(got, expected, "{number} threads");
        }
    }

    #[test]
    fn no_more_is_drawn_than_may_be_under_way() {
        let (drawn, given) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut most = 0;
        let inputs = (0..200).inspect(|_| {
            drawn.fetch_add(1, Ordering::SeqCst);
        });
        in_order(
            threads(2),
            inputs,
            |_| MOST_BYTES / 4,
            |n: usize| n,
            |_| {
                thread::sleep(Duration::from_micros(200));
                let ahead = drawn.load(Ordering::SeqCst) - given.fetch_add(1, Ordering::SeqCst);
                most = most.max(ahead);
                ControlFlow::Continue(())
            },
        );
        // Four under way, and one drawn that waits at the gate.
        assert!(most <= 5, "{most} at once");
        assert_eq!(given.into_inner(), 200);
    }

    #[test]
    fn an_input_larger_than_all_that_may_be_under_way_is_worked_on_alone() {
        let mut got = Vec::new();
        in_order(
            threads(2),
            0..5,
            |_| MOST_BYTES * 2,
            |n: i32| n,
            |n| {
                got.push(n);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(got, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn whoever_takes_the_results_may_break_off_an_endless_stream() {
        for number in [1, 2, 5] {
            let mut got = 0;
            in_order(
                threads(number),
                0_u64..,
                |_| 1,
                |n| n,
                |n| {
                    got = n;
                    if n == 7 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!(got, 7);
        }
    }

    #[test]
    fn work_that_breaks_down_breaks_the_whole_down_instead_of_standing_still() {
        let run = || {
            let work = |n: u64| {
                assert_ne!(n, 50, "as it should");
                n
            };
            in_order(threads(3), 0_u64.., |_| MOST_BYTES / 3, work, |_| ControlFlow::Continue(()));
        };
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
        let takes = |n: u64| {
            assert_ne!(n, 50, "as it should");
            ControlFlow::Continue(())
        };
        let run = || in_order(threads(3), 0_u64.., |_| MOST_BYTES / 3, |n| n, takes);
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
    }
}
