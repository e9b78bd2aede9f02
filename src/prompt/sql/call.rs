//! A call of a function, as far as it is written.

use super::from::Relation;
use super::input::{Input, Level};
use super::known::{Argument, Function, FunctionKind, Known, Takes};
use super::names;

/// A call around the cursor.
#[derive(Debug)]
pub struct Call<'a> {
    /// The function, if it is known.
    pub function: Option<&'a Function>,
    /// Which argument the cursor is in, from 0.
    pub index: usize,
    /// The name of that argument, where it is given by name.
    pub named: Option<String>,
    /// Whether nothing of the argument's value is written before the cursor.
    pub begins: bool,
    /// The arguments given by name, others than this one.
    given: Vec<String>,
    /// How many are given by place before this one.
    by_place: usize,
    /// The tokens of each argument: the first, and the one after the last.
    ranges: Vec<(usize, usize)>,
}

impl<'a> Call<'a> {
    /// The call that has this level for its arguments, seen from the gap before a token.
    pub fn around(input: &Input, known: &'a dyn Known, level: Level, place: usize) -> Option<Self> {
        let name = level.open?.checked_sub(1).and_then(|at| input.tokens.get(at))?;
        if !name.is_word() || !(name.is_name() || matches!(name.key, "LEFT" | "RIGHT" | "CAST" | "UNNEST")) {
            return None;
        }
        // `IN (` and the like are no calls, nor is the list of columns after a table's name.
        if matches!(name.key, "OVER" | "FILTER" | "OPTIONS" | "SETS" | "ROLLUP" | "CUBE") {
            return None;
        }
        let before = input.key_before(level.open?.checked_sub(1)?);
        if matches!(before, "AS" | "INTO" | "TABLE" | "VIEW" | "WITH" | "RECURSIVE") {
            return None;
        }
        let function =
            known.functions().iter().find(|function| function.name.eq_ignore_ascii_case(name.text));
        let mut call = Self {
            function,
            index: 0,
            named: None,
            begins: true,
            given: vec![],
            by_place: 0,
            ranges: vec![],
        };
        let mut first = level.first;
        for at in input.flat(level.first, level.end) {
            if input.key(at) == "," {
                call.ranges.push((first, at));
                first = at + 1;
            }
        }
        call.ranges.push((first, level.end));
        call.index = call.ranges.iter().filter(|(_, end)| *end < place).count();
        for (index, (first, end)) in call.ranges.iter().copied().enumerate() {
            let name = named(input, first, end.min(if index == call.index { place } else { end }));
            if index == call.index {
                call.begins = place == first + if name.is_some() { 2 } else { 0 };
                call.named = name;
            } else {
                call.by_place += usize::from(name.is_none() && index < call.index);
                call.given.extend(name);
            }
        }
        Some(call)
    }

    /// Whether it gives a relation.
    pub fn is_table(&self) -> bool {
        self.function.is_some_and(|function| function.kind == FunctionKind::Table)
    }

    /// The argument that the cursor is in.
    pub fn argument(&self) -> Option<&'a Argument> {
        let arguments = &self.function?.arguments;
        match &self.named {
            Some(name) => arguments.iter().find(|argument| argument.name.eq_ignore_ascii_case(name)),
            // A table function takes settings by name alone.
            None => arguments.get(self.index).filter(|argument| {
                let is_setting = matches!(argument.takes, Takes::Choice(_) | Takes::Constant);
                self.by_place == self.index && !(self.is_table() && is_setting)
            }),
        }
    }

    /// What that argument takes.
    pub fn takes(&self) -> Option<&'a Takes> {
        self.argument().map(|argument| &argument.takes)
    }

    /// Whether that argument must be given.
    pub fn is_required(&self) -> bool {
        self.argument().is_some_and(|argument| argument.default.is_none())
    }

    /// The arguments that can be given by name here. Of a function that gives a value, only those with a default have
    /// names that one writes.
    pub fn open_arguments(&self) -> impl Iterator<Item = &'a Argument> {
        let by_place = if self.named.is_some() { usize::MAX } else { self.by_place };
        let is_table = self.is_table();
        let arguments = self.function.map(|function| function.arguments.as_slice()).unwrap_or_default();
        arguments
            .iter()
            .skip(by_place)
            .filter(|argument| !self.given.iter().any(|given| given.eq_ignore_ascii_case(&argument.name)))
            .filter(move |argument| argument.default.is_some() || is_table)
    }

    /// The relation that the other arguments are about: the first one, or the one called as the first one is.
    pub fn relation(&self, input: &Input) -> Option<Relation> {
        let first = self.function?.arguments.first()?;
        if first.takes != Takes::Relation {
            return None;
        }
        let is_named = |range: &&(usize, usize)| {
            named(input, range.0, range.1).is_some_and(|name| name.eq_ignore_ascii_case(&first.name))
        };
        let text = match self.ranges.iter().find(is_named) {
            Some((from, end)) => input.written(from + 2, *end),
            None => self.ranges.first().map(|(from, end)| input.written(*from, *end))?,
        };
        let qualifier =
            (!text.contains(['(', '\''])).then(|| text.rsplit('.').next().unwrap_or(&text).to_owned());
        Some(Relation { text, qualifier, renamed: vec![] })
    }
}

/// The name of an argument that is given by name.
fn named(input: &Input, first: usize, end: usize) -> Option<String> {
    let name = input.tokens.get(first).filter(|token| first + 1 < end && token.is_word())?;
    let arrow = input.tokens.get(first + 1)?;
    matches!(arrow.text, "=>" | ":=").then(|| names::plain(name.text))
}
