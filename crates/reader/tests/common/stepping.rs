//! A source that returns its bytes in pieces, and the blocks of a text.

use std::io::{self, Cursor, Read};

use tenure_reader::{Block, Splitter};

/// A source that returns as many bytes at a time as its steps say, in turn.
pub struct Stepping {
    inner: Cursor<Vec<u8>>,
    steps: Vec<usize>,
    turn: usize,
}

impl Stepping {
    /// Creates a source of these bytes. Without steps it returns all at once.
    pub fn new(bytes: &[u8], steps: &[usize]) -> Self {
        Self { inner: Cursor::new(bytes.to_vec()), steps: steps.to_vec(), turn: 0 }
    }
}

impl Read for Stepping {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let step = self.steps.get(self.turn % self.steps.len().max(1)).copied().unwrap_or(into.len());
        self.turn += 1;
        let step = step.max(1).min(into.len());
        self.inner.read(&mut into[..step])
    }
}

/// Returns the remaining blocks. Checks that none is empty and each begins where the one before ends.
pub fn all(mut splitter: Splitter) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    while let Some(block) = splitter.next_block().unwrap() {
        assert!(!block.bytes.is_empty());
        if let Some(last) = blocks.last() {
            assert_eq!(block.offset, last.offset + last.bytes.len() as u64);
            assert_eq!(block.line, last.line + crate::common::reference::lines(&last.bytes));
        }
        blocks.push(block);
    }
    assert!(splitter.next_block().unwrap().is_none());
    blocks
}
