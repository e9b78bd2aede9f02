//! Texts in other encodings than UTF-8: what they are is detected and said.

use insta::assert_snapshot;

use super::{folder, read};

fn utf16(text: &str, mark: bool, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{text}").encode_utf16().flat_map(order).collect()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c as u32).unwrap()).collect()
}

const ORDERS: &str = "订单编号,总金额,收货地址\n1,178.8,上海市\n2,21.0,内蒙古自治区\n";

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_name() {
    assert_snapshot!(read("bom", "t.csv", "\u{feff}id,name\n1,Zoé\n"), @"
    id BIGINT | name VARCHAR
    1 | Zoé
    ");
    assert_snapshot!(read("bom-quoted", "t.csv", "\u{feff}\"id\",\"name\"\n\"1\",\"Zoé\"\n"), @"
    id BIGINT | name VARCHAR
    1 | Zoé
    ");
}

#[test]
fn utf_16_with_and_without_a_mark_in_both_orders_of_bytes() {
    let little = read("utf16", "t.csv", utf16(ORDERS, true, u16::to_le_bytes));
    assert_snapshot!(little, @"
    订单编号 BIGINT | 总金额 DOUBLE | 收货地址 VARCHAR
    1 | 178.8 | 上海市
    2 | 21.0 | 内蒙古自治区
    note: 't.csv' is read as UTF-16LE
    ");
    assert_eq!(read("utf16", "t.csv", utf16(ORDERS, false, u16::to_le_bytes)), little);
    let big = little.replace("UTF-16LE", "UTF-16BE");
    assert_eq!(read("utf16", "t.csv", utf16(ORDERS, true, u16::to_be_bytes)), big);
    assert_eq!(read("utf16", "t.csv", utf16(ORDERS, false, u16::to_be_bytes)), big);
}

#[test]
fn utf_16_with_line_ends_of_every_kind() {
    for end in ["\n", "\r\n", "\r"] {
        let text = "id\tname\n1\té\n2\t\"two\nlines\"\n".replace('\n', end);
        let folder = folder("utf16-ends").bytes("t.txt", utf16(&text, true, u16::to_le_bytes));
        let sql = "SELECT count(*) AS n, sum(id) AS ids, max(length(name)) AS longest FROM 't.txt'";
        let longest = "two lines".len() + end.len() - 1;
        let expected = format!("n,ids,longest\n2,3,{longest}\n");
        assert!(folder.ask(sql).contains(&expected), "{end:?}: {}", folder.ask(sql));
    }
}

#[test]
fn chinese() {
    assert_snapshot!(read("gbk", "t.csv", b"\xb6\xa9\xb5\xa5\xb1\xe0\xba\xc5,\xd7\xdc\xbd\xf0\xb6\xee,\xca\xd5\xbb\xf5\xb5\xd8\xd6\xb7\n1,178.8,\xc9\xcf\xba\xa3\xca\xd0\xc6\xd6\xb6\xab\xd0\xc2\xc7\xf8\n2,21.0,\xc4\xda\xc3\xc9\xb9\xc5\xd7\xd4\xd6\xce\xc7\xf8\n3,37.0,\xb0\xb2\xbb\xd5\xca\xa1\xba\xcf\xb7\xca\xca\xd0\n"), @"
    订单编号 BIGINT | 总金额 DOUBLE | 收货地址 VARCHAR
    1 | 178.8 | 上海市浦东新区
    2 | 21.0 | 内蒙古自治区
    3 | 37.0 | 安徽省合肥市
    note: 't.csv' is read as GBK
    ");
    assert_snapshot!(read("gb18030", "t.csv", b"\xb6\xa9\xb5\xa5\xb1\xe0\xba\xc5,\xd7\xdc\xbd\xf0\xb6\xee,\xca\xd5\xbb\xf5\xb5\xd8\xd6\xb7\n1,178.8,\xc9\xcf\xba\xa3\xca\xd0\xc6\xd6\xb6\xab\xd0\xc2\xc7\xf8\n2,21.0,\xc4\xda\xc3\xc9\xb9\xc5\xd7\xd4\xd6\xce\xc7\xf8\n3,37.0,\x819\xef1\x952\x826\xba\xcf\xb7\xca\xca\xd0\n"), @"
    订单编号 BIGINT | 总金额 DOUBLE | 收货地址 VARCHAR
    1 | 178.8 | 上海市浦东新区
    2 | 21.0 | 内蒙古自治区
    3 | 37.0 | 㐂𠀀合肥市
    note: 't.csv' is read as gb18030; if characters look wrong, set encoding => '…' in read_csv
    ");
    assert_snapshot!(read("big5", "t.csv", b"\xadq\xb3\xe6\xbds\xb8\xb9,\xc1`\xaa\xf7\xc3B,\xa6\xac\xb3f\xa6a\xa7}\n1,178.8,\xbbO\xa5_\xa5\xab\xabH\xb8q\xb0\xcf\n2,21.0,\xb0\xaa\xb6\xaf\xa5\xab\xa5\xaa\xc0\xe7\xb0\xcf\n3,37.0,\xbbO\xa4\xa4\xa5\xab\xa6\xe8\xa4\xd9\xb0\xcf\n"), @"
    訂單編號 BIGINT | 總金額 DOUBLE | 收貨地址 VARCHAR
    1 | 178.8 | 臺北市信義區
    2 | 21.0 | 高雄市左營區
    3 | 37.0 | 臺中市西屯區
    note: 't.csv' is read as Big5
    ");
}

#[test]
fn japanese() {
    assert_snapshot!(read("sjis", "t.csv", b"\x92\x8d\x95\xb6\x94\xd4\x8d\x86,\x8c\xda\x8bq\x96\xbc,\x8b\xe0\x8az\n1,\x8eR\x93c\x91\xbe\x98Y,100\n2,\x8d\xb2\x93\xa1\x89\xd4\x8eq,250\n3,\x97\xe9\x96\xd8\x88\xea\x98Y,300\n"), @"
    注文番号 BIGINT | 顧客名 VARCHAR | 金額 BIGINT
    1 | 山田太郎 | 100
    2 | 佐藤花子 | 250
    3 | 鈴木一郎 | 300
    note: 't.csv' is read as Shift_JIS
    ");
}

#[test]
fn western_european() {
    let german = "Kunde;Straße;Umsatz\nMüller;Königstraße 5;12,50\nJäger;Größenweg 7;100,00\n";
    assert_snapshot!(read("latin1", "t.csv", latin1(german)), @r#"
    Kunde VARCHAR | Straße VARCHAR | Umsatz DOUBLE
    Müller | Königstraße 5 | 12.5
    Jäger | Größenweg 7 | 100.0
    note: 't.csv' is read as windows-1252
    note: 't.csv': column "Umsatz": the decimal separator is a comma
    "#);
    let curly = b"id,name,price\n1,\x93Caf\xe9\x94,\x805\n2,O\x92Brien \x96 S\xf6hne,\x807\n";
    assert_snapshot!(read("windows-1252", "t.csv", curly), @r#"
    id BIGINT | name VARCHAR | price BIGINT
    1 | “Café” | 5
    2 | O’Brien – Söhne | 7
    note: 't.csv' is read as windows-1252
    note: 't.csv': column "price": numbers have the currency €
    "#);
}

#[test]
fn what_is_only_guessed_says_how_to_correct_it() {
    let polish = b"id,name\n1,\xa3ukasz\n2,\xa6wi\xeatos\xb3awa\n";
    let folder = folder("latin2").bytes("t.csv", polish);
    let guessed = folder.table("t.csv");
    assert!(guessed.contains("if characters look wrong, set encoding => '…' in read_csv"), "{guessed}");
    assert_snapshot!(folder.table("read_csv('t.csv', encoding => 'iso-8859-2')"), @"
    id BIGINT | name VARCHAR
    1 | Łukasz
    2 | Świętosława
    note: 't.csv' is read as ISO-8859-2
    ");
    assert_snapshot!(folder.table("read_csv('t.csv', encoding => 'iso-8859-22')"), @"
    exit 1
    error: there is no encoding 'iso-8859-22'
      at 1:33
      | SELECT * FROM read_csv('t.csv', encoding => 'iso-8859-22')
      |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: did you mean 'ISO-8859-2'?
    ");
}

#[test]
fn a_wrong_byte_in_utf_8_is_an_error_of_its_line_and_no_other_letter() {
    let mut text: Vec<u8> = (0..30).flat_map(|i| format!("{i},Zoé\n").into_bytes()).collect();
    text.splice(0..0, *b"id,name\n");
    text.extend_from_slice(b"30,Zo\xe9\n");
    assert_snapshot!(read("one-byte", "t.csv", &text), @r#"
    exit 3
    error: 't.csv', line 32: expected text in UTF-8 in column "name", found 'Zo�'
      | 30,Zo�
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
      hint: on_bad_row => 'reject' leaves out what cannot be read, in read_csv('t.csv', …)
    "#);
    let folder = folder("one-byte-count").bytes("t.csv", &text);
    assert_snapshot!(folder.ask("SELECT count(*) AS n, max(id) AS last FROM read_csv('t.csv', on_bad_row => 'reject'); SELECT line, \"column\", expected FROM rejects"), @"
    exit 0
    --- stdout
    n,last
    30,29

    line,column,expected
    32,name,text in UTF-8
    --- stderr
    note: 1 record of 't.csv' could not be read: SELECT * FROM rejects
    ");
}

#[test]
fn utf_32_is_refused_with_advice() {
    let text: Vec<u8> = "\u{feff}id,name\n1,Zoé\n".chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
    assert_snapshot!(read("utf32", "t.csv", text), @"
    exit 3
    error: 't.csv' cannot be read: the text is in UTF-32, which is not supported
      at 1:15
      | SELECT * FROM 't.csv'
      |               ^^^^^^^
      hint: save the file as UTF-8
    ");
}

#[test]
#[ignore = "the mark stays in the value, and the column becomes text"]
fn a_byte_order_mark_between_files_put_together_is_no_part_of_a_value() {
    let text = "\u{feff}id,amount\n1,5\n2,6\n\u{feff}3,7\n";
    let read = read("bom-inside", "t.csv", text);
    assert!(read.starts_with("id BIGINT | amount BIGINT\n1 | 5\n2 | 6\n3 | 7"), "{read}");
}
