//! What the map is drawn upon, where the user brings it.

use std::path::Path;

use url::Url;

use super::file;
use crate::diagnostic::{Diagnostic, Position};
use crate::model::Tiles;
use crate::{read, write};

/// A degree of latitude in kilometres.
const KM_PER_DEGREE: f64 = 111.2;

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

/// The basemap in `path` as the page loads it, naming `credit`, or whom the file names.
///
/// # Errors
/// If it cannot be read, or cannot be made small enough for a page.
pub(super) fn of_file(
    path: &Path,
    credit: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<String, Diagnostic> {
    let name = path.display().to_string();
    let map = read::basemap(&name, &file(path)?, diagnostics)?;
    let credit = credit.or(map.credit.as_deref()).unwrap_or_default();
    let ground = write::basemap::ground(&map, credit)
        .map_err(|message| Diagnostic::fatal(Position::file(&name), message))?;
    if let Some(moved) = ground.moved {
        let message = format!(
            "is simplified, so that a page can carry it: its lines are true to {:.1} km; cut it to the region to have it finer",
            moved * KM_PER_DEGREE
        );
        diagnostics.push(Diagnostic::warning(Position::file(name), message));
    }
    Ok(ground.script)
}
