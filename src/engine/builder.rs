//! The settings of an engine.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use datafusion::catalog::MemoryCatalogProviderList;
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, TrackConsumersPool};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use tenure_udfs::{Catalog, WithTenureFunctions as _};

use super::clock;
use super::engine::Engine;
use super::row_order::RowOrder;
use crate::demo;
use crate::errors::{Code, Error};
use crate::sources::{self, FileCache, JsonFactory, JsonLinesFactory, TextFactory};

/// The number of largest memory consumers that an out-of-memory error names.
const NAMED_CONSUMERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(2);

/// Settings for an [`Engine`].
///
/// ```
/// let engine = tenure::Engine::builder().threads(4).memory_limit("4GB").build()?;
/// # Ok::<(), tenure::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct EngineBuilder {
    threads: Option<usize>,
    batch_size: Option<usize>,
    memory_limit: Option<String>,
    spill_folder: Option<PathBuf>,
    demo: bool,
    as_of: Option<DateTime<Utc>>,
    catalog: Option<Catalog>,
}

impl Engine {
    /// Makes an engine with default settings.
    ///
    /// # Errors
    /// Returns an error if the session cannot be built.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Returns the builder, for settings other than the default.
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }
}

impl EngineBuilder {
    /// Sets the number of partitions that a query is divided into; by default the number of cores. Answers do not
    /// depend on it.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Sets the number of rows in a batch; by default 8,192. Answers do not depend on it.
    pub fn batch_size(mut self, rows: usize) -> Self {
        self.batch_size = Some(rows);
        self
    }

    /// Limits the memory of the operators that track theirs, as in `512MB` or `4GB`: sorts and groupings then spill to
    /// disk, and operators that cannot spill fail.
    pub fn memory_limit(mut self, limit: &str) -> Self {
        self.memory_limit = Some(limit.to_owned());
        self
    }

    /// Sets the folder that queries spill to when they reach the memory limit; by default the system's temporary
    /// folder. It must exist. Spilled files are removed when the query ends.
    pub fn spill_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.spill_folder = Some(folder.into());
        self
    }

    /// Adds the sample of [`demo`](crate::demo): the tables `demo.orders`, `demo.survey` and `demo.events`, each made
    /// when it is first asked for.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), tenure::Error> {
    /// let engine = tenure::Engine::builder().demo().build()?;
    /// let rows = engine.query("SELECT channel, nps(score) FROM demo.survey GROUP BY channel").await?;
    /// assert_eq!(rows.collect().await?.iter().map(|batch| batch.num_rows()).sum::<usize>(), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn demo(mut self) -> Self {
        self.demo = true;
        self
    }

    /// Fixes `now()`, `current_date` and their like to a moment, so that a query about "today" can be run again.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), tenure::Error> {
    /// let moment = "2024-05-31T00:00:00Z".parse().unwrap();
    /// let engine = tenure::Engine::builder().as_of(moment).build()?;
    /// let rows = engine.query("SELECT current_date AS today").await?.collect().await?;
    /// assert_eq!(rows[0].column(0).len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn as_of(mut self, moment: DateTime<Utc>) -> Self {
        self.as_of = Some(moment);
        self
    }

    /// Sets the functions and sources; by default those of [`catalog`](crate::catalog). A program adds its own with
    /// [`Catalog::with`].
    ///
    /// ```
    /// use tenure::functions::{Catalog, surveys};
    ///
    /// let catalog = Catalog::new().with(surveys::FAMILY);
    /// let engine = tenure::Engine::builder().catalog(catalog).build()?;
    /// assert!(engine.catalog().function("rfm").is_none());
    /// assert!(tenure::Engine::builder().catalog(tenure::catalog().with(surveys::FAMILY)).build().is_err());
    /// # Ok::<(), tenure::Error>(())
    /// ```
    pub fn catalog(mut self, catalog: Catalog) -> Self {
        self.catalog = Some(catalog);
        self
    }

    /// Builds the engine.
    ///
    /// # Errors
    /// Returns an error if a setting is out of range, a name occurs twice in the catalogue, or the session cannot be
    /// built.
    pub fn build(self) -> Result<Engine, Error> {
        let catalog = Arc::new(self.catalog.unwrap_or_else(sources::catalog));
        catalog.check().map_err(|error| Error::new(Code::Parameter, Error::from(error).to_string(), None))?;
        let mut config = SessionConfig::new().with_information_schema(true);
        if let Some(threads) = self.threads {
            config = config.with_target_partitions(at_least_one("threads", threads)?);
        }
        if let Some(rows) = self.batch_size {
            config = config.with_batch_size(at_least_one("batch_size", rows)?);
        }
        config.options_mut().sql_parser.collect_spans = true;
        config.set_extension(Arc::new(FileCache::default()));

        let mut runtime = RuntimeEnvBuilder::new();
        if let Some(limit) = &self.memory_limit {
            let pool = FairSpillPool::new(bytes(limit)?);
            runtime = runtime.with_memory_pool(Arc::new(TrackConsumersPool::new(pool, NAMED_CONSUMERS)));
            // A hash join keeps one side whole in memory; a sort-merge join spills.
            config.options_mut().optimizer.prefer_hash_join = false;
        }
        if let Some(folder) = &self.spill_folder {
            let mode = DiskManagerMode::Directories(vec![folder.clone()]);
            runtime = runtime.with_disk_manager_builder(DiskManagerBuilder::default().with_mode(mode));
        }
        let mut state = SessionStateBuilder::new()
            .with_config(config)
            .with_runtime_env(runtime.build_arc()?)
            .with_default_features()
            .with_tenure_functions(&catalog, Arc::new(MemoryCatalogProviderList::new()))
            .with_physical_optimizer_rule(Arc::new(RowOrder))
            .with_table_factory("CSV".to_owned(), Arc::new(TextFactory))
            .with_table_factory("JSON".to_owned(), Arc::new(JsonFactory))
            .build();
        if let Some(moment) = self.as_of {
            clock::fix(&mut state, moment)?;
        }
        for ending in ["json", "jsonl", "ndjson"] {
            state.register_file_format(Arc::new(JsonLinesFactory(ending)), true)?;
        }
        let context = SessionContext::new_with_state(state);
        if self.demo {
            let catalog = context.copied_config().options().catalog.default_catalog.clone();
            if let Some(catalog) = context.catalog(&catalog) {
                catalog.register_schema(demo::SCHEMA, Arc::new(demo::Demo::default()))?;
            }
        }
        Ok(Engine { context, workspace: Arc::default(), catalog, as_of: self.as_of })
    }
}

fn at_least_one(setting: &str, value: usize) -> Result<usize, Error> {
    match value {
        0 => Err(Error::new(Code::Parameter, format!("{setting} must be at least 1"), None)),
        value => Ok(value),
    }
}

/// Parses a size such as `4GB`. Units are powers of 1,024.
fn bytes(text: &str) -> Result<usize, Error> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim().to_ascii_lowercase().trim_end_matches('b').trim_end_matches('i') {
        "" => Some(1_u64),
        "k" => Some(1 << 10),
        "m" => Some(1 << 20),
        "g" => Some(1 << 30),
        "t" => Some(1 << 40),
        _ => None,
    };
    match (number.parse::<f64>(), factor) {
        (Ok(number), Some(factor)) if number > 0.0 => Ok((number * factor as f64) as usize),
        _ => Err(Error::new(
            Code::Parameter,
            format!("'{text}' is not an amount of memory"),
            Some("write it as 512MB or 4GB".to_owned()),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes() {
        assert_eq!(bytes("512MB").unwrap(), 512 << 20);
        assert_eq!(bytes("1.5 g").unwrap(), 3 << 29);
        assert_eq!(bytes("4GiB").unwrap(), 4 << 30);
        assert_eq!(bytes("100").unwrap(), 100);
        for wrong in ["", "GB", "-1MB", "0", "4 potatoes"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
