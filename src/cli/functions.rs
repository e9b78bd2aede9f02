//! `tenure functions`.

use std::io::{self, Write as _};

use tenure::functions::call::nearest;
use tenure::reference;

use crate::shell::{Exit, Stop};

/// Prints the list of the functions, the page of one, or all pages.
pub fn print(name: Option<&str>, markdown: bool) -> Result<(), Stop> {
    let text = match name {
        None if markdown => reference::book(),
        None => reference::overview(),
        Some(name) => match reference::function(name) {
            Some(function) => reference::page(function),
            None => return Err(unknown(name)),
        },
    };
    Ok(writeln!(io::stdout().lock(), "{}", text.trim_end())?)
}

fn unknown(name: &str) -> Stop {
    let functions = reference::families().flat_map(|family| family.functions.iter());
    let names = functions.map(|function| function.name);
    let hint = match nearest(name, names) {
        Some(near) => format!("did you mean '{near}'?"),
        None => "'tenure functions' lists them all".to_owned(),
    };
    Stop::failed(Exit::Usage, format!("no function '{name}'; {hint}"))
}
