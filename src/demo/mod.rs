//! Sample data: the schema `demo`, with a real log of purchases and, generated from it, survey answers and site visits of
//! the same customers.
//!
//! [`EngineBuilder::demo`](crate::EngineBuilder::demo) adds it to an engine.

mod array;
mod events;
mod orders;
mod random;
mod survey;
mod walk;

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::array::RecordBatch;
use datafusion::catalog::{SchemaProvider, TableProvider};
use datafusion::common::{Result, plan_err};
use datafusion::datasource::MemTable;
use datafusion::logical_expr::TableType;
use tokio::sync::OnceCell;

pub use walk::{Step, WALK};

/// The name of the schema.
pub const SCHEMA: &str = "demo";

/// The tables of the sample.
///
/// - `orders`, real: the purchases of customers who first bought early in 1997, up to June 1998.
/// - `survey`, synthetic: whether they would recommend the shop, from 0 to 10.
/// - `events`, synthetic: what they did on its site in 1998.
pub const TABLES: [&str; 3] = ["orders", "survey", "events"];

/// The functions that make the tables.
const MAKE: [fn() -> Result<RecordBatch>; TABLES.len()] = [orders::batch, survey::batch, events::batch];

/// The schema. A table is made at its first use.
#[derive(Debug, Default)]
pub(crate) struct Demo {
    made: [OnceCell<Arc<dyn TableProvider>>; TABLES.len()],
}

#[async_trait]
impl SchemaProvider for Demo {
    fn table_names(&self) -> Vec<String> {
        TABLES.map(str::to_owned).to_vec()
    }

    async fn table(&self, name: &str) -> Result<Option<Arc<dyn TableProvider>>> {
        let Some(place) = TABLES.iter().position(|table| *table == name) else {
            return Ok(None);
        };
        let make = || async {
            let rows = MAKE[place]()?;
            let table = MemTable::try_new(rows.schema(), vec![vec![rows]])?;
            Ok(Arc::new(table) as Arc<dyn TableProvider>)
        };
        self.made[place].get_or_try_init(make).await.cloned().map(Some)
    }

    // The type is known without making the table, so listing all tables makes none.
    async fn table_type(&self, name: &str) -> Result<Option<TableType>> {
        Ok(self.table_exist(name).then_some(TableType::Base))
    }

    fn register_table(
        &self,
        name: String,
        _: Arc<dyn TableProvider>,
    ) -> Result<Option<Arc<dyn TableProvider>>> {
        plan_err!("table '{name}' cannot be created in the schema '{SCHEMA}', which is read-only")
    }

    fn table_exist(&self, name: &str) -> bool {
        TABLES.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::util::display::array_value_to_string;

    use super::*;

    /// Returns the FNV-1a hash of all values as text.
    fn checksum(rows: &RecordBatch) -> u64 {
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for row in 0..rows.num_rows() {
            for column in rows.columns() {
                let text = array_value_to_string(column, row).unwrap();
                for byte in text.bytes().chain([0]) {
                    sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                }
            }
        }
        sum
    }

    #[test]
    fn every_machine_has_the_same_tables() {
        let found = MAKE.map(|make| {
            let rows = make().unwrap();
            (rows.num_rows(), checksum(&rows))
        });
        assert_eq!(
            found,
            [
                (6_919, 16_010_179_463_428_527_252),
                (2_678, 3_600_539_033_872_241_944),
                (26_041, 3_639_098_438_231_879_280)
            ]
        );
    }
}
