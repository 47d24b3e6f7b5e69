//! GeoJSON held against its standards, rule by rule: RFC 7946, RFC 8142 of sequences, RFC 7493 of JSON that all programs read alike.
//!
//! Nothing is read out of the file here. What breaks a rule is rejected; what the standards advise against is a warning.

mod geometry;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::json::{Document, Entries, shape};
use crate::diagnostic::{Diagnostic, Level, Position, line_starts};

/// What a file was found to be.
#[derive(Debug, Default)]
pub struct Conformity {
    /// How many features it has.
    pub features: usize,
    /// What is against a rule, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// How the texts of a file follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// It is one text.
    Document,
    /// A text on each line, each after a record separator or none.
    Sequence,
}

/// The types of objects (RFC 7946, 1.4).
const TYPES: [&str; 9] = [
    "FeatureCollection",
    "Feature",
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
];

/// The members by which types are known apart, and the types that may have each (RFC 7946, 7.1).
const DEFINING: [(&str, &[&str]); 5] = [
    ("features", &["FeatureCollection"]),
    ("geometry", &["Feature"]),
    ("properties", &["Feature"]),
    ("geometries", &["GeometryCollection"]),
    (
        "coordinates",
        &["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"],
    ),
];

/// Deeper than any geometry or sensible property.
const DEPTH: usize = 32;

/// Holds `bytes`, which messages call `file`, against the rules.
pub fn check(file: &str, bytes: &[u8], layout: Layout) -> Conformity {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let position = Position::of_byte(file, &before, before.len());
            let message = "is not UTF-8, which JSON has to be; save the file as UTF-8";
            let diagnostics = vec![Diagnostic::rejected(position, message)];
            return Conformity { features: 0, diagnostics };
        }
    };
    let mut check = Check::new(file, text);
    match layout {
        Layout::Document => check.text(text),
        Layout::Sequence => check.sequence(text),
    }
    check.finish()
}

/// Something against a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    /// The byte of the file at which it begins.
    at: usize,
    /// The place, where it is not that of this byte.
    place: Option<Position>,
    level: Level,
    message: String,
}

/// What is seen of a file on the way through it.
struct Check<'a> {
    document: Document<'a>,
    file: &'a str,
    features: usize,
    found: Vec<Found>,
    /// The ids of features as programs compare them, each with how it is written and the byte at which it stands.
    ids: BTreeMap<String, (&'a str, usize)>,
    /// Ids that an earlier feature has: as they are written, and that feature's.
    taken: Vec<(&'a str, (&'a str, usize))>,
    /// The properties of the first feature that has any, and of which kind each is where that was seen.
    columns: BTreeMap<String, Option<&'static str>>,
    /// How many collections of geometries it is within.
    collections: usize,
    /// Every position so far, longitude and latitude: boxes are held against theirs.
    positions: Vec<[f64; 2]>,
    /// The byte of the first coordinate with more decimals than make sense, and how many there are.
    overfine: Option<(usize, usize)>,
}

impl<'a> Check<'a> {
    fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            document: Document::new(file, text, 1),
            file,
            features: 0,
            found: Vec::new(),
            ids: BTreeMap::new(),
            taken: Vec::new(),
            columns: BTreeMap::new(),
            collections: 0,
            positions: Vec::new(),
            overfine: None,
        }
    }

    fn finish(mut self) -> Conformity {
        if let Some((first, count)) = self.overfine {
            let message = format!(
                "coordinates with more than {} decimals, {count} in all; {} are a hand's breadth, so round them",
                geometry::DECIMALS,
                geometry::DECIMALS
            );
            self.found.push(Found { at: first, place: None, level: Level::Warning, message });
        }
        let starts = line_starts(self.document.text());
        for (id, (known, first)) in std::mem::take(&mut self.taken) {
            let line = starts.partition_point(|start| *start <= first);
            if id.starts_with('"') == known.starts_with('"') {
                let message = format!(
                    "the id {id} is that of the feature on line {line} too; give each its own"
                );
                self.reject(id, message);
            } else {
                let message = format!(
                    "programs that keep ids as text read the id {id} as {known}, which is on line {line}; give each its own"
                );
                self.warn(id, message);
            }
        }
        // In the order of the file, by which places are counted on instead of anew.
        self.found.sort();
        let mut diagnostics = Vec::new();
        for Found { at, place, level, message } in self.found {
            let (line, column) = self.document.place_of(at);
            let position = place.unwrap_or_else(|| Position::at(self.file, line, column));
            diagnostics.push(Diagnostic { position, level, message });
        }
        Conformity { features: self.features, diagnostics }
    }

    fn reject(&mut self, part: &str, message: impl Into<String>) {
        self.find(part, Level::Rejected, message.into());
    }

    fn warn(&mut self, part: &str, message: impl Into<String>) {
        self.find(part, Level::Warning, message.into());
    }

    fn find(&mut self, part: &str, level: Level, message: String) {
        let at = self.document.offset(part);
        self.found.push(Found { at, place: None, level, message });
    }

    /// Reads `part` as `read` does; a fault of it is found, and nothing read.
    fn read<T>(
        &mut self,
        read: impl FnOnce(&mut Document<'a>) -> Result<T, Diagnostic>,
        part: &'a str,
    ) -> Option<T> {
        match read(&mut self.document) {
            Ok(read) => Some(read),
            Err(fault) => {
                let Diagnostic { position, level, message } = fault;
                let at = self.document.offset(part);
                self.found.push(Found { at, place: Some(position), level, message });
                None
            }
        }
    }

    /// A whole text.
    fn text(&mut self, text: &'a str) {
        let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
        if plain.len() < text.len() {
            self.reject(
                text,
                "begins with a byte order mark, which JSON must not have; save without it",
            );
        }
        if let Some(whole) = self.read(|it| it.parse::<&RawValue>(plain), plain) {
            self.object(whole, &TYPES, 0);
        }
    }

    /// Texts on lines (RFC 8142). Many programs write them without the separator; then none has one.
    fn sequence(&mut self, text: &'a str) {
        let mut separated = None;
        for line in text.split_inclusive('\n') {
            let plain = line.trim_end_matches(['\n', '\r']);
            if plain.trim().is_empty() {
                continue;
            }
            let record = plain.trim_start_matches('\u{1e}');
            let has_mark = record.len() < plain.len();
            if *separated.get_or_insert(has_mark) != has_mark {
                let message = "some texts stand after a record separator (U+001E), others do not; write it before each";
                self.reject(plain, message);
            }
            if !line.ends_with('\n') {
                self.warn(
                    plain,
                    "the last line has no end, so a reader takes it for cut off; end it",
                );
            }
            self.text(record);
        }
    }

    /// The members of an object, each key told once.
    fn members(&mut self, object: &'a RawValue) -> Entries<'a> {
        let Some(members) = self.read(|it| it.members(object), object.get()) else {
            return Vec::new();
        };
        let mut once: Entries<'a> = Vec::with_capacity(members.len());
        let mut seen = BTreeSet::new();
        for (key, value) in members {
            if seen.insert(key.clone()) {
                self.characters(&key, value.get());
                once.push((key, value));
            } else {
                let message = format!(
                    "the key `{key}` is given twice, and programs differ in which counts; delete one"
                );
                self.reject(value.get(), message);
            }
        }
        once
    }

    /// An object of one of `types`.
    fn object(&mut self, object: &'a RawValue, types: &[&str], depth: usize) {
        let text = object.get();
        if !text.starts_with('{') {
            let message = format!("expected an object of GeoJSON, found {}", shape(object).1);
            return self.reject(text, message);
        }
        let members = self.members(object);
        let Some(of) = self.type_of(object, &members, types) else { return };
        for (key, value) in &members {
            let defining = DEFINING.iter().find(|(name, _)| name == key);
            if let Some((_, of_types)) = defining
                && !of_types.contains(&of)
            {
                self.reject(
                    value.get(),
                    format!("a {of} must not have `{key}`; take it out or rename it"),
                );
            }
            if key == "crs" {
                let message = "`crs` is no longer part of GeoJSON, whose positions are always WGS 84 degrees; convert the positions and take it out";
                self.reject(value.get(), message);
            }
        }
        let first = self.positions.len();
        let find =
            |key: &str| members.iter().find(|(name, _)| name == key).map(|(_, value)| *value);
        match of {
            "FeatureCollection" => self.collection(object, find("features"), depth),
            "Feature" => {
                self.feature(object, [find("id"), find("geometry"), find("properties")], depth);
            }
            _ => self.geometry(of, object, &members, depth),
        }
        let own = [
            "type",
            "features",
            "id",
            "geometry",
            "properties",
            "coordinates",
            "geometries",
            "bbox",
        ];
        for (key, value) in &members {
            match &**key {
                "bbox" => self.bbox(value, first),
                key if !own.contains(&key) => self.value(value, depth + 1),
                _ => {}
            }
        }
    }

    fn type_of(
        &mut self,
        object: &'a RawValue,
        members: &Entries<'a>,
        types: &[&str],
    ) -> Option<&'static str> {
        let Some((_, value)) = members.iter().find(|(key, _)| key == "type") else {
            self.reject(object.get(), format!("has no `type`; write one of {}", types.join(", ")));
            return None;
        };
        let name = value.get().trim_matches('"');
        if let Some(known) = TYPES.iter().find(|known| **known == name && types.contains(known)) {
            return Some(known);
        }
        let told =
            if TYPES.contains(&name) { "cannot stand here" } else { "is no type of GeoJSON" };
        self.reject(value.get(), format!("`{name}` {told}; write one of {}", types.join(", ")));
        None
    }

    fn collection(&mut self, object: &'a RawValue, features: Option<&'a RawValue>, depth: usize) {
        let Some(features) = features.filter(|it| it.get().starts_with('[')) else {
            return self
                .reject(object.get(), "has no list `features`; write [] where there are none");
        };
        let list = self.read(|it| it.list(features), features.get());
        for feature in list.unwrap_or_default() {
            self.object(feature, &["Feature"], depth + 1);
        }
    }

    fn feature(
        &mut self,
        object: &'a RawValue,
        [id, geometry, properties]: [Option<&'a RawValue>; 3],
        depth: usize,
    ) {
        self.features += 1;
        if let Some(id) = id {
            self.id(id);
        }
        match geometry {
            None => self.reject(object.get(), "has no `geometry`; write null where there is none"),
            Some(geometry) if geometry.get() == "null" => {}
            Some(geometry) => self.object(geometry, &TYPES[2..], depth + 1),
        }
        match properties {
            None => {
                self.reject(object.get(), "has no `properties`; write null where there are none");
            }
            Some(properties) if properties.get() == "null" => {}
            Some(properties) if properties.get().starts_with('{') => {
                self.properties(properties, depth);
            }
            Some(properties) => {
                let message = format!(
                    "expected an object of properties or null, found {}",
                    shape(properties).1
                );
                self.reject(properties.get(), message);
            }
        }
    }

    /// The properties of a feature, beside those of the features before: tables of programs have one type a column.
    fn properties(&mut self, properties: &'a RawValue, depth: usize) {
        let members = self.members(properties);
        let is_first = self.columns.is_empty();
        for (key, value) in &members {
            let kind = match shape(value).1 {
                "null" => None,
                kind => Some(kind),
            };
            self.value(value, depth + 1);
            match self.columns.get_mut(&**key) {
                None if is_first => {
                    self.columns.insert(key.to_string(), kind);
                }
                None => {
                    self.warn(value.get(), format!("`{key}` is missing in features before; give it to all, null where it is not known"));
                    self.columns.insert(key.to_string(), kind);
                }
                Some(known @ None) => *known = kind,
                Some(Some(known)) if kind.is_some_and(|kind| kind != *known) => {
                    let message = format!(
                        "`{key}` is {} here and {known} before, so programs read the whole column as text; give it one type",
                        shape(value).1
                    );
                    self.warn(value.get(), message);
                }
                Some(Some(_)) => {}
            }
        }
        let missing =
            self.columns.keys().find(|known| members.iter().all(|(key, _)| key != *known));
        if let Some(missing) = missing {
            let message = format!("`{missing}` is missing here; write null where it is not known");
            self.warn(properties.get(), message);
        }
    }
}

#[cfg(test)]
mod tests;
