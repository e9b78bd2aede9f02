//! DataFusion's messages in the words of SQL: a list of patterns, each with the problem that it stands for.

use datafusion::arrow::datatypes::DataType;
use tenure_diagnostics::{counted, listed, nearest};
use tenure_udfs::sql_type;

use super::Problem;

/// Returns the problem that a message of DataFusion tells of. `suggest` returns the hint for an unknown function.
pub(super) fn translated(message: &str, suggest: &dyn Fn(&str) -> Option<String>) -> Problem {
    let message = message.split("\n\nbacktrace").next().unwrap_or(message).trim_end();
    if let Some([name, _]) = captures("Invalid function '{}'{}", message).as_deref() {
        return Problem::new(format!("function '{name}' not found")).maybe_hint(suggest(name)).about(*name);
    }
    let rule = |rule: &Rule| (rule.problem)(&captures(rule.pattern, message)?);
    RULES.iter().find_map(rule).unwrap_or_else(|| plain(message))
}

/// A message of DataFusion. In the pattern `{}` stands for any text, `^` for the beginning and `$` for the end. The
/// texts that `{}` stood for make the problem, unless they turn out to be something else.
struct Rule {
    pattern: &'static str,
    problem: fn(&[&str]) -> Option<Problem>,
}

/// The rules, of which the first that fits is taken.
const RULES: &[Rule] = &[
    Rule {
        pattern: "argument types '{}'.{}",
        problem: |found| {
            let &[call, rest] = found else { return None };
            // The candidates follow, a tab before each.
            let candidates = rest.split('\t').skip(2).map(|call| in_sql(call.trim())).collect::<Vec<_>>();
            let (name, types) = call.split_once('(').unwrap_or((call, ""));
            let hint = (!candidates.is_empty()).then(|| format!("it takes {}", listed(candidates)));
            let message = format!("'{name}' does not take ({}", in_sql(types));
            Some(Problem::new(message).maybe_hint(hint).about(name))
        },
    },
    Rule {
        pattern: "Missing required parameter '{}'",
        problem: |found| {
            let &[name] = found else { return None };
            let hint = format!("arguments by name cannot skip one: write {name} => NULL for its default");
            Some(Problem::new(format!("argument '{name}' is missing")).hint(hint).about(name))
        },
    },
    Rule {
        pattern: "Unknown parameter name '{}'{}[{}]",
        problem: |found| {
            let &[name, _, valid] = found else { return None };
            let problem = Problem::new(format!("there is no argument '{name}'")).about(name);
            Some(problem.nearest(name, "arguments", valid.split(", ")))
        },
    },
    Rule {
        pattern: "'{}' must appear in GROUP BY clause because it's not an aggregate expression",
        problem: |found| {
            let name = found.first()?.rsplit(['.', '\'']).next()?;
            let message = format!("'{name}' is neither in GROUP BY nor inside an aggregate");
            let hint = format!("add it to GROUP BY, or take one value of each group: any_value({name})");
            Some(Problem::new(message).hint(hint).about(name))
        },
    },
    Rule {
        pattern: "Can't cast value {} to type {}",
        problem: |found| {
            let &[value, wanted] = found else { return None };
            Some(not_castable(value, wanted))
        },
    },
    Rule {
        pattern: "Cannot cast {} to value of {} type",
        problem: |found| {
            let &[value, wanted] = found else { return None };
            Some(not_castable(value, wanted))
        },
    },
    Rule {
        pattern: "Divide by zero",
        problem: |_| {
            Some(Problem::new("division by zero").hint("write x / nullif(y, 0) to get NULL instead"))
        },
    },
    Rule {
        pattern: "values list: got {} values in row {} but expected {}",
        problem: |found| {
            let &[got, row, needed] = found else { return None };
            let (row, got) = (row.parse::<u64>().ok()? + 1, counted(got.parse().ok()?, "value"));
            Some(Problem::new(format!("row {row} of VALUES has {got} instead of {needed}")))
        },
    },
    Rule {
        pattern: "^Expected {} to be an integer or null, but got {}",
        problem: |found| {
            let &[clause, got] = found else { return None };
            Some(Problem::new(format!("{clause} takes a whole number, not {}", in_sql(got))))
        },
    },
    Rule {
        pattern: "duplicate unqualified field name {}",
        problem: |found| {
            let name = found.first()?.trim_matches('"');
            let problem = Problem::new(format!("two columns are called '{name}'"));
            Some(problem.hint("give one of them another name").about(name))
        },
    },
    Rule { pattern: "onfig namespace for key \"{}\"", problem: |found| Some(no_setting(found.first()?)) },
    Rule {
        pattern: "'{}' is not a variable which can be viewed",
        problem: |found| Some(no_setting(found.first()?)),
    },
    Rule {
        pattern: "Cannot coerce arithmetic expression {} to valid types",
        problem: |found| {
            let &[left, operator, right] = found.first()?.split(' ').collect::<Vec<_>>().as_slice() else {
                return None;
            };
            Some(Problem::new(format!("'{operator}' does not take {} and {}", in_sql(left), in_sql(right))))
        },
    },
    Rule {
        pattern: "regex parse error:{}",
        problem: |found| {
            let (_, reason) = found.first()?.rsplit_once("error: ")?;
            let reason = reason.lines().next()?.trim_end_matches(['~', ')', ' ']);
            Some(Problem::new(format!("invalid regular expression: {reason}")))
        },
    },
    Rule {
        pattern: "Unsupported SQL type {}",
        problem: |found| {
            let name = found.first()?;
            let hint = match nearest(name, TYPES) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("the types are {}", TYPES.join(", ")),
            };
            Some(Problem::new(format!("there is no type '{name}'")).hint(hint).about(*name))
        },
    },
    Rule {
        pattern: "^TOP$",
        problem: |_| Some(Problem::new("TOP is not supported").hint("write LIMIT at the end of the query")),
    },
];

/// The types that hints list.
const TYPES: [&str; 10] =
    ["BIGINT", "INTEGER", "DOUBLE", "DECIMAL", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP", "TIME", "INTERVAL"];

/// Returns the texts that stand where the pattern has `{}`, or `None` if the message does not fit.
fn captures<'a>(pattern: &str, message: &'a str) -> Option<Vec<&'a str>> {
    let (pattern, at_begin) = pattern.strip_prefix('^').map_or((pattern, false), |pattern| (pattern, true));
    let (pattern, at_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split("{}");
    let first = parts.next()?;
    let begin = message.find(first).filter(|begin| *begin == 0 || !at_begin)?;
    let mut rest = &message[begin + first.len()..];
    let mut found = Vec::new();
    for part in parts {
        let length = if part.is_empty() { rest.len() } else { rest.find(part)? };
        found.push(&rest[..length]);
        rest = &rest[length + part.len()..];
    }
    (rest.is_empty() || !at_end).then_some(found)
}

fn not_castable(value: &str, wanted: &str) -> Problem {
    let value = value.trim_start_matches("string ").trim_start_matches("value ");
    let problem = Problem::new(format!("{value} cannot be converted to {}", in_sql(wanted)));
    let name = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let problem = problem.hint("TRY_CAST gives NULL instead");
    name.into_iter().fold(problem, Problem::about)
}

fn no_setting(name: &str) -> Problem {
    Problem::new(format!("there is no setting '{name}'")).hint("SHOW ALL lists the settings").about(name)
}

/// Returns a text with Arrow's names of types replaced by those of SQL.
fn in_sql(text: &str) -> String {
    let mut sql = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        match word.parse::<DataType>() {
            Ok(found) if word.starts_with(char::is_uppercase) => sql.push_str(&sql_type(&found)),
            _ => sql.push_str(&word),
        }
        word.clear();
        sql.push(c);
    }
    sql.pop();
    sql
}

/// Returns a message as it is, without the names of the modules that it passed through. What it begins with or quotes
/// is the name that it is about.
fn plain(message: &str) -> Problem {
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
    let is_name = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let function = rest.split_once(": ").map(|(name, _)| name).filter(is_name);
    function.into_iter().chain(rest.split('\'').nth(1)).fold(Problem::new(rest), Problem::about)
}

/// The operators that ask for memory, by a part of the name that DataFusion gives them.
const OPERATORS: [(&str, &str); 9] = [
    ("HashAggregate", "a grouping"),
    ("AggregateStream", "an aggregate"),
    ("HashJoin", "a hash join"),
    ("NestedLoopJoin", "a join without an equality"),
    ("CrossJoin", "a cross join"),
    ("SMJ", "a sort-merge join"),
    ("ExternalSorter", "a sort"),
    ("TopK", "a sort with a limit"),
    ("RepartitionExec", "dividing rows among threads"),
];

/// Returns the problem of a memory limit that was reached: by which operator, and what to do.
pub(super) fn memory_exhausted(message: &str) -> Problem {
    let asked = message.split(" for ").nth(1).unwrap_or(message);
    let name = asked.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(asked);
    let operator = OPERATORS.iter().find(|(part, _)| name.contains(part)).map_or(name, |(_, words)| words);
    let pool = captures("pool_size: {})", message).and_then(|found| found.first().copied());
    let limit = pool.map_or("the memory limit".to_owned(), |size| format!("the memory limit of {size}"));
    Problem::new(format!("{limit} is too small for {operator}"))
        .hint("raise it, or ask for less at once: fewer columns, fewer rows, fewer threads")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_those_of_sql() {
        assert_eq!(in_sql("sum(Utf8View), f(Int64, List(Date32))"), "sum(VARCHAR), f(BIGINT, List(DATE))");
        assert_eq!(in_sql("Decimal"), "Decimal");
    }

    #[test]
    fn patterns_find_what_stands_between() {
        assert_eq!(captures("a '{}' b {}", "so a 'x' b y z"), Some(vec!["x", "y z"]));
        assert_eq!(captures("'{}'", "a 'x"), None);
        assert_eq!(captures("^TOP$", "TOP"), Some(vec![]));
        assert_eq!(captures("^TOP$", "TOP 5"), None);
        assert_eq!(captures("^TOP", "STOP"), None);
    }

    #[test]
    fn messages_become_problems() {
        for (message, problem) in [
            (
                "Invalid function 'sumx'.\nDid you mean 'sum'?",
                "function 'sumx' not found; did you mean 'sum'?",
            ),
            (
                "No function matches the given name and argument types 'sum(Utf8)'. You might need to add explicit type \
                 casts.\n\tCandidate functions:\n\tsum(Int64)\n\tsum(Float64)",
                "'sum' does not take (VARCHAR); it takes sum(BIGINT), sum(DOUBLE)",
            ),
            (
                "Missing required parameter 'by'",
                "argument 'by' is missing; arguments by name cannot skip one: write by => NULL for its default",
            ),
            (
                "Unknown parameter name 'valeu'. Valid parameters are: [value, by]",
                "there is no argument 'valeu'; did you mean 'value'?",
            ),
            (
                "Unknown parameter name 'zzz'. Valid parameters are: [value, by]",
                "there is no argument 'zzz'; the arguments are value, by",
            ),
            (
                "'orders.amount' must appear in GROUP BY clause because it's not an aggregate expression",
                "'amount' is neither in GROUP BY nor inside an aggregate; \
                 add it to GROUP BY, or take one value of each group: any_value(amount)",
            ),
            (
                "Cannot cast string 'x' to value of Int32 type",
                "'x' cannot be converted to INTEGER; TRY_CAST gives NULL instead",
            ),
            (
                "Arrow error: Cast error: Can't cast value 300 to type Int8",
                "300 cannot be converted to TINYINT; TRY_CAST gives NULL instead",
            ),
            (
                "Arrow error: Divide by zero error",
                "division by zero; write x / nullif(y, 0) to get NULL instead",
            ),
            (
                "Inconsistent data length across values list: got 1 values in row 0 but expected 4",
                "row 1 of VALUES has 1 value instead of 4",
            ),
            (
                "Expected LIMIT to be an integer or null, but got Utf8",
                "LIMIT takes a whole number, not VARCHAR",
            ),
            (
                "Schema contains duplicate unqualified field name a",
                "two columns are called 'a'; give one of them another name",
            ),
            (
                "could not find config namespace for key \"bogus\"",
                "there is no setting 'bogus'; SHOW ALL lists the settings",
            ),
            (
                "'bogus' is not a variable which can be viewed with 'SHOW'",
                "there is no setting 'bogus'; SHOW ALL lists the settings",
            ),
            (
                "Cannot coerce arithmetic expression Utf8 + Int64 to valid types",
                "'+' does not take VARCHAR and BIGINT",
            ),
            (
                "regex parse error:\n    (\n    ^\nerror: unclosed group",
                "invalid regular expression: unclosed group",
            ),
            ("Unsupported SQL type BIGNIT", "there is no type 'BIGNIT'; did you mean BIGINT?"),
            ("TOP", "TOP is not supported; write LIMIT at the end of the query"),
            ("Error during planning: Execution error: as it is", "as it is"),
        ] {
            let suggest = |_: &str| Some("did you mean 'sum'?".to_owned());
            assert_eq!(translated(message, &suggest).to_string(), problem);
        }
    }

    #[test]
    fn the_operator_and_the_limit_are_named() {
        let text = "Additional allocation failed for HashJoinInput[0] with top memory consumers (across reservations) as:\n  \
                    HashJoinInput[0]#1(can spill: false) consumed 512.1 KB.\nError: Failed to allocate additional 64.0 KB for \
                    HashJoinInput[0] with 448.1 KB already allocated - 63.8 KB remain available for the total memory pool: \
                    fair(pool_size: 1024.0 KB)";
        let message = |text| memory_exhausted(text).message;
        assert_eq!(message(text), "the memory limit of 1024.0 KB is too small for a hash join");
        assert_eq!(message("out of it"), "the memory limit is too small for out");
    }
}
