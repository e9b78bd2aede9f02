//! The escaping of the page's templates.

use std::fmt::{self, Write};

use askama::filters::{Escaper, Html};
use tenure_diagnostics::turns_text;

/// A text in an element or a quoted attribute of a page.
///
/// `askama.toml` names this type: every template of a page escapes with it all that is not marked `safe`. Control
/// characters but for the ends of lines are left out, and so are those that turn the direction of the texts around them.
#[derive(Debug, Clone, Copy)]
pub(in crate::reports) struct PageText;

impl Escaper for PageText {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        let is_left_out = |c: char| !matches!(c, '\n' | '\t') && c.is_control() || turns_text(c);
        text.split(is_left_out).try_for_each(|part| Html.write_escaped_str(&mut dest, part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place() {
        let mut page = String::new();
        PageText.write_escaped_str(&mut page, "</td><b a='1' b=\"2\">&\u{0}\r\n\u{202e}").unwrap();
        assert_eq!(page, "&#60;/td&#62;&#60;b a=&#39;1&#39; b=&#34;2&#34;&#62;&#38;\n");
    }
}
