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
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::LogicalPlanBuilder;
use datafusion::logical_expr::planner::{
    PlannedRelation, RelationPlanner, RelationPlannerContext, RelationPlanning,
};
use datafusion::logical_expr::sqlparser::ast::{ObjectName, TableFactor};

pub use call::{Boundary, Call, Column};
pub use fault::{did_you_mean, nearest, position, written};
pub use matching::check_syntax;
pub use plan::{
    Rows, date, day_number, latest, local_date, named, not_negative, over, udaf, udf, window_udf,
    with_windows,
};
pub use relation::relation_of;
pub use syntax::call_of;
pub(crate) use types::type_name;

use crate::catalog::{Catalog, Make};

/// Plans the calls of a catalogue's table functions, and leaves every other relation alone.
#[derive(Debug)]
pub struct TableFunctions {
    functions: Arc<Catalog>,
    relations: Arc<dyn CatalogProviderList>,
}

impl TableFunctions {
    /// A planner of these functions. It looks tables up in `relations` when the session has not loaded them before
    /// planning: the session does not know that a name inside a call may be one.
    pub fn new(functions: Arc<Catalog>, relations: Arc<dyn CatalogProviderList>) -> Self {
        Self { functions, relations }
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
        let function = bare_name(call.name).and_then(|name| self.functions.relation(name));
        let (function, expand) = match function {
            Some(function) => match &function.make {
                Make::Table { expand, .. } => (function, expand),
                Make::Source { .. } => {
                    return plan_err!(
                        "{} is opened by the engine of tenure, not by a bare session",
                        function.name
                    );
                }
                Make::Scalar(_) | Make::Aggregate(_) | Make::Window(_) => {
                    return Ok(RelationPlanning::Original(Box::new(relation)));
                }
            },
            None => return Ok(RelationPlanning::Original(Box::new(relation))),
        };
        let alias = call.alias.cloned();
        let bound = bind::bind(function, call, &self.relations, context)?;
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
