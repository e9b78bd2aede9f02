//! tenure: SQL for people who study customers, as a library.
//!
//! An [`Engine`] reads CSV, JSON and Parquet files and runs SQL with the analytical functions of [`functions`]: RFM, NPS,
//! cohort retention. A [`Report`] is a script whose comments say what is shown of it, as a page, a workbook or text. It is
//! Apache DataFusion underneath, which is re-exported as [`datafusion`].
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), tenure::Error> {
//! let engine = tenure::Engine::new()?;
//! engine.register("orders", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cdnow.parquet")).await?;
//! let batches = engine
//!     .query("SELECT segment, count(*) AS customers FROM rfm(orders, customer_id, date, amount) WHERE frequency >= $least GROUP BY segment")
//!     .bind("least", 2_i64)
//!     .await?
//!     .collect()
//!     .await?;
//! assert!(batches.iter().map(|batch| batch.num_rows()).sum::<usize>() > 0);
//! # Ok(())
//! # }
//! ```

pub mod demo;
mod engine;
mod errors;
pub mod output;
pub mod reference;
#[cfg(feature = "reports")]
pub mod reports;

mod sources;

pub use datafusion;
pub use datafusion::arrow;
pub use tenure_charts as charts;
/// Models, distributions, quantiles, intervals, the calendar and exact sums, over plain numbers.
pub use tenure_math as math;
/// The functions alone, for any DataFusion session.
pub use tenure_udfs as functions;

pub use engine::{
    Comment, Connection, Engine, EngineBuilder, Item, Operator, Progress, Query, Rows, Running, Statement,
    comments, is_complete, items, statements,
};
pub use errors::{Code, Error, Position, Problem};
#[cfg(feature = "reports")]
pub use reports::Report;
pub use sources::{FILES, Input, catalog};

/// The programs of the README and of the guide, as documentation tests; `tests/it/guide.rs` runs the rest.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../README.md")]
    mod readme {}
    #[doc = include_str!("../docs/guide/engineer.md")]
    mod engineer {}
    #[doc = include_str!("../docs/guide/reports.md")]
    mod reports {}
    #[doc = include_str!("../docs/guide/contributor.md")]
    mod contributor {}
}
