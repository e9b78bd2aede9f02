//! The style sheet and scripts of a page.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

/// The version of Apache ECharts, which draws the charts of a page. `scripts/echarts.py` brings another.
pub const ECHARTS: &str = "6.1.0";
/// The SHA-256 of its `dist/echarts.min.js`, which is in the page as it was published.
pub const ECHARTS_SHA256: &str = "b66b25aeb4df84e33199dc21694014d336d222cbd9deb0e5a7c14bd6aa0d0fd0";

pub(super) const ECHARTS_SCRIPT: &str = include_str!("../../../../assets/echarts/echarts.min.js");
/// Licence and notices, which go with every copy of it.
pub(super) const ECHARTS_LICENCE: [&str; 3] = [
    include_str!("../../../../assets/echarts/NOTICE"),
    include_str!("../../../../assets/echarts/LICENSE"),
    include_str!("../../../../assets/echarts/LICENSE-d3"),
];
/// The colours of drawings and the looks of the page. The dark colours stand in it twice: for a screen that prefers them,
/// and for a reader who chose them.
pub(super) const STYLE: &str = concat!(
    include_str!("../../../../assets/page/chart.css"),
    "\n@media screen and (prefers-color-scheme: dark) {\n:root:not([data-theme=light]) {\n",
    include_str!("../../../../assets/page/dark.css"),
    "}\n}\n@media screen {\n:root[data-theme=dark] {\n",
    include_str!("../../../../assets/page/dark.css"),
    "}\n}\n",
    include_str!("../../../../assets/page/page.css")
);
/// The scripts that bring charts and tables to life: numbers as text, parts of charts, charts, and the page.
pub(super) const PAGE_SCRIPT: &str = concat!(
    include_str!("../../../../assets/page/numbers.js"),
    "\n",
    include_str!("../../../../assets/page/parts.js"),
    "\n",
    include_str!("../../../../assets/page/charts.js"),
    "\n",
    include_str!("../../../../assets/page/page.js"),
);
/// The script that asks whether there is a newer page.
pub(super) const WATCH_SCRIPT: &str = include_str!("../../../../assets/page/watch.js");

/// Returns the source by which a content security policy allows a script or a style: its hash.
pub(super) fn fingerprint(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn echarts_is_as_it_was_published() {
        let found: String = Sha256::digest(ECHARTS_SCRIPT).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, ECHARTS_SHA256);
        assert!(ECHARTS_SCRIPT.contains(&format!("version=\"{ECHARTS}\"")), "another version");
    }

    #[test]
    fn nothing_ends_the_script_it_stands_in() {
        for script in [ECHARTS_SCRIPT, PAGE_SCRIPT, WATCH_SCRIPT] {
            assert!(!script.to_lowercase().contains("</script") && !script.contains("<!--"));
        }
        assert!(!STYLE.to_lowercase().contains("</style"));
    }
}
