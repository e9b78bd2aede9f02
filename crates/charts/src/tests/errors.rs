//! Errors with their places and hints.

use super::samples::{numbers, retention, revenue, segments, texts};
use super::*;

/// Returns the error with its place marked in the words.
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
        "cake",
        "bar stackd x=segment",
        "stackd",
        "bar x=segment stacked share",
        "bar horizontal horizontal",
        "line stacked",
        "area grouped",
        "bar x=segment title=Customer share",
        "sankey x=segment",
        "bar x=segment line",
        "bar x=segment source=a",
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

    cake
    ^^^^
    there is no chart 'cake'; the charts are bar, line, area, pie, heatmap, histogram, scatter, funnel, sankey, box

    bar stackd x=segment
        ^^^^^^
    'stackd' is not a key=value; did you mean 'stacked'?

    stackd
    ^^^^^^
    there is no chart 'stackd'; did you mean 'stacked'?

    bar x=segment stacked share
                          ^^^^^
    stacked and share exclude each other

    bar horizontal horizontal
                   ^^^^^^^^^^
    horizontal is given twice

    line stacked
         ^^^^^^^
    line has no stacked; charts that take it: bar, area

    area grouped
         ^^^^^^^
    area has no grouped; it takes stacked, share, overlaid

    bar x=segment title=Customer share
                                 ^^^^^
    'share' is not a key=value; a value with blanks stands in double quotes: title="Customers by segment"

    sankey x=segment
           ^
    sankey has no x; it takes source, target, value, format, title

    bar x=segment line
                  ^^^^
    'line' is not a key=value; a value with blanks stands in double quotes: title="Customers by segment"

    bar x=segment source=a
                  ^^^^^^
    bar has no source; it takes x, y, by, low, high, sort, limit, format, title

    bar z=segment
        ^
    there is no key 'z'; the keys are x, y, by, low, high, source, target, value, bins, sort, limit, format, title

    bar valeu=a
        ^^^^^
    there is no key 'valeu'; did you mean 'value'?

    bar x=segment x=customers
                  ^
    x is given twice

    bar bins=3
        ^^^^
    bar has no bins; it takes x, y, by, low, high, sort, limit, format, title

    bar x= y=customers
        ^^
    x has no value

    bar x
        ^
    'x' is not a key=value; write x=… without blanks around the sign

    bar x="seg
          ^^^^
    the double quote is not closed

    bar title=My chart
                 ^^^^^
    'chart' is not a key=value; a value with blanks stands in double quotes: title="Customers by segment"

    bar x="a"b
             ^
    'b' stands after the closing quote; a double quote inside quotes is written twice

    bar y=customers,
        ^^^^^^^^^^^^
    y has no value

    bar format=0.0.0
               ^^^^^
    '0.0.0' is not a format; formats are 0, 0.00, 0,0, 0,0.00, 0% and 0.0%

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
    y takes numbers, but 'segment' has texts; columns of numbers: customers

    bar sort=-customer
             ^^^^^^^^^
    the result has no column 'customer'; did you mean 'customers'?

    line by=channel
            ^^^^^^^
    the result has no column 'channel'; the columns are month, country, revenue

    several rows have month = 2023-01-01; aggregate first: SELECT month, sum(revenue) … GROUP BY month; or tell them apart with by=country

    bins=5 y=customers
           ^
    histogram has no y; it takes x, bins, format, title

    bar x=segment y=customers by=country
                                 ^^^^^^^
    the result has no column 'country'; the columns are segment, customers

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

#[test]
fn pictures_that_cannot_be() {
    let flows = |from: &[&str], to: &[&str], value: &[f64]| {
        [texts("from", from), texts("to", to), numbers("visitors", value)]
    };
    let below =
        [texts("segment", &["a", "b"]), numbers("customers", &[4.0, -3.0]), numbers("open", &[1.0, 1.0])];
    let ends = [
        texts("segment", &["a", "b"]),
        numbers("orders", &[4.0, 3.0]),
        numbers("lower", &[3.0, 5.0]),
        numbers("upper", &[5.0, 2.0]),
    ];
    let huge = [texts("segment", &["a"]), numbers("x", &[f64::MAX]), numbers("y", &[f64::MAX])];
    let all = [
        error("pie y=customers", &below),
        error("bar share y=customers,open", &below),
        error("area y=customers,open", &below),
        error("pie", &[texts("segment", &["a", "b"]), numbers("customers", &[0.0, 0.0])]),
        error("pie", &[texts("segment", &["a", "a"]), numbers("customers", &[1.0, 2.0])]),
        error("bar low=lower high=upper", &ends),
        error("line high=upper", &ends),
        error("bar y=orders,lower low=lower high=upper", &ends),
        error("bar share y=orders low=lower high=upper", &ends),
        error("bar stacked y=x,y", &huge),
        error(
            "sankey source=from",
            &flows(&["a", "b", "c", "x"], &["b", "c", "b", "a"], &[1.0, 2.0, 3.0, 1.0]),
        ),
        error("sankey", &flows(&["a"], &["a"], &[1.0])),
        error("sankey", &flows(&["a", "a"], &["b", "b"], &[1.0, 2.0])),
        error("sankey value=visitors", &flows(&["a"], &["b"], &[-1.0])),
        error("sankey", &flows(&["a"], &["b"], &[0.0])),
        error("sankey", &flows(&["NULL"], &["b"], &[1.0])),
        error("sankey", &segments()),
        error("box y=visitors", &flows(&["a"], &["b"], &[f64::NAN])),
        error("box x=from y=visitors", &flows(&["NULL"], &["b"], &[1.0])),
        error("box", &[texts("segment", &["a"])]),
    ];
    insta::assert_snapshot!(all.join("\n\n"), @r#"
    pie y=customers
          ^^^^^^^^^
    a pie cannot be negative, and b has -3

    bar share y=customers,open
                ^^^^^^^^^
    a part of a whole cannot be negative, and b has -3

    area y=customers,open
           ^^^^^^^^^
    what is stacked cannot be negative, and customers has -3; area overlaid draws each by itself

    'customers' is 0 everywhere: there is no whole to share

    several rows have segment = a; aggregate first: SELECT segment, sum(customers) … GROUP BY segment

    bar low=lower high=upper
            ^^^^^
    lower is above upper where segment = b; low has the lower ends, high the upper

    line high=upper
              ^^^^^
    high needs low; an interval has two ends: low=… high=…

    bar y=orders,lower low=lower high=upper
                 ^^^^^
    intervals stand around a single y; several series with intervals come from by

    bar share y=orders low=lower high=upper
                           ^^^^^
    bars that are shares have no intervals; grouped bars have them

    bar stacked y=x,y
                  ^
    the numbers of a are too large to be added up

    sankey source=from
                  ^^^^
    the flows go in a circle: b → c → b; all must lead on: name the same thing apart before and after, as in 'A (before)' and 'A (after)'

    the flows go in a circle: a → a; all must lead on: name the same thing apart before and after, as in 'A (before)' and 'A (after)'

    several rows have from = a and to = b; aggregate first: SELECT "from", "to", sum(visitors) … GROUP BY "from", "to"

    sankey value=visitors
                 ^^^^^^^^
    a flow cannot be negative, and a → b has -1

    'visitors' is 0 everywhere: nothing flows

    'from' has only NULLs: there is nothing to draw

    a sankey needs a column of sources, a column of targets and a column of numbers; the result has segment, customers

    box y=visitors
          ^^^^^^^^
    'visitors' has only NULLs: there is nothing to draw

    box x=from y=visitors
          ^^^^
    'from' has only NULLs: there is nothing to draw

    boxes need a column of numbers; count the rows: SELECT segment, count(*) AS number … GROUP BY segment
    "#);
}
