//! Tables by name: of the catalogue, of files, of calls.

use std::sync::Arc;

use datafusion::common::TableReference;
use datafusion::datasource::provider_as_source;
use datafusion::execution::session_state::SessionState;
use datafusion::logical_expr::TableSource;
use datafusion::sql::sqlparser::ast::{Ident, ObjectName, Spanned as _};
use tenure_udfs::catalog::Make;

use super::source_calls::SourceCalls;
use crate::engine::syntax::names::{folded, idents};
use crate::errors::{Code, Error};
use crate::sources::{self, RejectsTable};

/// Returns the table of a name: what a call opens, a table of the catalogue, a file, or the records that could not be read.
/// A name that need not exist, as of `CREATE TABLE`, is not a path unless it is in single quotes.
pub(crate) async fn find(
    state: &SessionState,
    calls: &SourceCalls,
    name: &ObjectName,
    must_exist: bool,
) -> Result<Option<(TableReference, Arc<dyn TableSource>)>, Error> {
    let parts = idents(name);
    if let [ident] = parts.as_slice()
        && let Some(call) = calls.get(&ident.value)
    {
        let Make::Source { opens, .. } = &call.function.make else {
            return Ok(None);
        };
        let table = opens.open(call, state).await?;
        return Ok(Some((TableReference::bare(ident.value.as_str()), provider_as_source(table))));
    }
    if let Some(found) = in_catalog(state, &parts).await? {
        return Ok(Some(found));
    }
    match parts.as_slice() {
        [ident] if is_path(ident, must_exist) => {
            let table = sources::open(state, &ident.value).await?;
            Ok(Some((TableReference::bare(ident.value.as_str()), provider_as_source(table))))
        }
        [ident] if must_exist && folded(ident) == RejectsTable::NAME => {
            let table = Arc::new(RejectsTable::new());
            Ok(Some((TableReference::bare(RejectsTable::NAME), provider_as_source(table))))
        }
        _ => Ok(None),
    }
}

/// Returns whether a name is a path. Single quotes are for paths. Double quotes are for names, but a name with a file's
/// ending is a path, too, unless it may be that of a new table.
fn is_path(ident: &Ident, must_exist: bool) -> bool {
    match ident.quote_style {
        Some('\'') => true,
        Some(_) => must_exist && sources::looks_like_path(&ident.value),
        None => false,
    }
}

/// Returns the table of the catalogue with this name: an exact match, or the only one that differs in case.
async fn in_catalog(
    state: &SessionState,
    parts: &[&Ident],
) -> Result<Option<(TableReference, Arc<dyn TableSource>)>, Error> {
    let options = &state.config_options().catalog;
    let (catalog, schema, table) = match parts {
        [table] => (None, None, table),
        [schema, table] => (None, Some(schema), table),
        [catalog, schema, table] => (Some(catalog), Some(schema), table),
        _ => return Ok(None),
    };
    let catalogs = state.catalog_list().catalog_names();
    let Some(catalog) = spelling(catalog.copied(), &options.default_catalog, &catalogs)? else {
        return Ok(None);
    };
    if schema.is_some_and(|schema| schema.value.eq_ignore_ascii_case("information_schema")) {
        let reference = TableReference::full(catalog, "information_schema", table.value.to_lowercase());
        let found = state.schema_for_ref(reference.clone())?.table(reference.table()).await?;
        return Ok(found.map(|table| (reference, provider_as_source(table))));
    }
    let Some(provider) = state.catalog_list().catalog(&catalog) else {
        return Ok(None);
    };
    let Some(schema) = spelling(schema.copied(), &options.default_schema, &provider.schema_names())? else {
        return Ok(None);
    };
    let Some(provider) = provider.schema(&schema) else {
        return Ok(None);
    };
    let Some(table) = spelling(Some(table), "", &provider.table_names())? else {
        return Ok(None);
    };
    let Some(found) = provider.table(&table).await? else {
        return Ok(None);
    };
    let reference = match parts.len() {
        1 => TableReference::bare(table),
        2 => TableReference::partial(schema, table),
        _ => TableReference::full(catalog, schema, table),
    };
    Ok(Some((reference, provider_as_source(found))))
}

/// Returns the name that is meant: an exact match, else the folded name, else the only one that differs in case.
fn spelling(ident: Option<&Ident>, default: &str, names: &[String]) -> Result<Option<String>, Error> {
    let Some(ident) = ident else {
        return Ok(Some(default.to_owned()));
    };
    if names.contains(&ident.value) {
        return Ok(Some(ident.value.clone()));
    }
    if ident.quote_style == Some('"') {
        return Ok(None);
    }
    let lower = ident.value.to_lowercase();
    if names.contains(&lower) {
        return Ok(Some(lower));
    }
    let near: Vec<&String> = names.iter().filter(|name| name.to_lowercase() == lower).collect();
    match near.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some((*one).clone())),
        several => {
            let mut names: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
            names.sort_unstable();
            let joined = names.join(", ");
            Err(Error::new(
                Code::Query,
                format!("'{}' could be any of {}", ident.value, joined),
                Some("write the one you mean in double quotes".to_owned()),
            ))
        }
    }
}

/// Returns the name spelt as found, in quotes, with the position of the written one.
pub(crate) fn spelled(written: &ObjectName, found: &TableReference) -> ObjectName {
    let span = written.span();
    let parts = [found.catalog(), found.schema(), Some(found.table())];
    let idents = parts.into_iter().flatten().map(|part| {
        let mut ident = Ident::with_quote('"', part);
        ident.span = span;
        ident
    });
    ObjectName::from(idents.collect::<Vec<_>>())
}
