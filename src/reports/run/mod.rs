//! Running a report: its statements one by one, and what its blocks show of their rows.

mod block_content;
mod block_table;

use chrono::{DateTime, Utc};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::concat_batches;
use datafusion::error::DataFusionError;

use super::check::{evaluate, shifted};
use super::model::{Arguments, Bindings, Block, FinishedBlock, FinishedReport, Report};
use crate::engine::{Connection, Running};
use crate::errors::Error;
use crate::sources::Input;
use block_content::{chart, kpis, table};

impl Report {
    /// Checks the report and runs it, on a connection or on one made for it: `report.run(&engine, arguments)`. The views
    /// and tables that it creates are visible to no other session. Notices of its reading are those of the connection,
    /// which runs one report at a time.
    ///
    /// # Errors
    /// Returns the problems that [`Report::check`] finds, before anything runs, or the error of a statement. An expectation
    /// that does not hold is not an error: see [`FinishedReport::expectations`].
    pub async fn run(
        &self,
        connection: impl Into<Connection>,
        arguments: impl Into<Arguments>,
    ) -> Result<FinishedReport, Error> {
        self.run_watched(connection, arguments, |_| {}).await
    }

    /// Runs as [`Report::run`] does, and passes each statement to `begins` as it starts, so that its progress can be watched.
    ///
    /// # Errors
    /// Returns the errors of [`Report::run`].
    pub async fn run_watched(
        &self,
        connection: impl Into<Connection>,
        arguments: impl Into<Arguments>,
        mut begins: impl FnMut(Running) + Send,
    ) -> Result<FinishedReport, Error> {
        let outside = connection.into();
        let bindings = arguments.into().bind(&self.parameters)?;
        self.rehearse(&outside, &bindings).await?;
        let connection = outside.isolated();
        connection.take_inputs();
        self.open_files(&connection, &bindings).await?;
        let mut blocks = Vec::new();
        for block in &self.blocks {
            let place = blocks.len() + 1;
            let failed = |error: Error| shifted(error, &block.statement);
            let Some(batch) = rows(&connection, block, &bindings, &mut begins).await.map_err(failed)? else {
                continue;
            };
            blocks.push(self.finish(&connection, block, place, batch, &bindings).await?);
        }
        let inputs = inputs(&outside, connection.take_inputs()).await?;
        let parameters = self.parameters.iter().zip(bindings.texts).map(|(parameter, (name, value))| {
            let description = parameter.description.clone().unwrap_or_else(|| name.replace('_', " "));
            (name, description, value)
        });
        Ok(FinishedReport {
            title: self.title().to_owned(),
            about: self.about.clone(),
            script: self.name.clone(),
            parameters: parameters.collect(),
            blocks,
            inputs,
            moment: connection.engine().as_of().unwrap_or_else(now),
            is_fixed: connection.engine().as_of().is_some(),
        })
    }

    /// Evaluates the expectations of a block and prepares its numbers, chart and table.
    async fn finish(
        &self,
        connection: &Connection,
        block: &Block,
        place: usize,
        batch: RecordBatch,
        bindings: &Bindings,
    ) -> Result<FinishedBlock, Error> {
        let mut expectations = Vec::new();
        for directive in &block.expectations {
            expectations.push(evaluate(connection, directive, &batch, bindings).await?);
        }
        let chart = match &block.chart {
            Some((directive, specification)) => chart(directive, specification, &batch)?,
            None => None,
        };
        Ok(FinishedBlock {
            id: block.id.clone().unwrap_or_else(|| format!("block-{place}")),
            section: block.section.clone(),
            title: block.title.clone(),
            notes: block.notes.clone(),
            width: block.width,
            hidden: block.hidden,
            kpis: kpis(block, &batch)?,
            table: table(block, &batch)?,
            has_chart: block.chart.is_some(),
            chart,
            expectations,
            sql: block.statement.sql.clone(),
            batch,
        })
    }
}

/// Returns the rows of a statement; `None` if it has no result.
async fn rows(
    connection: &Connection,
    block: &Block,
    bindings: &Bindings,
    begins: &mut (impl FnMut(Running) + Send),
) -> Result<Option<RecordBatch>, Error> {
    let rows = bindings.bind(connection.query(&block.statement.sql)).deterministic().await?;
    begins(rows.running());
    let (schema, shows) = (rows.schema(), rows.has_columns() && !rows.is_count());
    let batches = rows.collect().await?;
    let batch =
        || concat_batches(&schema, &batches).map_err(|error| Error::from(DataFusionError::from(error)));
    shows.then(batch).transpose()
}

/// Adds to the inputs the row counts of tables in memory, and drops the tables that the report itself created.
async fn inputs(connection: &Connection, read: Vec<Input>) -> Result<Vec<Input>, Error> {
    let mut inputs = Vec::new();
    for mut input in read {
        if input.bytes.is_none() {
            let Ok(table) = connection.context().table(input.name.as_str()).await else { continue };
            input.rows = Some(table.count().await? as u64);
        }
        inputs.push(input);
    }
    Ok(inputs)
}

fn now() -> DateTime<Utc> {
    std::time::SystemTime::now().into()
}
