//! The fitting procedure of every model: the parameters under which the observations are most likely.
//!
//! A model says how likely its observations are, with the first two derivatives ([`Likelihood`]); this finds the
//! maximum by Newton's method in the logarithms of the parameters, which keeps them positive, and gives standard errors
//! from the curvature there. Where the likelihood is not curved downwards the step is damped (Levenberg, Marquardt), and
//! each step must raise it (Armijo). Source: J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., 3.4.

use std::fmt;

/// What a model says of its observations.
pub trait Likelihood<const N: usize> {
    /// The names of the parameters, which are all positive.
    const PARAMETERS: [&'static str; N];

    /// Where to begin.
    fn starts(&self) -> Vec<[f64; N]>;

    /// How many distinct observations there are.
    fn observations(&self) -> usize;

    /// How likely the observations are under these parameters.
    fn at(&self, parameters: &[f64; N]) -> Evaluation<N>;
}

/// The log-likelihood at a point, with its derivatives by the parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evaluation<const N: usize> {
    /// The log-likelihood.
    pub value: f64,
    /// Its first derivatives.
    pub gradient: [f64; N],
    /// Its second derivatives; the lower triangle is enough.
    pub hessian: [[f64; N]; N],
}

impl<const N: usize> Default for Evaluation<N> {
    fn default() -> Self {
        Self { value: 0.0, gradient: [0.0; N], hessian: [[0.0; N]; N] }
    }
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit<const N: usize> {
    /// The parameters.
    pub parameters: [f64; N],
    /// Their standard errors.
    pub std_errors: [f64; N],
    /// The log-likelihood at them.
    pub log_likelihood: f64,
    /// Steps taken.
    pub iterations: u32,
}

/// Why a model could not be fitted, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFitted {
    /// The reason.
    pub reason: String,
    /// Steps taken before it was clear.
    pub iterations: u32,
}

impl NotFitted {
    /// Not even tried.
    pub fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), iterations: 0 }
    }
}

impl fmt::Display for NotFitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

const MOST_ITERATIONS: u32 = 200;

/// Convergence: the largest derivative by a logarithm of a parameter, relative to the log-likelihood.
const FLAT: f64 = 1e-6;

/// A parameter this far from 1 in logarithms has left what data can tell: the maximum lies at 0 or infinity.
const FARTHEST: f64 = 16.0;

/// Over so many observations the first top is the highest. Over few there may be others, as seen with a hundred customers
/// and no more with three hundred, so that all starts are tried.
const MANY: usize = 10_000;

/// The variance of a logarithm beyond which nothing is known of a parameter. Slopes that rise for ever, but ever less, look
/// like a top there: the stopping rule alone lets them pass from a variance of 1 / (2e-11 · |log-likelihood|) on.
const VAGUEST: f64 = 1000.0;

/// No step changes a parameter by more than this factor's logarithm.
const LONGEST_STEP: f64 = 2.0;

/// Finds the maximum: the highest top that a start leads to.
///
/// # Errors
/// If no start leads to one, with the reason of the one that led highest. Over few observations the likelihood may be higher
/// still on the way of a parameter to 0 or infinity; a top inside is taken before that.
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

/// Where a start leads to.
struct Climb<const N: usize> {
    /// The highest log-likelihood on the way.
    value: f64,
    /// The top, or why there is none.
    end: Result<Fit<N>, NotFitted>,
}

impl<const N: usize> Climb<N> {
    /// Whether to go by it: a top before none, and then the higher one. Two that lead to the same top differ by rounding.
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
        // What the step would gain if the likelihood were the parabola it looks like.
        let gain: f64 = 0.5 * dot(&step, &here.gradient);
        let scale = here.value.abs().max(1.0);
        if curved && gain <= 1e-11 * scale {
            // So close, Newton's step is right to the last digits, which the likelihood itself no longer shows.
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

fn runaway<const N: usize, L: Likelihood<N>>(parameter: usize, log: f64) -> String {
    let name = L::PARAMETERS[parameter];
    let whither = if log > 0.0 { "grows without bound" } else { "runs towards 0" };
    format!("the likelihood has no maximum: {name} {whither}, as the customers are too few or too much alike")
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
    // The inverse of the curvature is the variance of the logarithms; a parameter moves with its logarithm.
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

/// The derivatives by the logarithms: d/d ln p = p d/dp.
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

/// Newton's step, damped until it goes upwards, and whether it did without.
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

/// The lower triangle whose square is the matrix; None if the matrix is not positive definite.
fn cholesky<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut lower = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let rest = matrix[i][j] - (0..j).map(|k| lower[i][k] * lower[j][k]).sum::<f64>();
            if i == j {
                // Below this share of the entry, what is left is rounding.
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

/// Checks of a model's derivatives, for the tests of models.
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
