//! `gamma_gamma_fit(x, m [, weight])`: the Gamma-Gamma model of what a group of customers spends.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::AggregateUDF;

use super::fit_aggregate::{FitFold, Fits, Spending, state_types};
use crate::adapt::{Accumulators, Aggregate, Args, aggregate};
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::takes::Signature;

const ARGUMENTS: &[Argument] = &[
    Argument::required("x", Takes::Number, "Repeat purchases: a whole number."),
    Argument::required("m", Takes::Number, "Their mean amount."),
    Argument::optional("weight", Takes::Number, "1", "How many customers the row stands for."),
];

pub(crate) const FUNCTION: Function = Function {
    name: "gamma_gamma_fit",
    summary: "The Gamma-Gamma model of what customers spend: the parameters under which their mean amounts are most likely.",
    arguments: ARGUMENTS,
    returns: "STRUCT(model VARCHAR, parameters STRUCT(p, q, v DOUBLE), std_errors STRUCT(the same), \
              log_likelihood, customers DOUBLE, iterations BIGINT, converged BOOLEAN, reason VARCHAR)",
    details: "A purchase of a customer is Gamma(p, ν), and ν is Gamma(q, v) among customers; how much one spends has nothing to do with how often. \
              v is in units of money. The population's mean is p·v / (q − 1), and there is none unless q > 1. \
              The fit is done as that of bg_nbd_fit; customers counts those who took part.\n\n\
              Not used: a row with a NULL, a customer without a repeat purchase, one whose mean is not above 0, and a weight of 0. NULL over no rows. \
              An error: an x that is no whole number, or a negative weight.",
    reference: "P. S. Fader and B. G. S. Hardie, The Gamma-Gamma Model of Monetary Value, note 025 (2013)",
    example: Example {
        sql: "SELECT m['converged'] AS converged, round(m['parameters']['p'] * m['parameters']['v'] / (m['parameters']['q'] - 1), 2) AS population_mean
FROM (SELECT gamma_gamma_fit(x, m) AS m FROM (VALUES
  (1, 22.0), (2, 14.5), (1, 41.0), (5, 30.2), (3, 12.1), (2, 66.0), (1, 9.9), (7, 25.0), (4, 38.3), (1, 18.0), (0, NULL)
) AS customers(x, m))",
        output: "\
+-----------+-----------------+
| converged | population_mean |
+-----------+-----------------+
| true      | 28.41           |
+-----------+-----------------+",
    },
    make: Make::Aggregate(gamma_gamma_fit_udaf),
};

/// Creates the aggregate function `gamma_gamma_fit`.
pub(crate) fn gamma_gamma_fit_udaf() -> AggregateUDF {
    aggregate(GammaGammaFit)
}

#[derive(Debug)]
struct GammaGammaFit;

impl Aggregate for GammaGammaFit {
    const SIGNATURE: Signature = FUNCTION.signature();

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(DataType::Struct(Spending::fields()))
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(state_types())
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        Ok(Box::new(FitFold {
            function: args.function(),
            model: Spending,
            weighted: args.is_given("weight")?,
            shared: false,
        }))
    }
}
