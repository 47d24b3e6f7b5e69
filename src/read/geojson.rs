//! Records in GeoJSON (RFC 7946): a feature is a record, its properties are the columns.

use std::borrow::Cow;

use ::geojson::Geometry;
use geo::Centroid as _;
use serde_json::value::RawValue;

use crate::diagnostic::{Diagnostic, Position};
use crate::read::Harvest;
use crate::read::earlier::Form;
use crate::read::json::{Document, Entries, find};
use crate::read::record::{Draft, RecordFile, Shape, Value};
use crate::read::unread::Unread;

/// Reads a `FeatureCollection`, or a lone `Feature`.
pub(super) fn collection<'a>(
    source: RecordFile<'a>,
    document: &mut Document<'a>,
    whole: &'a RawValue,
    entries: &Entries<'a>,
    unread: &mut Unread,
    harvest: &mut Harvest,
) -> Result<(), Diagnostic> {
    check_crs(document, entries)?;
    let features = match find(entries, "type").map(RawValue::get) {
        Some("\"FeatureCollection\"") => match find(entries, "features") {
            Some(features) => document.list(features)?,
            None => return Err(document.reject(whole, "a FeatureCollection without `features`")),
        },
        Some("\"Feature\"") => vec![whole],
        _ => {
            let message = "no records: expected a list of objects, {\"events\": […]}, or a GeoJSON \
                 Feature or FeatureCollection";
            return Err(document.reject(whole, message));
        }
    };
    if are_areas(document, &features) {
        let message = "the areas around a site's events, which `events.geojson` beside it tells whole; not read, give that file";
        harvest.diagnostics.push(Diagnostic::warning(Position::file(source.file), message));
        return Ok(());
    }
    harvest.rowless += usize::from(features.is_empty());
    for feature in features {
        let entries = document.entries(feature);
        match entries.and_then(|entries| draft(document, feature, entries, unread, harvest)) {
            Ok(draft) => source.keep(&draft, unread, harvest),
            Err(fault) => harvest.reject(fault),
        }
    }
    Ok(())
}

/// Whether an object is a feature, on a line or in a list of its own.
pub(super) fn is_feature(entries: &Entries<'_>) -> bool {
    find(entries, "type").is_some_and(|name| name.get() == "\"Feature\"")
}

/// Whether `features` are the events of a site with the area of each: all of them, and there is one.
fn are_areas<'a>(document: &mut Document<'a>, features: &[&'a RawValue]) -> bool {
    let mut is_area = |feature: &&'a RawValue| -> Option<bool> {
        let members = document.entries(feature).ok()?;
        let properties = document.entries(find(&members, "properties")?).ok()?;
        let form = Form::of(properties.iter().map(|(name, _)| &**name));
        let geometry = document.entries(find(&members, "geometry")?).ok()?;
        let shape = find(&geometry, "type")?.get();
        Some(form == Some(Form::Events) && matches!(shape, "\"Polygon\"" | "\"MultiPolygon\""))
    };
    !features.is_empty() && features.iter().all(|feature| is_area(feature).unwrap_or(false))
}

/// RFC 7946, section 4, took `crs` out of the format; a file that has one may mean metres.
pub(super) fn check_crs<'a>(
    document: &mut Document<'a>,
    entries: &Entries<'a>,
) -> Result<(), Diagnostic> {
    let Some(crs) = find(entries, "crs") else { return Ok(()) };
    let value: serde_json::Value = document.parse(crs.get())?;
    let name = value.pointer("/properties/name").and_then(serde_json::Value::as_str);
    if name.is_some_and(|name| name.ends_with("CRS84")) {
        return Ok(());
    }
    let message =
        "`crs` is not CRS84; convert the file with `ogr2ogr -t_srs OGC:CRS84 -lco RFC7946=YES`";
    Err(document.reject(crs, message))
}

/// The record that a feature with the members `entries` is.
pub(super) fn draft<'a>(
    document: &mut Document<'a>,
    feature: &'a RawValue,
    entries: Entries<'a>,
    unread: &mut Unread,
    harvest: &mut Harvest,
) -> Result<Draft<'a>, Diagnostic> {
    let (file, at) = (document.file(), document.place(feature.get()));
    if !is_feature(&entries) {
        return Err(document.reject(feature, "expected a GeoJSON Feature"));
    }
    let mut own = Vec::new();
    let mut properties = Vec::new();
    let mut form = None;
    for (name, member) in entries {
        match &*name {
            "id" => own.extend(document.value(name, member)?),
            "geometry" if member.get() != "null" => {
                own.extend(point(file, document, member, &mut harvest.diagnostics)?);
            }
            "properties" if member.get() != "null" => {
                let members = document.entries(member)?;
                form = Form::of(members.iter().map(|(name, _)| &**name));
                for (name, property) in members {
                    properties.extend(document.value(name, property)?);
                }
            }
            _ => {}
        }
    }
    let mut draft = Draft::new(file, at, form);
    // The geometry and the feature's own id win over properties, wherever the file puts them.
    for value in own.into_iter().chain(properties) {
        draft.put(value, unread, &mut harvest.diagnostics);
    }
    Ok(draft)
}

/// The longitude and latitude of a geometry: of a point its own, of another shape those of its centroid.
fn point<'a>(
    file: &str,
    document: &mut Document<'a>,
    raw: &'a RawValue,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<[Value<'a>; 2], Diagnostic> {
    let geometry: Geometry = document.parse(raw.get())?;
    let is_point = geometry.value.type_name() == "Point";
    let shape = geo::Geometry::<f64>::try_from(geometry)
        .map_err(|error| document.reject(raw, format!("not a geometry to place: {error}")))?;
    let Some(centre) = shape.centroid() else {
        return Err(
            document.reject(raw, "an empty geometry; write null where the place is not known")
        );
    };
    let at = document.place(raw.get());
    if !is_point {
        let message = "only points are placed; the centroid stands in for this shape";
        diagnostics.push(Diagnostic::warning(Position::at(file, at.0, at.1), message));
    }
    let value = |name, number: f64| Value {
        name: Cow::Borrowed(name),
        text: Cow::Owned(number.to_string()),
        shape: Shape::Number,
        at,
    };
    Ok([value("lon", centre.x()), value("lat", centre.y())])
}
