//! Models of how customers buy and what they spend: numbers in, numbers out. Nothing here knows Arrow or SQL.
//!
//! ```text
//! histories ──likelihood──> maximise ──> parameters ──> p_alive, expected purchases, what they are worth
//! ```
//!
//! A model fills in a [`Likelihood`], where to begin, and its predictions; the fitting is the same for all.

mod beta_geometric;
mod future;
mod gamma_gamma;
mod history;
mod maximise;
#[cfg(test)]
mod tests;

pub use beta_geometric::{BetaGeometric, Dropout};
pub use future::{Future, Residuals};
pub use gamma_gamma::{GammaGamma, Spend};
pub use history::{Histories, History};
pub use maximise::{Evaluation, Fit, Likelihood, NotFitted, maximise};
