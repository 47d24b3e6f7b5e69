//! What names mean, as a table for the eye, CSV, JSON Lines or GeoJSON; docs/geocode.md is the contract.
//!
//! Written name by name: nothing waits for the last one.

use std::fmt::Write as _;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::json::{json, position};
use crate::diagnostic::visible;
use crate::model::{Answer, Candidate, Meaning, Place, Reason};

/// How names and their places are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Aligned, for the eye.
    Table,
    /// RFC 4180, with the columns of the input.
    Csv,
    /// An object a line.
    JsonLines,
    /// A collection of features, RFC 7946.
    GeoJson,
}

/// A name and what it means.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The name.
    pub name: &'a str,
    /// The line of the input on which it stands; 0 where it comes from no file.
    pub line: u64,
    /// The cells of its row in the input, as many as the sheet has columns; empty where there are none.
    pub cells: &'a [String],
    /// What it means.
    pub answer: &'a Answer,
}

/// The columns that CSV and GeoJSON append to those of the input.
const COLUMNS: [&str; 12] = [
    "place_id",
    "place",
    "place_ar",
    "class",
    "lon",
    "lat",
    "radius_m",
    "coordinate_status",
    "match",
    "note",
    "candidates",
    "alike",
];

/// The column that they append where they explain.
const EXPLANATION: &str = "explanation";

/// A writer of lines.
#[derive(Debug, Clone)]
pub struct Sheet {
    format: Format,
    explain: bool,
    /// The columns of the input; only the name where it is no table.
    header: Vec<String>,
    /// Whether the input is a table.
    of_table: bool,
    written: u64,
}

impl Sheet {
    /// A sheet for names from a table with the columns `header`, or from anywhere else.
    pub fn new(format: Format, explain: bool, header: Option<Vec<String>>) -> Self {
        let of_table = header.is_some();
        let header = header.unwrap_or_else(|| vec!["name".to_owned()]);
        Self { format, explain, header, of_table, written: 0 }
    }

    /// What stands before the first line.
    pub fn opening(&self) -> String {
        match self.format {
            Format::Table => table_row(&COLUMN_HEADS),
            Format::Csv => csv_row(self.columns()),
            Format::JsonLines => String::new(),
            Format::GeoJson => "{\"type\":\"FeatureCollection\",\n\"features\":[".to_owned(),
        }
    }

    /// One line, or several where it is explained to the eye.
    pub fn line(&mut self, line: &Line<'_>) -> String {
        self.written += 1;
        let row = Row::of(line, &self.header, self.of_table, self.explain);
        match self.format {
            Format::Table => self.for_the_eye(line, &row),
            Format::Csv => {
                csv_row(self.cells(line, &row).into_iter().map(|(_, cell)| match cell {
                    Value::Null => String::new(),
                    Value::String(text) => text,
                    number => number.to_string(),
                }))
            }
            Format::JsonLines => json(&row) + "\n",
            Format::GeoJson => {
                let point = row.lon.zip(row.lat);
                let feature = Feature {
                    r#type: "Feature",
                    geometry: point
                        .map(|(lon, lat)| Geometry { r#type: "Point", coordinates: [lon, lat] }),
                    properties: Properties(self.cells(line, &row)),
                };
                let separator = if self.written == 1 { "\n" } else { ",\n" };
                separator.to_owned() + &json(&feature)
            }
        }
    }

    /// What stands after the last line.
    pub fn closing(&self) -> &'static str {
        if self.format == Format::GeoJson { "\n]}\n" } else { "" }
    }

    /// The cells of a line with the names of their columns: those of the input, then those of [`COLUMNS`].
    fn cells(&self, line: &Line<'_>, row: &Row<'_>) -> Vec<(String, Value)> {
        let ids: Vec<&str> = line.answer.candidates.iter().map(|c| c.place.id.as_str()).collect();
        let appended: [Value; COLUMNS.len()] = [
            row.place_id.into(),
            row.place.into(),
            row.place_ar.into(),
            row.class.into(),
            row.lon.into(),
            row.lat.into(),
            row.radius_m.into(),
            row.coordinate_status.into(),
            row.r#match.into(),
            row.note.into(),
            text(&ids.join("; ")),
            text(&alike(line.answer)),
        ];
        let own: Vec<Value> = if self.of_table {
            line.cells.iter().map(|cell| text(cell)).collect()
        } else {
            vec![text(line.name)]
        };
        let explanation = self.explain.then(|| text(&explanation(line.answer).join(" | ")));
        self.columns().into_iter().zip(own.into_iter().chain(appended).chain(explanation)).collect()
    }

    /// The columns of the input, then those that are appended, named apart from them.
    fn columns(&self) -> Vec<String> {
        let explanation = self.explain.then_some(EXPLANATION);
        let appended = COLUMNS.into_iter().chain(explanation).map(|column| {
            let taken = |name: &str| self.header.iter().any(|own| own.eq_ignore_ascii_case(name));
            let mut name = column.to_owned();
            while taken(&name) {
                name = format!("geocoded_{name}");
            }
            name
        });
        self.header.iter().cloned().chain(appended).collect()
    }

    fn for_the_eye(&self, line: &Line<'_>, row: &Row<'_>) -> String {
        let degrees = |axis: Option<f64>| axis.map(|d| format!("{d:.5}")).unwrap_or_default();
        let mut out = table_row(&[
            line.name,
            row.place_id.unwrap_or("-"),
            row.class.unwrap_or(row.r#match),
            &degrees(row.lon),
            &degrees(row.lat),
            &row.radius_m.map(|m| m.to_string()).unwrap_or_default(),
            row.coordinate_status.unwrap_or_default(),
            row.note,
        ]);
        if self.explain {
            for reason in explanation(line.answer) {
                let _ = writeln!(out, "    {}", visible(&reason));
            }
        } else if !line.answer.alike.is_empty() {
            let _ = writeln!(out, "    names like it: {}", visible(&alike(line.answer)));
        }
        out
    }
}

/// The heads of the table for the eye, and how wide its columns are; the last is as wide as it is.
const COLUMN_HEADS: [&str; 8] =
    ["NAME", "PLACE", "CLASS", "LON", "LAT", "RADIUS_M", "COORDINATE", "NOTE"];
const WIDTHS: [usize; 7] = [24, 24, 13, 9, 9, 8, 13];

fn table_row(cells: &[&str; 8]) -> String {
    let mut out = String::new();
    for (cell, width) in cells.iter().zip(WIDTHS) {
        let shown = visible(cell);
        // A name may be as long as a line; its beginning tells it.
        let cut: String = if shown.chars().count() > 2 * width {
            shown.chars().take(2 * width - 1).chain(['…']).collect()
        } else {
            shown
        };
        let _ = write!(out, "{cut:<width$} ");
    }
    out += &visible(cells[7]);
    out.truncate(out.trim_end().len());
    out + "\n"
}

fn told(reasons: &[Reason]) -> Vec<String> {
    reasons.iter().map(ToString::to_string).collect()
}

/// The names like an unknown one, with their places.
fn alike(answer: &Answer) -> String {
    let alike = answer.alike.iter().map(|alike| format!("{} ({})", alike.name, alike.place.id));
    alike.collect::<Vec<_>>().join(", ")
}

/// The candidates with their reasons, then the names that are like an unknown one.
fn explanation(answer: &Answer) -> Vec<String> {
    let candidates = answer.candidates.iter().map(|Candidate { place, score, reasons }| {
        let name = place.name_en();
        format!("{} ({name}) {:.2}: {}", place.id, score.value(), told(reasons).join("; "))
    });
    let alike = answer.alike.iter().map(|alike| {
        let letters = if alike.distance == 1 { "letter differs" } else { "letters differ" };
        format!("{} ({}): {} {letters}", alike.name, alike.place.id, alike.distance)
    });
    candidates.chain(alike).collect()
}

/// `text`, or null where it is empty.
fn text(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

fn csv_row(cells: impl IntoIterator<Item = String>) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).expect("memory does not fail to be written");
    let bytes = writer.into_inner().expect("memory does not fail to be flushed");
    String::from_utf8(bytes).expect("made of strings")
}

/// The wire twin of a line: every key in every line, null where there is nothing.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    place_id: Option<&'a str>,
    place: Option<&'a str>,
    place_ar: Option<&'a str>,
    class: Option<&'static str>,
    lon: Option<f64>,
    lat: Option<f64>,
    radius_m: Option<u32>,
    coordinate_status: Option<&'static str>,
    r#match: &'static str,
    note: &'a str,
    candidates: Vec<CandidateRow<'a>>,
    alike: Vec<AlikeRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "row")]
    input: Option<InputRow<'a>>,
}

#[derive(Serialize)]
struct CandidateRow<'a> {
    place_id: &'a str,
    place: &'a str,
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<String>>,
}

#[derive(Serialize)]
struct AlikeRow<'a> {
    place_id: &'a str,
    name: &'a str,
    distance: usize,
}

#[derive(Serialize)]
struct Feature {
    r#type: &'static str,
    /// Null for a name without a place: RFC 7946, 3.2.
    geometry: Option<Geometry>,
    properties: Properties,
}

#[derive(Serialize)]
struct Geometry {
    r#type: &'static str,
    coordinates: [f64; 2],
}

/// Flat properties in the order of the columns.
struct Properties(Vec<(String, Value)>);

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A row of the input with the names of its columns, in their order.
struct InputRow<'a> {
    header: &'a [String],
    cells: &'a [String],
}

impl Serialize for InputRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.header.iter().zip(self.cells))
    }
}

impl<'a> Row<'a> {
    fn of(line: &Line<'a>, header: &'a [String], of_table: bool, explain: bool) -> Self {
        let answer = line.answer;
        let (place, lonlat, how): (Option<&Place>, _, _) = match &answer.meaning {
            Meaning::Place(place) => (Some(place), Some(place.lonlat), "place"),
            Meaning::Position { lonlat, near } => (near.as_deref(), Some(*lonlat), "coordinate"),
            Meaning::Open => (None, None, "open"),
            Meaning::Unknown => (None, None, "unknown"),
        };
        let point = lonlat.map(position);
        // The radius and the status of a place say nothing of another point in it.
        let own_point = place.filter(|_| how == "place");
        let candidate = |candidate: &'a Candidate| CandidateRow {
            place_id: candidate.place.id.as_str(),
            place: candidate.place.name_en(),
            class: candidate.place.class.as_str(),
            score: explain.then_some(candidate.score.value()),
            reasons: explain.then(|| told(&candidate.reasons)),
        };
        let alike = answer.alike.iter().map(|alike| AlikeRow {
            place_id: alike.place.id.as_str(),
            name: &alike.name,
            distance: alike.distance,
        });
        Self {
            name: line.name,
            line: Some(line.line).filter(|&line| line > 0),
            place_id: place.map(|place| place.id.as_str()),
            place: place.map(Place::name_en),
            place_ar: place.map(Place::name_ar),
            class: place.map(|place| place.class.as_str()),
            lon: point.map(|point| point[0]),
            lat: point.map(|point| point[1]),
            radius_m: own_point.map(|place| place.radius_m),
            coordinate_status: own_point.map(|place| place.status.as_str()),
            r#match: how,
            note: &answer.note,
            candidates: answer.candidates.iter().map(candidate).collect(),
            alike: alike.collect(),
            input: of_table.then_some(InputRow { header, cells: line.cells }),
        }
    }
}
