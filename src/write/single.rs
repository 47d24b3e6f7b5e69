//! A page that is one file, to send by mail: the program, the style, the map and the features stand in it.
//!
//! What of the site's files a page of its own kind needs is decided here; how they stand in the markup is `page.html`'s business.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Files, assets, policy};

/// What a page holds that has no files beside it.
#[derive(Debug, Serialize)]
pub(super) struct Single {
    style: String,
    /// In the order in which they run: each needs those before it.
    scripts: Vec<String>,
    /// The licences of what it carries.
    licences: String,
    /// What its policy allows: exactly these.
    #[serde(skip)]
    pub(super) policy: String,
}

impl Single {
    /// `features` is `assets/events.js`, by which a reader downloads what is shown; `basemap` the user's own.
    /// `style` is that of the user, where there is one.
    pub(super) fn new(features: Vec<u8>, basemap: Option<&str>, style: Option<&str>) -> Self {
        let mut files = assets::assets(basemap);
        let typeface = files.remove("assets/arabic.woff2").expect("every site has this asset");
        let mut carried: BTreeMap<_, _> = texts(files);
        let mut take = |name: &str| carried.remove(name).expect("every site has these assets");
        let typeface = format!("url(data:font/woff2;base64,{})", policy::base64(&typeface));
        let built_in = take("assets/app.css");
        let style = style.unwrap_or(&built_in).replace(assets::TYPEFACE, &typeface);
        let features = String::from_utf8(features).expect("what we write is UTF-8");
        let scripts = vec![take("assets/basemap.js"), for_html(&features), take("assets/app.js")];
        let licences = take("assets/LICENSES.txt");
        let policy = policy::of_single(&style, &scripts);
        Self { style, scripts, licences, policy }
    }

    /// Whether `page` has all of it, so that its policy lets it run. A template of the user may not know that it should.
    pub(super) fn is_in(&self, page: &str) -> bool {
        page.contains(&format!("<style>{}</style>", self.style))
            && self.scripts.iter().all(|it| page.contains(&format!("<script>{it}</script>")))
    }
}

fn texts(files: Files) -> BTreeMap<String, String> {
    let text = |bytes| String::from_utf8(bytes).expect("the assets are UTF-8");
    files.into_iter().map(|(name, bytes)| (name, text(bytes))).collect()
}

/// `json`, alone or in a script, so that it cannot end the `<script>` it stands in: HTML would take `</script` and `<!--` at their
/// word, and old readers of scripts take U+2028 and U+2029 for line ends. All of them stand only in strings, where an escape may.
pub(super) fn for_html(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_page_carries_ends_the_element_it_stands_in_or_changes_while_it_is_read() {
        let single =
            Single::new(b"window.kharitaEvents={\"a\":\"</script><!--\"};\n".to_vec(), None, None);
        for script in &single.scripts {
            let lower = script.to_ascii_lowercase();
            for end in ["</script", "<!--", "<script"] {
                assert!(!lower.contains(end), "{end}");
            }
        }
        assert!(!single.style.to_ascii_lowercase().contains("</style"));
        // A parser of HTML makes one line end of these two, and a hash is of what it has read.
        assert!(single.scripts.iter().chain([&single.style]).all(|text| !text.contains('\r')));
    }

    #[test]
    fn json_in_a_page_cannot_end_its_script_and_reads_back_the_same() {
        let hostile = "</script><!-- <script> &amp; \u{2028}\u{2029} \" \\ ]]>";
        let json = for_html(&serde_json::to_string(hostile).unwrap());
        for forbidden in ["<", ">", "&", "\u{2028}", "\u{2029}"] {
            assert!(!json.contains(forbidden), "{json}");
        }
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }
}
