//! Arrow's number types and their sums: doubles are summed with compensation, whole numbers and decimals exactly.

use std::fmt::Debug;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Decimal128Array, Float64Array, Int64Array, PrimitiveArray,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{
    ArrowPrimitiveType, DECIMAL128_MAX_PRECISION, DataType, Decimal128Type, Float64Type,
};
use datafusion::common::Result;
use tenure_diagnostics::Problem;
use tenure_math::sums::{Compensated, Sum};

use crate::error::FunctionError;
use crate::numbers::doubles;

/// Returns the type in which a column of numbers is summed.
pub(crate) fn summed_as(column: &DataType) -> DataType {
    match column {
        DataType::Decimal32(p, s) | DataType::Decimal64(p, s) | DataType::Decimal128(p, s) => {
            DataType::Decimal128(*p, *s)
        }
        DataType::Decimal256(_, s) => DataType::Decimal128(DECIMAL128_MAX_PRECISION, *s),
        x if x.is_integer() => DataType::Int64,
        _ => DataType::Float64,
    }
}

/// Returns the type of the total of a column that is summed as a type.
pub(crate) fn total_type(summed_as: &DataType) -> DataType {
    match summed_as {
        DataType::Decimal128(_, scale) => DataType::Decimal128(DECIMAL128_MAX_PRECISION, *scale),
        other => other.clone(),
    }
}

/// Returns the types of the columns that a sum is written to between the phases of a plan.
pub(crate) fn sum_types(summed_as: &DataType) -> Vec<DataType> {
    match summed_as {
        DataType::Float64 => vec![DataType::Float64, DataType::Float64],
        _ => vec![DataType::Decimal128(DECIMAL128_MAX_PRECISION, 0)],
    }
}

/// Returns the error of a total that does not fit its type.
pub(crate) fn overflow<T>(function: &str, name: &str) -> Result<T> {
    let problem = Problem::new(format!("{function}: the total of {name} is too large for its type"));
    Err(FunctionError::data(problem.hint("cast it to DOUBLE or to a wider type").about(function)).into())
}

/// A kind of numbers: how they are read, and how their sums are written.
pub(crate) trait Numbers: Debug + Clone + Send + Sync + 'static {
    /// The Arrow type that values are read as.
    type Arrow: ArrowPrimitiveType;
    /// The type of the sums.
    type Sum: Sum;

    /// Reads the values of a column, which errors call `name`.
    fn read(&self, function: &str, name: &str, column: &ArrayRef) -> Result<Values<Self>>;
    /// Converts a value into a number of the sum.
    fn number(value: <Self::Arrow as ArrowPrimitiveType>::Native) -> <Self::Sum as Sum>::Number;
    /// Returns whether a number is below 0.
    fn is_negative(value: <Self::Sum as Sum>::Number) -> bool;
    /// Writes sums as columns of [`sum_types`].
    fn write(&self, sums: &[Option<Self::Sum>]) -> Result<Vec<ArrayRef>>;
    /// Restores the sums that [`Numbers::write`] wrote.
    fn restore(&self, columns: &[ArrayRef]) -> Vec<Option<Self::Sum>>;
    /// Writes totals as a column of [`total_type`].
    fn totals(
        &self,
        function: &str,
        name: &str,
        totals: impl Iterator<Item = Option<<Self::Sum as Sum>::Number>>,
    ) -> Result<ArrayRef>;
}

/// The values of a column of numbers.
#[derive(Debug)]
pub(crate) struct Values<N: Numbers>(PrimitiveArray<N::Arrow>);

impl<N: Numbers> Values<N> {
    /// Returns the value of a row, or `None` for NULL.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<<N::Sum as Sum>::Number> {
        self.0.is_valid(row).then(|| N::number(self.0.value(row)))
    }
}

/// Floating point, of any width.
#[derive(Debug, Clone)]
pub(crate) struct Doubles;

impl Numbers for Doubles {
    type Arrow = Float64Type;
    type Sum = Compensated;

    fn read(&self, function: &str, name: &str, column: &ArrayRef) -> Result<Values<Self>> {
        Ok(Values(doubles(function, name, column)?))
    }

    #[inline]
    fn number(value: f64) -> f64 {
        value
    }

    #[inline]
    fn is_negative(value: f64) -> bool {
        value < 0.0
    }

    fn write(&self, sums: &[Option<Compensated>]) -> Result<Vec<ArrayRef>> {
        // Millions of states pass here between the phases of a plan, so buffers are built whole and not value by value.
        let parts = sums.iter().map(|sum| sum.unwrap_or_default().parts());
        let (high, low): (Vec<f64>, Vec<f64>) = parts.unzip();
        let valid = sums.iter().any(Option::is_none).then(|| sums.iter().map(Option::is_some).collect());
        let high = Float64Array::new(high.into(), valid);
        Ok(vec![Arc::new(high), Arc::new(Float64Array::from(low))])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Vec<Option<Compensated>> {
        let (high, low) =
            (columns[0].as_primitive::<Float64Type>(), columns[1].as_primitive::<Float64Type>());
        let sums =
            high.values().iter().zip(low.values()).map(|(high, low)| Compensated::from_parts(*high, *low));
        match high.nulls() {
            None => sums.map(Some).collect(),
            Some(valid) => sums.zip(valid).map(|(sum, valid)| valid.then_some(sum)).collect(),
        }
    }

    fn totals(&self, _: &str, _: &str, totals: impl Iterator<Item = Option<f64>>) -> Result<ArrayRef> {
        Ok(Arc::new(totals.collect::<Float64Array>()))
    }
}

/// Whole numbers, and decimals by their digits. Whole numbers have no scale, and their totals are BIGINT.
#[derive(Debug, Clone)]
pub(crate) struct Digits {
    scale: Option<i8>,
}

impl Digits {
    /// Creates the digits of a type that [`summed_as`] returned, or `None` for doubles.
    pub(crate) fn of(summed_as: &DataType) -> Option<Self> {
        match summed_as {
            DataType::Decimal128(_, scale) => Some(Self { scale: Some(*scale) }),
            DataType::Int64 => Some(Self { scale: None }),
            _ => None,
        }
    }
}

impl Numbers for Digits {
    type Arrow = Decimal128Type;
    type Sum = i128;

    fn read(&self, _: &str, _: &str, column: &ArrayRef) -> Result<Values<Self>> {
        let digits = match self.scale {
            Some(_) => column.as_primitive::<Decimal128Type>().clone(),
            None => cast(column, &DataType::Decimal128(DECIMAL128_MAX_PRECISION, 0))?
                .as_primitive::<Decimal128Type>()
                .clone(),
        };
        Ok(Values(digits))
    }

    #[inline]
    fn number(value: i128) -> i128 {
        value
    }

    #[inline]
    fn is_negative(value: i128) -> bool {
        value < 0
    }

    fn write(&self, sums: &[Option<i128>]) -> Result<Vec<ArrayRef>> {
        let digits = sums
            .iter()
            .copied()
            .collect::<Decimal128Array>()
            .with_precision_and_scale(DECIMAL128_MAX_PRECISION, 0)?;
        Ok(vec![Arc::new(digits)])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Vec<Option<i128>> {
        columns[0].as_primitive::<Decimal128Type>().iter().collect()
    }

    fn totals(
        &self,
        function: &str,
        name: &str,
        totals: impl Iterator<Item = Option<i128>>,
    ) -> Result<ArrayRef> {
        match self.scale {
            Some(scale) => {
                let digits = totals
                    .collect::<Decimal128Array>()
                    .with_precision_and_scale(DECIMAL128_MAX_PRECISION, scale)?;
                if digits.validate_decimal_precision(DECIMAL128_MAX_PRECISION).is_err() {
                    return overflow(function, name);
                }
                Ok(Arc::new(digits))
            }
            None => {
                let whole = totals
                    .map(|total| match total.map(i64::try_from).transpose() {
                        Ok(total) => Ok(total),
                        Err(_) => overflow(function, name),
                    })
                    .collect::<Result<Int64Array>>()?;
                Ok(Arc::new(whole))
            }
        }
    }
}
