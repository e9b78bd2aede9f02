//! A call of a function, as far as it is typed.

use super::from_clause::Relation;
use super::input::{Input, Level};
use super::names;
use super::vocabulary::{ArgumentEntry, ArgumentTakes, FunctionEntry, FunctionKind, Vocabulary};

/// A call around the cursor.
#[derive(Debug)]
pub struct TypedCall<'a> {
    /// The function, if it is known.
    pub function: Option<&'a FunctionEntry>,
    /// The index of the argument that the cursor is in.
    pub index: usize,
    /// The name of that argument, if it is passed by name.
    pub argument_name: Option<String>,
    /// True if the cursor is at the beginning of the argument's value.
    pub begins: bool,
    /// The names of the other arguments that are passed by name.
    other_names: Vec<String>,
    /// The number of arguments before this one that are passed by position.
    by_position: usize,
    /// The tokens of each argument: the first, and the one after the last.
    ranges: Vec<(usize, usize)>,
}

impl<'a> TypedCall<'a> {
    /// Returns the call whose arguments are at this level, seen from the gap before a token.
    pub fn around(input: &Input, vocabulary: &'a dyn Vocabulary, level: Level, place: usize) -> Option<Self> {
        let name = level.open?.checked_sub(1).and_then(|at| input.tokens.get(at))?;
        if !name.is_word() || !(name.is_name() || matches!(name.key, "LEFT" | "RIGHT" | "CAST" | "UNNEST")) {
            return None;
        }
        // `IN (` and the like are not calls, nor is the list of columns after a table's name.
        if matches!(name.key, "OVER" | "FILTER" | "OPTIONS" | "SETS" | "ROLLUP" | "CUBE") {
            return None;
        }
        let before = input.key_before(level.open?.checked_sub(1)?);
        if matches!(before, "AS" | "INTO" | "TABLE" | "VIEW" | "WITH" | "RECURSIVE") {
            return None;
        }
        let function =
            vocabulary.functions().iter().find(|function| function.name.eq_ignore_ascii_case(name.text));
        let mut call = Self {
            function,
            index: 0,
            argument_name: None,
            begins: true,
            other_names: vec![],
            by_position: 0,
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
            let name = argument_name(input, first, end.min(if index == call.index { place } else { end }));
            if index == call.index {
                call.begins = place == first + if name.is_some() { 2 } else { 0 };
                call.argument_name = name;
            } else {
                call.by_position += usize::from(name.is_none() && index < call.index);
                call.other_names.extend(name);
            }
        }
        Some(call)
    }

    /// Tells whether the function returns a relation.
    pub fn is_table(&self) -> bool {
        self.function.is_some_and(|function| function.kind == FunctionKind::Table)
    }

    /// Returns the argument that the cursor is in.
    pub fn argument(&self) -> Option<&'a ArgumentEntry> {
        let arguments = &self.function?.arguments;
        match &self.argument_name {
            Some(name) => arguments.iter().find(|argument| argument.name.eq_ignore_ascii_case(name)),
            // A table function takes options only by name.
            None => arguments.get(self.index).filter(|argument| {
                let is_option = matches!(argument.takes, ArgumentTakes::Choice(_) | ArgumentTakes::Constant);
                self.by_position == self.index && !(self.is_table() && is_option)
            }),
        }
    }

    /// Returns the values that this argument takes.
    pub fn takes(&self) -> Option<&'a ArgumentTakes> {
        self.argument().map(|argument| &argument.takes)
    }

    /// Tells whether this argument is required.
    pub fn is_required(&self) -> bool {
        self.argument().is_some_and(|argument| argument.default.is_none())
    }

    /// Returns the arguments that can be passed by name here. Of a function that returns a value, those are the ones with a
    /// default.
    pub fn open_arguments(&self) -> impl Iterator<Item = &'a ArgumentEntry> {
        let by_position = if self.argument_name.is_some() { usize::MAX } else { self.by_position };
        let is_table = self.is_table();
        let arguments = self.function.map(|function| function.arguments.as_slice()).unwrap_or_default();
        arguments
            .iter()
            .skip(by_position)
            .filter(|argument| !self.other_names.iter().any(|name| name.eq_ignore_ascii_case(&argument.name)))
            .filter(move |argument| argument.default.is_some() || is_table)
    }

    /// Returns the relation whose columns the other arguments use: the first one by position, or by its name.
    pub fn relation(&self, input: &Input) -> Option<Relation> {
        let first = self.function?.arguments.first()?;
        if first.takes != ArgumentTakes::Relation {
            return None;
        }
        let is_first = |range: &&(usize, usize)| {
            argument_name(input, range.0, range.1).is_some_and(|name| name.eq_ignore_ascii_case(&first.name))
        };
        let text = match self.ranges.iter().find(is_first) {
            Some((from, end)) => input.text_of(from + 2, *end),
            None => self.ranges.first().map(|(from, end)| input.text_of(*from, *end))?,
        };
        let qualifier =
            (!text.contains(['(', '\''])).then(|| text.rsplit('.').next().unwrap_or(&text).to_owned());
        Some(Relation { text, qualifier, renamed: vec![] })
    }
}

/// Returns the name of an argument that is passed by name.
fn argument_name(input: &Input, first: usize, end: usize) -> Option<String> {
    let name = input.tokens.get(first).filter(|token| first + 1 < end && token.is_word())?;
    let arrow = input.tokens.get(first + 1)?;
    matches!(arrow.text, "=>" | ":=").then(|| names::unquoted(name.text))
}
