//! Names in a syntax tree.

use datafusion::sql::sqlparser::ast::{Ident, ObjectName};

/// Returns a name as the planner takes it: in lower case, unless it is quoted.
pub(crate) fn folded(ident: &Ident) -> String {
    match ident.quote_style {
        Some(_) => ident.value.clone(),
        None => ident.value.to_lowercase(),
    }
}

/// Returns the identifiers of a name with dots.
pub(crate) fn idents(name: &ObjectName) -> Vec<&Ident> {
    name.0.iter().filter_map(|part| part.as_ident()).collect()
}
