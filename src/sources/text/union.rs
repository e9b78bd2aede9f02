//! The columns of several files as those of one table, matched by name.

use std::sync::Arc;

use tenure_reader::values::{ValueFormat, ValueType};
use tenure_reader::{Column, FileFormat, Finding, FindingKind};

/// The columns of a table, and for each file where its fields go.
pub(super) struct Union {
    /// The columns of the table, each read as in the first file that has it.
    pub columns: Vec<Column>,
    /// For each file and each column of the table: how it is read there, and its field, if the file has it.
    pub files: Vec<Vec<(Column, Option<usize>)>>,
    /// What is to be said of each column.
    pub notices: Vec<Vec<Notice>>,
}

/// What is to be said of a column when it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notice {
    /// A sentence.
    Said(String),
    /// It is not in this file, and perhaps others.
    Missing(String),
}

/// Brings the files together. A name is found exactly, else regardless of case; the first spelling is used. Types are
/// those that hold the values of all files.
pub(super) fn union(files: &[(String, Arc<FileFormat>)]) -> Union {
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
                    // What has no values says nothing of the type.
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
    let notices = columns
        .iter()
        .enumerate()
        .map(|(place, (column, common))| notices(files, &places, place, &column.name, *common));
    let notices = notices.collect();
    let files = files.iter().zip(places).map(|((_, format), fields)| {
        let column = |(place, (column, common)): (usize, &(Column, ValueType))| match fields
            .get(place)
            .copied()
            .flatten()
        {
            Some(field) => (read_as(&format.columns[field], *common), Some(field)),
            None => (read_as(column, *common), None),
        };
        columns.iter().enumerate().map(column).collect()
    });
    Union {
        files: files.collect(),
        columns: columns.iter().map(|(column, common)| read_as(column, *common)).collect(),
        notices,
    }
}

/// The type that holds the values of a column so far and of one more file. Amounts of different currencies are text, as in
/// one file, and so are shares beside other numbers.
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

fn read_as(column: &Column, common: ValueType) -> Column {
    column.widened(common).unwrap_or_else(|| Column { format: ValueFormat::Text, ..column.clone() })
}

/// What is to be said of a column: what reading its values changes, where it is missing, and why it is text.
fn notices(
    files: &[(String, Arc<FileFormat>)],
    places: &[Vec<Option<usize>>],
    place: usize,
    name: &str,
    common: ValueType,
) -> Vec<Notice> {
    let mut notices = vec![];
    let (mut without, mut texts) = (vec![], vec![]);
    for ((file, format), fields) in files.iter().zip(places) {
        let Some(field) = fields.get(place).copied().flatten() else {
            without.push(file.as_str());
            continue;
        };
        let column = &format.columns[field];
        if column.format == ValueFormat::Text && column.has_values {
            texts.push(file.as_str());
        }
        let said = |finding: &&Finding| {
            finding.about == column.name
                && matches!(finding.kind, FindingKind::Changed | FindingKind::Question)
        };
        notices.extend(
            format
                .findings
                .iter()
                .filter(said)
                .map(|finding| Notice::Said(format!("'{file}': column \"{name}\": {}", finding.evidence))),
        );
    }
    if let Some(first) = without.first() {
        notices.push(Notice::Missing(format!("'{first}'{}", others(without.len()))));
    }
    let has_no_values = |(format, fields): (&FileFormat, &Vec<Option<usize>>)| {
        fields.get(place).copied().flatten().is_some_and(|field| !format.columns[field].has_values)
    };
    let empty = files
        .iter()
        .map(|(_, format)| format.as_ref())
        .zip(places)
        .filter(|file| has_no_values(*file))
        .count();
    let typed = files.len() - without.len() - texts.len() - empty;
    match (common, texts.first()) {
        (ValueType::Text, Some(first)) if typed > 0 => notices.push(Notice::Said(format!(
            "column \"{name}\" is text in '{first}'{} and so in all files",
            others(texts.len())
        ))),
        (ValueType::Text, None) if typed > 0 => notices
            .push(Notice::Said(format!("column \"{name}\" is of different types in the files, and so text"))),
        _ => {}
    }
    notices
}

fn others(files: usize) -> String {
    match files {
        1 => String::new(),
        2 => " and another file".to_owned(),
        several => format!(" and {} other files", several - 1),
    }
}
