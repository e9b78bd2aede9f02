//! Arrays that the SQL of the other tests does not produce.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array as _, ArrayRef, BinaryViewArray, Date32Array, DictionaryArray, Float64Array, Int32Array,
    Int64Array, ListArray, RecordBatch, RunArray, StringArray, StringViewArray,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::datatypes::{Field, Int32Type, Schema};

use super::{Format, Renderer, Terminal};

fn render(format: Format, columns: Vec<(&str, ArrayRef)>) -> std::io::Result<String> {
    let field = |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).unwrap();
    let mut out = Vec::new();
    let pipe = Terminal { size: None, colour: false, unicode: true };
    let mut renderer = Renderer::begin(format, &schema, pipe, "", &mut out)?;
    renderer.batch(&batch, &mut out)?;
    renderer.finish(&mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

/// Returns a NULL key, a NULL value, and a value.
fn dictionary() -> DictionaryArray<Int32Type> {
    let keys = Int32Array::from(vec![None, Some(0), Some(1)]);
    DictionaryArray::new(keys, Arc::new(StringArray::from(vec![None, Some("x")])))
}

#[test]
fn dictionaries_runs_and_views_are_their_values() {
    let (ends, values) = (Int32Array::from(vec![2, 3]), StringArray::from(vec![None, Some("r")]));
    let runs = RunArray::<Int32Type>::try_new(&ends, &values).unwrap();
    let columns = || -> Vec<(&str, ArrayRef)> {
        vec![
            ("d", Arc::new(dictionary())),
            ("r", Arc::new(runs.clone())),
            (
                "v",
                Arc::new(StringViewArray::from(vec![Some("short"), None, Some("longer than twelve bytes")])),
            ),
            ("b", Arc::new(BinaryViewArray::from(vec![Some(b"\x00\xff".as_slice()), None, None]))),
        ]
    };
    let csv = render(Format::Csv, columns()).unwrap();
    assert_eq!(csv, "d,r,v,b\n,,short,00ff\n,,,\nx,r,longer than twelve bytes,\n");
    let json = render(Format::Jsonl, columns()).unwrap();
    assert_eq!(json.lines().next().unwrap(), r#"{"d":null,"r":null,"v":"short","b":"00ff"}"#);
    assert_eq!(json.lines().nth(1).unwrap(), r#"{"d":null,"r":null,"v":null,"b":null}"#);
    assert!(render(Format::Table, columns()).unwrap().contains("│ VARCHAR │ VARCHAR │"));
}

#[test]
fn a_dictionary_in_a_list() {
    let item = Arc::new(Field::new("item", dictionary().data_type().clone(), true));
    let list = ListArray::new(item, OffsetBuffer::from_lengths([2, 1]), Arc::new(dictionary()), None);
    assert_eq!(
        render(Format::Csv, vec![("l", Arc::new(list))]).unwrap(),
        "l\n\"[null,null]\"\n\"[\"\"x\"\"]\"\n"
    );
}

#[test]
fn numbers_that_are_none_are_null_in_json_only() {
    let column = || -> Vec<(&str, ArrayRef)> {
        vec![("x", Arc::new(Float64Array::from(vec![f64::NAN, f64::NEG_INFINITY, 0.1 + 0.2])))]
    };
    assert_eq!(render(Format::Csv, column()).unwrap(), "x\nNaN\n-inf\n0.30000000000000004\n");
    let json = render(Format::Json, column()).unwrap();
    assert_eq!(json, "[{\"x\":null},{\"x\":null},{\"x\":0.30000000000000004}]\n");
}

#[test]
fn names_that_occur_twice_are_two_keys() {
    let one = || -> ArrayRef { Arc::new(Int64Array::from(vec![1])) };
    let columns = || vec![("id", one()), ("id", one()), ("id_1", one()), ("id", one())];
    assert_eq!(render(Format::Jsonl, columns()).unwrap(), "{\"id\":1,\"id_2\":1,\"id_1\":1,\"id_3\":1}\n");
    assert_eq!(render(Format::Csv, columns()).unwrap(), "id,id,id_1,id\n1,1,1,1\n");
}

#[test]
fn a_value_without_text_is_an_error() {
    for format in [Format::Table, Format::Csv] {
        let column: ArrayRef = Arc::new(Date32Array::from(vec![i32::MAX]));
        let error = render(format, vec![("day", column)]).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidData, "{error}");
    }
}

/// Returns values that are hard to align, one kind in each column.
fn awkward(columns: usize) -> Vec<(String, ArrayRef)> {
    let kinds: [ArrayRef; 6] = [
        Arc::new(Int64Array::from(vec![Some(1), None, Some(i64::MIN)])),
        Arc::new(StringArray::from(vec![Some("客户关系管理系统"), None, Some("short")])),
        Arc::new(StringArray::from(vec!["👩‍🔬👨‍👩‍👧‍👦 emoji", "e\u{301}e\u{301} combining", ""])),
        Arc::new(Float64Array::from(vec![0.1 + 0.2, 1e300, -1.0])),
        Arc::new(StringArray::from(vec!["a\u{1b}[31m\n\t\u{200b}", "word ".repeat(100).as_str(), "x"])),
        Arc::new(ListArray::from_iter_primitive::<datafusion::arrow::datatypes::Int64Type, _, _>(vec![
            Some((0..50).map(Some).collect::<Vec<_>>()),
            None,
            Some(vec![None]),
        ])),
    ];
    (0..columns)
        .map(|i| (format!("{}_{i}", ["id", "名称", "a_rather_long_name"][i % 3]), Arc::clone(&kinds[i % 6])))
        .collect()
}

fn table(columns: Vec<(String, ArrayRef)>, width: usize) -> String {
    let field = |(name, array): &(String, ArrayRef)| Field::new(name, array.data_type().clone(), true);
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).unwrap();
    let mut out = Vec::new();
    let terminal = Terminal { size: Some((width, 24)), colour: false, unicode: true };
    let mut renderer = Renderer::begin(Format::Table, &schema, terminal, "rest", &mut out).unwrap();
    renderer.batch(&batch, &mut out).unwrap();
    renderer.finish(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_table_fits_its_terminal_whatever_is_in_it() {
    use unicode_width::UnicodeWidthStr;
    for columns in [3, 7, 30, 300] {
        for width in [40, 80, 200] {
            let shown = table(awkward(columns), width);
            let widths: Vec<usize> =
                shown.lines().filter(|line| !line.is_empty()).map(UnicodeWidthStr::width).collect();
            let (grid, foot) = widths.split_at(8);
            assert!(
                grid.iter().all(|line| *line == grid[0] && *line <= width),
                "{columns} at {width}:\n{shown}"
            );
            assert!(foot.len() <= 2, "{columns} at {width}:\n{shown}");
            assert!(!shown.contains('\u{1b}') && !shown.contains('\u{200b}'), "{shown}");
            // Numbers are complete or left out.
            assert!(shown.contains(&i64::MIN.to_string()), "{columns} at {width}:\n{shown}");
        }
    }
}

#[test]
fn what_is_left_out_is_named() {
    insta::assert_snapshot!(table(awkward(7), 60), @"
    ┌──────────────────────┬───┬──────────────────────┐
    │                 id_0 │ … │                 id_6 │
    │               BIGINT │ … │               BIGINT │
    ├──────────────────────┼───┼──────────────────────┤
    │                    1 │ … │                    1 │
    │                 NULL │ … │                 NULL │
    │ -9223372036854775808 │ … │ -9223372036854775808 │
    └──────────────────────┴───┴──────────────────────┘
    (3 rows, 2 of 7 columns: rest)
    left out: 名称_1, a_rather_long_name_2, id_3, 名称_4, a_rather_long_name_5
    ");
}
