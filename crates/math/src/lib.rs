//! The mathematics of tenure over plain numbers. Nothing here knows Arrow or SQL, and nothing reads a file.
//!
//! - [`models`]: BG/NBD, MBG/NBD and Gamma-Gamma, and the fitting that all models share
//! - [`normal`]: quantiles of the normal distribution; [`gamma`]: the gamma function and its derivatives
//! - [`quantiles`]: quantiles of samples, and the groups between them; [`moments`]: mean and standard deviation
//! - [`intervals`]: confidence intervals of shares and of the net promoter score
//! - [`calendar`]: dates, days of the week, and periods such as weeks and months
//! - [`sums`]: sums whose digits do not depend on the order of their terms

pub mod calendar;
pub mod gamma;
pub mod intervals;
pub mod models;
pub mod moments;
pub mod normal;
pub mod quantiles;
pub mod sums;
