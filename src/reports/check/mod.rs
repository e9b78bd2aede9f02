//! Checks of a report before it runs: every statement is planned, and its directives are compared with its columns.

use datafusion::arrow::datatypes::SchemaRef;

mod expectation;

pub(super) use expectation::evaluate;

use super::model::{Arguments, Bindings, Block, Directive, Kpi, Report, TableOptions};
use crate::engine::{Connection, Statement};
use crate::errors::Position;
use crate::errors::{Code, Error, Problem};
use crate::output::chart_kind;
use tenure_charts::{self as charts, ChartError, Column, ColumnKind};

impl Report {
    /// Checks the report without running it: that its parameters have values, its files and tables exist, its statements
    /// can be planned, and its charts fit their columns.
    ///
    /// # Errors
    /// Returns every problem, with its place in the script; [`Report::explain`] shows them.
    pub async fn check(
        &self,
        connection: impl Into<Connection>,
        arguments: impl Into<Arguments>,
    ) -> Result<(), Error> {
        self.rehearse(&connection.into(), &arguments.into().bind(&self.parameters)?).await
    }

    /// Checks the report with bound parameters.
    pub(in crate::reports) async fn rehearse(
        &self,
        connection: &Connection,
        bindings: &Bindings,
    ) -> Result<(), Error> {
        let connection = connection.isolated();
        self.open_files(&connection, bindings).await?;
        let (mut problems, mut code) = (Vec::new(), None);
        for block in &self.blocks {
            let statement = &block.statement;
            match bindings.bind(connection.query(&statement.sql)).rehearse().await {
                Ok(schema) => {
                    let before = problems.len();
                    problems.extend(self.compare(&connection, block, &schema, bindings).await);
                    if problems.len() > before {
                        code.get_or_insert(Code::Query);
                    }
                }
                Err(error) => {
                    code.get_or_insert(error.code());
                    problems.extend(shifted(error, statement).problems().iter().cloned());
                    // Later statements may need what this one would have created.
                    if !gives_rows(statement) {
                        break;
                    }
                }
            }
        }
        match code {
            None => Ok(()),
            Some(code) => Err(Error::of(code, problems)),
        }
    }

    /// Opens the files that the report uses as tables.
    pub(in crate::reports) async fn open_files(
        &self,
        connection: &Connection,
        bindings: &Bindings,
    ) -> Result<(), Error> {
        for found in &self.uses {
            let argument = found.parameter.as_deref().and_then(|name| bindings.text(name));
            let path = argument.or(found.path.as_deref()).unwrap_or_default();
            connection
                .register(&found.name, path)
                .await
                .map_err(|error| error.map(|problem| problem.at(found.directive.at)))?;
        }
        Ok(())
    }

    /// Returns the problems of a block's directives with the columns of its statement.
    async fn compare(
        &self,
        connection: &Connection,
        block: &Block,
        schema: &SchemaRef,
        bindings: &Bindings,
    ) -> Vec<Problem> {
        if schema.fields().is_empty() {
            let shows = block.directives.iter().filter(|directive| directive.word != "hide");
            let problem = |directive: &Directive| {
                directive.problem(format!("the statement below @{} returns no rows", directive.word))
            };
            return shows.map(problem).collect();
        }
        let kinds: Vec<(String, ColumnKind)> = schema
            .fields()
            .iter()
            .map(|field| (field.name().clone(), chart_kind(field.data_type())))
            .collect();
        let column = |(name, kind): &(String, ColumnKind)| Column {
            name: name.clone(),
            kind: *kind,
            labels: Vec::new(),
            numbers: Vec::new(),
        };
        let columns: Vec<Column> = kinds.iter().map(column).collect();
        let mut problems = Vec::new();
        if let Some((directive, specification)) = &block.chart {
            problems.extend(charts::check(specification, &kinds).err().map(|error| directive.chart(error)));
        }
        for (directive, kpi) in &block.kpis {
            problems.extend(check_kpi(kpi, &columns).err().map(|error| directive.chart(error)));
        }
        if let Some((directive, wish)) = &block.table {
            problems.extend(check_table(wish, &columns).err().map(|error| directive.chart(error)));
        }
        for directive in &block.expectations {
            problems.extend(expectation::check(connection, directive, schema, bindings).await.err());
        }
        problems
    }
}

fn check_kpi(kpi: &Kpi, columns: &[Column]) -> Result<(), ChartError> {
    charts::find_column(&kpi.value, "value", ColumnKind::ALL, columns)?;
    for (key, name) in [("compare", &kpi.compare), ("low", &kpi.low), ("high", &kpi.high)] {
        if let Some(name) = name {
            charts::find_column(name, key, &[ColumnKind::Number], columns)?;
            charts::find_column(&kpi.value, "value", &[ColumnKind::Number], columns)?;
        }
    }
    Ok(())
}

fn check_table(wish: &TableOptions, columns: &[Column]) -> Result<(), ChartError> {
    for name in &wish.columns {
        charts::find_column(name, "columns", ColumnKind::ALL, columns)?;
    }
    for (name, _) in &wish.formats {
        charts::find_column(name, "a format", &[ColumnKind::Number], columns)?;
    }
    Ok(())
}

/// Tells whether a statement is a query, on which no later statement depends.
fn gives_rows(statement: &Statement) -> bool {
    let word =
        statement.sql.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    ["select", "with", "from", "values", "table"].iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Moves the places of an error from the statement to the script. A problem without a place gets that of the statement.
pub(in crate::reports) fn shifted(error: Error, statement: &Statement) -> Error {
    let begin = Position { line: statement.line, column: statement.column, length: 1 };
    let shift = |place: Position| Position {
        line: statement.line + place.line - 1,
        column: if place.line == 1 { statement.column + place.column - 1 } else { place.column },
        length: place.length,
    };
    error.map(|problem| {
        let place = problem.position.map_or(begin, shift);
        problem.at(place)
    })
}
