//! Calls of sources, such as read_csv: they are opened before planning, as quoted paths are, and then stand in the
//! statement as the name of what was opened.

use std::collections::HashMap;

use datafusion::sql::sqlparser::ast::{FunctionArg, Ident, ObjectName, Spanned as _};
use tenure_udfs::catalog::{Function, SourceCall};

/// The calls of a statement, by the names that stand for them.
pub(crate) type SourceCalls = HashMap<String, SourceCall>;

/// Returns the name that stands for a call. It has the place of the written name.
pub(crate) fn name_of(function: &Function, name: &ObjectName, arguments: &[FunctionArg]) -> Ident {
    let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
    let mut ident = Ident::with_quote('"', format!("{}({})", function.name, arguments.join(", ")));
    ident.span = name.span();
    ident
}

/// Returns a hint for a table function of other engines that is not needed here.
pub(crate) fn of_other_engines(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let hint = match lower.as_str() {
        "read_csv_auto" | "sniff_csv" => {
            let near = if lower == "sniff_csv" { "sniff" } else { "read_csv" };
            format!("did you mean '{near}'?")
        }
        "read_parquet" | "parquet_scan" => "FROM 'orders.parquet' reads a Parquet file".to_owned(),
        "read_json" | "read_json_auto" | "read_ndjson" => {
            "FROM 'orders.jsonl' reads a file of JSON lines".to_owned()
        }
        _ => return None,
    };
    Some(hint)
}
