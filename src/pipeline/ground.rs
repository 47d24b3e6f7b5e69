//! What the map is drawn upon, where the user brings it.

use std::borrow::Cow;
use std::path::Path;

use url::Url;

use super::file;
use crate::diagnostic::{Diagnostic, Position};
use crate::model::{Basemap, Event, Tiles};
use crate::read::pmtiles::{self, Archive, Contents, squares};
use crate::write::Files;
use crate::{read, write};

/// A degree of latitude in kilometres.
const KM_PER_DEGREE: f64 = 111.2;

/// Tiles of shapes that are joined into one map: as many as a wide region has at a middling zoom.
const MOST_OF_SHAPES: usize = 256;
/// Pictures that a site carries: some 30 MB.
const MOST_PICTURES: usize = 2000;
/// A picture of one clear pixel (PNG).
const NOTHING: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0bIDATx\x9cc`\x00\x02\x00\x00\x05\x00\x01z^\xab?\x00\x00\x00\x00IEND\xaeB`\x82";
/// The last zoom of the page's map, and of most servers.
const LAST_ZOOM: u8 = 19;

/// The pictures that a server has at `url`, naming `credit`.
pub(super) fn of_server(url: &str, credit: &str) -> Tiles {
    let server = Url::parse(&url.replace(['{', '}'], "")).ok();
    Tiles {
        url: url.to_owned(),
        server: server.map(|url| url.origin().ascii_serialization()),
        credit: credit.to_owned(),
        zooms: [0, LAST_ZOOM],
        bounds: None,
    }
}

/// What a file of the user's makes of the map.
#[derive(Debug, Default)]
pub(super) struct Ground {
    /// `assets/basemap.js`, where it holds shapes.
    pub(super) basemap: Option<String>,
    /// Where it holds pictures, which these are,
    pub(super) tiles: Option<Tiles>,
    /// and the files of them.
    pub(super) files: Files,
}

/// The basemap in `path`, naming `credit` or whom the file names. Of an archive of the globe only what is around `events` is taken.
///
/// # Errors
/// If it cannot be read, or cannot be made small enough for a page.
pub(super) fn of_file(
    path: &Path,
    credit: Option<&str>,
    events: &[Event],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Ground, Diagnostic> {
    let name = path.display().to_string();
    let bytes = file(path)?;
    if !pmtiles::is_archive(&bytes) {
        let map = read::basemap(&name, &bytes, diagnostics)?;
        if credit.or(map.credit.as_deref()).is_none() {
            let message =
                "the corner of the map names nobody for it; say whose it is with `--attribution`";
            diagnostics.push(Diagnostic::warning(Position::file(&name), message));
        }
        return shapes(&name, &map, credit, diagnostics);
    }
    let archive = Archive::open(&name, &bytes)?;
    let bounds = within(archive.bounds, around(events)).ok_or_else(|| {
        Diagnostic::fatal(Position::file(&name), "has no tile where the events are")
    })?;
    match archive.contents {
        Contents::Pictures(ending) => pictures(&archive, ending, bounds, credit),
        Contents::Shapes => {
            // The finest zoom of which a page can carry the lines as they are; the coarsest as it comes.
            let [first, last] = archive.zooms;
            let deepest =
                (first..=last).take_while(|z| squares(*z, bounds).count() <= MOST_OF_SHAPES);
            let mut made = None;
            for z in deepest.collect::<Vec<_>>().into_iter().rev() {
                let mut told = Vec::new();
                made = Some(shapes(&name, &archive.map(z, bounds)?, credit, &mut told));
                if made.as_ref().is_some_and(Result::is_ok) && told.is_empty() || z == first {
                    diagnostics.extend(told);
                    break;
                }
            }
            let coarse = "has more tiles around the events at its first zoom than a page can carry; extract their surroundings with `pmtiles extract --bbox`";
            made.unwrap_or_else(|| Err(Diagnostic::fatal(Position::file(&name), coarse)))
        }
    }
}

fn shapes(
    name: &str,
    map: &Basemap,
    credit: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Ground, Diagnostic> {
    let credit = credit.or(map.credit.as_deref()).unwrap_or_default();
    let ground = write::basemap::ground(map, credit)
        .map_err(|message| Diagnostic::fatal(Position::file(name), message))?;
    if let Some(moved) = ground.moved {
        let message = format!(
            "is simplified, so that a page can carry it: its lines are true to {:.1} km; cut it to the region to have it finer",
            moved * KM_PER_DEGREE
        );
        diagnostics.push(Diagnostic::warning(Position::file(name), message));
    }
    Ok(Ground { basemap: Some(ground.script), ..Ground::default() })
}

/// The pictures of an archive as files of the site: of as many zooms as it can carry.
fn pictures(
    archive: &Archive<'_>,
    ending: &str,
    bounds: [f64; 4],
    credit: Option<&str>,
) -> Result<Ground, Diagnostic> {
    let [first, last] = archive.zooms;
    let mut files = Files::new();
    let mut deepest = first;
    for z in first..=last {
        if squares(z, bounds).count() + files.len() > MOST_PICTURES {
            break;
        }
        for square in squares(z, bounds) {
            // What the archive leaves out shows the basemap below.
            let picture = archive.tile(square)?.map_or_else(|| NOTHING.to_vec(), Cow::into_owned);
            files.insert(format!("assets/tiles/{z}/{}/{}.{ending}", square.x, square.y), picture);
        }
        deepest = z;
    }
    let tiles = Tiles {
        url: format!("assets/tiles/{{z}}/{{x}}/{{y}}.{ending}"),
        server: None,
        credit: credit.map(str::to_owned).or_else(|| archive.credit()).unwrap_or_default(),
        zooms: [first, deepest],
        bounds: Some(bounds),
    };
    Ok(Ground { basemap: None, tiles: Some(tiles), files })
}

/// West, south, east and north of the surroundings of `events`: as much again on each side, and a degree at the least.
fn around(events: &[Event]) -> Option<[f64; 4]> {
    let at = events.iter().map(|event| event.location.lonlat);
    let all = at
        .map(|at| [at.lon(), at.lat(), at.lon(), at.lat()])
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    all.map(|[west, south, east, north]| {
        let (wide, high) = ((east - west).max(1.0), (north - south).max(1.0));
        [west - wide, south - high, east + wide, north + high]
    })
}

/// What lies in both, if anything does.
fn within(all: [f64; 4], part: Option<[f64; 4]>) -> Option<[f64; 4]> {
    let part = part.unwrap_or(all);
    let both = [all[0].max(part[0]), all[1].max(part[1]), all[2].min(part[2]), all[3].min(part[3])];
    (both[0] < both[2] && both[1] < both[3]).then_some(both)
}
