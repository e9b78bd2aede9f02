//! The state of a survey: the number and the weight of answers of each category.

use tenure_math::intervals::net_promoter::Sample;
use tenure_math::sums::Compensated;

use super::scale::Category;

/// Counts and weights of answers by category, in the order of [`Category`].
///
/// Weights within some 15 orders of magnitude are summed without error, so neither the order of answers nor removing
/// some leaves a trace.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// The number of answers of each category.
    pub(super) counts: [i64; 3],
    /// The weights of the categories.
    pub(super) weights: [Compensated; 3],
    /// The sum of the squares of all weights.
    pub(super) squares: Compensated,
    /// The number of answers off the scale.
    pub(super) off_scale: i64,
}

impl Tally {
    /// Returns whether a weight can be summed: it is positive, and its square is far from the limits of a double, so
    /// that no sum overflows or vanishes.
    #[inline]
    pub fn takes(weight: f64) -> bool {
        (1e-100..=1e100).contains(&weight)
    }

    /// Adds an answer, with `None` for one off the scale. The weight is one that the tally [takes](Tally::takes).
    #[inline]
    pub fn add(&mut self, category: Option<Category>, weight: f64) {
        match category {
            Some(category) => {
                self.counts[category as usize] += 1;
                self.weights[category as usize].add(weight);
                self.squares.add(weight * weight);
            }
            None => self.off_scale += 1,
        }
    }

    /// Removes an answer that was added before.
    #[inline]
    pub fn remove(&mut self, category: Option<Category>, weight: f64) {
        let Some(category) = category else {
            self.off_scale -= 1;
            return;
        };
        let kind = category as usize;
        self.counts[kind] -= 1;
        self.weights[kind].add(-weight);
        self.squares.add(-weight * weight);
        // An empty category is reset, so that no rounding errors of very different weights remain.
        if self.counts[kind] == 0 {
            self.weights[kind] = Compensated::default();
        }
        if self.responses() == 0 {
            self.squares = Compensated::default();
        }
    }

    /// Adds the answers of another tally.
    pub fn merge(&mut self, other: &Self) {
        for kind in 0..3 {
            self.counts[kind] += other.counts[kind];
            self.weights[kind].merge(other.weights[kind]);
        }
        self.squares.merge(other.squares);
        self.off_scale += other.off_scale;
    }

    /// Returns the number of answers on the scale.
    pub fn responses(&self) -> i64 {
        self.counts.iter().sum()
    }

    /// Returns the number of answers of a category.
    pub fn count(&self, category: Category) -> i64 {
        self.counts[category as usize]
    }

    /// Returns the number of answers off the scale.
    pub fn off_scale(&self) -> i64 {
        self.off_scale
    }

    /// Returns the sample from which the figures are computed, or `None` without an answer on the scale.
    ///
    /// Its size is Kish's effective sample size, (Σw)² / Σw²: the number of answers of equal weight that carry as much
    /// information. It is the number of answers if all weigh the same.
    pub fn sample(&self) -> Option<Sample> {
        let [promoters, passives, detractors] = self.weights;
        let mut all = promoters;
        all.merge(passives);
        all.merge(detractors);
        let (all, squares) = (all.total(), self.squares.total());
        (all > 0.0 && squares > 0.0).then(|| Sample {
            promoters: promoters.total(),
            passives: passives.total(),
            detractors: detractors.total(),
            all,
            size: all * all / squares,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Answer = (Option<Category>, f64);

    // Weights in hundredths, as surveys print them.
    fn answers() -> impl Strategy<Value = Vec<Answer>> {
        let category = prop_oneof![
            Just(None),
            Just(Some(Category::Promoter)),
            Just(Some(Category::Passive)),
            Just(Some(Category::Detractor)),
        ];
        prop::collection::vec((category, (1u32..100_000).prop_map(|w| f64::from(w) / 100.0)), 0..120)
    }

    fn tally(answers: &[Answer]) -> Tally {
        let mut tally = Tally::default();
        answers.iter().for_each(|(category, weight)| tally.add(*category, *weight));
        tally
    }

    fn merged(a: &Tally, b: &Tally) -> Tally {
        let mut sum = *a;
        sum.merge(b);
        sum
    }

    /// Returns the bits of all that a tally gives away. Two tallies with the same bits are the same.
    fn seen(tally: &Tally) -> ([i64; 3], i64, [u64; 3], u64) {
        let bits = |sum: Compensated| sum.total().to_bits();
        (tally.counts, tally.off_scale, tally.weights.map(bits), bits(tally.squares))
    }

    #[test]
    fn kish_counts_equal_weights_as_answers() {
        let of = |weights: &[f64]| {
            let answers: Vec<Answer> = weights.iter().map(|w| (Some(Category::Passive), *w)).collect();
            tally(&answers).sample().unwrap().size
        };
        assert_eq!(of(&[1.0; 7]), 7.0);
        assert_eq!(of(&[0.25; 7]), 7.0);
        assert_eq!(of(&[3.0, 1.0]), 1.6);
        assert!((of(&[0.1; 7]) - 7.0).abs() < 1e-14);
    }

    #[test]
    fn nothing_on_the_scale_is_no_sample() {
        assert_eq!(Tally::default().sample(), None);
        assert_eq!(tally(&[(None, 1.0)]).sample(), None);
    }

    #[test]
    fn very_unlike_weights_leave_nothing_behind() {
        let (large, small) = ((Some(Category::Promoter), 1e100), (Some(Category::Promoter), 1e-100));
        let mut state = tally(&[large, small]);
        state.remove(small.0, small.1);
        state.remove(large.0, large.1);
        assert_eq!(state, Tally::default());
        assert!(Tally::takes(1.0) && Tally::takes(1e100) && Tally::takes(1e-100));
        assert!(!Tally::takes(1e101) && !Tally::takes(0.0) && !Tally::takes(-1.0) && !Tally::takes(f64::NAN));
    }

    proptest! {
        #[test]
        fn merging_obeys_its_laws(a in answers(), b in answers(), c in answers()) {
            let (a, b, c) = (tally(&a), tally(&b), tally(&c));
            prop_assert_eq!(seen(&merged(&a, &b)), seen(&merged(&b, &a)));
            prop_assert_eq!(seen(&merged(&merged(&a, &b), &c)), seen(&merged(&a, &merged(&b, &c))));
            prop_assert_eq!(seen(&merged(&a, &Tally::default())), seen(&a));
            prop_assert_eq!(seen(&merged(&Tally::default(), &a)), seen(&a));
        }

        #[test]
        fn any_split_and_order_gives_the_whole(
            (answers, shuffled) in answers().prop_flat_map(|a| (Just(a.clone()), Just(a).prop_shuffle())),
            cut in 0usize..120,
        ) {
            let whole = tally(&answers);
            let (left, right) = shuffled.split_at(cut.min(shuffled.len()));
            prop_assert_eq!(seen(&merged(&tally(left), &tally(right))), seen(&whole));
        }

        #[test]
        fn removing_undoes_adding(
            (answers, shuffled) in answers().prop_flat_map(|a| (Just(a.clone()), Just(a).prop_shuffle())),
            kept in answers(),
        ) {
            let mut state = tally(&answers);
            kept.iter().for_each(|(category, weight)| state.add(*category, *weight));
            shuffled.iter().for_each(|(category, weight)| state.remove(*category, *weight));
            prop_assert_eq!(seen(&state), seen(&tally(&kept)));
        }

        // Checks a window of any width that slides over the rows.
        #[test]
        fn a_sliding_window_is_the_answers_in_it(answers in answers(), width in 1usize..20) {
            let mut state = Tally::default();
            for (i, (category, weight)) in answers.iter().enumerate() {
                state.add(*category, *weight);
                if i >= width {
                    let (category, weight) = answers[i - width];
                    state.remove(category, weight);
                }
                let window = &answers[(i + 1).saturating_sub(width)..=i];
                prop_assert_eq!(seen(&state), seen(&tally(window)));
            }
        }

        // Weights have no unit: doubling all of them changes nothing.
        #[test]
        fn only_the_ratio_of_weights_matters(answers in answers()) {
            let doubled: Vec<Answer> = answers.iter().map(|(category, weight)| (*category, 2.0 * weight)).collect();
            let (once, twice) = (tally(&answers).sample(), tally(&doubled).sample());
            prop_assert_eq!(once.map(|s| s.nps().to_bits()), twice.map(|s| s.nps().to_bits()));
            prop_assert_eq!(once.map(|s| s.std_error().to_bits()), twice.map(|s| s.std_error().to_bits()));
        }
    }
}
