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

const ASSETS: [(&str, &[u8]); 4] =
    [bundled!("LICENSES.txt"), bundled!("app.css"), bundled!("app.js"), bundled!("basemap.js")];

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
        ] {
            assert!(licences.contains(name), "no {name}");
        }
    }
}
