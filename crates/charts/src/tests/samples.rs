//! Results to draw.

use crate::{ChartKind, Column, ColumnKind};

/// Returns a column of texts.
pub(super) fn texts(name: &str, texts: &[&str]) -> Column {
    let labels = texts.iter().map(|text| (*text != "NULL").then(|| (*text).to_owned())).collect();
    Column { name: name.to_owned(), kind: ColumnKind::Text, labels, numbers: Vec::new() }
}

/// Returns a column of numbers; NaN is NULL.
pub(super) fn numbers(name: &str, numbers: &[f64]) -> Column {
    let numbers: Vec<Option<f64>> =
        numbers.iter().map(|number| (!number.is_nan()).then_some(*number)).collect();
    let labels = numbers.iter().map(|number| number.map(|number| number.to_string())).collect();
    Column { name: name.to_owned(), kind: ColumnKind::Number, labels, numbers }
}

/// Returns a column of the first days of months from January 2023 on.
pub(super) fn months(name: &str, months: &[usize]) -> Column {
    let days = |month: usize| -> usize {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        19_358 + month / 12 * 365 + lengths.iter().take(month % 12).sum::<usize>() + usize::from(month >= 14)
    };
    let label = |month: usize| format!("{}-{:02}-01", 2023 + month / 12, month % 12 + 1);
    Column {
        name: name.to_owned(),
        kind: ColumnKind::Time,
        labels: months.iter().map(|month| Some(label(*month))).collect(),
        numbers: months.iter().map(|month| Some((days(*month) * 86_400) as f64)).collect(),
    }
}

/// Returns columns from which a kind draws a picture without a further word.
pub(super) fn sample(kind: ChartKind) -> Vec<Column> {
    match kind {
        ChartKind::Bar | ChartKind::Pie | ChartKind::Funnel | ChartKind::Box => segments(),
        ChartKind::Line | ChartKind::Area | ChartKind::Scatter => forecast(),
        ChartKind::Heatmap => retention(6),
        ChartKind::Histogram => customers(400),
        ChartKind::Sankey => journeys(),
    }
}

/// Customers by segment.
pub(super) fn segments() -> Vec<Column> {
    vec![
        texts("segment", &["Champions", "Loyal customers", "Promising", "At risk", "Hibernating", "Lost"]),
        numbers("customers", &[1204.0, 2310.0, 845.0, 390.0, 1711.0, 36.0]),
    ]
}

/// Revenue by month and country.
pub(super) fn revenue() -> Vec<Column> {
    let (mut month, mut country, mut revenue) = (Vec::new(), Vec::new(), Vec::new());
    for (at, name) in ["Germany", "France", "Netherlands"].into_iter().enumerate() {
        for i in 0..24_usize {
            month.push(i);
            country.push(name);
            let season = ((i as f64) * std::f64::consts::TAU / 12.0).cos();
            revenue.push(
                ((at as f64).mul_add(-14_000.0, 42_000.0)
                    + i as f64 * [900.0, 300.0, 1_400.0][at]
                    + season * 6_000.0)
                    .round(),
            );
        }
    }
    vec![months("month", &month), texts("country", &country), numbers("revenue", &revenue)]
}

/// Retention of monthly cohorts, a triangle.
pub(super) fn retention(cohorts: usize) -> Vec<Column> {
    let (mut cohort, mut period, mut rate) = (Vec::new(), Vec::new(), Vec::new());
    for c in 0..cohorts {
        for p in 0..cohorts - c {
            cohort.push(c);
            period.push(p as f64);
            rate.push(1.0 / (1.0 + p as f64 * 0.55 + c as f64 * 0.03 * p as f64));
        }
    }
    vec![months("cohort", &cohort), numbers("period", &period), numbers("retention", &rate)]
}

/// Pseudo-random numbers from 0 to 1, the same each time.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as f64) / f64::from(1_u32 << 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        ((self.next() * end as f64) as usize).min(end - 1)
    }
}

/// Customers by channel, with frequency and monetary value.
pub(super) fn customers(count: usize) -> Vec<Column> {
    let mut chance = Chance(7);
    let (mut frequency, mut monetary, mut channel) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..count {
        let often = 1.0 + (-chance.next().max(1e-9).ln() * 6.0).floor();
        let web = chance.next() < 0.4;
        frequency.push(often);
        monetary
            .push((often * if web { 22.0 } else { 55.0 } * (0.5 + chance.next()) * 100.0).round() / 100.0);
        channel.push(if web { "web" } else { "shop" });
    }
    vec![numbers("frequency", &frequency), numbers("monetary", &monetary), texts("channel", &channel)]
}

/// Visitors on their way to an order.
pub(super) fn steps() -> Vec<Column> {
    vec![
        texts("step", &["Visited", "Viewed a product", "Filled a basket", "Checked out", "Paid"]),
        numbers("customers", &[18_420.0, 9_312.0, 3_044.0, 1_508.0, 1_390.0]),
    ]
}

/// Changes of revenue by region.
pub(super) fn changes() -> Vec<Column> {
    vec![
        texts("region", &["North", "South", "East", "West", "客户 (Asia)"]),
        numbers("change", &[0.125, -0.0325, 0.0, -0.074, 0.05]),
    ]
}

/// Orders by half of the year, one of them missing.
pub(super) fn halves() -> Vec<Column> {
    vec![
        texts("region", &["North", "South", "East"]),
        numbers("spring", &[125.0, 32.0, 0.0]),
        numbers("autumn", &[70.0, f64::NAN, 10.0]),
    ]
}

/// Orders by week, some of them missing.
pub(super) fn weeks() -> Vec<Column> {
    let orders = [310.0, 325.0, f64::NAN, 350.0, f64::NAN, 330.0, 341.0, 355.0, 362.0, 340.0];
    let weeks: Vec<f64> = (1..=10).map(f64::from).collect();
    vec![numbers("week", &weeks), numbers("orders", &orders)]
}

/// Customers who went from one segment to another, above or below the expected number.
pub(super) fn shifts() -> Vec<Column> {
    vec![
        texts("from", &["Loyal", "Loyal", "Loyal", "New", "New", "New"]),
        texts("to", &["Loyal", "At risk", "Lost", "Loyal", "At risk", "Lost"]),
        numbers("shift", &[84.0, -12.0, -40.0, 21.0, -3.0, 9.0]),
    ]
}

/// Orders of nine teams in eight months.
pub(super) fn teams() -> Vec<Column> {
    let mut chance = Chance(9);
    let names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota"];
    let (mut month, mut team, mut orders) = (Vec::new(), Vec::new(), Vec::new());
    for (at, name) in names.into_iter().enumerate() {
        for i in 0..8 {
            month.push(i);
            team.push(name);
            orders.push((100.0 * (at as f64 + 1.0) + chance.next() * 150.0).round());
        }
    }
    vec![months("month", &month), texts("team", &team), numbers("orders", &orders)]
}

/// Revenue by quarter and channel.
pub(super) fn channels() -> Vec<Column> {
    let quarters = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"];
    let (mut quarter, mut channel, mut revenue) = (Vec::new(), Vec::new(), Vec::new());
    let all = [
        ("Web", [1200.0, 1350.0, 980.0, 2100.0]),
        ("Shop", [800.0, 640.0, 720.0, 900.0]),
        ("Phone", [90.0, 110.0, 0.0, 4.0]),
    ];
    for (name, values) in all {
        for (at, value) in values.into_iter().enumerate() {
            quarter.push(quarters[at]);
            channel.push(name);
            revenue.push(value);
        }
    }
    vec![texts("quarter", &quarter), texts("channel", &channel), numbers("revenue", &revenue)]
}

/// Average orders by segment, with the ends of their intervals.
pub(super) fn estimates() -> Vec<Column> {
    vec![
        texts("segment", &["Champions", "Loyal", "At risk"]),
        numbers("orders", &[12.5, 8.25, 2.0]),
        numbers("lower", &[11.0, 7.5, f64::NAN]),
        numbers("upper", &[14.0, 9.0, f64::NAN]),
    ]
}

/// Orders by month, observed and expected.
pub(super) fn forecast() -> Vec<Column> {
    let orders: Vec<f64> = (0..12).map(|at| 100.0 + 8.0 * f64::from(at)).collect();
    let wide = |sign: f64| -> Vec<f64> {
        let end = |(at, y): (usize, &f64)| if at < 6 { f64::NAN } else { y + sign * 5.0 * (at - 5) as f64 };
        orders.iter().enumerate().map(end).collect()
    };
    vec![
        months("month", &(0..12).collect::<Vec<_>>()),
        numbers("orders", &orders),
        numbers("lower", &wide(-1.0)),
        numbers("upper", &wide(1.0)),
    ]
}

/// Visitors from page to page.
pub(super) fn journeys() -> Vec<Column> {
    vec![
        texts("from", &["Search", "Search", "Newsletter", "Product", "Product", "Basket", "Newsletter"]),
        texts("to", &["Product", "Left", "Product", "Basket", "Left", "Ordered", "Left"]),
        numbers("visitors", &[5200.0, 1900.0, 820.0, 2400.0, 3620.0, 1310.0, 0.0]),
    ]
}
