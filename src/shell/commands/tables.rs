//! `.tables`: the tables and views, and how many rows they have.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::shell::{Session, Stop, say};
use datafusion::arrow::array::{ArrayRef, AsArray as _, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};

/// For counting the rows of all tables together there is this much time.
const PATIENCE: Duration = Duration::from_secs(2);

/// A table of the session.
#[derive(Debug)]
pub struct Listed {
    /// Its name as it stands in SQL, with its schema where it needs one.
    pub name: String,
    /// Whether it is a view.
    pub is_view: bool,
}

/// The tables and views, those of the user first.
pub async fn list(session: &Session) -> Result<Vec<Listed>, Stop> {
    let mut listed = Vec::new();
    for batch in session.engine.query("SHOW TABLES").await?.collect().await? {
        let column = |place: usize| -> Result<StringArray, Stop> {
            Ok(cast(batch.column(place), &DataType::Utf8)?.as_string().clone())
        };
        let (schemas, names, types) = (column(0)?, column(1)?, column(2)?);
        for row in 0..batch.num_rows() {
            let name = written(names.value(row));
            let name = match schemas.value(row) {
                "public" => name,
                schema => format!("{}.{name}", written(schema)),
            };
            listed.push(Listed { name, is_view: types.value(row) == "VIEW" });
        }
    }
    Ok(listed)
}

/// A name as one must write it.
fn written(name: &str) -> String {
    tenure::functions::call::written(name).into_owned()
}

/// Prints them, those alone whose name contains the part.
pub async fn run(part: &str, session: &mut Session) -> Result<(), Stop> {
    let mut listed = list(session).await?;
    listed.retain(|table| table.name.to_lowercase().contains(&part.to_lowercase()));
    let begin = Instant::now();
    let mut counts = Vec::new();
    let mut uncounted = 0;
    for table in &listed {
        let left = PATIENCE.saturating_sub(begin.elapsed());
        let count = count(session, &table.name, left).await?;
        uncounted += usize::from(count.is_none());
        counts.push(count);
    }
    let names: ArrayRef = Arc::new(StringArray::from_iter_values(listed.iter().map(|table| &table.name)));
    let kind = |table: &Listed| if table.is_view { "view" } else { "table" };
    let kinds: ArrayRef = Arc::new(StringArray::from_iter_values(listed.iter().map(kind)));
    let counts: ArrayRef = Arc::new(Int64Array::from(counts));
    let batch = RecordBatch::try_from_iter([("name", names), ("kind", kinds), ("rows", counts)])?;
    let mut renderer = session.output.begin(&batch.schema(), true)?;
    renderer.batch(&batch, &mut session.output)?;
    session.output.end(renderer)?;
    if uncounted > 0 {
        say("where there is no count, SELECT count(*) tells it or why not");
    }
    Ok(())
}

/// How many rows there are; None if that takes too long, or cannot be told.
async fn count(session: &Session, name: &str, left: Duration) -> Result<Option<i64>, Stop> {
    let (engine, sql) = (session.engine.clone(), format!("SELECT count(*) FROM {name}"));
    let work = async move {
        let counted = async move { engine.query(sql).await?.collect().await };
        tokio::time::timeout(left, counted).await
    };
    let counted = session.output.interrupt().or(work, || {}).await?;
    let Ok(Ok(batches)) = counted else {
        return Ok(None);
    };
    let first = batches.first().filter(|batch| batch.num_rows() == 1);
    Ok(first.and_then(|batch| Some(batch.column(0).as_primitive_opt::<Int64Type>()?.value(0))))
}
