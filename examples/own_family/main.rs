//! An engine with a family of functions of its own: an aggregate, a table function over named conditions, and a window
//! function.
//!
//! `cargo run --example own_family`

mod family;

use std::io::Write as _;

use tenure::Engine;
use tenure::arrow::util::pretty::pretty_format_batches;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::builder().catalog(tenure::catalog().with(family::FAMILY)).build()?;
    let mut out = std::io::stdout().lock();
    for function in family::FAMILY.functions {
        let rows = engine.query(function.example.sql).await?.collect().await?;
        writeln!(out, "{}\n{}", function.example.sql, pretty_format_batches(&rows)?)?;
    }
    Ok(())
}
