//! Parses the options of `@kpi` and `@table`.

use super::block::{GoodChange, Kpi, TableOptions};
use tenure_charts::{self as charts, ChartError, KeyValue, Placed};

/// Parses the options of `@kpi`.
pub(in crate::reports) fn kpi(text: &str) -> Result<Kpi, ChartError> {
    const KEYS: [&str; 7] = ["value", "compare", "low", "high", "label", "format", "good"];
    let mut found: [Option<Placed<String>>; KEYS.len()] = Default::default();
    for KeyValue { key, value } in charts::parse_key_values(text)? {
        let Some(place) = KEYS.iter().position(|known| known.eq_ignore_ascii_case(&key.value)) else {
            let error = ChartError::new(format!("there is no key '{}'", key.value));
            return Err(error.at(Some(key.place)).nearest(&key.value, "keys", KEYS));
        };
        if found[place].replace(value).is_some() {
            return Err(ChartError::new(format!("{} is given twice", KEYS[place])).at(Some(key.place)));
        }
    }
    let [value, compare, low, high, label, format, good] = found;
    let Some(value) = value else {
        return Err(ChartError::new("a number that stands alone needs its column")
            .hint("write it as @kpi value=revenue compare=revenue_before format=0,0"));
    };
    if let (Some(end), None) | (None, Some(end)) = (&low, &high) {
        let error = ChartError::new("an interval has two ends: low and high");
        return Err(error.at(Some(end.place.clone())));
    }
    let good = match &good {
        None => GoodChange::Up,
        Some(word) => match word.value.to_ascii_lowercase().as_str() {
            "up" => GoodChange::Up,
            "down" => GoodChange::Down,
            "neither" => GoodChange::Neither,
            other => {
                let error = ChartError::new(format!("good must be up, down or neither, not '{other}'"));
                return Err(error.at(Some(word.place.clone())));
            }
        },
    };
    let format = format.map(|word| charts::parse_format(&word)).transpose()?;
    Ok(Kpi { value, compare, low, high, label: label.map(|label| label.value), format, good })
}

/// Parses the options of `@table`: `limit`, `columns`, and columns with the formats of their numbers.
pub(in crate::reports) fn table(text: &str) -> Result<TableOptions, ChartError> {
    let mut wish = TableOptions::default();
    for KeyValue { key, value } in charts::parse_key_values(text)? {
        match key.value.to_ascii_lowercase().as_str() {
            "limit" => match value.value.parse() {
                Ok(limit) if limit > 0 => wish.limit = Some(limit),
                _ => {
                    let error = ChartError::new("limit is a whole number from 1");
                    return Err(error.at(Some(value.place)));
                }
            },
            "columns" => {
                let mut start = value.place.start;
                for name in value.value.split(',') {
                    let place = start..start + name.len();
                    start = place.end + 1;
                    wish.columns.push(Placed { value: name.to_owned(), place });
                }
            }
            _ => wish.formats.push((key, charts::parse_format(&value)?)),
        }
    }
    Ok(wish)
}
