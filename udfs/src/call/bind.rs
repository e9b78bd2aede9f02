//! Binding a call: its arguments are planned over its relation and checked, and every fault is collected.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::catalog::CatalogProviderList;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::common::{DFSchema, DataFusionError, ExprSchema, Result, ScalarValue};
use datafusion::logical_expr::planner::RelationPlannerContext;
use datafusion::logical_expr::simplify::SimplifyContext;
use datafusion::logical_expr::sqlparser::ast::{Expr as SqlExpr, Spanned};
use datafusion::logical_expr::sqlparser::tokenizer::Span;
use datafusion::logical_expr::utils::find_out_reference_exprs;
use datafusion::logical_expr::{Expr, ExprSchemable, LogicalPlan, LogicalPlanBuilder};
use datafusion::optimizer::simplify_expressions::ExprSimplifier;
use tenure_diagnostics::identifier;

use super::fault::Faults;
use super::matching::{match_arguments, spelled};
use super::relation::{plan_relation, relation_of};
use super::syntax::{CallSyntax, Given};
use super::{Call, Column, names};
use crate::takes::{Argument, Boundary, Form, Signature, Takes, is_text, type_name};

/// Binds a call of a function whose result has these columns.
///
/// # Errors
/// Returns everything that is wrong with the call.
pub fn bind(
    function: Signature,
    columns: &[(&str, &str)],
    call: CallSyntax<'_>,
    catalogs: &Arc<dyn CatalogProviderList>,
    context: &mut dyn RelationPlannerContext,
) -> Result<Call> {
    let mut faults = Faults::default();
    let place = call.name.span();
    let matched = match_arguments(function, &call, &mut faults);

    let input = match matched.iter().find(|(argument, _)| argument.takes == Takes::Relation) {
        Some((_, given)) => input(given, catalogs, context, &mut faults),
        // A function over constants or a model alone.
        None if function.arguments.iter().all(|argument| argument.takes != Takes::Relation) => {
            Some(LogicalPlanBuilder::empty(true).build()?)
        }
        None => None,
    };
    let Some(input) = input else {
        // Without columns nothing more can be checked.
        faults.into_result()?;
        return Err(DataFusionError::Internal("a call without an input".to_owned()));
    };

    let mut binder = Binder {
        function,
        faults,
        context,
        call: Call {
            function,
            input,
            groups: Vec::new(),
            columns: HashMap::new(),
            lists: HashMap::new(),
            constants: HashMap::new(),
            boundaries: HashMap::new(),
        },
    };
    for (argument, given) in &matched {
        binder.argument(argument, given);
    }
    binder.check_time_zone(&matched);
    binder.check_output_names(columns, place);
    binder.faults.into_result()?;
    Ok(binder.call)
}

fn input(
    given: &Given<'_>,
    catalogs: &Arc<dyn CatalogProviderList>,
    context: &mut dyn RelationPlannerContext,
    faults: &mut Faults,
) -> Option<LogicalPlan> {
    let Some(relation) = relation_of(given.value) else {
        faults.add(
            format!("'{}' is not a relation", given.value),
            given.span(),
            Some("give a table, a quoted path, or a query in parentheses".to_owned()),
        );
        return None;
    };
    match plan_relation(relation, catalogs, context) {
        // A correlated call would run again for each outer row, which the planner cannot do over windows.
        Ok(plan) if let Some(outside) = refers_outside(&plan) => {
            faults.add(
                format!("a query inside a call cannot refer to '{outside}' outside of it"),
                given.span(),
                Some("call the function for all rows, and join the result".to_owned()),
            );
            None
        }
        Ok(plan) => Some(plan),
        Err(error) => {
            faults.add_error(error, given.span());
            None
        }
    }
}

/// A call while it is bound: the arguments bound so far, and the faults.
pub(super) struct Binder<'a> {
    pub function: Signature,
    pub faults: Faults,
    context: &'a mut dyn RelationPlannerContext,
    pub call: Call,
}

impl Binder<'_> {
    fn argument(&mut self, argument: &'static Argument, given: &Given<'_>) {
        match argument.takes.form() {
            Form::Relation => {}
            Form::Groups => self.groups(given),
            Form::Several(item) => self.several(argument, *item, given),
            Form::Expression => {
                if let Some(column) =
                    self.expression(argument.name, argument.takes, given.value, given.span())
                {
                    self.call.columns.insert(argument.name, column);
                }
            }
            Form::Boundary => self.boundary(argument, given),
            Form::Constant => self.constant(argument, given),
        }
    }

    fn groups(&mut self, given: &Given<'_>) {
        let expressions: Vec<&SqlExpr> = match given.value {
            SqlExpr::Tuple(several) => several.iter().collect(),
            SqlExpr::Nested(one) => vec![one],
            one => vec![one],
        };
        for (i, expr) in expressions.into_iter().enumerate() {
            let span = if expr.span() == Span::empty() { given.span() } else { expr.span() };
            if let Some(column) = self.expression(&format!("by_{}", i + 1), Takes::Key, expr, span) {
                self.call.groups.push(column);
            }
        }
    }

    /// Plans an expression over the input and checks its type. NULL stands for an argument that is not given.
    pub fn expression(&mut self, role: &str, takes: Takes, expr: &SqlExpr, span: Span) -> Option<Column> {
        let schema = Arc::clone(self.call.input.schema());
        let written = expr.to_string();
        let mut expr = expr.clone();
        let mut unresolved = Faults::default();
        names::resolve(&mut expr, &schema, &mut unresolved);
        if !unresolved.is_empty() {
            self.faults.extend(unresolved);
            return None;
        }
        let (expr, data_type) = match self.plan(expr, &schema) {
            Ok(planned) => planned,
            Err(error) => {
                self.faults.add_error(error, span);
                return None;
            }
        };
        if let Expr::Literal(value, _) = &expr
            && value.is_null()
            && *value == ScalarValue::Null
        {
            if let Some(argument) = self.function.argument(role).filter(|argument| argument.is_required()) {
                let needs = format!("{} needs {}, but it is NULL", self.function.name, spelled(argument));
                self.faults.add(needs, span, None);
            }
            return None;
        }
        if expr
            .exists(|e| Ok(matches!(e, Expr::AggregateFunction(_) | Expr::WindowFunction(_))))
            .unwrap_or(false)
        {
            self.faults.add(
                format!("{role} must be a value of each row, not an aggregate or window function"),
                span,
                Some("compute it in a query: f((SELECT …), …)".to_owned()),
            );
            return None;
        }
        if let Some(outside) = outside(&expr) {
            self.faults.add(format!("{role} cannot refer to '{outside}' outside of the call"), span, None);
            return None;
        }
        // A constant is one group for all, surely meant as a column in quotes, or as an option without its name.
        if takes == Takes::Key && !expr.is_volatile() && expr.column_refs().is_empty() && !has_subquery(&expr)
        {
            self.faults.add(
                format!("{role} must be a column or an expression over columns, but {written} is a constant"),
                span,
                written
                    .starts_with('\'')
                    .then(|| format!("write {} for the column", identifier(written.trim_matches('\'')))),
            );
            return None;
        }
        let name = match &expr {
            Expr::Column(column) => column.name.clone(),
            _ => role.to_owned(),
        };
        // A column of NULLs can be grouped by, but is neither a time nor a number.
        let fits = takes.accepts(&data_type) && (takes == Takes::Key || !data_type.is_null());
        if !fits {
            self.faults.add(
                format!("{role} must be {takes}, but {written} is {}", type_name(&data_type)),
                span,
                column_in_quotes(&written, &schema).or_else(|| takes.cast_hint(&data_type, &written)),
            );
            return None;
        }
        Some(Column { expr, data_type, name })
    }

    fn plan(&mut self, expr: SqlExpr, schema: &DFSchema) -> Result<(Expr, DataType)> {
        let expr = self.context.sql_to_expr(expr, schema)?;
        for column in expr.column_refs() {
            schema.field_from_column(column)?;
        }
        let data_type = expr.get_type(schema)?;
        Ok((expr, data_type))
    }

    /// Returns a constant expression with its type, folded to a value unless it depends on the time of the query.
    fn fold(&mut self, given: &Given<'_>) -> Result<(Expr, DataType)> {
        let schema = Arc::new(DFSchema::empty());
        let expr = self.context.sql_to_expr(given.value.clone(), &schema)?;
        let simplifier =
            ExprSimplifier::new(SimplifyContext::builder().with_schema(Arc::clone(&schema)).build());
        let expr = simplifier.coerce(expr, &schema).and_then(|expr| simplifier.simplify(expr))?;
        let data_type = expr.get_type(schema.as_ref())?;
        Ok((expr, data_type))
    }

    /// Returns a constant expression, or records a fault and returns `None`.
    fn folded(&mut self, argument: &'static Argument, given: &Given<'_>) -> Option<(Expr, DataType)> {
        match self.fold(given) {
            Ok((expr, _)) if expr.exists(|e| Ok(matches!(e, Expr::Placeholder(_)))).unwrap_or(false) => {
                self.faults.add(
                    format!(
                        "{} needs a value when the query is planned, and parameter {} has none",
                        argument.name, given.value
                    ),
                    given.span(),
                    Some("bind the parameter through the engine, or write the value".to_owned()),
                );
                None
            }
            Ok(folded) => Some(folded),
            // An expression planned without columns is constant, but this one has no value.
            Err(error) if self.context.sql_to_expr(given.value.clone(), &DFSchema::empty()).is_ok() => {
                self.faults.add_error(error, given.span());
                None
            }
            Err(_) => {
                self.not_constant(argument, given);
                None
            }
        }
    }

    fn not_constant(&mut self, argument: &'static Argument, given: &Given<'_>) {
        self.faults.add(
            format!("{} must be a constant, but is {}", argument.name, given.value),
            given.span(),
            None,
        );
    }

    fn constant(&mut self, argument: &'static Argument, given: &Given<'_>) {
        let value = match self.folded(argument, given) {
            Some((Expr::Literal(value, _), _)) => value,
            Some(_) => return self.not_constant(argument, given),
            None => return,
        };
        if value.is_null() {
            return;
        }
        match argument.takes.read(&value) {
            Some(value) => {
                self.call.constants.insert(argument.name, value);
            }
            None => self.faults.add(
                format!("{} must be {}, but is {}", argument.name, argument.takes, given.value),
                given.span(),
                argument.takes.constant_hint(&value),
            ),
        }
    }

    fn boundary(&mut self, argument: &'static Argument, given: &Given<'_>) {
        let Some((expr, data_type)) = self.folded(argument, given) else {
            return;
        };
        let boundary = match (expr, &data_type) {
            (Expr::Literal(value, _), _) if value.is_null() => return,
            (Expr::Literal(value, _), _) => Boundary::of(&value),
            (expr, DataType::Date32 | DataType::Timestamp(_, _)) => {
                Some(Boundary::Later(expr, data_type.clone()))
            }
            _ => None,
        };
        match boundary {
            Some(boundary) => {
                self.call.boundaries.insert(argument.name, boundary);
            }
            None => self.faults.add(
                format!(
                    "{} must be {}, but {} is {}",
                    argument.name,
                    argument.takes,
                    given.value,
                    type_name(&data_type)
                ),
                given.span(),
                is_text(&data_type).then(|| format!("write DATE {}", given.value)),
            ),
        }
    }
}

fn has_subquery(expr: &Expr) -> bool {
    let is_subquery = |e: &Expr| matches!(e, Expr::ScalarSubquery(_) | Expr::InSubquery(_) | Expr::Exists(_));
    expr.exists(|e| Ok(is_subquery(e))).unwrap_or(false)
}

/// Returns a column outside of the call that the plan refers to. A LATERAL query refers to relations beside the call.
fn refers_outside(plan: &LogicalPlan) -> Option<String> {
    let mut found = None;
    let search = plan.apply(|node| {
        if matches!(node, LogicalPlan::Subquery(_)) {
            return Ok(TreeNodeRecursion::Jump);
        }
        node.apply_expressions(|expr| {
            found = found.take().or_else(|| outside(expr));
            Ok(TreeNodeRecursion::Continue)
        })
    });
    search.ok().and(found)
}

/// Returns a column outside of the call that the expression refers to.
fn outside(expr: &Expr) -> Option<String> {
    find_out_reference_exprs(expr).into_iter().find_map(|reference| match reference {
        Expr::OuterReferenceColumn(_, column) => Some(column.flat_name()),
        _ => None,
    })
}

/// Returns a hint for a text that is the name of a column.
fn column_in_quotes(written: &str, schema: &DFSchema) -> Option<String> {
    let name = written.strip_prefix('\'')?.strip_suffix('\'')?;
    let field = schema.fields().iter().find(|field| field.name().eq_ignore_ascii_case(name))?;
    Some(format!("write {} for the column", identifier(field.name())))
}
