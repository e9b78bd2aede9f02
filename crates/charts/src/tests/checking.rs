//! Checks before a query runs.

use crate::{ColumnKind, check, parse};

fn checked(words: &str) -> String {
    let columns = [
        ("month", ColumnKind::Time),
        ("segment", ColumnKind::Text),
        ("channel", ColumnKind::Text),
        ("customers", ColumnKind::Number),
        ("revenue", ColumnKind::Number),
    ]
    .map(|(name, kind)| (name.to_owned(), kind));
    match check(&parse(words).unwrap(), &columns) {
        Ok(()) => format!("{words}: may be drawn"),
        Err(error) => {
            let place = error.place.clone().map_or("", |place| &words[place]);
            format!("{words}: [{place}] {error}")
        }
    }
}

#[test]
fn names_and_kinds_are_checked() {
    let all = [
        "",
        "bar",
        "bar x=segmnt",
        "bar y=segment",
        "bar sort=-custmers",
        "bar by=channel y=customers,revenue",
        "bar y=customers low=revenue",
        "bar y=customers low=segment high=revenue",
        "bar stacked y=customers low=revenue high=revenue",
        "by=channel",
        "bins=5 y=revenue",
        "stacked by=channel",
        "scatter x=segment",
        "heatmap value=segment",
        "histogram x=month",
        "funnel y=customers,revenue",
        "pie y=customers,revenue",
        "area y=revenue by=channel share",
        "sankey",
        "sankey source=segment target=chanel",
        "sankey value=month",
        "box y=segment",
        "box y=customers,revenue",
        "box x=segment",
    ]
    .map(checked);
    insta::assert_snapshot!(all.join("\n"), @r"
    : may be drawn
    bar: may be drawn
    bar x=segmnt: [segmnt] the result has no column 'segmnt'; did you mean 'segment'?
    bar y=segment: [segment] y takes numbers, but 'segment' has texts; columns of numbers: customers, revenue
    bar sort=-custmers: [-custmers] the result has no column 'custmers'; did you mean 'customers'?
    bar by=channel y=customers,revenue: [channel] series come either from several y or from by, not from both
    bar y=customers low=revenue: [revenue] low needs high; an interval has two ends: low=… high=…
    bar y=customers low=segment high=revenue: [segment] low takes numbers, but 'segment' has texts; columns of numbers: customers, revenue
    bar stacked y=customers low=revenue high=revenue: [revenue] bars that are stacked have no intervals; grouped bars have them
    by=channel: may be drawn
    bins=5 y=revenue: [y] histogram has no y; it takes x, bins, format, title
    stacked by=channel: may be drawn
    scatter x=segment: [segment] x takes numbers or times, but 'segment' has texts; columns of numbers or times: month, customers, revenue
    heatmap value=segment: [segment] value takes numbers, but 'segment' has texts; columns of numbers: customers, revenue
    histogram x=month: [month] x takes numbers, but 'month' has times; columns of numbers: customers, revenue
    funnel y=customers,revenue: [revenue] a funnel has one y
    pie y=customers,revenue: [revenue] a pie has one y
    area y=revenue by=channel share: may be drawn
    sankey: may be drawn
    sankey source=segment target=chanel: [chanel] the result has no column 'chanel'; did you mean 'channel'?
    sankey value=month: [month] value takes numbers, but 'month' has times; columns of numbers: customers, revenue
    box y=segment: [segment] y takes numbers, but 'segment' has texts; columns of numbers: customers, revenue
    box y=customers,revenue: [revenue] a box has one y
    box x=segment: may be drawn
    ");
}

#[test]
fn columns_that_are_lacking() {
    let checked = |words: &str, columns: &[(&str, ColumnKind)]| {
        let columns: Vec<_> = columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        check(&parse(words).unwrap(), &columns).map_err(|error| error.to_string())
    };
    assert_eq!(
        checked("sankey", &[("a", ColumnKind::Text), ("b", ColumnKind::Number)]).unwrap_err(),
        "a sankey needs a column of sources, a column of targets and a column of numbers; the result has a, b"
    );
    assert!(checked("", &[("a", ColumnKind::Text)]).is_err());
    // Months that are no whole numbers are no axis: then they are the numbers.
    assert_eq!(checked("line", &[("month", ColumnKind::Number), ("a", ColumnKind::Text)]), Ok(()));
    // A text can be a date.
    assert_eq!(checked("line", &[("week", ColumnKind::Number), ("day", ColumnKind::Text)]), Ok(()));
}
