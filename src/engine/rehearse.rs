//! Rehearses a statement: its names take effect, but no rows are read or written.

use std::sync::Arc;

use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::logical_expr::{DdlStatement, LogicalPlan, LogicalPlanBuilder};

use super::query::Query;
use crate::errors::Error;

impl Query {
    /// Makes and drops what the statement does, so that statements after it can be planned, but neither reads nor writes
    /// rows: a table that it makes is empty. Returns the columns that the statement would give.
    pub(crate) async fn rehearse(self) -> Result<SchemaRef, Error> {
        let ddl = match self.analysed().await? {
            LogicalPlan::Ddl(DdlStatement::CreateMemoryTable(mut table)) => {
                let empty = LogicalPlanBuilder::from(Arc::unwrap_or_clone(table.input)).limit(0, Some(0))?;
                table.input = Arc::new(empty.build()?);
                DdlStatement::CreateMemoryTable(table)
            }
            LogicalPlan::Ddl(ddl) => ddl,
            LogicalPlan::Dml(_) | LogicalPlan::Copy(_) | LogicalPlan::Statement(_) => {
                return Ok(Arc::new(Schema::empty()));
            }
            plan => return Ok(SchemaRef::clone(plan.schema().inner())),
        };
        self.connection.context.execute_logical_plan(LogicalPlan::Ddl(ddl)).await?;
        Ok(Arc::new(Schema::empty()))
    }
}
