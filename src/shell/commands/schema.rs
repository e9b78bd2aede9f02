//! `.schema`: how tables and views are made.

use datafusion::common::TableReference;
use tenure::functions::call::{nearest, written};
use tenure::functions::sql_type;

use super::tables::list;
use crate::shell::{Exit, Session, Stop};

/// Prints the SQL of views, and the columns of tables, as statements; of one, or of all that are the user's own.
pub async fn run(name: &str, session: &mut Session) -> Result<(), Stop> {
    let listed = list(session).await?;
    let wanted: Vec<&str> = match name {
        "" => listed.iter().map(|table| table.name.as_str()).filter(|name| !name.contains('.')).collect(),
        name => {
            let same = |listed: &&str| listed.trim_matches('"').eq_ignore_ascii_case(name.trim_matches('"'));
            let found = listed.iter().map(|table| table.name.as_str()).find(same);
            let Some(found) = found else {
                let names = listed.iter().map(|table| table.name.as_str());
                let hint = match nearest(name, names) {
                    Some(near) => format!("; did you mean '{near}'?"),
                    None => String::new(),
                };
                return Err(Stop::failed(Exit::Query, format!("table '{name}' not found{hint}")));
            };
            vec![found]
        }
    };
    let mut statements = Vec::new();
    for name in wanted {
        let reference = TableReference::parse_str(name);
        let table = session.engine.context().table_provider(reference).await.map_err(tenure::Error::from)?;
        statements.push(match table.get_table_definition() {
            Some(definition) => format!("{};", definition.trim_end_matches(';')),
            None => {
                let schema = table.schema();
                let column = |field: &std::sync::Arc<datafusion::arrow::datatypes::Field>| {
                    format!("  {} {}", written(field.name()), sql_type(field.data_type()))
                };
                let columns: Vec<String> = schema.fields().iter().map(column).collect();
                format!("CREATE TABLE {name} (\n{}\n);", columns.join(",\n"))
            }
        });
    }
    match statements.is_empty() {
        true => Ok(()),
        false => session.output.text(&statements.join("\n")),
    }
}
