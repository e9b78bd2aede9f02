//! `column_summary(x, name, type, latest)`: all that `summarize` says of a column, as a STRUCT. A part of it.
//!
//! One aggregate a column, so that the input is read once, however many columns it has. It counts how often each value
//! occurs, and computes all figures from the counts in the order of the values. So each figure is exact, and none
//! depends on the order of rows or on threads. It takes memory for the different values of a column, not for its rows.
//! Ordinary operators would have to sort or group once a column, or turn each row into as many as there are columns.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Float64Array, Int64Array, ListArray, StringArray, StructArray, UInt64Array,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::datatypes::{DataType, Field, Fields, UInt64Type};
use datafusion::common::{DataFusionError, Result, ScalarValue};
use datafusion::logical_expr::AggregateUDF;
use tenure_math::moments::{mean, standard_deviation};
use tenure_math::quantiles::{Place, nth_counted, rank};

use super::counts::Counts;
use super::key::{Key, Long, Real};
use super::kind::{Kind, Values};
use super::outliers::{self, Bounds, SHOWN, first};
use super::value_count::with_count;
use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::lists::{as_lists, item, list_of};
use crate::takes::{Argument, Signature, Takes};

/// The columns of the result, in their order.
pub(super) const FIELDS: [(&str, DataType); 15] = [
    ("column", DataType::Utf8),
    ("type", DataType::Utf8),
    ("rows", DataType::Int64),
    ("nulls", DataType::Int64),
    ("null_share", DataType::Float64),
    ("distinct", DataType::Int64),
    ("min", DataType::Utf8),
    ("max", DataType::Utf8),
    ("mean", DataType::Float64),
    ("std", DataType::Float64),
    ("q25", DataType::Utf8),
    ("median", DataType::Utf8),
    ("q75", DataType::Utf8),
    ("most_frequent", DataType::Utf8),
    ("odd", DataType::Utf8),
];

/// 1900-01-02 as days since 1970-01-01. Earlier dates are placeholders that nobody entered.
const EARLIEST: i32 = -25_566;

/// Creates the aggregate function `column_summary`.
pub(super) fn column_summary_udaf() -> AggregateUDF {
    aggregate(ColumnSummary)
}

#[derive(Debug)]
struct ColumnSummary;

impl Aggregate for ColumnSummary {
    const SIGNATURE: Signature = Signature::new(
        "column_summary",
        &[
            Argument::required("x", Takes::Any, "The column."),
            Argument::required("name", Takes::Text, "Its name."),
            Argument::required("type", Takes::Text, "Its type in the words of SQL."),
            Argument::required("latest", Takes::Any, "The latest day that is no outlier."),
        ],
    );

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![given[0].clone(), DataType::Utf8, DataType::Utf8, DataType::Date32])
    }

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(DataType::Struct(fields()))
    }

    fn state_types(&self, args: &Args) -> Result<Vec<DataType>> {
        let stored = Values::of(&args.data_type("x")?).stored_type();
        Ok(vec![DataType::UInt64, list_of(stored), list_of(DataType::UInt64)])
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        let text = |name| Ok::<_, DataFusionError>(args.text(name)?.unwrap_or_default());
        let latest = match args.constant("latest")? {
            Some(ScalarValue::Date32(Some(day))) => day,
            _ => i32::MAX,
        };
        let values = Values::of(&args.data_type("x")?);
        let about = About { name: text("name")?, type_name: text("type")?, latest, values };
        Ok(match about.values.kind {
            Kind::Real => Box::new(SummaryFold::<Real>::new(about)),
            Kind::Decimal(_) => Box::new(SummaryFold::<i128>::new(about)),
            Kind::Long(_) => Box::new(SummaryFold::<Long>::new(about)),
            Kind::Text => Box::new(SummaryFold::<Box<str>>::new(about)),
            _ => Box::new(SummaryFold::<i64>::new(about)),
        })
    }
}

fn fields() -> Fields {
    FIELDS.iter().map(|(name, data_type)| Field::new(*name, data_type.clone(), true)).collect()
}

/// The facts about a column that are known before its values are read.
#[derive(Debug)]
struct About {
    name: String,
    type_name: String,
    latest: i32,
    values: Values,
}

#[derive(Debug)]
struct SummaryFold<K> {
    about: About,
    key: std::marker::PhantomData<K>,
}

/// The description of a column's values.
#[derive(Debug, Default)]
struct Said {
    distinct: Option<i64>,
    ends: Option<(String, String)>,
    mean: Option<f64>,
    deviation: Option<f64>,
    quartiles: [Option<String>; 3],
    most_frequent: Option<String>,
    odd: Option<String>,
}

impl<K: Key> SummaryFold<K> {
    fn new(about: About) -> Self {
        Self { about, key: std::marker::PhantomData }
    }

    fn say(&self, state: &Counts<K>) -> Result<Said> {
        let (kind, values) = (self.about.values.kind, &self.about.values);
        if kind == Kind::Opaque || (state.values.is_empty() && state.nulls == 0) {
            return Ok(Said::default());
        }
        let sorted = state.sorted();
        let mut said = Said { distinct: Some(sorted.len() as i64), ..Said::default() };
        let numbers: Vec<(f64, u64)> = match kind {
            Kind::Text => Vec::new(),
            _ => sorted.iter().map(|(key, times)| (values.number(*key), *times)).collect(),
        };
        // NaN and infinities are sorted to the ends. They count, but do not enter the statistics.
        let begin = numbers.partition_point(|(number, _)| *number == f64::NEG_INFINITY);
        let end = numbers.partition_point(|(number, _)| *number < f64::INFINITY);
        let finite = if kind == Kind::Text { 0..sorted.len() } else { begin..end };
        let sorted_finite = &sorted[finite.clone()];
        if let ([(least, _), ..], [.., (most, _)]) = (sorted_finite, sorted_finite) {
            let mut texts = values.texts([*least, *most].into_iter())?.into_iter();
            said.ends = texts.next().zip(texts.next());
        }
        let mut bounds = None;
        match kind {
            Kind::Text | Kind::Opaque => {}
            Kind::Boolean => said.mean = mean(&numbers),
            Kind::Time(_) | Kind::Ordered => {
                let places = discrete(sorted_finite);
                if let Some([q25, median, q75]) = places {
                    let texts = values.texts([q25, median, q75].into_iter())?;
                    said.quartiles = <[String; 3]>::try_from(texts).unwrap_or_default().map(Some);
                    bounds = self.bounds(values.number(q25), values.number(q75));
                }
            }
            Kind::Whole | Kind::Real | Kind::Decimal(_) | Kind::Long(_) => {
                let numbers = &numbers[finite];
                said.mean = mean(numbers);
                said.deviation = said.mean.and_then(|mean| standard_deviation(numbers, mean));
                let quartiles = [1, 2, 3].map(|quarters| self.quartile(sorted_finite, quarters));
                let [q25, median, q75] = quartiles;
                let (q25, median, q75) = (q25?, median?, q75?);
                if let (Some((low, _)), Some((high, _))) = (&q25, &q75) {
                    bounds = self.bounds(*low, *high);
                }
                said.quartiles = [q25, median, q75].map(|quartile| quartile.map(|(_, text)| text));
            }
        }
        let often = first(0..sorted.len(), SHOWN, |a, b| sorted[*b].1.cmp(&sorted[*a].1).then(a.cmp(b)));
        said.most_frequent = self.list(&sorted, &often)?;
        let odd = match kind {
            Kind::Text => {
                let texts = sorted.iter().filter_map(|(key, times)| Some((key.text()?, *times)));
                let texts: Vec<_> = texts.collect();
                outliers::texts(&texts)
            }
            Kind::Boolean | Kind::Ordered | Kind::Opaque => Vec::new(),
            _ => outliers::numbers(&numbers, bounds),
        };
        said.odd = self.list(&sorted, &odd)?;
        Ok(said)
    }

    /// Returns a quartile as a number and as text: one of the values, or an interpolation between two of them.
    fn quartile(&self, sorted: &[(&K, u64)], quarters: u64) -> Result<Option<(f64, String)>> {
        let values = &self.about.values;
        let place = Place::new(total(sorted), quarters, 4);
        let (Some(low), Some(high)) = (nth_counted(sorted, place.below), nth_counted(sorted, place.above()))
        else {
            return Ok(None);
        };
        let number = place.interpolate(values.number(low), values.number(high));
        let text = if low == high {
            values.texts([low].into_iter())?.remove(0)
        } else if values.kind == Kind::Real {
            format!("{number:?}")
        } else {
            number.to_string()
        };
        Ok(Some((number, text)))
    }

    fn bounds(&self, q25: f64, q75: f64) -> Option<Bounds> {
        let limits = match self.about.values.kind {
            Kind::Time(a_day) => {
                let day = |day: i32| f64::from(day) * a_day as f64;
                // A day lasts until the next begins.
                (day(EARLIEST), day(self.about.latest.saturating_add(1)).next_down())
            }
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        };
        Some(Bounds { quartiles: (q25, q75), limits })
    }

    /// Returns the values at these places with their counts, or `None` without places.
    fn list(&self, sorted: &[(&K, u64)], places: &[usize]) -> Result<Option<String>> {
        if places.is_empty() {
            return Ok(None);
        }
        let texts = self.about.values.texts(places.iter().map(|place| sorted[*place].0))?;
        let listed: Vec<String> =
            texts.iter().zip(places).map(|(text, place)| with_count(text, sorted[*place].1)).collect();
        Ok(Some(listed.join(", ")))
    }
}

fn total<T>(sorted: &[(T, u64)]) -> u64 {
    sorted.iter().map(|(_, times)| times).sum()
}

fn discrete<'a, K>(sorted: &[(&'a K, u64)]) -> Option<[&'a K; 3]> {
    let n = total(sorted);
    let place = |quarters| nth_counted(sorted, rank(n, quarters, 4));
    Some([place(1)?, place(2)?, place(3)?])
}

impl<K: Key> Fold for SummaryFold<K> {
    type State = Counts<K>;
    type Input = K::Column;

    fn read(&self, args: &Args) -> Result<Self::Input> {
        Ok(K::column(&self.about.values.store(&args.column("x")?)?))
    }

    fn update(&self, state: &mut Self::State, column: &Self::Input, row: usize) -> Result<()> {
        if column.is_null(row) {
            state.nulls += 1;
        } else {
            state.add(column, row, 1);
        }
        Ok(())
    }

    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()> {
        state.merge(other);
        Ok(())
    }

    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>> {
        let nulls: UInt64Array = states.iter().map(|state| Some(state.nulls)).collect();
        let offsets = OffsetBuffer::from_lengths(states.iter().map(|state| state.values.len()));
        let stored = self.about.values.stored_type();
        // Both lists are in the order of the same map.
        let times =
            UInt64Array::from_iter_values(states.iter().flat_map(|state| state.values.values().copied()));
        let keys = K::array(states.into_iter().flat_map(|state| state.values.into_keys()), &stored)?;
        let values = ListArray::try_new(item(stored), offsets.clone(), keys, None)?;
        let times = ListArray::try_new(item(DataType::UInt64), offsets, Arc::new(times), None)?;
        Ok(vec![Arc::new(nulls), Arc::new(values), Arc::new(times)])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>> {
        let nulls = columns[0].as_primitive::<UInt64Type>();
        let (values, times) = (as_lists(&columns[1])?, as_lists(&columns[2])?);
        let states = (0..nulls.len()).map(|row| {
            let mut state = Counts::default();
            if nulls.is_valid(row) {
                state.nulls = nulls.value(row);
                let (keys, times) = (K::column(&values.value(row)), times.value(row));
                for (i, times) in times.as_primitive::<UInt64Type>().values().iter().enumerate() {
                    state.add(&keys, i, *times);
                }
            }
            state
        });
        Ok(states.collect())
    }

    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef> {
        let said = states.iter().map(|state| self.say(state)).collect::<Result<Vec<_>>>()?;
        let nulls = || states.iter().map(|state| state.nulls);
        let rows = || states.iter().map(|state| state.nulls + state.values.values().sum::<u64>());
        let share = |(nulls, rows): (u64, u64)| (rows > 0).then(|| nulls as f64 / rows as f64);
        let texts = |text: &dyn Fn(&Said) -> Option<String>| -> ArrayRef {
            Arc::new(said.iter().map(text).collect::<StringArray>())
        };
        let doubles = |number: &dyn Fn(&Said) -> Option<f64>| -> ArrayRef {
            Arc::new(said.iter().map(number).collect::<Float64Array>())
        };
        let whole = |numbers: &mut dyn Iterator<Item = u64>| -> ArrayRef {
            Arc::new(Int64Array::from_iter_values(numbers.map(|number| number as i64)))
        };
        let about = &self.about;
        let columns: Vec<ArrayRef> = vec![
            texts(&|_| Some(about.name.clone())),
            texts(&|_| Some(about.type_name.clone())),
            whole(&mut rows()),
            whole(&mut nulls()),
            Arc::new(nulls().zip(rows()).map(share).collect::<Float64Array>()),
            Arc::new(said.iter().map(|said| said.distinct).collect::<Int64Array>()),
            texts(&|said| Some(said.ends.as_ref()?.0.clone())),
            texts(&|said| Some(said.ends.as_ref()?.1.clone())),
            doubles(&|said| said.mean),
            doubles(&|said| said.deviation),
            texts(&|said| said.quartiles[0].clone()),
            texts(&|said| said.quartiles[1].clone()),
            texts(&|said| said.quartiles[2].clone()),
            texts(&|said| said.most_frequent.clone()),
            texts(&|said| said.odd.clone()),
        ];
        Ok(Arc::new(StructArray::try_new(fields(), columns, None)?))
    }

    fn heap_size(state: &Self::State) -> usize {
        state.heap_size()
    }
}
