//! From the text of a statement to its plan.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::Schema;
use datafusion::common::{DataFusionError, TableReference};
use datafusion::datasource::provider_as_source;
use datafusion::execution::session_state::SessionState;
use datafusion::logical_expr::{LogicalPlan, TableSource};
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::planner::{ParserOptions, SqlToRel};
use datafusion::sql::sqlparser::parser::ParserError;
use tenure_diagnostics::{did_you_mean, nearest};
use tenure_udfs::catalog::Make;
use tenure_udfs::sql_type;

use super::connection::Connection;
use super::resolve::bindings::Bindings;
use super::resolve::error_positions::locate;
use super::resolve::parameters::{self, Values};
use super::resolve::provider::Provider;
use super::resolve::{columns, copy_partitions, relations};
use super::rewrite::{from_first, listings, output_names, summarize};
use super::syntax::dialect::DIALECT;
use super::syntax::tokens::tokenize;
use crate::errors::{Code, Error};

impl Connection {
    /// Returns the hint for a function that does not exist: the nearest that does, or how this one is called.
    fn suggest_function(&self, name: &str) -> Option<String> {
        let state = self.context.state();
        if let Some(Make::Table { .. } | Make::Source { .. }) =
            self.engine.catalog.function(name).map(|function| &function.make)
        {
            return Some(format!("{name} is a table function: SELECT … FROM {name}(…)"));
        }
        if state.window_functions().contains_key(&name.to_lowercase()) {
            return Some(format!("{name} is a window function: {name}(…) OVER (…)"));
        }
        let mut names: Vec<&str> = state.scalar_functions().keys().map(String::as_str).collect();
        names.extend(state.aggregate_functions().keys().map(String::as_str));
        names.extend(state.window_functions().keys().map(String::as_str));
        names.extend(self.engine.catalog.functions().map(|function| function.name));
        names.sort_unstable();
        nearest(name, names).map(did_you_mean)
    }

    /// Returns the plan of a statement after analysis, which decides the types of functions and unions.
    pub(super) async fn analysed(&self, sql: &str, bindings: &Bindings) -> Result<LogicalPlan, Error> {
        let analyse = async {
            let mut statement = parse(sql, bindings)?;
            let values = Values::bound(&bindings.values)?;
            let plan = self.plan(&mut statement, &values, sql).await?;
            let state = self.context.state();
            Ok(state.analyzer().execute_and_check(plan, state.config_options(), |_, _| {})?)
        };
        analyse.await.map_err(|error: Error| locate(error, sql))
    }

    /// Returns the plan of a statement without parameters.
    pub(super) async fn planned(&self, sql: &str) -> Result<LogicalPlan, Error> {
        self.plan(&mut parse(sql, &Bindings::default())?, &Values::default(), sql).await
    }

    /// Returns the plan of a statement.
    pub(super) async fn plan(
        &self,
        statement: &mut Statement,
        values: &Values,
        sql: &str,
    ) -> Result<LogicalPlan, Error> {
        let names = output_names::of_statement(statement);
        parameters::bind(statement, values)?;
        listings::rewrite(statement);
        let state = self.context.state();
        let tables = relations::load(&state, &self.engine.catalog, statement).await?;
        columns::prefer_exact(statement, &tables);
        output_names::distinguish(statement);
        let spellings = columns::names(&tables);
        let provider = Provider::new(&state, tables, self.listed_tables(&state, statement).await?);
        let options = ParserOptions::from(&state.config_options().sql_parser);
        // Each turn spells one name as its column is. A statement has fewer names than characters.
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

    /// Returns the tables of the information schema that `SHOW TABLES` and its like are rewritten to.
    async fn listed_tables(
        &self,
        state: &SessionState,
        statement: &Statement,
    ) -> Result<HashMap<TableReference, Arc<dyn TableSource>>, Error> {
        let mut tables = HashMap::new();
        for name in state.resolve_table_references(statement)? {
            if name.schema() == Some("information_schema")
                && let Some(table) = state.schema_for_ref(name.clone())?.table(name.table()).await?
            {
                tables.insert(name, provider_as_source(table));
            }
        }
        Ok(tables)
    }

    /// Returns what DESCRIBE gives: the columns of a relation as rows, with their types as SQL names them.
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

/// Parses one statement, after the names that are bound were written into it and its own syntax was rewritten.
pub(super) fn parse(sql: &str, bindings: &Bindings) -> Result<Statement, Error> {
    let tokens = tokenize(sql).map_err(ParserError::from).map_err(DataFusionError::from)?;
    let tokens = bindings.write_names(tokens);
    let written = from_first::rewrite(summarize::rewrite(&tokens)?);
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
