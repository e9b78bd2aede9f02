//! Descriptions of pictures.

use super::samples::*;
use super::*;
use crate::{describe, parse, prepare};

fn described(words: &str, columns: &[Column]) -> String {
    let prepared = prepare(&parse(words).unwrap(), columns, 18).unwrap();
    format!("{}\n{}", prepared.specification, describe(&prepared.picture))
}

#[test]
fn every_kind_is_described() {
    let all = [
        described("bar", &segments()),
        described("bar y=spring,autumn", &halves()),
        described("bar low=lower high=upper", &estimates()),
        described("bar stacked x=quarter y=revenue by=channel", &channels()),
        described("bar share x=quarter y=revenue by=channel", &channels()),
        described("", &[texts("a", &["one"]), numbers("b", &[1.0])]),
        described("bar", &[texts("a", &["one", "two"]), numbers("b", &[1.0, 1.0])]),
        described("line by=country", &revenue()),
        described("line", &weeks()),
        described("line low=lower high=upper", &forecast()),
        described("area by=country", &revenue()),
        described("pie", &segments()),
        described("format=0%", &retention(5)),
        described("histogram x=monetary", &customers(400)),
        described("histogram x=frequency", &customers(400)),
        described("scatter by=channel", &customers(400)),
        described("funnel", &steps()),
        described("sankey", &journeys()),
        described("box x=channel y=monetary", &customers(400)),
        described("box y=monetary", &customers(400)),
    ];
    insta::assert_snapshot!(all.join("\n\n"), @r"
    bar x=segment y=customers
    Bars of customers by segment, 6 bars: the largest Loyal customers with 2,310, the smallest Lost with 36.

    bar x=region y=spring,autumn
    Bars of spring and autumn by region, 5 bars: the largest North, spring with 125, the smallest East, spring with 0.

    bar x=segment y=orders low=lower high=upper
    Bars of orders by segment, 3 bars with intervals: the largest Champions with 12.50, the smallest At risk with 2.00.

    bar stacked x=quarter y=revenue by=channel
    Stacked bars of revenue by quarter in 3 series (Web, Shop and Phone), 4 bars: the largest sum 2024-Q4 with 3,004, the smallest 2024-Q3 with 1,700.

    bar share x=quarter y=revenue by=channel
    Bars of shares of revenue by quarter in 3 series (Web, Shop and Phone), 4 bars: the largest share 2024-Q4, Web with 69.9%, the smallest 2024-Q3, Phone with 0.0%.

    bar x=a y=b
    Bars of b by a, 1 bar: one with 1.

    bar x=a y=b
    Bars of b by a, 2 bars: all with 1.

    line x=month y=revenue by=country
    Lines of revenue over month in 3 series (Germany, France and Netherlands) from 2023-01 to 2024-12, 72 points: the largest 67,896 for Germany at 2024-12, the smallest 15,804 for Netherlands at 2023-06. From the first to the last point: Germany from 48,000 to 67,896; France from 34,000 to 40,096; Netherlands from 20,000 to 51,396.

    line x=week y=orders
    Line of orders over week from 1 to 10, 8 points: the largest 362 at 9, the smallest 310 at 1. From the first to the last point: from 310 to 340.

    line x=month y=orders low=lower high=upper
    Line of orders over month from 2023-01 to 2023-12, 12 points with intervals: the largest 188 at 2023-12, the smallest 100 at 2023-01. From the first to the last point: from 100 to 188.

    area x=month y=revenue by=country
    Stacked areas of revenue over month in 3 series (Germany, France and Netherlands) from 2023-01 to 2024-12, 72 points: the largest 67,896 for Germany at 2024-12, the smallest 15,804 for Netherlands at 2023-06. From the first to the last point: Germany from 48,000 to 67,896; France from 34,000 to 40,096; Netherlands from 20,000 to 51,396.

    pie x=segment y=customers
    Pie of customers by segment, 6 slices: the largest Loyal customers with 35.6%, the smallest Lost with 0.6%.

    heatmap x=period y=cohort value=retention
    Heatmap of cohort by period, 5 rows and 5 columns with 15 numbers: the largest 100% at 2023-01, 0, the smallest 31% at 2023-01, 4.

    histogram x=monetary
    Histogram of monetary, 400 values in 15 bins from 0 to 3,000: the most from 0 to 200, 219 values.

    histogram x=frequency
    Histogram of frequency, 400 values in 8 bins from 0 to 39: the most from 0 to 4, 179 values.

    scatter x=frequency y=monetary by=channel
    Scatter of monetary by frequency in 2 series (shop and web), 400 dots: frequency from 1 to 39, monetary from 11.5 to 2,831.8.

    funnel x=step y=customers
    Funnel of customers by step, 5 steps: from Visited with 18,420 to Paid with 1,390, 7.5% of the first. The largest loss is before Filled a basket: 32.7% of the step before are left.

    sankey source=from target=to value=visitors
    Flows of visitors from from to to, 6 flows between 6 nodes: the largest Search to Product with 5,200, the smallest Newsletter to Product with 820.

    box x=channel y=monetary
    Boxes of monetary by channel, 2 boxes with 400 values, 22 outside the whiskers: the largest median shop with 276.2, the smallest web with 94.9.

    box y=monetary
    Box of monetary, 400 values, 33 outside the whiskers: the median 164.2, the quartiles 77.2 and 348.8, the whiskers from 11.5 to 736.7.
    ");
}
