//! A made-up session.

use std::cell::RefCell;

use super::super::{
    ArgumentEntry, ArgumentTakes, ColumnEntry, CommandEntry, CommandTakes, FolderEntry, FunctionEntry,
    FunctionKind, TableEntry, TableKind, Vocabulary,
};

/// A made-up session, and the relations whose columns were asked for.
pub struct Session {
    functions: Vec<FunctionEntry>,
    commands: Vec<CommandEntry>,
    /// The relations whose columns were asked for, with their WITH.
    pub asked: RefCell<Vec<(String, String)>>,
}

fn function(name: &str, kind: FunctionKind, arguments: Vec<ArgumentEntry>) -> FunctionEntry {
    let (signature, summary) = (format!("{name}(…)"), format!("About {name}."));
    FunctionEntry { name: name.to_owned(), kind, signature, summary, arguments }
}

fn argument(name: &str, default: Option<&str>, takes: ArgumentTakes) -> ArgumentEntry {
    let (name, about) = (name.to_owned(), format!("About {name}."));
    ArgumentEntry { name, about, default: default.map(str::to_owned), takes }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

impl Default for Session {
    fn default() -> Self {
        let unit = || argument("unit", Some("week"), ArgumentTakes::Choice(words(&["day", "week", "month"])));
        let rfm = vec![
            argument("table", None, ArgumentTakes::Relation),
            argument("customer", None, ArgumentTakes::Expression),
            argument("time", None, ArgumentTakes::Expression),
            argument("amount", None, ArgumentTakes::Expression),
            argument("order_id", Some("NULL"), ArgumentTakes::Expression),
            argument("bins", Some("5"), ArgumentTakes::Constant),
            unit(),
            argument("by", Some("NULL"), ArgumentTakes::Expression),
        ];
        let read = vec![
            argument("path", None, ArgumentTakes::Path),
            argument("dates", Some("iso"), ArgumentTakes::Choice(words(&["iso", "day first"]))),
        ];
        let fit = vec![argument("x", None, ArgumentTakes::Expression), unit()];
        let functions = vec![
            function("rfm", FunctionKind::Table, rfm),
            function("read_csv", FunctionKind::Table, read),
            function("rfm_segment", FunctionKind::Scalar, vec![]),
            function("date_trunc", FunctionKind::Scalar, vec![]),
            function("count", FunctionKind::Aggregate, vec![]),
            function("fit", FunctionKind::Aggregate, fit),
            function("row_number", FunctionKind::Window, vec![]),
        ];
        let command = |name: &str, takes| CommandEntry { name: name.to_owned(), about: String::new(), takes };
        let commands = vec![
            command(".help", CommandTakes::Topic),
            command(".tables", CommandTakes::Nothing),
            command(".schema", CommandTakes::Table),
            command(".example", CommandTakes::Topic),
            command(".mode", CommandTakes::Words(words(&["table", "csv", "json"]))),
            command(".read", CommandTakes::File),
        ];
        Self { functions, commands, asked: RefCell::default() }
    }
}

impl Vocabulary for Session {
    fn tables(&self) -> Vec<TableEntry> {
        let table = |name: &str, kind| TableEntry { name: name.to_owned(), kind };
        vec![
            table("orders", TableKind::Table),
            table("customers", TableKind::Table),
            table("\"Odd Table\"", TableKind::Table),
            table("demo.events", TableKind::View),
            table("demo.\"old events\"", TableKind::View),
        ]
    }

    fn columns(&self, relation: &str, with: &str) -> Vec<ColumnEntry> {
        self.asked.borrow_mut().push((relation.to_owned(), with.to_owned()));
        let names: &[&str] = match relation.to_lowercase().as_str() {
            "orders" | "(select * from orders)" => &["order_id", "customer_id", "ordered_at", "amount"],
            "customers" => &["customer_id", "Customer Name", "city"],
            "demo.events" => &["event", "at"],
            "\"odd table\"" | "'data/o''brien.csv'" | "'orders.csv'" => &["odd"],
            "rfm(orders, customer_id, ordered_at, amount)" => &["customer_id", "r", "f", "segment"],
            "(select city, count(*) as n from customers group by city)" => &["city", "n"],
            name if with.to_lowercase().contains(&format!("{name} as")) => &["made", "up"],
            _ => &[],
        };
        let column = |name: &&str| ColumnEntry { name: (*name).to_owned(), sql_type: "VARCHAR".to_owned() };
        names.iter().map(column).collect()
    }

    fn functions(&self) -> &[FunctionEntry] {
        &self.functions
    }

    fn files(&self, folder: &str) -> Vec<FolderEntry> {
        let names: &[&str] = match folder {
            "" => &["data/", "orders.csv", "it's.csv", ".hidden"],
            "data/" => &["2024/", "o'brien.csv", "größe.parquet"],
            "it's/" => &["x.csv"],
            _ => &[],
        };
        names.iter().map(|name| FolderEntry { name: (*name).to_owned(), about: String::new() }).collect()
    }

    fn commands(&self) -> &[CommandEntry] {
        &self.commands
    }
}
