//! Blocks that are parsed in several threads give the same as one by one.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use tenure_reader::text::{Encoding, Text};
use tenure_reader::{OnBadRow, Parsed, Parser, Splitter};

use crate::nasty::{config, dialect_and_text, steps};
use crate::projections::projection;
use crate::slow::records;
use crate::source::Stepping;
use crate::table::{expected, joined, parser, same};

/// Each thread takes the next block and parses it; what it gives is put back in order.
fn in_threads(splitter: Splitter, parser: &Parser, threads: usize) -> Vec<Parsed> {
    let next = Arc::new(Mutex::new((splitter, 0_usize)));
    let mut all: Vec<(usize, Parsed)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let next = Arc::clone(&next);
                scope.spawn(move || {
                    let mut parsed = vec![];
                    loop {
                        let (block, number) = {
                            let mut next = next.lock().unwrap();
                            let Some(block) = next.0.next_block().unwrap() else { break };
                            next.1 += 1;
                            (block, next.1)
                        };
                        parsed.push((number, parser.parse(&block)));
                    }
                    parsed
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, parsed)| parsed).collect()
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn any_number_of_threads_gives_the_same(
        (dialect, text) in dialect_and_text(),
        (names, columns, given) in projection(),
        size in prop_oneof![1..20_usize, 20..200_usize],
        steps in steps(),
    ) {
        // Longer, so that there are blocks for all.
        let text = text.repeat(20);
        let records = records(text.as_bytes(), &dialect);
        for on_bad_row in [OnBadRow::Error, OnBadRow::Reject, OnBadRow::Null] {
            let parser = parser(&dialect, &names, &columns, given, on_bad_row);
            let wanted = expected(&records, &names, &columns, given, on_bad_row);
            for threads in [1, 2, 16] {
                let source = Box::new(Stepping::new(text.as_bytes(), &steps));
                let source = Text::new(source, Encoding::UTF_8);
                let splitter = Splitter::new(source, dialect, size, 0, 1).unwrap();
                let got = joined(in_threads(splitter, &parser, threads).into_iter());
                prop_assert!(same(&got, &wanted, on_bad_row), "{threads} threads:\n{got:#?}\n{wanted:#?}");
            }
        }
    }
}
