//! A query to run, and its rows.

use std::future::{Future, IntoFuture};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::task::{Context, Poll};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::logical_expr::LogicalPlan;
use datafusion::scalar::ScalarValue;
use futures::{FutureExt, Stream, StreamExt};

use super::connection::Connection;
use super::engine::Engine;
use super::progress::Running;
use super::resolve::bindings::Bindings;
use super::resolve::error_positions::locate;
use crate::errors::{Code, Error, panicked_query};

/// A statement to run: bind its parameters, then await it.
#[derive(Debug)]
#[must_use = "a query does nothing until it is awaited"]
pub struct Query {
    pub(super) connection: Connection,
    sql: String,
    bindings: Bindings,
    is_deterministic: bool,
}

impl Connection {
    /// Makes a query of a statement: `connection.query("SELECT …").await?` runs it. [`Query::bind`] gives its parameters
    /// values before.
    pub fn query(&self, sql: impl Into<String>) -> Query {
        Query {
            connection: self.clone(),
            sql: sql.into(),
            bindings: Bindings::default(),
            is_deterministic: false,
        }
    }
}

impl Engine {
    /// Makes a query that runs once, on a connection made for it: `engine.query("SELECT …").await?`. What belongs to a
    /// connection, as PREPARE and SET do, ends with it; see [`Engine::connect`].
    pub fn query(&self, sql: impl Into<String>) -> Query {
        self.connect().query(sql)
    }
}

impl Query {
    /// Binds a value to `$name`, of any type that converts to a [`ScalarValue`]; the name of `$1` and of the first `?`
    /// is `1`.
    ///
    /// A parameter is a value, never text pasted into the query. It may stand wherever a value may, options included.
    pub fn bind(mut self, name: &str, value: impl Into<ScalarValue>) -> Self {
        self.bindings.values.insert(name.trim_start_matches('$').to_owned(), value.into());
        self
    }

    /// Binds the name of a table to `$name`, as written in SQL: `demo.orders`, `"My orders"`, or the path of a file.
    /// It may stand wherever such a name may, and cannot become anything else.
    pub fn bind_table(self, name: &str, written: impl Into<String>) -> Self {
        self.bind_name(name, written.into(), true)
    }

    /// Binds the name of a column to `$name`, as written in SQL; blanks and other characters need no quotes. It may
    /// stand wherever such a name may, and cannot become anything else.
    pub fn bind_column(self, name: &str, written: impl Into<String>) -> Self {
        self.bind_name(name, written.into(), false)
    }

    fn bind_name(mut self, name: &str, written: String, is_table: bool) -> Self {
        self.bindings.names.insert(name.trim_start_matches('$').to_owned(), (written, is_table));
        self
    }

    /// Makes the answer depend on the data alone, not on threads: rows that no ORDER BY puts in order are
    /// sorted by their columns from left to right, and so are ties of an ORDER BY; `sum` and `avg` add doubles as `fsum`
    /// does. Rows that stand in the query itself (VALUES) keep their order, and those of UNION ALL that of its queries.
    pub fn deterministic(mut self) -> Self {
        self.is_deterministic = true;
        self
    }

    /// Returns the names and types of the columns that the statement would give, without running it. Statements that
    /// give no rows, such as `CREATE VIEW`, have none.
    ///
    /// # Errors
    /// Returns an error if the statement cannot be planned: it does not parse, names something that does not exist, or
    /// its types do not fit.
    pub async fn schema(self) -> Result<SchemaRef, Error> {
        Ok(SchemaRef::clone(self.analysed().await?.schema().inner()))
    }

    /// Returns the plan after analysis, with the types of all columns decided.
    pub(super) async fn analysed(&self) -> Result<LogicalPlan, Error> {
        let analyse = Deep(Box::pin(self.connection.analysed(&self.sql, &self.bindings)));
        let analyse = AssertUnwindSafe(analyse).catch_unwind();
        analyse.await.unwrap_or_else(|panic| Err(panicked(panic.as_ref())))
    }
}

impl IntoFuture for Query {
    type Output = Result<Rows, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let run = Deep(Box::pin(self.connection.run(&self.sql, &self.bindings, self.is_deterministic)));
            let run = AssertUnwindSafe(run).catch_unwind();
            run.await.unwrap_or_else(|panic| Err(panicked(panic.as_ref())))
        })
    }
}

/// A future that is polled on a stack of its own. A statement of a thousand terms is planned by recursion a thousand
/// calls deep, and a worker's stack is small. Only the memory that is used is allocated.
struct Deep<F>(Pin<Box<F>>);

impl<F: Future> Future for Deep<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        const ENOUGH: usize = 256 << 20;
        stacker::maybe_grow(ENOUGH / 2, ENOUGH, || self.0.as_mut().poll(context))
    }
}

/// The rows of a statement: a stream of batches.
pub struct Rows {
    schema: SchemaRef,
    stream: SendableRecordBatchStream,
    /// The statement, for the positions of errors while it runs.
    sql: String,
    running: Running,
    is_count: bool,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("schema", &self.schema).finish_non_exhaustive()
    }
}

impl Rows {
    pub(super) fn new(stream: SendableRecordBatchStream, sql: &str, running: Running) -> Self {
        Self { schema: stream.schema(), stream, sql: sql.to_owned(), running, is_count: false }
    }

    /// Sets whether the one row says how many rows were written.
    pub(super) fn counting(self, is_count: bool) -> Self {
        Self { is_count, ..self }
    }

    /// Returns whether the one value of the one row is the number of rows written, as for INSERT and COPY.
    pub fn is_count(&self) -> bool {
        self.is_count
    }

    /// Returns a handle to watch the query from elsewhere, while it runs and afterwards.
    pub fn running(&self) -> Running {
        self.running.clone()
    }

    /// Returns the names and types of the columns.
    pub fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }

    /// Returns whether the statement gives rows at all: `CREATE VIEW` does not.
    pub fn has_columns(&self) -> bool {
        !self.schema.fields().is_empty()
    }

    /// Returns the next batch, or `None` after the last. The query runs as its batches are asked for, and stops when
    /// the rows are dropped.
    pub async fn next(&mut self) -> Option<Result<RecordBatch, Error>> {
        StreamExt::next(self).await
    }

    /// Returns all batches.
    ///
    /// # Errors
    /// Returns an error if the query fails.
    pub async fn collect(mut self) -> Result<Vec<RecordBatch>, Error> {
        let mut batches = Vec::new();
        while let Some(batch) = self.next().await {
            batches.push(batch?);
        }
        Ok(batches)
    }
}

impl Stream for Rows {
    type Item = Result<RecordBatch, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Rows { stream, sql, .. } = &mut *self;
        match std::panic::catch_unwind(AssertUnwindSafe(|| stream.poll_next_unpin(context))) {
            Ok(poll) => {
                poll.map(|batch| batch.map(|batch| batch.map_err(|error| locate(Error::from(error), sql))))
            }
            Err(panic) => Poll::Ready(Some(Err(panicked(panic.as_ref())))),
        }
    }
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> Error {
    let text =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Error::of(Code::Internal, vec![panicked_query(text.unwrap_or("no reason is known"))])
}
