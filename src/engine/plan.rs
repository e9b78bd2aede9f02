//! From the text of a statement to its rows.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::common::{DataFusionError, TableReference};
use datafusion::datasource::MemTable;
use datafusion::execution::session_state::SessionState;
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::execute_stream;
use datafusion::prelude::DataFrame;
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::planner::{ParserOptions, SqlToRel};
use datafusion::sql::sqlparser::ast;
use datafusion::sql::sqlparser::parser::{Parser, ParserError};
use datafusion::sql::sqlparser::tokenizer::Tokenizer;
use tenure_diagnostics::{did_you_mean, nearest};
use tenure_udfs::catalog::Make;
use tenure_udfs::sql_type;

use super::progress::Running;
use super::resolve::bindings::Bindings;
use super::resolve::parameters::{self, Values};
use super::resolve::provider::Provider;
use super::resolve::{columns, copy_partitions, relations};
use super::rewrite::{from_first, listings, output_names, summarize};
use super::syntax::dialect::DIALECT;
use super::syntax::tokens::tokenize;
use super::workspace::Change;
use super::{Engine, Rows, deterministic, workspace};
use crate::errors::{Code, Error};
use crate::sources::ReadLog;

impl Engine {
    /// Runs one statement.
    pub(super) async fn run(&self, sql: &str, bindings: &Bindings) -> Result<Rows, Error> {
        let failed = |error| columns::locate(error, sql);
        self.start(sql, bindings).await.map_err(failed)
    }

    /// Returns the hint for a function that does not exist: the nearest that does, or how this one is called.
    fn suggest_function(&self, name: &str) -> Option<String> {
        let state = self.context.state();
        if let Some(Make::Table { .. } | Make::Source { .. }) =
            self.catalog.function(name).map(|function| &function.make)
        {
            return Some(format!("{name} is a table function: SELECT … FROM {name}(…)"));
        }
        if state.window_functions().contains_key(&name.to_lowercase()) {
            return Some(format!("{name} is a window function: {name}(…) OVER (…)"));
        }
        let mut names: Vec<&str> = state.scalar_functions().keys().map(String::as_str).collect();
        names.extend(state.aggregate_functions().keys().map(String::as_str));
        names.extend(state.window_functions().keys().map(String::as_str));
        names.extend(self.catalog.functions().map(|function| function.name));
        names.sort_unstable();
        nearest(name, names).map(did_you_mean)
    }

    async fn start(&self, sql: &str, bindings: &Bindings) -> Result<Rows, Error> {
        let log = ReadLog::of(&self.context.state());
        log.begin_statement();
        let mut statement = parse(sql, bindings)?;
        let mut values = Values::bound(&bindings.values)?;
        if let Prepared::Nothing = self.take_prepared(&mut statement, &mut values)? {
            return self.no_rows(sql).await;
        }
        let mut plan = self.plan(&mut statement, &values, sql).await?;
        if bindings.settled {
            plan = deterministic::settle(plan)?;
        }
        for table in deterministic::tables(&plan)? {
            log.begin_input(&table, None);
        }
        let change = workspace::change(&plan).filter(|_| self.has_workspace());
        if let Some(change) = &change {
            workspace::check(change, sql)?;
        }
        let counts = matches!(plan, LogicalPlan::Dml(_) | LogicalPlan::Copy(_));
        let frame = match self.context.execute_logical_plan(plan).await {
            // What could not be made can still be dropped.
            Err(_) if matches!(change, Some(Change::Drop(_))) && self.forget(sql)? => {
                return self.no_rows(sql).await;
            }
            frame => frame?,
        };
        match change {
            None => Ok(self.rows(frame, sql).await?.counting(counts)),
            Some(change) => {
                // What is inserted is there once the rows of the statement, which count it, are.
                let schema = SchemaRef::clone(frame.schema().inner());
                let batches = frame.collect().await?;
                self.remember(change, sql).await?;
                let done = MemTable::try_new(schema, vec![batches])?;
                Ok(self.rows(self.context.read_table(Arc::new(done))?, sql).await?.counting(counts))
            }
        }
    }

    /// The plan of a statement, with the types that functions and unions are given by the analysis.
    pub(super) async fn analysed(&self, sql: &str, bindings: &Bindings) -> Result<LogicalPlan, Error> {
        let analyse = async {
            let mut statement = parse(sql, bindings)?;
            let values = Values::bound(&bindings.values)?;
            let plan = self.plan(&mut statement, &values, sql).await?;
            let state = self.context.state();
            Ok(state.analyzer().execute_and_check(plan, state.config_options(), |_, _| {})?)
        };
        analyse.await.map_err(|error: Error| columns::locate(error, sql))
    }

    /// The plan of a statement without parameters.
    pub(super) async fn planned(&self, sql: &str) -> Result<LogicalPlan, Error> {
        self.plan(&mut parse(sql, &Bindings::default())?, &Values::default(), sql).await
    }

    async fn plan(
        &self,
        statement: &mut Statement,
        values: &Values,
        sql: &str,
    ) -> Result<LogicalPlan, Error> {
        let names = output_names::written(statement);
        parameters::bind(statement, values)?;
        listings::write_out(statement);
        let state = self.context.state();
        let tables = relations::load(&state, &self.catalog, statement).await?;
        columns::prefer_exact(statement, &tables);
        output_names::distinguish(statement);
        let spellings = columns::names(&tables);
        let provider = Provider::new(&state, tables, self.listed_tables(&state, statement).await?);
        let options = ParserOptions::from(&state.config_options().sql_parser);
        // Each turn spells one name as its column is; a statement has no more names than characters.
        for _ in 0..=sql.len() {
            let planned = SqlToRel::new_with_options(&provider, options).statement_to_plan(statement.clone());
            let planned = planned.and_then(|plan| columns::check_sorts(&plan, &spellings).map(|()| plan));
            match planned {
                Ok(LogicalPlan::DescribeTable(described)) => return self.description(&described.schema),
                Ok(plan) => return Ok(copy_partitions::spell(output_names::restore(plan, &names)?)?),
                Err(error) if columns::respell(statement, &error, &spellings)? => {}
                Err(error) => return Err(Error::of_planner(error, |name| self.suggest_function(name))),
            }
        }
        Err(Error::new(Code::Internal, "the names of this statement cannot be resolved", None))
    }

    /// The tables of the information schema that `SHOW TABLES` and its like are rewritten to.
    async fn listed_tables(
        &self,
        state: &SessionState,
        statement: &Statement,
    ) -> Result<HashMap<TableReference, Arc<dyn datafusion::logical_expr::TableSource>>, Error> {
        let mut tables = HashMap::new();
        for name in state.resolve_table_references(statement)? {
            if name.schema() == Some("information_schema")
                && let Some(table) = state.schema_for_ref(name.clone())?.table(name.table()).await?
            {
                tables.insert(name, datafusion::datasource::provider_as_source(table));
            }
        }
        Ok(tables)
    }

    /// PREPARE keeps the syntax tree, EXECUTE takes it out again: parameters are bound before planning, so that they
    /// may stand where they decide the shape of the plan.
    fn take_prepared(&self, statement: &mut Statement, values: &mut Values) -> Result<Prepared, Error> {
        let Statement::Statement(inner) = statement else {
            return Ok(Prepared::Statement);
        };
        let mut prepared = self.prepared.lock().map_err(|_| poisoned())?;
        let unknown = |name: &str, known: Vec<&String>| {
            let near = nearest(name, known.into_iter().map(String::as_str));
            let hint = near.map(did_you_mean);
            Error::new(Code::Query, format!("there is no prepared statement '{name}'"), hint)
        };
        match inner.as_ref() {
            ast::Statement::Prepare { name, statement, .. } => {
                if matches!(**statement, ast::Statement::Prepare { .. } | ast::Statement::Execute { .. }) {
                    return Err(Error::new(Code::Query, "PREPARE takes a query", None));
                }
                prepared.insert(name.value.to_lowercase(), without_places(statement)?);
                Ok(Prepared::Nothing)
            }
            ast::Statement::Deallocate { name, .. } => {
                let known = name.value.to_lowercase();
                match prepared.remove(&known) {
                    Some(_) => Ok(Prepared::Nothing),
                    None => Err(unknown(&known, prepared.keys().collect())),
                }
            }
            ast::Statement::Execute { name: Some(name), parameters, using, .. } => {
                let name = name.to_string().to_lowercase();
                let Some(found) = prepared.get(&name) else {
                    return Err(unknown(&name, prepared.keys().collect()));
                };
                let given = parameters.iter().chain(using.iter().map(|value| &value.expr));
                *values = Values::given(given);
                **inner = found.clone();
                Ok(Prepared::Statement)
            }
            _ => Ok(Prepared::Statement),
        }
    }

    async fn rows(&self, frame: DataFrame, sql: &str) -> Result<Rows, Error> {
        let context = Arc::new(frame.task_ctx());
        let plan = frame.create_physical_plan().await?;
        let stream = execute_stream(Arc::clone(&plan), context)?;
        Ok(Rows::new(stream, sql, Running::new(plan)))
    }

    async fn no_rows(&self, sql: &str) -> Result<Rows, Error> {
        self.rows(self.context.read_empty()?.select(Vec::<datafusion::logical_expr::Expr>::new())?, sql).await
    }

    /// What DESCRIBE gives: the columns of a relation as rows, with the types in the words of SQL.
    fn description(&self, schema: &Schema) -> Result<LogicalPlan, Error> {
        let fields = schema.fields().iter();
        let names = StringArray::from_iter_values(fields.clone().map(|field| field.name()));
        let types = StringArray::from_iter_values(fields.clone().map(|field| sql_type(field.data_type())));
        let nullable = fields.map(|field| if field.is_nullable() { "YES" } else { "NO" });
        let columns: [(_, ArrayRef); 3] = [
            ("column_name", Arc::new(names)),
            ("data_type", Arc::new(types)),
            ("is_nullable", Arc::new(StringArray::from_iter_values(nullable))),
        ];
        let batch = RecordBatch::try_from_iter(columns).map_err(DataFusionError::from)?;
        Ok(self.context.read_batch(batch)?.into_unoptimized_plan())
    }
}

/// The statement without the places of its text, which nobody sees when it is executed: only the values given then
/// have places.
fn without_places(statement: &ast::Statement) -> Result<ast::Statement, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::new(Code::Internal, error.to_string(), None);
    let text = statement.to_string();
    let tokens = Tokenizer::new(&DIALECT, &text).tokenize().map_err(|error| failed(&error))?;
    Parser::new(&DIALECT).with_tokens(tokens).parse_statement().map_err(|error| failed(&error))
}

enum Prepared {
    /// The statement is to be planned.
    Statement,
    /// It was about prepared statements alone, and is done.
    Nothing,
}

fn poisoned() -> Error {
    Error::new(Code::Internal, "the engine failed on an earlier statement", None)
}

fn parse(sql: &str, bindings: &Bindings) -> Result<Statement, Error> {
    let tokens = tokenize(sql).map_err(ParserError::from).map_err(DataFusionError::from)?;
    let tokens = bindings.write_names(tokens);
    let written = from_first::write_out(summarize::write_out(&tokens)?);
    let mut parser = DFParserBuilder::new(written).with_dialect(&DIALECT).build()?;
    let mut statements = parser.parse_statements().map_err(|error| summarize::at_end(error, &tokens))?;
    match (statements.pop_front(), statements.is_empty()) {
        (Some(statement), true) => Ok(statement),
        (Some(_), false) => Err(Error::new(
            Code::Syntax,
            "one statement at a time",
            Some("divide a script with tenure::statements".to_owned()),
        )),
        (None, _) => Err(Error::new(Code::Syntax, "there is no statement", None)),
    }
}
