//! What was found out about a file, and why.

/// Something that was found out about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about: `encoding`, `delimiter`, `header`, the name of a column, …
    pub about: String,
    /// What was found.
    pub value: String,
    /// On what evidence.
    pub evidence: String,
    /// The evidence without figures and examples, by which findings of several files are the same.
    pub topic: String,
    /// What it means for the reader of the data.
    pub kind: FindingKind,
}

/// What a finding means for the reader of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// The file says so.
    Sure,
    /// The file is likely to mean it so.
    Likely,
    /// The data will differ from the text of the file.
    Changed,
    /// It could be otherwise; only the person who knows the file can say.
    Question,
}

impl FindingKind {
    /// In one word.
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
