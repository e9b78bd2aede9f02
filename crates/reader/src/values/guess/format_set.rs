//! Sets of the ways in which numbers can be written.

use crate::values::ThousandsSeparator;

/// What may group thousands beside a decimal point.
const BESIDE_POINT: [Option<ThousandsSeparator>; 4] = [
    None,
    Some(ThousandsSeparator::Comma),
    Some(ThousandsSeparator::Space),
    Some(ThousandsSeparator::Apostrophe),
];

/// What may group thousands beside a decimal comma.
const BESIDE_COMMA: [Option<ThousandsSeparator>; 4] = [
    None,
    Some(ThousandsSeparator::Dot),
    Some(ThousandsSeparator::Space),
    Some(ThousandsSeparator::Apostrophe),
];

/// A set of pairs of a decimal sign and what groups thousands. The four lower bits are those with a decimal point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FormatSet(u8);

impl FormatSet {
    pub const NONE: FormatSet = FormatSet(0);
    /// Those with a decimal point.
    pub const POINT: FormatSet = FormatSet(0x0F);
    /// Those with a decimal comma.
    pub const COMMA: FormatSet = FormatSet(0xF0);
    /// The one in which `1.234` is a thousand and more.
    pub const DOT_GROUPS: FormatSet = FormatSet(0x20);

    /// What may group thousands beside a decimal sign.
    pub fn groups(decimal: u8) -> [Option<ThousandsSeparator>; 4] {
        if decimal == b'.' { BESIDE_POINT } else { BESIDE_COMMA }
    }

    /// Those with a decimal sign and the groups for which something holds.
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
