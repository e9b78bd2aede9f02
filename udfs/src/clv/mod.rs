//! Customer lifetime value: who is still a customer, what they will buy, and what that is worth.
//!
//! ```text
//! log ──purchase_days──> a row a customer ──fits──> models ──predictions──> p_alive, purchases, spend, value
//! ```

mod bg_nbd_fit;
mod btyd_summary;
mod clv;
mod clv_fit;
mod customers;
mod dert;
mod discounted_purchases;
mod expected_purchases;
mod expected_purchases_new;
mod expected_spend;
mod fit_aggregate;
mod gamma_gamma_fit;
mod mbg_nbd_fit;
mod model_struct;
mod p_alive;
mod parameter_rows;
mod predictions;
mod purchase_days;
mod purchase_fit;
mod purchases;
mod shared_fits;
mod usable_model;

use crate::catalog::{Family, Make};

/// Customer lifetime value.
pub const FAMILY: Family = Family {
    title: "Customer lifetime value",
    about: "Buy-till-you-die models of a purchase log: who is still a customer, what they will buy, and what that is worth.",
    functions: &[
        &clv::FUNCTION,
        &clv_fit::FUNCTION,
        &btyd_summary::FUNCTION,
        &mbg_nbd_fit::FUNCTION,
        &bg_nbd_fit::FUNCTION,
        &gamma_gamma_fit::FUNCTION,
        &p_alive::FUNCTION,
        &expected_purchases::FUNCTION,
        &expected_purchases_new::FUNCTION,
        &expected_spend::FUNCTION,
        &dert::FUNCTION,
    ],
    parts: &[
        Make::Aggregate(purchase_days::purchase_days_udaf),
        Make::Aggregate(shared_fits::purchase_model_udaf),
        Make::Aggregate(shared_fits::spend_model_udaf),
        Make::Scalar(usable_model::fit_failure_udf),
        Make::Scalar(usable_model::usable_model_udf),
        Make::Scalar(discounted_purchases::discounted_purchases_udf),
        Make::Scalar(parameter_rows::parameter_rows_udf),
    ],
};
