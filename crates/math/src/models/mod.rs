//! Models of how customers buy and what they spend.
//!
//! ```text
//! histories ──likelihood──> maximise ──> parameters ──> p_alive, expected purchases, expected spend
//! ```
//!
//! A model implements [`Likelihood`], which includes its starting points, and its own predictions. The fitting is the
//! same for all models: [`maximise`].
//!
//! ```
//! use tenure_math::models::{BetaGeometric, Dropout, Histories, History};
//!
//! // Frequency, recency and age in weeks, and the number of customers with this history.
//! let rows = [
//!     (0.0, 0.0, 30.0, 50.0), (1.0, 4.0, 30.0, 12.0), (1.0, 20.0, 30.0, 8.0), (2.0, 26.0, 30.0, 10.0),
//!     (5.0, 12.0, 30.0, 5.0), (6.0, 28.0, 30.0, 10.0), (20.0, 29.0, 30.0, 5.0),
//! ];
//! let histories = rows.map(|(x, t_x, t, weight)| History::new(x, t_x, t, weight).unwrap());
//! let fit = BetaGeometric::fit(Dropout::AfterAny, &Histories::new(histories.to_vec()).unwrap()).unwrap();
//! let model = BetaGeometric::new(Dropout::AfterAny, fit.parameters);
//!
//! // Expected purchases in the next 30 weeks of a customer who came back twice, the last time in week 26 of 30.
//! let expected = model.p_alive(2.0, 26.0, 30.0) * model.future(2.0, 30.0).purchases(30.0);
//! assert!(1.0 < expected && expected < 2.0);
//! ```

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
