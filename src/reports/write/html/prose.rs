//! Markdown of the report's author as HTML. HTML in it is shown as text, and images as their words: a page loads nothing.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Converts lines of Markdown to HTML.
pub(super) fn prose(lines: &[String]) -> String {
    let text = lines.join("\n");
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut images = 0_usize;
    let mut links = Vec::new();
    let events = Parser::new_ext(&text, options).filter_map(move |event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) => {
            images += 1;
            None
        }
        Event::End(TagEnd::Image) => {
            images = images.saturating_sub(1);
            None
        }
        Event::Start(Tag::Link { dest_url, link_type, id, .. }) => {
            let is_safe = leads_outside(&dest_url);
            links.push(is_safe);
            is_safe.then_some(Event::Start(Tag::Link {
                dest_url,
                link_type,
                id,
                title: CowStr::Borrowed(""),
            }))
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or(false).then_some(Event::End(TagEnd::Link)),
        // The headings of the page stand above those of its author.
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Heading {
            level: HeadingLevel::H4,
            id: None,
            classes: vec![],
            attrs: vec![],
        })),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(HeadingLevel::H4))),
        // The alignment of cells would be a style, which the page's policy forbids.
        Event::Start(Tag::Table(columns)) => {
            Some(Event::Start(Tag::Table(vec![pulldown_cmark::Alignment::None; columns.len()])))
        }
        other => Some(other),
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    page
}

/// Tells whether a reader may follow an address: one of the web, of mail, or a place on the page.
fn leads_outside(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:", "#"].iter().any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        prose(&[text.to_owned()])
    }

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(of("a **b** `c`"), "<p>a <strong>b</strong> <code>c</code></p>\n");
        assert_eq!(of("# One"), "<h4>One</h4>\n");
        assert_eq!(of("[x](https://example.org/a)"), "<p><a href=\"https://example.org/a\">x</a></p>\n");
    }

    #[test]
    fn nothing_runs_and_nothing_is_loaded() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "![words](https://example.org/x.png)",
            "[x](javascript:alert(1))",
            "[x](JavaScript&#58;alert(1))",
            "[x](data:text/html,hi)",
            "<a href=\"javascript:alert(1)\">x</a>",
            "| a |\n|:-:|\n| b |",
        ] {
            let page = of(text);
            assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
            assert!(
                !page.contains("<a href=\"java")
                    && !page.contains("<a href=\"data")
                    && !page.contains("style="),
                "{page}"
            );
        }
        assert_eq!(of("![words](x.png)"), "<p>words</p>\n");
    }
}
