//! The JSON Schema of a GeoJSON file: which members it has, and of which type its properties are.

use serde_json::{Map, Value, json};

use crate::write::Site;
use crate::write::tables::{Column, MOST, Table, Type};

/// The schema of the collection that `table` makes.
pub(super) fn of(table: &Table<'_>, site: &Site<'_>) -> Vec<u8> {
    let Table { name, title, what, columns, .. } = table;
    let properties: Map<String, Value> =
        columns.iter().map(|column| (column.name.to_string(), property(column))).collect();
    let required: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
    let degrees =
        |most: u8| json!({"type": "number", "minimum": -i16::from(most), "maximum": most});
    let point = json!({
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {
            "type": {"const": "Point"},
            "coordinates": {
                "type": "array",
                "prefixItems": [degrees(180), degrees(90)],
                "items": false,
                "minItems": 2,
            },
        },
        "additionalProperties": false,
    });
    let geometry = if *name == "unplaced" { json!({"type": "null"}) } else { point };
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": format!("{what}. {} of {}", file(name), site.title_en),
        "type": "object",
        "required": ["type", "kharita", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "bbox": {"type": "array", "items": degrees(180), "minItems": 4, "maxItems": 4},
            "kharita": {"type": "object"},
            "features": {"type": "array", "items": {"$ref": "#/$defs/feature"}},
        },
        "additionalProperties": false,
        "$defs": {
            "feature": {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": "string", "minLength": 1},
                    "geometry": geometry,
                    "properties": {
                        "type": "object",
                        "required": required,
                        "properties": properties,
                        "additionalProperties": false,
                    },
                },
                "additionalProperties": false,
            },
        },
    });
    if let Some(url) = site.url {
        schema["$id"] = json!(format!("{url}{name}.schema.json"));
    }
    format!("{schema:#}\n").into_bytes()
}

fn file(name: &str) -> String {
    format!("{name}.geojson")
}

fn property(column: &Column) -> Value {
    let mut property = match column.of {
        Type::Text => json!({"type": "string", "minLength": 1}),
        Type::Integer => json!({"type": "integer", "minimum": 0, "maximum": MOST}),
        Type::Number => json!({"type": "number"}),
        Type::Boolean => json!({"type": "boolean"}),
        Type::Date => json!({"type": "string", "format": "date"}),
    };
    property["description"] = json!(column.description());
    let null = (!column.always).then_some(Value::Null);
    if null.is_some() {
        property["type"] = json!([property["type"], "null"]);
    }
    if !column.words.is_empty() {
        let words = column.words.iter().map(|word| json!(word));
        property["enum"] = words.chain(null).collect();
    }
    property
}
