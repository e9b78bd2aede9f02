//! Scales of answers, and the cuts on them where promoters begin and detractors end.

/// The category of a respondent by their answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// A respondent who would recommend.
    Promoter,
    /// A respondent between the two.
    Passive,
    /// A respondent who would not recommend.
    Detractor,
}

impl Category {
    /// Returns the name in SQL.
    pub fn name(self) -> &'static str {
        match self {
            Category::Promoter => "promoter",
            Category::Passive => "passive",
            Category::Detractor => "detractor",
        }
    }
}

/// A scale of answers with its two cuts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    name: &'static str,
    min: f64,
    max: f64,
    promoter_min: f64,
    detractor_max: f64,
}

impl Default for Scale {
    fn default() -> Self {
        Self::new("0-10", 0.0, 10.0, 9.0, 6.0)
    }
}

impl Scale {
    /// The names of the scales in SQL, the default first.
    pub const NAMES: &'static [&'static str] = &["0-10", "1-10", "1-7", "1-5"];

    /// Returns the scale of a name, with its usual cuts.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "0-10" => Self::default(),
            "1-10" => Self::new("1-10", 1.0, 10.0, 9.0, 6.0),
            "1-7" => Self::new("1-7", 1.0, 7.0, 6.0, 4.0),
            "1-5" => Self::new("1-5", 1.0, 5.0, 5.0, 3.0),
            _ => return None,
        })
    }

    const fn new(name: &'static str, min: f64, max: f64, promoter_min: f64, detractor_max: f64) -> Self {
        Self { name, min, max, promoter_min, detractor_max }
    }

    /// Replaces the cuts that are given.
    ///
    /// # Errors
    /// Returns an error if a cut is off the scale, or promoters would not begin above detractors, with the reason in
    /// words.
    pub fn with_cuts(
        mut self,
        promoter_min: Option<f64>,
        detractor_max: Option<f64>,
    ) -> Result<Self, String> {
        for (name, cut) in [("promoter_min", promoter_min), ("detractor_max", detractor_max)] {
            if let Some(cut) = cut
                && !self.holds(cut)
            {
                return Err(format!("{name} must lie on the scale '{}', but is {cut}", self.name));
            }
        }
        let usual = self;
        self.promoter_min = promoter_min.unwrap_or(usual.promoter_min);
        self.detractor_max = detractor_max.unwrap_or(usual.detractor_max);
        if self.promoter_min <= self.detractor_max {
            return Err(format!(
                "promoter_min must be above detractor_max, but they are {} and {} (on '{}', {} and {} unless given)",
                self.promoter_min, self.detractor_max, self.name, usual.promoter_min, usual.detractor_max,
            ));
        }
        Ok(self)
    }

    /// Returns the category of a score, or `None` off the scale. Scores between the cuts are passive, fractions
    /// included.
    #[inline]
    pub fn category(&self, score: f64) -> Option<Category> {
        if !self.holds(score) {
            None
        } else if score >= self.promoter_min {
            Some(Category::Promoter)
        } else if score <= self.detractor_max {
            Some(Category::Detractor)
        } else {
            Some(Category::Passive)
        }
    }

    // NaN is off every scale.
    #[inline]
    fn holds(&self, score: f64) -> bool {
        self.min <= score && score <= self.max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the categories of the scores -1 to 12 by their first letters, in capitals for promoters.
    fn categories(scale: Scale) -> String {
        (-1..=12)
            .map(|score| match scale.category(f64::from(score)) {
                Some(Category::Promoter) => 'P',
                Some(Category::Passive) => 'n',
                Some(Category::Detractor) => 'd',
                None => '.',
            })
            .collect()
    }

    #[test]
    fn the_usual_cuts() {
        let of = |name| categories(Scale::named(name).unwrap());
        assert_eq!(of("0-10"), ".dddddddnnPP..");
        assert_eq!(of("1-10"), "..ddddddnnPP..");
        assert_eq!(of("1-7"), "..ddddnPP.....");
        assert_eq!(of("1-5"), "..dddnP.......");
        assert!(Scale::NAMES.iter().all(|name| Scale::named(name).is_some_and(|scale| scale.name == *name)));
        assert_eq!(Scale::named(Scale::NAMES[0]), Some(Scale::default()));
        assert_eq!(Scale::named("0-100"), None);
    }

    #[test]
    fn fractions_and_what_is_no_number() {
        let scale = Scale::default();
        assert_eq!(scale.category(8.99), Some(Category::Passive));
        assert_eq!(scale.category(6.01), Some(Category::Passive));
        assert_eq!(scale.category(-0.0), Some(Category::Detractor));
        assert_eq!(scale.category(10.01), None);
        assert_eq!(scale.category(f64::NAN), None);
    }

    #[test]
    fn other_cuts_must_make_sense() {
        let with = |name, promoter, detractor| Scale::named(name).unwrap().with_cuts(promoter, detractor);
        assert_eq!(categories(with("0-10", Some(8.0), None).unwrap()), ".dddddddnPPP..");
        assert_eq!(categories(with("1-5", Some(4.0), Some(2.0)).unwrap()), "..ddnPP.......");
        // Nothing between the cuts: no passives.
        assert_eq!(categories(with("1-5", Some(4.0), None).unwrap()), "..dddPP.......");
        assert_eq!(with("1-5", None, None), Ok(Scale::named("1-5").unwrap()));
        assert_eq!(
            with("1-5", Some(9.0), None).unwrap_err(),
            "promoter_min must lie on the scale '1-5', but is 9"
        );
        assert_eq!(
            with("1-10", None, Some(0.0)).unwrap_err(),
            "detractor_max must lie on the scale '1-10', but is 0"
        );
        assert!(with("0-10", Some(f64::NAN), None).is_err());
        assert_eq!(
            with("0-10", Some(6.0), None).unwrap_err(),
            "promoter_min must be above detractor_max, but they are 6 and 6 (on '0-10', 9 and 6 unless given)"
        );
    }
}
