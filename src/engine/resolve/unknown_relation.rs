//! Hints for relations that do not exist.

use datafusion::execution::session_state::SessionState;
use datafusion::sql::sqlparser::ast::{Ident, ObjectName, Spanned as _};
use tenure_diagnostics::{listed, nearest};

use crate::engine::syntax::names::idents;
use crate::errors::{Problem, from_span};
use crate::sources;

/// Returns the tables of the default schema. For a name with a schema, returns those of that schema, or of all schemas
/// if it does not exist.
fn could_be_meant(state: &SessionState, parts: &[&Ident]) -> Vec<String> {
    let options = &state.config_options().catalog;
    let Some(catalog) = state.catalog_list().catalog(&options.default_catalog) else {
        return Vec::new();
    };
    let tables = |schema: &str| catalog.schema(schema).map(|schema| schema.table_names()).unwrap_or_default();
    let [.., written, _] = parts else {
        return tables(&options.default_schema);
    };
    let schemas = catalog.schema_names();
    let is_written = |schema: &&String| schema.eq_ignore_ascii_case(&written.value);
    let named: Vec<&String> = schemas.iter().filter(is_written).collect();
    let schemas = if named.is_empty() { schemas.iter().collect() } else { named };
    let with_schema = |schema: &String| {
        tables(schema).into_iter().map(|table| format!("{schema}.{table}")).collect::<Vec<_>>()
    };
    schemas.into_iter().flat_map(with_schema).collect()
}

/// Returns the problem of a relation that does not exist, with the nearest name or with what to do.
pub(crate) fn not_found(state: &SessionState, name: &ObjectName) -> Problem {
    let parts = idents(name);
    let written = parts.iter().map(|ident| ident.value.as_str()).collect::<Vec<_>>().join(".");
    let tables = could_be_meant(state, &parts);
    let mut names: Vec<&str> = tables.iter().map(String::as_str).collect();
    names.sort_unstable();
    let hint = if written == "_" {
        "it is the last result of a prompt or script, and there is none, or it was too large to be kept"
            .to_owned()
    } else if sources::looks_like_path(&written) {
        format!("write a path in quotes: '{written}'")
    } else if let Some(near) = nearest(&written, names.iter().copied()) {
        format!("did you mean '{near}'?")
    } else if names.is_empty() {
        "there are no tables; read a file with FROM 'file.parquet'".to_owned()
    } else {
        format!("the tables are {}", listed(&names))
    };
    Problem::new(format!("table '{written}' not found")).at(from_span(name.span())).hint(hint)
}
