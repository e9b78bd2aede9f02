//! `tenure functions`.

use std::io::{self, Write as _};

use tenure::functions::Catalog;
use tenure::reference;
use tenure_diagnostics::{Problem, did_you_mean, nearest};

use crate::shell::{Exit, Failure};

/// Prints the list of the functions, the page of one, or all pages.
pub fn print(name: Option<&str>, markdown: bool) -> Result<(), Failure> {
    let catalog = tenure::catalog();
    let text = match name {
        None if markdown => reference::book(&catalog),
        None => reference::overview(&catalog),
        Some(name) => match catalog.function(name) {
            Some(function) => reference::page(function),
            None => return Err(unknown(&catalog, name)),
        },
    };
    Ok(writeln!(io::stdout().lock(), "{}", text.trim_end())?)
}

fn unknown(catalog: &Catalog, name: &str) -> Failure {
    let near = nearest(name, catalog.functions().map(|function| function.name));
    let hint = near.map_or_else(|| "'tenure functions' lists all functions".to_owned(), did_you_mean);
    Failure::problem(Exit::Usage, &Problem::new(format!("no function '{name}'")).hint(hint))
}
