//! The parser agrees with the reference reader for any columns and any treatment of bad rows.

use proptest::prelude::*;
use tenure_reader::{Dialect, OnBadRow};

use crate::common::tables::{Columns, Request, parsed, same, text_column};
use crate::generators::{config, dialect_and_text, sizes, steps};
use crate::utf8::{asked, blocks, integer_column, records};

/// Generates requests for any columns of a file, several times or not at all, and for some that it does not have.
pub fn projection() -> impl Strategy<Value = Request> {
    (1..5_usize).prop_flat_map(|count| {
        let column = (prop::option::weighted(0.8, 0..count), any::<bool>());
        prop::collection::vec(column, 0..6).prop_flat_map(move |columns| {
            let names: Vec<String> = (0..count).map(|field| format!("c{field}")).collect();
            let columns: Columns = columns
                .into_iter()
                .enumerate()
                .map(|(place, (field, is_text))| {
                    let name = format!("asked {place}");
                    (if is_text { text_column(&name) } else { integer_column(&name) }, field)
                })
                .collect();
            (0..=columns.len()).prop_map(move |returned| asked(&names, &columns, returned))
        })
    })
}

fn check(
    dialect: &Dialect,
    text: &str,
    asked: &Request,
    steps: &[usize],
    sizes: impl Iterator<Item = usize>,
) -> Result<(), TestCaseError> {
    let records = records(text.as_bytes(), dialect);
    let all = [OnBadRow::Error, OnBadRow::Reject, OnBadRow::Null]
        .map(|on_bad_row| (on_bad_row, asked.parser(dialect, on_bad_row), asked.table(&records, on_bad_row)));
    for size in sizes {
        let blocks = blocks(text.as_bytes(), dialect, size, steps);
        for (on_bad_row, parser, wanted) in &all {
            let got = parsed(parser, &blocks);
            prop_assert!(
                same(&got, wanted, *on_bad_row),
                "blocks of {size}, {on_bad_row:?}:\n{got:#?}\nis to be\n{wanted:#?}"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn any_columns_are_read_as_the_slow_reader_reads_them(
        (dialect, text) in dialect_and_text(),
        projection in projection(),
        steps in steps(),
    ) {
        check(&dialect, &text, &projection, &steps, sizes())?;
    }
}

/// Words for NULL are compared with the unescaped text.
#[test]
fn words_for_no_value_are_those_of_the_text() {
    let text = "\"a\"\"b\",1\na,a\n\"\",\"\"\n,\n\"a\",\" a \"\n";
    for null in ["a\"b", "a\"\"b", "a"] {
        let mut column = text_column("t");
        column.nulls = vec![null.to_owned()];
        let columns = vec![(column, Some(0)), (integer_column("n"), Some(1))];
        let names = vec!["t".to_owned(), "n".to_owned()];
        check(&Dialect::COMMA, text, &asked(&names, &columns, 2), &[], sizes()).unwrap();
    }
}
