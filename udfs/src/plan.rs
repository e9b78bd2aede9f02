//! Building blocks for the plans of table functions.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::common::{Column as PlanColumn, Result, ScalarValue, internal_err, plan_err};
use datafusion::functions_aggregate::min_max::max_udaf;
use datafusion::logical_expr::expr::{AggregateFunction, WindowFunction};
use datafusion::logical_expr::{
    AggregateUDF, Expr, LogicalPlanBuilder, ScalarUDF, WindowFunctionDefinition, WindowUDF, cast, lit,
};

use crate::call::{Call, Column};
use crate::takes::Boundary;
use crate::time::local_date_udf;
use crate::zone::{Zone, ticks_a_second};

/// The rows of a call's input that count, with columns under fixed names: `by_1`, `by_2` … for the groups, and each
/// argument by its own name. Rows without a customer or a time, and rows after `as_of`, are left out.
#[derive(Debug)]
pub struct Rows {
    /// The rows, to be built upon.
    pub plan: LogicalPlanBuilder,
    /// The names of the group columns.
    pub groups: Vec<String>,
    zone: Zone,
    as_of: Option<Boundary>,
}

impl Rows {
    /// Plans the rows of a call that have a customer and a time up to `as_of`, with the customer, the time and those of
    /// `others` that were given.
    pub fn new(call: &Call, others: &[&str]) -> Result<Self> {
        Self::until(call, "as_of", others)
    }

    /// Plans the rows like [`new`](Self::new), up to the boundary named `end`.
    pub fn until(call: &Call, end: &'static str, others: &[&str]) -> Result<Self> {
        let customer = call.required("customer")?;
        let time = call.required("time")?;
        let zone = call.zone(time)?;
        let as_of = call.boundary(end).cloned();

        let condition = counts(customer.expr.clone(), time, zone, as_of.as_ref());
        let groups: Vec<String> = (1..=call.groups.len()).map(|i| format!("by_{i}")).collect();
        let by = call.groups.iter().zip(&groups).map(|(group, name)| group.expr.clone().alias(name));
        let arguments = ["customer", "time"]
            .iter()
            .chain(others)
            .filter_map(|name| Some(call.column(name)?.expr.clone().alias(*name)));
        let projection: Vec<Expr> = by.chain(arguments).collect();
        Ok(Self {
            plan: LogicalPlanBuilder::from(call.input.clone()).filter(condition)?.project(projection)?,
            groups,
            zone,
            as_of,
        })
    }

    /// Returns the group columns as expressions.
    pub fn group_exprs(&self) -> Vec<Expr> {
        self.groups.iter().map(named).collect()
    }

    /// Returns the group columns under the names they have in the output.
    pub fn group_outputs(&self, call: &Call) -> Vec<Expr> {
        let outputs = call.groups.iter().map(|group| group.name.as_str());
        self.groups.iter().zip(outputs).map(|(group, output)| named(group).alias(output)).collect()
    }

    /// Tells whether `as_of` must be found in the rows. If so, plans keep `max(time)` of each group as `latest`, and
    /// the maximum over all groups, [`latest()`], as `as_of_time`.
    pub fn needs_latest(&self) -> bool {
        self.as_of.is_none()
    }

    /// Returns the day of `as_of`: the one given, or the day of the latest row.
    pub fn as_of_day(&self, call: &Call) -> Result<Expr> {
        match &self.as_of {
            Some(boundary) => self.day_of(call, boundary),
            None => Ok(local_date(named("as_of_time"), call.zone_name())),
        }
    }

    /// Returns the day that a boundary lies on.
    pub fn day_of(&self, call: &Call, boundary: &Boundary) -> Result<Expr> {
        Ok(match boundary {
            Boundary::Day(day) => date(*day),
            Boundary::Instant(nanoseconds) => match self.zone.day_of(*nanoseconds) {
                Some(day) => date(day),
                None => {
                    let name = call.function.name;
                    return plan_err!("{name}: a boundary is further away than time zones are known for");
                }
            },
            Boundary::Later(expr, DataType::Date32) => expr.clone(),
            Boundary::Later(expr, _) => local_date(expr.clone(), call.zone_name()),
        })
    }

    /// Returns the condition that a row is not after another boundary.
    pub fn is_until(&self, call: &Call, boundary: &Boundary) -> Result<Expr> {
        let time = Column { expr: named("time"), ..call.required("time")?.clone() };
        Ok(within(&time, self.zone, boundary).unwrap_or_else(|| lit(true)))
    }
}

fn counts(customer: Expr, time: &Column, zone: Zone, as_of: Option<&Boundary>) -> Expr {
    let known = customer.is_not_null().and(time.expr.clone().is_not_null());
    match as_of.and_then(|end| within(time, zone, end)) {
        Some(within) => known.and(within),
        None => known,
    }
}

/// Returns the condition that a time is not after a boundary, or `None` if every time is before it.
fn within(time: &Column, zone: Zone, end: &Boundary) -> Option<Expr> {
    let column = time.expr.clone();
    match (&time.data_type, end) {
        (DataType::Timestamp(unit, tz), Boundary::Day(day)) => {
            let per_second = i128::from(ticks_a_second(*unit));
            let next = zone.start_of_day(day.checked_add(1)?)?;
            limit(*unit, tz, i128::from(next) * per_second, |end| column.lt(end))
        }
        (DataType::Timestamp(unit, tz), Boundary::Instant(nanoseconds)) => {
            let nanoseconds_a_tick = i128::from(1_000_000_000 / ticks_a_second(*unit));
            limit(*unit, tz, nanoseconds.div_euclid(nanoseconds_a_tick), |end| column.lt_eq(end))
        }
        (_, Boundary::Day(day)) => Some(column.lt_eq(date(*day))),
        (_, Boundary::Instant(nanoseconds)) => Some(column.lt_eq(date(zone.day_of(*nanoseconds)?))),
        (DataType::Timestamp(_, _), Boundary::Later(end, DataType::Date32)) => {
            let zone = match zone {
                Zone::Utc => None,
                Zone::Local(tz) => Some(tz.to_string()),
            };
            Some(local_date(column, zone.as_deref()).lt_eq(end.clone()))
        }
        (DataType::Timestamp(_, _), Boundary::Later(end, _)) => Some(column.lt_eq(end.clone())),
        (_, Boundary::Later(end, DataType::Date32)) => Some(column.lt_eq(end.clone())),
        (_, Boundary::Later(end, _)) => Some(column.lt_eq(local_date(end.clone(), None))),
    }
}

/// Returns a comparison with an instant in the unit of the column, so that DataFusion can push it down to the files. An
/// instant that the unit cannot express lies before or after every value of the column.
fn limit(
    unit: TimeUnit,
    tz: &Option<Arc<str>>,
    ticks: i128,
    compare: impl FnOnce(Expr) -> Expr,
) -> Option<Expr> {
    match i64::try_from(ticks) {
        Ok(ticks) => {
            let (ticks, tz) = (Some(ticks), tz.clone());
            Some(compare(lit(match unit {
                TimeUnit::Second => ScalarValue::TimestampSecond(ticks, tz),
                TimeUnit::Millisecond => ScalarValue::TimestampMillisecond(ticks, tz),
                TimeUnit::Microsecond => ScalarValue::TimestampMicrosecond(ticks, tz),
                TimeUnit::Nanosecond => ScalarValue::TimestampNanosecond(ticks, tz),
            })))
        }
        Err(_) if ticks > 0 => None,
        Err(_) => Some(lit(false)),
    }
}

/// Returns a column of a plan, by its exact name.
pub fn named(name: impl Into<String>) -> Expr {
    Expr::Column(PlanColumn::new_unqualified(name))
}

/// Returns the condition that a row is a purchase: its amount is not negative. Zero counts, and so does NULL.
pub fn not_negative(amount: &Column) -> Result<Expr> {
    // Arrow orders -0.0 below 0.0, and -0.0 is not a negative amount, so -0.0 is the limit.
    let zero = match &amount.data_type {
        DataType::Float16 | DataType::Float32 | DataType::Float64 => {
            ScalarValue::Float64(Some(-0.0)).cast_to(&amount.data_type)?
        }
        other => ScalarValue::new_zero(other)?,
    };
    Ok(named("amount").is_null().or(named("amount").gt_eq(lit(zero))))
}

/// Returns a DATE by its number of days since 1970-01-01.
pub fn date(day: i32) -> Expr {
    lit(ScalarValue::Date32(Some(day)))
}

/// Returns the day that a time falls on, in `zone` or else in the column's own zone.
pub fn local_date(time: Expr, zone: Option<&str>) -> Expr {
    let mut arguments = vec![time];
    arguments.extend(zone.map(lit));
    local_date_udf().call(arguments)
}

/// Returns a DATE as a number of days.
pub fn day_number(date: Expr) -> Expr {
    cast(cast(date, DataType::Int32), DataType::Int64)
}

/// Returns a call of an aggregate, over the rows that meet the condition.
pub fn udaf(
    function: Arc<AggregateUDF>,
    arguments: Vec<Expr>,
    condition: Option<Expr>,
    distinct: bool,
) -> Expr {
    Expr::AggregateFunction(AggregateFunction::new_udf(
        function,
        arguments,
        distinct,
        condition.map(Box::new),
        vec![],
        None,
    ))
}

/// Returns a call of a scalar function.
pub fn udf(function: ScalarUDF, arguments: Vec<Expr>) -> Expr {
    function.call(arguments)
}

/// Returns the latest time over the whole input, from the `latest` of its groups.
pub fn latest() -> Expr {
    over(WindowFunctionDefinition::AggregateUDF(max_udaf()), vec![named("latest")], vec![])
}

/// Adds window expressions as columns under the given names.
pub fn with_windows(plan: LogicalPlanBuilder, windows: Vec<(&str, Expr)>) -> Result<LogicalPlanBuilder> {
    let mut outputs: Vec<Expr> = plan.schema().columns().into_iter().map(Expr::Column).collect();
    let mut by_partition: Vec<(Vec<Expr>, Vec<Expr>)> = Vec::new();
    for (name, expr) in windows {
        outputs.push(named(expr.schema_name().to_string()).alias(name));
        let Expr::WindowFunction(call) = &expr else {
            return internal_err!("{expr} is no window function");
        };
        let key = call.params.partition_by.clone();
        match by_partition.iter_mut().find(|(other, _)| *other == key) {
            Some((_, same)) => same.push(expr),
            None => by_partition.push((key, vec![expr])),
        }
    }
    // One window operator for each partitioning: DataFusion does not merge operators with the same partitioning.
    let plan = by_partition.into_iter().try_fold(plan, |plan, (_, exprs)| plan.window(exprs))?;
    plan.project(outputs)
}

/// Returns a window function over all rows of each partition.
pub fn window_udf(function: WindowUDF, arguments: Vec<Expr>, partition_by: Vec<Expr>) -> Expr {
    over(WindowFunctionDefinition::WindowUDF(Arc::new(function)), arguments, partition_by)
}

/// Returns a window function or aggregate over all rows of each partition.
pub fn over(function: WindowFunctionDefinition, arguments: Vec<Expr>, partition_by: Vec<Expr>) -> Expr {
    let mut call = WindowFunction::new(function, arguments);
    call.params.partition_by = partition_by;
    Expr::WindowFunction(Box::new(call))
}
