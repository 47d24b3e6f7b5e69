//! A published map, read again from its `events.geojson`. Any GeoJSON whose features have ids will do.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Position};
use crate::model::{Cell, EventId, PublishedEvent, Snapshot};

/// Columns that say which event it is, not what is told of it.
const IDENTITY: [&str; 2] = ["event_id", "aliases"];

/// The events of the map in `bytes`, which messages call `file`.
///
/// # Errors
/// Fatal where it is no `FeatureCollection`, or a feature has no id, or that of another.
pub fn snapshot(file: &str, bytes: &[u8]) -> Result<Snapshot, Diagnostic> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let document: Value = serde_json::from_slice(bytes).map_err(|error| {
        let position = Position::at(file, error.line() as u64, error.column() as u64);
        Diagnostic::fatal(position, format!("no JSON: {error}; give an events.geojson"))
    })?;
    let fatal = |message: String| Diagnostic::fatal(Position::file(file), message);
    let features = document.get("features").and_then(Value::as_array);
    let features = features.ok_or_else(|| {
        fatal("no FeatureCollection; give the folder of a site, or its events.geojson".to_owned())
    })?;
    let mut events = BTreeMap::new();
    for (number, feature) in (1..).zip(features) {
        let Some((id, event)) = published(feature) else {
            return Err(fatal(format!(
                "feature {number} has no `event_id` and no `id`; give each feature one"
            )));
        };
        if events.insert(id.clone(), event).is_some() {
            return Err(fatal(format!(
                "feature {number} has the id {id} of another; give each feature its own"
            )));
        }
    }
    let title = document.pointer("/kharita/title").and_then(Value::as_str).map(str::to_owned);
    Ok(Snapshot { title, events })
}

fn published(feature: &Value) -> Option<(EventId, PublishedEvent)> {
    let no_properties = Map::new();
    let properties = feature.get("properties").and_then(Value::as_object).unwrap_or(&no_properties);
    let id = properties.get("event_id").or_else(|| feature.get("id")).and_then(cell)?;
    let text = |name: &str| properties.get(name).and_then(Value::as_str);
    let aliases = text("aliases").into_iter().flat_map(|aliases| aliases.split("; "));
    let mut aliases: Vec<EventId> = aliases.map(EventId::new).collect();
    aliases.sort();
    let told = properties.iter().filter(|(name, _)| !IDENTITY.contains(&name.as_str()));
    let told = told.filter_map(|(name, value)| Some((name.clone(), cell(value)?)));
    let point = feature.pointer("/geometry/coordinates").and_then(cell);
    let columns = told.chain(point.map(|point| ("coordinates".to_owned(), point))).collect();
    let title = text("title").map(str::to_owned);
    Some((EventId::new(&id.to_string()), PublishedEvent { title, aliases, columns }))
}

/// What `value` says; `None` for null.
fn cell(value: &Value) -> Option<Cell> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(Cell::Text(text.clone())),
        other => Some(Cell::Written(other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_map_is_told_with_what_to_do() {
        let cases = [
            ("{", "a.geojson:1:1: error: no JSON"),
            ("[]", "a.geojson: error: no FeatureCollection; give"),
            (r#"{"features": [{"id": "a"}, {}]}"#, "feature 2 has no `event_id`"),
            (r#"{"features": [{"id": "a"}, {"id": "a"}]}"#, "feature 2 has the id a of another"),
        ];
        for (text, expected) in cases {
            let told = snapshot("a.geojson", text.as_bytes()).unwrap_err().to_string();
            assert!(told.contains(expected), "{told}");
        }
    }

    #[test]
    fn columns_are_what_is_told_and_null_is_nothing() {
        let text = r#"{"kharita": {"title": "Map"}, "features": [{"id": 7,
            "geometry": {"type": "Point", "coordinates": [40.5, 36]},
            "properties": {"title": "Escape", "killed": 3, "end": null, "aliases": "y; x"}}]}"#;
        let snapshot = snapshot("a", text.as_bytes()).unwrap();
        assert_eq!(snapshot.title.as_deref(), Some("Map"));
        let event = &snapshot.events[&EventId::new("7")];
        assert_eq!(event.aliases, [EventId::new("x"), EventId::new("y")]);
        let columns: Vec<String> =
            event.columns.iter().map(|(name, cell)| format!("{name}={cell}")).collect();
        assert_eq!(columns, ["coordinates=[40.5,36]", "killed=3", "title=Escape"]);
    }
}
