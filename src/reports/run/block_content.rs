//! The numbers, the chart and the table of a block.

use datafusion::arrow::array::RecordBatch;

use super::block_table::block_table;

use crate::errors::{Code, Error};
use crate::output::chart_columns;
use crate::reports::model::{Block, BlockTable, Directive, Kpi, KpiValue, unwritable};
use tenure_charts::{self as charts, ChartError, Column, Format, Placed, Prepared, Specification};

/// The largest number of bins of a histogram that does not set one.
const BINS: usize = 30;

/// Returns the chart of a block; `None` if there are no rows to draw.
pub(super) fn chart(
    directive: &Directive,
    specification: &Specification,
    batch: &RecordBatch,
) -> Result<Option<Prepared>, Error> {
    if batch.num_rows() == 0 {
        return Ok(None);
    }
    let columns = chart_columns(batch).map_err(unwritable)?;
    match charts::prepare(specification, &columns, BINS) {
        Ok(prepared) => Ok(Some(prepared)),
        // A nightly report also runs on a day without sales.
        Err(error) if error.is_empty => Ok(None),
        Err(error) => Err(wrong(directive, error)),
    }
}

/// Returns the single numbers of a block, from its first row.
pub(super) fn kpis(block: &Block, batch: &RecordBatch) -> Result<Vec<KpiValue>, Error> {
    if block.kpis.is_empty() {
        return Ok(Vec::new());
    }
    let columns = chart_columns(&batch.slice(0, batch.num_rows().min(1))).map_err(unwritable)?;
    let number = |(directive, kpi): &(Directive, Kpi)| {
        number(kpi, block, &columns).map_err(|error| wrong(directive, error))
    };
    block.kpis.iter().map(number).collect()
}

fn number(kpi: &Kpi, block: &Block, columns: &[Column]) -> Result<KpiValue, ChartError> {
    let find = |name: &Placed<String>| {
        Ok::<_, ChartError>(&columns[charts::find_column(name, "value", charts::ColumnKind::ALL, columns)?])
    };
    let first = |name: &Option<Placed<String>>| {
        name.as_ref().map(|name| Ok(find(name)?.numbers.first().copied().flatten())).transpose()
    };
    let column = find(&kpi.value)?;
    let value =
        column.numbers.first().copied().flatten().filter(|_| column.kind == charts::ColumnKind::Number);
    let compare = first(&kpi.compare)?.flatten();
    let format = kpi.format.clone().unwrap_or_else(|| Format::fitting(value));
    let label = || column.labels.first().cloned().flatten();
    let text = value.filter(|value| value.is_finite()).map(|value| format.write(value));
    let label = || label().or_else(|| value.map(|value| value.to_string()));
    let text = text.or_else(label).unwrap_or_else(|| "–".to_owned());
    let interval = match (first(&kpi.low)?.flatten(), first(&kpi.high)?.flatten()) {
        (Some(low), Some(high)) => Some((format.write(low), format.write(high))),
        _ => None,
    };
    let alone = block.kpis.len() == 1;
    let title = block.title.clone().filter(|_| alone);
    Ok(KpiValue {
        label: kpi.label.clone().or(title).unwrap_or_else(|| column.name.replace('_', " ")),
        value,
        format: format.clone(),
        text,
        compare,
        compare_text: compare.map(|compare| format.write(compare)),
        change: value.zip(compare).and_then(|(value, before)| {
            (before != 0.0).then(|| (value - before) / before.abs()).filter(|change| change.is_finite())
        }),
        interval,
        good: kpi.good,
    })
}

/// Returns the table of a block. A block with single numbers has one only if it has `@table`.
pub(super) fn table(block: &Block, batch: &RecordBatch) -> Result<Option<BlockTable>, Error> {
    if !block.kpis.is_empty() && block.table.is_none() && block.chart.is_none() {
        return Ok(None);
    }
    let wish = block.table.as_ref();
    let of_chart = block.chart.as_ref().map(|(_, specification)| specification);
    let table = block_table(batch, wish.map(|(_, wish)| wish), of_chart);
    match (table, wish) {
        (Ok(table), _) => Ok(Some(table)),
        (Err(error), Some((directive, _))) => Err(wrong(directive, error)),
        (Err(error), None) => Err(Error::new(Code::Data, error.to_string(), None)),
    }
}

fn wrong(directive: &Directive, error: ChartError) -> Error {
    Error::of(Code::Query, vec![directive.chart(error)])
}
