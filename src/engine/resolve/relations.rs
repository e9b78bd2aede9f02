//! The relations that a statement names: found regardless of case, or opened as files. Planning is synchronous and
//! cannot wait for a file, so this comes before it.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use datafusion::common::TableReference;
use datafusion::execution::session_state::SessionState;
use datafusion::logical_expr::TableSource;
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName, Query, Spanned, TableAlias,
    TableFactor, TableFunctionArgs, Value, VisitMut as _, VisitorMut,
};
use tenure_diagnostics::{did_you_mean, nearest};
use tenure_udfs::Catalog;
use tenure_udfs::catalog::{Function, Make, SourceCall};

use super::source_calls::{SourceCalls, name_of, of_other_engines};
use super::table_lookup::{find, spelled};
use super::unknown_relation::not_found;
use crate::engine::syntax::names::{folded, idents};
use crate::engine::syntax::visit::visit;
use crate::errors::{Code, Error, Problem, from_span};

/// Tables by the name that stands in the statement once [`load`] is through.
pub(crate) type Tables = HashMap<TableReference, Arc<dyn TableSource>>;

/// Finds every relation of the statement, and writes its name as the catalogue spells it.
///
/// # Errors
/// Returns one error that lists every relation and table function that does not exist.
pub(crate) async fn load(
    state: &SessionState,
    catalog: &Catalog,
    statement: &mut Statement,
) -> Result<Tables, Error> {
    let mut wanted: Vec<(ObjectName, bool)> = Vec::new();
    let mut collect = Relations::new(state, catalog, |name: &mut ObjectName, must_exist| {
        wanted.push((name.clone(), must_exist))
    });
    let ControlFlow::Continue(()) = visit(statement, &mut collect);
    let (mut problems, faults, mut code) = (collect.problems, collect.faults, Code::Query);
    let calls = collect.calls;

    let mut found: HashMap<String, ObjectName> = HashMap::new();
    let mut tables = Tables::new();
    for (name, must_exist) in wanted {
        if found.contains_key(&name.to_string()) {
            continue;
        }
        match find(state, &calls, &name, must_exist).await {
            Ok(Some((reference, source))) => {
                found.insert(name.to_string(), spelled(&name, &reference));
                tables.insert(reference, source);
            }
            Ok(None) if must_exist => problems.push(not_found(state, &name)),
            Ok(None) => {}
            Err(error) => {
                code = error.code();
                let position = from_span(name.span());
                problems
                    .extend(error.problems().iter().cloned().map(|problem| Problem { position, ..problem }));
            }
        }
    }
    if !problems.is_empty() {
        problems.extend(faults);
        problems.sort_by_key(|problem| problem.position.map_or((usize::MAX, 0), |p| (p.line, p.column)));
        return Err(Error::of(code, problems));
    }
    let mut rewrite = Relations::new(state, catalog, |name: &mut ObjectName, _| {
        if let Some(spelled) = found.get(&name.to_string()) {
            *name = spelled.clone();
        }
    });
    let ControlFlow::Continue(()) = visit(statement, &mut rewrite);
    Ok(tables)
}

/// Visits the names of relations, those inside the calls of table functions included.
struct Relations<'a, F> {
    state: &'a SessionState,
    catalog: &'a Catalog,
    visit: F,
    ctes: Vec<String>,
    /// The number of table factors whose names the visitor passes once more as relations.
    skip: usize,
    problems: Vec<Problem>,
    /// Calls of sources.
    calls: SourceCalls,
    /// Other problems of the calls. They are reported only if a relation is missing, because binding finds them
    /// otherwise.
    faults: Vec<Problem>,
}

impl<'a, F: FnMut(&mut ObjectName, bool)> Relations<'a, F> {
    /// Takes LATERAL away from the call of a source. Its arguments are constants, so nothing to its left can matter.
    fn plain_source(&self, factor: &mut TableFactor) {
        if let TableFactor::Function { name, args, alias, .. } = factor
            && self.source(name).is_some()
        {
            *factor = TableFactor::Table {
                name: name.clone(),
                alias: alias.take(),
                args: Some(TableFunctionArgs { args: std::mem::take(args), settings: None }),
                with_hints: vec![],
                version: None,
                with_ordinality: false,
                partitions: vec![],
                json_path: None,
                sample: None,
                index_hints: vec![],
            };
        }
    }

    fn new(state: &'a SessionState, catalog: &'a Catalog, visit: F) -> Self {
        Self {
            state,
            catalog,
            visit,
            ctes: Vec::new(),
            skip: 0,
            problems: Vec::new(),
            calls: SourceCalls::new(),
            faults: Vec::new(),
        }
    }

    fn table(&mut self, name: &mut ObjectName, must_exist: bool) {
        if let [part] = name.0.as_slice()
            && let Some(ident) = part.as_ident()
            && self.ctes.contains(&folded(ident))
        {
            return;
        }
        (self.visit)(name, must_exist);
    }

    /// Visits the argument of a table function that is an expression in place of a relation.
    fn argument(&mut self, expr: &mut Expr) {
        let name = match expr {
            Expr::Identifier(ident) => vec![ident.clone()],
            Expr::CompoundIdentifier(idents) => idents.clone(),
            Expr::Value(value) => match &value.value {
                Value::SingleQuotedString(path) => {
                    let mut ident = Ident::with_quote('\'', path.clone());
                    ident.span = value.span;
                    vec![ident]
                }
                _ => return,
            },
            Expr::Nested(inner) => return self.argument(inner),
            Expr::Function(function) if let Some(source) = self.source(&function.name) => {
                let FunctionArguments::List(list) = &function.args else {
                    return;
                };
                let Some(name) = self.source_call(source, &function.name, &list.args) else {
                    return;
                };
                vec![name]
            }
            Expr::Function(function) => {
                let is_table = function.name.to_string().eq_ignore_ascii_case("table");
                if (is_table || self.is_table_function(&function.name))
                    && let FunctionArguments::List(list) = &mut function.args
                    && let Some(relation) = relation_argument(&mut list.args)
                {
                    self.argument(relation);
                }
                return;
            }
            _ => return,
        };
        let mut name = ObjectName::from(name);
        self.table(&mut name, true);
        let mut idents: Vec<Ident> = name.0.iter().filter_map(|part| part.as_ident().cloned()).collect();
        *expr = match idents.len() {
            1 => Expr::Identifier(idents.remove(0)),
            _ => Expr::CompoundIdentifier(idents),
        };
    }

    /// Returns the source of that name.
    fn source(&self, name: &ObjectName) -> Option<&'static Function> {
        self.catalog
            .function(&name.to_string())
            .filter(|function| matches!(function.make, Make::Source { .. }))
    }

    /// Tells whether a name is that of a table function.
    fn is_table_function(&self, name: &ObjectName) -> bool {
        let function = self.catalog.function(&name.to_string());
        function.is_some_and(|function| matches!(function.make, Make::Table { .. }))
    }

    /// Keeps the call of a source, and returns the name that stands for it.
    fn source_call(
        &mut self,
        source: &'static Function,
        name: &ObjectName,
        arguments: &[FunctionArg],
    ) -> Option<Ident> {
        match SourceCall::parse(source, name, arguments) {
            Ok(call) => {
                let name = name_of(source, name, arguments);
                self.calls.insert(name.value.clone(), call);
                Some(name)
            }
            Err(problems) => {
                self.problems.extend(problems);
                None
            }
        }
    }

    fn unknown_function(&mut self, name: &ObjectName) {
        let relations = self.catalog.functions().filter(|function| function.make.is_relation());
        let known: Vec<&str> = relations
            .map(|function| function.name)
            .chain(self.state.table_functions().keys().map(String::as_str))
            .collect();
        let written = name.to_string().to_lowercase();
        if known.contains(&written.as_str()) {
            return;
        }
        let hint = match self.catalog.function(&written) {
            None if of_other_engines(&written).is_some() => of_other_engines(&written),
            Some(function) => Some(format!(
                "{} is a function of kind {}: use it in SELECT",
                function.name,
                function.make.kind()
            )),
            None => nearest(&written, known.iter().copied()).map(did_you_mean),
        };
        let problem = Problem::new(format!("table function '{name}' not found"));
        self.problems.push(problem.at(from_span(name.span())).maybe_hint(hint));
    }
}

impl<F: FnMut(&mut ObjectName, bool)> VisitorMut for Relations<'_, F> {
    type Break = std::convert::Infallible;

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<Self::Break> {
        if let Some(with) = &mut query.with {
            for cte in &mut with.cte_tables {
                // A name is not in scope in its own definition, where the same name may be a table. The definition
                // is visited again with the whole query, to no effect.
                if !with.recursive {
                    cte.query.visit(self)?;
                }
                self.ctes.push(folded(&cte.alias.name));
            }
        }
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, query: &mut Query) -> ControlFlow<Self::Break> {
        let names = query.with.as_ref().map_or(0, |with| with.cte_tables.len());
        self.ctes.truncate(self.ctes.len() - names);
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<Self::Break> {
        if let Err(error) = self.catalog.check_syntax(factor) {
            self.faults.extend(Error::from(error).problems().iter().cloned());
        }
        self.plain_source(factor);
        // The planner would silently ignore TABLESAMPLE.
        if let TableFactor::Table { sample: Some(_), .. } | TableFactor::Derived { sample: Some(_), .. } =
            factor
        {
            let span = match &factor {
                TableFactor::Table { name, .. } => name.span(),
                factor => factor.span(),
            };
            self.problems.push(Problem::new("TABLESAMPLE is not supported").at(from_span(span)));
        }
        match factor {
            TableFactor::Table { name, args: None, alias, .. } => {
                let written = idents(name).last().map(|ident| (*ident).clone());
                self.table(name, true);
                self.skip += 1;
                // `FROM Orders` may be the table "orders"; its columns are still those of orders.
                if let (Some(written), Some(found), None) = (written, idents(name).last(), &alias)
                    && written.quote_style.is_none()
                    && folded(&written) != found.value
                {
                    *alias = Some(called(folded(&written)));
                }
            }
            TableFactor::Table { name, args: args @ Some(_), alias, .. }
                if let Some(source) = self.source(name) =>
            {
                self.skip += 1;
                let arguments = args.as_ref().map_or(&[][..], |args| &args.args);
                if let Some(called) = self.source_call(source, name, arguments) {
                    alias.get_or_insert_with(|| self::called(name.to_string().to_lowercase()));
                    *name = ObjectName::from(vec![called]);
                    *args = None;
                    self.table(name, true);
                }
            }
            TableFactor::Table { name, args: Some(args), .. } => {
                self.skip += 1;
                self.unknown_function(name);
                if self.is_table_function(name)
                    && let Some(relation) = relation_argument(&mut args.args)
                {
                    self.argument(relation);
                }
            }
            TableFactor::Function { name, args, .. } => {
                if self.is_table_function(name)
                    && let Some(relation) = relation_argument(args)
                {
                    self.argument(relation);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    // Only the targets of CREATE, INSERT, DROP and DESCRIBE are left: they may be new.
    fn pre_visit_relation(&mut self, name: &mut ObjectName) -> ControlFlow<Self::Break> {
        match self.skip.checked_sub(1) {
            Some(left) => self.skip = left,
            None => self.table(name, false),
        }
        ControlFlow::Continue(())
    }
}

/// Returns the argument of a table function that is its relation: the first, or the one named `table`.
fn relation_argument(arguments: &mut [FunctionArg]) -> Option<&mut Expr> {
    arguments.iter_mut().enumerate().find_map(|(i, argument)| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) if i == 0 => Some(expr),
        FunctionArg::Named { name, arg: FunctionArgExpr::Expr(expr), .. }
            if name.value.eq_ignore_ascii_case("table") =>
        {
            Some(expr)
        }
        _ => None,
    })
}

/// Returns an alias without columns.
fn called(name: String) -> TableAlias {
    TableAlias { explicit: true, name: Ident::with_quote('"', name), columns: vec![], at: None }
}
