//! `sniff('f')`: what was found out about files.

use std::path::PathBuf;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::catalog::{MemTable, Session, TableProvider};
use tenure_reader::values::DateOrder;
use tenure_reader::{Delimiter, Escape, FileFormat, Finding};
use tenure_udfs::sql_type;

use super::options::ReadOptions;
use super::{Kind, files, json, kind_of, local, text};
use crate::errors::Error;

/// What was found out about files, a row a finding.
///
/// # Errors
/// As reading them.
pub(crate) async fn sniff(
    state: &dyn Session,
    paths: &[String],
    options: &ReadOptions,
) -> Result<Arc<dyn TableProvider>, Error> {
    let mut rows: Vec<[String; 5]> = vec![];
    for path in paths {
        let found = files::files(local(path)?)?;
        if found.iter().all(|file| kind_of(file) == Some(Kind::Json)) {
            rows.extend(of_json(state, path, found).await?);
            continue;
        }
        for (name, format) in text::look(state, path, found, options).await? {
            let row = |finding: &Finding| {
                let Finding { about, value, evidence, kind } = finding.clone();
                [name.clone(), about, value, evidence, kind.name().to_owned()]
            };
            rows.extend(format.findings.iter().map(row));
            let call = call(&name, &format);
            let evidence = "says all of this explicitly".to_owned();
            rows.push([name, "call".to_owned(), call, evidence, "sure".to_owned()]);
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

/// The columns of files of JSON, which are the same for all.
async fn of_json(state: &dyn Session, path: &str, found: Vec<PathBuf>) -> Result<Vec<[String; 5]>, Error> {
    let look = json::look(state, path, found).await?;
    let row = [path, "format", "JSON", "the ending of the name", "sure"].map(str::to_owned);
    let mut rows = vec![row];
    for column in &look.columns {
        let (evidence, certainty) = match column.notes.as_slice() {
            [] => ("all values".to_owned(), "sure"),
            notes => (notes.join("; "), "changed"),
        };
        let value = sql_type(&column.data_type());
        rows.push([path.to_owned(), column.name.clone(), value, evidence, certainty.to_owned()]);
    }
    Ok(rows)
}

/// The call of read_csv that says explicitly what was found out.
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
