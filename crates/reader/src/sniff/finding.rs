//! Findings about a file, with their evidence.

/// A finding about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The subject: `encoding`, `delimiter`, `header`, the name of a column, …
    pub about: String,
    /// The value that was found.
    pub value: String,
    /// The evidence for it.
    pub evidence: String,
    /// The evidence without figures and examples, by which findings of several files are the same.
    pub topic: String,
    /// The consequence for the user of the data.
    pub kind: FindingKind,
}

/// The consequence of a finding for the user of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// The file leaves no doubt.
    Sure,
    /// The file most likely means this.
    Likely,
    /// The data differ from the text of the file.
    Changed,
    /// The file leaves it open; only a person who knows the file can decide.
    Question,
}

impl FindingKind {
    /// Returns the name, as `sniff` shows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::Changed => "changed",
            Self::Question => "question",
        }
    }
}

impl Finding {
    pub(super) fn new(
        about: &str,
        value: impl Into<String>,
        evidence: impl Into<String>,
        kind: FindingKind,
    ) -> Self {
        let evidence = evidence.into();
        Self { about: about.to_owned(), value: value.into(), topic: evidence.clone(), evidence, kind }
    }
}
