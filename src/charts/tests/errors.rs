//! Errors: what is wrong, where, and what was perhaps meant.

use super::samples::{numbers, retention, revenue, segments, texts};
use super::*;

/// The error with its place marked in the words.
fn error(words: &str, columns: &[Column]) -> String {
    let error = draw_words(words, columns, PLAIN).unwrap_err();
    let place = error
        .place
        .clone()
        .map(|place| format!("{}\n{}{}\n", words, " ".repeat(place.start), "^".repeat(place.len().max(1))));
    format!("{}{error}", place.unwrap_or_default())
}

#[test]
fn words_that_are_wrong() {
    let wrong = [
        "bra x=segment",
        "pie",
        "bar z=segment",
        "bar valeu=a",
        "bar x=segment x=customers",
        "bar bins=3",
        "bar x= y=customers",
        "bar x",
        "bar x=\"seg",
        "bar title=My chart",
        "bar x=\"a\"b",
        "bar y=customers,",
        "bar format=0.0.0",
        "histogram bins=0",
        "histogram bins=many",
        "bar limit=-1",
    ];
    let all: Vec<String> = wrong.iter().map(|words| error(words, &segments())).collect();
    insta::assert_snapshot!(all.join("\n\n"), @r#"
    bra x=segment
    ^^^
    there is no chart 'bra'; did you mean 'bar'?

    pie
    ^^^
    there is no chart 'pie'; charts: bar, line, heatmap, histogram, scatter, funnel

    bar z=segment
        ^
    there is no key 'z'; keys: x, y, by, value, bins, sort, limit, format, title

    bar valeu=a
        ^^^^^
    there is no key 'valeu'; did you mean 'value'?

    bar x=segment x=customers
                  ^
    x is given twice

    bar bins=3
        ^^^^
    bar has no bins; it takes x, y, by, sort, limit, format, title

    bar x= y=customers
        ^^
    x has no value

    bar x
        ^
    'x' is no key=value; write x=… without blanks around the sign

    bar x="seg
          ^^^^
    the double quote is not closed

    bar title=My chart
                 ^^^^^
    'chart' is no key=value; a value with blanks stands in double quotes: title="Customers by segment"

    bar x="a"b
             ^
    'b' stands after the closing quote; a double quote inside quotes is written twice

    bar y=customers,
        ^^^^^^^^^^^^
    y has no value

    bar format=0.0.0
               ^^^^^
    '0.0.0' is no format; formats are 0, 0.00, 0,0, 0,0.00, 0% and 0.0%

    histogram bins=0
                   ^
    bins is a whole number from 1 to 200

    histogram bins=many
                   ^^^^
    bins is a whole number from 1 to 200

    bar limit=-1
              ^^
    limit is a whole number from 1 to 1000000
    "#);
}

#[test]
fn columns_that_do_not_fit() {
    let nothing = [texts("segment", &["a", "b"]), numbers("customers", &[f64::NAN, f64::INFINITY])];
    let several = [texts("segment", &["a", "b", "a"]), numbers("customers", &[1.0, 2.0, 3.0])];
    let mut twice = retention(2);
    for column in &mut twice {
        column.labels.extend(column.labels.clone());
        column.numbers.extend(column.numbers.clone());
    }
    let all = [
        error("bar x=segmnt", &segments()),
        error("bar x=Segment y=segment", &segments()),
        error("bar sort=-customer", &segments()),
        error("line by=channel", &revenue()),
        error("line", &revenue()),
        error("bins=5 y=customers", &segments()),
        error("bar x=segment y=customers by=country", &segments()),
        error("bar y=customers,Customers", &segments()),
        error("scatter", &segments()),
        error("", &[texts("segment", &["a"])]),
        error("", &[texts("segment", &[])]),
        error("bar y=customers", &nothing),
        error("", &several),
        error("", &twice),
        error("funnel", &[texts("step", &["a", "b"]), numbers("customers", &[4.0, -3.0])]),
    ];
    insta::assert_snapshot!(all.join("\n\n"), @r"
    bar x=segmnt
          ^^^^^^
    the result has no column 'segmnt'; did you mean 'segment'?

    bar x=Segment y=segment
                    ^^^^^^^
    y takes numbers, and 'segment' has texts; columns of numbers: customers

    bar sort=-customer
             ^^^^^^^^^
    the result has no column 'customer'; did you mean 'customers'?

    line by=channel
            ^^^^^^^
    the result has no column 'channel'; columns: month, country, revenue

    several rows have month = 2023-01-01; aggregate first: SELECT month, sum(revenue) … GROUP BY month; or tell them apart with by=country

    bins=5 y=customers
           ^
    histogram has no y; it takes x, bins, format, title

    bar x=segment y=customers by=country
                                 ^^^^^^^
    the result has no column 'country'; columns: segment, customers

    bar y=customers,Customers
                    ^^^^^^^^^
    'customers' is given twice

    a scatter needs two columns of numbers; the result has segment, customers

    bars need a column of categories and a column of numbers; count the rows: SELECT segment, count(*) AS number … GROUP BY segment

    the result has no rows: there is nothing to draw

    bar y=customers
          ^^^^^^^^^
    'customers' has only NULLs: there is nothing to draw

    several rows have segment = a; aggregate first: SELECT segment, sum(customers) … GROUP BY segment

    several rows have cohort = 2023-01 and period = 0; aggregate first: SELECT cohort, period, sum(retention) … GROUP BY cohort, period

    a funnel cannot be negative, and b has -3
    ");
}
