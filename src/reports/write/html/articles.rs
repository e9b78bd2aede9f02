//! The articles of a page: a block's numbers, chart, notes and table, as the templates show them.

use serde::Serialize;
use tenure_charts::{BarLayout, ColumnKind, Format, Picture, Prepared, Size, describe, draw_svg};

use super::prose::prose;
use crate::errors::{Code, Error};
use crate::reports::model::{BlockTable, FinishedBlock, GoodChange, KpiValue, TableColumn};

/// An article of the page.
#[derive(Default)]
pub(super) struct Article<'a> {
    pub(super) class: String,
    pub(super) id: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    pub(super) numbers: Vec<Number<'a>>,
    pub(super) figure: Option<Figure>,
    pub(super) has_nothing_to_draw: bool,
    /// Markdown as HTML, which the page takes as it is.
    pub(super) notes: Option<String>,
    pub(super) table: Option<TableView<'a>>,
}

/// A number under its title, or else its label.
pub(super) struct Number<'a> {
    /// The element of the title: `h3` or `h4`.
    pub(super) heading: &'static str,
    pub(super) title: &'a str,
    /// The label, if the title is another text.
    pub(super) label: Option<&'a str>,
    pub(super) value: &'a KpiValue,
}

/// The change of a number.
pub(super) struct Change<'a> {
    /// The direction, and whether that is good or bad.
    pub(super) class: String,
    pub(super) amount: Option<String>,
    pub(super) before: &'a str,
}

/// A chart: its drawing, and the place for one that answers to the pointer.
pub(super) struct Figure {
    /// An SVG, which the page takes as it is.
    pub(super) drawing: String,
    /// The place of its data among those of all charts.
    pub(super) place: usize,
    pub(super) notes: String,
}

/// A table of a block.
pub(super) struct TableView<'a> {
    pub(super) table: &'a BlockTable,
    pub(super) label: &'a str,
    /// True if a line that says that there are no rows replaces the table.
    pub(super) is_empty: bool,
    /// True if the table is folded at first, because a chart shows its rows already.
    pub(super) is_folded: bool,
}

/// A cell of a table.
pub(super) enum Cell<'a> {
    Null { is_number: bool },
    Number { value: String, text: &'a str },
    Time(&'a str),
    Text(&'a str),
}

/// Returns the articles of a block. The data of its chart for the scripts of the page are added to `charts`.
pub(super) fn articles<'a>(
    block: &'a FinishedBlock,
    charts: &mut Vec<String>,
) -> Result<Vec<Article<'a>>, Error> {
    if !block.kpis.is_empty() && block.chart.is_none() {
        return Ok(number_articles(block));
    }
    let kind = if block.has_chart { "" } else { " table" };
    let figure = block.chart.as_ref().map(|prepared| figure(prepared, block, charts)).transpose()?;
    Ok(vec![Article {
        class: format!("block{kind} {}", width_class(block)),
        id: Some(&block.id),
        title: block.title.as_deref(),
        numbers: block
            .kpis
            .iter()
            .map(|value| Number { heading: "h4", title: &value.label, label: None, value })
            .collect(),
        has_nothing_to_draw: figure.is_none() && block.has_chart && block.batch.num_rows() > 0,
        figure,
        notes: notes(block),
        table: block.table.as_ref().map(|table| TableView {
            is_empty: table.rows == 0,
            is_folded: block.has_chart,
            ..TableView::new(table, block)
        }),
    }])
}

/// Returns the articles of a block of numbers: each is a card of its own, and they share the width of the block.
fn number_articles(block: &FinishedBlock) -> Vec<Article<'_>> {
    let is_alone = block.kpis.len() == 1;
    let width = if is_alone { width_class(block) } else { "w-1-4".to_owned() };
    let title = block.title.as_deref();
    let mut articles = Vec::new();
    if title.is_some() && !is_alone {
        articles.push(Article { class: "block text w-1".to_owned(), title, ..Article::default() });
    }
    for (place, value) in block.kpis.iter().enumerate() {
        let title = title.filter(|title| is_alone && *title != value.label);
        let number = Number {
            heading: "h3",
            title: title.unwrap_or(&value.label),
            label: title.map(|_| value.label.as_str()),
            value,
        };
        articles.push(Article {
            class: format!("block kpi {width}"),
            id: (place == 0).then_some(&block.id),
            numbers: vec![number],
            notes: notes(block).filter(|_| is_alone),
            ..Article::default()
        });
    }
    let notes = notes(block).filter(|_| !is_alone);
    let table = block.table.as_ref().map(|table| TableView::new(table, block));
    if notes.is_some() || table.is_some() {
        let kind = if table.is_some() { "table" } else { "text" };
        articles.push(Article { class: format!("block {kind} w-1"), notes, table, ..Article::default() });
    }
    articles
}

fn width_class(block: &FinishedBlock) -> String {
    format!("w-{}", block.width.word().replace('/', "-"))
}

fn notes(block: &FinishedBlock) -> Option<String> {
    (!block.notes.is_empty()).then(|| prose(&block.notes))
}

impl Number<'_> {
    /// Returns the change from the number before, if there is one.
    pub(super) fn change(&self) -> Option<Change<'_>> {
        let before = self.value.compare_text.as_deref()?;
        let change = self.value.change.unwrap_or(0.0);
        let direction = if change > 0.0 {
            "up"
        } else if change < 0.0 {
            "down"
        } else {
            ""
        };
        let verdict = match (self.value.good, direction) {
            (GoodChange::Up, "up") | (GoodChange::Down, "down") => " good",
            (GoodChange::Up, "down") | (GoodChange::Down, "up") => " bad",
            _ => "",
        };
        let amount = self.value.change.map(|_| amount(change, verdict));
        Some(Change { class: format!("{direction}{verdict}"), amount, before })
    }
}

/// Writes a change in words, so that it can be read without its colour.
fn amount(change: f64, verdict: &str) -> String {
    let percent = Format::percent(1).write(change.abs());
    if percent == "0.0%" {
        return "no more and no less".to_owned();
    }
    let word = match (verdict, change > 0.0) {
        (" good", _) => "better",
        (" bad", _) => "worse",
        (_, true) => "more",
        (_, false) => "less",
    };
    format!("{percent} {word}")
}

/// The data of a chart for the scripts of the page.
#[derive(Serialize)]
struct ChartData<'a> {
    title: &'a str,
    description: &'a str,
    picture: &'a Picture,
    height: u32,
}

/// Draws a chart, and adds its data to `charts`.
fn figure(prepared: &Prepared, block: &FinishedBlock, charts: &mut Vec<String>) -> Result<Figure, Error> {
    let title = block.title.as_deref().or(prepared.title.as_deref()).unwrap_or_default();
    let description = describe(&prepared.picture);
    // Wider drawings would be too small to read on paper.
    let width = match block.width.twelfths() {
        12 => 860,
        9 => 800,
        8 => 520,
        6 => 430,
        _ => 330,
    };
    let height = height(&prepared.picture);
    let drawing = draw_svg(prepared, Size { width, height }, &description);
    let data = ChartData { title, description: &description, picture: &prepared.picture, height };
    let json = serde_json::to_string(&data)
        .map_err(|error| Error::new(Code::Internal, format!("a chart cannot be written: {error}"), None))?;
    let place = charts.len();
    // A `<` in the data could begin `</script>`, which would end the script.
    charts.push(json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"));
    Ok(Figure { drawing, place, notes: prepared.notes.join("; ") })
}

/// Returns the height of a chart. Charts with a line for each category grow with them.
fn height(picture: &Picture) -> u32 {
    const USUAL: u32 = 320;
    let lines = |count: usize, each: u32| {
        (u32::try_from(count).unwrap_or(u32::MAX / each).min(200) * each + 80).max(160)
    };
    match picture {
        Picture::Heatmap(heatmap) => lines(heatmap.rows.len(), 28),
        Picture::Bar(bars) if bars.horizontal => {
            let grouped = bars.layout == BarLayout::Grouped;
            lines(
                bars.labels.len() * if grouped { bars.series.len() } else { 1 },
                if bars.series.len() > 1 && grouped { 18 } else { 28 },
            )
        }
        Picture::Box(boxes) if boxes.horizontal => lines(boxes.boxes.len(), 34),
        Picture::Funnel(funnel) => lines(funnel.steps.len(), 44),
        Picture::Sankey(sankey) => lines(sankey.nodes.len() / 2, 40).max(USUAL),
        _ => USUAL,
    }
}

/// The number of rows above which a table scrolls within its place.
const TALL: usize = 20;

impl<'a> TableView<'a> {
    fn new(table: &'a BlockTable, block: &'a FinishedBlock) -> Self {
        let label = block.title.as_deref().unwrap_or("Table");
        Self { table, label, is_empty: false, is_folded: false }
    }

    /// Returns the cells of each row that the page shows.
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<Cell<'a>>> {
        let columns = &self.table.columns;
        (0..self.table.limit).map(move |row| columns.iter().map(|column| Cell::of(column, row)).collect())
    }

    /// Tells whether the table scrolls within its place.
    pub(super) fn is_tall(&self) -> bool {
        self.table.limit > TALL
    }
}

impl<'a> Cell<'a> {
    fn of(column: &'a TableColumn, row: usize) -> Self {
        let text = column.texts.get(row).and_then(Option::as_deref);
        let value = column.values.get(row).and_then(Option::as_deref);
        match (text, value) {
            (None, _) => Self::Null { is_number: column.is_number() },
            // JavaScript parses `Infinity`, but not `inf`.
            (Some(text), Some(value)) => Self::Number { value: value.replace("inf", "Infinity"), text },
            (Some(text), None) if column.kind == ColumnKind::Time => Self::Time(text),
            (Some(text), None) => Self::Text(text),
        }
    }
}
