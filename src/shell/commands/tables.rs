//! `.tables`, `.schema` and `.open`: the tables and views of the session.

use std::sync::Arc;
use std::time::{Duration, Instant};

use datafusion::arrow::array::{ArrayRef, AsArray as _, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, FieldRef, Int64Type};
use datafusion::common::TableReference;
use tenure::functions::sql_type;
use tenure_diagnostics::{Problem, identifier, nearest};

use super::paths;
use crate::shell::exit::Exit;
use crate::shell::failure::Failure;
use crate::shell::session::Session;
use crate::shell::start_tables::StartTables;
use crate::shell::terminal::print_message;

/// The time for counting the rows of all tables together.
const COUNTING_TIME: Duration = Duration::from_secs(2);

/// A table of the session.
#[derive(Debug)]
pub struct ListedTable {
    /// Its name as SQL needs it, with its schema unless that is the default one.
    pub name: String,
    /// True for a view.
    pub is_view: bool,
}

/// Returns the tables and views, those of the user first.
pub async fn list_tables(session: &Session) -> Result<Vec<ListedTable>, Failure> {
    let mut listed = Vec::new();
    for batch in session.connection.query("SHOW TABLES").await?.collect().await? {
        let column = |index: usize| -> Result<StringArray, Failure> {
            Ok(cast(batch.column(index), &DataType::Utf8)?.as_string().clone())
        };
        let (schemas, names, types) = (column(0)?, column(1)?, column(2)?);
        for row in 0..batch.num_rows() {
            let name = identifier(names.value(row));
            let name = match schemas.value(row) {
                "public" => name.into_owned(),
                schema => format!("{}.{name}", identifier(schema)),
            };
            listed.push(ListedTable { name, is_view: types.value(row) == "VIEW" });
        }
    }
    Ok(listed)
}

/// Prints the tables and views whose name contains the part, with their numbers of rows.
pub async fn tables(part: &str, session: &mut Session) -> Result<(), Failure> {
    let mut listed = list_tables(session).await?;
    listed.retain(|table| table.name.to_lowercase().contains(&part.to_lowercase()));
    let begin = Instant::now();
    let mut counts = Vec::new();
    for table in &listed {
        let left = COUNTING_TIME.saturating_sub(begin.elapsed());
        counts.push(count_rows(session, &table.name, left).await?);
    }
    let is_incomplete = counts.contains(&None);
    let names: ArrayRef = Arc::new(StringArray::from_iter_values(listed.iter().map(|table| &table.name)));
    let kind = |table: &ListedTable| if table.is_view { "view" } else { "table" };
    let kinds: ArrayRef = Arc::new(StringArray::from_iter_values(listed.iter().map(kind)));
    let counts: ArrayRef = Arc::new(Int64Array::from(counts));
    let batch = RecordBatch::try_from_iter([("name", names), ("kind", kinds), ("rows", counts)])?;
    let mut renderer = session.output.begin(&batch.schema(), true)?;
    renderer.batch(&batch, &mut session.output)?;
    session.output.end(renderer)?;
    if is_incomplete {
        print_message("where a count is missing, SELECT count(*) gives it, or the reason why not");
    }
    Ok(())
}

/// Returns the number of rows, or `None` if counting takes longer than `left` or fails.
async fn count_rows(session: &Session, name: &str, left: Duration) -> Result<Option<i64>, Failure> {
    let (connection, sql) = (session.connection.clone(), format!("SELECT count(*) FROM {name}"));
    let work = async move {
        let counted = async move { connection.query(sql).await?.collect().await };
        tokio::time::timeout(left, counted).await
    };
    let counted = session.output.interrupt().or(work, || {}).await?;
    let Ok(Ok(batches)) = counted else {
        return Ok(None);
    };
    let first = batches.first().filter(|batch| batch.num_rows() == 1);
    Ok(first.and_then(|batch| Some(batch.column(0).as_primitive_opt::<Int64Type>()?.value(0))))
}

/// Prints the SQL of views and the columns of tables, as statements: of the one named, or of all that are the user's.
pub async fn schema(name: &str, session: &mut Session) -> Result<(), Failure> {
    let listed = list_tables(session).await?;
    let names = || listed.iter().map(|table| table.name.as_str());
    let chosen: Vec<&str> = match name {
        "" => names().filter(|name| !name.contains('.')).collect(),
        name => {
            let bare = name.trim_matches('"');
            let same = |listed: &&str| listed.trim_matches('"').eq_ignore_ascii_case(bare);
            let Some(found) = names().find(same) else {
                let near = nearest(name, names());
                let problem = Problem::new(format!("table '{name}' not found"))
                    .maybe_hint(near.map(|near| format!("did you mean '{near}'?")));
                return Err(Failure::problem(Exit::Query, &problem));
            };
            vec![found]
        }
    };
    let mut statements = Vec::new();
    for name in chosen {
        statements.push(definition(session, name).await?);
    }
    match statements.is_empty() {
        true => Ok(()),
        false => session.output.text(&statements.join("\n")),
    }
}

/// Returns the statement that makes a table or view.
async fn definition(session: &Session, name: &str) -> Result<String, Failure> {
    let reference = TableReference::parse_str(name);
    let table = session.connection.context().table_provider(reference).await.map_err(tenure::Error::from)?;
    if let Some(definition) = table.get_table_definition() {
        return Ok(format!("{};", definition.trim_end_matches(';')));
    }
    let column = |field: &FieldRef| format!("  {} {}", identifier(field.name()), sql_type(field.data_type()));
    let columns: Vec<String> = table.schema().fields().iter().map(column).collect();
    Ok(format!("CREATE TABLE {name} (\n{}\n);", columns.join(",\n")))
}

/// Makes each file a table of its name. Files are separated by blanks outside quotes.
pub async fn open(argument: &str, session: &mut Session) -> Result<(), Failure> {
    let start = StartTables::of_files(&paths::split(argument))?;
    start.register(session).await?;
    start.print();
    Ok(())
}
