//! Each function against the SQL that one would write without it. The long-hand queries run on a DataFusion session that
//! has none of our functions.

mod cohorts;
mod customers;
mod lifetime_value;
mod summaries;
mod surveys;

use tenure::Engine;
use tenure::arrow::array::RecordBatch;
use tenure::datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};

use crate::compare::{Answer, ask, ask_datafusion};
use crate::data::{self, Layout, Text};

/// The largest relative difference of doubles from those of the long-hand queries.
const TOLERANCE: f64 = 1e-9;

/// The engine, and a stock session for the long-hand queries, over the same tables.
struct Both {
    engine: Engine,
    stock: SessionContext,
}

impl Both {
    fn new() -> Self {
        let config = SessionConfig::new().with_target_partitions(2);
        Self { engine: Engine::new().unwrap(), stock: SessionContext::new_with_config(config) }
    }

    fn with(self, name: &str, rows: &RecordBatch) -> Self {
        let layout = Layout { partitions: 3, batch: 500, seed: Some(5), text: Text::Utf8View };
        self.engine.context().register_table(name, data::table(rows, layout)).unwrap();
        self.stock.register_table(name, data::table(rows, data::PLAIN)).unwrap();
        self
    }

    async fn with_parquet(self, name: &str, path: &str) -> Self {
        self.engine.register(name, path).await.unwrap();
        self.stock.register_parquet(name, path, ParquetReadOptions::default()).await.unwrap();
        self
    }

    async fn answers(&self, short: &str, long: &str) -> (Answer, Answer) {
        (ask(&self.engine, short).await, ask_datafusion(&self.stock, long).await)
    }

    /// Checks that the two queries have the same rows, and some of them.
    async fn agree(&self, short: &str, long: &str) {
        let (found, expected) = self.answers(short, long).await;
        assert!(expected.len() > 0, "no rows are expected of {short}");
        if let Some(difference) = found.difference(&expected, TOLERANCE) {
            panic!("{difference}\n--- short\n{short}\n--- long\n{long}");
        }
    }

    /// Checks that the two queries differ: a deliberate mistake must be noticed.
    async fn differ(&self, short: &str, long: &str) {
        let (found, expected) = self.answers(short, long).await;
        assert!(found.difference(&expected, TOLERANCE).is_some(), "no difference is seen: {long}");
    }
}

/// Returns SQL for the exact sum of a column of doubles, rounded once. It adds integers of the unit 2⁻⁷⁰, in which every
/// amount of money is one.
fn exact_sum(column: &str) -> String {
    let scale = "1180591620717411303424.0";
    format!("CAST(sum(CAST({column} * {scale} AS DECIMAL(38, 0))) AS DOUBLE) / {scale}")
}

/// Returns the path of a file outside the repository, or `None`, with a message, if it does not exist.
fn shared(file: &str) -> Option<String> {
    let path = format!("../shared/data/{file}");
    if std::path::Path::new(&path).exists() {
        return Some(path);
    }
    println!("skipped: there is no {path}");
    None
}

/// Long-hand SQL with the call that it stands for.
trait LongHand {
    /// Returns the call with further options.
    fn call(&self, table: &str, options: &str) -> String;

    /// Returns the long-hand query.
    fn sql(&self) -> String;
}

/// Checks that each call agrees with its long-hand query, each on a log of its own.
async fn all_agree<F: Future<Output = Both>>(orders: fn(u64) -> F, cases: &[(&str, impl LongHand)]) {
    for (seed, (options, long)) in (1..).zip(cases) {
        orders(seed).await.agree(&long.call("orders", options), &long.sql()).await;
    }
}

/// Checks that a call agrees with its long-hand query, and with none of the wrong ones.
async fn only_agrees<F: Future<Output = Both>, L: LongHand>(
    orders: fn(u64) -> F,
    options: &str,
    right: L,
    wrong: impl IntoIterator<Item = L>,
) {
    let both = orders(1).await;
    let short = right.call("orders", options);
    both.agree(&short, &right.sql()).await;
    for wrong in wrong {
        both.differ(&short, &wrong.sql()).await;
    }
}
