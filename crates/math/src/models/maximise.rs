//! The fitting procedure of every model: the parameters under which the observations are most likely.
//!
//! A model gives the log-likelihood of its observations and its first two derivatives ([`Likelihood`]). [`maximise`]
//! finds the maximum by Newton's method in the logarithms of the parameters, which keeps them positive, and takes the
//! standard errors from the curvature at the maximum. Where the likelihood is not curved downwards the step is damped
//! (Levenberg, Marquardt), and each step must raise the likelihood (Armijo).
//!
//! Source: J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., section 3.4.

use std::fmt;

/// The likelihood of a model's observations as a function of its N parameters.
pub trait Likelihood<const N: usize> {
    /// The names of the parameters, which are all positive.
    const PARAMETERS: [&'static str; N];

    /// Returns the points where the search begins. Over few observations all are tried; over many the later ones only
    /// if the earlier ones lead nowhere.
    fn starts(&self) -> Vec<[f64; N]>;

    /// Returns how many distinct observations there are.
    fn observations(&self) -> usize;

    /// Returns the log-likelihood of the observations under these parameters, with its derivatives.
    fn at(&self, parameters: &[f64; N]) -> Evaluation<N>;
}

/// The log-likelihood at a point, with its derivatives by the parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evaluation<const N: usize> {
    /// The log-likelihood.
    pub value: f64,
    /// The first derivatives.
    pub gradient: [f64; N],
    /// The second derivatives. Only the lower triangle is read.
    pub hessian: [[f64; N]; N],
}

impl<const N: usize> Default for Evaluation<N> {
    fn default() -> Self {
        Self { value: 0.0, gradient: [0.0; N], hessian: [[0.0; N]; N] }
    }
}

/// The parameters of a fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit<const N: usize> {
    /// The parameters.
    pub parameters: [f64; N],
    /// The standard errors of the parameters.
    pub std_errors: [f64; N],
    /// The log-likelihood at the parameters.
    pub log_likelihood: f64,
    /// The number of steps taken.
    pub iterations: u32,
}

/// The reason why a model could not be fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFitted {
    /// The reason in words, without a full stop.
    pub reason: String,
    /// The number of steps taken before this was clear.
    pub iterations: u32,
}

impl NotFitted {
    /// Creates a failure that was clear before the first step.
    ///
    /// ```
    /// let failure = tenure_math::models::NotFitted::because("there are no customers");
    /// assert_eq!(failure.to_string(), "there are no customers");
    /// ```
    pub fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), iterations: 0 }
    }
}

impl fmt::Display for NotFitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for NotFitted {}

const MOST_ITERATIONS: u32 = 200;

/// The largest derivative by a logarithm of a parameter, relative to the log-likelihood, that counts as converged.
const FLAT: f64 = 1e-6;

/// The distance from 1, in logarithms, beyond which a parameter is taken to run towards 0 or infinity.
const FARTHEST: f64 = 16.0;

/// The number of observations from which the first top found is taken for the highest. Two tops were seen with a
/// hundred customers and no more with three hundred; over fewer observations than this all starts are tried.
const MANY: usize = 10_000;

/// The variance of a parameter's logarithm beyond which the data do not determine the parameter. A slope that rises for
/// ever, but ever less, looks like a top: the stopping rule alone accepts it from a variance of 1 / (2e-11 ·
/// |log-likelihood|) on.
const VAGUEST: f64 = 1000.0;

/// The longest step in the logarithm of a parameter.
const LONGEST_STEP: f64 = 2.0;

/// Finds the maximum of a likelihood: the highest top that a start leads to.
///
/// Over few observations the likelihood may be higher still as a parameter runs towards 0 or infinity; a top at finite
/// parameters is preferred.
///
/// # Errors
/// Returns an error if no start leads to a top, with the reason of the start that led highest.
///
/// ```
/// use tenure_math::models::{Evaluation, Likelihood, maximise};
///
/// /// An exponential distribution, by the number of its observations and their sum.
/// struct Exponential { n: f64, sum: f64 }
///
/// impl Likelihood<1> for Exponential {
///     const PARAMETERS: [&'static str; 1] = ["rate"];
///
///     fn starts(&self) -> Vec<[f64; 1]> {
///         vec![[1.0]]
///     }
///
///     fn observations(&self) -> usize {
///         self.n as usize
///     }
///
///     fn at(&self, &[rate]: &[f64; 1]) -> Evaluation<1> {
///         Evaluation {
///             value: self.n * rate.ln() - rate * self.sum,
///             gradient: [self.n / rate - self.sum],
///             hessian: [[-self.n / (rate * rate)]],
///         }
///     }
/// }
///
/// let fit = maximise(&Exponential { n: 100.0, sum: 25.0 }).unwrap();
/// assert!((fit.parameters[0] - 4.0).abs() < 1e-9);
/// assert!((fit.std_errors[0] - 0.4).abs() < 1e-9);
/// ```
pub fn maximise<const N: usize, L: Likelihood<N>>(likelihood: &L) -> Result<Fit<N>, NotFitted> {
    let mut best: Option<Climb<N>> = None;
    for start in likelihood.starts() {
        let climb = climb(likelihood, start.map(f64::ln));
        if best.as_ref().is_none_or(|best| climb.is_better_than(best)) {
            best = Some(climb);
        }
        let found = best.as_ref().is_some_and(|best| best.end.is_ok());
        if found && likelihood.observations() >= MANY {
            break;
        }
    }
    match best {
        Some(best) => best.end,
        None => Err(NotFitted::because("there is nothing to begin with")),
    }
}

/// The outcome of a search from one start.
struct Climb<const N: usize> {
    /// The highest log-likelihood reached.
    value: f64,
    /// The top, or the reason why there is none.
    end: Result<Fit<N>, NotFitted>,
}

impl<const N: usize> Climb<N> {
    /// Returns whether this outcome is preferred: a top before none, then the higher one. Two searches that end at the
    /// same top differ by rounding, which must not decide.
    fn is_better_than(&self, other: &Self) -> bool {
        match (self.end.is_ok(), other.end.is_ok()) {
            (true, false) => true,
            (false, true) => false,
            _ => self.value > other.value + 1e-9 * other.value.abs().max(1.0),
        }
    }
}

fn climb<const N: usize, L: Likelihood<N>>(likelihood: &L, start: [f64; N]) -> Climb<N> {
    let mut logs = start;
    let mut here = in_logarithms(likelihood, &logs);
    if !here.value.is_finite() {
        let end = Err(NotFitted::because("the likelihood cannot be computed"));
        return Climb { value: f64::NEG_INFINITY, end };
    }
    for iteration in 0..MOST_ITERATIONS {
        let not =
            |reason: String, value| Climb { value, end: Err(NotFitted { reason, iterations: iteration }) };
        if let Some(i) = logs.iter().position(|log| log.abs() > FARTHEST) {
            return not(runaway::<N, L>(i, logs[i]), here.value);
        }
        let (step, curved) = newton_step(&here);
        // The gain if the likelihood were the parabola that its derivatives here describe.
        let gain: f64 = 0.5 * dot(&step, &here.gradient);
        let scale = here.value.abs().max(1.0);
        if curved && gain <= 1e-11 * scale {
            // So close to the top Newton's step is right to digits in which the likelihood no longer changes.
            logs = std::array::from_fn(|i| logs[i] + step[i]);
            return finish::<N, L>(&logs, &in_logarithms(likelihood, &logs), iteration + 1);
        }
        let longest = step.iter().fold(0.0f64, |longest, s| longest.max(s.abs()));
        let mut length = (LONGEST_STEP / longest).min(1.0);
        loop {
            let there = std::array::from_fn(|i| logs[i] + length * step[i]);
            let evaluation = in_logarithms(likelihood, &there);
            if evaluation.value - here.value >= 2e-4 * length * gain {
                (logs, here) = (there, evaluation);
                break;
            }
            length *= 0.4;
            if length < 1e-10 {
                return match curved && is_flat(&here) {
                    true => finish::<N, L>(&logs, &here, iteration),
                    false => not("no step raises the likelihood any more".to_owned(), here.value),
                };
            }
        }
    }
    let reason = format!("the likelihood still rises after {MOST_ITERATIONS} steps");
    Climb { value: here.value, end: Err(NotFitted { reason, iterations: MOST_ITERATIONS }) }
}

/// Says which parameter has no finite maximum.
fn runaway<const N: usize, L: Likelihood<N>>(parameter: usize, log: f64) -> String {
    let name = L::PARAMETERS[parameter];
    let direction = if log > 0.0 { "grows without bound" } else { "runs towards 0" };
    format!(
        "the likelihood has no maximum: {name} {direction}, as the customers are too few or too much alike"
    )
}

fn is_flat<const N: usize>(here: &Evaluation<N>) -> bool {
    here.gradient.iter().all(|g| g.abs() <= FLAT * here.value.abs().max(1.0))
}

fn finish<const N: usize, L: Likelihood<N>>(
    logs: &[f64; N],
    here: &Evaluation<N>,
    iterations: u32,
) -> Climb<N> {
    let value = here.value;
    let not = |reason: String| Climb { value, end: Err(NotFitted { reason, iterations }) };
    let parameters = logs.map(f64::exp);
    let factor = cholesky(&negated(&here.hessian, 0.0));
    let (true, Some(factor)) = (is_flat(here), factor) else {
        return not("the likelihood is not curved at its top".to_owned());
    };
    // The inverse of the curvature is the variance of the logarithms, and d p = p · d ln p.
    let variances: [f64; N] = std::array::from_fn(|i| {
        let unit = std::array::from_fn(|j| f64::from(i == j));
        solve(&factor, &unit)[i]
    });
    if let Some(i) = variances.iter().position(|variance| *variance > VAGUEST) {
        return not(format!("the data do not determine {}", L::PARAMETERS[i]));
    }
    let std_errors = std::array::from_fn(|i| parameters[i] * variances[i].sqrt());
    Climb { value, end: Ok(Fit { parameters, std_errors, log_likelihood: value, iterations }) }
}

/// Evaluates a likelihood with its derivatives by the logarithms of the parameters: d/d ln p = p d/dp.
fn in_logarithms<const N: usize, L: Likelihood<N>>(likelihood: &L, logs: &[f64; N]) -> Evaluation<N> {
    let p = logs.map(f64::exp);
    let mut e = likelihood.at(&p);
    for i in 0..N {
        e.gradient[i] *= p[i];
        for j in 0..=i {
            e.hessian[i][j] *= p[i] * p[j];
        }
        e.hessian[i][i] += e.gradient[i];
    }
    e
}

/// Returns Newton's step, damped until it goes upwards, and whether it needed no damping.
fn newton_step<const N: usize>(here: &Evaluation<N>) -> ([f64; N], bool) {
    let size = (0..N).fold(0.0f64, |size, i| size.max(here.hessian[i][i].abs()));
    let mut damping = 0.0;
    loop {
        if let Some(factor) = cholesky(&negated(&here.hessian, damping)) {
            return (solve(&factor, &here.gradient), damping == 0.0);
        }
        damping = if damping == 0.0 { 1e-9 * size.max(f64::MIN_POSITIVE) } else { damping * 10.0 };
        if !damping.is_finite() {
            return ([0.0; N], false);
        }
    }
}

fn negated<const N: usize>(hessian: &[[f64; N]; N], damping: f64) -> [[f64; N]; N] {
    let mut matrix = *hessian;
    for (i, row) in matrix.iter_mut().enumerate() {
        row.iter_mut().for_each(|value| *value = -*value);
        row[i] += damping;
    }
    matrix
}

/// Returns the lower triangle L with L·Lᵀ = `matrix`, or `None` if the matrix is not positive definite.
fn cholesky<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut lower = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let rest = matrix[i][j] - (0..j).map(|k| lower[i][k] * lower[j][k]).sum::<f64>();
            if i == j {
                // A remainder below this share of the entry is rounding error.
                if rest.is_nan() || rest <= 1e-13 * matrix[i][i].abs() {
                    return None;
                }
                lower[i][i] = rest.sqrt();
            } else {
                lower[i][j] = rest / lower[j][j];
            }
        }
    }
    Some(lower)
}

/// Solves L·Lᵀ·x = `right` for x.
fn solve<const N: usize>(lower: &[[f64; N]; N], right: &[f64; N]) -> [f64; N] {
    let mut x = *right;
    for i in 0..N {
        x[i] = (x[i] - (0..i).map(|k| lower[i][k] * x[k]).sum::<f64>()) / lower[i][i];
    }
    for i in (0..N).rev() {
        x[i] = (x[i] - (i + 1..N).map(|k| lower[k][i] * x[k]).sum::<f64>()) / lower[i][i];
    }
    x
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Checks the derivatives of a likelihood against differences.
#[cfg(test)]
pub(super) fn assert_derivatives<const N: usize, L: Likelihood<N>>(likelihood: &L, at: [f64; N]) {
    let here = likelihood.at(&at);
    for i in 0..N {
        let moved = |by: f64| {
            let mut there = at;
            there[i] += by * at[i];
            likelihood.at(&there)
        };
        let h = 1e-3;
        let (p1, m1, p2, m2) = (moved(h), moved(-h), moved(2.0 * h), moved(-2.0 * h));
        let slope = |f: &dyn Fn(&Evaluation<N>) -> f64| {
            (8.0 * (f(&p1) - f(&m1)) - (f(&p2) - f(&m2))) / (12.0 * h * at[i])
        };
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-7 * (a.abs() + b.abs() + here.value.abs() * 1e-2);
        let (found, expected) = (here.gradient[i], slope(&|e| e.value));
        assert!(close(found, expected), "gradient {i}: {found} instead of {expected}");
        for j in 0..N {
            let (found, expected) = (here.hessian[i.max(j)][i.min(j)], slope(&|e| e.gradient[j]));
            assert!(close(found, expected), "hessian {i} {j}: {found} instead of {expected}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gamma sample by its sufficient statistics: n, Σx, Σ ln x.
    struct Gamma(f64, f64, f64);

    impl Likelihood<2> for Gamma {
        const PARAMETERS: [&'static str; 2] = ["shape", "rate"];

        fn starts(&self) -> Vec<[f64; 2]> {
            vec![[1.0, 1.0]]
        }

        fn observations(&self) -> usize {
            self.0 as usize
        }

        fn at(&self, [shape, rate]: &[f64; 2]) -> Evaluation<2> {
            use crate::gamma::{digamma, ln_gamma, trigamma};
            let Gamma(n, sum, logs) = *self;
            Evaluation {
                value: n * (shape * rate.ln() - ln_gamma(*shape)) + (shape - 1.0) * logs - rate * sum,
                gradient: [n * (rate.ln() - digamma(*shape)) + logs, n * shape / rate - sum],
                hessian: [[-n * trigamma(*shape), 0.0], [n / rate, -n * shape / (rate * rate)]],
            }
        }
    }

    fn sample(values: &[f64]) -> Gamma {
        Gamma(values.len() as f64, values.iter().sum(), values.iter().map(|v| v.ln()).sum())
    }

    #[test]
    fn the_top_is_flat_and_the_mean_is_met() {
        let values = [0.3, 1.9, 2.2, 0.7, 4.1, 0.05, 1.2];
        let gamma = sample(&values);
        assert_derivatives(&gamma, [1.3, 0.8]);
        let fit = maximise(&gamma).unwrap();
        // At the maximum shape / rate is the mean of the sample.
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        assert!((fit.parameters[0] / fit.parameters[1] - mean).abs() < 1e-9);
        assert!(fit.std_errors.iter().all(|e| *e > 0.0));
        assert!(fit.iterations < 20);
    }

    #[test]
    fn a_sample_without_spread_has_no_maximum() {
        let reason = maximise(&sample(&[2.0, 2.0, 2.0])).unwrap_err().reason;
        assert!(reason.contains("grows without bound"), "{reason}");
    }
}
