//! The site of the sample, byte for byte. `KHARITA_BLESS=1 cargo test` takes the present bytes for right; whoever
//! does so reads the difference as code.
//!
//! The program and style of the page are bundled from `web/` and tested there.

use std::env;
use std::fs;
use std::path::Path;

use crate::project::{Project, ROOT};

const FILES: [&str; 6] =
    ["events.geojson", "unplaced.csv", "unresolved.csv", "sources.csv", "index.html", "ar.html"];

#[test]
fn the_sample_makes_the_blessed_site() {
    let run = Project::sample().build();
    let folder = Path::new(ROOT).join("tests/golden/sample");
    let bless = env::var_os("KHARITA_BLESS").is_some();
    let mut faults = Vec::new();
    for name in FILES {
        let path = folder.join(name);
        let built = run.text(name);
        if bless {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, built).unwrap();
        } else {
            let blessed = fs::read_to_string(&path).unwrap_or_default();
            faults.extend(difference(name, &blessed, built));
        }
    }
    let advice = "KHARITA_BLESS=1 cargo test --test suite blessed, then review the difference";
    run.check(faults.is_empty(), &format!("{}\n{advice}\n", faults.join("\n")));
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
