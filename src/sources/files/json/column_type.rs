//! The type of a column, from all of its values.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field};
use tenure_diagnostics::joined_with;
use tenure_reader::batch::data_type;
use tenure_reader::values::{NumberFormat, ValueFormat};

use super::fields::MOST;
use super::observed::{Observed, Place, ValueKind};

/// The type of a column, and how its values are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ColumnType {
    Value(ValueFormat),
    List(Box<ColumnType>),
    Struct(Vec<(String, ColumnType)>),
}

impl ColumnType {
    /// Returns the type that holds these values. What is worth a note goes to `notes`, in which the column is called
    /// `name` and `place_name` names a place.
    pub fn of(
        observed: &Observed,
        name: &str,
        place_name: &dyn Fn(Place) -> String,
        notes: &mut Vec<String>,
    ) -> Self {
        let found: Vec<(ValueKind, Place)> =
            ValueKind::ALL.into_iter().filter_map(|found| Some((found, observed.first(found)?))).collect();
        let has = |kind: ValueKind| observed.first(kind).is_some();
        let kinds: Vec<ValueKind> = found.iter().map(|(found, _)| *found).collect();
        let text = Self::Value(ValueFormat::Text);
        match kinds.as_slice() {
            [] => text,
            [ValueKind::Boolean] => Self::Value(ValueFormat::Boolean),
            [ValueKind::Text] => Self::Value(observed.times.reading()),
            [ValueKind::List] => {
                let items = observed
                    .items
                    .as_deref()
                    .map(|items| Self::of(items, &format!("{name}[]"), place_name, notes));
                Self::List(Box::new(items.unwrap_or(text)))
            }
            [ValueKind::Object] if observed.fields.crowded => {
                notes.push(format!(
                    "column \"{name}\" has objects of more than {MOST} different keys, and so is text"
                ));
                text
            }
            // A STRUCT needs a field.
            [ValueKind::Object] if observed.fields.len() == 0 => text,
            [ValueKind::Object] => {
                let field = |(key, values): (&str, &Observed)| {
                    (key.to_owned(), Self::of(values, &format!("{name}.{key}"), place_name, notes))
                };
                Self::Struct(observed.fields.iter().map(field).collect())
            }
            numbers if numbers.iter().all(|found| found.name() == ValueKind::Integer.name()) => {
                let huge = observed.first(ValueKind::Huge);
                let both = observed.first(ValueKind::Long).filter(|_| has(ValueKind::Float));
                match (huge, both) {
                    (Some(place), _) => {
                        let what = "a number beyond BIGINT and DOUBLE";
                        notes.push(format!(
                            "column \"{name}\" has {what} ({}), and so is text",
                            place_name(place)
                        ));
                        text
                    }
                    (None, Some(place)) => {
                        let what = "fractions and a whole number that DOUBLE would round";
                        notes.push(format!(
                            "column \"{name}\" has {what} ({}), and so is text",
                            place_name(place)
                        ));
                        text
                    }
                    (None, None) if has(ValueKind::Float) => {
                        Self::Value(ValueFormat::Float(NumberFormat::PLAIN))
                    }
                    (None, None) => Self::Value(ValueFormat::Integer(NumberFormat::PLAIN)),
                }
            }
            _ => {
                notes.push(format!("column \"{name}\" has {}, and so is text", mixture(&found, place_name)));
                text
            }
        }
    }

    /// Returns the Arrow type.
    pub fn data_type(&self) -> DataType {
        match self {
            Self::Value(reading) => data_type(reading),
            Self::List(items) => DataType::List(Arc::new(Field::new_list_field(items.data_type(), true))),
            Self::Struct(fields) => DataType::Struct(
                fields.iter().map(|(name, of)| Field::new(name, of.data_type(), true)).collect(),
            ),
        }
    }
}

/// Lists the kinds of values: `numbers (line 1) and text (line 17)`.
fn mixture(found: &[(ValueKind, Place)], place_name: &dyn Fn(Place) -> String) -> String {
    let mut first: Vec<(Place, &str)> = vec![];
    for (found, place) in found {
        match first.iter_mut().find(|(_, name)| *name == found.name()) {
            Some((known, _)) => *known = (*known).min(*place),
            None => first.push((*place, found.name())),
        }
    }
    first.sort();
    let parts: Vec<String> =
        first.iter().map(|(place, name)| format!("{name} ({})", place_name(*place))).collect();
    joined_with("and", parts)
}
