//! One statement, from its text to its printed result.

use std::io::Write as _;
use std::time::Instant;

use datafusion::arrow::array::{Array as _, AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::{SchemaRef, UInt64Type};
use tenure::{Error, Rows, Running, Statement};

use super::Session;
use super::duration::shown;
use super::interrupt::Interrupt;
use super::last::Keeper;
use super::progress::ProgressLine;
use super::stop::{Stop, say};
use tenure::output::{Renderer, grouped};

impl Session {
    /// Runs a statement and prints its result; `name` is the file it stands in.
    pub async fn print(&mut self, statement: &Statement, name: Option<&str>) -> Result<(), Stop> {
        let begin = Instant::now();
        let mut progress = ProgressLine::begin();
        let printed = self.print_result(statement, name, &mut progress).await;
        progress.clear();
        self.stats.statements += 1;
        self.stats.failed += u64::from(printed.is_err());
        self.tell_notices();
        if self.timer && printed.is_ok() {
            say(&format!("time: {}", shown(begin.elapsed())));
        }
        printed
    }

    /// Says on stderr what reading files changed or left out.
    pub fn tell_notices(&self) {
        for notice in self.engine.take_notices() {
            say(&format!("note: {notice}"));
        }
    }

    /// Starts a statement: its rows are made as they are asked for.
    pub async fn start(
        &mut self,
        statement: &Statement,
        name: Option<&str>,
        progress: &mut ProgressLine,
    ) -> Result<Rows, Stop> {
        let interrupt = self.output.interrupt().clone();
        interrupt.begin();
        let (engine, sql) = (self.engine.clone(), statement.sql.clone());
        let parameters = self.parameters.clone();
        let work = async move { parameters.bind(engine.query(sql)).await };
        let rows = interrupt.or(work, || progress.look()).await?;
        let rows = rows.map_err(|error| Stop::statement(&error, statement, name))?;
        progress.follow(rows.running());
        Ok(rows)
    }

    async fn print_result(
        &mut self,
        statement: &Statement,
        name: Option<&str>,
        progress: &mut ProgressLine,
    ) -> Result<(), Stop> {
        let rows = self.start(statement, name, progress).await?;
        let running = rows.running();
        let printed = self.print_rows(rows, statement, name, progress).await;
        self.stats.rows_read += Running::progress(&running).rows_read;
        printed
    }

    async fn print_rows(
        &mut self,
        rows: Rows,
        statement: &Statement,
        name: Option<&str>,
        progress: &mut ProgressLine,
    ) -> Result<(), Stop> {
        let failed = |error: Error| Stop::statement(&error, statement, name);
        let schema = rows.has_columns().then(|| rows.schema());
        let is_count = rows.is_count();
        let interrupt = self.output.interrupt().clone();
        let mut batches = Batches { rows: Some(rows), interrupt, progress, failed: &failed };
        // Nothing is printed before the first rows are there: a query that fails at once leaves no header behind.
        let first = batches.next().await?;
        let Some(schema) = schema else {
            return Ok(());
        };
        if is_count {
            // It is no data, and so nothing for stdout.
            let count = first.as_ref().and_then(|batch| batch.column(0).as_primitive_opt::<UInt64Type>());
            let count = count.filter(|count| !count.is_empty()).map_or(0, |count| count.value(0));
            let rows = if count == 1 { "row" } else { "rows" };
            say(&format!("{} {rows} written", grouped(count as usize)));
            return Ok(());
        }
        let mut keeper = Keeper::new(SchemaRef::clone(&schema), self.keeps_last);
        let mut renderer = self.output.begin(&schema, false)?;
        match self.print_batches(first, batches, &mut renderer, &mut keeper).await {
            Ok(()) => self.output.end(renderer)?,
            Err(stop) => {
                renderer.abandon(&mut self.output)?;
                self.output.flush()?;
                return Err(stop);
            }
        }
        self.keep(keeper)
    }

    async fn print_batches(
        &mut self,
        first: Option<RecordBatch>,
        mut batches: Batches<'_>,
        renderer: &mut Renderer,
        keeper: &mut Keeper,
    ) -> Result<(), Stop> {
        let mut next = first;
        while let Some(batch) = next {
            self.stats.rows += batch.num_rows() as u64;
            batches.progress.clear();
            renderer.batch(&batch, &mut self.output)?;
            self.output.flush()?;
            keeper.batch(batch);
            next = batches.next().await?;
        }
        batches.progress.clear();
        Ok(())
    }
}

/// The batches of a result, each made while Ctrl-C is listened for.
struct Batches<'a> {
    /// Lent to the thread that works on the next batch.
    rows: Option<Rows>,
    interrupt: Interrupt,
    progress: &'a mut ProgressLine,
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
        let progress = &mut *self.progress;
        let (rows, batch) = self.interrupt.or(work, || progress.look()).await?;
        self.rows = Some(rows);
        batch.transpose().map_err(self.failed)
    }
}
