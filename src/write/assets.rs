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

/// What draws the pictures of a tile server, where a page has one.
const TILES: (&str, &[u8]) = bundled!("tiles.js");

/// What the page of very many events needs beside the others.
const MANY: (&str, &[u8]) = bundled!("many.js");

/// How the style names the typeface of Arabic runs, which is a file beside it.
pub(super) const TYPEFACE: &str = "url(arabic.woff2)";

/// What stands in the licences before those of the built-in basemap; `web/build.mjs` writes it.
const OF_GEOMETRY: &str = "GEOMETRY\n";

/// What a page of `tiles` loads beside the others.
pub fn of_tiles() -> Files {
    let (name, bytes) = TILES;
    Files::from([(name.to_owned(), bytes.to_vec())])
}

/// What a page of very many events loads beside the others.
pub(super) fn of_many() -> Files {
    let (name, bytes) = MANY;
    Files::from([(name.to_owned(), bytes.to_vec())])
}

/// The assets of a site, by their path in it. `basemap` is what the user brings in place of the built-in one.
pub fn assets(basemap: Option<&str>) -> Files {
    let mut files: Files =
        ASSETS.iter().map(|&(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
    if let Some(script) = basemap {
        files.insert("assets/basemap.js".to_owned(), script.into());
        if let Some(licences) = files.get_mut("assets/LICENSES.txt") {
            // What is not carried is not named.
            let text = String::from_utf8_lossy(licences).into_owned();
            let kept = text.split_once(OF_GEOMETRY).map_or(&*text, |(kept, _)| kept);
            *licences = kept.trim_end().as_bytes().to_vec();
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_loads_nothing_from_elsewhere() {
        let mut files = assets(None);
        files.extend(of_tiles());
        files.extend(of_many());
        for name in ["tiles.js", "many.js", "app.js", "basemap.js", "app.css"] {
            let name = &format!("assets/{name}");
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
        let files = assets(None);
        let typeface = &files["assets/arabic.woff2"];
        assert!(typeface.starts_with(b"wOF2") && typeface.len() < 24_000, "{}", typeface.len());
        let style = String::from_utf8_lossy(&files["assets/app.css"]);
        assert!(style.contains(TYPEFACE));
    }

    #[test]
    fn the_basemap_stays_small_and_the_licences_name_whose_it_is() {
        let files = assets(None);
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

    #[test]
    fn a_basemap_of_the_user_takes_the_place_and_the_licences_of_the_built_in_one() {
        let files = assets(Some("window.kharitaBasemap={};"));
        assert_eq!(files["assets/basemap.js"], b"window.kharitaBasemap={};");
        let licences = String::from_utf8_lossy(&files["assets/LICENSES.txt"]);
        assert!(licences.contains("leaflet 1.9.4") && licences.contains("SIL OPEN FONT LICENSE"));
        assert!(!licences.contains("GSHHG") && !licences.contains("OpenStreetMap"));
    }
}
