//! Reads a file by several threads, and gives what they make of it in the order of the file.

use std::path::PathBuf;
use std::sync::Arc;

use datafusion::common::runtime::SpawnedTask;
use futures::stream::BoxStream;
use futures::{FutureExt as _, StreamExt as _};
use tokio::sync::mpsc;

use super::fault::Fault;
use super::pieces::{Block, Pieces};
use crate::errors::{Code, Error};

/// What `read` makes of each block of a file, in order; `name` is what the file is called.
pub(super) fn blocks<T: Send + 'static>(
    path: PathBuf,
    name: Arc<str>,
    threads: usize,
    read: impl Fn(Block) -> Result<T, Error> + Send + Sync + 'static,
) -> BoxStream<'static, Result<T, Error>> {
    let (sender, receiver) = mpsc::channel::<Block>(2);
    let dividing = SpawnedTask::spawn_blocking(move || {
        let told = |fault: Fault| fault.told(&name);
        let mut pieces = Pieces::open(&path).map_err(told)?;
        while let Some(block) = pieces.next_block().map_err(told)? {
            // Nobody asks for more.
            if sender.blocking_send(block).is_err() {
                break;
            }
        }
        Ok(())
    });
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
    result.map_err(|error| Error::new(Code::Internal, error.to_string(), None))?
}
