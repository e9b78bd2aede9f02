//! `mbg_nbd_fit(x, t_x, t [, unit [, weight]])`: the MBG/NBD model of a group of customers.

use datafusion::logical_expr::AggregateUDF;

use super::purchase_fit::{OF_PURCHASES, PurchaseFit, RETURNS};
use crate::adapt::aggregate;
use crate::catalog::{Example, Function, Make};

pub(crate) const FUNCTION: Function = Function {
    name: "mbg_nbd_fit",
    summary: "The MBG/NBD model of how customers buy: the parameters under which their histories are most likely.",
    arguments: OF_PURCHASES,
    returns: RETURNS,
    details: "As bg_nbd_fit, but a customer may leave after any purchase, the first included, so that one who bought once long ago is not alive for \
              certain.\n\n\
              Not used: a row with a NULL, and one whose weight is 0. NULL over no rows. What is an error and what happens where there is no maximum \
              is said at bg_nbd_fit.",
    reference: "E. P. Batislam, M. Denizel and A. Filiztekin, International Journal of Research in Marketing 24 (2007) 201–209; \
                D. Hoppe and U. Wagner, Marketing – Journal of Research and Management 3 (2007) 75–90",
    example: Example {
        sql: "SELECT segment, m['converged'] AS converged, round(m['parameters']['r'], 3) AS r, round(m['parameters']['b'], 3) AS b, m['reason'] AS reason
FROM (SELECT segment, mbg_nbd_fit(x, t_x, t, 'week', customers) AS m FROM (VALUES
  ('new', 0, 0, 1, 60), ('new', 0, 0, 3, 20),
  ('old', 0, 0, 38, 300), ('old', 0, 0, 32, 250), ('old', 1, 5, 38, 40), ('old', 1, 30, 38, 30), ('old', 2, 20, 35, 25), ('old', 2, 34, 36, 20),
  ('old', 4, 30, 33, 12), ('old', 7, 35, 38, 6), ('old', 12, 36, 37, 3)
) AS histories(segment, x, t_x, t, customers) GROUP BY segment) ORDER BY segment",
        output: "\
+---------+-----------+-------+-------+--------------------------+
| segment | converged | r     | b     | reason                   |
+---------+-----------+-------+-------+--------------------------+
| new     | false     |       |       | no customer bought again |
| old     | true      | 0.239 | 0.355 |                          |
+---------+-----------+-------+-------+--------------------------+",
    },
    make: Make::Aggregate(mbg_nbd_fit_udaf),
};

/// Creates the aggregate function `mbg_nbd_fit`.
pub(crate) fn mbg_nbd_fit_udaf() -> AggregateUDF {
    aggregate(PurchaseFit::<true>)
}
