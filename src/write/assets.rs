//! What every site carries unchanged: the page's program and style, the basemap, their licences.
//!
//! `build.rs` bundles them from `web/`; this file only takes them into the binary.

use super::Files;

macro_rules! bundled {
    ($name:literal) => {
        (
            concat!("assets/", $name),
            include_bytes!(concat!(env!("OUT_DIR"), "/assets/", $name)) as &[u8],
        )
    };
}

const ASSETS: [(&str, &[u8]); 5] = [
    bundled!("LICENSES.txt"),
    bundled!("app.css"),
    bundled!("app.js"),
    bundled!("arabic.woff2"),
    bundled!("basemap.js"),
];

/// How the style names the typeface of Arabic runs, which is a file beside it.
pub(super) const TYPEFACE: &str = "url(arabic.woff2)";

/// The assets of a site, by their path in it.
pub fn assets() -> Files {
    ASSETS.iter().map(|&(name, bytes)| (name.to_owned(), bytes.to_vec())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_loads_nothing_from_elsewhere() {
        let files = assets();
        for name in ["assets/app.js", "assets/basemap.js", "assets/app.css"] {
            let text = String::from_utf8_lossy(&files[name]);
            for call in
                ["fetch(", "XMLHttpRequest", "importScripts", "@import", "url(http", "import("]
            {
                assert!(!text.contains(call), "{name} contains {call}");
            }
        }
    }

    #[test]
    fn the_typeface_of_arabic_is_small_and_is_the_one_that_the_style_names() {
        let files = assets();
        let typeface = &files["assets/arabic.woff2"];
        assert!(typeface.starts_with(b"wOF2") && typeface.len() < 24_000, "{}", typeface.len());
        let style = String::from_utf8_lossy(&files["assets/app.css"]);
        assert!(style.contains(TYPEFACE));
    }

    #[test]
    fn the_basemap_stays_small_and_the_licences_name_whose_it_is() {
        let files = assets();
        assert!(files["assets/basemap.js"].len() < 60_000);
        let licences = String::from_utf8_lossy(&files["assets/LICENSES.txt"]);
        for name in [
            "leaflet 1.9.4 (BSD-2-Clause)",
            "Natural Earth",
            "© OpenStreetMap contributors",
            "GSHHG",
            "GNU LESSER GENERAL PUBLIC LICENSE",
            "noto-sans-arabic 5.3.0 (OFL-1.1)",
            "SIL OPEN FONT LICENSE",
        ] {
            assert!(licences.contains(name), "no {name}");
        }
    }
}
