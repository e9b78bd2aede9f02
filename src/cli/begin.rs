//! The tables a session begins with.

use datafusion::common::TableReference;
use tenure::{Engine, Error, demo};

use super::interrupt::Interrupt;
use super::statement::tell_notices;
use super::stop::Stop;
use super::tables::{Table, tables};

/// The tables a session begins with.
#[derive(Debug)]
pub enum Begin {
    /// Those of the command line.
    Files(Vec<Table>),
    /// Those of the sample, also without their schema.
    Sample,
}

impl Begin {
    /// With the files of the command line.
    pub fn files(paths: &[String]) -> Result<Self, Stop> {
        tables(paths).map(Begin::Files)
    }

    /// Makes them known to the engine.
    pub async fn register(&self, engine: &Engine, interrupt: &Interrupt) -> Result<(), Stop> {
        match self {
            Begin::Files(tables) => {
                for table in tables {
                    let (engine, table) = (engine.clone(), table.clone());
                    interrupt.or(async move { engine.register(&table.name, &table.path).await }).await??;
                }
                tell_notices(engine);
            }
            Begin::Sample => {
                for table in demo::TABLES {
                    let name = TableReference::partial(demo::SCHEMA, table);
                    let found = engine.context().table_provider(name).await.map_err(Error::from)?;
                    engine.context().register_table(table, found).map_err(Error::from)?;
                }
            }
        }
        Ok(())
    }
}
