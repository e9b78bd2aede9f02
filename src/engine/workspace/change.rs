//! Finds the change that a statement makes to a workspace.

use std::borrow::Cow;

use datafusion::common::TableReference;
use datafusion::logical_expr::{DdlStatement, LogicalPlan};
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan};
use tenure_diagnostics::identifier;

use crate::engine::syntax::tokens::{is_word, tokenize};
use crate::errors::{Code, Error, Problem, from_span};

/// A change of a workspace.
#[derive(Debug)]
pub enum Change {
    /// Makes the table, view or schema of this name.
    Make(String),
    /// Makes or changes a table in memory, whose rows are to be kept.
    Rows(TableReference),
    /// Drops the table or view of this name.
    Drop(String),
}

/// Returns what a plan will change in a workspace, or `None` if nothing.
pub fn change(plan: &LogicalPlan) -> Option<Change> {
    match plan {
        LogicalPlan::Ddl(ddl) => Some(match ddl {
            DdlStatement::CreateMemoryTable(create) => Change::Rows(create.name.clone()),
            DdlStatement::CreateView(create) => Change::Make(named(&create.name)),
            DdlStatement::CreateExternalTable(create) => Change::Make(named(&create.name)),
            DdlStatement::CreateCatalogSchema(create) => {
                Change::Make(format!("schema {}", create.schema_name))
            }
            DdlStatement::DropTable(drop) => Change::Drop(named(&drop.name)),
            DdlStatement::DropView(drop) => Change::Drop(named(&drop.name)),
            _ => return None,
        }),
        LogicalPlan::Dml(dml) => Some(Change::Rows(dml.table_name.clone())),
        _ => None,
    }
}

/// Returns a name as SQL writes it, without the default schema.
pub fn named(name: &TableReference) -> String {
    match name.schema().filter(|schema| *schema != "public") {
        Some(schema) => format!("{}.{}", exactly(schema), exactly(name.table())),
        None => exactly(name.table()),
    }
}

/// Returns a name as SQL: in quotes if it would be folded to another name without them.
pub fn exactly(name: &str) -> String {
    match identifier(name) {
        Cow::Borrowed(name) if name != name.to_lowercase() => format!("\"{name}\""),
        written => written.into_owned(),
    }
}

/// Checks that a statement can be kept for other sessions, which know neither its parameters nor its last result.
pub fn check(change: &Change, sql: &str) -> Result<(), Error> {
    let Change::Make(name) = change else {
        return Ok(());
    };
    let tokens = tokenize(sql).unwrap_or_default();
    let passing = tokens.iter().find_map(|token| match &token.token {
        Token::Placeholder(name) => Some((format!("the parameter {name}"), token.span)),
        token_ if is_word(token_, "_") => Some(("the last result".to_owned(), token.span)),
        _ => None,
    });
    match passing {
        None => Ok(()),
        Some((what, place)) => Err(Error::of(
            Code::Query,
            vec![
                Problem::new(format!(
                    "a workspace cannot keep {name}: the next session does not know {what}"
                ))
                .at(from_span(place))
                .hint("make it a table, which keeps the rows: CREATE TABLE … AS SELECT …"),
            ],
        )),
    }
}

/// Returns the name of what a statement makes, by its tokens alone.
pub fn made_name(sql: &str) -> Option<String> {
    name_after(sql, "create")
}

/// Returns the name of what a statement drops.
pub fn dropped_name(sql: &str) -> Option<String> {
    name_after(sql, "drop")
}

/// Returns the name after the keyword that begins the statement and those that say what kind of thing it is.
fn name_after(sql: &str, begin: &str) -> Option<String> {
    const KINDS: [&str; 10] =
        ["or", "replace", "external", "temporary", "view", "table", "schema", "if", "not", "exists"];
    let tokens = tokenize(sql).ok()?;
    let mut tokens = tokens.iter().filter(|token| !matches!(token.token, Token::Whitespace(_)));
    tokens.next().filter(|token| is_word(&token.token, begin))?;
    let mut tokens = tokens.skip_while(|token| KINDS.iter().any(|kind| is_word(&token.token, kind)));
    let name = |token: &TokenWithSpan| match &token.token {
        Token::Word(word) if word.quote_style.is_none() => Some(word.value.to_lowercase()),
        Token::Word(word) => Some(word.value.clone()),
        _ => None,
    };
    let first = name(tokens.next()?)?;
    match tokens.next().filter(|token| token.token == Token::Period).and(tokens.next()) {
        Some(table) => Some(named(&TableReference::partial(first, name(table)?))),
        None => Some(exactly(&first)),
    }
}
