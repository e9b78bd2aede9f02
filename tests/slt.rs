//! The `.slt` files: statements with the rows or the error that each must give.
//!
//! Every file under `tests/slt` is a test, run with an engine of its own; `cargo test --test slt -- rfm` runs those with
//! `rfm` in their names. It is run once more, as `…::bare`, with a plain DataFusion session that has only the functions
//! registered, and whose batches are tiny, so that no answer depends on where they end. A file whose first lines hold
//! `# engine only` uses what such a session lacks.
//!
//! `SLT_COMPLETE=1` writes what the engine answers into the files, to be read before it is believed.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use libtest_mimic::{Arguments, Failed, Trial};
use sqllogictest::{AsyncDB, ColumnType, DBOutput, Runner, default_normalizer, strict_column_validator};
use tenure::arrow::array::RecordBatch;
use tenure::arrow::datatypes::{DataType, Field, SchemaRef};
use tenure::arrow::util::display::{ArrayFormatter, FormatOptions};
use tenure::datafusion::prelude::{SessionConfig, SessionContext};
use tenure::functions::sql_type;
use tenure::{Connection, Engine, Error};

fn main() {
    let folder = Path::new("tests/slt");
    let complete = std::env::var_os("SLT_COMPLETE").is_some();
    let mut trials = Vec::new();
    for path in files(folder) {
        let name = path.strip_prefix(folder).unwrap().with_extension("").display().to_string();
        if !complete && !is_engine_only(&path) {
            let path = path.clone();
            trials.push(Trial::test(format!("{name}::bare"), move || run(&path, bare, false)));
        }
        trials.push(Trial::test(name, move || run(&path, engine, complete)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension() {
            _ if path.is_dir() => files.extend(self::files(&path)),
            Some(extension) if extension == "slt" => files.push(path),
            _ => {}
        }
    }
    files.sort();
    files
}

fn is_engine_only(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    text.lines().take_while(|line| line.starts_with('#')).any(|line| line == "# engine only")
}

#[tokio::main]
async fn run(path: &Path, open: fn() -> Result<Door, Error>, complete: bool) -> Result<(), Failed> {
    let mut runner = Runner::new(async || open());
    runner.with_validator(is_same);
    runner.with_column_validator(strict_column_validator);
    if complete {
        let done = runner.update_test_file(path, " ", is_same, default_normalizer, strict_column_validator);
        done.await.map_err(|error| error.to_string())?;
    } else {
        runner.run_file_async(path).await.map_err(|error| error.display(false).to_string())?;
    }
    Ok(())
}

/// Whether the rows are the lines; a value of several lines takes as many.
fn is_same(normalize: fn(&String) -> String, rows: &[Vec<String>], lines: &[String]) -> bool {
    let rows: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
    let rows = rows.iter().flat_map(|row| row.lines()).map(|row| normalize(&row.to_owned()));
    rows.eq(lines.iter().map(normalize))
}

/// A way to the functions.
enum Door {
    Engine(Connection),
    Bare(SessionContext),
}

fn engine() -> Result<Door, Error> {
    Ok(Door::Engine(Engine::new()?.connect()))
}

fn bare() -> Result<Door, Error> {
    let mut config = SessionConfig::new().with_target_partitions(3).with_batch_size(4);
    config.options_mut().sql_parser.collect_spans = true;
    let context = SessionContext::new_with_config(config);
    tenure::functions::register_all(&context)?;
    Ok(Door::Bare(context))
}

#[async_trait]
impl AsyncDB for Door {
    type Error = Error;
    type ColumnType = Kind;

    async fn run(&mut self, sql: &str) -> Result<DBOutput<Kind>, Error> {
        // DESCRIBE of a plain session has the engine's names of the types, ours those of SQL.
        if let (Door::Bare(context), Some(name)) = (&*self, sql.strip_prefix("DESCRIBE ")) {
            let frame = context.table(name).await?;
            let row = |field: &Arc<Field>| {
                let nullable = if field.is_nullable() { "YES" } else { "NO" };
                vec![field.name().clone(), sql_type(field.data_type()), nullable.to_owned()]
            };
            let rows = frame.schema().fields().iter().map(row).collect();
            return Ok(DBOutput::Rows { types: vec![Kind::of(&DataType::Utf8); 3], rows });
        }
        let (schema, batches) = match self {
            Door::Engine(connection) => {
                let rows = connection.query(sql).await?;
                (rows.schema(), rows.collect().await?)
            }
            Door::Bare(context) => {
                let frame = context.sql(sql).await?;
                (SchemaRef::clone(frame.schema().inner()), frame.collect().await?)
            }
        };
        if schema.fields().is_empty() {
            return Ok(DBOutput::StatementComplete(0));
        }
        let types = schema.fields().iter().map(|field| Kind::of(field.data_type())).collect();
        Ok(DBOutput::Rows { types, rows: batches.iter().flat_map(rows).collect() })
    }

    async fn shutdown(&mut self) {}
}

fn rows(batch: &RecordBatch) -> Vec<Vec<String>> {
    let options = FormatOptions::new().with_null("NULL");
    let columns: Vec<_> =
        batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).unwrap()).collect();
    let value = |text: String| if text.is_empty() { "(empty)".to_owned() } else { text };
    (0..batch.num_rows())
        .map(|row| columns.iter().map(|column| value(column.value(row).to_string())).collect())
        .collect()
}

/// The type of a column by a letter: B boolean, D date, I whole number, N decimal, P point in time, R floating point,
/// T text, and ? for any other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kind(char);

impl Kind {
    fn of(data_type: &DataType) -> Self {
        Self(match data_type {
            DataType::Boolean => 'B',
            DataType::Date32 | DataType::Date64 => 'D',
            DataType::Timestamp(_, _) => 'P',
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => 'T',
            DataType::Dictionary(_, values) => return Self::of(values),
            t if t.is_integer() => 'I',
            t if t.is_floating() => 'R',
            t if t.is_numeric() => 'N',
            _ => '?',
        })
    }
}

impl ColumnType for Kind {
    fn from_char(letter: char) -> Option<Self> {
        Some(Self(letter))
    }

    fn to_char(&self) -> char {
        self.0
    }
}
