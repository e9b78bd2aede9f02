//! Chooses the columns of a table that fit into a terminal, and their widths.

/// The narrowest width of a text column or a heading.
const NARROWEST: usize = 10;

/// The natural and the smallest width of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnWidth {
    /// The width at which everything is visible.
    pub natural: usize,
    /// The smallest width. Numbers are never cut, because half a number is a wrong one.
    pub least: usize,
}

impl ColumnWidth {
    /// Returns the widths for a heading and values of these widths.
    pub fn new(head: usize, values: usize, is_text: bool) -> Self {
        let narrow = |width: usize| width.min(NARROWEST);
        let least = if is_text { narrow(values) } else { values };
        Self { natural: head.max(values), least: least.max(narrow(head)).max(1) }
    }
}

/// The columns to show, with their widths. Columns that are left out are in the middle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The columns on the left, with their widths.
    pub left: Vec<(usize, usize)>,
    /// The columns to the right of those that are left out, with their widths.
    pub right: Vec<(usize, usize)>,
}

/// The width of the borders of a column.
const BORDER: usize = 3;

/// Chooses the columns that fit into `width` characters: all of them if possible, narrower if need be, or else the first
/// and the last ones.
pub fn layout(columns: &[ColumnWidth], width: usize) -> Layout {
    let all: Vec<usize> = (0..columns.len()).collect();
    if let Some(widths) = widths(&all, columns, width.saturating_sub(1)) {
        return Layout { left: widths, right: Vec::new() };
    }
    // A column for the mark of those that are left out.
    let room = width.saturating_sub(1 + BORDER + 1);
    let (mut left, mut right) = (vec![0], Vec::new());
    let mut taken = columns.first().map_or(0, |column| column.least + BORDER);
    let (mut next, mut last) = (1, columns.len());
    while next < last {
        let from_right = right.len() < left.len();
        let column = if from_right { last - 1 } else { next };
        taken += columns.get(column).map_or(0, |column| column.least + BORDER);
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
    let first = || vec![(0, columns.first().map_or(1, |column| column.least))];
    let mut left_widths = widths(&shown, columns, room).unwrap_or_else(first);
    let right = left_widths.split_off(left.len().min(left_widths.len()));
    Layout { left: left_widths, right }
}

/// Returns the widths of the chosen columns: the natural ones, or limited to the greatest width at which all fit. Returns
/// `None` if they do not fit.
fn widths(chosen: &[usize], columns: &[ColumnWidth], room: usize) -> Option<Vec<(usize, usize)>> {
    let chosen: Vec<(usize, ColumnWidth)> =
        chosen.iter().filter_map(|place| Some((*place, *columns.get(*place)?))).collect();
    let limited = |most: usize| {
        chosen.iter().map(move |(place, column)| (*place, column.natural.min(most).max(column.least)))
    };
    let fits = |most: usize| limited(most).map(|(_, width)| width + BORDER).sum::<usize>() <= room;
    let (mut fitting, mut greatest) = (0, chosen.iter().map(|(_, column)| column.natural).max().unwrap_or(0));
    if !fits(fitting) {
        return None;
    }
    // The greatest limit that fits lies between the two.
    while fitting < greatest {
        let middle = (fitting + greatest).div_ceil(2);
        if fits(middle) {
            fitting = middle;
        } else {
            greatest = middle - 1;
        }
    }
    Some(limited(fitting).collect())
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
        let columns = [ColumnWidth::new(5, 3, false), ColumnWidth::new(4, 20, true)];
        assert_eq!(layout(&columns, 80).left, [(0, 5), (1, 20)]);
    }

    #[test]
    fn long_texts_give_way_first_and_numbers_never() {
        let columns =
            [ColumnWidth::new(2, 18, false), ColumnWidth::new(4, 100, true), ColumnWidth::new(4, 12, true)];
        assert_eq!(layout(&columns, 60).left, [(0, 18), (1, 20), (2, 12)]);
    }

    #[test]
    fn what_is_left_out_stands_in_the_middle() {
        let columns: Vec<ColumnWidth> = (0..10).map(|_| ColumnWidth::new(8, 9, false)).collect();
        let Layout { left, right } = layout(&columns, 60);
        let columns: Vec<usize> = left.iter().chain(&right).map(|(column, _)| *column).collect();
        assert_eq!(columns, [0, 1, 8, 9]);
    }

    #[test]
    fn no_table_is_wider_than_the_terminal() {
        for count in [1, 3, 7, 30, 300] {
            let columns: Vec<ColumnWidth> =
                (0..count).map(|i| ColumnWidth::new(3 + i % 25, 1 + i * 7 % 40, i % 3 == 0)).collect();
            for width in [50, 80, 200] {
                let layout = layout(&columns, width);
                let all = layout.left.len() + layout.right.len() == count;
                assert!(total(&layout) + if all { 0 } else { BORDER + 1 } <= width, "{count} {width}");
            }
        }
    }
}
