//! From the text of a statement to its rows.

use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::datasource::MemTable;
use datafusion::logical_expr::{Expr, LogicalPlan};
use datafusion::physical_plan::execute_stream;
use datafusion::prelude::DataFrame;

use super::connection::Connection;
use super::plan::parse;
use super::prepared::Outcome;
use super::progress::Running;
use super::query::Rows;
use super::resolve::bindings::Bindings;
use super::resolve::error_positions::locate;
use super::resolve::parameters::Values;
use super::{deterministic, workspace};
use crate::errors::Error;
use workspace::Change;

impl Connection {
    /// Runs one statement; `is_deterministic` makes the data alone decide the answer.
    pub(super) async fn run(
        &self,
        sql: &str,
        bindings: &Bindings,
        is_deterministic: bool,
    ) -> Result<Rows, Error> {
        self.start(sql, bindings, is_deterministic).await.map_err(|error| locate(error, sql))
    }

    async fn start(&self, sql: &str, bindings: &Bindings, is_deterministic: bool) -> Result<Rows, Error> {
        self.log.begin_statement();
        let mut statement = parse(sql, bindings)?;
        let mut values = Values::bound(&bindings.values)?;
        if let Outcome::Done = self.prepared.apply(&mut statement, &mut values)? {
            return self.no_rows(sql).await;
        }
        let mut plan = self.plan(&mut statement, &values, sql).await?;
        if is_deterministic {
            plan = deterministic::make_deterministic(plan)?;
        }
        for table in deterministic::tables(&plan)? {
            self.log.begin_input(&table, None);
        }
        let change = workspace::change(&plan).filter(|_| self.has_workspace());
        if let Some(change) = &change {
            workspace::check(change, sql)?;
        }
        let counts = matches!(plan, LogicalPlan::Dml(_) | LogicalPlan::Copy(_));
        let frame = match self.context.execute_logical_plan(plan).await {
            // A table that the workspace keeps and could not make can still be dropped.
            Err(_) if matches!(change, Some(Change::Drop(_))) && self.forget(sql)? => {
                return self.no_rows(sql).await;
            }
            frame => frame?,
        };
        let Some(change) = change else {
            return Ok(rows(frame, sql).await?.counting(counts));
        };
        // The insert happens while the statement's count of rows is read, so the workspace must write the table only
        // after that.
        let schema = SchemaRef::clone(frame.schema().inner());
        let batches = frame.collect().await?;
        self.remember(change, sql).await?;
        let done = MemTable::try_new(schema, vec![batches])?;
        Ok(rows(self.context.read_table(Arc::new(done))?, sql).await?.counting(counts))
    }

    async fn no_rows(&self, sql: &str) -> Result<Rows, Error> {
        rows(self.context.read_empty()?.select(Vec::<Expr>::new())?, sql).await
    }
}

async fn rows(frame: DataFrame, sql: &str) -> Result<Rows, Error> {
    let context = Arc::new(frame.task_ctx());
    let plan = frame.create_physical_plan().await?;
    let stream = execute_stream(Arc::clone(&plan), context)?;
    Ok(Rows::new(stream, sql, Running::new(plan)))
}
