//! Texts made fit for HTML.

use tenure_charts::{markup, turns};

/// The text for an element or a quoted attribute. Control characters but for the ends of lines are left out, and so is
/// what would turn the direction of the texts around it.
pub(super) fn escape(text: &str) -> String {
    let stays = |c: &char| matches!(c, '\n' | '\t') || !c.is_control() && !turns(*c);
    markup(&text.chars().filter(stays).collect::<String>())
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
