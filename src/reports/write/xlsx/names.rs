//! The names of sheets, within the limits that Excel sets.

use std::collections::HashSet;

use tenure_diagnostics::turns_text;

/// The most characters of a sheet's name.
const LONGEST: usize = 31;
/// The names that are taken: the first sheet, and one that Excel reserves.
const TAKEN: [&str; 2] = ["report", "history"];

/// Returns a name for each title, without the characters that Excel refuses; repeated names are numbered.
pub(super) fn of<'a>(titles: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken: HashSet<String> = TAKEN.map(str::to_owned).into();
    let name = |title: &str| {
        let kept = |c: &char| {
            !c.is_control() && !turns_text(*c) && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\')
        };
        let text: String = title.chars().map(|c| if c == '/' { '-' } else { c }).filter(kept).collect();
        let text = text.trim().trim_matches('\'').trim();
        let text = if text.is_empty() { "Block" } else { text };
        let mut number = 1;
        loop {
            let end = if number == 1 { String::new() } else { format!(" {number}") };
            let name = format!("{}{end}", first(text, LONGEST - end.len()));
            if taken.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    };
    titles.map(name).collect()
}

/// Returns the first characters of a text, counted in UTF-16 as Excel does.
fn first(text: &str, most: usize) -> &str {
    let mut length = 0;
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > most
    });
    text[..end.map_or(text.len(), |(place, _)| place)].trim_end().trim_end_matches('\'')
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_are_those_of_excel() {
        let titles = [
            "Revenue",
            "revenue",
            "'Report'",
            "A/B: [test]?",
            "",
            "A title that is much longer than a sheet's name",
            "A title that is much longer than a sheet's",
            "客户客户客户客户客户客户客户客户客户客户客户客户客户客户客户客户客户",
        ];
        let names = of(titles.into_iter());
        assert_eq!(
            names,
            [
                "Revenue",
                "revenue 2",
                "Report 2",
                "A-B test",
                "Block",
                "A title that is much longer tha",
                "A title that is much longer t 2",
                "客户客户客户客户客户客户客户客户客户客户客户客户客户客户客户客"
            ]
        );
    }
}
