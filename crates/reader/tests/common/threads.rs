//! Parsing of blocks in several threads.

use std::sync::Mutex;

use tenure_reader::{ParsedBlock, Parser, Splitter};

/// Parses blocks in several threads, each taking the next one, and returns them in order.
pub fn in_threads(splitter: Splitter, parser: &Parser, threads: usize) -> Vec<ParsedBlock> {
    let next = Mutex::new((splitter, 0_usize));
    let work = || {
        let mut parsed = vec![];
        loop {
            let (block, number) = {
                let mut next = next.lock().unwrap();
                let Some(block) = next.0.next_block().unwrap() else { break parsed };
                next.1 += 1;
                (block, next.1)
            };
            parsed.push((number, parser.parse(&block)));
        }
    };
    let mut all: Vec<(usize, ParsedBlock)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, parsed)| parsed).collect()
}
