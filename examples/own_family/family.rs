//! The family: what it is called, and its three functions.

use std::sync::Arc;

use tenure::arrow::array::{Array as _, ArrayRef, AsArray as _, Float64Array, Int64Array};
use tenure::arrow::compute::cast;
use tenure::arrow::datatypes::{DataType, Int64Type, TimeUnit, TimestampMicrosecondType};
use tenure::datafusion::common::{Result, ScalarValue, internal_err};
use tenure::datafusion::functions::core::expr_fn::{coalesce, get_field, named_struct};
use tenure::datafusion::functions_aggregate::bool_and_or::bool_or_udaf;
use tenure::datafusion::functions_aggregate::count::count_udaf;
use tenure::datafusion::functions_nested::expr_fn::make_array;
use tenure::datafusion::logical_expr::{AggregateUDF, Expr, LogicalPlan, LogicalPlanBuilder, WindowUDF, lit};
use tenure::functions::adapt::{Accumulators, Aggregate, Args, Fold, Partition, Window, aggregate, window};
use tenure::functions::call::Call;
use tenure::functions::catalog::{Example, Family, Function, Make};
use tenure::functions::plan::{named, udaf};
use tenure::functions::takes::{Argument, Signature, Takes, days_of};

/// Functions for what a shop studies besides.
pub const FAMILY: Family = Family {
    title: "Our shop",
    about: "What our shop studies besides.",
    functions: &[&SATISFIED, &STEP_REACH, &VISIT_NUMBER],
    parts: &[],
};

const SATISFIED: Function = Function {
    name: "satisfied",
    summary: "The share of answers in the top boxes of a scale, in per cent.",
    arguments: &[
        Argument::required("score", Takes::Number, "The answer. NULL is no answer."),
        Argument::optional(
            "scale",
            Takes::Choice(&["1-5", "1-7"]),
            "'1-5'",
            "The answers that could be given.",
        ),
        Argument::optional("top_boxes", Takes::Whole { min: 1, max: 6 }, "2", "How many boxes count."),
    ],
    returns: "DOUBLE from 0 to 100; NULL without an answer on the scale",
    details: "100 · answers in the top boxes / answers on the scale.",
    reference: "",
    example: Example {
        sql: "SELECT satisfied(score) AS satisfied FROM (VALUES (5), (4), (3), (1), (NULL)) AS t(score)",
        output: "\
+-----------+
| satisfied |
+-----------+
| 50.0      |
+-----------+",
    },
    make: Make::Aggregate(satisfied_udaf),
};

fn satisfied_udaf() -> AggregateUDF {
    aggregate(Satisfied)
}

#[derive(Debug)]
struct Satisfied;

impl Aggregate for Satisfied {
    const SIGNATURE: Signature = SATISFIED.signature();

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(DataType::Float64)
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Int64; 2])
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        let highest = if args.word("scale")? == "1-7" { 7.0 } else { 5.0 };
        let boxes = args.whole("top_boxes")?.unwrap_or(2);
        Ok(Box::new(Boxes { highest, top: highest - boxes as f64 + 1.0 }))
    }
}

/// A scale from 1, and the lowest answer that counts.
#[derive(Debug)]
struct Boxes {
    highest: f64,
    top: f64,
}

impl Fold for Boxes {
    /// Answers on the scale, and those in the top boxes.
    type State = [i64; 2];
    type Input = Float64Array;

    fn read(&self, args: &Args) -> Result<Float64Array> {
        args.doubles("score")
    }

    fn update(&self, state: &mut Self::State, scores: &Float64Array, row: usize) -> Result<()> {
        if scores.is_valid(row) && (1.0..=self.highest).contains(&scores.value(row)) {
            state[0] += 1;
            state[1] += i64::from(scores.value(row) >= self.top);
        }
        Ok(())
    }

    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()> {
        state.iter_mut().zip(other).for_each(|(count, other)| *count += other);
        Ok(())
    }

    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>> {
        let column = |i: usize| states.iter().map(|state| state[i]).collect::<Int64Array>();
        Ok(vec![Arc::new(column(0)), Arc::new(column(1))])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>> {
        let [all, top] = [0, 1].map(|i| columns[i].as_primitive::<Int64Type>());
        Ok(all.iter().zip(top).map(|(all, top)| [all.unwrap_or(0), top.unwrap_or(0)]).collect())
    }

    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef> {
        let share = |[all, top]: &[i64; 2]| (*all > 0).then(|| 100.0 * *top as f64 / *all as f64);
        Ok(Arc::new(states.iter().map(share).collect::<Float64Array>()))
    }
}

const STEP_REACH: Function = Function {
    name: "step_reach",
    summary: "How many customers met each of several conditions, in any order.",
    arguments: &[
        Argument::required("table", Takes::Relation, "The events, a row each."),
        Argument::required("customer", Takes::Key, "Who."),
        Argument::required("steps", Takes::Several(&Takes::Condition), "The conditions."),
    ],
    returns: "a row a step",
    details: "A condition that is NULL is false. Rows without a customer are not used.",
    reference: "",
    example: Example {
        sql: "SELECT * FROM step_reach((SELECT * FROM (VALUES ('ann', 'visit'), ('ann', 'buy'), ('bob', 'visit')) AS e(who, event)), \
              who, steps => {visit: event = 'visit', buy: event = 'buy'}) ORDER BY step_number",
        output: "\
+-------------+-------+-----------+
| step_number | step  | customers |
+-------------+-------+-----------+
| 1           | visit | 2         |
| 2           | buy   | 1         |
+-------------+-------+-----------+",
    },
    make: Make::Table {
        columns: &[
            ("step_number", "from 1, in the order written, BIGINT"),
            ("step", "its name, or the text of its condition"),
            ("customers", "how many customers met it, BIGINT"),
        ],
        expand: step_reach,
    },
};

/// One pass over the rows: a row a customer with what it met, a row a customer and step, a row a step.
fn step_reach(call: &Call) -> Result<LogicalPlan> {
    let steps = call.several("steps");
    let met = |i: usize| format!("met_{i}");
    let customer = call.required("customer")?.expr.clone();
    let conditions = steps
        .iter()
        .enumerate()
        .map(|(i, step)| udaf(bool_or_udaf(), vec![step.expr.clone()], None, false).alias(met(i)));
    let rows = steps.iter().enumerate().map(|(i, step)| {
        let number = lit(i as i64 + 1);
        let was_met = coalesce(vec![named(met(i)), lit(false)]);
        let fields = [lit("number"), number, lit("step"), lit(step.name.as_str()), lit("met"), was_met];
        named_struct(fields.to_vec())
    });
    let field = |name: &str| get_field(named("row"), name);
    LogicalPlanBuilder::from(call.input.clone())
        .filter(customer.clone().is_not_null())?
        .aggregate(vec![customer], conditions.collect::<Vec<Expr>>())?
        .project([make_array(rows.collect()).alias("row")])?
        .unnest_column("row")?
        .project([
            field("number").alias("step_number"),
            field("step").alias("step"),
            field("met").alias("met"),
        ])?
        .aggregate(
            [named("step_number"), named("step")],
            [udaf(count_udaf(), vec![lit(1)], Some(named("met")), false).alias("customers")],
        )?
        .build()
}

const VISIT_NUMBER: Function = Function {
    name: "visit_number",
    summary: "The number of the visit that an event belongs to; a new one begins after a gap.",
    arguments: &[
        Argument::required("time", Takes::Time, "When. NULL belongs to the visit before."),
        Argument::optional(
            "gap",
            Takes::Duration,
            "30 minutes",
            "What is longer divides: an INTERVAL, or days.",
        ),
    ],
    returns: "BIGINT from 1",
    details: "Over the rows in the order of OVER, which must be that of the time.",
    reference: "",
    example: Example {
        sql: "SELECT t, visit_number(t, INTERVAL '1 hour') OVER (ORDER BY t) AS visit FROM (VALUES \
              (TIMESTAMP '2024-01-01 09:00:00'), (TIMESTAMP '2024-01-01 10:00:00'), (TIMESTAMP '2024-01-01 11:00:01')) AS v(t) ORDER BY t",
        output: "\
+---------------------+-------+
| t                   | visit |
+---------------------+-------+
| 2024-01-01T09:00:00 | 1     |
| 2024-01-01T10:00:00 | 1     |
| 2024-01-01T11:00:01 | 2     |
+---------------------+-------+",
    },
    make: Make::Window(visit_number_udwf),
};

fn visit_number_udwf() -> WindowUDF {
    window(VisitNumber)
}

#[derive(Debug)]
struct VisitNumber;

impl Window for VisitNumber {
    const SIGNATURE: Signature = VISIT_NUMBER.signature();

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn partition(&self, args: &Args) -> Result<Box<dyn Partition>> {
        let days = match args.constant("gap")? {
            None => 30.0 / (24.0 * 60.0),
            Some(ScalarValue::IntervalMonthDayNano(Some(length))) => days_of(length),
            Some(ScalarValue::Float64(Some(days))) => days,
            Some(other) => return internal_err!("a gap of {other}"),
        };
        Ok(Box::new(Visits { gap: (days * 86_400e6) as i64 }))
    }
}

/// The longest gap within a visit, in microseconds.
#[derive(Debug)]
struct Visits {
    gap: i64,
}

impl Partition for Visits {
    fn evaluate(&self, args: &Args) -> Result<ArrayRef> {
        let times = cast(&args.column("time")?, &DataType::Timestamp(TimeUnit::Microsecond, None))?;
        let (mut number, mut last) = (1, None);
        let numbers = times.as_primitive::<TimestampMicrosecondType>().iter().map(|time| {
            if let (Some(time), Some(last)) = (time, last)
                && time - last > self.gap
            {
                number += 1;
            }
            last = time.or(last);
            number
        });
        Ok(Arc::new(numbers.collect::<Int64Array>()))
    }
}
