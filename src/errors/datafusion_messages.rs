//! Messages of the engine underneath, told in the words of its users.

use datafusion::arrow::datatypes::DataType;
use tenure_udfs::Catalog;
use tenure_udfs::call::nearest;
use tenure_udfs::sql_type;

use super::listed;

/// A message without the names of modules, and its "did you mean" as a hint.
pub(super) fn ours(message: &str) -> (String, Option<String>) {
    let message = message.split("\n\nbacktrace").next().unwrap_or(message).trim_end();
    if let Some(rest) = message.strip_prefix("Invalid function '") {
        // The message goes on with the nearest of all names, however far it is. The engine finds a better one.
        let name = rest.split('\'').next().unwrap_or(rest);
        return (format!("function '{name}' not found"), None);
    }
    if let Some(call) = message.split("argument types '").nth(1).and_then(|rest| rest.split("'.").next()) {
        return wrong_arguments(call, message);
    }
    if let Some(name) = message.strip_prefix("Missing required parameter '") {
        let name = name.trim_end_matches('\'');
        let hint = format!("give {name}, NULL for its default: arguments by name may not skip one");
        return (format!("'{name}' is skipped"), Some(hint));
    }
    if let Some(rest) = message.strip_prefix("Unknown parameter name '") {
        let name = rest.split('\'').next().unwrap_or(rest);
        let valid: Vec<&str> =
            rest.split(['[', ']']).nth(1).map(|list| list.split(", ").collect()).unwrap_or_default();
        let hint = match nearest(name, valid.iter().copied()) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("the arguments are {}", valid.join(", ")),
        };
        return (format!("there is no argument '{name}'"), Some(hint));
    }
    if let Some(name) = message
        .strip_suffix("' must appear in GROUP BY clause because it's not an aggregate expression")
        .and_then(|rest| rest.rsplit(['.', '\'']).next())
    {
        let hint = format!("add it to GROUP BY, or take one value of each group: any_value({name})");
        return (format!("'{name}' is neither in GROUP BY nor inside an aggregate"), Some(hint));
    }
    if let Some(told) = RULES.iter().find_map(|rule| rule(message)) {
        return told;
    }
    let prefixes = [
        "Error during planning: ",
        "Execution error: ",
        "Arrow error: ",
        "Cast error: ",
        "Parser error: ",
        "Invalid argument error: ",
        "Compute error: ",
        "External error: ",
        "Schema error: ",
        "type_coercion\ncaused by\n",
    ];
    let mut rest = message;
    while let Some(shorter) = prefixes.iter().find_map(|prefix| rest.strip_prefix(prefix)) {
        rest = shorter;
    }
    // Ours say what to do behind a semicolon.
    match rest.split_once("; ") {
        Some((message, hint))
            if Catalog::standard().functions().any(|f| message.starts_with(&format!("{}:", f.name))) =>
        {
            (message.to_owned(), Some(hint.to_owned()))
        }
        _ => (rest.to_owned(), None),
    }
}

/// A call whose arguments do not fit, as `sum(Utf8)`, with the candidates that the message lists below, a tab before
/// each.
fn wrong_arguments(call: &str, message: &str) -> (String, Option<String>) {
    let candidates: Vec<String> = message.split('\t').skip(2).map(|call| in_sql(call.trim())).collect();
    let candidates: Vec<&str> = candidates.iter().map(String::as_str).collect();
    let (name, types) = call.split_once('(').unwrap_or((call, ""));
    let hint = (!candidates.is_empty()).then(|| format!("it takes {}", listed(&candidates)));
    (format!("'{name}' does not take ({}", in_sql(types)), hint)
}

/// A text with the engine's names of types put in the words of SQL.
fn in_sql(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        // What begins with a capital and is no word of ours is a type.
        match word.parse::<DataType>() {
            Ok(found) if word.starts_with(char::is_uppercase) => told.push_str(&sql_type(&found)),
            _ => told.push_str(&word),
        }
        word.clear();
        told.push(c);
    }
    told.pop();
    told
}

/// A rule tells a message of the engine underneath in other words, with a hint.
type Rule = fn(&str) -> Option<(String, Option<String>)>;

/// The rules, of which the first that knows the message is taken.
const RULES: [Rule; 11] =
    [cast, division, values, limit, twice, setting, arithmetic, pattern, type_name, top, file_format];

/// The text between two others.
fn between<'a>(message: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = message.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

fn cast(message: &str) -> Option<(String, Option<String>)> {
    let (value, wanted) = match message.split_once("Can't cast value ") {
        Some((_, rest)) => rest.split_once(" to type ")?,
        None => message.split_once("Cannot cast ")?.1.split_once(" to value of ")?,
    };
    let value = value.trim_start_matches("string ").trim_start_matches("value ");
    let wanted = in_sql(wanted.split(" type").next().unwrap_or(wanted));
    Some((format!("{value} cannot be read as {wanted}"), Some("TRY_CAST gives NULL in its place".to_owned())))
}

fn division(message: &str) -> Option<(String, Option<String>)> {
    let hint = || Some("write x / nullif(y, 0) for NULL in its place".to_owned());
    message.contains("Divide by zero").then(|| ("division by zero".to_owned(), hint()))
}

fn values(message: &str) -> Option<(String, Option<String>)> {
    let got = between(message, "values list: got ", " values in row ")?;
    let (row, needed) = message.split_once(" values in row ")?.1.split_once(" but expected ")?;
    let row = row.parse::<usize>().ok()? + 1;
    Some((format!("row {row} of VALUES has {got} values, and {needed} are needed"), None))
}

fn limit(message: &str) -> Option<(String, Option<String>)> {
    let (clause, found) =
        message.strip_prefix("Expected ")?.split_once(" to be an integer or null, but got ")?;
    Some((format!("{clause} takes a whole number, and not {}", in_sql(found)), None))
}

fn twice(message: &str) -> Option<(String, Option<String>)> {
    let (_, name) = message.split_once("duplicate unqualified field name ")?;
    Some((
        format!("two columns are called '{}'", name.trim_matches('"')),
        Some("give one another name".to_owned()),
    ))
}

fn setting(message: &str) -> Option<(String, Option<String>)> {
    let name = match message.split_once("onfig namespace for key \"") {
        Some((_, rest)) => rest.split('"').next()?,
        None => between(message, "'", "' is not a variable which can be viewed")?,
    };
    Some((format!("there is no setting '{name}'"), Some("SHOW ALL lists them".to_owned())))
}

fn arithmetic(message: &str) -> Option<(String, Option<String>)> {
    let types = between(message, "Cannot coerce arithmetic expression ", " to valid types")?;
    let [left, operator, right] = <[&str; 3]>::try_from(types.split(' ').collect::<Vec<_>>()).ok()?;
    Some((format!("'{operator}' does not take {} and {}", in_sql(left), in_sql(right)), None))
}

fn pattern(message: &str) -> Option<(String, Option<String>)> {
    let (_, rest) = message.split_once("regex parse error:")?;
    let (_, what) = rest.rsplit_once("error: ")?;
    let what = what.lines().next()?.trim_end_matches(['~', ')', ' ']);
    Some((format!("the regular expression cannot be read: {what}"), None))
}

fn type_name(message: &str) -> Option<(String, Option<String>)> {
    let (_, name) = message.split_once("Unsupported SQL type ")?;
    let hint = match nearest(name, TYPES) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("the types are {}", TYPES.join(", ")),
    };
    Some((format!("there is no type '{name}'"), Some(hint)))
}

fn top(message: &str) -> Option<(String, Option<String>)> {
    let hint = || Some("write LIMIT at the end of the query".to_owned());
    (message == "TOP").then(|| ("there is no TOP".to_owned(), hint()))
}

fn file_format(message: &str) -> Option<(String, Option<String>)> {
    let hint = || Some("there is csv, json, jsonl, parquet and arrow".to_owned());
    message.contains("there is no file format '").then(|| (message.to_owned(), hint()))
}

/// The types that one writes.
const TYPES: [&str; 10] =
    ["BIGINT", "INTEGER", "DOUBLE", "DECIMAL", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP", "TIME", "INTERVAL"];

/// A message of the parser that says neither what it expected nor what it found.
pub(super) fn of_parser(message: &str) -> (String, Option<String>) {
    // The parser's own view of the tree is for nobody else.
    match message.split_once(" { ") {
        Some((words, _)) => (words.rsplit_once(' ').map_or(words, |(words, _)| words).to_owned(), None),
        None => (message.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_in_the_words_of_sql() {
        assert_eq!(in_sql("sum(Utf8View), f(Int64, List(Date32))"), "sum(VARCHAR), f(BIGINT, List(DATE))");
        assert_eq!(in_sql("Decimal"), "Decimal");
    }

    #[test]
    fn messages_are_told_in_our_words() {
        for (message, told) in [
            ("Cannot cast string 'x' to value of Int32 type", "'x' cannot be read as INTEGER"),
            (
                "Inconsistent data length across values list: got 1 values in row 0 but expected 4",
                "row 1 of VALUES has 1 values, and 4 are needed",
            ),
            (
                "Expected LIMIT to be an integer or null, but got Utf8",
                "LIMIT takes a whole number, and not VARCHAR",
            ),
            ("Schema contains duplicate unqualified field name a", "two columns are called 'a'"),
            ("could not find config namespace for key \"bogus\"", "there is no setting 'bogus'"),
            (
                "Cannot coerce arithmetic expression Utf8 + Int64 to valid types",
                "'+' does not take VARCHAR and BIGINT",
            ),
            ("Unsupported SQL type BOGUS", "there is no type 'BOGUS'"),
        ] {
            assert_eq!(ours(message).0, told);
        }
    }
}
