//! From a script to a report: what its directives say.

use std::collections::HashSet;

use tenure_diagnostics::nearest;

use super::block::{Block, Width};
use super::block_options::{kpi, table};
use super::directive::{Directed, Directive, directed};
use super::parameter::{Parameter, ParameterKind};
use super::report::{Report, Use};
use crate::errors::{Code, Error, Problem};
use tenure_charts as charts;

/// The directives of the report as a whole, which stand above its first statement.
const OF_REPORT: [&str; 4] = ["report", "about", "param", "use"];
/// The directives of a block.
const OF_BLOCK: [&str; 10] =
    ["section", "title", "note", "chart", "kpi", "table", "width", "hide", "id", "expect"];

/// Reads a report. All that is wrong is told together, with its place in the script.
pub(in crate::reports) fn parse(script: &str, name: Option<&str>) -> Result<Report, Error> {
    let (directed, mut problems) = directed(script)?;
    let mut report = Report::empty(script, name);
    // Parameters whose declaration is wrong: nobody need be told that they are not declared.
    let mut broken = Vec::new();
    for (place, directed) in directed.into_iter().enumerate() {
        let mut block = Block::of(&directed);
        for directive in directed.directives {
            let word = directive.word.clone();
            let read = match word.as_str() {
                word if OF_REPORT.contains(&word) && place > 0 => {
                    let hint = "it belongs to the whole report and stands above its first statement";
                    Err(directive.wrong(format!("@{word} stands too late"), Some(hint)))
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
    problems.extend(twice(&report.blocks));
    problems.extend(parameters(&report, &broken));
    if report.blocks.is_empty() && problems.is_empty() {
        return Err(Error::new(Code::Parameter, "the report has no statement", None));
    }
    problems.sort_by_key(|problem| problem.position.map(|place| (place.line, place.column)));
    match problems.is_empty() {
        true => Ok(report),
        false => Err(Error::of(Code::Parameter, problems)),
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
    let words = || OF_REPORT.into_iter().chain(OF_BLOCK);
    let hint = match nearest(&directive.word, words()) {
        Some(near) => format!("did you mean '@{near}'?"),
        None => format!(
            "directives are {}",
            words().map(|word| format!("@{word}")).collect::<Vec<_>>().join(", ")
        ),
    };
    directive.wrong(format!("there is no directive @{}", directive.word), Some(&hint))
}

fn of_report(report: &mut Report, directive: &Directive) -> Result<(), Problem> {
    match directive.word.as_str() {
        "report" => once(&mut report.title, text(directive)?.to_owned(), directive),
        "about" => {
            // A line without text parts two paragraphs.
            report.about.push(directive.text.clone());
            Ok(())
        }
        "param" => {
            let parameter = Parameter::parse(directive)?;
            if report.parameters.iter().any(|known| known.name == parameter.name) {
                return Err(directive.wrong(format!("parameter {} is declared twice", parameter.name), None));
            }
            report.parameters.push(parameter);
            Ok(())
        }
        _ => {
            let found = Use::parse(directive)?;
            if report.uses.iter().any(|known| known.name.eq_ignore_ascii_case(&found.name)) {
                return Err(directive.wrong(format!("table {} is declared twice", found.name), None));
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
                let hint = "an id is letters, digits, - and _, and begins with a letter";
                return Err(directive.wrong(format!("'{id}' is no id"), Some(hint)));
            }
            // The page has these for itself.
            let of_page = ["charts", "checks"].contains(&id) || id.starts_with("block-");
            if of_page {
                let hint = "charts, checks and what begins with block- are ids of the page";
                return Err(directive.wrong(format!("'{id}' cannot be an id"), Some(hint)));
            }
            once(&mut block.id, id.to_owned(), directive)
        }
        "width" => {
            let word = text(directive)?;
            let found = Width::WORDS.iter().find(|(known, _)| *known == word);
            let (_, width) = found.ok_or_else(|| {
                let words: Vec<&str> = Width::WORDS.iter().map(|(word, _)| *word).collect();
                let hint = format!("widths are {}", words.join(", "));
                directive.wrong_at(0..word.len(), format!("'{word}' is no width"), Some(hint))
            })?;
            if block.directives.iter().any(|other| other.word == "width") {
                return Err(directive.wrong("@width is given twice", None));
            }
            block.width = *width;
            Ok(())
        }
        "hide" => match directive.text.as_str() {
            "" => {
                block.hidden = true;
                Ok(())
            }
            text => Err(directive.wrong_at(0..text.len(), "@hide stands alone", None)),
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
        "" => Err(directive.wrong(format!("@{} has no text", directive.word), None)),
        text => Ok(text),
    }
}

fn once<T>(place: &mut Option<T>, value: T, directive: &Directive) -> Result<(), Problem> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(directive.wrong(format!("@{} is given twice", directive.word), None)),
    }
}

/// Ids that are given to two blocks.
fn twice(blocks: &[Block]) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let ids = blocks.iter().flat_map(|block| &block.directives).filter(|directive| directive.word == "id");
    ids.filter(|id| !seen.insert(id.text.clone()))
        .map(|id| id.wrong(format!("two blocks have the id {}", id.text), None))
        .collect()
}

/// Parameters that are used and not declared, and those that are declared and not used.
fn parameters(report: &Report, broken: &[String]) -> Vec<Problem> {
    let declared = || report.parameters.iter().map(|parameter| parameter.name.as_str());
    let is_known =
        |name: &str| declared().any(|known| known == name) || broken.iter().any(|known| known == name);
    let mut problems = Vec::new();
    let mut used = HashSet::new();
    for statement in report.blocks.iter().map(|block| &block.statement) {
        for (name, place) in &statement.parameters {
            used.insert(name.as_str());
            if !is_known(name) {
                let column = if place.line == 1 { statement.column + place.column - 1 } else { place.column };
                let place = crate::errors::Position {
                    line: statement.line + place.line - 1,
                    column,
                    length: place.length,
                };
                let hint = match nearest(name, declared()) {
                    Some(near) => format!("did you mean '${near}'?"),
                    None => format!("declare it above: -- @param {name} text = …"),
                };
                let message = format!("there is no parameter ${name}");
                problems.push(Problem::new(message).at(place).hint(hint));
            }
        }
    }
    for directive in report.blocks.iter().flat_map(|block| &block.expectations) {
        for statement in crate::statements(&directive.text).unwrap_or_default() {
            for (name, _) in statement.parameters {
                match report.parameters.iter().find(|known| known.name == name) {
                    Some(known) => drop(used.insert(known.name.as_str())),
                    None if is_known(&name) => {}
                    None => {
                        let near = nearest(&name, declared()).map(|near| format!("did you mean '${near}'?"));
                        let place = 0..directive.text.len();
                        problems.push(directive.wrong_at(
                            place,
                            format!("there is no parameter ${name}"),
                            near,
                        ));
                    }
                }
            }
        }
    }
    for found in &report.uses {
        if let Some(name) = &found.parameter {
            used.insert(name);
            let parameter = report.parameters.iter().find(|known| known.name == *name);
            let is_text = |known: &Parameter| {
                !known.is_list && matches!(known.kind, ParameterKind::Text | ParameterKind::Table)
            };
            if parameter.is_some_and(|known| !is_text(known)) {
                let hint = Some("declare it as text");
                problems.push(found.directive.wrong(format!("parameter ${name} is no path"), hint));
            }
            if !is_known(name) {
                let near = nearest(name, declared()).map(|near| format!("did you mean '${near}'?"));
                problems
                    .push(found.directive.wrong(format!("there is no parameter ${name}"), near.as_deref()));
            }
        }
    }
    let unused = report.parameters.iter().filter(|parameter| !used.contains(parameter.name.as_str()));
    problems.extend(unused.map(|parameter| {
        parameter.directive.wrong(format!("no statement uses the parameter ${}", parameter.name), None)
    }));
    problems
}
