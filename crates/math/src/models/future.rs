//! The purchases to come of a customer who has not left, discounted or not.
//!
//! After the history of a customer, the purchase rate is distributed as Gamma(k, A), and the probability p to leave
//! after a purchase as Beta(a, b). The expected number of purchases in the time t is ∫₀¹ [1 − (A/(A+pt))^k]/p ·
//! Beta(p; a, b) dp. The closed form with ₂F₁ has a pole at a = 1, where the expectation has none, and loses digits there.
//! Expanding the integrand by powers of 1 − p gives a series without a pole, whose terms are all positive:
//!
//! E = Σᵢ P(J > i) · Π_{l<i} (b+l)/(a+b+l), with J ~ NegativeBinomial(k, t/(A+t)).
//!
//! The customer makes purchase i if the rate brings so many in the time, and if they left after none of those before.

use std::ops::RangeInclusive;

/// The distribution of a customer's purchase rate and probability to leave.
///
/// ```
/// use tenure_math::models::Future;
///
/// let future = Future { shape: 2.2, rate: 43.3, a: 0.8, b: 4.4 };
/// let (plain, discounted) = (future.purchases(52.0), future.discounted(52.0, 0.0027));
/// assert!(discounted < plain && plain < 2.2 * 52.0 / 43.3);
/// assert!(future.residual(0.0027).unwrap() > discounted);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Future {
    /// k: the shape of the purchase rate.
    pub shape: f64,
    /// A: the rate parameter of the purchase rate, in units of time.
    pub rate: f64,
    /// The first parameter of the probability to leave.
    pub a: f64,
    /// The second parameter of the probability to leave.
    pub b: f64,
}

/// The number of expected terms beyond which the integral is computed instead of the series.
const LONGEST_SERIES: f64 = 2000.0;

/// The exponent δt beyond which the discount factor e^−δt is taken for 0.
const FORGOTTEN: f64 = 45.0;

impl Future {
    /// Returns the expected number of purchases in the next `time`.
    pub fn purchases(&self, time: f64) -> f64 {
        let growth = (time / self.rate).ln_1p();
        if self.shape * time / self.rate > LONGEST_SERIES || self.shape * growth > 600.0 {
            return self.purchases_by_integral(time);
        }
        let z = time / (self.rate + time);
        // P(J = i), and P(J > i).
        let mut exactly = (-self.shape * growth).exp();
        let mut more = -(-self.shape * growth).exp_m1();
        let (mut stays, mut sum, mut i) = (1.0, 0.0, 0.0);
        loop {
            sum += stays * more;
            stays *= (self.b + i) / (self.a + self.b + i);
            let ratio = (self.shape + i) / (i + 1.0) * z;
            exactly *= ratio;
            more = (more - exactly).max(0.0);
            i += 1.0;
            // Once the terms fall, each ratio of two is at most the current one, or their limit z if that is larger.
            let falls = 1.0 - ratio.max(z);
            if falls > 0.0 && stays * exactly <= 1e-17 * sum * falls * falls {
                return sum;
            }
        }
    }

    /// Computes [`Future::purchases`] by the integral, which is faster than the series for very many purchases only.
    pub(super) fn purchases_by_integral(&self, time: f64) -> f64 {
        let growth = time / self.rate;
        let chances = Chances::new(self.a, self.b, self.shape * growth);
        chances.mean(|p| {
            if p > 0.0 { -(-self.shape * (p * growth).ln_1p()).exp_m1() / p } else { self.shape * growth }
        })
    }

    /// Returns the expected number of purchases in the next `time`, each discounted to now at the continuous rate
    /// `discount`: ∫ e^(−δs) dE(s) = e^(−δt) E(t) + δ ∫ e^(−δs) E(s) ds.
    ///
    /// In y = ln(1 + s/A) the integrand has no singularity nearer than π to the real line, so few points are
    /// enough.
    pub fn discounted(&self, time: f64, discount: f64) -> f64 {
        if discount == 0.0 {
            return self.purchases(time);
        }
        let end = time.min(FORGOTTEN / discount);
        let mut sum = 0.0;
        panels((end / self.rate).ln_1p(), 1.0, self.steepness(self.rate, discount), |y, weight| {
            let s = self.rate * y.exp_m1();
            sum += weight * (-discount * s).exp() * self.purchases(s) * (self.rate + s);
        });
        (-discount * time).exp() * self.purchases(time) + discount * sum
    }

    /// Returns the expected number of all purchases to come, each discounted to now at the continuous rate `discount`.
    /// Without discount it is `None` unless a > 1, as the purchases have no bound.
    pub fn residual(&self, discount: f64) -> Option<f64> {
        if discount == 0.0 {
            return (self.a > 1.0).then(|| (self.a + self.b - 1.0) / (self.a - 1.0));
        }
        Some(Residuals::new(self, self.rate..=self.rate, discount).of(self.rate))
    }

    /// Estimates how fast the integrands over y change at y = 0, due to the discount and to customers who leave.
    fn steepness(&self, rate: f64, discount: f64) -> f64 {
        discount * rate + self.shape * self.a / (self.a + self.b)
    }
}

/// The discounted purchases to come of customers who differ in their rate A only, as those with the same x do.
///
/// They are k ∫₀^∞ e^(−δA(e^y − 1)) M(y) e^y dy with M(y) = ∫₀¹ (1 + p(e^y − 1))^(−k−1) Beta(p; a, b) dp, where kM/A is
/// the purchase rate at the time A(e^y − 1). M does not depend on A, and is computed once.
///
/// ```
/// use tenure_math::models::{Future, Residuals};
///
/// let future = Future { shape: 2.2, rate: 43.3, a: 0.8, b: 4.4 };
/// let residuals = Residuals::new(&future, 40.0..=50.0, 0.0027);
/// assert!((residuals.of(43.3) / future.residual(0.0027).unwrap() - 1.0).abs() < 1e-9);
/// ```
#[derive(Debug, Clone)]
pub struct Residuals {
    discount: f64,
    /// e^y − 1 at the points of the integral, and the product of all factors that do not depend on A.
    points: Vec<(f64, f64)>,
}

impl Residuals {
    /// Prepares the integral for customers with the shape, a and b of `like`, and rates in a range.
    pub fn new(like: &Future, rates: RangeInclusive<f64>, discount: f64) -> Self {
        // e^700 is the end however small the discount: beyond it a double overflows.
        let longest = (FORGOTTEN / (discount * rates.start())).ln_1p().min(700.0);
        let power = like.shape + 1.0;
        let chances = Chances::new(like.a, like.b, power * longest.exp());
        let mut points = Vec::new();
        panels(longest, 0.5, like.steepness(*rates.end(), discount), |y, weight| {
            let growth = y.exp_m1();
            let rate = chances.mean(|p| (-power * (p * growth).ln_1p()).exp());
            points.push((growth, like.shape * rate * y.exp() * weight));
        });
        Self { discount, points }
    }

    /// Returns the discounted purchases to come of a customer with this rate.
    pub fn of(&self, rate: f64) -> f64 {
        let decay = self.discount * rate;
        self.points.iter().map(|(growth, factor)| factor * (-decay * growth).exp()).sum()
    }
}

/// Points and weights of integrals over the probability to leave, Beta(a, b). The weights add up to 1.
///
/// In u = ln(p / (1 − p)) the density is smooth and falls exponentially to both sides, where equal steps converge
/// exponentially. Source: L. N. Trefethen and J. A. C. Weideman, SIAM Review 56 (2014) 385–458.
#[derive(Debug)]
struct Chances {
    points: Vec<(f64, f64)>,
}

impl Chances {
    /// Prepares integrals of functions of p that are nearly constant below p = 1 / `reach`.
    fn new(a: f64, b: f64, reach: f64) -> Self {
        // The logarithm of the density, with ln p and ln(1 − p) free of cancellation.
        let density = |u: f64| -a * soft_plus(-u) - b * soft_plus(u);
        let mode = (a / b).ln();
        let top = density(mode);
        let step = (0.5 * (1.0 / a + 1.0 / b).sqrt()).min(0.25);
        // Beyond these ends p, or 1 − p, no longer matters, and the rest of the density is a geometric series.
        let (lowest, highest) = (-(40.0 + (reach + b).ln_1p()), 40.0 + (reach + a).ln_1p());
        let mut points = Vec::new();
        let mut add = |u: f64, weight: f64| points.push((1.0 / (1.0 + (-u).exp()), weight));
        add(mode, 1.0);
        for direction in [-1.0, 1.0] {
            let decay: f64 = if direction < 0.0 { a } else { b };
            for i in 1.. {
                let u = mode + direction * step * f64::from(i);
                let weight = (density(u) - top).exp();
                // The function may grow as 1/p, down to the p below which it is constant.
                let least = if direction < 0.0 { u.exp().min(1.0).max(1.0 / (1.0 + reach)) } else { 1.0 };
                if weight < 1e-18 * least {
                    break;
                }
                if !(lowest..highest).contains(&u) {
                    add(u, weight / -(-decay * step).exp_m1());
                    break;
                }
                add(u, weight);
            }
        }
        let total: f64 = points.iter().map(|(_, weight)| weight).sum();
        points.iter_mut().for_each(|(_, weight)| *weight /= total);
        Self { points }
    }

    /// Returns the mean of a function of p.
    fn mean(&self, f: impl Fn(f64) -> f64) -> f64 {
        self.points.iter().map(|(p, weight)| weight * f(*p)).sum()
    }
}

/// Returns ln(1 + e^u).
fn soft_plus(u: f64) -> f64 {
    u.max(0.0) + (-u.abs()).exp().ln_1p()
}

/// Visits the points and weights of the Gauss-Legendre rule for integrals from 0 to `end`, eight in each panel of at
/// most the length `longest`. The first panels are shorter for integrands that fall steeply there.
fn panels(end: f64, longest: f64, steepness: f64, mut visit: impl FnMut(f64, f64)) {
    let (mut start, mut length) = (0.0, longest / (1.0 + steepness));
    while start < end {
        let half = 0.5 * length.min(end - start);
        for (x, weight) in LEGENDRE {
            visit(start + half - half * x, half * weight);
            visit(start + half + half * x, half * weight);
        }
        start += length;
        length = (2.0 * length).min(longest);
    }
}

/// The positive roots of the eighth Legendre polynomial, and their weights. Source: M. Abramowitz and I. A. Stegun,
/// table 25.4.
const LEGENDRE: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_26),
];

#[cfg(test)]
mod tests {
    use super::super::{BetaGeometric, Dropout};
    use super::*;

    const SOME: [Future; 7] = [
        Future { shape: 0.24, rate: 4.4, a: 0.79, b: 2.4 },
        Future { shape: 26.2, rate: 35.4, a: 0.79, b: 28.4 },
        Future { shape: 2.0, rate: 30.0, a: 1.0, b: 5.0 },
        Future { shape: 0.01, rate: 0.5, a: 0.02, b: 0.03 },
        Future { shape: 300.0, rate: 900.0, a: 50.0, b: 4000.0 },
        Future { shape: 1000.0, rate: 104.0, a: 0.79, b: 1002.0 },
        Future { shape: 3.0, rate: 10.0, a: 7.0, b: 0.2 },
    ];

    fn close(a: f64, b: f64, digits: f64) -> bool {
        (a - b).abs() <= digits * b.abs()
    }

    #[test]
    fn the_series_is_the_integral() {
        for future in SOME {
            for time in [1e-6, 0.1, 1.0, 10.0, 52.0, 140.0] {
                let (series, integral) = (future.purchases(time), future.purchases_by_integral(time));
                assert!(close(series, integral, 1e-11), "{future:?} {time}: {series} {integral}");
            }
        }
    }

    #[test]
    fn the_series_is_the_closed_form() {
        // (a+b−1)/(a−1) · [1 − (A/(A+t))^k ₂F₁(k, b; a+b−1; t/(A+t))], summed as it stands.
        let closed = |f: &Future, time: f64| {
            let z = time / (f.rate + time);
            let (mut term, mut sum) = (1.0, 0.0);
            for i in 0..20_000 {
                let i = f64::from(i);
                sum += term;
                term *= (f.shape + i) * (f.b + i) / ((f.a + f.b - 1.0 + i) * (i + 1.0)) * z;
            }
            (f.a + f.b - 1.0) / (f.a - 1.0) * (1.0 - (1.0 - z).powf(f.shape) * sum)
        };
        for future in [SOME[0], SOME[1], SOME[6]] {
            for time in [1.0, 10.0, 52.0] {
                let (ours, theirs) = (future.purchases(time), closed(&future, time));
                assert!(close(ours, theirs, 1e-9), "{future:?} {time}: {ours} {theirs}");
            }
        }
    }

    #[test]
    fn discounting_by_nothing_or_little_is_adding_up() {
        for future in SOME {
            let plain = future.purchases(52.0);
            assert_eq!(future.discounted(52.0, 0.0), plain);
            assert!(close(future.discounted(52.0, 1e-12), plain, 1e-10), "{future:?}");
        }
    }

    #[test]
    fn the_residual_is_the_discounted_total_of_a_long_time() {
        for future in SOME {
            for discount in [0.0005, 0.0027, 0.05] {
                let (whole, long) =
                    (future.residual(discount).unwrap(), future.discounted(50.0 / discount, discount));
                assert!(close(whole, long, 1e-9), "{future:?} {discount}: {whole} {long}");
            }
        }
        // Who leaves often enough makes a bounded number of purchases without any discount.
        let bounded = SOME[6].residual(0.0).unwrap();
        assert!(close(SOME[6].purchases(1e9), bounded, 1e-6));
        assert_eq!(SOME[0].residual(0.0), None);
    }

    #[test]
    fn far_horizons() {
        // A customer of MBG/NBD(.525, 6.183, .891, 1.614) with two purchases by 30.43 of 38.86 weeks, by another
        // quadrature.
        let model = BetaGeometric::new(Dropout::AfterAny, [0.525, 6.183, 0.891, 1.614]);
        let (alive, future) = (model.p_alive(2.0, 30.43, 38.86), model.future(2.0, 38.86));
        for (time, purchases) in
            [(1e15, 744.56726), (1e20, 2684.77), (1e22, 4454.2), (1e30, 33_359.8), (1e100, 1.4243e12)]
        {
            let found = alive * future.purchases(time);
            assert!(close(found, purchases, 2e-4), "{time}: {found}");
        }
        for discount in [f64::MIN_POSITIVE, 1e-320] {
            assert!(future.residual(discount).is_some_and(f64::is_finite));
        }
    }

    #[test]
    fn extremes_are_finite() {
        for shape in [1e-3, 1.0, 1e4] {
            for rate in [1e-3, 1.0, 1e6] {
                for (a, b) in [(1e-4, 1e-4), (1e-3, 1e4), (1e4, 1e-3), (1e4, 1e4)] {
                    let future = Future { shape, rate, a, b };
                    for time in [0.0, 1e-9, 1.0, 1e9] {
                        let purchases = future.purchases(time);
                        assert!(purchases.is_finite() && purchases >= 0.0, "{future:?} {time}: {purchases}");
                        assert!(
                            purchases <= shape * time / rate * (1.0 + 1e-9) + 1e-300,
                            "{future:?} {time}: {purchases}"
                        );
                    }
                    assert!(future.residual(0.002).is_some_and(f64::is_finite), "{future:?}");
                }
            }
        }
    }
}
