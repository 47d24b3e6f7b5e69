//! The outputs: what a site says, as files. Nothing is decided here about what happened.
//!
//! Everything is a pure function to bytes but [`site`] and [`save`], which alone touch the disk.

pub mod assets;
pub mod basemap;
mod block;
mod card;
pub mod changes;
mod claim;
mod columns;
pub mod corrections;
pub mod csv;
pub mod diagnostics;
pub mod dossier;
pub mod explanation;
pub mod extraction;
mod face;
mod facets;
pub mod feed;
pub mod findable;
pub mod formats;
pub mod geocoding;
mod json;
mod method;
mod names;
mod numbers;
pub mod page;
pub mod picture;
pub mod places;
mod plain;
mod policy;
pub mod reasons;
mod refused;
pub mod review;
pub mod scores;
mod single;
pub mod site;
pub mod tables;
pub mod templates;
pub mod title;
pub mod words;

#[cfg(test)]
mod sample;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use self::formats::{Wanted, geojson};
use crate::diagnostic::{Diagnostic, Position};
use crate::model::{
    Discretion, Event, Kind, Lang, Licence, Place, Report, Source, Tiles, UnplacedReport,
    UnresolvedMention,
};

/// The files of a site: a name relative to its folder, `/` between the parts, and the bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Everything that a site tells.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Its title in English.
    pub title_en: &'a str,
    /// Its title in Arabic.
    pub title_ar: &'a str,
    /// The languages of its pages, each once, the first that of `index.html`.
    pub languages: &'a [Lang],
    /// Where it will be published, with a `/` at its end, if that is known.
    pub url: Option<&'a str>,
    /// Who answers for it, if that is told.
    pub author: Option<&'a str>,
    /// Under which terms its data may be used, if that is told.
    pub licence: Option<&'a Licence>,
    /// `assets/basemap.js`, where the user brings a basemap.
    pub basemap: Option<&'a str>,
    /// The pictures that its map is drawn with, where the user has such.
    pub tiles: Option<&'a Tiles>,
    /// What happened where, with every report of it.
    pub events: &'a [Event],
    /// What happened at no place that we know.
    pub unplaced: &'a [UnplacedReport],
    /// Toponyms that may mean several places.
    pub unresolved: &'a [UnresolvedMention],
    /// Everything that was read, in the order of reading.
    pub sources: &'a [Source],
    /// How many sources could not be read.
    pub rejected: usize,
    /// The kinds table.
    pub kinds: &'a [Arc<Kind>],
    /// The gazetteer.
    pub places: &'a [Arc<Place>],
    /// How many rows of corrections were followed.
    pub corrections: usize,
    /// What is not published, or not as it was read.
    pub discretion: Discretion,
    /// The fingerprint of the tables by which it was read.
    pub tables: &'a str,
}

impl<'a> Site<'a> {
    /// Every report, placed ones first.
    pub fn reports(&self) -> impl Iterator<Item = &'a Report> + use<'a> {
        let placed = self.events.iter().flat_map(|event| &event.reports).map(|p| &p.report);
        placed.chain(self.unplaced.iter().map(|u| &u.report))
    }

    /// How many reports name no date, placed or not.
    pub fn undated(&self) -> usize {
        self.reports().filter(|report| report.dates.is_none()).count()
    }
}

/// The files for other programs: those of the formats that are `wanted`, the tables of what is on no map and of what was read,
/// and the events as a script, which a page opened without a server may load too.
///
/// The pages and their assets come from elsewhere; a site is the union of both.
pub fn exports(site: &Site<'_>, wanted: &Wanted) -> Files {
    let mut files = formats::files(site, wanted);
    files.extend([
        ("assets/events.js".to_owned(), geojson::script(&files[geojson::EVENTS])),
        ("unplaced.csv".to_owned(), csv::unplaced(site)),
        ("unresolved.csv".to_owned(), csv::unresolved(site)),
        ("sources.csv".to_owned(), csv::sources(site)),
    ]);
    files
}

/// Writes `bytes` to `path`, all of them or none: what was there before stays until the last byte is written.
///
/// # Errors
/// If the folder cannot be written to.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let written = || {
        // In a private folder, the file has the permissions that the user's umask gives.
        let staging = tempfile::Builder::new()
            .prefix(".kharita-")
            .tempdir_in(folder.unwrap_or_else(|| Path::new(".")))?;
        let file = staging.path().join("file");
        fs::write(&file, bytes)?;
        fs::rename(&file, path)
    };
    written().map_err(|error: std::io::Error| {
        let message =
            format!("cannot be written: {error}; check the permissions, or give another file");
        Diagnostic::fatal(Position::file(path.display().to_string()), message)
    })
}
