//! Random numbers that are the same on every machine.

/// The generator SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014).
pub(super) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Draws a number from 0 up to but not including `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        (self.draw() % u64::from(end)) as u32
    }

    /// Returns true with a chance in percent.
    pub fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }

    /// Draws one of the others with its chance in percent, or else the usual one.
    pub fn one_of<T: Copy>(&mut self, usual: T, others: &[(u32, T)]) -> T {
        let mut left = self.below(100);
        for (chance, choice) in others {
            if left < *chance {
                return *choice;
            }
            left -= chance;
        }
        usual
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_its_authors() {
        let mut random = Random::new(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| random.draw()).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }
}
