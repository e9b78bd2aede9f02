//! Generated logs, the same for the same seed, and the many ways in which one table can be laid out in memory.

use std::sync::Arc;

use tenure::arrow::array::{
    ArrayRef, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
    UInt64Array,
};
use tenure::arrow::compute::{cast, take_record_batch};
use tenure::arrow::datatypes::{DataType, Field, Schema};
use tenure::datafusion::datasource::MemTable;

/// SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014): small, and the same on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to but not including `end`.
    pub fn below(&mut self, end: i64) -> i64 {
        (self.draw() % end as u64) as i64
    }

    pub fn percent(&mut self, chance: i64) -> bool {
        self.below(100) < chance
    }
}

const CUSTOMERS: i64 = 400;
const DAY: i64 = 86_400_000_000;
/// 2021-01-01, and the days of three years from it.
const FIRST_DAY: i64 = 18_628;
const DAYS: i64 = 1_095;

#[derive(Clone)]
struct Order {
    order_id: Option<i64>,
    customer: Option<i64>,
    time: Option<i64>,
    cents: Option<i64>,
    country: &'static str,
    channel: Option<&'static str>,
}

/// Purchases and refunds of a shop over three years: `line` BIGINT (its own in each row), `order_id` BIGINT,
/// `customer_id` BIGINT, `customer` text, `ordered_at` TIMESTAMP, `amount` DOUBLE, `price` DECIMAL(10,2), `cents`
/// BIGINT, `country` text, `channel` text.
///
/// Orders have several lines; times and amounts tie; customers, times, amounts and channels are missing; every 37th
/// customer only sends things back, and so does the very last row, which therefore decides `as_of` alone.
pub fn orders(seed: u64, rows: usize) -> RecordBatch {
    let mut random = Random::new(seed);
    let mut orders: Vec<Order> = Vec::with_capacity(rows);
    while orders.len() + 1 < rows {
        let next = match orders.last() {
            Some(last) if random.percent(30) => Order { cents: cents(&mut random, last.customer), ..*last },
            _ => order(&mut random, orders.len() as i64),
        };
        orders.push(next);
    }
    let end = (FIRST_DAY + DAYS) * DAY - 1;
    let last = order(&mut random, rows as i64);
    orders.push(Order { customer: Some(37), time: Some(end), cents: Some(-1), ..last });
    batch(&orders)
}

/// A log with the same columns, of customers who buy at a rate of their own until they leave, as models of lifetime value
/// suppose; with refunds, rows without an amount, and days with several purchases.
pub fn loyal_orders(seed: u64, customers: i64) -> RecordBatch {
    let mut random = Random::new(seed);
    let mut orders: Vec<Order> = Vec::new();
    for customer in 0..customers {
        let mut uniform = || (1 + random.below(1_000_000)) as f64 / 1_000_001.0;
        let (rate, leaves, spends) = (-uniform().ln() / 40.0, uniform() * uniform(), 30.0 / uniform().sqrt());
        let mut day = uniform() * 200.0;
        while day < DAYS as f64 {
            let cents = (spends * 100.0 * (0.3 - 0.7 * uniform().ln())) as i64;
            let cents = match (uniform() * 50.0) as i64 {
                0 => None,
                1 => Some(-cents / 10),
                _ => Some(cents),
            };
            orders.push(Order {
                order_id: Some(orders.len() as i64),
                customer: Some(customer),
                time: Some(((FIRST_DAY as f64 + day) * DAY as f64) as i64),
                cents,
                country: ["GB", "DE", ""][(customer % 3) as usize],
                channel: Some("web"),
            });
            if uniform() < leaves {
                break;
            }
            day -= uniform().ln() / rate;
        }
    }
    batch(&orders)
}

fn order(random: &mut Random, number: i64) -> Order {
    // Some customers buy much more than others, and most of what they do lies close to their first day.
    let customer = random.below(CUSTOMERS) * random.below(CUSTOMERS) / CUSTOMERS;
    let first = Random::new(customer as u64).below(DAYS);
    let day = FIRST_DAY + first + random.below(DAYS - first) * random.below(1_000) / 1_000;
    // Midnights and the instants before them are where days and months are told apart.
    let instant = match random.below(10) {
        0 => 0,
        1 => DAY - 1,
        2..5 => random.below(24) * DAY / 24,
        _ => random.below(DAY),
    };
    Order {
        order_id: (!random.percent(2)).then_some(number / 2),
        customer: (!random.percent(1)).then_some(customer),
        time: (!random.percent(1)).then_some(day * DAY + instant),
        cents: cents(random, Some(customer)),
        country: ["GB", "DE", "FR", "a country of its own", ""][(customer % 7).min(4) as usize],
        channel: [Some("web"), Some("shop"), Some("telephone or letter"), None][random.below(4) as usize],
    }
}

fn cents(random: &mut Random, customer: Option<i64>) -> Option<i64> {
    if customer.is_some_and(|customer| customer % 37 == 0) {
        return Some(-1 - random.below(5_000));
    }
    match random.below(100) {
        0..3 => None,
        3..8 => Some(0),
        8..18 => Some(-1 - random.below(8_000)),
        18..60 => Some([999, 1_536, 1_999, 4_950][random.below(4) as usize]),
        _ => Some(1 + random.below(20_000)),
    }
}

/// Short names, which are stored differently from long ones in a view, one that is empty and one that is not ASCII.
fn name(customer: i64) -> String {
    match customer {
        2 => String::new(),
        3 => "客户 3".to_owned(),
        _ if customer % 3 == 0 => format!("k{customer}"),
        _ => format!("customer {customer} of the shop"),
    }
}

fn batch(orders: &[Order]) -> RecordBatch {
    let whole = |value: fn(&Order) -> Option<i64>| -> ArrayRef {
        Arc::new(orders.iter().map(value).collect::<Int64Array>())
    };
    let text = |value: fn(&Order) -> Option<String>| -> ArrayRef {
        Arc::new(orders.iter().map(value).collect::<StringArray>())
    };
    let times: TimestampMicrosecondArray = orders.iter().map(|order| order.time).collect();
    let amounts: Float64Array =
        orders.iter().map(|order| order.cents.map(|cents| cents as f64 / 100.0)).collect();
    let prices: Decimal128Array = orders.iter().map(|order| order.cents.map(i128::from)).collect();
    columns(vec![
        ("line", Arc::new(Int64Array::from_iter_values(0..orders.len() as i64))),
        ("order_id", whole(|order| order.order_id)),
        ("customer_id", whole(|order| order.customer)),
        ("customer", text(|order| order.customer.map(name))),
        ("ordered_at", Arc::new(times)),
        ("amount", Arc::new(amounts)),
        ("price", Arc::new(prices.with_precision_and_scale(10, 2).unwrap())),
        ("cents", whole(|order| order.cents)),
        ("country", text(|order| Some(order.country.to_owned()))),
        ("channel", text(|order| order.channel.map(str::to_owned))),
    ])
}

/// Answers to a survey: `id` BIGINT, `score` BIGINT from -1 to 12 (so some are off every scale) or NULL, `segment` text,
/// `weight` DOUBLE in hundredths, some 0 and some NULL.
pub fn answers(seed: u64, rows: usize) -> RecordBatch {
    let mut random = Random::new(seed);
    let (mut scores, mut segments, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rows {
        scores.push((!random.percent(5)).then(|| random.below(14) - 1));
        segments.push([Some("new"), Some("for ten years or longer"), None][random.below(3) as usize]);
        weights.push(match random.below(20) {
            0 => None,
            1 => Some(0.0),
            _ => Some((1 + random.below(500)) as f64 / 100.0),
        });
    }
    columns(vec![
        ("id", Arc::new(Int64Array::from_iter_values(0..rows as i64))),
        ("score", Arc::new(Int64Array::from(scores))),
        ("segment", Arc::new(StringArray::from(segments))),
        ("weight", Arc::new(Float64Array::from(weights))),
    ])
}

fn columns(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true)))
        .unwrap()
}

/// The type in which text is stored.
#[derive(Debug, Clone, Copy)]
pub enum Text {
    Utf8,
    LargeUtf8,
    Utf8View,
    Dictionary,
}

impl Text {
    fn data_type(self) -> DataType {
        match self {
            Text::Utf8 => DataType::Utf8,
            Text::LargeUtf8 => DataType::LargeUtf8,
            Text::Utf8View => DataType::Utf8View,
            Text::Dictionary => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        }
    }
}

/// A layout of a table.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// In how many parts it is divided.
    pub partitions: usize,
    /// The number of rows in a batch.
    pub batch: usize,
    /// By what the rows are shuffled, if at all.
    pub seed: Option<u64>,
    /// The type in which text is stored.
    pub text: Text,
}

/// The layout in which a table is generated.
pub const PLAIN: Layout = Layout { partitions: 1, batch: 8_192, seed: None, text: Text::Utf8 };

/// Returns the table in a layout.
pub fn table(rows: &RecordBatch, layout: Layout) -> Arc<MemTable> {
    let rows = encoded(rows, layout.text);
    let rows = match layout.seed {
        Some(seed) => shuffled(&rows, seed),
        None => rows,
    };
    let mut partitions = vec![Vec::new(); layout.partitions];
    for (i, start) in (0..rows.num_rows()).step_by(layout.batch).enumerate() {
        let length = layout.batch.min(rows.num_rows() - start);
        partitions[i % layout.partitions].push(rows.slice(start, length));
    }
    Arc::new(MemTable::try_new(rows.schema(), partitions).unwrap())
}

fn encoded(rows: &RecordBatch, text: Text) -> RecordBatch {
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (field, column) in rows.schema().fields().iter().zip(rows.columns()) {
        let data_type = match field.data_type() {
            DataType::Utf8 => text.data_type(),
            other => other.clone(),
        };
        columns.push(cast(column, &data_type).unwrap());
        fields.push(Field::new(field.name(), data_type, true));
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap()
}

/// Fisher and Yates.
fn shuffled(rows: &RecordBatch, seed: u64) -> RecordBatch {
    let mut random = Random::new(seed);
    let mut order: Vec<u64> = (0..rows.num_rows() as u64).collect();
    for i in (1..order.len()).rev() {
        order.swap(i, random.below(i as i64 + 1) as usize);
    }
    take_record_batch(rows, &UInt64Array::from(order)).unwrap()
}
