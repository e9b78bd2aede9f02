//! Types in the words of SQL.

use datafusion::arrow::datatypes::{DataType, FieldRef};

/// Returns the name of a type, as written in a CAST where SQL has a name for it.
pub fn sql_type(data_type: &DataType) -> String {
    let word = match data_type {
        DataType::Null => "NULL",
        DataType::Boolean => "BOOLEAN",
        DataType::Int8 => "TINYINT",
        DataType::Int16 => "SMALLINT",
        DataType::Int32 => "INTEGER",
        DataType::Int64 => "BIGINT",
        DataType::UInt8 => "TINYINT UNSIGNED",
        DataType::UInt16 => "SMALLINT UNSIGNED",
        DataType::UInt32 => "INTEGER UNSIGNED",
        DataType::UInt64 => "BIGINT UNSIGNED",
        DataType::Float16 => "HALF FLOAT",
        DataType::Float32 => "FLOAT",
        DataType::Float64 => "DOUBLE",
        DataType::Decimal32(precision, scale)
        | DataType::Decimal64(precision, scale)
        | DataType::Decimal128(precision, scale)
        | DataType::Decimal256(precision, scale) => return format!("DECIMAL({precision},{scale})"),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "VARCHAR",
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
            "BYTEA"
        }
        DataType::Date32 => "DATE",
        DataType::Date64 | DataType::Timestamp(_, None) => "TIMESTAMP",
        DataType::Timestamp(_, Some(_)) => "TIMESTAMPTZ",
        DataType::Time32(_) | DataType::Time64(_) => "TIME",
        DataType::Duration(_) => "DURATION",
        DataType::Interval(_) => "INTERVAL",
        DataType::List(item)
        | DataType::LargeList(item)
        | DataType::ListView(item)
        | DataType::LargeListView(item) => return format!("{}[]", sql_type(item.data_type())),
        DataType::FixedSizeList(item, size) => return format!("{}[{size}]", sql_type(item.data_type())),
        DataType::Struct(fields) => {
            let named = |field: &FieldRef| format!("{} {}", field.name(), sql_type(field.data_type()));
            return format!("STRUCT({})", list(fields, named));
        }
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) => {
                return format!("MAP({})", list(fields, |field| sql_type(field.data_type())));
            }
            _ => "MAP",
        },
        DataType::Union(..) => "UNION",
        DataType::Dictionary(_, values) => return sql_type(values),
        DataType::RunEndEncoded(_, values) => return sql_type(values.data_type()),
    };
    word.to_owned()
}

fn list<'a>(fields: impl IntoIterator<Item = &'a FieldRef>, text: impl Fn(&FieldRef) -> String) -> String {
    fields.into_iter().map(text).collect::<Vec<_>>().join(", ")
}
