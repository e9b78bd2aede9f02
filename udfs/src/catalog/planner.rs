//! The planner of table functions, as a session sees it.

use std::sync::Arc;

use datafusion::catalog::CatalogProviderList;
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::LogicalPlanBuilder;
use datafusion::logical_expr::planner::{
    PlannedRelation, RelationPlanner, RelationPlannerContext, RelationPlanning,
};
use datafusion::logical_expr::sqlparser::ast::TableFactor;

use super::{Catalog, Function, Make};
use crate::call::{CallSyntax, bind, call_of};

/// Plans the calls of a catalogue's table functions, and leaves every other relation alone.
#[derive(Debug)]
pub struct TableFunctions {
    functions: Arc<Catalog>,
    relations: Arc<dyn CatalogProviderList>,
}

impl TableFunctions {
    /// Creates a planner of these functions. It looks tables up in `relations`, as the session does not load tables
    /// named inside a call before planning.
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
        let found = call_of(&relation).and_then(|call| Some((function_of(&self.functions, &call)?, call)));
        let Some((function, call)) = found else {
            return Ok(RelationPlanning::Original(Box::new(relation)));
        };
        let (columns, expand) = match &function.make {
            Make::Table { columns, expand } => (columns, expand),
            Make::Source { .. } => {
                return plan_err!(
                    "{} is opened by the engine of tenure, not by a bare session",
                    function.name
                );
            }
            Make::Scalar(_) | Make::Aggregate(_) | Make::Window(_) => {
                return Ok(RelationPlanning::Original(Box::new(relation)));
            }
        };
        let alias = call.alias.cloned();
        let bound = bind(function.signature(), columns, call, &self.relations, context)?;
        let plan = match &alias {
            Some(_) => expand(&bound)?,
            // Columns without a relation could not stand beside those of another one in a join.
            None => LogicalPlanBuilder::from(expand(&bound)?).alias(function.name)?.build()?,
        };
        Ok(RelationPlanning::Planned(Box::new(PlannedRelation::new(plan, alias))))
    }
}

/// Returns the function that is called, whatever its kind.
pub(super) fn function_of(functions: &Catalog, call: &CallSyntax<'_>) -> Option<&'static Function> {
    match call.name.0.as_slice() {
        [part] => functions.function(&part.as_ident()?.value),
        _ => None,
    }
}
