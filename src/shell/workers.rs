//! The threads that queries run on.

use std::future::Future;
use std::io;

use tokio::runtime::{Builder, Runtime};

use super::exit::Exit;
use super::failure::Failure;

/// The threads that queries run on.
#[derive(Debug)]
pub struct Workers {
    threads: Option<usize>,
    runtime: Runtime,
}

impl Workers {
    /// Starts this many threads, or one for each core.
    pub fn new(threads: Option<usize>) -> Result<Self, Failure> {
        let runtime = runtime(threads).map_err(cannot_start)?;
        Ok(Self { threads, runtime })
    }

    /// Waits until the work is done.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Returns a handle that starts work on these threads from elsewhere.
    pub fn handle(&self) -> tokio::runtime::Handle {
        self.runtime.handle().clone()
    }

    /// Replaces the threads: a query that was abandoned may keep the old ones busy for a while.
    pub fn renew(&mut self) -> Result<(), Failure> {
        let runtime = runtime(self.threads).map_err(cannot_start)?;
        std::mem::replace(&mut self.runtime, runtime).shutdown_background();
        Ok(())
    }

    /// Ends without waiting for work that was abandoned.
    pub fn leave(self) {
        self.runtime.shutdown_background();
    }
}

fn runtime(threads: Option<usize>) -> io::Result<Runtime> {
    let mut builder = Builder::new_multi_thread();
    if let Some(threads) = threads {
        builder.worker_threads(threads);
    }
    // As much stack as a main thread has: planning a query goes deep.
    builder.enable_all().thread_stack_size(8 << 20).build()
}

/// Returns the failure to start a thread.
pub fn cannot_start(error: io::Error) -> Failure {
    Failure::new(Exit::Query, format!("cannot start: {error}"))
}
