//! Ctrl-C.

use std::fmt;
use std::future::Future;
use std::io;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::runtime::Builder;
use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::exit::Exit;
use super::stop::Stop;

/// Whether Ctrl-C was pressed. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<State>);

#[derive(Debug, Default)]
struct State {
    pressed: AtomicBool,
    notify: Notify,
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
    /// Watches for Ctrl-C on a thread of its own, so that neither a busy query nor a long write can delay it.
    pub fn watch(again: Again) -> io::Result<Self> {
        let interrupt = Self::default();
        let state = Arc::clone(&interrupt.0);
        let runtime = Builder::new_current_thread().enable_all().build()?;
        thread::Builder::new().name("ctrl-c".to_owned()).spawn(move || {
            runtime.block_on(async {
                while tokio::signal::ctrl_c().await.is_ok() {
                    let before = state.pressed.swap(true, Ordering::SeqCst);
                    state.notify.notify_waiters();
                    if before && again == Again::Exit {
                        process::exit(Exit::Interrupted as i32);
                    }
                }
            });
        })?;
        Ok(interrupt)
    }

    /// Forgets that it was pressed.
    pub fn clear(&self) {
        self.0.pressed.store(false, Ordering::SeqCst);
    }

    /// An error if it was pressed.
    pub fn check(&self) -> io::Result<()> {
        match self.0.pressed.load(Ordering::SeqCst) {
            true => Err(io::Error::other(Pressed)),
            false => Ok(()),
        }
    }

    /// Does the work, unless Ctrl-C is pressed before it is done: then the work is dropped. It is done on a thread of
    /// the runtime, because a query can be busy for long without a pause in which Ctrl-C would be noticed.
    pub async fn or<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Stop> {
        let pressed = self.0.notify.notified();
        self.check()?;
        // A set, since its tasks end with it.
        let mut tasks = JoinSet::new();
        tasks.spawn(work);
        tokio::select! {
            biased;
            () = pressed => Err(Stop::Interrupted),
            done = tasks.join_next() => match done {
                Some(Ok(done)) => Ok(done),
                _ => Err(Stop::failed(Exit::Query, "the engine failed without a reason")),
            },
        }
    }
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
