//! The table of a block.

use super::escape::escape;
use crate::reports::model::{BlockTable, TableColumn};
use tenure_charts::ColumnKind;

/// A table of more rows scrolls within its place.
const TALL: usize = 20;

/// The table as HTML, within what scrolls it. `label` tells what it is.
pub(super) fn table(table: &BlockTable, label: &str) -> String {
    let label = escape(label);
    let place = match table.limit > TALL {
        true => format!(
            "<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Table: {label}\">"
        ),
        false => "<div class=\"scroll\">".to_owned(),
    };
    let cut = table.cut().map(|cut| format!("<caption>{}</caption>", escape(&cut))).unwrap_or_default();
    let mut page = format!("{place}<table class=\"sortable\">{cut}<thead><tr>");
    for column in &table.columns {
        let class = if column.is_number() { " class=\"number\"" } else { "" };
        let (name, type_name) = (escape(&column.name), escape(&column.type_name));
        page.push_str(&format!("<th scope=\"col\"{class} title=\"{type_name}\">{name}</th>"));
    }
    page.push_str("</tr></thead><tbody>\n");
    for row in 0..table.limit {
        page.push_str("<tr>");
        table.columns.iter().for_each(|column| page.push_str(&cell(column, row)));
        page.push_str("</tr>\n");
    }
    page + "</tbody></table></div>"
}

fn cell(column: &TableColumn, row: usize) -> String {
    let text = column.texts.get(row).and_then(Option::as_deref);
    let value = column.values.get(row).and_then(Option::as_deref);
    match (text, value) {
        (None, _) if column.is_number() => "<td class=\"number null\">–</td>".to_owned(),
        (None, _) => "<td class=\"null\">–</td>".to_owned(),
        (Some(text), Some(value)) => {
            // As JavaScript reads it.
            let value = value.replace("inf", "Infinity");
            format!("<td class=\"number\" data-value=\"{}\">{}</td>", escape(&value), escape(text))
        }
        (Some(text), _) if column.kind == ColumnKind::Time => {
            format!("<td class=\"time\">{}</td>", escape(text))
        }
        (Some(text), _) => format!("<td>{}</td>", escape(text)),
    }
}
