//! A report as JSON: everything that it shows, and all rows.

use serde::Serialize;
use tenure_udfs::sql_type;

use crate::errors::{Code, Error};
use crate::output::{Format, Renderer, Terminal};
use crate::reports::model::{Expectation, FinishedBlock, FinishedReport, KpiValue, Width, unwritable};
use crate::sources::Input;
use tenure_charts::{Picture, describe};

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    script: Option<&'a str>,
    version: &'static str,
    time: String,
    parameters: Vec<ParameterEntry<'a>>,
    inputs: &'a [Input],
}

#[derive(Serialize)]
struct ParameterEntry<'a> {
    name: &'a str,
    description: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct BlockEntry<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    width: &'static str,
    #[serde(skip_serializing_if = "is_empty")]
    kpis: &'a [KpiValue],
    #[serde(skip_serializing_if = "Option::is_none")]
    chart: Option<ChartEntry<'a>>,
    #[serde(skip_serializing_if = "is_empty")]
    expectations: &'a [Expectation],
    columns: Vec<ColumnEntry>,
}

#[derive(Serialize)]
struct ChartEntry<'a> {
    words: &'a str,
    description: String,
    notes: &'a [String],
    picture: &'a Picture,
}

#[derive(Serialize)]
struct ColumnEntry {
    name: String,
    #[serde(rename = "type")]
    type_name: String,
}

fn is_empty<T>(items: &&[T]) -> bool {
    items.is_empty()
}

impl FinishedReport {
    /// Writes the report as one JSON object: its blocks with all their rows, what their charts show, and its inputs.
    ///
    /// # Errors
    /// Returns an error if a value cannot be written as text.
    pub fn to_json(&self) -> Result<String, Error> {
        let parameter = |(name, description, value)| ParameterEntry { name, description, value };
        let document = Document {
            title: &self.title,
            about: joined(&self.about),
            script: self.script.as_deref(),
            version: env!("CARGO_PKG_VERSION"),
            time: self.moment.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            parameters: self.parameters.iter().map(|(n, d, v)| parameter((n, d, v))).collect(),
            inputs: &self.inputs,
        };
        let blocks = self.visible().map(entry).collect::<Result<Vec<_>, _>>()?.join(",\n");
        Ok(with_key(&document, "blocks", &format!("[\n{blocks}\n]"))? + "\n")
    }
}

/// Writes an object with one more key, whose value is already JSON.
fn with_key(object: &impl Serialize, key: &str, value: &str) -> Result<String, Error> {
    let text = serde_json::to_string(object).map_err(|error| {
        Error::new(Code::Internal, format!("the report cannot be written as JSON: {error}"), None)
            .with_source(error)
    })?;
    Ok(format!("{},\"{key}\":{value}}}", text.strip_suffix('}').unwrap_or(&text)))
}

fn joined(lines: &[String]) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn entry(block: &FinishedBlock) -> Result<String, Error> {
    let schema = block.batch.schema();
    let mut rows = Vec::new();
    let mut renderer =
        Renderer::begin(Format::Json, &schema, Terminal::NONE, "", &mut rows).map_err(unwritable)?;
    renderer.batch(&block.batch, &mut rows).map_err(unwritable)?;
    renderer.finish(&mut rows).map_err(unwritable)?;
    let rows = String::from_utf8_lossy(&rows).trim_end().to_owned();
    let column = |field: &std::sync::Arc<datafusion::arrow::datatypes::Field>| ColumnEntry {
        name: field.name().clone(),
        type_name: sql_type(field.data_type()),
    };
    let chart = block.chart.as_ref().map(|prepared| ChartEntry {
        words: &prepared.specification,
        description: describe(&prepared.picture),
        notes: &prepared.notes,
        picture: &prepared.picture,
    });
    let entry = BlockEntry {
        id: &block.id,
        section: block.section.as_deref(),
        title: block.title.as_deref(),
        note: joined(&block.notes),
        width: Width::word(block.width),
        kpis: &block.kpis,
        chart,
        expectations: &block.expectations,
        columns: schema.fields().iter().map(column).collect(),
    };
    with_key(&entry, "rows", &rows)
}
