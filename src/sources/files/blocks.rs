//! Reads a file by several threads, and keeps the order of the file.

use std::sync::Arc;

use datafusion::common::DataFusionError;
use datafusion::common::runtime::SpawnedTask;
use futures::stream::BoxStream;
use futures::{FutureExt as _, StreamExt as _};
use tokio::sync::mpsc;

use crate::errors::Error;

/// The sender that takes the blocks of a file one by one.
pub(super) struct Blocks<B>(mpsc::Sender<B>);

impl<B> Blocks<B> {
    /// Hands a block on. Returns false if nobody asks for more.
    pub fn send(&self, block: B) -> bool {
        self.0.blocking_send(block).is_ok()
    }
}

/// Returns what `read` makes of each block of a file, in order. One thread divides the file, up to `threads` read.
pub(super) fn blocks<B: Send + 'static, T: Send + 'static>(
    threads: usize,
    divide: impl FnOnce(Blocks<B>) -> Result<(), Error> + Send + 'static,
    read: impl Fn(B) -> Result<T, Error> + Send + Sync + 'static,
) -> BoxStream<'static, Result<T, Error>> {
    let (sender, receiver) = mpsc::channel::<B>(2);
    let dividing = SpawnedTask::spawn_blocking(move || divide(Blocks(sender)));
    let received = futures::stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|block| (block, receiver))
    });
    let read = Arc::new(read);
    let made = received
        .map(move |block| {
            let read = Arc::clone(&read);
            SpawnedTask::spawn(async move { read(block) }).map(joined)
        })
        .buffered(threads.max(1));
    let end = futures::stream::once(dividing.map(joined)).filter_map(|end| async move { end.err().map(Err) });
    made.chain(end).boxed()
}

fn joined<T>(result: Result<Result<T, Error>, tokio::task::JoinError>) -> Result<T, Error> {
    result.map_err(|error| Error::from(DataFusionError::ExecutionJoin(Box::new(error))))?
}
