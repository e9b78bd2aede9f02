//! A connection that keeps to itself what it makes: its catalogue is a layer above the engine's.
//!
//! ```text
//! CREATE, DROP, register ──> the connection's layer ──┐
//!                            the engine's catalogue ──┴──> tables that the connection sees
//! ```

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use datafusion::catalog::{CatalogProvider, CatalogProviderList, SchemaProvider, TableProvider};
use datafusion::common::{Result, exec_err};
use datafusion::prelude::SessionContext;
use futures::FutureExt as _;

use super::connection::Connection;
use super::engine::Engine;

impl Connection {
    /// Makes a connection that sees the tables of this one, and whose own tables, views and drops nobody else sees. It has
    /// no workspace. Notices and inputs are those of this connection. INSERT into a table of this connection changes that
    /// table, as it does everywhere.
    pub(crate) fn isolated(&self) -> Self {
        let mut state = self.context.state_ref().read().clone();
        let catalogs = LayeredCatalogs { below: Arc::clone(state.catalog_list()), layer: Layer::default() };
        state.register_catalog_list(Arc::new(catalogs));
        let context = SessionContext::new_with_state(state);
        Self {
            engine: Engine { context: context.clone(), workspace: Arc::default(), ..self.engine.clone() },
            context,
            prepared: Arc::default(),
            log: Arc::clone(&self.log),
        }
    }
}

/// Entries of the layer by name: made (`Some`) or dropped (`None`) on top of the catalogue below.
#[derive(Debug)]
struct Layer<T: ?Sized>(Mutex<HashMap<String, Option<Arc<T>>>>);

impl<T: ?Sized> Default for Layer<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: ?Sized> Layer<T> {
    fn entries(&self) -> MutexGuard<'_, HashMap<String, Option<Arc<T>>>> {
        // A panic elsewhere leaves the map consistent, so a poisoned lock is usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the entry of a name; on the first call makes it from what is below.
    fn or_below(&self, name: &str, below: impl FnOnce() -> Option<Arc<T>>) -> Option<Arc<T>> {
        let mut entries = self.entries();
        if let Some(entry) = entries.get(name) {
            return entry.clone();
        }
        let made = below()?;
        entries.insert(name.to_owned(), Some(Arc::clone(&made)));
        Some(made)
    }

    /// Returns the names that are visible: those of the layer, and those below it that it does not cover.
    fn names(&self, below: Vec<String>) -> Vec<String> {
        let entries = self.entries();
        let uncovered = below.into_iter().filter(|name| !entries.contains_key(name));
        let own = entries.iter().filter(|(_, entry)| entry.is_some()).map(|(name, _)| name.clone());
        uncovered.chain(own).collect()
    }
}

#[derive(Debug)]
struct LayeredCatalogs {
    below: Arc<dyn CatalogProviderList>,
    layer: Layer<dyn CatalogProvider>,
}

impl CatalogProviderList for LayeredCatalogs {
    fn register_catalog(
        &self,
        name: String,
        catalog: Arc<dyn CatalogProvider>,
    ) -> Option<Arc<dyn CatalogProvider>> {
        let before = self.catalog(&name);
        self.layer.entries().insert(name, Some(catalog));
        before
    }

    fn catalog_names(&self) -> Vec<String> {
        self.layer.names(self.below.catalog_names())
    }

    fn catalog(&self, name: &str) -> Option<Arc<dyn CatalogProvider>> {
        self.layer.or_below(name, || {
            let below = self.below.catalog(name)?;
            Some(Arc::new(LayeredCatalog { below, layer: Layer::default() }))
        })
    }
}

#[derive(Debug)]
struct LayeredCatalog {
    below: Arc<dyn CatalogProvider>,
    layer: Layer<dyn SchemaProvider>,
}

impl CatalogProvider for LayeredCatalog {
    fn schema_names(&self) -> Vec<String> {
        self.layer.names(self.below.schema_names())
    }

    fn schema(&self, name: &str) -> Option<Arc<dyn SchemaProvider>> {
        self.layer.or_below(name, || {
            let below = self.below.schema(name)?;
            Some(Arc::new(LayeredSchema { below, layer: Layer::default() }))
        })
    }

    fn register_schema(
        &self,
        name: &str,
        schema: Arc<dyn SchemaProvider>,
    ) -> Result<Option<Arc<dyn SchemaProvider>>> {
        let before = self.schema(name);
        self.layer.entries().insert(name.to_owned(), Some(schema));
        Ok(before)
    }

    fn deregister_schema(&self, name: &str, cascade: bool) -> Result<Option<Arc<dyn SchemaProvider>>> {
        let Some(schema) = self.schema(name) else {
            return Ok(None);
        };
        let mut tables = schema.table_names();
        if !cascade && !tables.is_empty() {
            tables.sort_unstable();
            return exec_err!(
                "Cannot drop schema {name} because other tables depend on it: {}",
                tables.join(", ")
            );
        }
        self.layer.entries().insert(name.to_owned(), None);
        Ok(Some(schema))
    }
}

#[derive(Debug)]
struct LayeredSchema {
    below: Arc<dyn SchemaProvider>,
    layer: Layer<dyn TableProvider>,
}

#[async_trait]
impl SchemaProvider for LayeredSchema {
    fn table_names(&self) -> Vec<String> {
        self.layer.names(self.below.table_names())
    }

    async fn table(&self, name: &str) -> Result<Option<Arc<dyn TableProvider>>> {
        let own = self.layer.entries().get(name).cloned();
        match own {
            Some(entry) => Ok(entry),
            None => self.below.table(name).await,
        }
    }

    fn register_table(
        &self,
        name: String,
        table: Arc<dyn TableProvider>,
    ) -> Result<Option<Arc<dyn TableProvider>>> {
        if self.table_exist(&name) {
            return exec_err!("The table {name} already exists");
        }
        self.layer.entries().insert(name, Some(table));
        Ok(None)
    }

    fn deregister_table(&self, name: &str) -> Result<Option<Arc<dyn TableProvider>>> {
        // A table below that takes time to find is dropped all the same; only its provider is not returned.
        let table = self.table(name).now_or_never().transpose()?.flatten();
        self.layer.entries().insert(name.to_owned(), None);
        Ok(table)
    }

    fn table_exist(&self, name: &str) -> bool {
        let own = self.layer.entries().get(name).map(Option::is_some);
        own.unwrap_or_else(|| self.below.table_exist(name))
    }
}
