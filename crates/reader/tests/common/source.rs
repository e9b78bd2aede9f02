//! Texts in pieces, and the blocks of one.

use std::io::{self, Cursor, Read};

use tenure_reader::{Block, Splitter};

/// Gives some bytes at a time: as many as the steps say, again and again.
pub struct Stepping {
    inner: Cursor<Vec<u8>>,
    steps: Vec<usize>,
    turn: usize,
}

impl Stepping {
    /// A source of these bytes. No steps is all at once.
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

/// All blocks that are left. None is empty, and each begins where the one before ends.
pub fn all(mut splitter: Splitter) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    while let Some(block) = splitter.next_block().unwrap() {
        assert!(!block.bytes.is_empty());
        if let Some(last) = blocks.last() {
            assert_eq!(block.offset, last.offset + last.bytes.len() as u64);
            assert_eq!(block.line, last.line + crate::slow::lines(&last.bytes));
        }
        blocks.push(block);
    }
    assert!(splitter.next_block().unwrap().is_none());
    blocks
}
