//! The engine: a session with the functions, a way to open files, and statements prepared as its users expect.
//!
//! ```text
//! SQL ──parse──> statement ──parameters──> ──relations──> names resolved, files opened ──plan──> LogicalPlan ──> Rows
//! ```

mod builder;
mod clock;
mod deterministic;
#[cfg(feature = "reports")]
mod isolated;
mod plan;
mod progress;
mod query;
mod resolve;
mod rewrite;
mod row_order;
mod syntax;
mod workspace;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::datasource::MemTable;
use datafusion::prelude::SessionContext;
use datafusion::sql::sqlparser::ast;

pub use builder::EngineBuilder;
pub use progress::{Operator, Progress, Running};
pub use query::{Query, Rows};
pub use syntax::statements::{Comment, Item, Statement, comments, is_complete, items, statements};
#[cfg(feature = "reports")]
pub(crate) use syntax::tokens::tokenize;

use workspace::Workspace;

use tenure_udfs::Catalog;

use crate::errors::Error;
use crate::sources;
use crate::sources::{Input, ReadLog};

/// A SQL engine with the functions of [`crate::functions`]: an embedded database over files and tables in memory.
///
/// Cloning is cheap, and clones share everything.
#[derive(Clone)]
pub struct Engine {
    context: SessionContext,
    prepared: Arc<Mutex<HashMap<String, ast::Statement>>>,
    workspace: Arc<Mutex<Option<Workspace>>>,
    catalog: Arc<Catalog>,
    as_of: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine with default settings.
    ///
    /// # Errors
    /// If the session cannot be built.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Settings first.
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }

    /// Opens a file, a glob or a folder as a table of that name. Files are opened when queried; their columns are read
    /// now.
    ///
    /// # Errors
    /// If there is no such file, it is of no known kind, or it cannot be read.
    pub async fn register(&self, name: &str, path: &str) -> Result<(), Error> {
        let table = sources::open(&self.context.state(), path).await?;
        self.replace(name, table)?;
        self.remember_file(name, path)
    }

    /// Makes a table known by a name, in place of one that had it.
    fn replace(&self, name: &str, table: Arc<dyn TableProvider>) -> Result<(), Error> {
        self.context.deregister_table(table_name(name))?;
        self.context.register_table(table_name(name), table)?;
        Ok(())
    }

    /// Makes batches a table of that name.
    ///
    /// # Errors
    /// If a batch is not of that schema.
    pub fn register_batches(
        &self,
        name: &str,
        schema: SchemaRef,
        batches: Vec<RecordBatch>,
    ) -> Result<(), Error> {
        self.replace(name, Arc::new(MemTable::try_new(schema, vec![batches])?))
    }

    /// A statement to run: `engine.query("SELECT …").await?`, with [`Query::bind`] between for parameters.
    pub fn query(&self, sql: impl Into<String>) -> Query<'_> {
        Query::new(self, sql.into())
    }

    /// What there is to be told since this was last asked: what reading files changed in their data, which questions
    /// they leave open, and how many records could not be read. Those records are in the table `rejects`.
    pub fn take_notices(&self) -> Vec<String> {
        ReadLog::of(&self.context.state()).take_notices()
    }

    /// How many records of files could not be read in all statements so far.
    pub fn rejected(&self) -> u64 {
        ReadLog::of(&self.context.state()).rejected()
    }

    /// What statements have read since this was last asked: files and tables in memory, by their names.
    pub fn take_inputs(&self) -> Vec<Input> {
        ReadLog::of(&self.context.state()).take_inputs()
    }

    /// The moment that `now()` is, if it was fixed with [`EngineBuilder::as_of`].
    pub fn as_of(&self) -> Option<DateTime<Utc>> {
        self.as_of
    }

    /// The functions and sources of the engine.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The DataFusion session underneath, for what this library does not wrap. Statements sent to it directly do
    /// without what the engine does before planning: paths inside calls, names regardless of case, parameters.
    pub fn context(&self) -> &SessionContext {
        &self.context
    }
}

fn table_name(name: &str) -> datafusion::common::TableReference {
    datafusion::common::TableReference::bare(name)
}
