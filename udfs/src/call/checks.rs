//! Checks that look at several arguments of a call at once.

use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::sqlparser::tokenizer::Span;

use super::bind::Binder;
use super::matching::Matched;
use crate::takes::{Argument, Takes};

impl Binder<'_> {
    /// Checks that a time zone is not given for a DATE, which has none.
    pub fn check_time_zone(&mut self, matched: &Matched) {
        let zone = |argument: &Argument| {
            argument.takes == Takes::TimeZone && self.call.constants.contains_key(argument.name)
        };
        let Some((_, given)) = matched.iter().find(|(argument, _)| zone(argument)) else {
            return;
        };
        let times: Vec<(&str, &DataType)> = self
            .function
            .arguments
            .iter()
            .filter(|argument| argument.takes == Takes::Time)
            .filter_map(|argument| Some((argument.name, &self.call.column(argument.name)?.data_type)))
            .collect();
        for (name, data_type) in times {
            if matches!(data_type, DataType::Date32 | DataType::Date64) {
                self.faults.add(
                    format!("{name} is a DATE, which has no time zone"),
                    given.span(),
                    Some("leave timezone out".to_owned()),
                );
            }
        }
    }

    /// Checks that the columns named by the caller differ from each other and from those the function adds.
    pub fn check_output_names(&mut self, columns: &[(&str, &str)], place: Span) {
        let keeps_customer = columns.iter().any(|(name, _)| *name == "customer");
        let customer = self.call.column("customer").filter(|_| keeps_customer);
        let mut taken: Vec<(&str, String)> = columns
            .iter()
            .filter(|(name, _)| *name != "customer")
            .map(|(name, _)| (*name, format!("the column '{name}' that {} adds", self.function.name)))
            .collect();
        let mut clashes = Vec::new();
        for (role, column) in
            customer.into_iter().map(|c| ("customer", c)).chain(self.call.groups.iter().map(|g| ("by", g)))
        {
            if let Some((_, other)) = taken.iter().find(|(name, _)| *name == column.name) {
                clashes.push(format!("the {role} column '{}' has the same name as {other}", column.name));
            }
            taken.push((&column.name, format!("the {role} column '{}'", column.name)));
        }
        for clash in clashes {
            self.faults.add(
                clash,
                place,
                Some("rename it in a query: f((SELECT … AS other_name …), …)".to_owned()),
            );
        }
    }
}
