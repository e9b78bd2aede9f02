//! The net promoter score of a sample, its standard error and its confidence interval.
//!
//! Sources: B. Rocks, The American Statistician 70 (2016) 365–372, for the adjusted Wald interval; T. Tango, Statistics
//! in Medicine 17 (1998) 891–908, for the score interval.

use crate::normal;

/// A way to compute the interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Interval {
    /// Wald's interval after ¾ of a promoter, 1½ passives and ¾ of a detractor are added. Its coverage is close to the
    /// confidence even in small samples.
    #[default]
    AdjustedWald,
    /// The score ± its standard error times the critical value. Too short in small samples.
    Wald,
    /// The scores that a score test does not reject.
    Score,
}

impl Interval {
    /// The intervals' names in SQL, the default first.
    pub const NAMES: &'static [&'static str] = &["adjusted_wald", "wald", "score"];

    /// Returns the interval of a name.
    ///
    /// ```
    /// use tenure_math::intervals::net_promoter::Interval;
    ///
    /// assert_eq!(Interval::from_name("wald"), Some(Interval::Wald));
    /// assert_eq!(Interval::from_name("wilson"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "adjusted_wald" => Interval::AdjustedWald,
            "wald" => Interval::Wald,
            "score" => Interval::Score,
            _ => return None,
        })
    }
}

/// A sample of answers as the weight of each kind. The total weight is above 0.
///
/// ```
/// use tenure_math::intervals::net_promoter::{Interval, Sample};
///
/// let sample = Sample { promoters: 60.0, passives: 25.0, detractors: 15.0, all: 100.0, size: 100.0 };
/// assert_eq!(sample.nps(), 45.0);
/// assert!((sample.std_error() - 7.399324).abs() < 1e-6);
/// let (low, high) = sample.interval(Interval::AdjustedWald, 0.95);
/// assert!((low - 29.34311).abs() < 1e-5 && (high - 58.03553).abs() < 1e-5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// The weight of the promoters.
    pub promoters: f64,
    /// The weight of the passives.
    pub passives: f64,
    /// The weight of the detractors.
    pub detractors: f64,
    /// The sum of the three.
    pub all: f64,
    /// The effective size: the number of answers of equal weight that carry as much information.
    pub size: f64,
}

impl Sample {
    /// Returns the share of promoters, 0 to 1.
    pub fn promoter_share(&self) -> f64 {
        self.promoters / self.all
    }

    /// Returns the share of passives, 0 to 1.
    pub fn passive_share(&self) -> f64 {
        self.passives / self.all
    }

    /// Returns the share of detractors, 0 to 1.
    pub fn detractor_share(&self) -> f64 {
        self.detractors / self.all
    }

    /// Returns the net promoter score, -100 to 100.
    pub fn nps(&self) -> f64 {
        let net = self.promoters - self.detractors;
        // Exactly 100 for promoters only, however their weights were rounded.
        if net.abs() == self.all {
            return 100.0_f64.copysign(net);
        }
        100.0 * net / self.all
    }

    /// Returns the standard error of the score, in points: 100 · √((p⁺ + p⁻ − (p⁺ − p⁻)²) / n).
    pub fn std_error(&self) -> f64 {
        100.0 * (variance(self.promoter_share(), self.detractor_share()) / self.size).sqrt()
    }

    /// Returns the ends of the interval, in points, cut off at -100 and 100. The confidence lies between 0 and 1, both
    /// excluded.
    pub fn interval(&self, interval: Interval, confidence: f64) -> (f64, f64) {
        let (plus, minus) = (self.promoter_share(), self.detractor_share());
        let z = normal::critical_value(confidence);
        let (low, high) = match interval {
            Interval::Wald => wald(plus, minus, self.size, z),
            Interval::AdjustedWald => {
                let size = self.size + 3.0;
                let more = |share: f64| (self.size * share + 0.75) / size;
                wald(more(plus), more(minus), size, z)
            }
            Interval::Score => score(plus, minus, self.size, z),
        };
        ((100.0 * low).max(-100.0), (100.0 * high).min(100.0))
    }
}

/// Returns the variance of one answer that counts 1, 0 or −1.
fn variance(plus: f64, minus: f64) -> f64 {
    (plus + minus - (plus - minus).powi(2)).max(0.0)
}

fn wald(plus: f64, minus: f64, size: f64, z: f64) -> (f64, f64) {
    let reach = z * (variance(plus, minus) / size).sqrt();
    (plus - minus - reach, plus - minus + reach)
}

/// Returns the ends of the differences δ that the score test does not reject: |p⁺ − p⁻ − δ|·√n ≤ z·√V(δ), where V(δ) is
/// the variance under the most likely shares with that difference. Tango has it for pairs: promoters stand for the
/// pairs of which only the first succeeds, detractors for those of which only the second does, passives for the rest.
fn score(plus: f64, minus: f64, size: f64, z: f64) -> (f64, f64) {
    (lower_limit(plus, minus, size, z), -lower_limit(minus, plus, size, z))
}

fn lower_limit(plus: f64, minus: f64, size: f64, z: f64) -> f64 {
    let estimate = plus - minus;
    let rejected = |difference: f64| {
        let (plus, minus) = most_likely(plus, minus, difference);
        (estimate - difference) * size.sqrt() > z * variance(plus, minus).sqrt()
    };
    // At -1 the variance is 0, and the test rejects; at the estimate it does not. 64 halvings exhaust a double.
    let (mut low, mut high) = (-1.0, estimate);
    for _ in 0..64 {
        let middle = (low + high) / 2.0;
        if rejected(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Returns the most likely shares of promoters and detractors with a given difference, after `plus` and `minus` were
/// observed: the derivative of the trinomial likelihood vanishes at the larger root of 2q² + bq − c.
fn most_likely(plus: f64, minus: f64, difference: f64) -> (f64, f64) {
    // Below zero the roots may nearly coincide, which costs digits. The mirror image does not have this problem.
    if difference < 0.0 {
        let (minus, plus) = most_likely(minus, plus, -difference);
        return (plus, minus);
    }
    let b = (2.0 - plus + minus) * difference - plus - minus;
    let c = minus * difference * (1.0 - difference);
    let root = (b * b + 8.0 * c).sqrt();
    let minus = if b > 0.0 { 2.0 * c / (b + root) } else { (root - b) / 4.0 };
    (minus + difference, minus)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const Z: f64 = 1.959963984540054;

    fn sample(promoters: u32, passives: u32, detractors: u32) -> Sample {
        let all = f64::from(promoters + passives + detractors);
        Sample {
            promoters: promoters.into(),
            passives: passives.into(),
            detractors: detractors.into(),
            all,
            size: all,
        }
    }

    #[track_caller]
    fn near(found: f64, published: f64, half_unit: f64) {
        assert!((found - published).abs() <= half_unit, "{found} instead of {published}");
    }

    #[track_caller]
    fn between(sample: Sample, interval: Interval, low: f64, high: f64) {
        let found = sample.interval(interval, 0.95);
        near(found.0, low, 0.5e-5);
        near(found.1, high, 0.5e-5);
    }

    #[test]
    fn published_figures() {
        let usual = sample(60, 25, 15);
        assert_eq!(usual.nps(), 45.0);
        near(usual.std_error(), 7.399324, 0.5e-6);
        between(usual, Interval::Wald, 30.49759, 59.50241);
        between(usual, Interval::AdjustedWald, 29.34311, 58.03553);

        let few = sample(7, 2, 1);
        assert_eq!(few.nps(), 60.0);
        near(few.nps() + Z * few.std_error(), 101.1, 0.05);
        assert_eq!(few.interval(Interval::Wald, 0.95).1, 100.0);
        between(few, Interval::AdjustedWald, 7.03941, 85.26828);

        let unhappy = sample(0, 0, 5);
        assert_eq!(unhappy.nps(), -100.0);
        assert_eq!(unhappy.std_error(), 0.0);
        between(unhappy, Interval::AdjustedWald, -100.0, -17.49145);
    }

    #[test]
    fn names_and_intervals_agree() {
        assert_eq!(Interval::from_name(Interval::NAMES[0]), Some(Interval::default()));
        assert!(Interval::NAMES.iter().all(|name| Interval::from_name(name).is_some()));
        assert_eq!(Interval::from_name("wilson"), None);
    }

    #[test]
    fn promoters_only_are_100_whatever_the_rounding() {
        for weight in [0.1, 0.3, 1.0 / 3.0, 1e-7] {
            let sample = Sample { promoters: weight, passives: 0.0, detractors: 0.0, all: weight, size: 1.0 };
            assert_eq!(sample.nps(), 100.0);
        }
    }

    // From the closed form of Z. Yang, X. Sun and J. W. Hardin (Statistics in Medicine 32, 2013), a quartic that has
    // nothing in common with the search here but the statistic; solved in 40 digits.
    #[test]
    fn the_score_interval_is_tangos() {
        between(sample(1, 13, 7), Interval::Score, -51.72322764, -2.60030325);
        between(sample(6, 139, 16), Interval::Score, -12.40234325, -0.54333957);
        between(sample(40, 100, 20), Interval::Score, 3.08645331, 21.80642442);
        between(sample(60, 25, 15), Interval::Score, 29.25691554, 58.12570202);
        between(sample(7, 2, 1), Interval::Score, 4.89242316, 85.88583168);
        between(sample(0, 43, 1), Interval::Score, -11.80770970, 5.93932311);
    }

    // Where all answers are of a kind, the limits have a closed form.
    #[test]
    fn the_score_interval_in_the_corners() {
        let zz = Z * Z;
        for n in [1, 5, 40, 1000] {
            let size = f64::from(n);
            let one_sided = 100.0 * (size - zz) / (size + zz);
            between(sample(n, 0, 0), Interval::Score, one_sided, 100.0);
            between(sample(0, 0, n), Interval::Score, -100.0, -one_sided);
            let wilson = 100.0 * zz / (size + zz);
            between(sample(0, n, 0), Interval::Score, -wilson, wilson);
        }
    }

    /// Returns the test statistic for a difference, with the most likely shares found by a search.
    fn statistic(sample: &Sample, difference: f64) -> f64 {
        let term = |weight: f64, share: f64| if weight == 0.0 { 0.0 } else { weight * share.ln() };
        let likelihood = |minus: f64| {
            term(sample.promoters, minus + difference)
                + term(sample.detractors, minus)
                + term(sample.passives, 1.0 - 2.0 * minus - difference)
        };
        let (mut low, mut high) = ((-difference).max(0.0), (1.0 - difference) / 2.0);
        for _ in 0..200 {
            let (left, right) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
            if likelihood(left) < likelihood(right) {
                low = left;
            } else {
                high = right;
            }
        }
        let minus = (low + high) / 2.0;
        let variance = minus + difference + minus - difference * difference;
        (sample.nps() / 100.0 - difference) * sample.size.sqrt() / variance.sqrt()
    }

    proptest! {
        #[test]
        fn at_the_score_limits_the_statistic_is_z(p in 1u32..60, n in 0u32..60, d in 1u32..60, c in 0.5f64..0.999) {
            let sample = sample(p, n, d);
            let z = normal::critical_value(c);
            let (low, high) = sample.interval(Interval::Score, c);
            let (at_low, at_high) = (statistic(&sample, low / 100.0), statistic(&sample, high / 100.0));
            prop_assert!((at_low - z).abs() < 1e-4, "{at_low} at {low}, z {z}");
            prop_assert!((at_high + z).abs() < 1e-4, "{at_high} at {high}, z {z}");
        }

        // The differences that are not rejected are therefore one interval, and halving finds its ends.
        #[test]
        fn the_score_statistic_falls(p in 0u32..30, n in 0u32..30, d in 0u32..30) {
            prop_assume!(p + n + d > 0);
            let sample = sample(p, n, d);
            let (plus, minus) = (sample.promoter_share(), sample.detractor_share());
            let mut last = f64::INFINITY;
            for i in -199..200 {
                let difference = f64::from(i) / 200.0;
                let (p, m) = most_likely(plus, minus, difference);
                prop_assert!(p >= 0.0 && m >= 0.0 && p + m <= 1.0 + 1e-12);
                // With only passives and a difference of 0, this is 0 / 0.
                let gap = plus - minus - difference;
                let statistic = if gap == 0.0 { 0.0 } else { gap / variance(p, m).sqrt() };
                prop_assert!(statistic <= last + 1e-9);
                last = statistic;
            }
        }

        #[test]
        fn intervals_hold_the_score_and_mirror(
            p in 0u32..200, n in 0u32..200, d in 0u32..200,
            narrow in 0.1f64..0.9,
            kind in prop::sample::select(vec![Interval::Wald, Interval::AdjustedWald, Interval::Score]),
        ) {
            prop_assume!(p + n + d > 0);
            let (here, mirror) = (sample(p, n, d), sample(d, n, p));
            let (low, high) = here.interval(kind, 0.95);
            let (mirror_low, mirror_high) = mirror.interval(kind, 0.95);
            prop_assert!((low + mirror_high).abs() < 1e-9 && (high + mirror_low).abs() < 1e-9);
            prop_assert!((-100.0..=100.0).contains(&low) && (-100.0..=100.0).contains(&high));
            let (inner_low, inner_high) = here.interval(kind, narrow);
            prop_assert!(low <= inner_low + 1e-9 && inner_low <= inner_high && inner_high <= high + 1e-9);
            // The adjusted interval lies around an estimate drawn towards zero, and need not contain the raw estimate.
            if kind != Interval::AdjustedWald {
                prop_assert!(low <= here.nps() + 1e-9 && here.nps() <= high + 1e-9);
            }
        }

        // With many answers the three agree.
        #[test]
        fn large_samples_agree(p in 1u32..9, n in 1u32..9, d in 1u32..9) {
            let sample = sample(p * 1_000_000, n * 1_000_000, d * 1_000_000);
            let wald = sample.interval(Interval::Wald, 0.95);
            for kind in [Interval::AdjustedWald, Interval::Score] {
                let other = sample.interval(kind, 0.95);
                prop_assert!((wald.0 - other.0).abs() < 1e-3 && (wald.1 - other.1).abs() < 1e-3);
            }
        }
    }
}
