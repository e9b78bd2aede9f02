//! Colours of what is being typed, for the line editor.

use reedline::{Color, Highlighter, StyledText};

use super::sql::{Class, highlight};

/// Colours by what each part is.
pub struct SqlHighlighter {
    colour: bool,
}

impl SqlHighlighter {
    /// With colours, or without.
    pub fn new(colour: bool) -> Self {
        Self { colour }
    }
}

impl Highlighter for SqlHighlighter {
    fn highlight(&self, line: &str, _: usize) -> StyledText {
        let mut styled = StyledText::new();
        if !self.colour {
            styled.push((Color::Default.normal(), line.to_owned()));
            return styled;
        }
        for (range, class) in highlight(line) {
            let style = match class {
                Class::Keyword => Color::Blue.bold(),
                Class::Function => Color::Cyan.normal(),
                Class::Text => Color::Green.normal(),
                Class::Number => Color::Magenta.normal(),
                Class::Comment => Color::DarkGray.normal(),
                Class::Parameter => Color::Yellow.normal(),
                Class::Command => Color::Blue.bold(),
                Class::Error => Color::Red.underline(),
                _ => Color::Default.normal(),
            };
            styled.push((style, line.get(range).unwrap_or_default().to_owned()));
        }
        styled
    }
}
