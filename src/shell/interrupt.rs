//! What ends a query before its end: Ctrl-C and the limit of time.

use std::fmt;
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

use super::duration::shown;
use super::exit::Exit;
use super::stop::Stop;

/// Whether Ctrl-C was pressed, and when the statement must be done. Clones share it.
#[derive(Debug, Clone)]
pub struct Interrupt(Arc<State>);

#[derive(Debug)]
struct State {
    /// What keeps time: the threads of queries may be too busy to.
    clock: Handle,
    pressed: AtomicBool,
    notify: Notify,
    /// Milliseconds that a statement may take; none if 0.
    timeout: u64,
    /// When the statement began, in milliseconds after the first.
    begun: AtomicU64,
}

/// What to do when Ctrl-C is pressed again before the first one had an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Wait.
    Wait,
    /// End the process at once.
    Exit,
}

impl Interrupt {
    /// Watches for Ctrl-C on a thread of its own, so that neither a busy query nor a long write can delay it. Also for the
    /// signals that end the process, before which `temporary` is removed.
    pub fn watch(again: Again, timeout: Option<Duration>, temporary: Option<PathBuf>) -> io::Result<Self> {
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
                            // So that what writes a file leaves it as it was.
                            state.press();
                            tokio::time::sleep(Duration::from_millis(200)).await;
                            remove(temporary.as_ref());
                            process::exit(code);
                        }
                    }
                    if state.press() && again == Again::Exit {
                        remove(temporary.as_ref());
                        process::exit(Exit::Interrupted as i32);
                    }
                }
            });
        })?;
        Ok(interrupt)
    }

    /// A statement begins: it was not interrupted, and its time runs.
    pub fn begin(&self) {
        self.0.pressed.store(false, Ordering::SeqCst);
        self.0.begun.store(now(), Ordering::SeqCst);
    }

    /// An error if Ctrl-C was pressed.
    pub fn check(&self) -> io::Result<()> {
        match self.0.pressed.load(Ordering::SeqCst) {
            true => Err(io::Error::other(Pressed)),
            false => Ok(()),
        }
    }

    /// How long the statement may still take; None without a limit.
    fn left(&self) -> Option<Duration> {
        match self.0.timeout {
            0 => None,
            limit => {
                let passed = now().saturating_sub(self.0.begun.load(Ordering::SeqCst));
                Some(Duration::from_millis(limit.saturating_sub(passed)))
            }
        }
    }

    fn late(&self) -> Stop {
        let limit = shown(Duration::from_millis(self.0.timeout));
        Stop::Late(format!("error: the statement took longer than {limit}, the limit of --timeout"))
    }

    /// Does the work, unless Ctrl-C is pressed or the time is over before it is done: then the work is dropped. It is
    /// done on a thread of the runtime, because a query can be busy for long without a pause in which either would be
    /// noticed. Meanwhile `look` is called a few times a second.
    pub async fn or<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
        mut look: impl FnMut(),
    ) -> Result<T, Stop> {
        const LOOK: Duration = Duration::from_millis(100);
        let pressed = self.0.notify.notified();
        tokio::pin!(pressed);
        // From here on a press is heard.
        pressed.as_mut().enable();
        self.check()?;
        let mut late = JoinSet::new();
        if let Some(left) = self.left() {
            late.spawn_on(pause(left), &self.0.clock);
        }
        let mut tick = JoinSet::new();
        tick.spawn_on(pause(LOOK), &self.0.clock);
        // A set, since its tasks end with it.
        let mut tasks = JoinSet::new();
        tasks.spawn(work);
        loop {
            tokio::select! {
                biased;
                () = &mut pressed => return Err(Stop::Interrupted),
                Some(_) = late.join_next() => return Err(self.late()),
                done = tasks.join_next() => return match done {
                    Some(Ok(done)) => Ok(done),
                    _ => Err(Stop::failed(Exit::Query, "the engine failed on this statement, which is a defect of it")),
                },
                Some(_) = tick.join_next() => {
                    look();
                    tick.spawn_on(pause(LOOK), &self.0.clock);
                }
            }
        }
    }
}

/// A pause, of the clock of the runtime that it runs on and not of that which makes it.
async fn pause(length: Duration) {
    tokio::time::sleep(length).await;
}

fn remove(folder: Option<&PathBuf>) {
    if let Some(folder) = folder {
        // What cannot be removed now, nobody could remove.
        let _ = std::fs::remove_dir_all(folder);
    }
}

impl State {
    /// Says that it was pressed, and whether it had been already.
    fn press(&self) -> bool {
        let before = self.pressed.swap(true, Ordering::SeqCst);
        self.notify.notify_waiters();
        before
    }
}

/// Waits for a signal that ends the process, and gives the code that a shell reports for it.
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

/// Milliseconds since this was first asked.
fn now() -> u64 {
    static FIRST: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let first = FIRST.get_or_init(Instant::now);
    u64::try_from(first.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// That Ctrl-C was pressed, as an error of a writer.
#[derive(Debug)]
pub struct Pressed;

impl fmt::Display for Pressed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Pressed {}
