//! One statement, from its text to its printed result.

use std::io::Write as _;

use datafusion::arrow::array::RecordBatch;
use tenure::{Engine, Error, Rows, Statement};

use super::interrupt::Interrupt;
use super::output::Output;
use super::stop::{Stop, say};
use crate::render::Renderer;

/// Runs a statement and prints its result; `name` is the file it stands in.
pub async fn print(
    engine: &Engine,
    statement: &Statement,
    name: Option<&str>,
    output: &mut Output,
) -> Result<(), Stop> {
    let printed = print_result(engine, statement, name, output).await;
    tell_notices(engine);
    printed
}

/// Says on stderr what reading files changed or left out.
pub fn tell_notices(engine: &Engine) {
    for notice in engine.take_notices() {
        say(&format!("note: {notice}"));
    }
}

async fn print_result(
    engine: &Engine,
    statement: &Statement,
    name: Option<&str>,
    output: &mut Output,
) -> Result<(), Stop> {
    let interrupt = output.interrupt().clone();
    let failed = |error: Error| Stop::statement(&error, statement, name);
    let (engine, sql) = (engine.clone(), statement.sql.clone());
    let rows = interrupt.or(async move { engine.query(sql).await }).await?.map_err(failed)?;

    let schema = rows.has_columns().then(|| rows.schema());
    let mut batches = Batches { rows: Some(rows), interrupt: &interrupt, failed: &failed };
    // Nothing is printed before the first rows are there: a query that fails at once leaves no header behind.
    let first = batches.next().await?;
    let Some(schema) = schema else {
        return Ok(());
    };
    let mut renderer = output.begin(&schema)?;
    match print_rows(first, batches, &mut renderer, output).await {
        Ok(()) => renderer.finish(output)?,
        Err(stop) => {
            renderer.abandon(output)?;
            output.flush()?;
            return Err(stop);
        }
    }
    Ok(output.flush()?)
}

async fn print_rows(
    first: Option<RecordBatch>,
    mut batches: Batches<'_>,
    renderer: &mut Renderer,
    output: &mut Output,
) -> Result<(), Stop> {
    let mut next = first;
    while let Some(batch) = next {
        renderer.batch(&batch, output)?;
        output.flush()?;
        next = batches.next().await?;
    }
    Ok(())
}

/// The batches of a result, each made while Ctrl-C is listened for.
struct Batches<'a> {
    /// Lent to the thread that works on the next batch.
    rows: Option<Rows>,
    interrupt: &'a Interrupt,
    failed: &'a (dyn Fn(Error) -> Stop + Sync),
}

impl Batches<'_> {
    async fn next(&mut self) -> Result<Option<RecordBatch>, Stop> {
        let Some(mut rows) = self.rows.take() else {
            return Ok(None);
        };
        let work = async move {
            let batch = rows.next().await;
            (rows, batch)
        };
        let (rows, batch) = self.interrupt.or(work).await?;
        self.rows = Some(rows);
        batch.transpose().map_err(self.failed)
    }
}
