//! One statement, from its text to its printed result.

use std::io::Write as _;
use std::time::Instant;

use datafusion::arrow::array::{Array as _, AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::{SchemaRef, UInt64Type};
use tenure::output::Renderer;
use tenure::{Error, Rows, Statement};
use tenure_diagnostics::counted;

use super::duration;
use super::failure::Failure;
use super::interrupt::Interrupt;
use super::last_result::ResultKeeper;
use super::progress::ProgressLine;
use super::session::Session;
use super::terminal::print_message;

impl Session {
    /// Runs a statement and prints its result; `file` is the name of the file that the statement is in.
    pub async fn run_statement(&mut self, statement: &Statement, file: Option<&str>) -> Result<(), Failure> {
        self.statement = Some(statement.clone());
        let begin = Instant::now();
        let mut progress = ProgressLine::begin();
        let printed = self.print_result(statement, file, &mut progress).await;
        progress.clear();
        self.stats.statements += 1;
        self.stats.failed += u64::from(printed.is_err());
        self.print_notices();
        if self.timer && printed.is_ok() {
            print_message(&format!("time: {}", duration::text(begin.elapsed())));
        }
        printed
    }

    /// Starts a statement, whose rows are then made as they are asked for.
    pub async fn start_statement(
        &mut self,
        statement: &Statement,
        file: Option<&str>,
        progress: &mut ProgressLine,
    ) -> Result<Rows, Failure> {
        let interrupt = self.output.interrupt().clone();
        interrupt.begin();
        let (connection, sql) = (self.connection.clone(), statement.sql.clone());
        let parameters = self.parameters.clone();
        let work = async move { parameters.bind(connection.query(sql)).await };
        let rows = interrupt.or(work, || progress.draw()).await?;
        let rows = rows.map_err(|error| Failure::in_statement(&error, statement, file))?;
        progress.follow(rows.running());
        Ok(rows)
    }

    async fn print_result(
        &mut self,
        statement: &Statement,
        file: Option<&str>,
        progress: &mut ProgressLine,
    ) -> Result<(), Failure> {
        let rows = self.start_statement(statement, file, progress).await?;
        let running = rows.running();
        let printed = self.print_rows(rows, statement, file, progress).await;
        self.stats.rows_read += running.progress().rows_read;
        printed
    }

    async fn print_rows(
        &mut self,
        rows: Rows,
        statement: &Statement,
        file: Option<&str>,
        progress: &mut ProgressLine,
    ) -> Result<(), Failure> {
        let failure = |error: Error| Failure::in_statement(&error, statement, file);
        let schema = rows.has_columns().then(|| rows.schema());
        let is_count = rows.is_count();
        let interrupt = self.output.interrupt().clone();
        let mut batches = Batches { rows: Some(rows), interrupt, progress, failure: &failure };
        // Nothing is printed before the first rows have come: a query that fails at once leaves no header behind.
        let first = batches.next().await?;
        let Some(schema) = schema else {
            return Ok(());
        };
        if is_count {
            // The count is a message about the result, not data: it goes to stderr.
            let count = first.as_ref().and_then(|batch| batch.column(0).as_primitive_opt::<UInt64Type>());
            let count = count.filter(|count| !count.is_empty()).map_or(0, |count| count.value(0));
            print_message(&format!("{} written", counted(count, "row")));
            return Ok(());
        }
        let mut keeper = self.keeps_last.then(|| ResultKeeper::new(SchemaRef::clone(&schema)));
        let mut renderer = self.output.begin(&schema, false)?;
        match self.print_batches(first, batches, &mut renderer, keeper.as_mut()).await {
            Ok(()) => self.output.end(renderer)?,
            Err(stop) => {
                renderer.abandon(&mut self.output)?;
                self.output.flush()?;
                return Err(stop);
            }
        }
        keeper.map_or(Ok(()), |keeper| self.set_last(keeper))
    }

    async fn print_batches(
        &mut self,
        first: Option<RecordBatch>,
        mut batches: Batches<'_>,
        renderer: &mut Renderer,
        mut keeper: Option<&mut ResultKeeper>,
    ) -> Result<(), Failure> {
        let mut next = first;
        while let Some(batch) = next {
            self.stats.rows += batch.num_rows() as u64;
            batches.progress.clear();
            renderer.batch(&batch, &mut self.output)?;
            self.output.flush()?;
            if let Some(keeper) = &mut keeper {
                keeper.push(batch);
            }
            next = batches.next().await?;
        }
        batches.progress.clear();
        Ok(())
    }
}

/// The batches of a result. Ctrl-C ends the wait for the next one.
struct Batches<'a> {
    /// The rest of the result, except while a thread works on the next batch.
    rows: Option<Rows>,
    interrupt: Interrupt,
    progress: &'a mut ProgressLine,
    failure: &'a (dyn Fn(Error) -> Failure + Sync),
}

impl Batches<'_> {
    async fn next(&mut self) -> Result<Option<RecordBatch>, Failure> {
        let Some(mut rows) = self.rows.take() else {
            return Ok(None);
        };
        let work = async move {
            let batch = rows.next().await;
            (rows, batch)
        };
        let progress = &mut *self.progress;
        let (rows, batch) = self.interrupt.or(work, || progress.draw()).await?;
        self.rows = Some(rows);
        batch.transpose().map_err(self.failure)
    }
}
