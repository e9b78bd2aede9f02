//! The signs that divide a text into records and fields.

/// How records and fields are written. A record ends with a line feed, a carriage return, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// What stands between two fields.
    pub delimiter: Delimiter,
    /// What stands around a field in which delimiters and line breaks are text, if there is such a sign.
    pub quote: Option<u8>,
    /// How a quote is written inside a quoted field.
    pub escape: Escape,
}

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// One sign of ASCII.
    Byte(u8),
    /// Any number of blanks and tabs; those at the ends of a line mean nothing.
    Blanks,
}

/// How a quote is written inside a quoted field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Escape {
    /// Twice.
    Double,
    /// After a backslash, as is any other sign that is to be taken literally; or twice.
    Backslash,
}

impl Dialect {
    /// Commas and double quotes, as RFC 4180 has it.
    pub const COMMA: Self =
        Self { delimiter: Delimiter::Byte(b','), quote: Some(b'"'), escape: Escape::Double };

    /// Whether a byte that is not in quotes ends a field.
    pub(super) fn ends_field(&self, byte: u8) -> bool {
        self.delimiter.matches(byte) || byte == b'\n' || byte == b'\r'
    }
}

impl Delimiter {
    /// None: a byte that no text has.
    pub const NONE: Self = Self::Byte(0xFF);

    /// Whether this byte is one.
    pub fn matches(self, byte: u8) -> bool {
        match self {
            Self::Byte(sign) => byte == sign,
            Self::Blanks => byte == b' ' || byte == b'\t',
        }
    }
}
