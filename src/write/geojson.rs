//! `events.geojson`: the events as RFC 7946 features whose flat properties every GIS reads with one type a column.
//!
//! docs/events-geojson.md is the contract; a change here is a change there. Reports without a place are in
//! `unplaced.csv`: a feature without geometry breaks more readers than it serves.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Site;
use super::title::{coded_name, title};
use super::tolls::Tolls;
use crate::model::{Event, EventId, Grid, Lang, LonLat, Origin};

/// The foreign member of the collection (RFC 7946, 6.1): whose figures these are.
#[derive(Serialize)]
struct Metadata<'a> {
    version: &'a str,
    title: &'a str,
    title_ar: &'a str,
    events: usize,
    reports: usize,
    unplaced: usize,
    undated: usize,
    sources: usize,
    rejected: usize,
}

/// A feature; `id` stands before the properties because GDAL makes a column of it in this order.
#[derive(Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    id: &'a str,
    geometry: Geometry,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Geometry {
    r#type: &'static str,
    coordinates: [f64; 2],
}

/// Every key stands in every feature, with one type or null, and never as an empty string: a single odd value
/// turns a whole column into text in GDAL.
#[derive(Serialize)]
struct Properties<'a> {
    event_id: &'a str,
    title: String,
    title_ar: String,
    kind: &'a str,
    kind_label: Option<&'a str>,
    kind_label_ar: Option<&'a str>,
    status: &'a str,
    start: Option<String>,
    end: Option<String>,
    date_precision: Option<&'a str>,
    place_id: Option<&'a str>,
    place: Option<&'a str>,
    place_ar: Option<&'a str>,
    place_precision: &'a str,
    radius_m: u32,
    coordinate_status: &'a str,
    source_count: usize,
    report_count: usize,
    sources: String,
    urls: Option<String>,
    evidence: Option<&'a str>,
    evidence_source: &'a str,
    evidence_line: u64,
    aliases: Option<String>,
    witness_count: usize,
    coded: Option<String>,
    corrections: usize,
    generalised_deg: Option<f64>,
    covered: bool,
    #[serde(flatten)]
    tolls: Tolls,
}

/// The file `events.geojson`, one feature a line so that two builds can be compared, by start (undated last) and id.
pub fn events(site: &Site<'_>) -> Vec<u8> {
    let mut events: Vec<&Event> = site.events.iter().collect();
    events.sort_by_key(|event| {
        let start = event.dates.as_ref().map(|dates| dates.start.unwrap_or(dates.end));
        (start.is_none(), start, &event.id)
    });
    let positions: Vec<[f64; 2]> = events.iter().map(|e| position(e.location.lonlat)).collect();

    let mut out = String::from("{\"type\":\"FeatureCollection\"");
    if let Some(bbox) = bounding_box(&positions) {
        out += ",\n\"bbox\":";
        out += &json(&bbox);
    }
    out += ",\n\"kharita\":";
    out += &json(&metadata(site));
    out += ",\n\"features\":[";
    for (i, event) in events.iter().enumerate() {
        out += if i == 0 { "\n" } else { ",\n" };
        out += &json(&feature(event));
    }
    out += "\n]}\n";
    out.into_bytes()
}

/// `geojson` as a script that gives the collection to the page. JSON is JavaScript since ECMAScript 2019.
pub fn script(geojson: &[u8]) -> Vec<u8> {
    [b"window.kharitaEvents=", geojson.trim_ascii_end(), b";\n"].concat()
}

fn metadata<'a>(site: &Site<'a>) -> Metadata<'a> {
    Metadata {
        version: env!("CARGO_PKG_VERSION"),
        title: site.title_en,
        title_ar: site.title_ar,
        events: site.events.len(),
        reports: site.events.iter().map(|event| event.reports.len()).sum(),
        unplaced: site.unplaced.len(),
        undated: site.undated(),
        sources: site.sources.len(),
        rejected: site.rejected,
    }
}

fn feature(event: &Event) -> Feature<'_> {
    Feature {
        r#type: "Feature",
        id: event.id.as_str(),
        geometry: Geometry { r#type: "Point", coordinates: position(event.location.lonlat) },
        properties: properties(event),
    }
}

fn properties(event: &Event) -> Properties<'_> {
    let place = event.location.place.as_deref();
    let dates = event.dates.as_ref();
    let origins = origins(event);
    let lead = &event.lead().report;
    Properties {
        event_id: event.id.as_str(),
        title: title(event, Lang::English),
        title_ar: title(event, Lang::Arabic),
        kind: event.kind.id.as_str(),
        kind_label: said(&event.kind.label_en),
        kind_label_ar: said(&event.kind.label_ar),
        status: event.status.as_str(),
        start: dates.and_then(|d| d.start).map(|day| day.to_string()),
        end: dates.map(|d| d.end.to_string()),
        date_precision: dates.map(|d| d.precision.as_str()),
        place_id: place.map(|p| p.id.as_str()),
        place: place.map_or_else(|| coded_name(event), |p| Some(p.name_en())),
        place_ar: place.map(crate::model::Place::name_ar),
        place_precision: event.location.precision.as_str(),
        radius_m: event.location.radius_m,
        coordinate_status: event.location.status.as_str(),
        source_count: origins.len(),
        report_count: event.reports.len(),
        sources: listed(origins.iter().map(|o| signature(o))).unwrap_or_default(),
        urls: listed(origins.iter().filter_map(|o| o.url.as_deref())),
        evidence: said(&lead.evidence.sentence),
        evidence_source: lead.origin.id.as_str(),
        evidence_line: lead.evidence.line,
        aliases: listed(event.aliases.iter().map(EventId::as_str)),
        witness_count: event.witnesses(),
        coded: listed(event.coded().iter().map(|field| field.as_str())),
        corrections: event.correction_count(),
        generalised_deg: event.generalised.map(Grid::degrees),
        covered: event.is_covered(),
        tolls: Tolls::of(event),
    }
}

/// The sources of `event`, each once, in the order of its reports.
fn origins(event: &Event) -> Vec<&Origin> {
    let mut seen = BTreeSet::new();
    let origins = event.reports.iter().map(|placed| placed.report.origin.as_ref());
    origins.filter(|origin| seen.insert(&origin.id)).collect()
}

/// Who a source is to its reader: its publisher, else its headline, else its file.
fn signature(origin: &Origin) -> &str {
    let names = [origin.publisher.as_deref(), origin.title.as_deref()];
    names.into_iter().flatten().find_map(said).unwrap_or(&origin.path)
}

/// `words` in one cell, each once; `None` where there are none.
fn listed<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut once: Vec<&str> = Vec::new();
    for word in words {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    (!once.is_empty()).then(|| once.join("; "))
}

/// `text`, unless it says nothing.
fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.trim().is_empty())
}

/// Longitude and latitude to six decimals, 11 cm at the equator (RFC 7946, 11.2: more is noise).
pub(super) fn position(lonlat: LonLat) -> [f64; 2] {
    // Adding positive zero turns the -0 of a rounded -0.0000001 into 0.
    [lonlat.lon(), lonlat.lat()].map(|degrees| (degrees * 1e6).round() / 1e6 + 0.0)
}

/// West, south, east, north of the shortest arc of longitudes that holds every position; `None` for no position.
///
/// West is greater than east where that arc crosses the antimeridian (RFC 7946, 5.2).
fn bounding_box(positions: &[[f64; 2]]) -> Option<[f64; 4]> {
    let mut lons: Vec<f64> = positions.iter().map(|p| p[0]).collect();
    lons.sort_by(f64::total_cmp);
    let (first, last) = (*lons.first()?, *lons.last()?);
    // The shortest arc leaves out the widest gap between neighbours, the one over the antimeridian among them.
    let mut widest = first + 360.0 - last;
    let (mut west, mut east) = (first, last);
    for pair in lons.windows(2) {
        if pair[1] - pair[0] > widest {
            (widest, east, west) = (pair[1] - pair[0], pair[0], pair[1]);
        }
    }
    let south = positions.iter().map(|p| p[1]).fold(f64::INFINITY, f64::min);
    let north = positions.iter().map(|p| p[1]).fold(f64::NEG_INFINITY, f64::max);
    Some([west, south, east, north])
}

pub(super) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("keys are strings and every number is finite")
}

/// Adds `value` to `out`, on a line of its own.
pub(super) fn json_line<T: Serialize>(value: &T, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, value).expect("keys are strings and every number is finite");
    out.push(b'\n');
}

#[cfg(test)]
#[path = "geojson_tests.rs"]
mod tests;
