//! The formats of results.

use std::path::Path;

use strum::{EnumMessage, EnumString, IntoStaticStr, VariantArray};

/// A format in which results are written.
///
/// ```
/// use tenure::output::Format;
///
/// assert_eq!("jsonl".parse(), Ok(Format::Jsonl));
/// assert_eq!(Format::Csv.name(), "csv");
/// ```
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, EnumMessage, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
#[non_exhaustive]
pub enum Format {
    /// A table for people, with the types under the names.
    #[default]
    Table,
    /// Comma-separated values as in RFC 4180; NULL is an empty field, an empty text is "".
    Csv,
    /// Tab-separated values; \t, \n, \r and \\ stand for what they say, and NULL is an empty field.
    Tsv,
    /// An array of objects, on one line.
    Json,
    /// An object a line.
    Jsonl,
    /// A table of Markdown; NULL is an empty cell.
    Markdown,
    /// A Parquet file, which holds one result.
    Parquet,
    /// An Arrow file (Feather version 2), which holds one result.
    Arrow,
    /// A workbook of Excel with a sheet a result; NULL is an empty cell.
    #[cfg(feature = "reports")]
    Xlsx,
}

impl Format {
    /// Returns the format that a file's suffix stands for.
    ///
    /// ```
    /// use std::path::Path;
    /// use tenure::output::Format;
    ///
    /// assert_eq!(Format::of_file(Path::new("orders.ndjson")), Some(Format::Jsonl));
    /// ```
    pub fn of_file(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "md" | "markdown" => Some(Format::Markdown),
            "parquet" => Some(Format::Parquet),
            "arrow" | "feather" => Some(Format::Arrow),
            #[cfg(feature = "reports")]
            "xlsx" => Some(Format::Xlsx),
            _ => None,
        }
    }

    /// Returns whether a result begins with a header, so that a blank line must separate it from the one before.
    pub fn has_header(self) -> bool {
        matches!(self, Format::Table | Format::Csv | Format::Tsv | Format::Markdown)
    }

    /// Returns whether the format is binary.
    pub fn is_binary(self) -> bool {
        !(self.has_header() || matches!(self, Format::Json | Format::Jsonl))
    }

    /// Returns whether a file of this format holds only one result.
    pub fn holds_one(self) -> bool {
        matches!(self, Format::Parquet | Format::Arrow)
    }

    /// Returns all formats, in the order of the reference.
    pub fn all() -> &'static [Format] {
        Self::VARIANTS
    }

    /// Returns the name that users write.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns a description in one sentence.
    pub fn about(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }
}
