//! `btyd_summary(T, customer, time [, amount], …)`: a row a customer, as buy-till-you-die models read it.

use datafusion::common::Result;
use datafusion::logical_expr::LogicalPlan;

use super::customers::{
    CUSTOMER, NEGATIVES, OBSERVATION_END, TABLE, TIME, TIMEZONE, UNIT, check_ends, customers,
};
use crate::call::Call;
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::plan::named;

pub(crate) const FUNCTION: Function = Function {
    name: "btyd_summary",
    summary: "Each customer's history as buy-till-you-die models read it: how often, until when, for how long, and for how much.",
    arguments: &[
        TABLE,
        CUSTOMER,
        TIME,
        Argument::optional("amount", Takes::Number, "NULL", "For how much; negative for a refund. Adds the columns of money."),
        UNIT,
        OBSERVATION_END,
        Argument::optional(
            "calibration_end",
            Takes::Boundary,
            "NULL",
            "Divides the log: the history ends here, and what came after is counted apart, to hold predictions against.",
        ),
        NEGATIVES,
        TIMEZONE,
        Argument::optional("by", Takes::Groups, "NULL", "A customer has a history in each group of these; they lead the output."),
    ],
    returns: "a row a customer (and group)",
    details: "All purchases of a customer on one day are one purchase, and the first day is left out: frequency (x) counts the later purchase days, \
              recency (t_x) is the time from the first to the last, t (T) that from the first to the end of observation, and monetary_value is the \
              mean of the later days' sums, NULL where frequency is 0. Times are differences of dates, with nothing added. \
              A purchase is a row whose amount is not negative: zero and NULL count, NULL adds nothing. A refund lowers what was spent, if it falls \
              after the first day.\n\n\
              With calibration_end, t ends there, and customers first seen after it are left out; frequency_holdout counts the days with a purchase \
              after it, up to observation_end, and monetary_holdout is NULL where there is none. \
              A day that a TIMESTAMP divides counts on both sides.\n\n\
              Not used: rows without a customer or a time, rows after observation_end, and with `negatives => 'drop'` negative rows. A customer without a \
              purchase has no row. No order is promised.",
    reference: "P. S. Fader and B. G. S. Hardie, Implementing the BG/NBD Model for Customer Base Analysis in Excel (2005)",
    example: Example {
        sql: "SELECT customer, frequency, round(recency, 2) AS recency, t, monetary_value
FROM btyd_summary((SELECT * FROM (VALUES
    ('ann', DATE '2024-01-01', 20.0), ('ann', DATE '2024-01-18', 30.0), ('ann', DATE '2024-01-18', 5.0), ('ann', DATE '2024-03-02', 15.0),
    ('bob', DATE '2024-02-05', 99.0)) AS orders(customer, day, amount)),
  customer, day, amount, observation_end => DATE '2024-04-01')
ORDER BY customer",
        output: "\
+----------+-----------+---------+------+----------------+
| customer | frequency | recency | t    | monetary_value |
+----------+-----------+---------+------+----------------+
| ann      | 2         | 8.71    | 13.0 | 25.0           |
| bob      | 0         | 0.0     | 8.0  |                |
+----------+-----------+---------+------+----------------+",
    },
    make: Make::Table {
        columns: &[
            ("customer", "the customer, called as in the input"),
            ("frequency", "purchase days after the first, BIGINT"),
            ("recency", "time from the first purchase to the last"),
            ("t", "time from the first purchase to the end"),
            ("monetary_value", "with an amount: mean of the sums of the days after the first"),
            ("frequency_holdout", "with calibration_end: purchase days after it, BIGINT"),
            ("t_holdout", "with calibration_end: time from it to observation_end"),
            ("monetary_holdout", "with both: mean of the sums of the days after it"),
        ],
        expand,
    },
};

fn expand(call: &Call) -> Result<LogicalPlan> {
    check_ends(call)?;
    let (rows, plan) = customers(call, "observation_end", call.boundary("calibration_end"))?;
    let mut outputs = rows.group_outputs(call);
    outputs.push(named("customer").alias(&call.required("customer")?.name));
    let measures = plan.schema().columns().into_iter().skip(outputs.len());
    outputs.extend(measures.map(|column| named(column.name)));
    plan.project(outputs)?.build()
}
