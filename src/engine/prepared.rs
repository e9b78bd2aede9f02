//! The prepared statements of a connection.
//!
//! PREPARE keeps the syntax tree, EXECUTE takes it out again: parameters are bound before planning, so that they may stand
//! where they decide the shape of the plan.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast;
use datafusion::sql::sqlparser::parser::Parser;
use datafusion::sql::sqlparser::tokenizer::Tokenizer;
use tenure_diagnostics::{did_you_mean, nearest};

use super::resolve::parameters::Values;
use super::syntax::dialect::DIALECT;
use crate::errors::{Code, Error};

/// Prepared statements by name.
#[derive(Debug, Default)]
pub(super) struct PreparedStatements(Mutex<HashMap<String, ast::Statement>>);

/// The work that is left to do on a statement.
pub(super) enum Outcome {
    /// The statement is to be planned.
    Plan,
    /// The statement was about prepared statements alone, and is done.
    Done,
}

impl PreparedStatements {
    /// Runs PREPARE and DEALLOCATE, and puts the prepared statement and its values in place of EXECUTE. Leaves other
    /// statements as they are.
    pub fn apply(&self, statement: &mut Statement, values: &mut Values) -> Result<Outcome, Error> {
        let Statement::Statement(inner) = statement else {
            return Ok(Outcome::Plan);
        };
        let mut prepared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match inner.as_ref() {
            ast::Statement::Prepare { name, statement, .. } => {
                if matches!(**statement, ast::Statement::Prepare { .. } | ast::Statement::Execute { .. }) {
                    return Err(Error::new(Code::Query, "PREPARE takes a query", None));
                }
                prepared.insert(name.value.to_lowercase(), without_positions(statement)?);
                Ok(Outcome::Done)
            }
            ast::Statement::Deallocate { name, .. } => {
                let name = name.value.to_lowercase();
                match prepared.remove(&name) {
                    Some(_) => Ok(Outcome::Done),
                    None => Err(not_prepared(&name, &prepared)),
                }
            }
            ast::Statement::Execute { name: Some(name), parameters, using, .. } => {
                let parts = name.0.iter().map(|part| match part.as_ident() {
                    Some(name) => name.value.clone(),
                    None => part.to_string(),
                });
                let name = parts.collect::<Vec<_>>().join(".").to_lowercase();
                let Some(found) = prepared.get(&name) else {
                    return Err(not_prepared(&name, &prepared));
                };
                let arguments = parameters.iter().chain(using.iter().map(|value| &value.expr));
                *values = Values::by_position(arguments);
                **inner = found.clone();
                Ok(Outcome::Plan)
            }
            _ => Ok(Outcome::Plan),
        }
    }
}

fn not_prepared(name: &str, prepared: &HashMap<String, ast::Statement>) -> Error {
    let hint = nearest(name, prepared.keys().map(String::as_str)).map(did_you_mean);
    Error::new(Code::Query, format!("there is no prepared statement '{name}'"), hint)
}

/// Returns the statement without positions. When it is executed its text is not at hand: only the values have positions.
fn without_positions(statement: &ast::Statement) -> Result<ast::Statement, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::new(Code::Internal, error.to_string(), None);
    let text = statement.to_string();
    let tokens = Tokenizer::new(&DIALECT, &text).tokenize().map_err(|error| failed(&error))?;
    Parser::new(&DIALECT).with_tokens(tokens).parse_statement().map_err(|error| failed(&error))
}
