//! Gamma-Gamma: the amount that customers spend on a purchase.
//!
//! The amounts of one customer are distributed as Gamma(p, ν), and ν as Gamma(q, v) among customers. Amounts do not
//! depend on how often a customer buys.
//!
//! Source: P. S. Fader and B. G. S. Hardie, The Gamma-Gamma Model of Monetary Value, note 025 (2013).

use super::maximise::{Evaluation, Fit, Likelihood, NotFitted, maximise};
use crate::gamma::{digamma, ln_gamma, trigamma};

/// Gamma-Gamma with its parameters.
///
/// ```
/// use tenure_math::models::GammaGamma;
///
/// let model = GammaGamma::new([6.25, 3.74, 15.44]);
/// assert!((model.population_mean().unwrap() - 35.21898).abs() < 5e-6);
/// // Two repeat purchases of 22.35 on average.
/// assert!((model.expected_spend(2.0, 22.35).unwrap() - 24.664).abs() < 5e-4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    /// The shape of a customer's amounts.
    pub p: f64,
    /// The shape of the customers' rates ν.
    pub q: f64,
    /// The rate parameter of the customers' rates ν, in units of money.
    pub v: f64,
}

/// The repeat purchases of a customer, or of several with the same ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spend {
    /// x: the number of repeat purchases.
    pub frequency: u32,
    /// m̄: the mean amount of these purchases.
    pub mean: f64,
    /// The number of customers.
    pub weight: f64,
}

impl GammaGamma {
    /// The names of the parameters.
    pub const PARAMETERS: [&'static str; 3] = ["p", "q", "v"];

    /// Creates a model with parameters in the order of [`Self::PARAMETERS`].
    pub fn new([p, q, v]: [f64; 3]) -> Self {
        Self { p, q, v }
    }

    /// Finds the most likely parameters. Customers without a repeat purchase or with a mean not above 0 are left out.
    /// The order of customers does not matter.
    ///
    /// # Errors
    /// Returns an error if the likelihood has no maximum, with the reason.
    ///
    /// ```
    /// use tenure_math::models::{GammaGamma, Spend};
    ///
    /// let rows = [(1, 8.0), (1, 60.0), (2, 15.0), (2, 80.0), (3, 41.0), (3, 200.0), (5, 25.0), (5, 35.0)];
    /// let spends = rows.map(|(frequency, mean)| Spend { frequency, mean, weight: 10.0 });
    /// let fit = GammaGamma::fit(spends.to_vec()).unwrap();
    /// let mean = GammaGamma::new(fit.parameters).population_mean().unwrap();
    /// assert!((mean - 60.0).abs() < 0.1);
    /// ```
    pub fn fit(mut spends: Vec<Spend>) -> Result<Fit<3>, NotFitted> {
        spends.retain(|s| s.frequency > 0 && s.mean > 0.0 && s.weight > 0.0);
        if spends.is_empty() {
            return Err(NotFitted::because("no customer has a repeat purchase with an amount above 0"));
        }
        spends.sort_unstable_by_key(|s| (s.frequency, s.mean.to_bits(), s.weight.to_bits()));
        spends.dedup_by(|next, kept| {
            let same = (next.frequency, next.mean) == (kept.frequency, kept.mean);
            if same {
                kept.weight += next.weight;
            }
            same
        });
        let customers: f64 = spends.iter().map(|s| s.weight).sum();
        let unit = spends.iter().map(|s| s.mean / customers * s.weight).sum::<f64>();
        let mut logs = 0.0;
        for spend in &mut spends {
            spend.mean /= unit;
            logs += spend.weight * spend.mean.ln();
        }
        if !logs.is_finite() {
            return Err(NotFitted::because("amounts differ by more than a number can hold"));
        }
        let mut fit = maximise(&Observed { spends: &spends, customers, logs })?;
        fit.parameters[2] *= unit;
        fit.std_errors[2] *= unit;
        // The density of m̄ is per unit of money.
        fit.log_likelihood -= customers * unit.ln();
        Ok(fit)
    }

    /// Returns the expected amount of a purchase of a customer without repeat purchases, p·v/(q − 1). It is `None` if
    /// q ≤ 1, where the population has no mean.
    pub fn population_mean(&self) -> Option<f64> {
        (self.q > 1.0).then(|| self.p * self.v / (self.q - 1.0))
    }

    /// Returns the expected amount of a purchase of a customer with x repeat purchases of mean m̄,
    /// (p·v + p·x·m̄)/(p·x + q − 1). Without repeat purchases, or with a mean not above 0, it is [`GammaGamma::population_mean`].
    pub fn expected_spend(&self, frequency: f64, mean: f64) -> Option<f64> {
        let population = self.population_mean()?;
        if frequency <= 0.0 || mean <= 0.0 {
            return Some(population);
        }
        // Written as a weighted mean of the customer's mean and the population's, so that large amounts do not
        // overflow.
        let own = self.p * frequency / (self.p * frequency + self.q - 1.0);
        Some(own * mean + (1.0 - own) * population)
    }
}

/// The log-likelihood of amounts, which are divided by their mean and sorted by x:
/// ln L = ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln v + (px−1) ln m̄ + px ln x − (px+q) ln(x m̄ + v).
struct Observed<'a> {
    spends: &'a [Spend],
    customers: f64,
    /// Σ weight · ln m̄.
    logs: f64,
}

impl Likelihood<3> for Observed<'_> {
    const PARAMETERS: [&'static str; 3] = GammaGamma::PARAMETERS;

    fn starts(&self) -> Vec<[f64; 3]> {
        vec![[2.0, 3.0, 1.0], [6.0, 4.0, 0.5], [0.5, 2.0, 2.0], [20.0, 20.0, 1.0]]
    }

    fn observations(&self) -> usize {
        self.spends.len()
    }

    fn at(&self, &[p, q, v]: &[f64; 3]) -> Evaluation<3> {
        let n = self.customers;
        let mut e = Evaluation::<3> {
            value: n * (q * v.ln() - ln_gamma(q)) - self.logs,
            gradient: [0.0, n * (v.ln() - digamma(q)), n * q / v],
            ..Evaluation::default()
        };
        e.hessian[1][1] = -n * trigamma(q);
        e.hessian[2][1] = n / v;
        e.hessian[2][2] = -n * q / (v * v);
        for same in self.spends.chunk_by(|a, b| a.frequency == b.frequency) {
            let x = f64::from(same[0].frequency);
            let (px, sum) = (p * x, p * x + q);
            let (mut weight, mut own, mut logs, mut inverses, mut squares) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for spend in same {
                let total = x * spend.mean + v;
                let inverse = 1.0 / total;
                weight += spend.weight;
                own += spend.weight * spend.mean.ln();
                logs += spend.weight * total.ln();
                inverses += spend.weight * inverse;
                squares += spend.weight * inverse * inverse;
            }
            e.value += weight * (ln_gamma(sum) - ln_gamma(px) + px * x.ln()) + px * own - sum * logs;
            let (all, mine) = (digamma(sum), digamma(px));
            e.gradient[0] += x * (weight * (all - mine + x.ln()) + own - logs);
            e.gradient[1] += weight * all - logs;
            e.gradient[2] -= sum * inverses;
            let (all, mine) = (trigamma(sum), trigamma(px));
            e.hessian[0][0] += x * x * weight * (all - mine);
            e.hessian[1][0] += x * weight * all;
            e.hessian[1][1] += weight * all;
            e.hessian[2][0] -= x * inverses;
            e.hessian[2][1] -= inverses;
            e.hessian[2][2] += sum * squares;
        }
        e
    }
}

#[cfg(test)]
mod tests {
    use super::super::maximise::assert_derivatives;
    use super::*;

    #[test]
    fn derivatives() {
        let spend = |frequency, mean| Spend { frequency, mean, weight: 1.5 };
        let spends = [spend(1, 0.3), spend(1, 2.0), spend(2, 1.1), spend(40, 0.8), spend(41, 0.9)];
        let logs = spends.iter().map(|s| 1.5 * s.mean.ln()).sum();
        for at in [[2.0, 3.0, 1.0], [0.3, 0.8, 4.0], [20.0, 9.0, 0.2]] {
            assert_derivatives(&Observed { spends: &spends, customers: 7.5, logs }, at);
        }
    }
}
