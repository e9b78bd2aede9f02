//! Ctrl-C and the time limit, which end a query early.

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Handle};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::duration;
use super::exit::Exit;
use super::failure::{Failure, Interrupted};

/// A watch for Ctrl-C and for the time limit of the running statement. Clones share their state.
#[derive(Debug, Clone)]
pub struct Interrupt(Arc<State>);

#[derive(Debug)]
struct State {
    /// The runtime that keeps time. The threads of queries may be too busy to.
    clock: Handle,
    pressed: AtomicBool,
    notify: Notify,
    /// The time limit of a statement in milliseconds; 0 for none.
    timeout: u64,
    /// The start of the statement, in milliseconds after the first call of [`now`].
    begun: AtomicU64,
}

/// The effect of a second Ctrl-C before the first one had any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondPress {
    /// No effect.
    Ignore,
    /// The process ends at once.
    Exit,
}

impl Interrupt {
    /// Watches for Ctrl-C on a thread of its own, so that neither a busy query nor a long write can delay it. Watches for
    /// the signals that end the process, too, and removes the folder `temporary` before it ends.
    pub fn watch(
        second: SecondPress,
        timeout: Option<Duration>,
        temporary: Option<PathBuf>,
    ) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let millis =
            timeout.map_or(0, |timeout| u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX).max(1));
        let interrupt = Self(Arc::new(State {
            clock: runtime.handle().clone(),
            pressed: AtomicBool::new(false),
            notify: Notify::new(),
            timeout: millis,
            begun: AtomicU64::new(now()),
        }));
        let state = Arc::clone(&interrupt.0);
        thread::Builder::new().name("ctrl-c".to_owned()).spawn(move || {
            runtime.block_on(async {
                let ended = ended();
                tokio::pin!(ended);
                loop {
                    tokio::select! {
                        pressed = tokio::signal::ctrl_c() => if pressed.is_err() { break },
                        code = &mut ended => {
                            // A writer sees the press and leaves its file as it was.
                            state.press();
                            tokio::time::sleep(Duration::from_millis(200)).await;
                            remove(temporary.as_ref());
                            process::exit(code);
                        }
                    }
                    if state.press() && second == SecondPress::Exit {
                        remove(temporary.as_ref());
                        process::exit(Exit::Interrupted as i32);
                    }
                }
            });
        })?;
        Ok(interrupt)
    }

    /// Begins a statement: forgets earlier presses and starts the clock.
    pub fn begin(&self) {
        self.0.pressed.store(false, Ordering::SeqCst);
        self.0.begun.store(now(), Ordering::SeqCst);
    }

    /// Returns an error if Ctrl-C was pressed.
    pub fn check(&self) -> io::Result<()> {
        match self.0.pressed.load(Ordering::SeqCst) {
            true => Err(io::Error::other(Interrupted)),
            false => Ok(()),
        }
    }

    /// Returns the time that the statement has left, or `None` without a limit.
    fn left(&self) -> Option<Duration> {
        match self.0.timeout {
            0 => None,
            limit => {
                let passed = now().saturating_sub(self.0.begun.load(Ordering::SeqCst));
                Some(Duration::from_millis(limit.saturating_sub(passed)))
            }
        }
    }

    fn timeout(&self) -> Failure {
        let limit = duration::text(Duration::from_millis(self.0.timeout));
        Failure::Timeout(format!("error: the statement took longer than {limit}, the limit of --timeout"))
    }

    /// Does the work, unless Ctrl-C is pressed or the time is over first: then the work is dropped. The work runs on a
    /// thread of the runtime, because a query can be busy for long without a pause in which either would be noticed.
    /// Meanwhile `tick` is called ten times a second.
    pub async fn or<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
        mut tick: impl FnMut(),
    ) -> Result<T, Failure> {
        const TICK: Duration = Duration::from_millis(100);
        let pressed = self.0.notify.notified();
        tokio::pin!(pressed);
        // A press between the check below and the select would be lost otherwise.
        pressed.as_mut().enable();
        self.check()?;
        let mut limit = JoinSet::new();
        if let Some(left) = self.left() {
            limit.spawn_on(pause(left), &self.0.clock);
        }
        let mut clock = JoinSet::new();
        clock.spawn_on(pause(TICK), &self.0.clock);
        // A set of one, because a set aborts its tasks when it is dropped.
        let mut tasks = JoinSet::new();
        tasks.spawn(work);
        loop {
            tokio::select! {
                biased;
                () = &mut pressed => return Err(Failure::Interrupted),
                Some(_) = limit.join_next() => return Err(self.timeout()),
                done = tasks.join_next() => return match done {
                    Some(Ok(done)) => Ok(done),
                    _ => Err(Failure::new(Exit::Query, "the engine failed on this statement, which is a defect of the engine")),
                },
                Some(_) = clock.join_next() => {
                    tick();
                    clock.spawn_on(pause(TICK), &self.0.clock);
                }
            }
        }
    }
}

/// Sleeps by the clock of the runtime that runs this future. `sleep` alone would take that of the runtime that makes it.
async fn pause(length: Duration) {
    tokio::time::sleep(length).await;
}

fn remove(folder: Option<&PathBuf>) {
    if let Some(folder) = folder {
        // The process ends: there is nothing left to try after a failure.
        let _ = std::fs::remove_dir_all(folder);
    }
}

impl State {
    /// Notes a press. Returns whether there was one already.
    fn press(&self) -> bool {
        let before = self.pressed.swap(true, Ordering::SeqCst);
        self.notify.notify_waiters();
        before
    }
}

/// Waits for a signal that ends the process, and returns the code that a shell reports for it.
#[cfg(unix)]
async fn ended() -> i32 {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut hangup) = match (signal(SignalKind::terminate()), signal(SignalKind::hangup())) {
        (Ok(terminate), Ok(hangup)) => (terminate, hangup),
        _ => return std::future::pending().await,
    };
    tokio::select! {
        _ = terminate.recv() => 128 + SignalKind::terminate().as_raw_value(),
        _ = hangup.recv() => 128 + SignalKind::hangup().as_raw_value(),
    }
}

#[cfg(not(unix))]
async fn ended() -> i32 {
    std::future::pending().await
}

/// Returns the milliseconds since the first call.
fn now() -> u64 {
    static FIRST: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let first = FIRST.get_or_init(Instant::now);
    u64::try_from(first.elapsed().as_millis()).unwrap_or(u64::MAX)
}
