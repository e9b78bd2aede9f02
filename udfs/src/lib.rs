//! The functions of tenure, for any DataFusion session: RFM, customer lifetime value, NPS, cohorts and retention in
//! SQL.
//!
//! ```
//! # use datafusion::prelude::*;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> datafusion::error::Result<()> {
//! let ctx = SessionContext::new();
//! tenure_udfs::register_all(&ctx)?;
//! ctx.sql("CREATE TABLE orders AS SELECT * FROM (VALUES ('ann', DATE '2024-01-31', 20.0), ('bob', DATE '2024-02-01', 5.0)) AS t(customer, day, amount)").await?.collect().await?;
//! let rows = ctx.sql("SELECT customer, recency_days FROM rfm(orders, customer, day, amount)").await?.collect().await?;
//! assert_eq!(rows.iter().map(|batch| batch.num_rows()).sum::<usize>(), 2);
//! # Ok(())
//! # }
//! ```
//!
//! On a bare session everything works that the reference says of the functions, except that
//! - a path inside a call, `rfm('orders.parquet', …)`, and a table of a catalogue that must wait to answer, are errors
//!   that say so: planning cannot wait, so register the file as a table first;
//! - `$parameters` in options are errors that say so: options decide the shape of the plan.
//!
//! Names in a call match regardless of case, as in the engine.

pub mod adapt;
pub mod call;
pub mod catalog;
pub mod clv;
pub mod cohorts;
mod error;
#[cfg(test)]
mod example;
mod lists;
mod numbers;
mod one_phase;
pub mod plan;
pub mod rfm;
mod sql_type;
mod standard;
pub mod summary;
pub mod sums;
pub mod surveys;
pub mod takes;
pub mod time;
mod zone;

use std::sync::Arc;

use datafusion::catalog::CatalogProviderList;
use datafusion::common::Result;
use datafusion::execution::FunctionRegistry;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::prelude::SessionContext;

pub use catalog::Catalog;
use catalog::{Make, TableFunctions};
pub use error::{Fault, FunctionError};
use one_phase::OnePhase;
pub use sql_type::sql_type;
pub use zone::Zone;

/// Registers every function of this crate on a session.
///
/// A session that opens paths as tables needs `enable_url_table` before this: it replaces the list of catalogues.
///
/// # Errors
/// Returns an error if the session refuses a function.
pub fn register_all(ctx: &SessionContext) -> Result<()> {
    register(ctx, &Arc::new(Catalog::standard()))
}

/// Registers the functions of a catalogue on a session.
///
/// # Errors
/// Returns an error if a name occurs twice in the catalogue, or the session refuses a function.
pub fn register(ctx: &SessionContext, catalog: &Arc<Catalog>) -> Result<()> {
    catalog.check()?;
    let state = ctx.state_ref();
    let mut state = state.write();
    let relations = Arc::clone(state.catalog_list());
    register_functions(&mut *state, catalog)?;
    state.register_relation_planner(Arc::new(TableFunctions::new(Arc::clone(catalog), relations)))
}

/// Registers the scalar, aggregate and window functions, without which plans of table functions that come from
/// elsewhere could not run either.
///
/// # Errors
/// Returns an error if the registry refuses a function.
pub fn register_functions(registry: &mut dyn FunctionRegistry, catalog: &Catalog) -> Result<()> {
    for make in catalog.makes() {
        match make {
            Make::Scalar(make) => drop(registry.register_udf(Arc::new(make()))?),
            Make::Aggregate(make) => drop(registry.register_udaf(Arc::new(make()))?),
            Make::Window(make) => drop(registry.register_udwf(Arc::new(make()))?),
            Make::Table { .. } | Make::Source { .. } => {}
        }
    }
    Ok(())
}

/// Adds the functions to a session that is being built.
pub trait WithTenureFunctions {
    /// Adds the functions of a catalogue; `relations` are the catalogues of tables that the state will have.
    fn with_tenure_functions(self, catalog: &Arc<Catalog>, relations: Arc<dyn CatalogProviderList>) -> Self;
}

impl WithTenureFunctions for SessionStateBuilder {
    fn with_tenure_functions(
        mut self,
        catalog: &Arc<Catalog>,
        relations: Arc<dyn CatalogProviderList>,
    ) -> Self {
        let planner = TableFunctions::new(Arc::clone(catalog), Arc::clone(&relations));
        self.relation_planners().get_or_insert_default().push(Arc::new(planner));
        // These follow those that every session has.
        self.physical_optimizer_rules().get_or_insert_default().push(Arc::new(OnePhase));
        for make in catalog.makes() {
            match make {
                Make::Scalar(make) => self.scalar_functions().get_or_insert_default().push(Arc::new(make())),
                Make::Aggregate(make) => {
                    self.aggregate_functions().get_or_insert_default().push(Arc::new(make()))
                }
                Make::Window(make) => self.window_functions().get_or_insert_default().push(Arc::new(make())),
                Make::Table { .. } | Make::Source { .. } => {}
            }
        }
        self.with_catalog_list(relations)
    }
}
