//! A session that is made up.

use std::cell::RefCell;

use super::super::{
    Argument, Column, Command, CommandTakes, Entry, Function, FunctionKind, Known, Table, TableKind, Takes,
};

/// What is known, and what was asked.
pub struct Session {
    functions: Vec<Function>,
    commands: Vec<Command>,
    /// The relations whose columns were asked for, with their WITH.
    pub asked: RefCell<Vec<(String, String)>>,
}

fn function(name: &str, kind: FunctionKind, arguments: Vec<Argument>) -> Function {
    let (signature, summary) = (format!("{name}(…)"), format!("About {name}."));
    Function { name: name.to_owned(), kind, signature, summary, arguments }
}

fn argument(name: &str, default: Option<&str>, takes: Takes) -> Argument {
    let (name, about) = (name.to_owned(), format!("About {name}."));
    Argument { name, about, default: default.map(str::to_owned), takes }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

impl Default for Session {
    fn default() -> Self {
        let unit = || argument("unit", Some("week"), Takes::Choice(words(&["day", "week", "month"])));
        let rfm = vec![
            argument("table", None, Takes::Relation),
            argument("customer", None, Takes::Expression),
            argument("time", None, Takes::Expression),
            argument("amount", None, Takes::Expression),
            argument("order_id", Some("NULL"), Takes::Expression),
            argument("bins", Some("5"), Takes::Constant),
            unit(),
            argument("by", Some("NULL"), Takes::Expression),
        ];
        let read = vec![
            argument("path", None, Takes::Path),
            argument("dates", Some("iso"), Takes::Choice(words(&["iso", "day first"]))),
        ];
        let fit = vec![argument("x", None, Takes::Expression), unit()];
        let functions = vec![
            function("rfm", FunctionKind::Table, rfm),
            function("read_csv", FunctionKind::Table, read),
            function("rfm_segment", FunctionKind::Scalar, vec![]),
            function("date_trunc", FunctionKind::Scalar, vec![]),
            function("count", FunctionKind::Aggregate, vec![]),
            function("fit", FunctionKind::Aggregate, fit),
            function("row_number", FunctionKind::Window, vec![]),
        ];
        let command = |name: &str, takes| Command { name: name.to_owned(), about: String::new(), takes };
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

impl Known for Session {
    fn tables(&self) -> Vec<Table> {
        let table = |name: &str, kind| Table { name: name.to_owned(), kind };
        vec![
            table("orders", TableKind::Table),
            table("customers", TableKind::Table),
            table("\"Odd Table\"", TableKind::Table),
            table("demo.events", TableKind::View),
            table("demo.\"old events\"", TableKind::View),
        ]
    }

    fn columns(&self, relation: &str, with: &str) -> Vec<Column> {
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
        let column = |name: &&str| Column { name: (*name).to_owned(), sql_type: "VARCHAR".to_owned() };
        names.iter().map(column).collect()
    }

    fn functions(&self) -> &[Function] {
        &self.functions
    }

    fn files(&self, folder: &str) -> Vec<Entry> {
        let names: &[&str] = match folder {
            "" => &["data/", "orders.csv", "it's.csv", ".hidden"],
            "data/" => &["2024/", "o'brien.csv", "größe.parquet"],
            "it's/" => &["x.csv"],
            _ => &[],
        };
        names.iter().map(|name| Entry { name: (*name).to_owned(), about: String::new() }).collect()
    }

    fn commands(&self) -> &[Command] {
        &self.commands
    }
}
