//! The files for other programs: the published tables, each format in its own way. docs/formats.md tells them to users.

mod areas;
mod csv;
mod datapackage;
pub mod geojson;
#[cfg(feature = "geopackage")]
mod geopackage;
#[cfg(feature = "geoparquet")]
mod geoparquet;
mod kml;
#[cfg(feature = "geopackage")]
mod qgis;
mod schema;
#[cfg(any(feature = "geopackage", feature = "geoparquet"))]
mod wkb;
#[cfg(feature = "geopackage")]
mod zip;

use std::collections::BTreeSet;

use self::csv::Reader;
use super::tables::Tables;
use super::{Files, Site};

/// A way to write the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `events.geojson`, `unplaced.geojson` and their schemas.
    Geojson,
    /// `events.geojsonl`: a text for each event (RFC 8142).
    Geojsonl,
    /// `events.csv`, `reports.csv` and `datapackage.json`.
    Csv,
    /// The same two tables for spreadsheets.
    Spreadsheet,
    /// `events.kml`.
    Kml,
    /// `events.gpkg`.
    #[cfg(feature = "geopackage")]
    Gpkg,
    /// `events.qgz`, and the `events.gpkg` that it opens.
    #[cfg(feature = "geopackage")]
    Qgis,
    /// `events.parquet`.
    #[cfg(feature = "geoparquet")]
    Parquet,
}

/// What of all is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The formats. Whatever they are, there is an `events.geojson`.
    pub formats: BTreeSet<Format>,
    /// Whether the circle inside which an event happened is drawn as an area, in `areas.geojson`.
    pub areas: bool,
    /// Whether tables in CSV have a row of tags of the Humanitarian Exchange Language.
    pub hxl: bool,
}

impl Format {
    /// Every format.
    pub const ALL: &[Self] = &[
        Self::Geojson,
        Self::Geojsonl,
        Self::Csv,
        Self::Spreadsheet,
        Self::Kml,
        #[cfg(feature = "geopackage")]
        Self::Gpkg,
        #[cfg(feature = "geopackage")]
        Self::Qgis,
        #[cfg(feature = "geoparquet")]
        Self::Parquet,
    ];

    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Geojson => "geojson",
            Self::Geojsonl => "geojsonl",
            Self::Csv => "csv",
            Self::Spreadsheet => "spreadsheet",
            Self::Kml => "kml",
            #[cfg(feature = "geopackage")]
            Self::Gpkg => "gpkg",
            #[cfg(feature = "geopackage")]
            Self::Qgis => "qgis",
            #[cfg(feature = "geoparquet")]
            Self::Parquet => "parquet",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.as_str() == word)
    }
}

impl Default for Wanted {
    fn default() -> Self {
        Self { formats: BTreeSet::from([Format::Geojson, Format::Csv]), areas: false, hxl: false }
    }
}

/// The files of `site` in the formats that are `wanted`.
pub(super) fn files(site: &Site<'_>, wanted: &Wanted) -> Files {
    let tables = Tables::of(site);
    let mut files = Files::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        files.insert(name.to_owned(), bytes);
    };
    add(geojson::EVENTS, geojson::collection(&tables.events, site, geojson::point));
    if wanted.areas {
        add("areas.geojson", geojson::collection(&tables.events, site, areas::circle));
    }
    for format in &wanted.formats {
        match format {
            Format::Geojson => {
                add(
                    "unplaced.geojson",
                    geojson::collection(&tables.unplaced, site, geojson::point),
                );
                add("events.schema.json", schema::of(&tables.events, site));
                add("unplaced.schema.json", schema::of(&tables.unplaced, site));
            }
            Format::Geojsonl => add("events.geojsonl", geojson::sequence(&tables.events)),
            Format::Csv => {
                let file = |table| csv::file(table, Reader::Program, wanted.hxl);
                let (events, reports) = (file(&tables.events), file(&tables.reports));
                let files = [(&tables.events, &*events), (&tables.reports, &*reports)];
                add("datapackage.json", datapackage::of(&files, site, wanted.hxl));
                add("events.csv", events);
                add("reports.csv", reports);
            }
            Format::Kml => add("events.kml", kml::file(&tables.events, site)),
            #[cfg(feature = "geopackage")]
            Format::Gpkg => add("events.gpkg", geopackage::file(&tables, site)),
            #[cfg(feature = "geopackage")]
            Format::Qgis => {
                add("events.qgz", qgis::project(&tables, site));
                if !wanted.formats.contains(&Format::Gpkg) {
                    add("events.gpkg", geopackage::file(&tables, site));
                }
            }
            #[cfg(feature = "geoparquet")]
            Format::Parquet => add("events.parquet", geoparquet::file(&tables.events)),
            Format::Spreadsheet => {
                let file = |table| csv::file(table, Reader::Spreadsheet, wanted.hxl);
                add("events-spreadsheet.csv", file(&tables.events));
                add("reports-spreadsheet.csv", file(&tables.reports));
            }
        }
    }
    files
}
