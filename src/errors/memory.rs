//! That the memory limit was reached, in words that say by what.

use super::Problem;

/// The operators that ask for memory, by a part of the name that the engine underneath gives them.
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

/// That the memory limit was reached, by which operator, and what to do.
pub(super) fn too_little(text: &str) -> Problem {
    let asked = text.split(" for ").nth(1).unwrap_or(text);
    let name = asked.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(asked);
    let operator = OPERATORS.iter().find(|(part, _)| name.contains(part)).map_or(name, |(_, words)| words);
    let pool = text.rsplit_once("pool_size: ").and_then(|(_, rest)| rest.split(')').next());
    let limit = pool.map_or("the memory limit".to_owned(), |size| format!("the memory limit of {size}"));
    let hint = "raise it, or ask for less at once: fewer columns, fewer rows, fewer threads";
    Problem {
        message: format!("{limit} is too small for {operator}"),
        position: None,
        hint: Some(hint.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::too_little;

    #[test]
    fn the_operator_and_the_limit_are_named() {
        let text = "Additional allocation failed for HashJoinInput[0] with top memory consumers (across reservations) as:\n  \
                    HashJoinInput[0]#1(can spill: false) consumed 512.1 KB.\nError: Failed to allocate additional 64.0 KB for \
                    HashJoinInput[0] with 448.1 KB already allocated - 63.8 KB remain available for the total memory pool: \
                    fair(pool_size: 1024.0 KB)";
        assert_eq!(too_little(text).message, "the memory limit of 1024.0 KB is too small for a hash join");
        assert_eq!(too_little("out of it").message, "the memory limit is too small for out");
    }
}
