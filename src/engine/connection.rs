//! Connections: one user's view of an engine.

use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::TableReference;
use datafusion::datasource::MemTable;
use datafusion::prelude::SessionContext;

use super::engine::Engine;
use super::prepared::PreparedStatements;
use crate::errors::Error;
use crate::sources::{self, Input, ReadLog};

/// A connection to an [`Engine`]: its prepared statements, its settings (`SET`), and what there is to report of its
/// reading (notices, records that could not be read, inputs).
///
/// Tables and views belong to the engine: all connections see them. A connection is made in microseconds, so that a
/// program makes one for each user, request or report. Clones are the same connection.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), tenure::Error> {
/// let engine = tenure::Engine::builder().demo().build()?;
/// let connection = engine.connect();
/// connection.query("PREPARE best AS SELECT count(*) FROM rfm(demo.orders, customer_id, ordered_at, amount) WHERE r >= $1").await?;
/// let batches = connection.query("EXECUTE best(4)").await?.collect().await?;
/// assert_eq!(batches[0].num_rows(), 1);
/// assert!(engine.connect().query("EXECUTE best(4)").await.is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Connection {
    pub(super) engine: Engine,
    pub(super) context: SessionContext,
    pub(super) prepared: Arc<PreparedStatements>,
    pub(super) log: Arc<ReadLog>,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection").finish_non_exhaustive()
    }
}

impl Engine {
    /// Makes a connection.
    pub fn connect(&self) -> Connection {
        let log = Arc::new(ReadLog::default());
        // The clone copies maps from names to shared functions; rebuilding the state would instantiate them again.
        let mut state = self.context.state_ref().read().clone();
        state.config_mut().set_extension(Arc::clone(&log));
        Connection {
            engine: self.clone(),
            context: SessionContext::new_with_state(state),
            prepared: Arc::default(),
            log,
        }
    }

    /// Opens a file, a glob or a folder as a table of that name, for all connections. Files are opened when queried;
    /// their columns are read now.
    ///
    /// # Errors
    /// Returns an error if there is no such file, its format is unknown, or it cannot be read.
    pub async fn register(&self, name: &str, path: &str) -> Result<(), Error> {
        self.connect().register(name, path).await
    }

    /// Makes batches a table of that name, for all connections.
    ///
    /// # Errors
    /// Returns an error if a batch does not have that schema.
    pub fn register_batches(
        &self,
        name: &str,
        schema: SchemaRef,
        batches: Vec<RecordBatch>,
    ) -> Result<(), Error> {
        replace_table(&self.context, name, Arc::new(MemTable::try_new(schema, vec![batches])?))
    }
}

impl Connection {
    /// Returns the engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Opens a file as a table of the engine, as [`Engine::register`] does. Notices about the file are this connection's.
    ///
    /// # Errors
    /// Returns the errors of [`Engine::register`].
    pub async fn register(&self, name: &str, path: &str) -> Result<(), Error> {
        let table = sources::open(&self.context.state(), path).await?;
        replace_table(&self.context, name, table)?;
        self.remember_file(name, path)
    }

    /// Takes the notices since the last call: what reading files changed in their data, which questions they leave open,
    /// and how many records could not be read. Those records are in the table `rejects`.
    pub fn take_notices(&self) -> Vec<String> {
        self.log.take_notices()
    }

    /// Returns the number of records that could not be read, in all statements so far.
    pub fn rejected(&self) -> u64 {
        self.log.rejected()
    }

    /// Takes what statements have read since the last call: files and tables in memory, by their names.
    pub fn take_inputs(&self) -> Vec<Input> {
        self.log.take_inputs()
    }

    /// Returns the DataFusion session underneath, as [`Engine::context`] does; its settings are those of this connection.
    pub fn context(&self) -> &SessionContext {
        &self.context
    }
}

/// Connects to an engine.
impl From<&Engine> for Connection {
    fn from(engine: &Engine) -> Self {
        engine.connect()
    }
}

/// Returns the same connection.
impl From<&Connection> for Connection {
    fn from(connection: &Connection) -> Self {
        connection.clone()
    }
}

/// Registers a table, in place of one that had its name.
fn replace_table(context: &SessionContext, name: &str, table: Arc<dyn TableProvider>) -> Result<(), Error> {
    context.deregister_table(TableReference::bare(name))?;
    context.register_table(TableReference::bare(name), table)?;
    Ok(())
}
