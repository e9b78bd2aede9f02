//! English names of months and weekdays, short or long, in any case.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Short names of more than three letters.
const LONGER: [&str; 4] = ["sept", "tues", "thur", "thurs"];

/// Returns the month whose name the text begins with, 1 to 12, and the rest.
pub fn month(text: &[u8]) -> Option<(u32, &[u8])> {
    let (index, rest) = named(text, &MONTHS)?;
    Some((index as u32 + 1, rest))
}

/// Returns the weekday whose name the text begins with, Monday being 0, and the rest.
pub fn weekday(text: &[u8]) -> Option<(usize, &[u8])> {
    named(text, &WEEKDAYS)
}

fn named<'a>(text: &'a [u8], names: &[&str]) -> Option<(usize, &'a [u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (word, rest) = text.split_at(length);
    let is = |name: &&str| {
        let begins = length <= name.len() && name.as_bytes()[..length].eq_ignore_ascii_case(word);
        let longer = || LONGER.iter().any(|longer| longer.as_bytes().eq_ignore_ascii_case(word));
        begins && (length == 3 || length == name.len() || longer())
    };
    names.iter().position(is).map(|index| (index, rest))
}
