//! The site of the sample, byte for byte. `KHARITA_BLESS=1 cargo test` takes the present bytes for right; whoever
//! does so reads the difference as code.
//!
//! The program and style of the page are bundled from `web/` and tested there.

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::project::{Project, ROOT};

const FILES: [&str; 14] = [
    "events.geojson",
    "unplaced.geojson",
    "events.schema.json",
    "unplaced.schema.json",
    "events.csv",
    "reports.csv",
    "datapackage.json",
    "unplaced.csv",
    "unresolved.csv",
    "sources.csv",
    "index.html",
    "ar.html",
    "table.html",
    "table.ar.html",
];

#[test]
fn all_that_a_page_of_the_sample_loads_is_light() {
    let site = Project::sample().build().site;
    let shared = ["app.js", "app.css", "basemap.js", "arabic.woff2"];
    for page in ["index.html", "ar.html"] {
        let assets = shared.iter().map(|name| site[&format!("assets/{name}")].as_slice());
        let loaded: Vec<&[u8]> = assets.chain([site[page].as_slice()]).collect();
        let all: usize = loaded.iter().map(|bytes| bytes.len()).sum();
        assert!(all <= 350_000, "{page} and what it loads are {all} bytes");
        // Servers compress what they send, each file by itself.
        let sent: usize = loaded.iter().map(|bytes| compressed(bytes)).sum();
        assert!(sent <= 120_000, "{page} and what it loads are {sent} bytes, compressed");
    }
}

/// How many bytes gzip makes of `bytes`.
fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn the_sample_makes_the_blessed_site() {
    let run = Project::sample().build();
    let faults = FILES.map(|name| against(&format!("sample/{name}"), run.text(name)));
    run.check(faults.iter().all(String::is_empty), &faults.concat());
}

/// Where `built` leaves the blessed file `name` of `tests/golden`, and what to do; empty where it does not.
pub(crate) fn against(name: &str, built: &str) -> String {
    let path = Path::new(ROOT).join("tests/golden").join(name);
    if env::var_os("KHARITA_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, built).unwrap();
        return String::new();
    }
    let blessed = fs::read_to_string(&path).unwrap_or_default();
    let advice = "KHARITA_BLESS=1 cargo test --test suite blessed, then review the difference";
    let difference = difference(name, &blessed, built);
    difference.map(|difference| format!("{difference}\n{advice}\n")).unwrap_or_default()
}

/// Where `built` leaves `blessed`, if it does.
fn difference(name: &str, blessed: &str, built: &str) -> Option<String> {
    if blessed == built {
        return None;
    }
    let same = blessed.lines().zip(built.lines()).take_while(|(a, b)| a == b).count();
    // A page has lines of many kilobytes; its beginning tells which it is.
    let line = |text: &str| {
        let line = text.lines().nth(same).unwrap_or("(the end)");
        line.chars().take(300).collect::<String>()
    };
    let (was, is) = (line(blessed), line(built));
    Some(format!("{name}:{}: differs\n  was {was}\n  is  {is}", same + 1))
}
