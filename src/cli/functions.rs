//! `tenure functions`.

use std::io::{self, Write as _};

use tenure::functions::Catalog;
use tenure::functions::call::nearest;
use tenure::reference;

use crate::shell::{Exit, Stop};

/// Prints the list of the functions, the page of one, or all pages.
pub fn print(name: Option<&str>, markdown: bool) -> Result<(), Stop> {
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

fn unknown(catalog: &Catalog, name: &str) -> Stop {
    let names = catalog.functions().map(|function| function.name);
    let hint = match nearest(name, names) {
        Some(near) => format!("did you mean '{near}'?"),
        None => "'tenure functions' lists them all".to_owned(),
    };
    Stop::failed(Exit::Usage, format!("no function '{name}'; {hint}"))
}
