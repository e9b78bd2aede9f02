//! Embedding the engine: a table in memory, a query with parameters, rows one by one.
//!
//! `cargo run --example embed`

use std::sync::Arc;

use tenure::Engine;
use tenure::arrow::array::{AsArray, Date32Array, Float64Array, RecordBatch, StringArray};
use tenure::arrow::datatypes::Int64Type;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let orders = RecordBatch::try_from_iter([
        ("customer", Arc::new(StringArray::from(vec!["ann", "ann", "bob", "cid"])) as _),
        ("day", Arc::new(Date32Array::from(vec![19_700, 19_790, 19_795, 19_500])) as _),
        ("amount", Arc::new(Float64Array::from(vec![60.0, 80.0, 25.0, 15.0])) as _),
    ])?;

    let engine = Engine::builder().threads(2).build()?;
    engine.register_batches("orders", orders.schema(), vec![orders])?;

    let mut rows = engine
        .query(
            "SELECT customer, recency_days FROM rfm(orders, customer, day, amount, bins => $bins) ORDER BY 2",
        )
        .bind("bins", 3_i64)
        .await?;
    let mut out = std::io::stdout().lock();
    while let Some(batch) = rows.next().await {
        let batch = batch?;
        let (customers, days) =
            (batch.column(0).as_string::<i32>(), batch.column(1).as_primitive::<Int64Type>());
        for (customer, days) in customers.iter().zip(days.values()) {
            use std::io::Write;
            writeln!(out, "{} bought {days} days ago", customer.unwrap_or("nobody"))?;
        }
    }

    // A mistake says what, where, and what was perhaps meant.
    if let Err(error) = engine.query("SELECT * FROM rfm(orders, customer, day, amuont)").await {
        assert_eq!(error.hint(), Some("did you mean 'amount'?"));
        assert_eq!(error.position().map(|place| place.column), Some(42));
    }
    Ok(())
}
