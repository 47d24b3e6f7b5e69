//! GeoJSON as RFC 7946 and I-JSON want it: features whose flat properties every GIS reads with one type a column.
//!
//! docs/events-geojson.md is the contract; a change here is a change there.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::model::Licence;
use crate::write::Site;
use crate::write::json::{json, position, write_json};
use crate::write::tables::{Cell, Column, Row, Table, Tables};

/// The file of the placed events, which every site has.
pub const EVENTS: &str = "events.geojson";

/// The foreign member of the collection (RFC 7946, 6.1): whose figures these are.
#[derive(serde::Serialize)]
struct Metadata<'a> {
    version: &'a str,
    title: &'a str,
    title_ar: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    events: usize,
    reports: usize,
    unplaced: usize,
    undated: usize,
    sources: usize,
    rejected: usize,
}

/// A feature; `id` stands before the properties because GDAL makes a column of it in this order.
#[derive(serde::Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    id: &'a str,
    geometry: Option<Geometry>,
    properties: Properties<'a>,
}

/// A shape; longitude before latitude.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(tag = "type", content = "coordinates")]
pub(super) enum Geometry {
    /// A point.
    Point([f64; 2]),
    /// An area: its ring, counter-clockwise, the first position again as the last.
    Polygon([Vec<[f64; 2]>; 1]),
    /// An area in two parts, one on each side of the antimeridian.
    MultiPolygon([[Vec<[f64; 2]>; 1]; 2]),
}

/// Every key stands in every feature, with one type or null, and never as an empty string: a single odd value
/// turns a whole column into text in GDAL.
struct Properties<'a> {
    columns: &'a [Column],
    cells: &'a [Cell<'a>],
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_key(&column.name)?;
            match cell {
                Cell::Null => map.serialize_value(&()),
                Cell::Text(text) => map.serialize_value(text),
                Cell::Integer(number) => map.serialize_value(number),
                Cell::Number(number) => map.serialize_value(number),
                Cell::Boolean(holds) => map.serialize_value(holds),
                Cell::Date(day) => map.serialize_value(&day.to_string()),
            }?;
        }
        map.end()
    }
}

/// `table` as a collection whose features have the geometry that `shape` gives them, one a line so that two builds can be compared.
pub(super) fn collection(
    table: &Table<'_>,
    site: &Site<'_>,
    shape: impl Fn(&Row<'_>) -> Option<Geometry>,
) -> Vec<u8> {
    let (mut features, mut boxes) = (Vec::new(), Vec::new());
    for row in table.rows() {
        features.extend_from_slice(if features.is_empty() { b"\n" } else { b",\n" });
        let geometry = shape(&row);
        boxes.extend(geometry.iter().flat_map(Geometry::boxes));
        write_feature(table, &row, geometry, &mut features);
    }
    let mut out = String::from("{\"type\":\"FeatureCollection\"");
    if let Some(bbox) = bounds(&boxes) {
        out += ",\n\"bbox\":";
        out += &json(&bbox);
    }
    out += ",\n\"kharita\":";
    out += &json(&metadata(site));
    out += ",\n\"features\":[";
    [out.as_bytes(), &features, b"\n]}\n"].concat()
}

/// The features of `table` as a sequence of texts (RFC 8142), each between a record separator and a line end.
pub(super) fn sequence(table: &Table<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    for row in table.rows() {
        out.push(b'\x1e');
        write_feature(table, &row, point(&row), &mut out);
        out.push(b'\n');
    }
    out
}

/// The placed events of `site`: what the page's downloads are made of.
pub(in crate::write) fn events(site: &Site<'_>) -> Vec<u8> {
    collection(&Tables::of(site).events, site, point)
}

/// `geojson` as a script that gives the collection to the page. JSON is JavaScript since ECMAScript 2019.
pub fn script(geojson: &[u8]) -> Vec<u8> {
    [b"window.kharitaEvents=", geojson.trim_ascii_end(), b";\n"].concat()
}

/// The point of `row`.
pub(super) fn point(row: &Row<'_>) -> Option<Geometry> {
    row.spot.map(|spot| Geometry::Point(position(spot.lonlat)))
}

fn metadata<'a>(site: &Site<'a>) -> Metadata<'a> {
    Metadata {
        version: env!("CARGO_PKG_VERSION"),
        title: site.title_en,
        title_ar: site.title_ar,
        author: site.author,
        licence: site.licence.map(Licence::as_str),
        events: site.events.len(),
        reports: site.events.iter().map(|event| event.reports.len()).sum(),
        unplaced: site.unplaced.len(),
        undated: site.undated(),
        sources: site.sources.len(),
        rejected: site.rejected,
    }
}

fn write_feature(table: &Table<'_>, row: &Row<'_>, geometry: Option<Geometry>, out: &mut Vec<u8>) {
    let properties = Properties { columns: &table.columns, cells: &row.cells };
    let feature = Feature { r#type: "Feature", id: row.id(), geometry, properties };
    write_json(&feature, out);
}

impl Geometry {
    /// West, south, east, north of each of its parts.
    fn boxes(&self) -> Vec<[f64; 4]> {
        let of = |positions: &[[f64; 2]]| {
            let axis = |axis: usize| positions.iter().map(move |position| position[axis]);
            let least = |axis_: usize| axis(axis_).fold(f64::INFINITY, f64::min);
            let most = |axis_: usize| axis(axis_).fold(f64::NEG_INFINITY, f64::max);
            [least(0), least(1), most(0), most(1)]
        };
        match self {
            Self::Point(position) => vec![of(&[*position])],
            Self::Polygon([ring]) => vec![of(ring)],
            Self::MultiPolygon(parts) => parts.iter().map(|[ring]| of(ring)).collect(),
        }
    }
}

/// West, south, east, north of the shortest arc of longitudes that holds every box; `None` for no box.
///
/// West is greater than east where that arc crosses the antimeridian (RFC 7946, 5.2).
pub(super) fn bounds(boxes: &[[f64; 4]]) -> Option<[f64; 4]> {
    let mut sorted = boxes.to_vec();
    sorted.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let [mut west, _, mut reached, _] = *sorted.first()?;
    let mut east = boxes.iter().map(|it| it[2]).fold(f64::NEG_INFINITY, f64::max);
    // The shortest arc leaves out the widest gap between neighbours, the one over the antimeridian among them.
    let mut widest = west + 360.0 - east;
    for [begin, _, end, _] in sorted {
        if begin - reached > widest {
            (widest, east, west) = (begin - reached, reached, begin);
        }
        reached = reached.max(end);
    }
    let south = boxes.iter().map(|it| it[1]).fold(f64::INFINITY, f64::min);
    let north = boxes.iter().map(|it| it[3]).fold(f64::NEG_INFINITY, f64::max);
    Some([west, south, east, north])
}

#[cfg(test)]
#[path = "geojson_tests.rs"]
mod tests;
