//! `bg_nbd_fit(x, t_x, t [, unit [, weight]])`: the BG/NBD model of a group of customers.

use datafusion::logical_expr::AggregateUDF;

use super::purchase_fit::{OF_PURCHASES, PurchaseFit, RETURNS};
use crate::adapt::aggregate;
use crate::catalog::{Example, Function, Make};

pub(crate) const FUNCTION: Function = Function {
    name: "bg_nbd_fit",
    summary: "The BG/NBD model of how customers buy: the parameters under which their histories are most likely.",
    arguments: OF_PURCHASES,
    returns: RETURNS,
    details: "While a customer is alive, purchases come at random at a rate λ; after each repeat purchase the customer leaves for good with \
              probability p. Among customers λ is Gamma(r, α) and p is Beta(a, b). alpha is in units of time, and so is the log-likelihood, which \
              leaves out x!. A customer who bought once is alive for certain in this model; mbg_nbd_fit does without that.\n\n\
              The likelihood is maximised by Newton's method in the logarithms of the parameters, from several starts where histories are few; of \
              several tops the highest counts. std_errors are those of the inverse Hessian. \
              Where there is no maximum, converged is false, parameters are NULL, and reason says why; predictions refuse such a model.\n\n\
              Not used: a row with a NULL, and one whose weight is 0. NULL over no rows. An error: an x that is no whole number, t_x above t, \
              t_x above 0 where x is 0, anything negative. Neither the order of rows nor threads change a digit.",
    reference: "P. S. Fader, B. G. S. Hardie and K. L. Lee, \"Counting Your Customers\" the Easy Way, Marketing Science 24 (2005) 275–284",
    example: Example {
        sql: "SELECT m['converged'] AS converged, round(m['parameters']['r'], 3) AS r, round(m['parameters']['alpha'], 3) AS alpha, \
              round(m['parameters']['a'], 3) AS a, round(m['parameters']['b'], 3) AS b, round(m['log_likelihood'], 3) AS log_likelihood
FROM (SELECT bg_nbd_fit(x, t_x, t, 'week', customers) AS m FROM (VALUES
  (0, 0, 38, 300), (0, 0, 32, 250), (1, 5, 38, 40), (1, 30, 38, 30), (2, 8, 35, 25), (2, 34, 36, 20), (5, 4, 33, 12), (7, 35, 38, 6), (16, 36, 37, 5)
) AS histories(x, t_x, t, customers))",
        output: "\
+-----------+-------+-------+-------+-------+----------------+
| converged | r     | alpha | a     | b     | log_likelihood |
+-----------+-------+-------+-------+-------+----------------+
| true      | 0.076 | 2.034 | 1.105 | 2.186 | -1412.828      |
+-----------+-------+-------+-------+-------+----------------+",
    },
    make: Make::Aggregate(bg_nbd_fit_udaf),
};

/// Creates the aggregate function `bg_nbd_fit`.
pub(crate) fn bg_nbd_fit_udaf() -> AggregateUDF {
    aggregate(PurchaseFit::<false>)
}
