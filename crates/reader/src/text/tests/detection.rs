use super::data;
use super::round_trip::encode;
use crate::text::{Compression, DetectedEncoding, Encoding, NotText, detect, sample};

fn of(bytes: &[u8]) -> DetectedEncoding {
    detect(bytes, true).unwrap()
}

/// Puts a text into tables, among digits and words.
fn tables(cell: &str) -> [String; 4] {
    let rows: String = (1..50).map(|row| format!("{row},plain text,{}.5\n", row * 3)).collect();
    [
        cell.to_string(),
        format!("id,name,amount\n1,{cell},5\n2,Mary,7\n"),
        format!("id|name\n1|{cell}|x\n"),
        format!("id,name,amount\n{rows}51,\"{cell}\",4\n{rows}"),
    ]
}

const FEW_WORDS: [(&str, &[&str]); 9] = [
    (
        "windows-1252",
        &[
            "José",
            "Müller",
            "£",
            "£4.95",
            "price £12",
            "café",
            "naïve",
            "Zürich",
            "50 €",
            "€",
            "21 °C",
            "5°",
            "©",
            "Nestlé®",
            "®",
            "Ø",
            "Åse",
            "François",
            "SEÑOR",
            "MÜNCHEN",
            "São Paulo",
            "Straße",
            "…",
            "don’t",
            "“quoted”",
            "1–2",
            "½ pint",
            "Björk Guðmundsdóttir",
            "Peña,Ñuñoa",
            "POSTAGE £ 3",
            "m²",
            "à la carte",
            "¿Qué?",
            "µg",
            "3 × 4",
            "CAFÉ ®,£3,½",
            "Citroën",
            "ACME®",
        ],
    ),
    (
        "windows-1250",
        &["Łódź", "Dvořák", "Gdańsk,Wrocław", "Novák,Praha,Dvořáková", "Jiří Černý", "Bělá", "Wałęsa"],
    ),
    ("windows-1251", &["Иван", "Москва", "Иван Петров,Санкт-Петербург", "ООО Ромашка", "МОСКВА", "книга"]),
    (
        "GBK",
        &[
            "李",
            "王",
            "张三",
            "上海",
            "北京市,上海市,湖南省",
            "男",
            "是",
            "内蒙古自治区",
            "订单编号,总金额",
            "￥5",
            "小米",
            "。",
            "Ａ",
            "iPhone手机",
        ],
    ),
    ("Big5", &["李", "王", "張三", "台北", "臺北市,高雄市", "男", "訂單編號,總金額", "台灣", "客戶"]),
    ("Shift_JIS", &["山田", "東京", "東京都,大阪府", "鈴木一郎", "カタカナ", "田中さん", "顧客名"]),
    ("EUC-KR", &["김철수", "서울특별시,부산광역시", "고객명"]),
    ("EUC-JP", &["東京都,大阪府", "鈴木一郎", "カタカナ", "田中さん"]),
    ("macintosh", &["José", "Müller", "SEÑOR"]),
];

#[test]
fn a_single_word_tells_the_encoding() {
    for (encoding, cells) in FEW_WORDS {
        for table in cells.iter().flat_map(|cell| tables(cell)) {
            let found = of(&encode(&table, encoding));
            assert_eq!(found.encoding.name(), encoding, "{table:?} {found:?}");
        }
    }
}

const TEXTS: [(&str, &str); 12] = [
    (
        "windows-1252",
        "Müller Köln,José García,François Lefèvre,Østergård Århus,São João,Ibáñez,Peña,Hélène,Kötter,Süß,Jörg,Citroën",
    ),
    (
        "windows-1250",
        "Dvořák Praha,Gdańsk,Wrocław,Kowalska Łódź,Jiří Černý,Žižkov,Győr,Škoda,Brzęczyszczykiewicz,Świdnica,Příbram,Ondřej,Kraków",
    ),
    (
        "windows-1251",
        "Иван Петров,Москва,Санкт-Петербург,Анна Смирнова,Казань,Новосибирск,заказ,клиент,сумма,Ольга,Дмитрий,Екатеринбург",
    ),
    (
        "windows-1253",
        "Αθήνα,Γιώργος Παπαδόπουλος,Θεσσαλονίκη,Μαρία,Πάτρα,Ελένη,Νίκος,Ηράκλειο,Κώστας,πελάτης,παραγγελία,ποσό",
    ),
    (
        "windows-1254",
        "İstanbul,Şişli,Beyoğlu,Işık,Çağlar,Güneş,Öztürk,Yılmaz,Kadıköy,Üsküdar,Doğan,Müşteri,Ağrı,Şanlıurfa",
    ),
    (
        "GBK",
        "北京市,上海市,湖南省,内蒙古自治区,浙江省,张三,李四,王五,订单编号,买家实际支付金额,收货地址,退款金额,手机号码",
    ),
    (
        "Big5",
        "臺北市,高雄市,張三,李四,訂單編號,總金額,收貨地址,客戶名稱,桃園縣,新竹市,陳先生,林小姐,退款金額",
    ),
    (
        "Shift_JIS",
        "山田太郎,東京都,大阪府,鈴木一郎,顧客名,注文番号,カタカナ,ひらがな,北海道,佐藤花子,株式会社,金額,住所",
    ),
    (
        "EUC-JP",
        "山田太郎,東京都,大阪府,鈴木一郎,顧客名,注文番号,カタカナ,ひらがな,北海道,佐藤花子,株式会社,金額,住所",
    ),
    (
        "EUC-KR",
        "김철수,서울특별시,부산광역시,고객명,주문번호,이영희,대구,인천,광주,결제금액,배송지,박민수,환불",
    ),
    (
        "gb18030",
        "北京市,上海市,湖南省,浙江省,㐀李四,王五,订单编号,买家实际支付金额,收货地址,退款金额,㑇手机号码,𠮷田",
    ),
    (
        "KOI8-U",
        "Иван Петров,Москва,Санкт-Петербург,Анна Смирнова,Казань,Новосибирск,заказ,клиент,сумма,Ольга,Дмитрий,Екатеринбург",
    ),
];

fn rows(text: &str) -> String {
    text.split(',')
        .enumerate()
        .map(|(row, cell)| format!("{row},{cell},ordinary words,{}.50\n", row * 7))
        .collect()
}

#[test]
fn a_table_of_names_tells_the_encoding_for_sure() {
    for (encoding, text) in TEXTS {
        let found = of(&encode(&rows(text), encoding));
        assert_eq!(found.encoding.name(), encoding, "{found:?}");
        assert!(found.sure && found.alternatives.is_empty(), "{found:?}");
        assert_eq!(
            found.evidence.split_once("; ").unwrap(),
            (found.evidence.split_once(';').unwrap().0, format!("its letters fit {encoding}").as_str())
        );
    }
}

#[test]
fn a_few_faults_do_not_hide_the_encoding() {
    for (encoding, text) in TEXTS
        .into_iter()
        .filter(|(name, _)| !matches!(*name, "KOI8-U" | "windows-1253" | "windows-1254" | "gb18030"))
    {
        let mut bytes = encode(&rows(text).repeat(4), encoding);
        // A column that is too narrow cuts a character in two, or a byte has no meaning.
        let fault: &[u8] = if encoding == "Shift_JIS" { b"99,\x81\n" } else { b"99,\x90\n" };
        let fault = if encoding == "windows-1251" { b"99,\x98\n" } else { fault };
        bytes.extend(fault);
        let found = of(&bytes);
        assert_eq!(found.encoding.name(), encoding, "{found:?}");
        assert!(!found.sure && found.evidence.contains("but 1 of"), "{found:?}");
    }
}

#[test]
fn a_fault_is_no_character_of_four_bytes() {
    let mut bytes = encode(&rows(TEXTS[5].1).repeat(4), "GBK");
    bytes.extend(b"99,\xD5\xC5\xC8\x31\x32\n");
    assert_eq!(of(&bytes).encoding.name(), "GBK");
}

#[test]
fn few_words_leave_doubt_and_say_what_else_it_may_be() {
    let found = of(b"id,name\n1,Jos\xE9\n");
    assert_eq!(found.encoding.name(), "windows-1252");
    assert!(!found.sure && !found.alternatives.contains(&found.encoding));
    let found = of(&encode("id,name\n1,李\n", "GBK"));
    assert!(!found.sure && !found.alternatives.is_empty(), "{found:?}");
    let found = of(&b"1,\xA34.95\n".repeat(5));
    assert!(found.sure, "{found:?}");
}

#[test]
fn one_word_repeated_is_still_one_word() {
    for (encoding, cell) in [("GBK", "男"), ("windows-1252", "£"), ("windows-1252", "naïve")] {
        let found = of(&encode(&format!("1,{cell},2\n").repeat(3000), encoding));
        assert_eq!(found.encoding.name(), encoding, "{cell} {found:?}");
    }
}

#[test]
fn utf8_is_told_by_being_valid() {
    let found = of(b"id,name\n");
    assert_eq!((found.encoding, found.evidence.as_str(), found.sure), (Encoding::UTF_8, "ASCII only", true));
    assert_eq!(of(b"").evidence, "ASCII only");
    let text = "id,name\n1,José Müller\n2,张\n".as_bytes();
    assert_eq!(of(text).evidence, "valid UTF-8 with 3 characters outside ASCII");
    let cut = &text[..text.len() - 2];
    assert!(detect(cut, false).unwrap().encoding.is_utf8());
    assert!(!detect(cut, true).unwrap().sure);
}

#[test]
fn utf8_with_a_few_faults_stays_utf8() {
    let mut bytes = rows(TEXTS[5].1).into_bytes();
    bytes.extend(b"99,Jos\xE9\n");
    let found = of(&bytes);
    assert!(found.encoding.is_utf8() && !found.sure);
    assert!(found.evidence.starts_with("valid UTF-8 except in a few places (first at byte "), "{found:?}");
}

#[test]
fn byte_order_marks_decide() {
    for (bytes, name, bom) in [
        (&b"\xEF\xBB\xBFid\n"[..], "UTF-8", 3),
        (b"\xFF\xFEi\0d\0", "UTF-16LE", 2),
        (b"\xFE\xFF\0i\0d", "UTF-16BE", 2),
        (b"\x84\x31\x95\x33id\n", "gb18030", 4),
    ] {
        let found = of(bytes);
        assert_eq!(
            (found.encoding.name(), found.bom, found.evidence.as_str()),
            (name, bom, "a byte order mark")
        );
    }
    assert!(!of(b"\xEF\xBB\xBFid\n\xE9\n").sure);
    for bytes in [&b"\xFF\xFE\0\0i\0\0\0d\0\0\0"[..], b"\0\0\xFE\xFF\0\0\0i\0\0\0d", b"i\0\0\0d\0\0\0"] {
        assert_eq!(detect(bytes, true), Err(NotText::Utf32));
    }
}

#[test]
fn utf16_is_told_without_a_mark() {
    for (_, text) in TEXTS {
        for encoding in ["UTF-16LE", "UTF-16BE"] {
            let bytes = encode(&rows(text), encoding);
            assert_eq!(of(&bytes).encoding.name(), encoding);
            assert_eq!(detect(&bytes[..bytes.len() - 1], false).unwrap().encoding.name(), encoding);
        }
    }
    assert_eq!(of(&encode("订单\t金额\n张三\t一\n李四\t一\n", "UTF-16LE")).encoding, Encoding::UTF_16LE);
}

#[test]
fn japanese_by_switches_is_told_from_ascii() {
    assert_eq!(of(&encode("id,name\n1,山田\n", "ISO-2022-JP")).encoding.name(), "ISO-2022-JP");
    assert_eq!(of(b"1,\x1B[31mred\n").encoding.name(), "UTF-8");
}

#[test]
fn what_is_not_text_is_refused() {
    assert_eq!(detect(b"PAR1\x15\x04\0", true), Err(NotText::Known("a Parquet file")));
    let noise: Vec<u8> = (0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(matches!(detect(&noise, true), Err(NotText::Binary { .. })));
    let nul = of(b"id,name\n1,a\0b\n2,and many more words to come\n");
    assert_eq!((nul.first_nul, nul.encoding), (Some(11), Encoding::UTF_8));
}

#[test]
fn real_files_are_told() {
    for (name, encoding) in [
        ("online_retail/OnlineRetail_latin1.csv.gz", "windows-1252"),
        ("online_retail/online_retail_100k_semicolon_decimal_comma_bom.csv.gz", "UTF-8"),
        ("tmall_orders/orders_utf16le_bom_tab.txt", "UTF-16LE"),
        ("tmall_orders/tmall_order_report_gbk.csv", "GBK"),
    ] {
        let Some(path) = data(name) else { continue };
        let first = sample(&path, Compression::None, Compression::LOOKS_AT).unwrap().0;
        let compression = Compression::of(&path, &first);
        for most in [64 << 10, 4 << 20] {
            let (bytes, complete) = sample(&path, compression, most).unwrap();
            let found = detect(&bytes, complete).unwrap();
            // The first pound sign of the first file is far into it.
            let expected = if bytes.is_ascii() { "UTF-8" } else { encoding };
            assert_eq!(found.encoding.name(), expected, "{found:?}");
        }
    }
}
