//! Charts of Excel's own.

use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsType, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartMarker, ChartMarkerType, ChartRange, ChartSeries, ChartSolidFill, ChartType,
    Color, ConditionalFormat2ColorScale, ConditionalFormat3ColorScale, Worksheet, XlsxError,
};

use super::grid::{Grid, Labels, are_days, time_code};
use super::{clean, code};
use tenure_charts::{BarLayout, LineLayout, LineSeries, Picture, XAxis, describe};

/// The number of rows that a chart covers.
const HEIGHT: u32 = 22;

/// Adds the chart of a picture to a sheet, and below it the cells that it refers to.
pub(super) fn add(
    sheet: &mut Worksheet,
    name: &str,
    column: u16,
    picture: &Picture,
    title: Option<&str>,
) -> Result<(), XlsxError> {
    let Some(grid) = Grid::of(picture) else { return Ok(()) };
    let rows = u32::try_from(grid.rows()).unwrap_or(u32::MAX);
    if let Picture::Heatmap(heatmap) = picture {
        grid.write(sheet, 0, column)?;
        let last = column + u16::try_from(grid.columns.len()).unwrap_or(u16::MAX);
        return match heatmap.low < 0.0 && heatmap.high > 0.0 {
            true => {
                let scale = ConditionalFormat3ColorScale::new()
                    .set_minimum_color("E89F5B")
                    .set_midpoint_color("FFFFFF")
                    .set_maximum_color("84AFDF");
                sheet.add_conditional_format(1, column + 1, rows.max(1), last, &scale).map(|_| ())
            }
            false => {
                let scale = ConditionalFormat2ColorScale::new()
                    .set_minimum_color("EFF5FC")
                    .set_maximum_color("84AFDF");
                sheet.add_conditional_format(1, column + 1, rows.max(1), last, &scale).map(|_| ())
            }
        };
    }
    let Some(kind) = kind(picture) else {
        return grid.write(sheet, 0, column);
    };
    let first = HEIGHT + 2;
    grid.write(sheet, first, column)?;
    let cells = |place: u16| ChartRange::new_from_range(name, first + 1, place, first + rows, place);
    // Names are passed as references to cells, because a text like Sales!A1 would be read as a reference.
    let cell = |row: u32, place: u16| ChartRange::new_from_range(name, row, place, row, place);
    let mut chart = Chart::new(kind);
    let ends = ends(sheet, picture, first, column + 1 + u16::try_from(grid.columns.len()).unwrap_or(0))?;
    for (place, _) in (column + 1..).zip(&grid.columns) {
        let mut series = ChartSeries::new();
        series.set_categories(&cells(column)).set_values(&cells(place)).set_name(&cell(first, place));
        style(&mut series, picture, usize::from(place - column - 1));
        if let Some((below, above)) = ends.get(usize::from(place - column - 1)) {
            let mut bars = ChartErrorBars::new();
            bars.set_type(ChartErrorBarsType::Custom(cells(*above), cells(*below)));
            match picture {
                Picture::Bar(bar) if bar.horizontal => series.set_x_error_bars(&bars),
                _ => series.set_y_error_bars(&bars),
            };
        }
        if matches!(picture, Picture::Histogram(_)) {
            series.set_gap(4);
        }
        chart.push_series(&series);
    }
    let title = match title {
        Some(title) => {
            sheet.write_string(first - 1, column, clean(title))?;
            Some(cell(first - 1, column))
        }
        None => None,
    };
    finish(&mut chart, picture, &grid, title.as_ref(), &cell(first, column));
    sheet.insert_chart(0, column, &chart).map(|_| ())
}

/// Sets the title, description, size, legend and axes of a chart.
fn finish(chart: &mut Chart, picture: &Picture, grid: &Grid, title: Option<&ChartRange>, axis: &ChartRange) {
    match title {
        Some(title) => chart.title().set_name(title),
        None => chart.title().set_hidden(),
    };
    // Excel limits the length of descriptions.
    let description: String = clean(&describe(picture)).chars().take(250).collect();
    chart.set_alt_text(description).set_width(720).set_height(400);
    match grid.columns.len() {
        0 | 1 if !matches!(picture, Picture::Pie(_)) => chart.legend().set_hidden(),
        _ => chart.legend().set_position(ChartLegendPosition::Bottom),
    };
    if matches!(picture, Picture::Pie(_)) {
        return;
    }
    // Excel's vertical axis of horizontal bars is the axis of categories.
    let is_lying =
        matches!(picture, Picture::Funnel(_)) || matches!(picture, Picture::Bar(bars) if bars.horizontal);
    let categories = if is_lying { chart.y_axis() } else { chart.x_axis() };
    categories.set_name(axis);
    if is_lying {
        // Excel puts the first row at the bottom; reversing the axis puts it at the top.
        categories.set_reverse();
    }
    if let Labels::Times(seconds) = &grid.labels {
        categories.set_num_format(time_code(seconds));
        // Excel's date axis has no time of day.
        if matches!(picture, Picture::Line(_)) && are_days(seconds) {
            categories.set_date_axis(true);
        }
    }
    let is_share = matches!(picture, Picture::Bar(bars) if bars.layout == BarLayout::Share)
        || matches!(picture, Picture::Line(lines) if lines.layout == LineLayout::Share);
    if let Some(format) = grid.format.as_ref().filter(|_| !is_share) {
        let values = if is_lying { chart.x_axis() } else { chart.y_axis() };
        values.set_num_format(code(format));
    }
}

/// Sets the colours of a series, which are those of the page.
fn style(series: &mut ChartSeries, picture: &Picture, place: usize) {
    const COLOURS: [u32; 8] = [
        0x002D_5FB8,
        0x00B8_500F,
        0x0000_8772,
        0x0008_98CB,
        0x00B9_8A1B,
        0x006A_123D,
        0x0043_0F85,
        0x005D_5867,
    ];
    let colour = Color::RGB(COLOURS[place % COLOURS.len()]);
    match picture {
        // Each slice has a colour of its own.
        Picture::Pie(_) => {}
        Picture::Line(lines) if lines.layout == LineLayout::Lines => {
            // The ends of an interval follow the line they belong to.
            let (of_line, is_end) = (place % lines.series.len().max(1), place >= lines.series.len());
            let mut line = ChartLine::new();
            line.set_color(Color::RGB(COLOURS[of_line % COLOURS.len()])).set_width(if is_end {
                0.75
            } else {
                2.25
            });
            if is_end {
                line.set_dash_type(ChartLineDashType::Dash);
            }
            series.set_format(ChartFormat::new().set_line(&line));
            let alone = |series: &LineSeries| series.pieces.iter().any(|piece| piece.len() == 1);
            if !is_end && lines.series.get(place).is_some_and(alone) {
                dots(series, colour);
            }
        }
        Picture::Scatter(_) => dots(series, colour),
        _ => {
            let mut fill = ChartSolidFill::new();
            fill.set_color(colour);
            if matches!(picture, Picture::Line(lines) if lines.layout == LineLayout::Area) {
                fill.set_transparency(50);
            }
            series.set_format(ChartFormat::new().set_solid_fill(&fill));
        }
    }
}

/// Marks each value with a dot.
fn dots(series: &mut ChartSeries, colour: Color) {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(colour));
    series
        .set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(5).set_format(&mut format));
}

/// Returns Excel's type of chart, or `None` if none of its classic types fits the picture.
fn kind(picture: &Picture) -> Option<ChartType> {
    Some(match picture {
        Picture::Bar(bars) => match (bars.layout, bars.horizontal) {
            (BarLayout::Grouped, false) => ChartType::Column,
            (BarLayout::Stacked, false) => ChartType::ColumnStacked,
            (BarLayout::Share, false) => ChartType::ColumnPercentStacked,
            (BarLayout::Grouped, true) => ChartType::Bar,
            (BarLayout::Stacked, true) => ChartType::BarStacked,
            (BarLayout::Share, true) => ChartType::BarPercentStacked,
        },
        Picture::Line(lines) => match (lines.layout, &lines.axis) {
            (LineLayout::Lines, XAxis::Number) => ChartType::ScatterStraight,
            (LineLayout::Lines, _) => ChartType::Line,
            (LineLayout::Area, _) => ChartType::Area,
            (LineLayout::Stacked, _) => ChartType::AreaStacked,
            (LineLayout::Share, _) => ChartType::AreaPercentStacked,
        },
        Picture::Pie(_) => ChartType::Doughnut,
        Picture::Histogram(_) => ChartType::Column,
        Picture::Scatter(_) => ChartType::Scatter,
        Picture::Funnel(_) => ChartType::Bar,
        Picture::Heatmap(_) | Picture::Sankey(_) | Picture::Box(_) => return None,
    })
}

/// Writes the lengths of the intervals below and above the bars, and returns their columns for each series.
fn ends(
    sheet: &mut Worksheet,
    picture: &Picture,
    first: u32,
    mut column: u16,
) -> Result<Vec<(u16, u16)>, XlsxError> {
    let Picture::Bar(bars) = picture else { return Ok(Vec::new()) };
    let mut ends = Vec::new();
    for series in bars.series.iter().filter(|series| !series.low.is_empty()) {
        let differences = [("below", &series.low, -1.0), ("above", &series.high, 1.0)];
        for (place, (word, side, sign)) in (column..).zip(differences) {
            sheet.write_string(first, place, clean(&format!("{} {word}", series.name)))?;
            for (row, (value, end)) in (first + 1..).zip(series.values.iter().zip(side)) {
                if let (Some(value), Some(end)) = (value, end) {
                    sheet.write_number(row, place, sign * (end - value))?;
                }
            }
        }
        ends.push((column, column + 1));
        column += 2;
    }
    Ok(ends)
}
