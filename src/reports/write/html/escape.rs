//! Texts made fit for HTML.

use tenure_diagnostics::turns_text;

/// The text for an element or a quoted attribute. Control characters but for the ends of lines are left out, and so is
/// what would turn the direction of the texts around it.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || turns_text(c) => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_leaves_its_place() {
        assert_eq!(
            escape("</td><b a='1' b=\"2\">&\u{0}\r\n"),
            "&lt;/td&gt;&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;\n"
        );
    }
}
