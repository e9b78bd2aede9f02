//! The characters that divide a text into records and fields.

/// The syntax of records and fields. A record ends with a line feed, a carriage return, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// The separator between two fields.
    pub delimiter: Delimiter,
    /// The quote around a field whose delimiters and line breaks are text, if the dialect has one.
    pub quote: Option<u8>,
    /// The way to write a quote inside a quoted field.
    pub escape: Escape,
}

/// The separator between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// A single ASCII character.
    Byte(u8),
    /// Any number of spaces and tabs. Those at the ends of a line do not count.
    Blanks,
}

/// The way to write a quote inside a quoted field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Escape {
    /// A quote is doubled.
    Double,
    /// A backslash stands before a quote or any other character that is meant literally. A doubled quote works too.
    Backslash,
}

impl Dialect {
    /// Commas and double quotes, as in RFC 4180.
    pub const COMMA: Self =
        Self { delimiter: Delimiter::Byte(b','), quote: Some(b'"'), escape: Escape::Double };

    /// Returns whether a byte outside quotes ends a field.
    pub(super) fn ends_field(&self, byte: u8) -> bool {
        self.delimiter.matches(byte) || byte == b'\n' || byte == b'\r'
    }
}

impl Delimiter {
    /// No delimiter: a byte that occurs in no text.
    pub const NONE: Self = Self::Byte(0xFF);

    /// Returns whether this byte is a delimiter.
    pub fn matches(self, byte: u8) -> bool {
        match self {
            Self::Byte(sign) => byte == sign,
            Self::Blanks => byte == b' ' || byte == b'\t',
        }
    }
}
