//! Blocks parsed in several threads give the same rows as one after the other.

use proptest::prelude::*;
use tenure_reader::text::{Encoding, TextReader};
use tenure_reader::{OnBadRow, Splitter};

use crate::common::stepping::Stepping;
use crate::common::tables::{joined, same};
use crate::common::threads::in_threads;
use crate::generators::{config, dialect_and_text, steps};
use crate::projections::projection;
use crate::utf8::records;

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn any_number_of_threads_gives_the_same(
        (dialect, text) in dialect_and_text(),
        asked in projection(),
        size in prop_oneof![1..20_usize, 20..200_usize],
        steps in steps(),
    ) {
        // Long enough to have blocks for all threads.
        let text = text.repeat(20);
        let records = records(text.as_bytes(), &dialect);
        for on_bad_row in [OnBadRow::Error, OnBadRow::Reject, OnBadRow::Null] {
            let parser = asked.parser(&dialect, on_bad_row);
            let wanted = asked.table(&records, on_bad_row);
            for threads in [1, 2, 16] {
                let source = Box::new(Stepping::new(text.as_bytes(), &steps));
                let source = TextReader::new(source, Encoding::UTF_8);
                let splitter = Splitter::new(source, dialect, size, 0, 1).unwrap();
                let got = joined(in_threads(splitter, &parser, threads).into_iter());
                prop_assert!(same(&got, &wanted, on_bad_row), "{threads} threads:\n{got:#?}\n{wanted:#?}");
            }
        }
    }
}
