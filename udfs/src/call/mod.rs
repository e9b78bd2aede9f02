//! How a call of a table function becomes a plan.
//!
//! ```text
//! FROM rfm(orders, customer_id, amount => qty * price, bins => 5)
//!      ──syntax──> name, relation, arguments
//!      ──bind────> Call: a planned relation, typed expressions over it, checked constants; or all faults at once
//!      ──expand──> projections, aggregates and windows, as a person would write them
//! ```
//!
//! A [`RelationPlanner`] is used, not a table provider: it can plan arguments as expressions over the relation, takes
//! named arguments, and leaves ordinary operators that the optimizer sees through.

mod bind;
mod call;
mod fault;
mod matching;
mod names;
mod plan;
mod relation;
mod syntax;
mod types;

use std::sync::Arc;

use datafusion::catalog::CatalogProviderList;
use datafusion::common::Result;
use datafusion::logical_expr::LogicalPlanBuilder;
use datafusion::logical_expr::planner::{
    PlannedRelation, RelationPlanner, RelationPlannerContext, RelationPlanning,
};
use datafusion::logical_expr::sqlparser::ast::{ObjectName, TableFactor};

pub use call::{Boundary, Call, Column};
pub use fault::{did_you_mean, nearest, written};
pub use matching::check_syntax;
pub use plan::{
    Rows, date, day_number, latest, local_date, named, not_negative, over, udaf, udf, window_udf,
    with_windows,
};
pub use relation::relation_of;
pub use syntax::call_of;
pub(crate) use types::type_name;

use crate::catalog;

/// Plans the calls of this crate's table functions, and leaves every other relation alone.
#[derive(Debug)]
pub struct TableFunctions {
    catalogs: Arc<dyn CatalogProviderList>,
}

impl TableFunctions {
    /// A planner that looks tables up in these catalogs when the session has not loaded them before planning: it does
    /// not know that a name inside a call may be one.
    pub fn new(catalogs: Arc<dyn CatalogProviderList>) -> Self {
        Self { catalogs }
    }
}

impl RelationPlanner for TableFunctions {
    fn plan_relation(
        &self,
        relation: TableFactor,
        context: &mut dyn RelationPlannerContext,
    ) -> Result<RelationPlanning> {
        let Some(call) = syntax::call_of(&relation) else {
            return Ok(RelationPlanning::Original(Box::new(relation)));
        };
        let Some((function, expand)) = bare_name(call.name).and_then(catalog::table_function) else {
            return Ok(RelationPlanning::Original(Box::new(relation)));
        };
        let alias = call.alias.cloned();
        let bound = bind::bind(function, call, &self.catalogs, context)?;
        let plan = match &alias {
            Some(_) => expand(&bound)?,
            // Columns without a relation could not stand beside those of another one in a join.
            None => LogicalPlanBuilder::from(expand(&bound)?).alias(function.name)?.build()?,
        };
        Ok(RelationPlanning::Planned(Box::new(PlannedRelation::new(plan, alias))))
    }
}

fn bare_name(name: &ObjectName) -> Option<&str> {
    match name.0.as_slice() {
        [part] => part.as_ident().map(|ident| ident.value.as_str()),
        _ => None,
    }
}
