//! Errors of functions, with places and hints as fields.

use std::fmt;

use datafusion::common::DataFusionError;
use tenure_diagnostics::Problem;

/// The subject of an error of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The call: arguments that are missing, unknown, of another type or out of range.
    Call,
    /// The rows: a total that does not fit its type, a model that did not converge.
    Data,
}

/// Everything that is wrong with a call, found together. It travels inside [`DataFusionError::External`], where
/// [`of`](Self::of) finds it again, so that no caller has to parse its text.
#[derive(Debug, Clone)]
pub struct FunctionError {
    fault: Fault,
    problems: Vec<Problem>,
    /// Texts of the planner's own errors that were found with these.
    others: Vec<String>,
}

impl FunctionError {
    /// Creates an error of the call.
    pub fn call(problem: Problem) -> Self {
        Self { fault: Fault::Call, problems: vec![problem], others: Vec::new() }
    }

    /// Creates an error of the rows.
    pub fn data(problem: Problem) -> Self {
        Self { fault: Fault::Data, problems: vec![problem], others: Vec::new() }
    }

    /// Creates an error from the problems of a call and the texts of the planner's errors found with them.
    pub(crate) fn together(problems: Vec<Problem>, others: Vec<String>) -> Self {
        Self { fault: Fault::Call, problems, others }
    }

    /// Finds the error of a function inside one of DataFusion.
    ///
    /// ```
    /// use tenure_diagnostics::Problem;
    /// use tenure_udfs::FunctionError;
    ///
    /// let error = FunctionError::call(Problem::new("csat: top must be above 0").hint("write 1"));
    /// let error = datafusion::common::DataFusionError::from(error).context("while planning");
    /// let found = FunctionError::of(&error).map(|found| found.problems());
    /// assert_eq!(found.and_then(|problems| problems[0].hint.as_deref()), Some("write 1"));
    /// ```
    pub fn of(error: &DataFusionError) -> Option<&Self> {
        match error.find_root() {
            DataFusionError::External(error) => error.downcast_ref(),
            _ => None,
        }
    }

    /// Returns the subject of the error.
    pub fn fault(&self) -> Fault {
        self.fault
    }

    /// Returns the problems, at least one.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for FunctionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> =
            self.problems.iter().map(Problem::to_string).chain(self.others.iter().cloned()).collect();
        f.write_str(&texts.join("\n"))
    }
}

impl std::error::Error for FunctionError {}

impl From<FunctionError> for DataFusionError {
    fn from(error: FunctionError) -> Self {
        DataFusionError::External(Box::new(error))
    }
}
