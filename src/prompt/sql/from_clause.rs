//! The relations that a FROM names.

use super::input::Input;
use super::names;
use super::tokens::TEXT;

/// A relation in scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The item of FROM, without its alias.
    pub text: String,
    /// The name that can qualify its columns, as written.
    pub qualifier: Option<String>,
    /// The new names of its first columns: those of `AS t(a, b)`.
    pub renamed: Vec<String>,
}

/// The relations of a query.
#[derive(Debug, Default)]
pub struct FromClause {
    /// The relations.
    pub relations: Vec<Relation>,
    /// The columns of USING, which belong to all relations.
    pub shared: Vec<String>,
    /// True if the relations share all columns of the same name, as in a natural join.
    pub natural: bool,
}

/// The most nested brackets of joins that are read: nobody writes more, and each is a call on the stack.
const MOST_NESTED: usize = 50;

/// Tells whether this FROM is the end of IS DISTINCT FROM.
pub fn is_comparison(keys: &[&str], place: usize) -> bool {
    let before = |back: usize| place.checked_sub(back).and_then(|place| keys.get(place)).copied();
    before(1) == Some("DISTINCT") && matches!(before(2), Some("IS" | "NOT"))
}

/// Reads the relations of one query at one level, of which `flat` has the tokens. The relation around the token `without`
/// is left out, since it is still being typed. `depth` is the number of brackets of joins around; 0 outside of them.
pub fn read(input: &Input, flat: &[usize], without: usize, depth: usize) -> FromClause {
    let keys = input.keys(flat);
    let mut from = FromClause::default();
    let (mut in_from, mut expected) = (depth > 0, depth > 0);
    let mut place = 0;
    while let Some(key) = keys.get(place) {
        match *key {
            "FROM" if !is_comparison(&keys, place) => (in_from, expected) = (true, true),
            "UPDATE" if place == 0 => (in_from, expected) = (true, true),
            "JOIN" => expected = true,
            "NATURAL" => from.natural = true,
            "," => expected = in_from,
            "LATERAL" => {}
            "USING" => {
                if let Some(open) = flat.get(place + 1).filter(|open| input.key(**open) == "(") {
                    from.shared.extend(bracketed_names(input, *open));
                }
            }
            "SELECT" | "WHERE" | "GROUP" | "HAVING" | "QUALIFY" | "ORDER" | "LIMIT" | "OFFSET" | "WINDOW" => {
                (in_from, expected) = (false, false);
            }
            _ if expected => {
                expected = false;
                place = item(input, flat, place, without, depth, &mut from);
                continue;
            }
            _ => {}
        }
        place += 1;
    }
    from
}

/// Reads the item at an index of `flat`, and returns the index after it.
fn item(
    input: &Input,
    flat: &[usize],
    place: usize,
    without: usize,
    depth: usize,
    from: &mut FromClause,
) -> usize {
    let token = |place: usize| flat.get(place).and_then(|at| input.tokens.get(*at));
    let is = |place: usize, key: &str| token(place).is_some_and(|token| token.key == key);
    let Some(first) = flat.get(place).copied() else {
        return place + 1;
    };
    let mut end = place + 1;
    let mut qualifier = None;
    if is(place, "(") {
        let level = input.inside(first);
        if !matches!(input.key(level.first), "SELECT" | "FROM" | "WITH" | "VALUES" | "(") {
            if depth >= MOST_NESTED {
                return end;
            }
            let inner = read(input, &input.flat(level.first, level.end), without, depth + 1);
            from.relations.extend(inner.relations);
            from.shared.extend(inner.shared);
            return end;
        }
    } else if token(place).is_some_and(|token| token.is_name()) {
        while is(end, ".") && token(end + 1).is_some_and(|token| token.is_name()) {
            end += 2;
        }
        qualifier = token(end - 1).map(|token| token.text.to_owned());
        if is(end, "(") {
            end += 1;
        }
    } else if !is(place, TEXT) {
        return end;
    }
    let last = flat.get(end).copied().unwrap_or_else(|| match flat.get(end - 1) {
        Some(open) if input.partner(*open) > *open => input.partner(*open) + 1,
        Some(open) if input.key(*open) == "(" => input.tokens.len(),
        Some(last) => last + 1,
        None => first,
    });
    let text = input.text_of(first, last);
    if is(end, "AS") {
        end += 1;
    }
    let is_alias =
        |key: &str| !matches!(key, "TABLESAMPLE" | "SET" | "TO" | "STORED" | "OPTIONS" | "PARTITIONED");
    if let Some(alias) = token(end).filter(|token| token.is_name() && is_alias(token.key)) {
        qualifier = Some(alias.text.to_owned());
        end += 1;
    }
    let renamed = match flat.get(end) {
        Some(open) if input.key(*open) == "(" => bracketed_names(input, *open),
        _ => vec![],
    };
    if !(first < without && without < last) {
        from.relations.push(Relation { text, qualifier, renamed });
    }
    end
}

/// Returns the names in brackets.
fn bracketed_names(input: &Input, open: usize) -> Vec<String> {
    let level = input.inside(open);
    let tokens = input.flat(level.first, level.end).into_iter().filter_map(|place| input.tokens.get(place));
    tokens.filter(|token| token.is_name()).map(|token| names::unquoted(token.text)).collect()
}
