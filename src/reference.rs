//! The reference of the functions, as Markdown, made from the catalogue.

use std::fmt::Write as _;

use tenure_udfs::Catalog;
use tenure_udfs::catalog::Function;

/// Returns the page of one function.
pub fn page(function: &Function) -> String {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = write_page(&mut page, function);
    page
}

fn write_page(page: &mut String, function: &Function) -> std::fmt::Result {
    writeln!(page, "### {}\n", function.name)?;
    writeln!(page, "`{}` — {}\n", signature(function), function.make.kind())?;
    writeln!(page, "{}\n", function.summary)?;
    writeln!(page, "| argument | takes | default | |\n| --- | --- | --- | --- |")?;
    for argument in function.arguments {
        let default = argument.default.unwrap_or("must be given");
        writeln!(
            page,
            "| {} | {} | {} | {} |",
            argument.spelling(),
            argument.takes,
            default,
            argument.about
        )?;
    }
    writeln!(page, "\nGives: {}.", function.returns)?;
    let columns = function.make.columns();
    if !columns.is_empty() {
        writeln!(page, "\n| column | |\n| --- | --- |")?;
        for (name, about) in columns {
            writeln!(page, "| {name} | {about} |")?;
        }
    }
    writeln!(page, "\n{}\n", function.details)?;
    if !function.reference.is_empty() {
        writeln!(page, "Reference: {}.\n", function.reference)?;
    }
    writeln!(page, "```sql\n{};\n```\n\n```text\n{}\n```", function.example.sql, function.example.output)
}

/// Returns the call of a function, with its optional arguments in brackets: `nps(score, [scale])`.
pub fn signature(function: &Function) -> String {
    let arguments = function.arguments.iter().map(|argument| match argument.default {
        None => argument.spelling().into_owned(),
        Some(_) => format!("[{}]", argument.spelling()),
    });
    format!("{}({})", function.name, arguments.collect::<Vec<_>>().join(", "))
}

/// Returns a function's name, kind and summary on one line.
pub fn line(function: &Function) -> String {
    format!("{:<18} {:<9} {}", function.name, function.make.kind(), function.summary)
}

/// Returns all functions by family, one line for each.
pub fn overview(catalog: &Catalog) -> String {
    let mut text = String::new();
    for family in catalog.families() {
        let _ = writeln!(text, "{}: {}\n", family.title, family.about);
        for function in family.functions {
            let _ = writeln!(text, "  {}", line(function));
        }
        text.push('\n');
    }
    text
}

/// Returns the whole reference.
pub fn book(catalog: &Catalog) -> String {
    let mut text = String::from(
        "# Functions\n\nGenerated from the catalogue in `udfs/`; do not edit. `cargo run -- functions --markdown > docs/functions.md` writes it.\n",
    );
    for family in catalog.families() {
        let _ = write!(text, "\n## {}\n\n{}\n", family.title, family.about);
        for function in family.functions {
            let _ = write!(text, "\n{}", page(function));
        }
    }
    text
}
