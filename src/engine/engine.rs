//! The engine: what connections share.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use datafusion::prelude::SessionContext;
use tenure_udfs::Catalog;

use super::workspace::Workspace;

/// A SQL engine with the functions of [`crate::functions`]: an embedded database over files and tables in memory.
///
/// An engine is a catalogue of tables and functions, a runtime (memory, threads, folders for spilling) and limits. Its
/// users share it, each through a [`Connection`](crate::Connection) from [`Engine::connect`]. Cloning is cheap, and clones
/// are the same engine.
#[derive(Clone)]
pub struct Engine {
    pub(super) context: SessionContext,
    pub(super) catalog: Arc<Catalog>,
    pub(super) workspace: Arc<Mutex<Option<Workspace>>>,
    pub(super) as_of: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// Returns the moment that `now()` is, if it was fixed with [`EngineBuilder::as_of`](crate::EngineBuilder::as_of).
    pub fn as_of(&self) -> Option<DateTime<Utc>> {
        self.as_of
    }

    /// Returns the functions and sources of the engine.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Returns the DataFusion session underneath, for what this library does not wrap. Statements sent to it directly do
    /// without what a connection does before planning: paths inside calls, names regardless of case, parameters.
    ///
    /// Tables registered here are seen by all connections, functions and settings by those made afterwards.
    pub fn context(&self) -> &SessionContext {
        &self.context
    }
}
