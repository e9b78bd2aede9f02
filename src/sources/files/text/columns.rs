//! The columns of several files as those of one table, matched by name.

use std::sync::Arc;

use tenure_reader::values::{ValueFormat, ValueType};
use tenure_reader::{Column, FileFormat, FindingKind};

use crate::sources::files::notes::{Note, files_phrase, grouped};

/// The columns of a table, and their sources in each file.
pub(super) struct CommonColumns {
    /// The columns of the table, each read as in the first file that has it.
    pub columns: Vec<Column>,
    /// The format of each column of the table in each file, and its field if the file has it.
    pub of_files: Vec<Vec<(Column, Option<usize>)>>,
    /// The notes on each column.
    pub notes: Vec<Vec<Note>>,
}

/// Matches the columns of files by name: exactly, else regardless of case; the first spelling is used. Types are those
/// that hold the values of all files.
pub(super) fn common_columns(files: &[(&str, &FileFormat)]) -> CommonColumns {
    let mut columns: Vec<(Column, ValueType)> = vec![];
    let mut places: Vec<Vec<Option<usize>>> = vec![];
    for (_, format) in files {
        let mut fields: Vec<Option<usize>> = vec![None; columns.len()];
        for (field, column) in format.columns.iter().enumerate() {
            let exact = columns.iter().position(|(known, _)| known.name == column.name);
            let has = |name: &str| format.columns.iter().any(|column| column.name == name);
            let near = || {
                columns.iter().position(|(known, _)| {
                    known.name.to_lowercase() == column.name.to_lowercase() && !has(&known.name)
                })
            };
            match exact.or_else(near).filter(|place| fields[*place].is_none()) {
                Some(place) => {
                    let (known, common) = &mut columns[place];
                    *common = together(known, *common, column);
                    // A column without values gives no evidence of its type.
                    if !known.has_values {
                        *known = Column { name: known.name.clone(), ..column.clone() };
                    }
                    fields[place] = Some(field);
                }
                None => {
                    columns.push((column.clone(), column.format.value_type()));
                    fields.push(Some(field));
                }
            }
        }
        places.push(fields);
    }
    let notes = columns
        .iter()
        .enumerate()
        .map(|(place, (column, common))| notes(files, &places, place, &column.name, *common))
        .collect();
    let of_file = |((_, format), fields): (&(&str, &FileFormat), Vec<Option<usize>>)| {
        let column = |(place, (column, common)): (usize, &(Column, ValueType))| match fields
            .get(place)
            .copied()
            .flatten()
        {
            Some(field) => (read_as(&format.columns[field], *common), Some(field)),
            None => (read_as(column, *common), None),
        };
        columns.iter().enumerate().map(column).collect()
    };
    let of_files = files.iter().zip(places).map(of_file).collect();
    let columns = columns.iter().map(|(column, common)| read_as(column, *common)).collect();
    CommonColumns { columns, of_files, notes }
}

/// Returns the type that holds the values of a column so far and of one more file. Amounts of different currencies are
/// text, as in one file, and so are shares beside other numbers.
fn together(known: &Column, common: ValueType, column: &Column) -> ValueType {
    let unit = |column: &Column| match &column.format {
        ValueFormat::Integer(format) | ValueFormat::Float(format) => {
            Some((format.currency.clone(), format.percent))
        }
        _ => None,
    };
    match (known.has_values, column.has_values) {
        (false, _) => column.format.value_type(),
        (true, false) => common,
        (true, true) if unit(known).is_some() && unit(column).is_some() && unit(known) != unit(column) => {
            ValueType::Text
        }
        (true, true) => common.common(column.format.value_type()),
    }
}

/// Returns a column as it is read where its type is that of all files.
fn read_as(column: &Column, common: ValueType) -> Column {
    column.widened(common).unwrap_or_else(|| Column { format: ValueFormat::Text, ..column.clone() })
}

/// Returns the notes on a column: what reading its values changes, where it is missing, and why it is text.
fn notes(
    files: &[(&str, &FileFormat)],
    places: &[Vec<Option<usize>>],
    place: usize,
    name: &str,
    common: ValueType,
) -> Vec<Note> {
    let (mut findings, mut without, mut texts, mut empty) = (vec![], vec![], vec![], 0);
    for ((file, format), fields) in files.iter().zip(places) {
        let Some(field) = fields.get(place).copied().flatten() else {
            without.push(Arc::from(*file));
            continue;
        };
        let column = &format.columns[field];
        match (column.has_values, &column.format) {
            (false, _) => empty += 1,
            (true, ValueFormat::Text) => texts.push(*file),
            (true, _) => {}
        }
        let of_column = format.findings.iter().filter(|finding| {
            finding.about == column.name
                && matches!(finding.kind, FindingKind::Changed | FindingKind::Question)
        });
        findings.extend(of_column.map(|finding| (*file, finding.topic.as_str(), finding.evidence.as_str())));
    }
    let said = |(text, of): (&str, Vec<&str>)| {
        Note::Text(format!("{}: column \"{name}\": {text}", files_phrase(&of)))
    };
    let mut notes: Vec<Note> = grouped(findings).into_iter().map(said).collect();
    let typed = files.len() - without.len() - texts.len() - empty;
    notes.extend(Note::missing(without));
    if common == ValueType::Text && typed > 0 {
        notes.push(Note::Text(match texts.is_empty() {
            true => format!("column \"{name}\" is of different types in the files, and so text"),
            false => format!("column \"{name}\" is text in {} and so in all files", files_phrase(&texts)),
        }));
    }
    notes
}
