//! Parsing a report: the directives of a script become parameters, files and blocks.

use std::collections::HashSet;

use tenure_diagnostics::nearest;

use super::block::{Block, Width};
use super::block_options::{kpi, table};
use super::directive::{Directed, Directive, directed};
use super::parameter::{Parameter, ParameterKind};
use super::report::{Report, Use};
use crate::engine::statements;
use crate::errors::{Code, Error, Position, Problem};
use tenure_charts as charts;

/// The directives of the report as a whole, which belong above its first statement.
const OF_REPORT: [&str; 4] = ["report", "about", "param", "use"];
/// The directives of a block.
const OF_BLOCK: [&str; 10] =
    ["section", "title", "note", "chart", "kpi", "table", "width", "hide", "id", "expect"];

impl Report {
    /// Parses a report; `name` is its file.
    ///
    /// # Errors
    /// Returns every problem in it with its place.
    pub fn parse(script: &str, name: Option<&str>) -> Result<Self, Error> {
        let (directed, mut problems) = directed(script)?;
        let mut report = Self::empty(script, name);
        // Parameters with a wrong declaration. Reporting them as undeclared would be a second error for one mistake.
        let mut broken = Vec::new();
        for (place, directed) in directed.into_iter().enumerate() {
            let mut block = Block::of(&directed);
            for directive in directed.directives {
                let word = directive.word.clone();
                let read = match word.as_str() {
                    word if OF_REPORT.contains(&word) && place > 0 => {
                        let problem = directive.problem(format!("@{word} is below the first statement"));
                        Err(problem.hint("directives of the whole report belong above its first statement"))
                    }
                    word if OF_REPORT.contains(&word) => of_report(&mut report, &directive),
                    word if OF_BLOCK.contains(&word) => of_block(&mut block, &directive),
                    _ => Err(unknown(&directive)),
                };
                if read.is_err() && word == "param" {
                    broken.extend(directive.text.split_whitespace().next().map(str::to_owned));
                }
                problems.extend(read.err());
                if OF_BLOCK.contains(&word.as_str()) {
                    block.directives.push(directive);
                }
            }
            report.blocks.push(block);
        }
        problems.extend(duplicate_ids(&report.blocks));
        problems.extend(check_parameters(&report, &broken));
        if report.blocks.is_empty() && problems.is_empty() {
            return Err(Error::new(Code::Parameter, "the report has no statements", None));
        }
        problems.sort_by_key(|problem| problem.position.map(|place| (place.line, place.column)));
        match problems.is_empty() {
            true => Ok(report),
            false => Err(Error::of(Code::Parameter, problems)),
        }
    }
}

impl Block {
    fn of(directed: &Directed) -> Self {
        Self {
            statement: directed.statement.clone(),
            directives: Vec::new(),
            id: None,
            section: None,
            title: None,
            notes: Vec::new(),
            width: Width::FULL,
            hidden: false,
            chart: None,
            kpis: Vec::new(),
            table: None,
            expectations: Vec::new(),
        }
    }
}

fn unknown(directive: &Directive) -> Problem {
    let names = || OF_REPORT.into_iter().chain(OF_BLOCK);
    let hint = match nearest(&directive.word, names()) {
        Some(near) => format!("did you mean '@{near}'?"),
        None => {
            let names: Vec<String> = names().map(|name| format!("@{name}")).collect();
            format!("the directives are {}", names.join(", "))
        }
    };
    directive.problem(format!("there is no directive @{}", directive.word)).hint(hint)
}

fn of_report(report: &mut Report, directive: &Directive) -> Result<(), Problem> {
    match directive.word.as_str() {
        "report" => once(&mut report.title, text(directive)?.to_owned(), directive),
        "about" => {
            // An empty line separates two paragraphs.
            report.about.push(directive.text.clone());
            Ok(())
        }
        "param" => {
            let parameter = Parameter::parse(directive)?;
            if report.parameters.iter().any(|known| known.name == parameter.name) {
                return Err(directive.problem(format!("parameter {} is declared twice", parameter.name)));
            }
            report.parameters.push(parameter);
            Ok(())
        }
        _ => {
            let found = Use::parse(directive)?;
            if report.uses.iter().any(|known| known.name.eq_ignore_ascii_case(&found.name)) {
                return Err(directive.problem(format!("table {} is declared twice", found.name)));
            }
            report.uses.push(found);
            Ok(())
        }
    }
}

fn of_block(block: &mut Block, directive: &Directive) -> Result<(), Problem> {
    match directive.word.as_str() {
        "section" => once(&mut block.section, text(directive)?.to_owned(), directive),
        "title" => once(&mut block.title, text(directive)?.to_owned(), directive),
        "note" => {
            block.notes.push(directive.text.clone());
            Ok(())
        }
        "id" => {
            let id = text(directive)?;
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            if !id.chars().all(fits) || !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let hint = "an id begins with a letter and has letters, digits, - and _";
                return Err(directive.problem(format!("'{id}' is not a valid id")).hint(hint));
            }
            // The page uses these itself.
            let of_page = ["charts", "checks"].contains(&id) || id.starts_with("block-");
            if of_page {
                let hint = "charts, checks and ids that begin with block- belong to the page";
                return Err(directive.problem(format!("'{id}' cannot be used as an id")).hint(hint));
            }
            once(&mut block.id, id.to_owned(), directive)
        }
        "width" => {
            let word = text(directive)?;
            let found = Width::ALL.iter().find(|(known, _)| *known == word);
            let (_, width) = found.ok_or_else(|| {
                let widths: Vec<&str> = Width::ALL.iter().map(|(word, _)| *word).collect();
                let problem = directive.problem_in_text(format!("'{word}' is not a width"));
                problem.hint(format!("the widths are {}", widths.join(", ")))
            })?;
            if block.directives.iter().any(|other| other.word == "width") {
                return Err(directive.problem("@width is given twice"));
            }
            block.width = *width;
            Ok(())
        }
        "hide" => match directive.text.as_str() {
            "" => {
                block.hidden = true;
                Ok(())
            }
            _ => Err(directive.problem_in_text("@hide takes no text")),
        },
        "chart" => {
            let specification = charts::parse(&directive.text).map_err(|error| directive.chart(error))?;
            once(&mut block.chart, (directive.clone(), specification), directive)
        }
        "kpi" => {
            let kpi = kpi(&directive.text).map_err(|error| directive.chart(error))?;
            block.kpis.push((directive.clone(), kpi));
            Ok(())
        }
        "table" => {
            let table = table(&directive.text).map_err(|error| directive.chart(error))?;
            once(&mut block.table, (directive.clone(), table), directive)
        }
        _ => {
            text(directive)?;
            block.expectations.push(directive.clone());
            Ok(())
        }
    }
}

fn text(directive: &Directive) -> Result<&str, Problem> {
    match directive.text.as_str() {
        "" => Err(directive.problem(format!("@{} has no text", directive.word))),
        text => Ok(text),
    }
}

/// Sets a value that a directive gives; the directive may stand once only.
fn once<T>(value: &mut Option<T>, found: T, directive: &Directive) -> Result<(), Problem> {
    match value.replace(found) {
        None => Ok(()),
        Some(_) => Err(directive.problem(format!("@{} is given twice", directive.word))),
    }
}

/// Returns a problem for each id that an earlier block has.
fn duplicate_ids(blocks: &[Block]) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let ids = blocks.iter().flat_map(|block| &block.directives).filter(|directive| directive.word == "id");
    ids.filter(|id| !seen.insert(id.text.clone()))
        .map(|id| id.problem(format!("two blocks have the id {}", id.text)))
        .collect()
}

/// Returns the problems of parameters that are used but not declared, and of those that are declared but not used.
/// `broken` are those with a wrong declaration.
fn check_parameters(report: &Report, broken: &[String]) -> Vec<Problem> {
    let declared = || report.parameters.iter().map(|parameter| parameter.name.as_str());
    let is_declared =
        |name: &str| declared().chain(broken.iter().map(String::as_str)).any(|known| known == name);
    let undeclared = |name: &str| {
        let near = nearest(name, declared()).map(|near| format!("did you mean '${near}'?"));
        Problem::new(format!("there is no parameter ${name}")).maybe_hint(near)
    };
    let mut problems = Vec::new();
    let mut used = HashSet::new();
    for statement in report.blocks.iter().map(|block| &block.statement) {
        for (name, place) in &statement.parameters {
            used.insert(name.clone());
            if !is_declared(name) {
                let column = if place.line == 1 { statement.column + place.column - 1 } else { place.column };
                let place = Position { line: statement.line + place.line - 1, column, length: place.length };
                let problem = undeclared(name).at(place);
                problems.push(match problem.hint {
                    Some(_) => problem,
                    None => problem.hint(format!("declare it above: -- @param {name} text = …")),
                });
            }
        }
    }
    for directive in report.blocks.iter().flat_map(|block| &block.expectations) {
        for statement in statements(&directive.text).unwrap_or_default() {
            for (name, _) in statement.parameters {
                if !is_declared(&name) {
                    problems.push(undeclared(&name).at(directive.place(0..directive.text.len())));
                }
                used.insert(name);
            }
        }
    }
    for found in &report.uses {
        let Some(name) = &found.parameter else { continue };
        used.insert(name.clone());
        let is_text = |parameter: &Parameter| {
            !parameter.is_list && matches!(parameter.kind, ParameterKind::Text | ParameterKind::Table)
        };
        if report.parameters.iter().any(|known| known.name == *name && !is_text(known)) {
            let problem = found.directive.problem(format!("parameter ${name} is not a path"));
            problems.push(problem.hint("declare it as text"));
        }
        if !is_declared(name) {
            problems.push(undeclared(name).at(found.directive.at));
        }
    }
    let unused = report.parameters.iter().filter(|parameter| !used.contains(&parameter.name));
    problems.extend(unused.map(|parameter| {
        parameter.directive.problem(format!("no statement uses the parameter ${}", parameter.name))
    }));
    problems
}
