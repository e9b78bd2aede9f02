//! BG/NBD and MBG/NBD: a customer buys at a constant rate and may leave for good after each purchase.
//!
//! Among customers the rate is distributed as Gamma(r, α), and the probability to leave after a purchase as Beta(a, b).
//! The models differ in one thing: under BG/NBD nobody leaves before the second purchase, under MBG/NBD customers may.
//!
//! Sources: P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24 (2005) 275–284, for BG/NBD; E. P.
//! Batislam, M. Denizel and A. Filiztekin, International Journal of Research in Marketing 24 (2007) 201–209, and D.
//! Hoppe and U. Wagner, Marketing – Journal of Research and Management 3 (2007) 75–90, for MBG/NBD.

use super::future::Future;
use super::history::Histories;
use super::maximise::{Evaluation, Fit, Likelihood, NotFitted, maximise};
use crate::gamma::ln_rising;

/// The purchases after which customers may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropout {
    /// After any repeat purchase: BG/NBD.
    AfterRepeat,
    /// After any purchase, the first included: MBG/NBD.
    AfterAny,
}

/// BG/NBD or MBG/NBD with its parameters.
///
/// Histories are x, t_x and T as in [`History`](super::History); all times are in the unit of `alpha`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaGeometric {
    /// The model: BG/NBD or MBG/NBD.
    pub dropout: Dropout,
    /// The shape of the purchase rates.
    pub r: f64,
    /// The rate parameter of the purchase rates, in units of time.
    pub alpha: f64,
    /// The first parameter of the probabilities to leave.
    pub a: f64,
    /// The second parameter of the probabilities to leave.
    pub b: f64,
}

impl BetaGeometric {
    /// The names of the parameters.
    pub const PARAMETERS: [&'static str; 4] = ["r", "alpha", "a", "b"];

    /// Creates a model with parameters in the order of [`Self::PARAMETERS`].
    ///
    /// ```
    /// use tenure_math::models::{BetaGeometric, Dropout};
    ///
    /// let model = BetaGeometric::new(Dropout::AfterRepeat, [0.243, 4.414, 0.793, 2.426]);
    /// assert_eq!(model.alpha, 4.414);
    /// ```
    pub fn new(dropout: Dropout, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self { dropout, r, alpha, a, b }
    }

    /// Finds the most likely parameters. The example is that of [the module](super).
    ///
    /// # Errors
    /// Returns an error if the likelihood has no maximum, with the reason.
    pub fn fit(dropout: Dropout, histories: &Histories) -> Result<Fit<4>, NotFitted> {
        let mut fit = maximise(&Observed { dropout, histories })?;
        fit.parameters[1] *= histories.unit;
        fit.std_errors[1] *= histories.unit;
        fit.log_likelihood -= histories.purchases * histories.unit.ln();
        Ok(fit)
    }

    /// Returns the probability that a customer with this history has not left.
    ///
    /// Under BG/NBD it is 1 / (1 + 1{x > 0} · a/(b+x−1) · ((α+T)/(α+t_x))^(r+x)). Under MBG/NBD it is the same for all
    /// x, with a/(b+x).
    ///
    /// ```
    /// use tenure_math::models::{BetaGeometric, Dropout};
    ///
    /// let model = BetaGeometric::new(Dropout::AfterRepeat, [0.24259452, 4.41360202, 0.79292202, 2.42590678]);
    /// // 26 repeat purchases, the last one 30.9 weeks after the first, observed for 31 weeks.
    /// assert!((model.p_alive(26.0, 216.0 / 7.0, 31.0) - 0.9688544).abs() < 1e-7);
    /// ```
    pub fn p_alive(&self, frequency: f64, recency: f64, age: f64) -> f64 {
        let odds = match self.dropout {
            Dropout::AfterRepeat if frequency == 0.0 => return 1.0,
            Dropout::AfterRepeat => self.a / (self.b + (frequency - 1.0)),
            Dropout::AfterAny => self.a / (self.b + frequency),
        };
        // The odds of having left in logarithms: the power alone may be larger than any double.
        let gone = odds.ln() + (self.r + frequency) * ((age - recency) / (self.alpha + recency)).ln_1p();
        if gone > 0.0 { (-gone).exp() / (1.0 + (-gone).exp()) } else { 1.0 / (1.0 + gone.exp()) }
    }

    /// Returns the distribution of the future purchases of a customer with this history who has not left.
    ///
    /// ```
    /// use tenure_math::models::{BetaGeometric, Dropout};
    ///
    /// let model = BetaGeometric::new(Dropout::AfterRepeat, [0.24259452, 4.41360202, 0.79292202, 2.42590678]);
    /// let expected = model.p_alive(2.0, 30.43, 38.86) * model.future(2.0, 38.86).purchases(39.0);
    /// assert!((expected - 1.2259068).abs() < 1e-7);
    /// ```
    pub fn future(&self, frequency: f64, age: f64) -> Future {
        let b = match self.dropout {
            Dropout::AfterRepeat => self.b + frequency,
            Dropout::AfterAny => self.b + frequency + 1.0,
        };
        Future { shape: self.r + frequency, rate: self.alpha + age, a: self.a, b }
    }

    /// Returns the probability that a new customer has not left after the first purchase, and the distribution of the
    /// purchases to come if so.
    ///
    /// ```
    /// use tenure_math::models::{BetaGeometric, Dropout};
    ///
    /// let model = BetaGeometric::new(Dropout::AfterRepeat, [0.24259452, 4.41360202, 0.79292202, 2.42590678]);
    /// let (stays, future) = model.newcomer();
    /// assert!((stays * future.purchases(52.0) - 1.4440124).abs() < 1e-7);
    /// ```
    pub fn newcomer(&self) -> (f64, Future) {
        (self.p_alive(0.0, 0.0, 0.0), self.future(0.0, 0.0))
    }
}

/// The log-likelihood of histories.
///
/// L₁ and L₂ are the likelihoods of a customer who is still there and of one who left after the last purchase, without
/// the factors that they share:
/// ln L = ln Γ(r+x) − ln Γ(r) + r ln α + ln B(a, b+x) − ln B(a, b) + ln(L₁ + L₂), where
/// BG/NBD L₁ = (α+T)^−(r+x), L₂ = 1{x > 0} · a/(b+x−1) · (α+t_x)^−(r+x);
/// MBG/NBD L₁ = (b+x)/(a+b+x) · (α+T)^−(r+x), L₂ = a/(a+b+x) · (α+t_x)^−(r+x).
struct Observed<'a> {
    dropout: Dropout,
    histories: &'a Histories,
}

impl Likelihood<4> for Observed<'_> {
    const PARAMETERS: [&'static str; 4] = BetaGeometric::PARAMETERS;

    fn starts(&self) -> Vec<[f64; 4]> {
        // The purchase rate of the average customer, and some who leave.
        let gap = self.histories.observed / self.histories.purchases;
        vec![[1.0, gap, 1.0, 3.0], [0.3, 0.3 * gap, 0.8, 2.0], [2.0, gap, 0.1, 1.0], [0.5, gap, 3.0, 30.0]]
    }

    fn observations(&self) -> usize {
        self.histories.rows.len()
    }

    fn at(&self, &[r, alpha, a, b]: &[f64; 4]) -> Evaluation<4> {
        let mut sums = self.shared(r, alpha, a, b);
        self.add_rows(&mut sums, r, alpha, a, b);
        sums
    }
}

impl Observed<'_> {
    /// Evaluates the terms that depend on x alone. ln Γ(r+x) − ln Γ(r) and ln B(a, b+x) − ln B(a, b) are sums of
    /// logarithms over i < x, so each i counts as often as there are customers with more than i purchases.
    fn shared(&self, r: f64, alpha: f64, a: f64, b: f64) -> Evaluation<4> {
        let Histories { customers, .. } = *self.histories;
        let mut e = Evaluation::<4> {
            value: customers * r * alpha.ln(),
            gradient: [customers * alpha.ln(), customers * r / alpha, 0.0, 0.0],
            ..Evaluation::default()
        };
        e.hessian[1][0] = customers / alpha;
        e.hessian[1][1] = -customers * r / (alpha * alpha);
        let mut from = 0;
        for &(to, weight) in &self.histories.frequencies {
            let (rates, staying, all) =
                (ln_rising(r, from, to), ln_rising(b, from, to), ln_rising(a + b, from, to));
            e.value += weight * (rates[0] + staying[0] - all[0]);
            e.gradient[0] += weight * rates[1];
            e.gradient[2] -= weight * all[1];
            e.gradient[3] += weight * (staying[1] - all[1]);
            e.hessian[0][0] += weight * rates[2];
            e.hessian[2][2] -= weight * all[2];
            e.hessian[3][2] -= weight * all[2];
            e.hessian[3][3] += weight * (staying[2] - all[2]);
            from = to;
        }
        if self.dropout == Dropout::AfterAny {
            // L₁ and L₂ have the divisor a + b + x.
            for (i, (x, at_least)) in self.histories.frequencies.iter().enumerate() {
                let more = self.histories.frequencies.get(i + 1).map_or(0.0, |next| next.1);
                let (weight, divisor) = (at_least - more, a + b + f64::from(*x));
                e.value -= weight * divisor.ln();
                e.gradient[2] -= weight / divisor;
                e.gradient[3] -= weight / divisor;
                let second = weight / (divisor * divisor);
                e.hessian[2][2] += second;
                e.hessian[3][2] += second;
                e.hessian[3][3] += second;
            }
        }
        e
    }

    /// Adds ln(L₁ + L₂) of each row, computed in logarithms throughout. With the shares w₁ and w₂ of the two, and the
    /// derivatives g₁, g₂ and H₁, H₂ of their logarithms, the sum has the gradient w₁g₁ + w₂g₂ and the Hessian w₁H₁ +
    /// w₂H₂ + w₁w₂(g₁−g₂)(g₁−g₂)ᵀ.
    fn add_rows(&self, e: &mut Evaluation<4>, r: f64, alpha: f64, a: f64, b: f64) {
        let histories = self.histories;
        let after_any = self.dropout == Dropout::AfterAny;
        let times: Vec<(f64, f64)> =
            histories.times.iter().map(|time| ((alpha + time).ln(), 1.0 / (alpha + time))).collect();
        // For each x: r + x, the logarithms of the factors of L₁ and L₂, and 1/(b+x−1) or 1/(b+x).
        let frequencies: Vec<[f64; 4]> = histories
            .frequencies
            .iter()
            .map(|&(x, _)| {
                let x = f64::from(x);
                match after_any {
                    true => [r + x, (b + x).ln(), a.ln(), 1.0 / (b + x)],
                    false if x == 0.0 => [r, 0.0, f64::NEG_INFINITY, 0.0],
                    false => [r + x, 0.0, a.ln() - (b + (x - 1.0)).ln(), 1.0 / (b + (x - 1.0))],
                }
            })
            .collect();

        // Sums over rows. The factor 1/a of the derivatives by a is left to the end.
        let (mut value, mut by_r, mut by_alpha, mut gone_share, mut by_b) = (0.0, 0.0, 0.0, 0.0, 0.0);
        let (mut rr, mut ra, mut rb, mut r_alpha) = (0.0, 0.0, 0.0, 0.0);
        let (mut alpha_alpha, mut alpha_a, mut alpha_b) = (0.0, 0.0, 0.0);
        let (mut aa, mut ab, mut bb) = (0.0, 0.0, 0.0);
        for row in &histories.rows {
            let [k, stays, leaves, inverse] = frequencies[row.frequency as usize];
            let (ln_recency, inverse_recency) = times[row.recency as usize];
            let (ln_age, inverse_age) = times[row.age as usize];
            let there = stays - k * ln_age;
            let gone = leaves - k * ln_recency;
            let odds = gone - there;
            let small = (-odds.abs()).exp();
            let less = small / (1.0 + small);
            let (w1, w2) = if odds > 0.0 { (less, 1.0 - less) } else { (1.0 - less, less) };
            let w = row.weight;
            value += w * (there.max(gone) + small.ln_1p());
            let (d_r, d_alpha) = (ln_recency - ln_age, k * (inverse_recency - inverse_age));
            let mean_inverse = w1 * inverse_age + w2 * inverse_recency;
            by_r -= w * (w1 * ln_age + w2 * ln_recency);
            by_alpha -= w * k * mean_inverse;
            gone_share += w * w2;
            by_b += w * inverse * if after_any { w1 } else { -w2 };
            let both = w * w1 * w2;
            rr += both * d_r * d_r;
            r_alpha += both * d_r * d_alpha - w * mean_inverse;
            ra -= both * d_r;
            rb += both * d_r * inverse;
            alpha_alpha += both * d_alpha * d_alpha
                + w * k * (w1 * inverse_age * inverse_age + w2 * inverse_recency * inverse_recency);
            alpha_a -= both * d_alpha;
            alpha_b += both * d_alpha * inverse;
            aa += both - w * w2;
            ab -= both * inverse;
            bb += inverse * inverse * (both + w * if after_any { -w1 } else { w2 });
        }
        e.value += value;
        for (sum, part) in e.gradient.iter_mut().zip([by_r, by_alpha, gone_share / a, by_b]) {
            *sum += part;
        }
        let lower = [
            (0, 0, rr),
            (1, 0, r_alpha),
            (1, 1, alpha_alpha),
            (2, 0, ra / a),
            (2, 1, alpha_a / a),
            (2, 2, aa / (a * a)),
            (3, 0, rb),
            (3, 1, alpha_b),
            (3, 2, ab / a),
            (3, 3, bb),
        ];
        for (i, j, part) in lower {
            e.hessian[i][j] += part;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::history::History;
    use super::super::maximise::assert_derivatives;
    use super::*;

    #[test]
    fn derivatives() {
        let rows = [(0.0, 0.0, 3.0), (2.0, 1.0, 30.0), (1.0, 9.0, 9.0), (30.0, 25.0, 38.0), (3.0, 2.0, 20.0)];
        let histories = rows.map(|(x, t_x, t)| History::new(x, t_x, t, 1.5).unwrap());
        let histories = Histories::new(histories.to_vec()).unwrap();
        for dropout in [Dropout::AfterRepeat, Dropout::AfterAny] {
            for at in [[0.24, 0.1, 0.8, 2.4], [1.0, 1.0, 1.0, 3.0], [3.0, 0.02, 5.0, 0.5]] {
                assert_derivatives(&Observed { dropout, histories: &histories }, at);
            }
        }
    }
}
