//! The outputs: what a site says, as files. Nothing is decided here about what happened.
//!
//! Everything is a pure function to bytes but [`site`] and [`places::save`], which alone touch the disk.

pub mod assets;
mod card;
mod claim;
pub mod csv;
pub mod extraction;
pub mod geocoding;
pub mod geojson;
pub mod lint;
pub mod page;
pub mod places;
pub mod scores;
pub mod site;
pub mod templates;
pub mod title;
mod tolls;
pub mod words;

#[cfg(test)]
mod sample;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Event, Kind, Place, Report, Source, UnplacedReport, UnresolvedMention};

/// The files of a site: a name relative to its folder, `/` between the parts, and the bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Everything that a site tells.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Its title in English.
    pub title_en: &'a str,
    /// Its title in Arabic.
    pub title_ar: &'a str,
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

/// The files for other programs: `events.geojson`, `unplaced.csv`, `unresolved.csv`, `sources.csv`.
///
/// The pages and their assets come from elsewhere; a site is the union of both.
pub fn exports(site: &Site<'_>) -> Files {
    Files::from([
        ("events.geojson".to_owned(), geojson::events(site)),
        ("unplaced.csv".to_owned(), csv::unplaced(site)),
        ("unresolved.csv".to_owned(), csv::unresolved(site)),
        ("sources.csv".to_owned(), csv::sources(site)),
    ])
}
