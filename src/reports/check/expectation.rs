//! Expectations: `@expect rows > 0`, a condition on the rows of a block.

use datafusion::arrow::array::{AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::sql::sqlparser::tokenizer::Token;
use tenure_diagnostics::{counted, grouped};

use crate::engine::{Connection, tokenize};
use crate::errors::{Code, Error, Problem};
use crate::reports::model::{Bindings, Directive, Expectation};

/// The name of the table that holds the rows of the block.
const TABLE: &str = "__rows_of_the_block";

/// Checks an expectation against the columns of its block, before there are rows.
pub(in crate::reports) async fn check(
    connection: &Connection,
    directive: &Directive,
    schema: &SchemaRef,
    bindings: &Bindings,
) -> Result<(), Problem> {
    let place = directive.place(0..directive.text.len());
    let failed = |error: Error| {
        let problem = error.problems().first().cloned();
        problem.unwrap_or_else(|| Problem::new(error.to_string())).at(place)
    };
    connection.engine().register_batches(TABLE, SchemaRef::clone(schema), Vec::new()).map_err(failed)?;
    let sql = sql(directive, schema).map_err(failed)?;
    let found = bindings.bind(connection.query(sql)).schema().await.map_err(failed)?;
    let types: Vec<&DataType> = found.fields().iter().map(|field| field.data_type()).collect();
    match types[..] {
        [DataType::Boolean] => Ok(()),
        [_, _, ..] => Err(Problem::new("@expect takes one condition, not several").at(place)),
        _ => {
            let problem = Problem::new("@expect takes a condition that is true or false").at(place);
            Err(problem.hint("write rows > 0 or min(retention) >= 0"))
        }
    }
}

/// Evaluates an expectation on the rows of its block.
pub(in crate::reports) async fn evaluate(
    connection: &Connection,
    directive: &Directive,
    batch: &RecordBatch,
    bindings: &Bindings,
) -> Result<Expectation, Error> {
    connection.engine().register_batches(TABLE, batch.schema(), vec![batch.clone()])?;
    // An error points at the condition, not into the query made from it.
    let placed = |error: Error| {
        let place = directive.place(0..directive.text.len());
        error.map(|problem| problem.at(place))
    };
    let evaluated =
        async { bindings.bind(connection.query(sql(directive, &batch.schema())?)).await?.collect().await };
    let rows = evaluated.await.map_err(placed)?;
    let (mut all, mut holding) = (0, 0);
    for batch in &rows {
        let values = batch.column(0).as_boolean_opt().ok_or_else(|| {
            Error::new(Code::Internal, format!("'{}' is not a condition", directive.text), None)
        })?;
        all += values.len() as u64;
        holding += values.iter().filter(|value| *value == Some(true)).count() as u64;
    }
    let detail = match all - holding {
        0 => None,
        _ if all == 1 => Some(format!("the block has {}", counted(batch.num_rows() as u64, "row"))),
        failing => Some(format!("it does not hold for {} of {}", grouped(failing), counted(all, "row"))),
    };
    Ok(Expectation {
        condition: directive.text.clone(),
        line: directive.at.line,
        holds: detail.is_none(),
        detail,
    })
}

/// Returns the query of a condition, in which `rows` is the number of rows unless a column has that name. A condition with
/// an aggregate returns one row; one without returns a row for each row of the block, and must hold for all of them.
fn sql(directive: &Directive, schema: &SchemaRef) -> Result<String, Error> {
    let unreadable = |error: datafusion::sql::sqlparser::tokenizer::TokenizerError| {
        Error::new(Code::Syntax, error.message, None)
    };
    let tokens = tokenize(&directive.text).map_err(unreadable)?;
    let has_column = schema.fields().iter().any(|field| field.name().eq_ignore_ascii_case("rows"));
    // A condition is one line, so a place in it is a number of characters.
    let mut characters = directive.text.chars();
    let (mut condition, mut behind) = (String::new(), 1);
    for (place, token) in tokens.iter().enumerate() {
        let is_rows = matches!(&token.token, Token::Word(word)
            if word.quote_style.is_none() && word.value.eq_ignore_ascii_case("rows"));
        let mut after =
            tokens.iter().skip(place + 1).filter(|token| !matches!(token.token, Token::Whitespace(_)));
        // The name of a function, or the unit of a window frame.
        let is_call = after.next().is_some_and(|next| match &next.token {
            Token::LParen | Token::Number(..) => true,
            Token::Word(word) => {
                ["between", "unbounded", "current"].iter().any(|known| word.value.eq_ignore_ascii_case(known))
            }
            _ => false,
        });
        let is_part = place.checked_sub(1).and_then(|before| tokens.get(before));
        let is_part = is_part.is_some_and(|before| before.token == Token::Period);
        if is_rows && !has_column && !is_call && !is_part {
            let (start, end) = (token.span.start.column as usize, token.span.end.column as usize);
            condition.extend(characters.by_ref().take(start - behind));
            condition.push_str("count(*)");
            characters.by_ref().take(end - start).for_each(drop);
            behind = end;
        }
    }
    condition.extend(characters);
    Ok(format!("SELECT ({condition}\n) AS holds FROM {TABLE}"))
}
