//! The findings of `tenure sniff` and `sniff()`. The call that they print must give the same table.

use insta::assert_snapshot;

use super::folder;

#[test]
fn encoding_evidence_changes_and_the_call() {
    let text = "Report\n\nKunde;PLZ;Datum;Umsatz;Rabatt\nAnn;00123;13.01.2024;1.234,50;12%\nBob;00124;14.01.2024;7,00;5%\n";
    let folder = folder("sniff").bytes("t.csv", text).bytes("n.csv", "id,d\n1,01/02/2024\n2,NA\n");
    assert_snapshot!(folder.tenure(&["sniff", "t.csv"]), @r#"
    exit 0
    --- stdout
    t.csv
      encoding             UTF-8        ASCII only
      delimiter            ';'          3 of 4 records have 5 fields (likely)
      quote                "            no field examined is quoted
      skip                 2            the table of 5 columns begins on line 3 (changed)
      header               the first record 'PLZ' looks unlike the values below, such as '00123'
      Kunde                VARCHAR      all values examined
      PLZ                  VARCHAR      all values examined
      PLZ                  VARCHAR      leading zeros: kept as text (changed)
      Datum                DATE         all values examined
      Umsatz               DOUBLE       all values examined
      Umsatz               DOUBLE       thousands are grouped by dots (changed)
      Umsatz               DOUBLE       the decimal separator is a comma (changed)
      Rabatt               DOUBLE       all values examined
      Rabatt               DOUBLE       percent signs: 12% is read as 0.12 (changed)

      read_csv('t.csv', delimiter => ';', skip => 2, header => true, encoding => 'UTF-8', decimal => ',', dates => 'day first', types => {'Kunde': 'VARCHAR', 'PLZ': 'VARCHAR', 'Datum': 'DATE', 'Umsatz': 'DOUBLE', 'Rabatt': 'DOUBLE'})
    "#);
    assert_snapshot!(folder.ask("SELECT about, value, evidence, certainty FROM sniff('n.csv') WHERE about IN ('d', 'encoding')"), @r#"
    exit 0
    --- stdout
    about,value,evidence,certainty
    encoding,UTF-8,ASCII only,sure
    d,VARCHAR,all values examined,sure
    d,VARCHAR,"its dates could be day first or month first, so it stays text; write dates => 'day first' or 'month first'",question
    "#);
}

#[test]
fn sniffing_takes_the_options_of_reading() {
    let folder = folder("sniff-options").bytes("t.csv", "id,d\n1,01/02/2024\n");
    let sql = "SELECT about, value, evidence FROM sniff('t.csv', dates => 'day first', delimiter => ',') WHERE about IN ('d', 'delimiter')";
    assert_snapshot!(folder.ask(sql), @r#"
    exit 0
    --- stdout
    about,value,evidence
    delimiter,"','",as asked
    d,DATE,all values examined
    d,DATE,its dates could be day first or month first; they are read day first
    "#);
}

#[test]
fn what_cannot_be_sniffed() {
    let folder = folder("sniff-not").bytes("e.csv", "").bytes("t.csv", "ann,GB\nbob,FR\n");
    assert_snapshot!(folder.ask("SELECT * FROM sniff('e.csv')"), @"
    exit 3
    --- stderr
    error: 'e.csv' cannot be read: it has no records
      at 1:15
      | SELECT * FROM sniff('e.csv')
      |               ^^^^^
    ");
    assert_snapshot!(folder.ask("SELECT * FROM sniff('t.csv')"), @"
    exit 3
    --- stderr
    error: 't.csv' can be read in two ways: its first record may be the header or data: ann, GB
      at 1:15
      | SELECT * FROM sniff('t.csv')
      |               ^^^^^
      hint: write header => true or header => false, in read_csv('t.csv', …)
    ");
}

/// Files that differ in what is found out about them.
const FILES: &[(&str, &str)] = &[
    ("plain.csv", "id,name\n1,a\n2,b\n"),
    ("zeros.csv", "zip,n\n00123,1\n00124,2\n"),
    ("german.csv", "id;a\n1;1.234,50\n2;7,00\n"),
    ("dollars.csv", "id,a\n1,\"$1,234.50\"\n2,$7.00\n"),
    ("percent.csv", "id,r\n1,12%\n2,5%\n"),
    ("euros.csv", "id;a\n1;12,50 €\n2;7,00 €\n"),
    ("parentheses.csv", "id,a\n1,(5)\n2,7\n"),
    ("day_first.csv", "id,d\n1,13/01/2024\n2,01/02/2024\n"),
    ("month_first.csv", "id,t\n1,1/13/2024 8:26\n2,2/1/2024 9:00\n"),
    ("both_orders.csv", "id,a,b\n1,01/13/2024,13/02/2024\n2,03/04/2024,14/02/2024\n"),
    ("either.csv", "id,d\n1,01/02/2024\n2,03/04/2024\n"),
    ("compact.csv", "order_date,n\n20240113,1\n20240214,2\n"),
    ("zone.csv", "id,t\n1,2024-01-01T10:00:00Z\n2,2024-01-01T10:00:00+02:00\n"),
    ("nulls.csv", "id,x,d\n1,NA,-\n2,5,2024-01-01\n3,-,NULL\n"),
    ("blank.csv", "id,x\n1, \n2,5\n3,\"\"\n"),
    ("truth.csv", "id,x\n1,TRUE\n2,FALSE\n3,NA\n"),
    ("twice.csv", "a,a\n1,2\n"),
    ("nameless.csv", ",id\n0,1\n"),
    ("names.csv", " it's ,\"a \"\"q\"\"\",\"x, y\",select\n1,2,3,4\n"),
    ("case.csv", "Id,ID\n1,2\n"),
    ("title.csv", "Title\n\nid,amount,z\n1,5,1\n2,6,2\n"),
    ("title_cr.csv", "Title\r\rid,amount,z\r1,5,1\r2,6,2\r"),
    ("title_crlf.csv", "Title\r\n\r\nid,amount,z\r\n1,5,1\r\n"),
    ("headless.csv", "17,2024-01-01\n18,2024-01-02\n"),
    ("one.csv", "name\nann, x\nbob\ncy, d, e\n"),
    ("single.csv", "id,'name',n\n'1','Ann, B','5'\n'2','O''Brien','6'\n"),
    ("backslash.csv", "id,name\n1,\"Ann \\\"the\\\" best\"\n2,\"C:\\\\x\"\n"),
    ("both_decimals.csv", "id;d;e;f\n1;1.234;1,5;1.25\n2;7.000;2,5;1.5\n"),
    ("thousands.csv", "id,amount\n1,\"1,234\"\n2,\"12,345\"\n"),
    ("blanks.txt", "  00001  19970101  1   29.33\n  00002  19970112  2  120.00\n"),
    ("pipe.csv", "a|b\n1|2\n"),
    ("tab.tsv", "a\tb\n1\t2\n"),
    ("control.csv", "a\u{1}b\n1\u{1}2\n3\u{1}4\n"),
    ("mark.csv", "\u{feff}id,name\n1,Zoé\n"),
    ("break.csv", "\"id\",\"amount\n(USD)\"\n1,5\n2,6\n"),
    ("midnight.csv", "id,d\n1,2024-01-01\n2,2024-01-02 10:00\n"),
    ("it's here.csv", "id,name\n1,a\n"),
];

#[test]
fn the_call_that_is_printed_gives_the_same_table() {
    let mut folder = folder("sniff-call").bytes("latin.csv", b"id,name\n1,Zo\xe9\n2,Ren\xe9e\n3,Andr\xe9\n");
    let mut names = vec!["latin.csv"];
    for (name, text) in FILES {
        folder = folder.bytes(name, text);
        names.push(name);
    }
    for name in names {
        let path = name.replace('\'', "''");
        let sniffed = folder.tenure(&["sniff", name]);
        let call = sniffed.lines().last().unwrap().trim();
        assert!(call.starts_with("read_csv('"), "{name}: {sniffed}");
        let table = |source: &str| {
            let all = super::compact(&folder.tenure(&["-c", &format!("SELECT * FROM {source}")]));
            all.lines().filter(|line| !line.starts_with("note: ")).collect::<Vec<_>>().join("\n")
        };
        let (found_out, said) = (table(&format!("'{path}'")), table(call));
        assert!(!found_out.contains("error"), "{name}: {found_out}");
        assert_eq!(found_out, said, "{name}: {call}");
    }
}

#[test]
fn the_call_for_times_in_nanoseconds_gives_the_same_table() {
    let text = "id,t\n1,2024-01-01T10:00:00.123456789\n2,2024-01-01T10:00:00\n";
    let folder = folder("sniff-nanoseconds").bytes("t.csv", text);
    let sniffed = folder.tenure(&["sniff", "t.csv"]);
    let call = sniffed.lines().last().unwrap().trim();
    assert_eq!(folder.table(call), folder.table("t.csv"));
}

#[test]
fn evidence_says_as_asked_only_of_what_was_asked() {
    let folder = folder("sniff-asked").bytes("t.csv", "id;amount\n1;1,234\n2;12,345\n");
    let sniffed = folder.tenure(&["sniff", "t.csv"]);
    assert!(!sniffed.contains("as asked"), "{sniffed}");
}
