//! The type of a column, from all that was found in it.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field};
use tenure_reader::batch::data_type;
use tenure_reader::values::{NumberFormat, ValueFormat};

use super::fields::MOST;
use super::shape::{Found, Place, Shape};

/// How the values of a column are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Value(ValueFormat),
    List(Box<Kind>),
    Struct(Vec<(String, Kind)>),
}

impl Kind {
    /// Of values of which these were found. What is to be said of it goes to `notes`, in which the column is called
    /// `name` and a place as `told` says.
    pub fn of(shape: &Shape, name: &str, told: &dyn Fn(Place) -> String, notes: &mut Vec<String>) -> Self {
        let found: Vec<(Found, Place)> =
            Found::ALL.into_iter().filter_map(|found| Some((found, shape.first(found)?))).collect();
        let has = |found: Found| shape.first(found).is_some();
        let kinds: Vec<Found> = found.iter().map(|(found, _)| *found).collect();
        let text = Self::Value(ValueFormat::Text);
        match kinds.as_slice() {
            [] => text,
            [Found::Boolean] => Self::Value(ValueFormat::Boolean),
            [Found::Text] => Self::Value(shape.times.reading()),
            [Found::List] => {
                let items =
                    shape.items.as_deref().map(|items| Self::of(items, &format!("{name}[]"), told, notes));
                Self::List(Box::new(items.unwrap_or(text)))
            }
            [Found::Object] if shape.fields.crowded => {
                notes.push(format!(
                    "column \"{name}\" has objects of more than {MOST} different keys, and so is text"
                ));
                text
            }
            // There is no STRUCT of nothing.
            [Found::Object] if shape.fields.len() == 0 => text,
            [Found::Object] => {
                let field = |(key, shape): (&str, &Shape)| {
                    (key.to_owned(), Self::of(shape, &format!("{name}.{key}"), told, notes))
                };
                Self::Struct(shape.fields.iter().map(field).collect())
            }
            numbers if numbers.iter().all(|found| found.name() == Found::Integer.name()) => {
                let huge = shape.first(Found::Huge);
                let both = shape.first(Found::Long).filter(|_| has(Found::Float));
                match (huge, both) {
                    (Some(place), _) => {
                        let what = "a number beyond BIGINT and DOUBLE";
                        notes.push(format!("column \"{name}\" has {what} ({}), and so is text", told(place)));
                        text
                    }
                    (None, Some(place)) => {
                        let what = "fractions and a whole number that DOUBLE would round";
                        notes.push(format!("column \"{name}\" has {what} ({}), and so is text", told(place)));
                        text
                    }
                    (None, None) if has(Found::Float) => Self::Value(ValueFormat::Float(NumberFormat::PLAIN)),
                    (None, None) => Self::Value(ValueFormat::Integer(NumberFormat::PLAIN)),
                }
            }
            _ => {
                notes.push(format!("column \"{name}\" has {}, and so is text", mixture(&found, told)));
                text
            }
        }
    }

    /// The type of the column.
    pub fn data_type(&self) -> DataType {
        match self {
            Self::Value(reading) => data_type(reading),
            Self::List(items) => DataType::List(Arc::new(Field::new_list_field(items.data_type(), true))),
            Self::Struct(fields) => DataType::Struct(
                fields.iter().map(|(name, kind)| Field::new(name, kind.data_type(), true)).collect(),
            ),
        }
    }
}

/// `numbers (line 1) and text (line 17)`
fn mixture(found: &[(Found, Place)], told: &dyn Fn(Place) -> String) -> String {
    let mut first: Vec<(Place, &str)> = vec![];
    for (found, place) in found {
        match first.iter_mut().find(|(_, name)| *name == found.name()) {
            Some((known, _)) => *known = (*known).min(*place),
            None => first.push((*place, found.name())),
        }
    }
    first.sort();
    let parts: Vec<String> = first.iter().map(|(place, name)| format!("{name} ({})", told(*place))).collect();
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}
