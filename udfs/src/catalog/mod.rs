//! The functions of a session, as a value.
//!
//! ```text
//! FUNCTION ──listed by──> FAMILY ──with──> Catalog ──> registration, the planner, reference, completion, tests
//! ```
//!
//! A function is one [`Function`] constant in a file of its own, and its family's `mod.rs` lists it. A program that
//! embeds tenure makes a [`Catalog`] of the families it wants, those of its own among them.

mod function;
mod planner;
mod source;

use std::collections::HashSet;

use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::sqlparser::ast::TableFactor;

use crate::call::{call_of, check_syntax};

pub use crate::takes::{Argument, Takes};
pub use function::{Example, Expand, Family, Function, Make};
pub use planner::TableFunctions;
pub use source::{Constant, Source, SourceArgument, SourceCall};

/// Families of functions, in the order of the reference.
///
/// ```
/// use tenure_udfs::{Catalog, rfm, surveys};
///
/// let catalog = Catalog::new().with(rfm::FAMILY).with(surveys::FAMILY);
/// assert!(catalog.function("NPS").is_some() && catalog.function("clv").is_none());
/// assert!(catalog.check().is_ok());
/// assert!(catalog.with(rfm::FAMILY).check().is_err());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    families: Vec<Family>,
}

impl Catalog {
    /// Creates a catalogue without functions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a family. Whether its names are free is for [`check`](Self::check) to say.
    #[must_use]
    pub fn with(mut self, family: Family) -> Self {
        self.families.push(family);
        self
    }

    /// Returns the families, in the order in which they were added.
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// Returns every function, family by family.
    pub fn functions(&self) -> impl Iterator<Item = &'static Function> + '_ {
        self.families.iter().flat_map(|family| family.functions.iter().copied())
    }

    /// Returns the function of that name, regardless of case.
    pub fn function(&self, name: &str) -> Option<&'static Function> {
        self.functions().find(|function| function.name.eq_ignore_ascii_case(name))
    }

    /// Returns the function of that name if it stands in FROM: a table function or a source.
    pub fn relation(&self, name: &str) -> Option<&'static Function> {
        self.function(name).filter(|function| function.make.is_relation())
    }

    /// Checks a call of a table function as it is written, before its relation is looked at. Other relations pass.
    ///
    /// # Errors
    /// Returns all faults of the call.
    pub fn check_syntax(&self, relation: &TableFactor) -> Result<()> {
        match call_of(relation).map(|call| (planner::function_of(self, &call), call)) {
            Some((Some(function), call)) if matches!(function.make, Make::Table { .. }) => {
                check_syntax(function.signature(), &call)
            }
            _ => Ok(()),
        }
    }

    /// Returns the code that builds everything registered by name: functions, and the parts of table functions.
    pub fn makes(&self) -> impl Iterator<Item = &'static Make> + '_ {
        self.families.iter().flat_map(|family| {
            family.functions.iter().map(|function| &function.make).chain(family.parts.iter())
        })
    }

    /// Checks that names are in lower case and that none occurs twice, those of parts included.
    ///
    /// # Errors
    /// Returns the first name that is taken, and the family that cannot have it.
    pub fn check(&self) -> Result<()> {
        let mut taken = HashSet::new();
        for family in &self.families {
            let functions = family.functions.iter().map(|function| function.name.to_owned());
            for name in functions.chain(family.parts.iter().filter_map(Make::built_name)) {
                if name != name.to_lowercase() {
                    return plan_err!("'{name}' of family '{}' must be in lower case", family.title);
                }
                if !taken.insert(name.clone()) {
                    return plan_err!(
                        "family '{}' cannot have '{name}': the name is taken by another function",
                        family.title
                    );
                }
            }
            for function in family.functions {
                if let Some(built) = function.make.built_name().filter(|built| built != function.name) {
                    return plan_err!(
                        "'{}' of family '{}' is built under another name: '{built}'",
                        function.name,
                        family.title
                    );
                }
            }
        }
        Ok(())
    }
}
