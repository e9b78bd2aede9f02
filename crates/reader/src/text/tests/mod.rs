//! Tests of the parts together.

#[path = "../../../tests/common/compress.rs"]
mod compress;
mod compressed;
mod detection;
mod round_trip;

use std::io::{self, Read};

/// A reader that returns at most `step` bytes at a time.
struct Slow<R> {
    inner: R,
    step: usize,
}

impl<R: Read> Read for Slow<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let step = self.step.min(into.len());
        self.inner.read(&mut into[..step])
    }
}

/// Returns the path of a shared data file, if it exists.
fn data(name: &str) -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(name);
    path.exists().then_some(path)
}
