//! `sniff('f')`: the findings about files.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::catalog::{MemTable, Session, TableProvider};
use tenure_reader::values::DateOrder;
use tenure_reader::{Delimiter, Escape, FileFormat, Finding};
use tenure_udfs::sql_type;

use super::files::{NamedFiles, json, text};
use super::options::ReadOptions;
use crate::errors::Error;

/// Returns a table of the findings about files, one row for each finding.
///
/// # Errors
/// Returns an error if a file cannot be read.
pub(super) async fn sniff(
    state: &dyn Session,
    paths: &[String],
    options: &ReadOptions,
) -> Result<Arc<dyn TableProvider>, Error> {
    let mut rows: Vec<[String; 5]> = vec![];
    for path in paths {
        let files = NamedFiles::of_paths(std::slice::from_ref(path)).await?;
        if files.are_json() {
            rows.extend(of_json(state, files).await?);
            continue;
        }
        for (name, format) in text::formats(state, files, options).await? {
            let row = |finding: &Finding| {
                let Finding { about, value, evidence, kind, .. } = finding.clone();
                [name.to_string(), about, value, evidence, kind.name().to_owned()]
            };
            rows.extend(format.findings.iter().map(row));
            let call = call(&name, &format);
            let evidence = "says all of this explicitly".to_owned();
            rows.push([name.to_string(), "call".to_owned(), call, evidence, "sure".to_owned()]);
        }
    }
    let names = ["file", "about", "value", "evidence", "certainty"];
    let schema = Arc::new(Schema::new(names.map(|name| Field::new(name, DataType::Utf8, false)).to_vec()));
    let column = |i: usize| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(row[i].as_str())).collect::<StringArray>())
    };
    let batch = RecordBatch::try_new(Arc::clone(&schema), (0..names.len()).map(column).collect());
    let batch = batch.map_err(datafusion::common::DataFusionError::from)?;
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
}

/// Returns the columns of JSON files, which are the same for all.
async fn of_json(state: &dyn Session, files: NamedFiles) -> Result<Vec<[String; 5]>, Error> {
    let path = files.path().to_owned();
    let columns = json::columns(state, files).await?;
    let mut rows = vec![[&path, "format", "JSON", "the ending of the name", "sure"].map(str::to_owned)];
    for (name, data_type, notes) in columns {
        let (evidence, certainty) = match notes.as_slice() {
            [] => ("all values".to_owned(), "sure"),
            notes => (notes.join("; "), "changed"),
        };
        rows.push([path.clone(), name, sql_type(&data_type), evidence, certainty.to_owned()]);
    }
    Ok(rows)
}

/// Returns the call of read_csv that says explicitly what was found out.
fn call(name: &str, format: &FileFormat) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let delimiter = match format.dialect.delimiter {
        Delimiter::Blanks => "blanks".to_owned(),
        Delimiter::Byte(b'\t') => "tab".to_owned(),
        Delimiter::NONE => "none".to_owned(),
        Delimiter::Byte(sign) => (sign as char).to_string(),
    };
    let mut parts = vec![quoted(name), format!("delimiter => {}", quoted(&delimiter))];
    match format.dialect.quote {
        Some(b'"') => {}
        Some(quote) => parts.push(format!("quote => {}", quoted(&(quote as char).to_string()))),
        None => parts.push("quote => 'none'".to_owned()),
    }
    if format.dialect.escape == Escape::Backslash {
        parts.push("escape => 'backslash'".to_owned());
    }

    if format.skip > 0 {
        parts.push(format!("skip => {}", format.skip));
    }
    parts.push(format!("header => {}", format.header));
    parts.push(format!("encoding => {}", quoted(format.encoding.name())));
    if let Some(decimal) = format.decimal {
        parts.push(format!("decimal => {}", quoted(&(decimal as char).to_string())));
    }
    if let Some(order) = format.order {
        let order = match order {
            DateOrder::DayFirst => "day first",
            DateOrder::MonthFirst => "month first",
            DateOrder::YearFirst => "year first",
        };
        parts.push(format!("dates => '{order}'"));
    }
    let types: Vec<String> = format
        .columns
        .iter()
        .map(|column| format!("{}: '{}'", quoted(&column.name), column.format.sql_type()))
        .collect();
    parts.push(format!("types => {{{}}}", types.join(", ")));
    format!("read_csv({})", parts.join(", "))
}
