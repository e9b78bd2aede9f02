//! Which columns of a table a terminal has room for, and how wide each may be.

/// A text column is not made narrower than this, nor a head.
const NARROWEST: usize = 10;

/// How wide a column would like to be, and at least must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// So that all of it is seen.
    pub natural: usize,
    /// So that no number is cut: of a number half is a wrong one.
    pub least: usize,
}

impl Wish {
    /// Of a column with such a head and such values.
    pub fn new(head: usize, values: usize, is_text: bool) -> Self {
        let narrow = |width: usize| width.min(NARROWEST);
        let least = if is_text { narrow(values) } else { values };
        Self { natural: head.max(values), least: least.max(narrow(head)).max(1) }
    }
}

/// The columns that are shown, with their widths; those that are left out stand in the middle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Columns and widths on the left.
    pub left: Vec<(usize, usize)>,
    /// Columns and widths on the right of those that are left out.
    pub right: Vec<(usize, usize)>,
}

/// What the borders of a column take.
const BORDER: usize = 3;

/// The columns that fit into so many characters: all of them where that is possible, if need be narrower, else the first
/// and the last ones.
pub fn layout(wishes: &[Wish], width: usize) -> Layout {
    let all: Vec<usize> = (0..wishes.len()).collect();
    if let Some(widths) = widths(&all, wishes, width.saturating_sub(1)) {
        return Layout { left: widths, right: Vec::new() };
    }
    // One column for the mark of those that are left out.
    let room = width.saturating_sub(1 + BORDER + 1);
    let (mut left, mut right) = (vec![0], Vec::new());
    let mut taken = wishes.first().map_or(0, |wish| wish.least + BORDER);
    let (mut next, mut last) = (1, wishes.len());
    while next < last {
        let from_right = right.len() < left.len();
        let column = if from_right { last - 1 } else { next };
        taken += wishes.get(column).map_or(0, |wish| wish.least + BORDER);
        if taken > room {
            break;
        }
        if from_right {
            right.push(column);
            last -= 1;
        } else {
            left.push(column);
            next += 1;
        }
    }
    right.reverse();
    let shown: Vec<usize> = left.iter().chain(&right).copied().collect();
    let first = || vec![(0, wishes.first().map_or(1, |wish| wish.least))];
    let mut left_widths = widths(&shown, wishes, room).unwrap_or_else(first);
    let right = left_widths.split_off(left.len().min(left_widths.len()));
    Layout { left: left_widths, right }
}

/// The widths of these columns: natural ones, or cut at the greatest width at which all fit. None if they do not.
fn widths(columns: &[usize], wishes: &[Wish], room: usize) -> Option<Vec<(usize, usize)>> {
    let wished: Vec<(usize, Wish)> =
        columns.iter().filter_map(|column| Some((*column, *wishes.get(*column)?))).collect();
    let at = |most: usize| {
        wished.iter().map(move |(column, wish)| (*column, wish.natural.min(most).max(wish.least)))
    };
    let fits = |most: usize| at(most).map(|(_, width)| width + BORDER).sum::<usize>() <= room;
    let (mut fitting, mut greatest) = (0, wished.iter().map(|(_, wish)| wish.natural).max().unwrap_or(0));
    if !fits(fitting) {
        return None;
    }
    // The greatest that fits lies between the two.
    while fitting < greatest {
        let middle = (fitting + greatest).div_ceil(2);
        if fits(middle) {
            fitting = middle;
        } else {
            greatest = middle - 1;
        }
    }
    Some(at(fitting).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(layout: &Layout) -> usize {
        let columns = layout.left.iter().chain(&layout.right);
        1 + columns.map(|(_, width)| width + BORDER).sum::<usize>()
    }

    #[test]
    fn columns_that_fit_are_as_wide_as_they_like() {
        let wishes = [Wish::new(5, 3, false), Wish::new(4, 20, true)];
        assert_eq!(layout(&wishes, 80).left, [(0, 5), (1, 20)]);
    }

    #[test]
    fn long_texts_give_way_first_and_numbers_never() {
        let wishes = [Wish::new(2, 18, false), Wish::new(4, 100, true), Wish::new(4, 12, true)];
        assert_eq!(layout(&wishes, 60).left, [(0, 18), (1, 20), (2, 12)]);
    }

    #[test]
    fn what_is_left_out_stands_in_the_middle() {
        let wishes: Vec<Wish> = (0..10).map(|_| Wish::new(8, 9, false)).collect();
        let Layout { left, right } = layout(&wishes, 60);
        let columns: Vec<usize> = left.iter().chain(&right).map(|(column, _)| *column).collect();
        assert_eq!(columns, [0, 1, 8, 9]);
    }

    #[test]
    fn no_table_is_wider_than_the_terminal() {
        for count in [1, 3, 7, 30, 300] {
            let wishes: Vec<Wish> =
                (0..count).map(|i| Wish::new(3 + i % 25, 1 + i * 7 % 40, i % 3 == 0)).collect();
            for width in [50, 80, 200] {
                let layout = layout(&wishes, width);
                let all = layout.left.len() + layout.right.len() == count;
                assert!(total(&layout) + if all { 0 } else { BORDER + 1 } <= width, "{count} {width}");
            }
        }
    }
}
