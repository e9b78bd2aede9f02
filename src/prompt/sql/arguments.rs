//! What can be given to a call.

use super::call::Call;
use super::candidates::{Candidate, functions, keywords, relations, star};
use super::columns::Columns;
use super::input::Input;
use super::known::{Argument, FunctionKind, Kind, Known, Takes};
use super::paths;
use super::phrases;
use super::scope::Scope;

/// What can be given to the call around the gap before a token.
pub fn argument(found: &mut Vec<Candidate>, input: &Input, known: &dyn Known, at: usize) {
    let Some(call) = Call::around(input, known, input.level(at), at) else {
        return;
    };
    let scope = || Scope::at(input, known, at);
    let by_name = |found: &mut Vec<Candidate>| {
        if call.named.is_none() && call.index + usize::from(!call.is_table()) > 0 {
            found.extend(call.open_arguments().map(named));
        }
    };
    match call.takes() {
        Some(Takes::Relation) => {
            relations(found, known, &scope());
            found.extend(paths::relations(known));
            return;
        }
        Some(Takes::Path) => return found.extend(paths::relations(known)),
        Some(Takes::Choice(words)) => {
            found.extend(choices(words));
            return by_name(found);
        }
        Some(Takes::Constant) => return by_name(found),
        Some(Takes::Expression) | None => {}
    }
    // Once all is given that must be, a name is likelier than one more value.
    let names_first = call.is_table() && !call.is_required();
    if names_first {
        by_name(found);
    }
    // Without a relation the rest can only be settings.
    if call.is_table() && call.argument().is_none() && call.relation(input).is_none() {
        return;
    }
    if call.function.is_some_and(|function| function.name == "count") {
        found.push(star());
    }
    found.extend(Columns::new(&scope(), known).all());
    if !names_first {
        by_name(found);
    }
    functions(found, known, call.is_table());
    keywords(found, &[phrases::VALUE]);
    if call.function.is_some_and(|function| function.kind == FunctionKind::Aggregate) && call.index == 0 {
        keywords(found, &[&["DISTINCT"]]);
    }
}

/// An argument as it is given by name.
fn named(argument: &Argument) -> Candidate {
    let about = match &argument.default {
        Some(default) => format!("{} Else {default}.", argument.about),
        None => argument.about.clone(),
    };
    Candidate {
        key: argument.name.clone(),
        text: format!("{} => ", argument.name),
        kind: Kind::Argument,
        about,
    }
}

/// Values as they are written.
pub fn choices(words: &[String]) -> impl Iterator<Item = Candidate> {
    words.iter().map(|word| Candidate {
        key: word.clone(),
        text: format!("'{}'", word.replace('\'', "''")),
        kind: Kind::Value,
        about: String::new(),
    })
}
