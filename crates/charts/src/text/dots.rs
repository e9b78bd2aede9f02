//! A plane of dots, eight in each character of Unicode and one in each of ASCII.

/// The bits of a braille character by row and column.
const BRAILLE: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// A plane of characters with the dots of each series in them.
pub(super) struct Dots {
    columns: usize,
    rows: usize,
    /// Whether a character has 2 by 4 dots.
    fine: bool,
    /// For each series the dots in each character.
    layers: Vec<Vec<u8>>,
}

impl Dots {
    pub(super) fn new(columns: usize, rows: usize, series: usize, fine: bool) -> Self {
        Self { columns, rows, fine, layers: vec![vec![0; columns * rows]; series] }
    }

    /// How many dots there are from left to right, and from above to below.
    pub(super) fn size(&self) -> (usize, usize) {
        if self.fine { (self.columns * 2, self.rows * 4) } else { (self.columns, self.rows) }
    }

    /// Where two fractions of the plane, from left and from below, lie in dots.
    pub(super) fn place(&self, right: f64, up: f64) -> (usize, usize) {
        let (width, height) = self.size();
        let at = |fraction: f64, size: usize| (fraction * size.saturating_sub(1) as f64).round() as usize;
        (at(right, width), at(1.0 - up, height))
    }

    /// In which character a dot lies: its column and row.
    pub(super) fn character(&self, (x, y): (usize, usize)) -> (usize, usize) {
        if self.fine { (x / 2, y / 4) } else { (x, y) }
    }

    pub(super) fn set(&mut self, series: usize, dot: (usize, usize)) {
        let (column, row) = self.character(dot);
        let bits =
            if self.fine { BRAILLE.get(dot.1 % 4).and_then(|line| line.get(dot.0 % 2)) } else { Some(&1) };
        if column >= self.columns {
            return;
        }
        let cell = self.layers.get_mut(series).and_then(|layer| layer.get_mut(row * self.columns + column));
        if let (Some(cell), Some(bits)) = (cell, bits) {
            *cell |= bits;
        }
    }

    /// Sets all dots on the way from one to another.
    pub(super) fn line(&mut self, series: usize, from: (usize, usize), to: (usize, usize)) {
        self.way(series, from, to, |_| true);
    }

    /// Sets every third dot on the way along these; one by itself is set.
    pub(super) fn dotted(&mut self, series: usize, places: &[(usize, usize)]) {
        if let [place] = places {
            self.set(series, *place);
        }
        for pair in places.windows(2) {
            if let [from, to] = pair {
                let is_flat = from.0.abs_diff(to.0) >= from.1.abs_diff(to.1);
                self.way(series, *from, *to, |(x, y)| if is_flat { x % 3 == 0 } else { y % 3 == 0 });
            }
        }
    }

    /// Sets those dots on the way from one to another for which this is true.
    fn way(
        &mut self,
        series: usize,
        from: (usize, usize),
        to: (usize, usize),
        is_set: impl Fn((usize, usize)) -> bool,
    ) {
        let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1));
        for step in 0..=steps {
            let part = if steps == 0 { 0.0 } else { step as f64 / steps as f64 };
            let between =
                |from: usize, to: usize| (from as f64 + (to as f64 - from as f64) * part).round() as usize;
            let dot = (between(from.0, to.0), between(from.1, to.1));
            if is_set(dot) {
                self.set(series, dot);
            }
        }
    }

    /// The braille character of all series there, and the series with the most dots in it, of equals the first.
    pub(super) fn get(&self, column: usize, row: usize) -> Option<(String, usize)> {
        let at = row * self.columns + column;
        let bits = |layer: &Vec<u8>| layer.get(at).copied().unwrap_or_default();
        let all = self.layers.iter().map(bits).fold(0, |all, bits| all | bits);
        let most = self.layers.iter().enumerate().rev().max_by_key(|(_, layer)| bits(layer).count_ones())?;
        let character = char::from_u32(0x2800 + u32::from(all))?;
        (all != 0).then(|| (character.to_string(), most.0))
    }
}
