//! Turns the log into a row for each customer, the first step of every table function of this family.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, plan_err};
use datafusion::functions::core::expr_ext::FieldAccessor as _;
use datafusion::functions::expr_fn::{coalesce, greatest, nullif};
use datafusion::functions_aggregate::min_max::max_udaf;
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, cast, lit};
use tenure_math::calendar::Unit;

use super::fit_aggregate::days_of_unit;
use super::purchase_days::purchase_days_udaf;
use crate::call::Call;
use crate::catalog::{Argument, Takes};
use crate::plan::{Rows, day_number, latest, local_date, named, not_negative, udaf, with_windows};
use crate::sums::{named_sum_udaf, refuse_negative_udaf};
use crate::takes::Boundary;

/// The purchases.
pub(super) const TABLE: Argument = Argument::required("table", Takes::Relation, "The purchases, a row each.");

/// The customer.
pub(super) const CUSTOMER: Argument = Argument::required("customer", Takes::Key, "Who bought.");

/// The time of the purchase.
pub(super) const TIME: Argument = Argument::required("time", Takes::Time, "When.");

/// The unit of time.
pub(super) const UNIT: Argument = Argument::optional(
    "unit",
    Takes::Choice(Unit::NAMES),
    "week",
    "What times are counted in: a week is 7 days, a month 30.4375, a quarter 91.3125, a year 365.25. Purchases are told apart by days in any unit.",
);

/// The end of observation.
pub(super) const OBSERVATION_END: Argument = Argument::optional(
    "observation_end",
    Takes::Boundary,
    "the latest time",
    "The end of what is known. Rows after it are left out.",
);

/// The treatment of refunds.
pub(super) const NEGATIVES: Argument = Argument::optional(
    "negatives",
    Takes::Choice(&["net", "drop", "error"]),
    "net",
    "A negative amount lowers what was spent and is no purchase; or its row is left out; or it is an error.",
);

/// The time zone of the days.
pub(super) const TIMEZONE: Argument = Argument::optional(
    "timezone",
    Takes::TimeZone,
    "the column's zone, else UTC",
    "Whose calendar decides on which day a purchase falls.",
);

/// Plans a row for each customer with at least one purchase: the groups, customer, frequency, recency, t, with an
/// amount monetary_value, and with `calibration` also frequency_holdout, t_holdout, and monetary_holdout.
///
/// Rows up to the boundary called `end` count. The history ends at `calibration` if it is given.
pub(super) fn customers(
    call: &Call,
    end: &'static str,
    calibration: Option<&Boundary>,
) -> Result<(Rows, LogicalPlanBuilder)> {
    let function = call.function.name;
    let rows = Rows::until(call, end, &["amount"])?;
    let amount = call.column("amount");
    let mut plan = rows.plan.clone();
    if let Some(amount) = amount
        && call.word("negatives")? == "drop"
    {
        plan = plan.filter(not_negative(amount)?)?;
    }

    let within = calibration.map(|boundary| rows.is_until(call, boundary)).transpose()?;
    let mut inputs: Vec<Expr> = plan.schema().columns().into_iter().map(Expr::Column).collect();
    inputs.push(local_date(named("time"), call.zone_name()).alias("day"));
    plan = plan.project(inputs)?;

    // One pass over the rows gives a row for each customer.
    let history = |condition: Option<Expr>| {
        let mut arguments = vec![lit(function), named("day")];
        arguments.extend(amount.map(|_| named("amount")));
        udaf(Arc::new(purchase_days_udaf()), arguments, condition, false)
    };
    let mut aggregates = vec![history(within.clone()).alias("history")];
    if let Some(within) = within.clone() {
        let after = !within;
        aggregates.push(history(Some(after.clone())).alias("holdout"));
        if amount.is_some() {
            let spent = vec![named("amount"), lit(function), lit("amount")];
            aggregates
                .push(udaf(Arc::new(named_sum_udaf()), spent, Some(after), false).alias("spent_holdout"));
        }
    }
    let refuses = amount.is_some() && call.word("negatives")? == "error";
    if refuses {
        let arguments = vec![lit(function), named("amount")];
        aggregates
            .push(udaf(Arc::new(refuse_negative_udaf()), arguments, None, false).alias("none_negative"));
    }
    if rows.needs_latest() {
        aggregates.push(udaf(max_udaf(), vec![named("time")], None, false).alias("latest"));
    }
    let mut keys = rows.group_exprs();
    keys.push(named("customer"));
    plan = plan.aggregate(keys, aggregates)?;

    // Customers who have only refunds count for the default of the end, and are then left out.
    if rows.needs_latest() {
        plan = with_windows(plan, vec![("as_of_time", latest())])?;
    }
    let mut bought = named("history").field("days").gt(lit(0_i64));
    if refuses {
        // The filter uses the check, so that it runs whichever columns the query selects.
        bought = bought.and(named("none_negative"));
    }
    plan = plan.filter(bought)?;

    let days_a_unit = days_of_unit(function, call.word("unit")?)?;
    let double = |expr: Expr| cast(expr, DataType::Float64);
    let units = |days: Expr| double(days) / lit(days_a_unit);
    let day_of = |field: &str| day_number(named("history").field(field));
    let last_day = day_number(rows.as_of_day(call)?);
    let end = match calibration {
        Some(boundary) => day_number(rows.day_of(call, boundary)?),
        None => last_day.clone(),
    };
    let frequency = || named("history").field("days") - lit(1_i64);
    let mut outputs = rows.group_exprs();
    outputs.extend([
        named("customer"),
        frequency().alias("frequency"),
        units(day_of("last") - day_of("first")).alias("recency"),
        units(end.clone() - day_of("first")).alias("t"),
    ]);
    let mean = |spent: Expr, purchases: Expr| double(spent) / nullif(double(purchases), lit(0.0));
    if amount.is_some() {
        outputs.push(mean(named("history").field("spent_later"), frequency()).alias("monetary_value"));
    }
    if calibration.is_some() {
        let bought = || named("holdout").field("days");
        let length = greatest(vec![last_day - end, lit(0_i64)]);
        outputs.extend([bought().alias("frequency_holdout"), units(length).alias("t_holdout")]);
        if amount.is_some() {
            // The sum of NULLs is NULL, but a purchase without an amount counts as 0.
            let spent = coalesce(vec![double(named("spent_holdout")), lit(0.0)]);
            outputs.push(mean(spent, bought()).alias("monetary_holdout"));
        }
    }
    Ok((rows, plan.project(outputs)?))
}

/// Returns the same up to the end of calibration, if that is given, else of observation: all that a model is fitted to.
pub(super) fn known_customers(call: &Call) -> Result<(Rows, LogicalPlanBuilder)> {
    check_ends(call)?;
    let end = match call.boundary("calibration_end") {
        Some(_) => "calibration_end",
        None => "observation_end",
    };
    customers(call, end, None)
}

/// Refuses a calibration that ends after the observation, where both are known.
pub(super) fn check_ends(call: &Call) -> Result<()> {
    use Boundary::{Day, Instant};
    let zone = call.zone(call.required("time")?)?;
    let later = match (call.boundary("calibration_end"), call.boundary("observation_end")) {
        (Some(Day(calibration)), Some(Day(observation))) => calibration > observation,
        (Some(Instant(calibration)), Some(Instant(observation))) => calibration > observation,
        // Both may end on the same day, so a DATE and a TIMESTAMP are compared by their days.
        (Some(Day(calibration)), Some(Instant(observation))) => {
            zone.day_of(*observation).is_some_and(|observation| *calibration > observation)
        }
        (Some(Instant(calibration)), Some(Day(observation))) => {
            zone.day_of(*calibration).is_some_and(|calibration| calibration > *observation)
        }
        _ => false,
    };
    match later {
        true => plan_err!("{}: calibration_end lies after observation_end", call.function.name),
        false => Ok(()),
    }
}
