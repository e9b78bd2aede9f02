//! Expectations: `@expect rows > 0`, a condition over the rows of a block.

use datafusion::arrow::array::{AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::sql::sqlparser::tokenizer::Token;

use crate::engine::{Connection, tokenize};
use crate::errors::{Code, Error, Problem};
use crate::output::grouped;
use crate::reports::model::{Bindings, Directive, Expectation};

/// The table that the rows of the block are.
const TABLE: &str = "__rows_of_the_block";

/// Finds what is wrong with an expectation before the rows are there.
pub(in crate::reports) async fn check(
    connection: &Connection,
    directive: &Directive,
    schema: &SchemaRef,
    bindings: &Bindings,
) -> Result<(), Problem> {
    let place = 0..directive.text.len();
    let failed = |error: Error| {
        let problem = error.problems().first().cloned();
        let hint = problem.as_ref().and_then(|problem| problem.hint.clone());
        let message = problem.map_or_else(|| error.to_string(), |problem| problem.message);
        directive.wrong_at(place.clone(), message, hint)
    };
    connection.engine().register_batches(TABLE, SchemaRef::clone(schema), Vec::new()).map_err(failed)?;
    let sql = sql(directive, schema).map_err(failed)?;
    let found = bindings.bind(connection.query(sql)).schema().await.map_err(failed)?;
    let types: Vec<&DataType> = found.fields().iter().map(|field| field.data_type()).collect();
    match types[..] {
        [DataType::Boolean] => Ok(()),
        [_, _, ..] => {
            Err(directive.wrong_at(place, "an expectation is one condition, and these are several", None))
        }
        _ => {
            let hint = "write a condition, as rows > 0 or min(retention) >= 0".to_owned();
            Err(directive.wrong_at(place, "an expectation is true or false, and this is neither", Some(hint)))
        }
    }
}

/// Looks whether it holds.
pub(in crate::reports) async fn look(
    connection: &Connection,
    directive: &Directive,
    batch: &RecordBatch,
    bindings: &Bindings,
) -> Result<Expectation, Error> {
    connection.engine().register_batches(TABLE, batch.schema(), vec![batch.clone()])?;
    // What fails is told at the condition.
    let placed = |error: Error| {
        let place = directive.place(0..directive.text.len());
        error.map(|problem| problem.at(place))
    };
    let looked =
        async { bindings.bind(connection.query(sql(directive, &batch.schema())?)).await?.collect().await };
    let rows = looked.await.map_err(placed)?;
    let (mut all, mut holding) = (0, 0);
    for batch in &rows {
        let values = batch.column(0).as_boolean_opt().ok_or_else(|| {
            Error::new(Code::Internal, format!("'{}' is no condition", directive.text), None)
        })?;
        all += values.len();
        holding += values.iter().filter(|value| *value == Some(true)).count();
    }
    let rows = |rows: usize| if rows == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(rows)) };
    let detail = match all - holding {
        0 => None,
        _ if all == 1 => Some(format!("the block has {}", rows(batch.num_rows()))),
        failing => Some(format!("it does not hold for {} of {}", grouped(failing), rows(all))),
    };
    Ok(Expectation {
        condition: directive.text.clone(),
        line: directive.at.line,
        holds: detail.is_none(),
        detail,
    })
}

/// The query of a condition. In it `rows` is how many rows there are, unless a column is called so. With an aggregate it
/// has one row; without one a row for each of the block, and must hold for all of them.
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
        // Of a function, or of the frame of a window.
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
