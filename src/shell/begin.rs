//! The tables a session begins with.

use datafusion::common::TableReference;
use tenure::{Error, demo};

use super::files::{Table, tables};
use super::{Session, Stop};

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
    pub async fn register(&self, session: &Session) -> Result<(), Stop> {
        match self {
            Begin::Files(tables) => {
                for table in tables {
                    let (engine, table) = (session.engine.clone(), table.clone());
                    let work = async move { engine.register(&table.name, &table.path).await };
                    session.output.interrupt().or(work, || {}).await??;
                }
                session.tell_notices();
            }
            Begin::Sample => {
                let engine = &session.engine;
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
