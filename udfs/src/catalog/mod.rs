//! The one list of functions. Registration, reference pages, completion and tests derive from it.
//!
//! A function is one [`Function`] constant in a file of its own; the family's `mod.rs` lists it.

mod function;

use crate::{clv, cohorts, rfm, summary, sums, surveys, time};
pub use function::{Argument, Example, Expand, Family, Function, Make, Takes};

/// Every function, family by family, in the order of the reference page.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    families().iter().flat_map(|family| family.functions.iter().copied())
}

/// The families, in the order of the reference page.
pub fn families() -> &'static [Family] {
    &[summary::FAMILY, rfm::FAMILY, clv::FAMILY, surveys::FAMILY, cohorts::FAMILY, time::FAMILY, sums::FAMILY]
}

/// The function of that name, regardless of case.
pub fn function(name: &str) -> Option<&'static Function> {
    functions().find(|function| function.name.eq_ignore_ascii_case(name))
}

/// The table function of that name, regardless of case.
pub fn table_function(name: &str) -> Option<(&'static Function, Expand)> {
    match function(name)? {
        f @ Function { make: Make::Table { expand, .. }, .. } => Some((f, *expand)),
        _ => None,
    }
}
