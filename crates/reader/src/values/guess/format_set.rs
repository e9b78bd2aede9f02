//! Sets of number formats.

use crate::values::ThousandsSeparator;

/// The thousands separators possible with a decimal point.
const BESIDE_POINT: [Option<ThousandsSeparator>; 4] = [
    None,
    Some(ThousandsSeparator::Comma),
    Some(ThousandsSeparator::Space),
    Some(ThousandsSeparator::Apostrophe),
];

/// The thousands separators possible with a decimal comma.
const BESIDE_COMMA: [Option<ThousandsSeparator>; 4] = [
    None,
    Some(ThousandsSeparator::Dot),
    Some(ThousandsSeparator::Space),
    Some(ThousandsSeparator::Apostrophe),
];

/// A set of pairs of a decimal and a thousands separator. The lower four bits are those with a decimal point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FormatSet(u8);

impl FormatSet {
    pub const NONE: FormatSet = FormatSet(0);
    /// The formats with a decimal point.
    pub const POINT: FormatSet = FormatSet(0x0F);
    /// The formats with a decimal comma.
    pub const COMMA: FormatSet = FormatSet(0xF0);
    /// The format in which `1.234` is one thousand two hundred and thirty-four.
    pub const DOT_GROUPS: FormatSet = FormatSet(0x20);

    /// Returns the thousands separators possible with a decimal separator.
    pub fn groups(decimal: u8) -> [Option<ThousandsSeparator>; 4] {
        if decimal == b'.' { BESIDE_POINT } else { BESIDE_COMMA }
    }

    /// Returns the formats with a decimal separator and those thousands separators for which `holds` is true.
    pub fn beside(decimal: u8, holds: [bool; 4]) -> FormatSet {
        let bits = holds.iter().rev().fold(0, |bits, holds| (bits << 1) | u8::from(*holds));
        FormatSet(if decimal == b'.' { bits } else { bits << 4 })
    }

    pub fn or(self, other: FormatSet) -> FormatSet {
        FormatSet(self.0 | other.0)
    }

    pub fn and(self, other: FormatSet) -> FormatSet {
        FormatSet(self.0 & other.0)
    }

    pub fn not(self) -> FormatSet {
        FormatSet(!self.0)
    }

    pub fn has(self, decimal: u8, group: Option<ThousandsSeparator>) -> bool {
        let holds = FormatSet::groups(decimal).map(|other| other == group);
        self.and(FormatSet::beside(decimal, holds)) != FormatSet::NONE
    }
}
