//! An engine beside another: it knows the same tables, and what is made in it stays in it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::catalog::{
    CatalogProvider as _, CatalogProviderList as _, MemoryCatalogProvider, MemoryCatalogProviderList,
    MemorySchemaProvider, SchemaProvider as _,
};
use datafusion::execution::SessionStateBuilder;
use datafusion::logical_expr::{DdlStatement, LogicalPlan, LogicalPlanBuilder};
use datafusion::prelude::SessionContext;

use super::{Engine, Query};
use crate::errors::Error;

impl Engine {
    /// An engine that knows the tables, views and settings of this one. What is made or dropped in it is seen by nobody
    /// else; it has no workspace.
    pub(crate) async fn fork(&self) -> Result<Self, Error> {
        let state = self.context.state();
        let options = state.config_options().catalog.clone();
        let catalogs = MemoryCatalogProviderList::new();
        for name in state.catalog_list().catalog_names() {
            let Some(catalog) = state.catalog_list().catalog(&name) else { continue };
            if name != options.default_catalog {
                catalogs.register_catalog(name, catalog);
                continue;
            }
            let copy = MemoryCatalogProvider::new();
            for schema_name in catalog.schema_names() {
                let Some(schema) = catalog.schema(&schema_name) else { continue };
                if schema_name != options.default_schema {
                    copy.register_schema(&schema_name, schema)?;
                    continue;
                }
                let own = MemorySchemaProvider::new();
                for table in schema.table_names() {
                    if let Some(found) = schema.table(&table).await? {
                        own.register_table(table, found)?;
                    }
                }
                copy.register_schema(&schema_name, Arc::new(own))?;
            }
            catalogs.register_catalog(name, Arc::new(copy));
        }
        let state =
            SessionStateBuilder::new_from_existing(state).with_catalog_list(Arc::new(catalogs)).build();
        Ok(Self {
            context: SessionContext::new_with_state(state),
            prepared: Arc::new(Mutex::new(HashMap::new())),
            workspace: Arc::default(),
            catalog: Arc::clone(&self.catalog),
            as_of: self.as_of,
        })
    }
}

impl Query<'_> {
    /// Does what a statement does to names, so that those after it can be planned, but neither reads nor writes rows: a
    /// table it makes is empty. Gives the columns it would give.
    pub(crate) async fn rehearse(self) -> Result<SchemaRef, Error> {
        let engine = self.engine;
        match self.analysed().await? {
            LogicalPlan::Ddl(DdlStatement::CreateMemoryTable(mut table)) => {
                let empty = LogicalPlanBuilder::from(Arc::unwrap_or_clone(table.input)).limit(0, Some(0))?;
                table.input = Arc::new(empty.build()?);
                engine
                    .context
                    .execute_logical_plan(LogicalPlan::Ddl(DdlStatement::CreateMemoryTable(table)))
                    .await?;
                Ok(Arc::new(Schema::empty()))
            }
            LogicalPlan::Ddl(ddl) => {
                engine.context.execute_logical_plan(LogicalPlan::Ddl(ddl)).await?;
                Ok(Arc::new(Schema::empty()))
            }
            LogicalPlan::Dml(_) | LogicalPlan::Copy(_) | LogicalPlan::Statement(_) => {
                Ok(Arc::new(Schema::empty()))
            }
            plan => Ok(SchemaRef::clone(plan.schema().inner())),
        }
    }
}
