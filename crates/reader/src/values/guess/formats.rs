//! Sets of the ways in which numbers can be written.

use crate::values::Group;

/// What may group thousands beside a decimal point.
const BESIDE_POINT: [Option<Group>; 4] =
    [None, Some(Group::Comma), Some(Group::Space), Some(Group::Apostrophe)];

/// What may group thousands beside a decimal comma.
const BESIDE_COMMA: [Option<Group>; 4] =
    [None, Some(Group::Dot), Some(Group::Space), Some(Group::Apostrophe)];

/// A set of pairs of a decimal sign and what groups thousands. The four lower bits are those with a decimal point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Formats(u8);

impl Formats {
    pub const NONE: Formats = Formats(0);
    /// Those with a decimal point.
    pub const POINT: Formats = Formats(0x0F);
    /// Those with a decimal comma.
    pub const COMMA: Formats = Formats(0xF0);
    /// The one in which `1.234` is a thousand and more.
    pub const DOT_GROUPS: Formats = Formats(0x20);

    /// What may group thousands beside a decimal sign.
    pub fn groups(decimal: u8) -> [Option<Group>; 4] {
        if decimal == b'.' { BESIDE_POINT } else { BESIDE_COMMA }
    }

    /// Those with a decimal sign and the groups for which something holds.
    pub fn beside(decimal: u8, holds: [bool; 4]) -> Formats {
        let bits = holds.iter().rev().fold(0, |bits, holds| (bits << 1) | u8::from(*holds));
        Formats(if decimal == b'.' { bits } else { bits << 4 })
    }

    pub fn or(self, other: Formats) -> Formats {
        Formats(self.0 | other.0)
    }

    pub fn and(self, other: Formats) -> Formats {
        Formats(self.0 & other.0)
    }

    pub fn not(self) -> Formats {
        Formats(!self.0)
    }

    pub fn has(self, decimal: u8, group: Option<Group>) -> bool {
        let holds = Formats::groups(decimal).map(|other| other == group);
        self.and(Formats::beside(decimal, holds)) != Formats::NONE
    }
}
