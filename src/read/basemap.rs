//! A basemap of the user's: GeoJSON whose features say what they stand for.

use std::borrow::Cow;

use ::geojson::Geometry as Shape;
use geo::{CoordsIter as _, Geometry};
use serde_json::value::RawValue;

use crate::diagnostic::suggest::{did_you_mean, quote};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Basemap, Layer, LonLat, WaterNames};
use crate::read::json::{Document, Entries, find};
use crate::read::{decode, geojson};

/// Reads the GeoJSON `bytes` of `file`. Warnings go to `diagnostics`.
///
/// # Errors
/// If it is no GeoJSON in degrees, or a feature is of a layer that there is not.
pub fn basemap(
    file: &str,
    bytes: &[u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Basemap, Diagnostic> {
    let text = decode::text(file, bytes).map_err(fatal)?;
    collection(&mut Document::new(file, &text, 1), diagnostics).map_err(fatal)
}

/// A map that lacks a part would be a false one: nothing of it is left out.
fn fatal(fault: Diagnostic) -> Diagnostic {
    Diagnostic { level: Level::Fatal, ..fault }
}

fn collection(
    document: &mut Document<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Basemap, Diagnostic> {
    let whole: &RawValue = document.parse(document.text())?;
    let entries = document.object(whole.get())?;
    geojson::check_crs(document, &entries)?;
    let features = match find(&entries, "type").map(RawValue::get) {
        Some("\"FeatureCollection\"") => match find(&entries, "features") {
            Some(features) => document.list(features)?,
            None => return Err(document.reject(whole, "a FeatureCollection without `features`")),
        },
        Some("\"Feature\"") => vec![whole],
        _ => return Err(document.reject(whole, "expected a GeoJSON FeatureCollection or Feature")),
    };
    let mut basemap = Basemap::default();
    let mut points = 0_usize;
    for feature in &features {
        let members = document.object(feature.get())?;
        // Null geometries are legal, and draw nothing.
        let Some(raw) = find(&members, "geometry") else { continue };
        let properties =
            find(&members, "properties").map(|raw| document.object(raw.get())).transpose()?;
        let properties = Properties::read(document, properties.unwrap_or_default())?;
        points += draw(document, raw, &properties, &mut basemap)?;
    }
    if points > 0 {
        let position = crate::diagnostic::Position::file(document.file());
        let message = format!(
            "{points} points are not drawn: names of places come from the place table, of waters from points with \"layer\": \"water\""
        );
        diagnostics.push(Diagnostic::warning(position, message));
    }
    Ok(basemap)
}

/// What a feature says of itself.
#[derive(Debug, Default)]
struct Properties<'a> {
    layer: Option<(Layer, &'a RawValue)>,
    weight: u8,
    names: WaterNames,
}

impl<'a> Properties<'a> {
    fn read(document: &mut Document<'a>, entries: Entries<'a>) -> Result<Self, Diagnostic> {
        // A river that says nothing is drawn as a middling one.
        let mut read = Self { weight: 2, ..Self::default() };
        for (name, value) in entries {
            match &*name {
                "layer" if value.get() != "null" => {
                    let word: Cow<'_, str> = document.parse(value.get())?;
                    let known = Layer::ALL.into_iter().find(|(known, _)| *known == word);
                    let Some((_, layer)) = known else {
                        let hint = did_you_mean(&word, Layer::ALL.map(|(known, _)| known));
                        let message = format!(
                            "there is no layer {}{hint}; docs/basemap.md tells all",
                            quote(&word)
                        );
                        return Err(document.reject(value, message));
                    };
                    read.layer = Some((layer, value));
                }
                "weight" if value.get() != "null" => match value.get() {
                    "1" => read.weight = 1,
                    "2" => read.weight = 2,
                    "3" => read.weight = 3,
                    _ => {
                        return Err(
                            document.reject(value, "a river weighs 1 (great), 2 or 3 (a stream)")
                        );
                    }
                },
                "name" | "name:en" | "name:ar" | "name_en" | "name_ar"
                    if value.get().starts_with('"') =>
                {
                    let text: String = document.parse(value.get())?;
                    let lang = name.get(5..).unwrap_or_default();
                    if !text.trim().is_empty() {
                        read.names.insert(lang.to_owned(), text);
                    }
                }
                _ => {}
            }
        }
        Ok(read)
    }
}

/// Puts a geometry on the map. Returns how many of its points are not drawn.
fn draw<'a>(
    document: &mut Document<'a>,
    raw: &'a RawValue,
    properties: &Properties<'_>,
    basemap: &mut Basemap,
) -> Result<usize, Diagnostic> {
    let shape: Shape = document.parse(raw.get())?;
    let shape = Geometry::<f64>::try_from(shape)
        .map_err(|error| document.reject(raw, format!("not a geometry to draw: {error}")))?;
    let beyond = shape.coords_iter().find_map(|at| LonLat::new(at.x, at.y).err());
    if let Some(error) = beyond {
        return Err(document.reject(raw, format!("{error}; are they degrees, longitude first?")));
    }
    let mut points = 0;
    for part in parts(shape) {
        let (names, layer) = (properties.names.clone(), properties.layer.map(|(layer, _)| layer));
        let fits = match part {
            // Whoever draws areas without a word draws what they know of the ground.
            Geometry::Polygon(area) if layer.is_none() => {
                basemap.add_area(Layer::Border, WaterNames::default(), area.clone())
                    && basemap.add_area(Layer::Land, names, area)
            }
            Geometry::Polygon(area) => basemap.add_area(layer.unwrap_or(Layer::Land), names, area),
            Geometry::LineString(line) => {
                basemap.add_line(layer.unwrap_or(Layer::Border), names, properties.weight, line)
            }
            Geometry::Point(at) if layer == Some(Layer::Water) && !names.is_empty() => {
                basemap.names.push((names, at));
                true
            }
            _ => {
                points += 1;
                true
            }
        };
        if let (false, Some((_, said))) = (fits, properties.layer) {
            let message = format!(
                "a layer {} does not go with this geometry: land, focus and water are areas, river and road are lines",
                said.get()
            );
            return Err(document.reject(said, message));
        }
    }
    Ok(points)
}

/// The polygons, lines and points that a geometry is made of.
fn parts(shape: Geometry) -> Vec<Geometry> {
    match shape {
        Geometry::MultiPolygon(all) => all.into_iter().map(Geometry::from).collect(),
        Geometry::MultiLineString(all) => all.into_iter().map(Geometry::from).collect(),
        Geometry::MultiPoint(all) => all.into_iter().map(Geometry::from).collect(),
        Geometry::GeometryCollection(all) => all.into_iter().flat_map(parts).collect(),
        one => vec![one],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(features: &str) -> (Result<Basemap, Diagnostic>, Vec<Diagnostic>) {
        let text = format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{features}\n]}}");
        let mut told = Vec::new();
        (basemap("b.geojson", text.as_bytes(), &mut told), told)
    }

    fn feature(properties: &str, geometry: &str) -> String {
        format!("{{\"type\": \"Feature\", \"properties\": {properties}, \"geometry\": {geometry}}}")
    }

    const AREA: &str =
        r#"{"type": "Polygon", "coordinates": [[[38, 35], [42, 35], [42, 37], [38, 35]]]}"#;
    const LINE: &str =
        r#"{"type": "MultiLineString", "coordinates": [[[38, 35], [42, 35]], [[1, 2], [3, 4]]]}"#;
    const POINT: &str = r#"{"type": "Point", "coordinates": [38, 35]}"#;

    #[test]
    fn each_feature_is_drawn_as_what_it_says_it_is() {
        let features = [
            feature("{}", AREA),
            feature("null", LINE),
            feature(r#"{"layer": "focus"}"#, AREA),
            feature(r#"{"layer": "water", "name": "Lake", "name:ar": "بحيرة"}"#, AREA),
            feature(r#"{"layer": "water", "name_en": "Sea"}"#, POINT),
            feature(r#"{"layer": "river", "name": "Khabur", "weight": 1}"#, LINE),
            feature(r#"{"layer": "division"}"#, AREA),
            feature(r#"{"layer": "road", "name": "M4"}"#, LINE),
            feature("{}", "null"),
            feature("{}", POINT),
        ];
        let (map, told) = read(&features.join(",\n"));
        let map = map.unwrap();
        let counts = [
            map.land.len(),
            map.focus.len(),
            map.water.len(),
            map.borders.len(),
            map.divisions.len(),
            map.roads.len(),
        ];
        assert_eq!(counts, [1, 1, 1, 3, 1, 2]);
        assert_eq!((map.rivers.len(), map.rivers[0].weight), (2, 1));
        assert_eq!(map.names.len(), 2);
        assert_eq!(map.names[0].0["ar"], "بحيرة");
        assert_eq!(map.names[1].0["en"], "Sea");
        assert!(
            told.len() == 1 && told[0].message.starts_with("1 points are not drawn"),
            "{told:?}"
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let cases = [
            (
                feature(r#"{"layer": "lnad"}"#, AREA),
                "b.geojson:2:45: error: there is no layer `lnad` (did you mean `land`?)",
            ),
            (
                feature(r#"{"layer": "river"}"#, AREA),
                "b.geojson:2:45: error: a layer \"river\" does not go with",
            ),
            (
                feature(r#"{"layer": "river", "weight": 7}"#, LINE),
                "b.geojson:2:64: error: a river weighs 1",
            ),
            (
                feature("{}", r#"{"type": "Point", "coordinates": [4512345.1, 35]}"#),
                "b.geojson:2:51: error: longitude 4512345.1",
            ),
            (feature("{}", r#"{"type": "Pont", "coordinates": [1, 2]}"#), "b.geojson:2:"),
            ("{".to_owned(), "b.geojson:3:1: error: "),
        ];
        for (features, wanted) in cases {
            let told = read(&features).0.unwrap_err().to_string();
            assert!(told.starts_with(wanted), "{told}");
        }
    }
}
